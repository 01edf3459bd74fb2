//! What many seeds showed together.

use crate::{Fault, Histogram, Stage, watch::Doing};
use std::{
    collections::BTreeMap,
    fmt,
    panic::{self, AssertUnwindSafe},
};

/// A seed with a broken promise.
pub struct Failure {
    pub seed: u64,
    /// What had struck, and when in virtual time.
    pub struck: Vec<String>,
    pub breaches: Vec<String>,
}

#[derive(Default)]
pub struct Report {
    seeds: u64,
    device_days: f64,
    operations: u64,
    acknowledged: u64,
    answers: u64,
    /// Taken by an emptied or put back disk before the server had them, or long after.
    forgiven: u64,
    struck: Histogram,
    /// By seed, what it broke.
    pub failures: Vec<Failure>,
}

impl Report {
    /// Plays a seed and counts what it showed. One in which the product panics has broken a promise.
    pub fn play(&mut self, seed: u64) {
        let stage = Stage::new(seed);
        let played = panic::catch_unwind(AssertUnwindSafe(|| {
            stage.play();
            stage.check()
        }));
        let breaches = played.unwrap_or_else(|_| vec!["I10 it panicked".to_owned()]);
        self.count(&stage);
        stage.around.world.end();
        if !breaches.is_empty() {
            let struck = stage.struck.borrow().clone();
            self.failures.push(Failure {
                seed,
                struck,
                breaches,
            });
        }
    }

    fn count(&mut self, stage: &Stage) {
        self.seeds += 1;
        let days = stage.around.world.now_ms() as f64 / 86_400_000.0;
        self.device_days += days * stage.profiles.borrow().len() as f64;
        let truth = stage.around.truth.borrow();
        self.operations += truth.operations.len() as u64;
        self.answers += truth.answers.len() as u64;
        let acknowledged = truth
            .promises()
            .filter(|(_, promise)| promise.acknowledged_ms.is_some());
        self.acknowledged += acknowledged.count() as u64;
        self.forgiven += truth.excused.len() as u64;
        for (pair, count) in stage.histogram.borrow().iter() {
            *self.struck.entry(*pair).or_default() += count;
        }
    }

    pub fn is_broken(&self) -> bool {
        !self.failures.is_empty()
    }

    pub fn add(&mut self, other: Report) {
        self.seeds += other.seeds;
        self.device_days += other.device_days;
        self.operations += other.operations;
        self.acknowledged += other.acknowledged;
        self.answers += other.answers;
        self.forgiven += other.forgiven;
        for (pair, count) in other.struck {
            *self.struck.entry(pair).or_default() += count;
        }
        self.failures.extend(other.failures);
    }

    /// Broken promises by invariant, such as `I1`.
    fn broken(&self) -> BTreeMap<&str, usize> {
        let mut by_kind = BTreeMap::new();
        for breach in self.failures.iter().flat_map(|failure| &failure.breaches) {
            let kind = breach.split(' ').next().unwrap_or_default();
            *by_kind.entry(kind).or_default() += 1;
        }
        by_kind
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "seeds {}   device-days {:.0}",
            self.seeds, self.device_days
        )?;
        writeln!(
            out,
            "operations kept {}   acknowledged {}   answers kept {}   forgiven with a destroyed disk {}",
            self.operations, self.acknowledged, self.answers, self.forgiven
        )?;
        write!(out, "{:<16}", "struck while")?;
        for doing in Doing::ALL {
            write!(out, "{:>10}", format!("{doing:?}"))?;
        }
        writeln!(out)?;
        for fault in Fault::ALL {
            write!(out, "{:<16}", format!("{fault:?}"))?;
            for doing in Doing::ALL {
                let count = self
                    .struck
                    .get(&(fault, doing))
                    .copied()
                    .unwrap_or_default();
                write!(out, "{count:>10}")?;
            }
            writeln!(out)?;
        }
        writeln!(
            out,
            "seeds with a broken promise: {} of {}",
            self.failures.len(),
            self.seeds
        )?;
        for (kind, count) in self.broken() {
            writeln!(out, "  {kind}: {count}")?;
        }
        Ok(())
    }
}
