//! What the proof of an organisation says.

use super::{Files, Finding, Kept, OrgId};
use crate::{service::SystemHost, timestamp};
use ledger::Host as _;
use serde::{Deserialize, Serialize};
use std::fmt;
use store::{
    dump::Row,
    verify::{About, Check, Proven},
};

/// An organisation's log as it was proved, or the first row that is wrong.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Report {
    pub id: OrgId,
    pub name: String,
    pub proven: Result<End, Finding>,
    #[serde(default)]
    pub files: Files,
}

/// The end of a log, with the hashes that stand for all of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct End {
    pub epoch: String,
    pub operations: u64,
    pub chain: String,
    pub root: String,
    /// Signed heads, checkpoints among them, that the log agrees with.
    #[serde(default)]
    pub signed: u64,
    /// Checkpoints, those of earlier lives among them, whose time stamp is good.
    #[serde(default)]
    pub stamped: u64,
    /// Those of earlier lives of the database, which it has not gone through: when they were signed, up to where.
    #[serde(default)]
    pub elsewhere: Vec<(String, u64)>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.proven {
            Ok(end) => {
                let End {
                    operations,
                    root,
                    epoch,
                    signed,
                    stamped,
                    ..
                } = end;
                write!(
                    f,
                    "{}: {operations} operations, root {root}, epoch {epoch}; {signed} signed heads agree, {stamped} time stamps; {}",
                    self.name, self.files
                )
            }
            Err(finding) => write!(f, "{}: {finding}", self.name),
        }
    }
}

impl Report {
    /// A line for each signed head of an earlier life that this log has not gone through.
    pub fn remarks(&self) -> impl Iterator<Item = String> {
        let heads = self.proven.iter().flat_map(|end| &end.elsewhere);
        heads.map(|(at, seq)| {
            format!(
                "Signed on {at} with {seq} operations, in an earlier life of this database, and not so here: was an older \
                 backup restored since?"
            )
        })
    }
}

/// Takes the rows of one organisation, up to the first that is wrong.
#[derive(Default)]
pub(super) struct Proof {
    check: Check,
    finding: Option<Finding>,
}

impl Proof {
    /// Also compares the log with what somebody kept of it.
    pub(super) fn with(org: OrgId, kept: &[Kept]) -> Self {
        let own = kept.iter().filter(|kept| kept.checkpoint.signed.org == org);
        let own = own.map(|kept| (kept.from.clone(), kept.checkpoint.clone()));
        Self {
            check: Check::with(own),
            finding: None,
        }
    }

    pub(super) fn row(&mut self, row: &Row) {
        if self.finding.is_none() {
            self.finding = self.check.row(row).err();
        }
    }

    /// The first row so far that is wrong.
    pub(super) fn first(&self) -> Option<&Finding> {
        self.finding.as_ref()
    }

    pub(super) fn report(self, id: OrgId, name: &str) -> Report {
        let proven = self.finding.map_or_else(|| self.check.finish(), Err);
        Report {
            id,
            name: name.to_owned(),
            proven: proven.and_then(End::of),
            files: Files::NotLooked,
        }
    }
}

impl End {
    /// # Errors
    /// A time stamp that is none of its head.
    fn of(proven: Proven) -> Result<Self, Finding> {
        for (row, checkpoint) in &proven.stamped {
            let token = checkpoint.token.as_deref().unwrap_or_default();
            let checked = timestamp::check(token, checkpoint, SystemHost.now());
            checked.map_err(|error| Finding {
                row: row.clone(),
                what: format!("its time stamp proves nothing: {error}"),
                about: About::Database,
            })?;
        }
        Ok(Self {
            epoch: proven.epoch,
            operations: proven.head.seq,
            root: proven.head.root(),
            chain: sync::hash::hex(&proven.head.chain),
            signed: proven.signed,
            stamped: proven.stamped.len() as u64,
            elsewhere: proven
                .elsewhere
                .into_iter()
                .map(|head| (head.at, head.seq))
                .collect(),
        })
    }
}
