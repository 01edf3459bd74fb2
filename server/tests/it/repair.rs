//! A disk that changed a byte in the midst of the log: nothing opens the database without what stands behind it, and when
//! there is no backup, devices give back what had to be taken away.

use crate::{
    backup::{done, epoch, push, refused, said},
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

    // It says what would be left, and asks.
    let asked = run(&data, &["repair"]);
    refused(&asked, "not_confirmed");
    assert!(said(&asked).contains("Proved. Atelier des savoirs"));
    assert!(fs::read(&log).unwrap() == content);
    let told = done(&run(&data, &["repair", "--yes"]));
    assert!(told.contains("db.cut-1"), "{told}");
    done(&run(&data, &["verify"]));
    let told = done(&run(&data, &["repair", "--yes"]));
    assert!(told.contains("nothing was changed"), "{told}");

    // Put back, as it says: the same damaged database.
    let [db, kept, repaired] = ["db", "db.cut-1", "repaired"].map(|name| data.join(name));
    fs::rename(&db, &repaired).unwrap();
    fs::rename(&kept, &db).unwrap();
    assert!(fs::read(&log).unwrap() == content);
    refused(&run(&data, &["verify"]), "log_damaged");
    fs::rename(&db, &kept).unwrap();
    fs::rename(&repaired, &db).unwrap();

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

/// Near its start stands what everything else rests on: nothing would be left, and nothing is done.
#[tokio::test(flavor = "multi_thread")]
async fn a_log_damaged_at_its_start_is_not_emptied_by_a_repair() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let log = data.join("db/wal/00000000000000000000.wal");
    let server = Process::start(&data);
    server.browser().set_up().await;
    server.kill();
    let whole = fs::read(&log).unwrap();
    let mut content = whole.clone();
    content[50] ^= 4;
    fs::write(&log, &content).unwrap();
    refused(&run(&data, &["repair", "--yes"]), "nothing_left");
    assert!(fs::read(&log).unwrap() == content);
    assert!(!data.join("db.cut-1").exists() && !data.join("db.copy-1").exists());

    let dist = dist(&data);
    let serve = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--dist",
        dist.to_str().unwrap(),
    ];
    // Emptied, it would be a server that waits for whoever sets it up first.
    fs::write(&log, []).unwrap();
    refused(&run(&data, &serve), "database_damaged");
    refused(&run(&data, &["verify"]), "database_damaged");
    fs::write(&log, &whole).unwrap();
    done(&run(&data, &["verify"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn proving_reads_and_says_nothing_but_what_it_found() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    for command in ["verify", "repair"] {
        refused(&run(&data, &[command]), "database_absent");
        assert!(!data.join("db").exists());
    }
    let log = data.join("db/wal/00000000000000000000.wal");
    let server = Process::start(&data);
    server.browser().set_up().await;
    server.kill();
    let mut content = fs::read(&log).unwrap();
    content.extend([1, 2, 3]);
    fs::write(&log, &content).unwrap();
    for _ in 0..3 {
        let told = done(&run(&data, &["verify"]));
        assert!(told.contains("The log ends in 3 bytes"), "{told}");
        assert!(!told.contains("ERROR") && !told.contains("WARN"), "{told}");
        assert!(fs::read(&log).unwrap() == content);
    }
}
