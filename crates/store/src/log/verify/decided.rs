//! What people decided of refused material: what they accepted is where it counts, what they left in quarantine is there.

use super::{super::kept::DecisionRow, super::kept::subject_id, Finding, fits, known_code, read};
use crate::dump::Row;
use domain::quarantine::{Subject, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::{SurrealValue, ToSql as _};
use sync::{hash, op::Op};

/// Of a day's removals, what was refused.
#[derive(SurrealValue)]
struct RefusedRow {
    refused: Option<i64>,
}

#[derive(Default)]
pub(super) struct Decided {
    /// Accepted, with the code of the refusal before, until it was found to count.
    accepted: BTreeMap<Subject, String>,
    /// Left in quarantine for good, until it was found there.
    dismissed: BTreeSet<Subject>,
    /// Removed from where it was kept, because its time was over.
    removed: BTreeSet<Subject>,
    /// How many things were counted as removed.
    counted: u64,
}

impl Decided {
    pub(super) fn decision(&mut self, row: &Row) -> Result<(), Finding> {
        let decision: DecisionRow = read(row)?;
        let removed = decision.removed.is_some();
        let (subject, made) = fits(row, decision.read())?;
        if removed {
            self.removed.insert(subject);
            return Ok(());
        }
        let last = made.into_iter().next_back();
        let last = last.filter(|last| known_code(&last.code));
        let last = last.ok_or_else(|| Finding::at(row, "it decides nothing"))?;
        match last.verdict {
            Verdict::Accepted => _ = self.accepted.insert(subject, last.code),
            Verdict::Dismissed(_) => _ = self.dismissed.insert(subject),
        }
        Ok(())
    }

    /// Whether an item that was answered with `code` counts since somebody accepted it.
    pub(super) fn accepted(&mut self, subject: &Subject, code: &str) -> bool {
        let ours = self.accepted.get(subject).is_some_and(|had| had == code);
        if ours {
            self.accepted.remove(subject);
        }
        ours
    }

    /// Whether an item is kept no more.
    pub(super) fn removed(&self, subject: &Subject) -> bool {
        self.removed.contains(subject)
    }

    pub(super) fn counted(&mut self, row: &Row) -> Result<(), Finding> {
        let removal: RefusedRow = read(row)?;
        self.counted += u64::try_from(removal.refused.unwrap_or(0)).unwrap_or(0);
        Ok(())
    }

    /// Takes an operation of the log, which may be an accepted one.
    pub(super) fn logged(&mut self, op: &Op) {
        if !self.accepted.is_empty() {
            self.accepted.remove(&Subject {
                id: op.id.0,
                sha: hash::hex(&hash::operation(op)),
            });
        }
    }

    /// Takes something that is kept aside.
    pub(super) fn kept(
        &mut self,
        row: &Row,
        subject: &Subject,
        dismissed: bool,
    ) -> Result<(), Finding> {
        match self.dismissed.remove(subject) == dismissed {
            true => Ok(()),
            false => Err(Finding::at(row, "it is not marked as it was decided")),
        }
    }

    pub(super) fn finish(self) -> Result<(), Finding> {
        let removed = self.removed.len() as u64;
        if removed > self.counted {
            let counted = self.counted;
            let what =
                format!("{removed} refused things are marked as removed, {counted} are counted");
            return Err(Finding::new("removal", what));
        }
        let accepted = self
            .accepted
            .into_keys()
            .map(|one| (one, "in the log or among what was counted"));
        let dismissed = self.dismissed.into_iter().map(|one| (one, "in quarantine"));
        match accepted.chain(dismissed).next() {
            None => Ok(()),
            Some((subject, place)) => {
                let row = subject_id("decision", &subject).to_sql();
                Err(Finding::new(
                    row,
                    format!("what it is about is not {place}"),
                ))
            }
        }
    }
}
