//! `cargo xtask test`: everything CI runs, in order, stopping at the first failure.
//!
//! `cargo xtask test <step>…` runs only the steps named. Nothing is retried: a test that sometimes
//! fails is a defect.

mod ahead;
mod browser;
mod cache;
mod native;
mod wasm;

use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::front;
use crate::kit::{Kit, Toolchain};
use crate::process;
use crate::repo::Repo;
use crate::setup;
use crate::simulate;
use crate::tidy;
use crate::watch::{self, Watch};

use ahead::Ahead;

type Action = fn(&Repo, &Kit) -> Result<()>;

const FRONT: &str = "front";

/// Cheap and telling first; what needs the whole product last.
const STEPS: &[(&str, Action)] = &[
    ("fmt", |_, kit| {
        process::run(&mut kit.cargo(&["fmt", "--all", "--check"]))
    }),
    ("tidy", |repo, _| tidy::check(repo)),
    ("deny", |_, kit| native::licences(kit)),
    ("clippy", |_, kit| native::clippy(kit)),
    ("clippy-wasm", |_, kit| wasm::clippy(kit)),
    ("pure-wasm", |_, kit| wasm::pure_crates(kit)),
    ("native", |_, kit| native::tests(kit)),
    ("seeds", simulate::bounded),
    ("doc", |_, kit| native::docs(kit)),
    ("app", |_, kit| wasm::units(kit)),
    ("wasm", |_, kit| wasm::tests(kit)),
    (FRONT, |repo, kit| front::build(repo, kit)),
    ("size", |repo, _| front::size::command(repo, &[])),
    ("browser", browser::tests),
];

pub(crate) fn command(repo: &Repo, args: &[String]) -> Result<()> {
    let total = Watch::start();
    let steps = chosen(args)?;
    let kit = setup::for_tests(repo)?;
    let mut times = Vec::new();
    let later = steps.iter().skip(1).any(|(name, _)| *name == FRONT);
    let mut ahead = later.then(|| Ahead::start(&kit)).transpose()?;
    for (name, action) in steps {
        println!("\n== {name}");
        let watch = Watch::start();
        if name == FRONT {
            ahead.take().map_or(Ok(()), Ahead::wait)?;
        }
        let mut outcome = action(repo, &kit);
        if cache::was_to_blame(&kit, &outcome)? {
            outcome = action(repo, &kit);
        }
        let verdict = if outcome.is_ok() { "passed" } else { "FAILED" };
        println!("== {name}: {verdict} ({})", watch.text());
        times.push((name, verdict, watch.elapsed()));
        if outcome.is_err() {
            print_summary(&times, &total);
        }
        outcome.with_context(|| format!("step {name}"))?;
    }
    print_summary(&times, &total);
    Ok(())
}

fn chosen(names: &[String]) -> Result<Vec<(&'static str, Action)>> {
    let known = |name: &String| STEPS.iter().any(|(step, _)| step == name);
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        let all: Vec<&str> = STEPS.iter().map(|(step, _)| *step).collect();
        bail!("no step is called {unknown}; there are {}", all.join(", "));
    }
    let wanted = |step: &str| names.is_empty() || names.iter().any(|name| name == step);
    Ok(STEPS
        .iter()
        .copied()
        .filter(|(step, _)| wanted(step))
        .collect())
}

fn print_summary(times: &[(&str, &str, Duration)], total: &Watch) {
    println!("\n{:<12} {:<7} {:>13}", "step", "", "time");
    for (name, verdict, time) in times {
        println!("{name:<12} {verdict:<7} {:>13}", watch::in_words(*time));
    }
    println!("{:<20} {:>13}", "total, with set-up", total.text());
}

/// Warnings are errors under the pinned compiler. Debian's is newer and knows lints this code was
/// never held against: there they are shown, and only errors count.
fn deny_warnings(kit: &Kit) -> &'static [&'static str] {
    match kit.toolchain {
        Toolchain::Pinned => &["--", "-D", "warnings"],
        Toolchain::Debian => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_chosen_by_name_and_keep_their_order() -> Result<()> {
        let names = |args: &[&str]| -> Result<Vec<&str>> {
            let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
            Ok(chosen(&args)?.into_iter().map(|(name, _)| name).collect())
        };
        assert_eq!(names(&["size", "fmt"])?, ["fmt", "size"]);
        assert_eq!(names(&[])?.len(), STEPS.len());
        assert!(names(&["unknown"]).is_err());
        Ok(())
    }
}
