//! What the proof of an organisation says.

use super::{Finding, OrgId};
use serde::{Deserialize, Serialize};
use std::fmt;
use store::{
    dump::Row,
    verify::{Check, Proven},
};

/// An organisation's log as it was proved, or the first row that is wrong.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Report {
    pub id: OrgId,
    pub name: String,
    pub proven: Result<End, Finding>,
}

/// The end of a log, with the hashes that stand for all of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct End {
    pub epoch: String,
    pub operations: u64,
    pub chain: String,
    pub root: String,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.proven {
            Ok(end) => write!(
                f,
                "{}: {} operations, root {}, epoch {}",
                self.name, end.operations, end.root, end.epoch
            ),
            Err(finding) => write!(f, "{}: {finding}", self.name),
        }
    }
}

/// Takes the rows of one organisation, up to the first that is wrong.
#[derive(Default)]
pub(super) struct Proof {
    check: Check,
    finding: Option<Finding>,
}

impl Proof {
    pub(super) fn row(&mut self, row: &Row) {
        if self.finding.is_none() {
            self.finding = self.check.row(row).err();
        }
    }

    pub(super) fn report(self, id: OrgId, name: &str) -> Report {
        let proven = self.finding.map_or_else(|| self.check.finish(), Err);
        Report {
            id,
            name: name.to_owned(),
            proven: proven.map(End::of),
        }
    }
}

impl End {
    fn of(proven: Proven) -> Self {
        Self {
            epoch: proven.epoch,
            operations: proven.head.seq,
            root: proven.head.root(),
            chain: sync::hash::hex(&proven.head.chain),
        }
    }
}
