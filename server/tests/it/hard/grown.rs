//! The engine's log grown far beyond its 64 MiB, under 32 senders of large entries: killed at every length up to the limit,
//! and stopped by itself there. Each life is told with its log, its memory and how long the start took.

use super::crowd::{Crowd, Load, kill_time};
use crate::process::{Process, run};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::{task::block_in_place, time::Instant};

const MIB: u64 = 1024 * 1024;
/// Per cent of the longest log at which a life is ended; the last ends by itself.
const LIVES: [u64; 3] = [40, 97, 100];
/// Between two looks at the log.
const LOOK: Duration = Duration::from_millis(20);

fn log_bytes(data: &Path) -> u64 {
    let segments = fs::read_dir(data.join("db/wal")).unwrap();
    // The engine may take one away meanwhile.
    let lengths = segments.filter_map(|entry| Some(entry.ok()?.metadata().ok()?.len()));
    lengths.sum()
}

/// The most memory that a process has had, in MiB; 0 where the system does not tell.
fn memory_mib(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}

/// The names of what was cut from a log's end and kept.
fn cuts(data: &Path) -> Vec<PathBuf> {
    let beside = fs::read_dir(data).unwrap().map(|entry| entry.unwrap());
    let cut = beside.filter(|entry| entry.file_name().to_string_lossy().starts_with("db.cut-"));
    cut.map(|entry| entry.path()).collect()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "writes some gigabytes: cargo xtask long kills-big"]
#[allow(clippy::print_stdout, reason = "the figures of a long run")]
async fn every_receipt_is_honoured_by_a_log_grown_to_its_limit() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let mut server = Process::start(data);
    let mut direction = server.browser();
    let crowd = Crowd::at_work_with(&[&server], &mut direction, Load::LARGE).await;
    let (begun, time) = (Instant::now(), kill_time());
    let (mut kills, mut stops, mut longest) = (0, 0, 0);
    for (life, per_cent) in LIVES.iter().cycle().enumerate() {
        // A whole turn at least: else nothing came near the limit.
        if begun.elapsed() > time && life >= LIVES.len() {
            break;
        }
        let until = store::LOG_BYTES_MAX * per_cent / 100;
        let at_first = memory_mib(server.id());
        let (mut length, mut memory, mut fallen) = (0, 0, false);
        while !fallen && (*per_cent == 100 || length < until) {
            tokio::time::sleep(LOOK).await;
            (length, memory) = (
                log_bytes(data).max(length),
                memory_mib(server.id()).max(memory),
            );
            fallen = server.fell();
        }
        let address = server.address();
        if fallen {
            stops += 1;
        } else {
            server.kill();
            kills += 1;
        }
        longest = length.max(longest);
        let starting = Instant::now();
        server = block_in_place(|| Process::start_at(data, &address, &[]));
        println!(
            "life {life}: {} after {} MiB of log, {at_first} to {memory} MiB of memory; the next start took {:.1} s",
            if fallen { "stopped" } else { "killed" },
            length / MIB,
            starting.elapsed().as_secs_f64()
        );
    }
    let figures = crowd.honoured(&mut direction).await;
    println!(
        "{kills} kills and {stops} stops of its own in {:?}, the longest log {} MiB, {} ends cut: {figures}",
        begun.elapsed(),
        longest / MIB,
        cuts(data).len()
    );
    assert!(kills > 0 && stops > 0);
    assert!(server.stop());
    let proved = run(data, &["verify"]);
    assert!(proved.status.success(), "{proved:?}");
}
