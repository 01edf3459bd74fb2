//! Time stamps of a real authority, `openssl ts` behind a listener on this machine: asked for, checked, kept, proved.

use super::{World, checkpoints::verify, open_with, settings};
use axum::{Router, body::Bytes, extract::State, http::StatusCode};
use jiff::Timestamp;
use server::{
    backup::Kept,
    service::{Settings, SystemHost},
    timestamp,
};
use std::{
    fs,
    path::Path,
    process::Command,
    sync::{Arc, Mutex},
};
use tempfile::TempDir;

/// What an operator is told to type.
const OPERATIONS: &str = include_str!("../../../../docs/operations.md");

#[derive(Clone, Copy, PartialEq)]
enum Mood {
    Answers,
    /// Does not work at all.
    Fails,
    /// Knows no SHA-256.
    Refuses,
    /// Says again what it said before.
    Repeats,
}

/// A time-stamping authority with its own root.
struct Authority {
    folder: TempDir,
    mood: Mutex<Mood>,
}

impl Authority {
    /// Its key is made by `openssl req` with `key`.
    fn new(key: &str) -> Arc<Self> {
        let folder = tempfile::tempdir().unwrap();
        let usage = "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n";
        fs::write(folder.path().join("usage"), usage).unwrap();
        for digests in ["sha256", "sha512"] {
            let config = format!(
                "[one]\nserial=serial\ndefault_policy=1.2.3.4.1\nsigner_digest=sha256\ndigests={digests}\n"
            );
            fs::write(folder.path().join(digests), config).unwrap();
        }
        let made = [
            "openssl req -x509 -newkey rsa:2048 -nodes -days 3 -subj /CN=Root -keyout root.key -out authority.pem",
            &format!("openssl req -newkey {key} -nodes -subj /CN=Clock -keyout key -out request"),
            "openssl x509 -req -in request -CA authority.pem -CAkey root.key -CAcreateserial -days 3 -extfile usage \
             -out certificate",
        ];
        for command in made {
            run(folder.path(), command);
        }
        Arc::new(Self {
            folder,
            mood: Mutex::new(Mood::Answers),
        })
    }

    /// Serves; answers its address.
    async fn open(self: &Arc<Self>) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().fallback(answer).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        format!("http://{address}/tsr")
    }

    fn set(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn answer(&self, question: &[u8]) -> Result<Vec<u8>, StatusCode> {
        let folder = self.folder.path();
        let mood = *self.mood.lock().unwrap();
        let digests = match mood {
            Mood::Fails => return Err(StatusCode::SERVICE_UNAVAILABLE),
            Mood::Refuses => "sha512",
            Mood::Answers | Mood::Repeats => "sha256",
        };
        if mood != Mood::Repeats {
            fs::write(folder.join("question"), question).unwrap();
            let command = format!(
                "openssl ts -reply -config {digests} -section one -queryfile question -signer certificate -inkey key \
                 -out answer"
            );
            run(folder, &command);
        }
        Ok(fs::read(folder.join("answer")).unwrap())
    }
}

async fn answer(
    State(authority): State<Arc<Authority>>,
    question: Bytes,
) -> Result<Vec<u8>, StatusCode> {
    let answered = tokio::task::spawn_blocking(move || authority.answer(&question));
    answered.await.unwrap()
}

fn run(folder: &Path, command: &str) {
    let mut words = command.split_whitespace();
    let mut program = Command::new(words.next().unwrap());
    let ran = program.args(words).current_dir(folder).output();
    let ran = ran.expect("openssl is there: apt-get install openssl");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{command}: {said}");
}

/// A server of now that asks `authority` and keeps checkpoints in a folder.
async fn world(authority: String, folder: &Path) -> World {
    let settings = Settings {
        checkpoints: Some(folder.to_owned()),
        timestamp_authority: Some(authority),
        ..settings()
    };
    let world = World::of(open_with("mem://", settings).await).await;
    *world.clock.0.lock().unwrap() = Timestamp::now();
    world
}

#[tokio::test]
async fn a_checkpoint_has_a_time_stamp_that_openssl_verifies() {
    for key in ["rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-256"] {
        let authority = Authority::new(key);
        let folder = tempfile::tempdir().unwrap();
        let world = world(authority.open().await, folder.path()).await;
        assert_eq!(world.app.checkpoint_due().await, 1);
        assert_eq!(world.app.stamp_due().await, 1);
        assert_eq!(world.app.stamp_due().await, 0);
        let served = world.app.checkpoints(&world.lead).await.unwrap();
        assert!(served.checkpoints[0].token.is_some());
        let files = Kept::folder(folder.path()).unwrap();
        assert_eq!(files[0].checkpoint, served.checkpoints[0]);

        // As the documents say.
        let name = Path::new(&files[0].from).with_extension("");
        let root = authority.folder.path().join("authority.pem");
        let command = OPERATIONS
            .lines()
            .find(|line| line.starts_with("openssl ts -verify"));
        let command = command
            .unwrap()
            .replace("NAME", &name.display().to_string())
            .replace("authority.pem", &root.display().to_string());
        run(folder.path(), &command);

        let report = verify(&world.app, files.clone()).await.remove(0);
        let proven = report.proven.unwrap();
        assert_eq!((proven.signed, proven.stamped), (1, 1));
        // Under another head the token proves nothing, nor does one that was changed.
        world.days_later(1);
        assert_eq!(world.app.checkpoint_due().await, 1);
        let mut moved = Kept::folder(folder.path()).unwrap().pop().unwrap();
        moved.checkpoint.token = files[0].checkpoint.token.clone();
        let mut changed = files[0].clone();
        *changed
            .checkpoint
            .token
            .as_mut()
            .unwrap()
            .last_mut()
            .unwrap() ^= 1;
        for (wrong, why) in [(moved, "something else"), (changed, "does not fit")] {
            let report = verify(&world.app, vec![wrong]).await.remove(0);
            let what = report.proven.unwrap_err().what;
            assert!(what.contains(why), "{what}");
        }
    }
}

#[tokio::test]
async fn an_authority_that_fails_never_keeps_a_checkpoint_from_being_made() {
    let authority = Authority::new("rsa:2048");
    let folder = tempfile::tempdir().unwrap();
    let address = authority.open().await;
    let world = world(address.clone(), folder.path()).await;
    assert_eq!(world.app.checkpoint_due().await, 1);
    let made = Kept::folder(folder.path()).unwrap().remove(0).checkpoint;
    let asked = timestamp::ask(&address, &made, &SystemHost).await;
    asked.unwrap();
    for (mood, code) in [
        (Mood::Fails, "timestamp_unreachable"),
        (Mood::Repeats, "timestamp_wrong"),
        (Mood::Refuses, "timestamp_refused"),
    ] {
        authority.set(mood);
        assert_eq!(world.app.stamp_due().await, 0);
        let asked = timestamp::ask(&address, &made, &SystemHost).await;
        assert_eq!(asked.unwrap_err().code(), code);
    }
    let token = async || {
        let kept = world.app.checkpoints(&world.lead).await.unwrap();
        kept.checkpoints.last().unwrap().token.clone()
    };
    assert_eq!(token().await, None);
    authority.set(Mood::Answers);
    assert_eq!(world.app.stamp_due().await, 1);
    assert!(token().await.is_some());
    // A time before the head's own is not believed: one of the two clocks is wrong.
    world.days_later(1);
    assert_eq!(world.app.checkpoint_due().await, 1);
    assert_eq!(world.app.stamp_due().await, 0);
    assert_eq!(token().await, None);
}
