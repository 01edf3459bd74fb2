//! `cargo xtask <command>`: everything one does with this repository besides editing it.
//!
//! Each command is a module of its own; to add one, write `src/<name>.rs` and a line in `COMMANDS`.
#![allow(
    clippy::print_stdout,
    reason = "a command line tool speaks on standard output"
)]

mod bench;
mod defects;
mod dist;
mod front;
mod hash;
mod kit;
mod long;
mod playwright;
mod process;
mod repo;
mod run;
mod setup;
mod simulate;
mod test;
mod tidy;
mod watch;

use std::process::ExitCode;

use anyhow::Result;

use repo::Repo;

/// A command gets the repository and the arguments after its name.
type Command = fn(&Repo, &[String]) -> Result<()>;

const COMMANDS: &[(&str, &str, Command)] = &[
    (
        "set-up",
        "install what is missing on this machine",
        setup::command,
    ),
    ("build", "build both front ends into dist/", front::command),
    (
        "size",
        "page weight of the first load against its bar",
        front::size::command,
    ),
    (
        "run",
        "build what is missing and start the server",
        run::command,
    ),
    (
        "test",
        "everything CI runs; `test <step>…` runs only those steps",
        test::command,
    ),
    (
        "bench",
        "page weight, start-up, push and pull, on release builds",
        bench::command,
    ),
    (
        "long",
        "proofs too long for `test`; `long <part>…` runs only those parts",
        long::command,
    ),
    (
        "simulate",
        "sync under faults in virtual time: `simulate --seeds N --first N`",
        simulate::command,
    ),
    (
        "defects",
        "known bugs of other systems, and which seed finds each: `defects [--seeds N] <name>…`",
        defects::command,
    ),
    ("tidy", "the rules no compiler checks", tidy::command),
    (
        "dist",
        "one release binary with the front ends inside",
        dist::command,
    ),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = args.split_first() else {
        usage();
        return ExitCode::FAILURE;
    };
    let Some((_, _, command)) = COMMANDS.iter().find(|(known, ..)| known == name) else {
        usage();
        return ExitCode::FAILURE;
    };
    match Repo::find().and_then(|repo| command(&repo, rest)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn usage() {
    println!("cargo xtask <command>\n");
    for (name, what, _) in COMMANDS {
        println!("  {name:<8} {what}");
    }
}
