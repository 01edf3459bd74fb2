//! What the server acknowledged is still there after SIGKILL.

use crate::{process::Process, team::Team};
use domain::entity::EntityKind;

#[tokio::test(flavor = "multi_thread")]
async fn an_acknowledged_push_survives_kill_9() {
    let data = tempfile::tempdir().unwrap();
    let server = Process::start(data.path());
    let mut direction = server.browser();
    direction.set_up().await;
    let action = crate::team::random();
    let mut team = Team::of(&mut direction).await;
    team.create(EntityKind::Action, action, &testkit::action())
        .await;
    server.kill();

    // The note of the killed server is stale; the new one replaces it.
    assert!(data.path().join("admin.json").exists());
    let server = Process::start(data.path());
    direction.moved_to(&server.url);
    let mut team = Team::of(&mut direction).await;
    let log = team.log().await;
    assert_eq!(log.len(), 1);
    assert_eq!(log[0]["entity"]["id"], action.to_string());
}
