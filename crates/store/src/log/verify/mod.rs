//! Proof of an organisation's database from its rows alone: whatever can be computed again is, and the first row that
//! does not fit is named. The rows come as [`crate::dump`] gives them, from a running server, a stopped one or a backup.

mod decided;
mod heads;
mod intake;
mod ops;
#[cfg(test)]
mod tests;

use super::rows::{CheckpointRow, HeadRow};
use crate::{StoreError, dump::Row};
use serde::{Deserialize, Serialize};
use surrealdb::types::{RecordId, SurrealValue, ToSql as _};
use sync::{
    plan::Head,
    wire::{Checkpoint, SignedHead},
};

/// The first row that is not what this program wrote.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
#[error("{row}: {what}")]
pub struct Finding {
    /// As the database names it, such as `op:12`; a file's name when a head that somebody kept does not fit.
    pub row: String,
    pub what: String,
    #[serde(default)]
    pub about: About,
}

/// What a finding says something of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The database, or the backup, is not what was written.
    #[default]
    Database,
    /// A head that somebody kept is signed by nobody here; of the database it says nothing.
    KeptHead,
    /// The log ends before a head that somebody kept: it is of an earlier day, or its end was cut off.
    Earlier,
}

impl Finding {
    fn new(row: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            row: row.into(),
            what: what.into(),
            about: About::Database,
        }
    }

    /// Another than a row of the database.
    fn about(self, about: About) -> Self {
        Self { about, ..self }
    }

    fn at(row: &Row, what: impl Into<String>) -> Self {
        Self::new(row.id.to_sql(), what)
    }
}

/// What was proved.
#[derive(Clone, PartialEq, Debug)]
pub struct Proven {
    pub head: Head,
    pub epoch: String,
    /// Signed heads that this log agrees with.
    pub signed: u64,
    /// Signed heads of earlier lives of the database that it has not gone through: lost by a restore, or changed since.
    pub elsewhere: Vec<SignedHead>,
    /// Checkpoints with a token, which is not read here, each with where it is from.
    pub stamped: Vec<(String, Checkpoint)>,
}

/// The check of one organisation; give it every row of its dump, in order.
#[derive(Default)]
pub struct Check {
    head: Option<HeadRow>,
    heads: heads::Heads,
    ops: ops::Ops,
    decided: decided::Decided,
    intake: intake::Intake,
}

impl Check {
    /// Also compares the log with heads that somebody kept, each with where it is from.
    pub fn with(kept: impl IntoIterator<Item = (String, Checkpoint)>) -> Self {
        let mut check = Check::default();
        for (from, checkpoint) in kept {
            check.heads.keep(heads::Origin::Outside, from, checkpoint);
        }
        check
    }

    /// # Errors
    /// What is wrong with this row, or with one that should have come before it.
    pub fn row(&mut self, row: &Row) -> Result<(), Finding> {
        match row.table() {
            "head" => {
                named(row, &RecordId::new("head", "main"))?;
                let head: HeadRow = read(row)?;
                self.ops.ends_with(head.seq.cast_unsigned());
                self.head = Some(head);
            }
            "op" => {
                let stored = self.ops.op(row)?;
                self.decided.logged(&stored.op);
                self.heads.passed(self.ops.end());
                self.intake.released(&stored, row)?;
            }
            "seen" => self.ops.seen(row)?,
            "cursor" => self.ops.cursor(row)?,
            "set_aside" => {
                let held = self.ops.set_aside(row)?;
                for one in &held {
                    self.decided.kept(row, &one.subject, one.dismissed)?;
                    self.intake.kept(one);
                }
            }
            "aside" => self.intake.aside(row)?,
            "decision" => self.decided.decision(row)?,
            "removal" => self.decided.counted(row)?,
            "item" => self.intake.item(row, &mut self.decided)?,
            "quarantine" => {
                let held = self.intake.quarantine(row)?;
                self.decided.kept(row, &held.subject, held.dismissed)?;
            }
            "pending" => self.intake.pending(row)?,
            "tally" => self.intake.tally(row)?,
            "checkpoint" => {
                let checkpoint = fits(row, read::<CheckpointRow>(row)?.read())?;
                let at = checkpoint.signed.at.clone();
                named(row, &RecordId::new("checkpoint", at))?;
                let from = row.id.to_sql();
                self.heads.keep(heads::Origin::Here, from, checkpoint);
            }
            "secret" => {
                let secret = self.intake.secret(row)?;
                self.heads.key(secret);
            }
            // Tables of later migrations prove themselves where they are read.
            _ => {}
        }
        Ok(())
    }

    /// # Errors
    /// What is missing, or does not add up.
    pub fn finish(self) -> Result<Proven, Finding> {
        let none = Finding::new("head:main", "missing");
        let row = self.head.ok_or(none)?;
        let unreadable = |error: StoreError| Finding::new("head:main", error.to_string());
        let head = row.head().map_err(unreadable)?;
        let head = self.ops.finish(&head)?;
        self.decided.finish()?;
        self.intake.finish()?;
        let compared = self.heads.finish(&row.epoch)?;
        Ok(Proven {
            head,
            epoch: row.epoch,
            signed: compared.signed,
            elsewhere: compared.elsewhere,
            stamped: compared.stamped,
        })
    }
}

/// Whether a row has the name that its content gives it.
fn named(row: &Row, name: &RecordId) -> Result<(), Finding> {
    let own = row.id == *name;
    own.then_some(())
        .ok_or_else(|| Finding::at(row, format!("what it holds belongs to {}", name.to_sql())))
}

/// A row in its own shape.
fn read<T: SurrealValue>(row: &Row) -> Result<T, Finding> {
    T::from_value(row.fields.clone())
        .map_err(|_| Finding::at(row, "its fields are not those of its table"))
}

fn fits<T>(row: &Row, value: Result<T, StoreError>) -> Result<T, Finding> {
    value.map_err(|error| Finding::at(row, error.to_string()))
}

/// Whether a refusal was ever written like this.
fn known_code(code: &str) -> bool {
    domain::Refusal::ALL
        .iter()
        .any(|known| known.code() == code)
}
