//! A disk that fails, and one that is full.

use super::crowd::{Person, honoured, log};
use crate::{
    app::Caller,
    process::{Process, boucle, run},
};
use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Child, Command},
};

/// The shim that makes the disk fail, built for this machine.
fn failing_sync(folder: &Path) -> String {
    let shim = folder.join("failing_sync.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/hard/failing_sync.c");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-o"])
        .arg(&shim)
        .arg(source)
        .status();
    assert!(built.unwrap().success());
    shim.display().to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_acknowledged_that_could_not_be_synced() {
    let data = tempfile::tempdir().unwrap();
    let aside = tempfile::tempdir().unwrap();
    let trigger = aside.path().join("fail");
    let shim = failing_sync(aside.path());
    let fails = trigger.display().to_string();
    let env = [("LD_PRELOAD", &*shim), ("TEST_SYNC_FAILS", &*fails)];
    let server = Process::start_at(data.path(), "127.0.0.1:0", &env);
    let mut direction = server.browser();
    direction.set_up().await;
    let mut person = Person::new(direction.clone()).await;
    assert!(person.try_once().await);

    fs::write(&trigger, "").unwrap();
    assert!(!person.try_once().await);
    // What comes after a failed sync may be lost with it: the server goes, and takes up what is on disk.
    assert!(!server.ended());
    fs::remove_file(&trigger).unwrap();
    take_up(data.path(), direction, person).await;
}

/// A small file system of its own, unmounted when dropped.
struct Small(tempfile::TempDir);

impl Small {
    fn mount(size: &str) -> Small {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={size}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(folder.path())
            .status();
        assert!(
            mounted.unwrap().success(),
            "only an administrator can mount"
        );
        Small(folder)
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_stops_the_server_and_loses_nothing() {
    if std::env::var_os("BOUCLE_LONG").is_none() {
        return;
    }
    let disk = Small::mount("48m");
    let data = disk.0.path().join("data");
    let server = Process::start(&data);
    let mut direction = server.browser();
    direction.set_up().await;
    let mut person = Person::new(direction.clone()).await;
    assert!(person.try_once().await);

    let ballast = disk.0.path().join("ballast");
    let mut file = fs::File::create(&ballast).unwrap();
    // Until nothing fits any more, then a little room again.
    while file.write_all(&[0; 64 * 1024]).is_ok() {}
    file.set_len(file.metadata().unwrap().len() - 256 * 1024)
        .unwrap();
    // Space is free again once nobody holds the file.
    drop(file);
    let mut rounds = 0;
    while person.try_once().await {
        rounds += 1;
        assert!(rounds < 10_000, "the disk never fills");
    }
    assert!(!server.ended());
    let mut second = start(&data);
    assert!(!second.wait().unwrap().success(), "no room, no service");
    fs::remove_file(&ballast).unwrap();
    take_up(&data, direction, person).await;
}

/// A start that may not get far.
fn start(data: &Path) -> Child {
    let mut command = boucle(data);
    command.args(["serve", "--listen", "127.0.0.1:0"]);
    command.env("BOUCLE_DIST", data.join("dist"));
    command.spawn().unwrap()
}

/// The next start has everything that was acknowledged, and can prove it.
async fn take_up(data: &Path, mut direction: Caller, person: Person) {
    let server = Process::start(data);
    direction.moved_to(&server.url);
    let acked = honoured(&log(&mut direction, "team").await, &[person]);
    assert!(acked > 0);
    assert!(server.stop());
    assert!(run(data, &["verify"]).status.success());
}
