//! What answers say in words goes when its time is over: from the results, the log, the files and backups; every figure
//! stays, and so does the proof.

use super::{PASSWORD, Tablet, World, answers, open_beside, open_store, photos::jpeg, settings};
use ::intake::wire::ItemStatus;
use api::model::Held;
use domain::{
    entity::EntityKind,
    figures::CampaignResults,
    ids::CampaignId,
    quarantine::Verdict,
    retention::{Removal, Retention},
};
use server::{
    backup::{self, Backup},
    blobs::Blobs,
    service::{Failure, Pull},
};
use std::path::{Path, PathBuf};
use sync::{Body, Scope, wire::OpStatus};

/// More than three years after the last day of every survey here.
const DAYS: i64 = 366 * 3 + 60;

const ONLY_ANSWERS: Retention = Retention {
    links_months: 24,
    contacts_months: 120,
    answers_months: 36,
    refused_months: 24,
};

fn without_words(mut results: CampaignResults) -> CampaignResults {
    if let Some(detail) = &mut results.detail {
        detail.comments.clear();
        detail.photos.clear();
    }
    results
}

async fn answer_times(tablet: &Tablet, campaign: CampaignId, count: u128) {
    for n in 0..count {
        let said = tablet.answer(100 + n, campaign, "Merci à Ana").await;
        assert_eq!(said.status, ItemStatus::Received);
    }
}

/// Whether a word is anywhere in the team's and the answers' logs.
async fn in_the_log(world: &World, word: &str) -> bool {
    let mut found = false;
    for scope in [Scope::Team, Scope::Answers] {
        for stored in world.log(scope).await {
            found |= String::from_utf8(stored.op.body).unwrap().contains(word);
        }
    }
    found
}

#[tokio::test]
async fn words_go_and_every_figure_stays() {
    let world = World::new().await;
    world.keeps_for(ONLY_ANSWERS).await;
    let (campaign, tablet) = (world.campaign(30, |_| {}).await, world.tablet().await);
    answer_times(&tablet, campaign.id, 6).await;
    let shown = world.results(campaign.id).await.detail.unwrap();
    assert!(!shown.comments.is_empty());
    let excluded = serde_json::json!({"reason": "Réponse d’essai"});
    let one = shown.answers[0].answer.0;
    let set = world.set(EntityKind::Answer, one, None, "excluded", excluded);
    assert_eq!(set.await.status, OpStatus::Stored);
    let actor = world.lead.granted().unwrap();
    let since = world.app.rollups(&world.lead, 0).await.unwrap().head;

    world.days_later(30);
    world.app.close_due().await.unwrap();
    let before = world.results(campaign.id).await;
    assert_eq!(world.would_remove(ONLY_ANSWERS).await, Removal::default());
    world.days_later(DAYS);
    let six = Removal {
        answers: 6,
        ..Removal::default()
    };
    assert_eq!(world.would_remove(ONLY_ANSWERS).await, six);
    assert!(in_the_log(&world, "Ana").await, "a preview removes nothing");
    world.app.close_due().await.unwrap();
    world.app.close_due().await.unwrap();
    let removed = world.removed().await;
    assert_eq!((removed.len(), removed[0].removal), (1, six), "once");
    assert_eq!(world.would_remove(ONLY_ANSWERS).await, Removal::default());

    let after = world.results(campaign.id).await;
    assert_eq!(after.detail.as_ref().unwrap().comments, []);
    assert_eq!(after, without_words(before));
    let sheet = world.app.campaign_sheet(&actor, campaign.id).await.unwrap();
    assert_eq!(sheet.results.detail.unwrap().comments, []);
    assert!(!in_the_log(&world, "Ana").await);
    assert!(
        in_the_log(&world, "Réponse d’essai").await,
        "the team's own words stay"
    );
    // A workspace that kept the results is told of the new ones.
    let news = world.app.rollups(&world.lead, since).await.unwrap();
    assert!(news.campaigns.iter().any(|one| one.campaign == campaign.id));
    world.proved().await;
}

/// Nobody but the server says that answers were reduced, and no device of the team is told of it.
#[tokio::test]
async fn the_record_is_the_servers_and_travels_with_the_answers() {
    let world = World::new().await;
    let forged = world.op(
        sync::EntityRef {
            kind: EntityKind::Erasure,
            id: testkit::id(90),
        },
        None,
        &Body::Create {
            fields: serde_json::from_str(
                r#"{"place":{"campaign":"00000000-0000-0000-0000-00000000001e"},"day":"2026-11-20","rows":""}"#,
            )
            .unwrap(),
        },
    );
    let pushed = world.push(vec![forged]).await;
    assert_eq!(pushed.results[0].status, OpStatus::Quarantined);

    let (campaign, tablet) = (world.campaign(30, |_| {}).await, world.tablet().await);
    answer_times(&tablet, campaign.id, 5).await;
    world.days_later(30);
    world.app.close_due().await.unwrap();
    world.days_later(DAYS);
    world.app.close_due().await.unwrap();
    let kinds = async |scope| -> Vec<EntityKind> {
        let log = world.log(scope).await.into_iter();
        log.map(|stored| stored.op.entity.kind).collect()
    };
    let erasure = &EntityKind::Erasure;
    assert!(kinds(Scope::Answers).await.contains(erasure));
    assert!(!kinds(Scope::Team).await.contains(erasure));
    let pull = Pull {
        scope: Scope::Team,
        after: 0,
        epoch: None,
        mark: None,
        limit: 1_000,
    };
    let page = world.app.pull(&world.lead, &pull).await.unwrap();
    assert_eq!(page.next, page.head, "a cursor passes over it");
}

#[tokio::test]
async fn photos_and_names_go_too() {
    let blobs = Blobs::memory();
    let store = open_store("mem://").await;
    let world = World::of(open_beside(store, blobs.clone(), settings()).await).await;
    world.keeps_for(ONLY_ANSWERS).await;
    let (campaign, tablet) = (world.photographed().await, world.tablet().await);
    for n in 0..5 {
        let item = 100 + u128::from(n);
        tablet.photograph(item, campaign, &jpeg(n)).await;
    }
    let (before, photos) = (world.results(campaign).await, world.photos(campaign).await);
    assert_eq!(photos.len(), 5);
    let org = world.lead.organisation();
    let first = photos[0].photo.sha256;
    assert!(blobs.photo(org, first).await.unwrap().is_some());

    world.import_people(world.session, &["Ana"]).await;
    let named = world.nominative(31).await;
    let links = world.links(&named).await;
    let phone = world.holder(&links[0]).await.unwrap();
    phone.answer_once(1, &named, &links[0]).await;
    let plan = world.lead.granted().unwrap();
    let ana = world.contacts(world.session).await.people[0].id;
    let file = async || world.app.contact_file(&plan, ana).await.unwrap();
    assert_eq!(file().await.answers.len(), 1);

    world.days_later(30);
    world.app.close_due().await.unwrap();
    world.days_later(DAYS);
    world.app.close_due().await.unwrap();
    assert_eq!(world.removed().await[0].removal.answers, 6);
    assert_eq!(world.results(campaign).await, without_words(before));
    let reader = world.lead.granted().unwrap();
    for line in photos {
        let gone = world.app.photo(&reader, line.answer, "place");
        assert_eq!(gone.await.map(drop).err(), Some(Failure::NotFound));
        let bytes = blobs.photo(org, line.photo.sha256).await.unwrap();
        assert!(bytes.is_none(), "its bytes are gone");
    }
    assert!(file().await.answers.is_empty(), "nothing leads to Ana");
    world.proved().await;
}

async fn back_up(world: &World, to: PathBuf) {
    let app = world.app.clone();
    let written = tokio::task::spawn_blocking(move || {
        app.backup(std::fs::File::create(to).unwrap(), true)
            .unwrap();
    });
    written.await.unwrap();
}

/// Restores a backup into a folder of its own, and opens it `days` later.
async fn restored(world: &World, file: &Path, days: i64) -> World {
    let url = format!("surrealkv://{}", file.with_extension("data").display());
    let file = file.to_owned();
    let mut store = open_store(&url).await;
    let blobs = Blobs::memory();
    let put_back = blobs.clone();
    let store = tokio::task::spawn_blocking(move || {
        let mut backup = Backup::open(&file).unwrap();
        for report in backup.check().unwrap() {
            assert!(report.proven.is_ok(), "{report}");
        }
        backup::restore(&mut store, &put_back, &mut backup, || {
            "another life".to_owned()
        })
        .unwrap();
        store
    });
    let (app, clock) = open_beside(store.await.unwrap(), blobs, settings()).await;
    // Sign-ins are not restored.
    let signed_in = app.sign_in("camille@example.org", PASSWORD, None);
    let login = signed_in.await.unwrap().token;
    let lead = app.actor(Some(&login)).await.unwrap();
    let other = World {
        app,
        clock,
        lead,
        login,
        session: world.session,
        device: world.device,
        cseq: std::sync::Mutex::new(1_000),
    };
    other.days_later(days);
    other
}

#[tokio::test]
async fn photos_travel_in_a_backup() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::at(&format!(
        "surrealkv://{}",
        folder.path().join("d").display()
    ))
    .await;
    let (campaign, tablet) = (world.photographed().await, world.tablet().await);
    for n in 0..5 {
        tablet
            .photograph(100 + u128::from(n), campaign, &jpeg(n))
            .await;
    }
    let file = folder.path().join("photos.zip");
    back_up(&world, file.clone()).await;
    let other = restored(&world, &file, 0).await;
    let photos = other.photos(campaign).await;
    assert_eq!(photos.len(), 5);
    let reader = other.lead.granted().unwrap();
    for line in photos {
        other
            .app
            .photo(&reader, line.answer, "place")
            .await
            .unwrap();
    }
}

/// A reduced log travels whole; one that was saved before is reduced again where it is restored.
#[tokio::test(flavor = "multi_thread")]
async fn backups_hold_no_more_than_the_database_and_older_ones_are_reduced_anew() {
    let folder = tempfile::tempdir().unwrap();
    let [early, late] = ["early", "late"].map(|name| folder.path().join(name));
    let world = World::new().await;
    let (campaign, tablet) = (world.campaign(30, |_| {}).await, world.tablet().await);
    answer_times(&tablet, campaign.id, 5).await;
    world.days_later(30);
    world.app.close_due().await.unwrap();
    let before = world.results(campaign.id).await;
    back_up(&world, early.clone()).await;
    world.days_later(DAYS);
    world.app.close_due().await.unwrap();
    assert_eq!(world.removed().await[0].removal.answers, 5);
    back_up(&world, late.clone()).await;

    let other = restored(&world, &late, 30 + DAYS).await;
    assert!(!in_the_log(&other, "Ana").await);
    assert_eq!(other.would_remove(Retention::default()).await.answers, 0);
    assert_eq!(
        other.results(campaign.id).await,
        without_words(before.clone())
    );
    other.proved().await;

    let other = restored(&world, &early, 30 + DAYS).await;
    assert!(in_the_log(&other, "Ana").await);
    other.app.close_due().await.unwrap();
    assert!(!in_the_log(&other, "Ana").await);
    assert_eq!(other.results(campaign.id).await, without_words(before));
    other.proved().await;
}

/// What was dismissed goes after its own period, what nobody decided on with its survey, the rest stays.
#[tokio::test]
async fn what_was_refused_goes_once_decided_or_with_its_survey() {
    let world = World::new().await;
    let (campaign, tablet) = (world.campaign(30, |_| {}).await, world.tablet().await);
    let payload = answers(campaign.id, testkit::answers(3, "Merci à Ana"));
    let (good, twin) = (tablet.seal(500, &payload), tablet.seal(500, &payload));
    let mut broken = tablet.seal(501, &payload);
    broken.sealed[40] ^= 1;
    let nowhere = answers(CampaignId(testkit::id(99)), testkit::answers(3, ""));
    let nowhere = tablet.seal(502, &nowhere);
    let sent = vec![good, twin, broken.clone(), nowhere];
    tablet.send(sent).await;
    let nothing = sync::EntityRef {
        kind: EntityKind::Action,
        id: testkit::id(90),
    };
    let text = "Plus tôt".to_owned();
    let orphan = world.op(nothing, None, &Body::Comment { text });
    world.push(vec![orphan]).await;

    let kept = world.kept().await;
    assert_eq!(kept.len(), 4);
    let goes = |one: &Held| one.code == "malformed" || one.op.is_some();
    let dismissed: Vec<Held> = kept.into_iter().filter(goes).collect();
    let reason = Verdict::Dismissed("Illisible".to_owned());
    world.decide(&dismissed, reason).await;
    world.days_later(30);
    world.app.close_due().await.unwrap();
    let keep = Retention::default();
    assert_eq!(world.would_remove(keep).await.refused, 0);

    world.days_later(170);
    assert_eq!(world.would_remove(keep).await.refused, 2);
    world.app.close_due().await.unwrap();
    world.app.close_due().await.unwrap();
    let removed = world.removed().await;
    assert_eq!((removed.len(), removed[0].removal.refused), (1, 2));
    let codes = async || -> Vec<String> {
        let kept = world.kept().await.into_iter();
        let mut codes: Vec<_> = kept.map(|one| one.code).collect();
        codes.sort();
        codes
    };
    assert_eq!(codes().await, ["already_exists", "unknown_reference"]);
    let file = world.file(&world.lead).await;
    assert_eq!(file["items"].as_array().unwrap().len(), 2);
    assert_eq!(
        file["decisions"].as_array().unwrap().len(),
        2,
        "decisions stay"
    );
    let again = tablet.send(vec![broken]).await;
    assert_eq!(
        again[0].status,
        ItemStatus::Quarantined,
        "answered as before"
    );
    assert_eq!(codes().await.len(), 2, "and not kept again");
    world.proved().await;

    world.days_later(DAYS);
    world.app.close_due().await.unwrap();
    assert_eq!(
        codes().await,
        ["unknown_reference"],
        "nobody knows whose it is"
    );
    assert_eq!(world.removed().await[0].removal.refused, 1);
    assert_eq!(world.results(campaign.id).await.counts.quarantined, 0);
    world.proved().await;
}
