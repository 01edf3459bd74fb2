//! An attacker with everything the server keeps (each row of its database, its log at the finest level) tries to say
//! which tablet, which item or which minute an anonymous answer came from.

use super::{Tablet, World, open_store};
use ::intake::Payload;
use domain::{
    answer::{Place, ReleasedAnswer, Survey},
    calendar::cadence::Stakeholder,
    campaign::{Campaign, QuestionnaireRef},
    entity::{self, EntityKind},
    ids::{OrgId, ServiceId, SessionId},
};
use std::{
    collections::BTreeMap,
    io::Write,
    sync::{Arc, Mutex},
};
use store::dump::Part;
use sync::{Body, Scope, Stored};
use testkit::{day, id};

/// Answers of a group, and campaigns whose groups are compared.
const GROUP: u128 = 5;
const CAMPAIGNS: u128 = 40;

/// What the program wrote to its log.
#[derive(Clone, Default)]
struct Said(Arc<Mutex<Vec<u8>>>);

impl Write for Said {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Each row of an organisation's database and of the control database, as a line.
async fn kept(url: &str, org: OrgId) -> Vec<String> {
    let store = open_store(url).await;
    let mut lines = Vec::new();
    for part in [Part::Control, Part::Org(org)] {
        let mut dump = store.dump(part).await.unwrap();
        while let Some(rows) = dump.next().await.unwrap() {
            lines.extend(rows.iter().map(|row| row.to_line().unwrap()));
        }
        dump.end().await.unwrap();
    }
    lines
}

fn number(campaign: u128, n: u128) -> u128 {
    10_000 + campaign * 100 + n
}

/// The number a person wrote into the comment of a released answer: `(campaign, place in the order of arrival)`.
fn written(stored: &Stored) -> (u128, u128) {
    let Ok(Body::Create { fields }) = Body::decode(&stored.op) else {
        panic!("answers are only created");
    };
    let text = serde_json::to_string(&fields).unwrap();
    let numbers = text.split("avis ").nth(1).unwrap();
    let numbers = numbers.split(' ').next().unwrap();
    let (campaign, n) = numbers.split_once('-').unwrap();
    (campaign.parse().unwrap(), n.parse().unwrap())
}

/// Whether a line tells a time of the day: `T14:05`.
fn tells_time(line: &str) -> bool {
    let digit = |byte: &u8| byte.is_ascii_digit();
    line.as_bytes().windows(6).any(|six| {
        six[0] == b'T' && six[3] == b':' && [1, 2, 4, 5].iter().all(|at| digit(&six[*at]))
    })
}

/// The line with every id and hash replaced: what is left tells one item from another.
fn without_names(line: &str) -> String {
    let mut left = String::new();
    for word in line.split_inclusive(|c: char| !c.is_ascii_hexdigit() && c != '-') {
        let is_name = word.len() > 30;
        left.push_str(if is_name { "*" } else { word });
    }
    left
}

fn names(line: &str, all: &[String]) -> bool {
    all.iter().any(|one| line.contains(one.as_str()))
}

/// Two tablets take turns, minutes pass, people write more or less. The tablets' ids.
async fn collect(world: &World) -> Vec<String> {
    let rooms = [world.tablet().await, world.tablet().await];
    for campaign in 0..CAMPAIGNS {
        let started = world.campaign(100 + campaign, |_| {}).await;
        // Every other group answers by printed strips, taken in turn.
        let strips = match campaign % 2 {
            0 => Vec::new(),
            _ => world.strip_links(&started, 5).await,
        };
        for n in 0..GROUP {
            let times = usize::try_from(n).unwrap();
            let comment = format!("avis {campaign}-{n} {}", "bien ".repeat(times));
            let payload = super::answers(started.id, testkit::answers(3, &comment));
            let payload = match strips.get(times) {
                Some(strip) => super::once::with_token(payload, strip),
                None => payload,
            };
            let room = &rooms[times % 2];
            let sealed = room.seal(number(campaign, n), &payload);
            room.send(vec![sealed]).await;
            world.minutes_later(7);
        }
    }
    let ids = rooms
        .iter()
        .map(|room| room.kit.device.as_ref().unwrap().id.to_string());
    ids.collect()
}

#[tokio::test]
async fn nothing_the_server_keeps_leads_from_an_answer_to_its_item_tablet_or_minute() {
    let said = Said::default();
    let writer = said.clone();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let listening = tracing::subscriber::set_default(subscriber);

    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("data").display());
    let (log, org, tablets) = {
        let world = World::at(&url).await;
        let tablets = collect(&world).await;
        (
            world.log(Scope::Answers).await,
            world.lead.organisation(),
            tablets,
        )
    };
    drop(listening);
    assert_eq!(log.len() as u128, CAMPAIGNS * GROUP);
    let lines = kept(&url, org).await;
    let items: Vec<String> = (0..CAMPAIGNS)
        .flat_map(|campaign| (0..GROUP).map(move |n| id(number(campaign, n)).to_string()))
        .collect();
    let answers: Vec<String> = log
        .iter()
        .flat_map(|stored| [stored.op.entity.id.to_string(), stored.op.id.to_string()])
        .collect();

    let of_answers: Vec<&String> = lines.iter().filter(|line| names(line, &answers)).collect();
    assert!(of_answers.len() >= log.len(), "the answers are found");
    for line in of_answers {
        assert!(!names(line, &items) && !names(line, &tablets), "{line}");
        assert!(!tells_time(line), "{line}");
    }
    // Of an item nothing is left but that it came: the same for all.
    let of_items: Vec<&String> = lines.iter().filter(|line| names(line, &items)).collect();
    assert_eq!(of_items.len(), items.len(), "each item is remembered");
    for line in &of_items {
        assert!(!names(line, &tablets) && !tells_time(line), "{line}");
        assert_eq!(without_names(line), without_names(of_items[0]));
    }
    // Of a strip nothing is left but that it was used: no day, no item.
    let is_strip = |line: &&String| line.contains("strip");
    let of_strips: Vec<&String> = lines.iter().filter(is_strip).collect();
    assert_eq!(of_strips.len() as u128, CAMPAIGNS / 2 * GROUP);
    let known = [items.clone(), answers.clone(), tablets.clone()].concat();
    for line in lines.iter().filter(|line| line.contains("seat")) {
        assert!(!names(line, &known) && !tells_time(line), "{line}");
        assert!(!line.contains("2026-"), "{line}");
    }
    let log_text = String::from_utf8(said.0.lock().unwrap().clone()).unwrap();
    for line in log_text.lines() {
        assert!(!names(line, &items) && !names(line, &answers), "{line}");
    }

    // Guessing that answers stand in the order of their arrival is no better than chance: one in each group on average.
    let right = log
        .chunks(usize::try_from(GROUP).unwrap())
        .flat_map(|group| group.iter().zip(0..))
        .filter(|(stored, place)| written(stored).1 == *place)
        .count();
    assert!(right < 80, "{right} of {}", log.len());
}

/// What everybody who reads results is shown of small groups: answers of each, by service, quarter and survey.
type Shown = BTreeMap<(ServiceId, String, Option<Survey>), u32>;

async fn shown(world: &World) -> Shown {
    let pools = world.app.rollups(&world.lead, 0).await.unwrap().pools;
    let size = |pool: domain::figures::Pool| {
        let n = pool.detail.map_or(0, |detail| detail.n);
        ((pool.service, pool.quarter, pool.survey), n)
    };
    pools.into_iter().map(size).collect()
}

/// Two small surveys of each of two services, two quarters, two stakeholders and two questionnaires.
async fn small_surveys(world: &World) -> Vec<(super::Started, QuestionnaireRef)> {
    let other = entity::fields(&testkit::service());
    world.create(EntityKind::Service, id(11), other).await;
    let mut started = Vec::new();
    for n in 0..32_u128 {
        let mut session = testkit::session(ServiceId(id(10 + n % 2)));
        if n & 2 != 0 {
            (session.starts, session.ends) = (day("2026-09-07"), day("2026-09-08"));
        }
        let at = SessionId(id(200 + n));
        world
            .create(EntityKind::Session, at.0, entity::fields(&session))
            .await;
        let key = if n & 8 == 0 { "af.hot" } else { "bc.hot" };
        let asked = QuestionnaireRef {
            key: key.to_owned(),
            version: 1,
        };
        let small = |campaign: &mut Campaign| {
            campaign.questionnaire = asked.clone();
            campaign.session = at;
            if n & 4 != 0 {
                campaign.stakeholder = Stakeholder::Company;
            }
        };
        started.push((world.campaign(300 + n, small).await, asked.clone()));
    }
    started
}

/// One small answer to survey `n`, or its end; what is said is allowed by either questionnaire.
async fn step(
    world: &World,
    tablet: &Tablet,
    (survey, asked): &(super::Started, QuestionnaireRef),
    at: u128,
) {
    if at == 3 {
        world.close(survey).await;
    } else {
        let said = [("overall".to_owned(), domain::answer::Answer::Score(3))];
        let mut payload = super::answers(survey.id, said.into());
        if let Payload::Answers { questionnaire, .. } = &mut payload {
            questionnaire.clone_from(asked);
        }
        let item = 50_000 + survey.id.0.as_u128() * 100 + at;
        tablet.send(vec![tablet.seal(item, &payload)]).await;
    }
}

/// Whoever watches all that is published, at every moment, and takes one view off another: each group that can be made of
/// it, by any of service, quarter, stakeholder and questionnaire, holds five answers or none.
#[tokio::test]
async fn no_view_of_small_groups_less_another_leaves_under_five() {
    let world = World::new().await;
    let tablet = world.tablet().await;
    let surveys = small_surveys(&world).await;
    let mut before = Shown::new();
    // Three answers to each, its end, and three more that come late.
    for at in 0..7 {
        for survey in &surveys {
            step(&world, &tablet, survey, at).await;
            let now = shown(&world).await;
            for (group, n) in &now {
                let less = before.get(group).copied().unwrap_or(0);
                assert!(*n == less || *n >= less + 5, "{group:?}: {less}, then {n}");
            }
            before = now;
        }
    }
    assert_eq!(before.len(), 16, "each of the 16 combinations is shown");
    // What those who read single answers can put together: the same groups, and none smaller.
    let mut groups: BTreeMap<Place, u32> = BTreeMap::new();
    for stored in world.log(Scope::Answers).await {
        let Ok(Body::Create { fields }) = Body::decode(&stored.op) else {
            panic!("answers are only created");
        };
        let answer: ReleasedAnswer = entity::read(&fields).unwrap();
        *groups.entry(answer.place).or_default() += 1;
    }
    assert!(groups.values().all(|n| *n >= 5), "{groups:?}");
    let pooled = |place: &Place| matches!(place, Place::Pool { .. });
    assert!(groups.keys().all(pooled), "{groups:?}");
}
