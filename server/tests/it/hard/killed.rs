//! SIGKILL every few seconds under 32 senders.

use super::crowd::{Over, Person, Room, counted, honoured, log};
use crate::{
    process::{Process, run},
    tablet::Tablet,
    team::{Team, random},
};
use domain::role::Role;
use std::{sync::atomic::Ordering, time::Duration};
use tokio::time::Instant;

const PEOPLE: usize = 16;
const TABLETS: usize = 16;

/// From one kill to the next: these many milliseconds more than a second.
const UP_MS: u64 = 3_000;

#[tokio::test(flavor = "multi_thread")]
#[allow(clippy::print_stdout, reason = "the figures of a long run")]
async fn every_receipt_is_honoured_by_a_server_killed_under_load() {
    let minutes = std::env::var("BOUCLE_KILL_MINUTES").ok();
    let minutes: f64 = minutes.map_or(0.2, |text| text.parse().unwrap());
    let data = tempfile::tempdir().unwrap();
    let mut server = Process::start(data.path());
    let mut direction = server.browser();
    direction.set_up().await;
    let campaign = Team::of(&mut direction).await.open_campaign().await;
    let mut people = vec![Person::new(direction.clone()).await];
    for n in 1..PEOPLE {
        let email = format!("personne{n}@example.org");
        let invited = server.browser().invited(&mut direction, &email, Role::Team);
        people.push(Person::new(invited.await).await);
    }
    let mut rooms = Vec::new();
    for _ in 0..TABLETS {
        let tablet = Tablet::enrolled(&server, &mut direction, campaign).await;
        rooms.push(Room::of(tablet));
    }

    let over = Over::default();
    let people: Vec<_> = people
        .into_iter()
        .map(|one| tokio::spawn(one.work(over.clone())))
        .collect();
    let rooms: Vec<_> = rooms
        .into_iter()
        .map(|one| tokio::spawn(one.collect(over.clone())))
        .collect();
    let end = Instant::now() + Duration::from_secs_f64(minutes * 60.0);
    let mut kills = 0;
    while Instant::now() < end {
        let up = 1_000 + u64::from(random().as_bytes()[0]) * UP_MS / 255;
        tokio::time::sleep(Duration::from_millis(up)).await;
        let address = server.address();
        server.kill();
        kills += 1;
        server = tokio::task::block_in_place(|| Process::start_at(data.path(), &address, &[]));
    }
    over.store(true, Ordering::Relaxed);
    let mut done = Vec::new();
    for one in people {
        done.push(one.await.unwrap());
    }
    let acked = honoured(&log(&mut direction, "team").await, &done);
    let (mut sealed, mut received, mut forgotten) = (0, 0, 0);
    for one in rooms {
        let mut room = one.await.unwrap();
        sealed += room.sealed.len();
        received += room.acked.len();
        forgotten += room.forgotten().await;
    }
    let answers = counted(&mut direction).await;
    println!(
        "{kills} kills in {minutes} min: {acked} operations and {received} answers acknowledged, \
         {forgotten} answers forgotten, {answers} answers counted of {sealed} sealed"
    );
    assert!(kills > 0 && acked > 0 && received > 0);
    assert_eq!(forgotten, 0);
    // Every sender went on until it was answered, so each answer counts, and once.
    assert_eq!(answers, sealed);
    assert!(server.stop());
    let proved = run(data.path(), &["verify"]);
    assert!(proved.status.success(), "{proved:?}");
}
