//! Tests of the server and its store that take minutes, or need what CI has not: the real program killed under load, failing
//! disks, every engine, two servers of one database.

use std::env;
use std::process::Command;

use anyhow::Result;

use crate::kit::Kit;
use crate::process;
use crate::repo::Repo;
use crate::setup;

/// Of SIGKILLs under 32 senders; `BOUCLE_KILL_MINUTES` has another time.
const KILL_MINUTES: &str = "30";
const BIG_MINUTES: &str = "10";
const TWO_SERVERS_MINUTES: &str = "10";

pub(super) fn kills(_: &Repo, kit: &Kit) -> Result<()> {
    let mut tests = tests(kit, &["--test", "it"], &["hard::killed"]);
    process::run(for_minutes(&mut tests, KILL_MINUTES))
}

/// The engine's log grown to its limit and killed on the way, with large entries.
pub(super) fn kills_big(_: &Repo, kit: &Kit) -> Result<()> {
    let mut tests = tests(kit, &["--test", "it"], &["hard::grown", "--ignored"]);
    process::run(for_minutes(&mut tests, BIG_MINUTES))
}

/// Torn tails of every size, damaged files, a failing sync, a full disk.
pub(super) fn disk(_: &Repo, kit: &Kit) -> Result<()> {
    let binaries = ["--test", "it", "--test", "conformance"];
    let mut tests = tests(kit, &binaries, &["hard::disk", "torn", "damaged", "places"]);
    process::run(tests.env("BOUCLE_LONG", "1"))
}

/// What is asked of every engine, asked of RocksDB too, which compiles for some twenty minutes; TiKV needs a cluster: that it
/// builds is all that is checked here.
pub(super) fn engines(_: &Repo, kit: &Kit) -> Result<()> {
    setup::ensure_clang()?;
    let mut tests = tests(
        kit,
        &["--test", "conformance", "--features", "store/rocksdb"],
        &[],
    );
    process::run(tests.env("BOUCLE_LONG", "1"))?;
    process::run(&mut kit.cargo(&[
        "check",
        "--locked",
        "--package",
        "store",
        "--features",
        "tikv",
    ]))
}

pub(super) fn servers(repo: &Repo, kit: &Kit) -> Result<()> {
    let folder = repo.path("xtask/database");
    let target = kit.target().join("database");
    println!("SurrealDB's server: building (some 15 min the first time)");
    process::run(
        kit.cargo(&["build", "--locked"])
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", &target),
    )?;
    let mut tests = tests(kit, &["--test", "it"], &["hard::servers", "--ignored"]);
    tests.env("SURREALDB", target.join("debug/database"));
    process::run(for_minutes(&mut tests, TWO_SERVERS_MINUTES))
}

/// Both packages always, so that the database is compiled once for all.
pub(super) fn tests(kit: &Kit, of: &[&str], filter: &[&str]) -> Command {
    let mut tests = kit.cargo(&[
        "test",
        "--locked",
        "--package",
        "store",
        "--package",
        "server",
    ]);
    tests.args(of).args(["--", "--nocapture"]).args(filter);
    tests
}

fn for_minutes<'a>(tests: &'a mut Command, minutes: &str) -> &'a mut Command {
    let given = env::var("BOUCLE_KILL_MINUTES");
    tests.env("BOUCLE_KILL_MINUTES", given.as_deref().unwrap_or(minutes))
}
