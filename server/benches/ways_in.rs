//! How fast answers come in and go out: 10,000 sealed answers of about 1 kB pushed to a real server process through
//! `/intake/v1` in batches of 500, pushed again (idempotence), and pulled from an empty cursor; then 1,000 more, and 1,000
//! operations of the team, one at a time, each waiting for its receipt. The database is the default one: on disk, fsync on
//! every commit. `cargo xtask bench` runs it in the release profile.
#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

use domain::{
    Lang,
    answer::{Answer, Answers, Channel},
    campaign::QuestionnaireRef,
    ids::{CampaignId, ItemId, random_id},
};
use intake::{
    Payload, PublicKey, seal,
    seal::rand_core::UnwrapErr,
    wire::{Batch, Item, ItemStatus, Kit, Receipts},
};
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use std::{
    error::Error,
    process::{Child, Command},
    time::Duration,
};
use tokio::time::{Instant, sleep};

const ANSWERS: usize = 10_000;
const BATCH: usize = 500;
/// Answers, and operations, whose receipts are waited for one by one.
const ALONE: usize = 1_000;
const PAGE: usize = 1_000;
const TODAY: &str = "2026-11-21";

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut server = Server::start(folder.path()).await?;
    let link = server.campaign().await?;
    let kit: Kit = json_of(
        server
            .client
            .get(server.at("/r/intake/v1/kit"))
            .header("x-boucle-link", &link),
    )
    .await?;
    let batches = sealed(&kit, ANSWERS, BATCH)?;
    let alone = sealed(&kit, ALONE, 1)?;

    let (first, received) = server.push(&link, &batches).await?;
    assert_eq!(
        received,
        vec![ItemStatus::Received; ANSWERS],
        "every answer is new"
    );
    let (again, known) = server.push(&link, &batches).await?;
    assert_eq!(
        known,
        vec![ItemStatus::Duplicate; ANSWERS],
        "every answer is known"
    );
    let (pull, ops) = server.pull().await?;
    assert_eq!(ops, ANSWERS, "every answer comes back once");

    println!("push of {ANSWERS} answers, batches of {BATCH}, durable: {first:.2?}");
    println!(
        "the same push again: {again:.2?} ({:.0} % of the first)",
        100.0 * again.as_secs_f64() / first.as_secs_f64()
    );
    println!("pull of {ops} answers from an empty cursor: {pull:.2?}");
    let (p50, p99) = server.receipts(&link, &alone).await?;
    println!("receipt of one answer, {ALONE} one after the other: p50 {p50:.2?}, p99 {p99:.2?}");
    let (p50, p99) = server.acknowledged().await?;
    println!("receipt of one operation, {ALONE} one after the other: p50 {p50:.2?}, p99 {p99:.2?}");
    println!("server memory afterwards: {}", server.memory());
    Ok(())
}

struct Server {
    process: Child,
    url: String,
    client: Client,
    /// The cookie of the sign-in, once there is one.
    session: String,
    /// Whoever signed in, and their device.
    actor: Value,
    device: uuid::Uuid,
    /// Operations of that device.
    made: u64,
}

impl Drop for Server {
    fn drop(&mut self) {
        // The folder goes with the bench; nothing is left to save.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    async fn start(data: &std::path::Path) -> Result<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?
            .local_addr()?
            .port();
        let address = format!("127.0.0.1:{port}");
        let process = Command::new(env!("CARGO_BIN_EXE_boucle"))
            .arg("serve")
            .env("BOUCLE_LISTEN", &address)
            .env("BOUCLE_DATA", data)
            .spawn()?;
        let client = Client::new();
        let server = Server {
            process,
            url: format!("http://{address}"),
            client,
            session: String::new(),
            actor: Value::Null,
            device: id()?,
            made: 0,
        };
        let started = Instant::now();
        while server
            .client
            .get(server.at("/health"))
            .send()
            .await
            .is_err()
        {
            if started.elapsed() > Duration::from_secs(60) {
                return Err("the server did not answer within a minute".into());
            }
            sleep(Duration::from_millis(20)).await;
        }
        println!("start to first answer, empty: {:.2?}", started.elapsed());
        Ok(server)
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.client
            .post(self.at(path))
            .header("origin", &self.url)
            .header("cookie", &self.session)
            .json(body)
    }

    /// Sets the organisation up, with one open campaign; its link.
    async fn campaign(&mut self) -> Result<String> {
        let setup = json!({ "setup": {
            "organisation": "Banc d'essai", "contact": "banc@example.org", "name": "Banc",
            "email": "banc@example.org", "password": "une phrase de passe longue" } });
        let answer = self.post("/app/api/set-up", &setup).send().await?;
        let cookie = answer
            .headers()
            .get("set-cookie")
            .ok_or("no session after set-up")?
            .to_str()?;
        self.session = cookie.split(';').next().unwrap_or_default().to_owned();
        let me: Value = answer.json().await?;
        self.actor = me["person"].clone();
        let [service, session, campaign] = [id()?, id()?, id()?];
        let secret = "0123456789abcdefghjkmnpqrs";
        let records = [
            (
                "service",
                service,
                json!({ "kind": "formation", "title": "Banc" }),
            ),
            (
                "session",
                session,
                json!({ "service": service, "title": "Banc", "starts": TODAY, "ends": TODAY, "headcount": 2000 }),
            ),
            (
                "campaign",
                campaign,
                json!({ "session": session, "questionnaire": { "key": "af.hot", "version": 1 },
                "wave": "hot", "opens": "2026-01-01", "closes": "2099-12-31", "link": secret }),
            ),
        ];
        let mut ops = Vec::new();
        for (kind, record, fields) in records {
            ops.push(self.creates(kind, record, &fields)?);
        }
        self.send(ops).await?;
        Ok(format!(
            "{}.{secret}",
            me["organisation"]["slug"].as_str().unwrap_or_default()
        ))
    }

    /// The device's next operation: a new record.
    fn creates(&mut self, kind: &str, record: uuid::Uuid, fields: &Value) -> Result<Value> {
        self.made += 1;
        Ok(
            json!({ "id": id()?, "device": self.device, "cseq": self.made, "actor": self.actor, "kind": "create",
            "v": 1, "entity": { "kind": kind, "id": record }, "wall_ms": 0, "salt": "AAAAAAAAAAAAAAAAAAAAAA",
            "body": base64url(&json!({ "fields": fields }))? }),
        )
    }

    async fn send(&self, ops: Vec<Value>) -> Result<()> {
        let push = json!({ "device": self.device, "ops": ops });
        let pushed: Value = json_of(self.post("/app/sync/v1/push", &push)).await?;
        let results = pushed["results"].as_array();
        match results.is_some_and(|all| all.iter().all(|one| one["status"] == "stored")) {
            true => Ok(()),
            false => Err(format!("not stored: {pushed}").into()),
        }
    }

    /// The half, and 99 of 100, of the times from sending an operation of the team to knowing that it is stored.
    async fn acknowledged(&mut self) -> Result<(Duration, Duration)> {
        let mut times = Vec::with_capacity(ALONE);
        for number in 0..ALONE {
            let fields = json!({ "kind": "formation", "title": format!("Banc {number}") });
            let op = self.creates("service", id()?, &fields)?;
            let started = Instant::now();
            self.send(vec![op]).await?;
            times.push(started.elapsed());
        }
        Ok(half_and_most(times))
    }

    async fn push(&self, link: &str, batches: &[Batch]) -> Result<(Duration, Vec<ItemStatus>)> {
        let started = Instant::now();
        let mut statuses = Vec::new();
        for batch in batches {
            let call = self.client.post(self.at("/r/intake/v1/items"));
            let call = call
                .header("origin", &self.url)
                .header("x-boucle-link", link)
                .json(batch);
            let receipts: Receipts = json_of(call).await?;
            statuses.extend(receipts.receipts.iter().map(|receipt| receipt.status));
        }
        Ok((started.elapsed(), statuses))
    }

    /// The half, and 99 of 100, of the times from sending an answer to holding its receipt.
    async fn receipts(&self, link: &str, alone: &[Batch]) -> Result<(Duration, Duration)> {
        let mut times = Vec::with_capacity(alone.len());
        for one in alone.chunks(1) {
            times.push(self.push(link, one).await?.0);
        }
        Ok(half_and_most(times))
    }

    async fn pull(&self) -> Result<(Duration, usize)> {
        let started = Instant::now();
        let (mut after, mut ops) = (0, 0);
        loop {
            let path = format!("/app/sync/v1/pull?scope=answers&after={after}&limit={PAGE}");
            let page: sync::wire::Page = json_of(
                self.client
                    .get(self.at(&path))
                    .header("cookie", &self.session),
            )
            .await?;
            ops += page.ops.len();
            if page.next >= page.head {
                return Ok((started.elapsed(), ops));
            }
            after = page.next;
        }
    }

    /// Resident set, as the system counts it.
    fn memory(&self) -> String {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()));
        let line = status.ok().and_then(|status| {
            status.lines().find_map(|line| {
                line.strip_prefix("VmRSS:")
                    .map(str::trim)
                    .map(str::to_owned)
            })
        });
        line.unwrap_or_else(|| "unknown".to_owned())
    }
}

/// The time that half of them took at most, and 99 of 100.
fn half_and_most(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

/// The answers, sealed as a tablet seals them, before the clock starts.
fn sealed(kit: &Kit, answers: usize, batch: usize) -> Result<Vec<Batch>> {
    let key = PublicKey::from_bytes(&kit.public_key)?;
    let mut rng = UnwrapErr(getrandom::SysRng);
    let mut items = Vec::with_capacity(answers);
    for number in 0..answers {
        let payload = payload(
            kit.sessions[0].campaign,
            &kit.sessions[0].questionnaire,
            number,
        )?;
        let id = ItemId(id()?);
        items.push(Item {
            id,
            alg: seal::ALG.to_owned(),
            kid: kit.kid.clone(),
            sealed: seal::seal(&key, &kit.org, &kit.kid, id, &payload, &mut rng)?,
        });
    }
    Ok(items
        .chunks(batch)
        .map(|items| Batch {
            items: items.to_vec(),
            unsent: 0,
        })
        .collect())
}

fn payload(
    campaign: CampaignId,
    questionnaire: &QuestionnaireRef,
    number: usize,
) -> Result<Payload> {
    let score = u32::try_from(number % 4)? + 1;
    let mut answers: Answers = [
        "objectives_met",
        "content_fit",
        "methods",
        "trainer_clarity",
        "usefulness",
        "overall",
    ]
    .into_iter()
    .map(|key| (key.to_owned(), Answer::Score(score)))
    .collect();
    answers.insert("nps".to_owned(), Answer::Score(u32::try_from(number % 11)?));
    answers.insert(
        "best".to_owned(),
        Answer::Text(format!(
            "Réponse {number} : {}",
            "exemples concrets ".repeat(30)
        )),
    );
    Ok(Payload::Answers {
        campaign,
        questionnaire: questionnaire.clone(),
        day: TODAY.parse()?,
        lang: Lang::Fr,
        channel: Channel::Link,
        answers,
        token: None,
        photos: Vec::new(),
    })
}

fn id() -> Result<uuid::Uuid> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(random_id(bytes))
}

/// Bytes of the body as the wire wants them; the contract's own encoder writes them.
fn base64url(value: &Value) -> Result<Value> {
    #[derive(serde::Serialize)]
    struct Bytes<'a>(#[serde(with = "domain::bytes")] &'a [u8]);
    Ok(serde_json::to_value(Bytes(value.to_string().as_bytes()))?)
}

async fn json_of<T: serde::de::DeserializeOwned>(call: RequestBuilder) -> Result<T> {
    let response = call.send().await?;
    let status = response.status();
    let text = response.text().await?;
    if status.is_success() {
        Ok(serde_json::from_str(&text)?)
    } else {
        Err(format!("{status}: {text}").into())
    }
}
