//! SIGKILL every few seconds under 32 senders.

use super::crowd::{Crowd, kill_time, until_the_next_kill};
use crate::process::{Process, run};
use tokio::{task::block_in_place, time::Instant};

#[tokio::test(flavor = "multi_thread")]
#[allow(clippy::print_stdout, reason = "the figures of a long run")]
async fn every_receipt_is_honoured_by_a_server_killed_under_load() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Process::start(data.path());
    let mut direction = server.browser();
    let crowd = Crowd::at_work(&[&server], &mut direction).await;
    let (begun, time) = (Instant::now(), kill_time());
    let mut kills = 0;
    while begun.elapsed() < time {
        until_the_next_kill().await;
        let address = server.address();
        server.kill();
        kills += 1;
        server = block_in_place(|| Process::start_at(data.path(), &address, &[]));
    }
    let figures = crowd.honoured(&mut direction).await;
    println!("{kills} kills in {time:?}: {figures}");
    assert!(kills > 0);
    assert!(server.stop());
    let proved = run(data.path(), &["verify"]);
    assert!(proved.status.success(), "{proved:?}");
}
