//! What people decided of refused material: what they accepted is where it counts, what they left in quarantine is there.

use super::{super::kept::DecisionRow, super::kept::subject_id, Finding, fits, known_code, read};
use crate::dump::Row;
use domain::quarantine::{Subject, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::ToSql as _;
use sync::{hash, op::Op};

#[derive(Default)]
pub(super) struct Decided {
    /// Accepted, with the code of the refusal before, until it was found to count.
    accepted: BTreeMap<Subject, String>,
    /// Left in quarantine for good, until it was found there.
    dismissed: BTreeSet<Subject>,
}

impl Decided {
    pub(super) fn decision(&mut self, row: &Row) -> Result<(), Finding> {
        let (subject, made) = fits(row, read::<DecisionRow>(row)?.read())?;
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
