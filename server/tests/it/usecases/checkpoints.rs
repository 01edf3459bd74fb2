//! Each day's checkpoint, kept in the database and as a file, and what a proof makes of them.

use super::{World, open_with, settings};
use domain::entity::{self, EntityKind};
use server::{
    backup::{Kept, Report},
    service::{App, Settings},
};
use std::{path::Path, sync::Arc};
use testkit::id;

pub(super) async fn verify(app: &Arc<App>, kept: Vec<Kept>) -> Vec<Report> {
    let app = app.clone();
    let verified = tokio::task::spawn_blocking(move || app.verify(&kept, true));
    verified.await.unwrap().unwrap()
}

async fn world(folder: &Path) -> World {
    let settings = Settings {
        checkpoints: Some(folder.to_owned()),
        ..settings()
    };
    World::of(open_with("mem://", settings).await).await
}

#[tokio::test]
async fn each_day_has_one_checkpoint_in_the_database_and_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let world = world(&folder.path().join("new")).await;
    assert_eq!(world.app.checkpoint_due().await, 1);
    assert_eq!(world.app.checkpoint_due().await, 0);
    let action = entity::fields(&testkit::action());
    world.create(EntityKind::Action, id(100), action).await;
    world.days_later(1);
    assert_eq!(world.app.checkpoint_due().await, 1);
    let kept = world
        .app
        .checkpoints(&world.lead)
        .await
        .unwrap()
        .checkpoints;
    let seqs: Vec<u64> = kept.iter().map(|one| one.signed.seq).collect();
    assert_eq!(seqs, [2, 3]);
    let files = Kept::folder(&folder.path().join("new")).unwrap();
    let filed: Vec<_> = files.iter().map(|file| file.checkpoint.clone()).collect();
    assert_eq!(filed, kept);
    let proven = verify(&world.app, files).await.remove(0).proven.unwrap();
    // Each is in both places.
    assert_eq!((proven.operations, proven.signed), (3, 2));
}

#[tokio::test]
async fn a_head_somebody_kept_is_compared_with_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let world = world(folder.path()).await;
    world.app.checkpoint_due().await;
    let kept = Kept::folder(folder.path()).unwrap().remove(0);
    // A head alone is read as well: what a device saves.
    let file = folder.path().join("head.json");
    let head = serde_json::to_vec(&kept.checkpoint.signed).unwrap();
    std::fs::write(&file, head).unwrap();
    assert_eq!(Kept::read(&file).unwrap().checkpoint, kept.checkpoint);
    std::fs::write(&file, "{}").unwrap();
    assert!(Kept::read(&file).is_err());
    let mut other = kept.clone();
    other.checkpoint.signed.seq = 9;
    let report = verify(&world.app, vec![other]).await.remove(0);
    let finding = report.proven.unwrap_err();
    assert_eq!(finding.row, kept.from);
    assert!(finding.what.contains("not signed"), "{finding}");
}
