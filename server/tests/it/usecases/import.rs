//! Spreadsheets: the same file twice doubles nothing.

use super::{World, today};
use domain::{
    Refusal,
    answer::Answer,
    entity::EntityKind,
    ids::CampaignId,
    import::{ImportedAnswer, ImportedSession, RowIdentity},
    service::ServiceKind,
};
use server::service::{Failure, Progress, Taken};
use sync::Scope;
use testkit::{day, id};
use tokio::sync::mpsc;

fn row(n: u32, occurrence: u32) -> ImportedAnswer {
    ImportedAnswer {
        day: today(),
        answers: testkit::answers(3, &format!("avis {n}")),
        row: RowIdentity {
            cells: format!("row {n}"),
            occurrence,
        },
    }
}

fn session(title: &str, starts: &str) -> ImportedSession {
    ImportedSession {
        service: "Bilan de compétences".to_owned(),
        kind: ServiceKind::Bilan,
        title: title.to_owned(),
        starts: day(starts),
        ends: day("2026-12-01"),
        site: "Lyon".to_owned(),
        trainer: String::new(),
        company: String::new(),
        funder: String::new(),
        subcontracted_for: String::new(),
        headcount: 8,
        absent: 0,
        row: RowIdentity {
            cells: format!("{title} {starts}"),
            occurrence: 0,
        },
    }
}

fn taken(new: u32, known: u32) -> Result<Taken, Failure> {
    Ok(Taken { new, known })
}

#[tokio::test]
async fn answers_of_the_same_file_are_known_the_second_time() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let lead = world.lead.granted().unwrap();
    let file = || {
        vec![
            row(1, 0),
            row(1, 1),
            row(2, 0),
            row(3, 0),
            row(4, 0),
            row(5, 0),
        ]
    };
    let import = |rows, commit: bool| {
        world
            .app
            .import_answers(&lead, campaign.id, rows, commit.then(Progress::nobody))
    };
    assert_eq!(import(file(), false).await, taken(6, 0));
    assert_eq!(import(file(), true).await, taken(6, 0));
    assert_eq!(import(file(), false).await, taken(0, 6));
    assert_eq!(import(file(), true).await, taken(0, 6));
    // One row more: it is new, and waits for its group like any other answer.
    let longer = [file(), vec![row(6, 0)]].concat();
    assert_eq!(import(longer, true).await, taken(1, 6));
    let results = world.results(campaign.id).await;
    assert_eq!((results.counts.received, results.counts.waiting), (7, 1));
    assert_eq!(results.detail.unwrap().n, 6);
    // The same rows for another campaign are other answers.
    let other = world.campaign(31, |_| {}).await;
    let import = world
        .app
        .import_answers(&lead, other.id, file(), Some(Progress::nobody()));
    assert_eq!(import.await, taken(6, 0));
    let nowhere =
        world
            .app
            .import_answers(&lead, CampaignId(id(99)), file(), Some(Progress::nobody()));
    assert_eq!(nowhere.await, Err(Failure::NotFound));
}

#[tokio::test]
async fn the_same_rows_read_with_other_columns_are_known() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let lead = world.lead.granted().unwrap();
    let file: Vec<_> = (0..5).map(|n| row(n, 0)).collect();
    let mut otherwise = file.clone();
    for row in &mut otherwise {
        row.answers.remove("overall");
        row.day = day("2026-11-18");
    }
    let import = |rows, commit: bool| {
        world
            .app
            .import_answers(&lead, campaign.id, rows, commit.then(Progress::nobody))
    };
    assert_eq!(import(file, true).await, taken(5, 0));
    assert_eq!(import(otherwise.clone(), false).await, taken(0, 5));
    assert_eq!(import(otherwise, true).await, taken(0, 5));
    let counts = world.results(campaign.id).await.counts;
    assert_eq!((counts.received, counts.quarantined), (5, 0));
}

#[tokio::test]
async fn a_long_file_is_taken_in_even_parts() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let lead = world.lead.granted().unwrap();
    let rows = (0..502).map(|n| row(n, 0)).collect();
    let import = world
        .app
        .import_answers(&lead, campaign.id, rows, Some(Progress::nobody()));
    assert_eq!(import.await, taken(502, 0));
    let counts = world.results(campaign.id).await.counts;
    assert_eq!((counts.received, counts.waiting), (502, 0));
}

#[tokio::test]
async fn a_row_that_does_not_fit_stops_the_file_before_anything_is_written() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let lead = world.lead.granted().unwrap();
    let mut bad = row(2, 0);
    bad.answers.insert("overall".to_owned(), Answer::Score(9));
    let rows = vec![row(1, 0), bad];
    for commit in [false, true] {
        let import = world.app.import_answers(
            &lead,
            campaign.id,
            rows.clone(),
            commit.then(Progress::nobody),
        );
        let refused = Failure::Refused {
            field: "overall".to_owned(),
            refusal: Refusal::OutOfRange,
        };
        assert_eq!(import.await, Err(refused));
    }
    assert_eq!(world.results(campaign.id).await.counts.received, 0);
}

#[tokio::test]
async fn sessions_come_with_their_services_once() {
    let world = World::new().await;
    let lead = world.lead.granted().unwrap();
    let rows = || {
        vec![
            session("Bilan A", "2026-11-01"),
            session(" bilan a ", "2026-11-01"),
            session("Bilan A", "2026-11-08"),
        ]
    };
    let import = |rows, commit: bool| {
        let progress = commit.then(Progress::nobody);
        world.app.import_sessions(&lead, rows, progress)
    };
    assert_eq!(import(rows(), false).await, taken(2, 1));
    assert_eq!(import(rows(), true).await, taken(2, 1));
    assert_eq!(import(rows(), true).await, taken(0, 3));
    // Read with other columns: nothing is made of them, services neither.
    let otherwise = rows().into_iter().step_by(2).map(|row| ImportedSession {
        service: "Atelier".to_owned(),
        starts: day("2026-11-02"),
        title: "Autre".to_owned(),
        ..row
    });
    assert_eq!(import(otherwise.collect(), true).await, taken(0, 2));
    let log = world.log(Scope::Team).await;
    let count = |kind| log.iter().filter(|s| s.op.entity.kind == kind).count();
    assert_eq!(
        (count(EntityKind::Service), count(EntityKind::Session)),
        (2, 3)
    );
    let by_person = log
        .iter()
        .all(|stored| stored.op.actor == world.lead.person);
    assert!(by_person);
}

#[tokio::test]
async fn sessions_tell_how_far_they_are_and_what_was_stopped_is_taken_once_later() {
    let world = World::new().await;
    let lead = world.lead.granted().unwrap();
    let rows: Vec<_> = (0..250)
        .map(|n| session(&format!("Bilan {n}"), "2026-11-01"))
        .collect();
    let (to, mut told) = mpsc::unbounded_channel();
    let import = world
        .app
        .import_sessions(&lead, rows.clone(), Some(Progress::to(to)));
    let stopped = async {
        while let Some((done, _)) = told.recv().await {
            if done >= 100 {
                return;
            }
        }
    };
    tokio::select! {
        biased;
        () = stopped => {}
        taken = import => panic!("was not stopped: {taken:?}"),
    }
    let (to, mut told) = mpsc::unbounded_channel();
    let import = world
        .app
        .import_sessions(&lead, rows, Some(Progress::to(to)));
    let Taken { new, known } = import.await.unwrap();
    assert_eq!(new + known, 250);
    assert!(known >= 100, "{known}");
    let mut steps = Vec::new();
    while let Some(step) = told.recv().await {
        steps.push(step);
    }
    assert_eq!(steps, [(0, 250), (100, 250), (200, 250), (250, 250)]);
    let log = world.log(Scope::Team).await;
    let count = |kind| log.iter().filter(|s| s.op.entity.kind == kind).count();
    // With those of the world itself.
    assert_eq!(
        (count(EntityKind::Service), count(EntityKind::Session)),
        (2, 251)
    );
}
