//! Who listens hears that something changed, and nothing else; listeners never hold up a stop.

use crate::{
    process::Process,
    team::{Team, random},
};
use domain::entity::EntityKind;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_change_pokes_who_listens_and_a_stop_ends_the_line() {
    let data = tempfile::tempdir().unwrap();
    let server = Process::start(data.path());
    let mut direction = server.browser();
    direction.set_up().await;
    let me: api::model::Me = direction.api("me", json!({})).await.json();
    let account = format!("{}.{}", me.organisation.id, me.person);
    let live = |account: &str| format!("/app/sync/v1/live?account={account}");
    let mut line = direction.open(&live(&account)).await;
    assert_eq!(line.headers()["content-type"], "text/event-stream");

    let mut team = Team::of(&mut direction).await;
    team.create(EntityKind::Action, random(), &testkit::action())
        .await;
    let heard = line.chunk().await.unwrap().unwrap();
    assert_eq!(heard, "data: changed\n\n");

    let stranger = server.browser().open(&live(&account)).await;
    assert_eq!(stranger.status(), 401);
    let other = format!("{}.{}", me.organisation.id, random());
    assert_eq!(direction.open(&live(&other)).await.status(), 409);

    let stopped = tokio::task::spawn_blocking(|| server.stop());
    // Ended by the server, not broken off when its patience was over.
    assert_eq!(line.chunk().await.unwrap(), None);
    assert!(stopped.await.unwrap());
}
