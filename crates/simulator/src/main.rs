//! `simulate`: plays seeds and prints what they showed. A failing seed is printed with what it broke; playing that seed
//! again shows the same.

use clap::Parser;
use simulator::{Failure, Report};
use std::{
    io::{self, Write},
    process::ExitCode,
    thread,
};

#[derive(Parser)]
struct Options {
    /// How many seeds to play.
    #[arg(long, default_value_t = 100)]
    seeds: u64,
    /// The first of them.
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// Seeds played side by side.
    #[arg(long, default_value_t = 2)]
    threads: u64,
    /// Play them one after the other, and only up to the first that breaks a promise.
    #[arg(long)]
    until_broken: bool,
}

fn main() -> io::Result<ExitCode> {
    let options = Options::parse();
    let Some(report) = play(&options) else {
        return Ok(ExitCode::FAILURE);
    };
    let mut out = io::stdout().lock();
    write!(out, "{report}")?;
    for failure in report.failures.iter().take(20) {
        tell(&mut out, failure)?;
    }
    Ok(if report.failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// None when a player died of a defect of its own.
fn play(options: &Options) -> Option<Report> {
    let threads = if options.until_broken {
        1
    } else {
        options.threads
    };
    let last = options.first + options.seeds;
    let until_broken = options.until_broken;
    let players: Vec<_> = (options.first..options.first + threads)
        .map(|mut seed| {
            thread::spawn(move || {
                let mut report = Report::default();
                while seed < last && !(until_broken && report.is_broken()) {
                    report.play(seed);
                    seed += threads;
                }
                report
            })
        })
        .collect();
    let mut report = Report::default();
    for player in players {
        report.add(player.join().ok()?);
    }
    Some(report)
}

fn tell(out: &mut impl Write, failure: &Failure) -> io::Result<()> {
    writeln!(out, "seed {}: {}", failure.seed, failure.struck.join(", "))?;
    for breach in failure.breaches.iter().take(5) {
        writeln!(out, "  {breach}")?;
    }
    Ok(())
}
