//! A disk that changed a byte in the midst of the log: nothing opens the database without what stands behind it, and when
//! there is no backup, devices give back what had to be taken away.

use crate::{
    backup::{done, epoch, push, refused},
    process::{Process, dist, run},
    team::Team,
};
use std::fs;
use sync::wire::{OpStatus, Pushed};

#[tokio::test(flavor = "multi_thread")]
async fn a_log_damaged_in_its_midst_is_not_opened_and_can_be_repaired() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let log = data.join("db/wal/00000000000000000000.wal");
    let server = Process::start(&data);
    let mut direction = server.browser();
    direction.set_up().await;
    let mut team = Team::of(&mut direction).await;
    let mut sent = Vec::new();
    push(&mut team, &mut sent).await;
    let place = usize::try_from(fs::metadata(&log).unwrap().len()).unwrap();
    for _ in 0..3 {
        push(&mut team, &mut sent).await;
    }
    let life = epoch(team.caller()).await;
    server.kill();

    let mut content = fs::read(&log).unwrap();
    content[place + 50] ^= 4;
    fs::write(&log, &content).unwrap();
    let file = folder.path().join("backup.zip");
    refused(&run(&data, &["verify"]), "log_damaged");
    refused(
        &run(&data, &["backup", file.to_str().unwrap()]),
        "log_damaged",
    );
    let dist = dist(&data);
    let serve = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--dist",
        dist.to_str().unwrap(),
    ];
    refused(&run(&data, &serve), "log_damaged");
    assert!(fs::read(&log).unwrap() == content);

    let said = done(&run(&data, &["repair"]));
    assert!(said.contains("Proved. Atelier des savoirs"), "{said}");
    assert!(fs::read(data.join("db.cut-1/00000000000000000000.wal")).unwrap() == content);
    done(&run(&data, &["verify"]));
    let said = done(&run(&data, &["repair"]));
    assert!(said.contains("nothing was changed"), "{said}");

    let server = Process::start(&data);
    direction.moved_to(&server.url);
    assert_ne!(epoch(&mut direction).await, life);
    let mut team = Team::of(&mut direction).await;
    let device = sent[0].device;
    let pushed: Pushed = team.send_as(device, sent).await.json();
    let statuses: Vec<_> = pushed.results.iter().map(|result| result.status).collect();
    assert_eq!(statuses[0], OpStatus::Duplicate);
    assert_eq!(statuses[1..], [OpStatus::Stored; 3], "{statuses:?}");
    done(&run(&data, &["verify"]));
}
