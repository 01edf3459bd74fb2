//! `simulate`: plays seeds and prints what they showed. A failing seed is printed with what it broke; playing that seed
//! again shows the same.

use clap::Parser;
use simulator::Report;
use std::{io::Write as _, process::ExitCode, thread};

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
}

fn main() -> std::io::Result<ExitCode> {
    let options = Options::parse();
    let players: Vec<_> = (0..options.threads)
        .map(|thread| {
            let (first, last, step) = (
                options.first + thread,
                options.first + options.seeds,
                options.threads,
            );
            thread::spawn(move || {
                let mut report = Report::default();
                let mut seed = first;
                while seed < last {
                    report.play(seed);
                    seed += step;
                }
                report
            })
        })
        .collect();
    let mut report = Report::default();
    for player in players {
        match player.join() {
            Ok(part) => report.add(part),
            Err(_) => return Ok(ExitCode::FAILURE),
        }
    }
    let mut out = std::io::stdout().lock();
    write!(out, "{report}")?;
    for failure in report.failures.iter().take(20) {
        writeln!(out, "seed {}: {}", failure.seed, failure.struck.join(", "))?;
        for breach in failure.breaches.iter().take(5) {
            writeln!(out, "  {breach}")?;
        }
    }
    Ok(if report.failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
