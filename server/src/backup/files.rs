//! Attached files beside the log: those that came to the server must be there, and be what they are named by.

use super::{Attached, Finding};
use crate::blobs::{Blobs, Shelf, Whole};
use domain::{attachment::FileHash, ids::OrgId};
use object_store::Error;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    fmt,
};
use store::{dump::Row, verify::About};
use tokio::runtime::Handle;

/// What was found of an organisation's attached files.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Files {
    /// Nobody looked: they were left out.
    #[default]
    NotLooked,
    Looked {
        /// There, and what they are named by.
        sound: u64,
        /// Named by records, never received: on the devices they come from.
        coming: u64,
    },
    /// The first that is altered or missing.
    Wrong(Finding),
}

impl fmt::Display for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Files::NotLooked => f.write_str("attached files not looked at"),
            Files::Looked { sound, coming: 0 } => write!(f, "{sound} attached files are sound"),
            Files::Looked { sound, coming } => write!(
                f,
                "{sound} attached files are sound, {coming} have not come yet"
            ),
            Files::Wrong(finding) => finding.fmt(f),
        }
    }
}

/// What the rows of an organisation say of its files.
#[derive(Default)]
pub(super) struct Told {
    /// Each with the record that names it.
    named: BTreeMap<FileHash, String>,
    received: BTreeSet<FileHash>,
}

impl Told {
    pub(super) fn row(&mut self, row: &Row) {
        self.received.extend(row.received());
        if let Some((sha, at)) = row.attaches() {
            let record = format!("{} {}", at.kind.name(), at.id);
            self.named.entry(sha).or_insert(record);
        }
    }

    /// Asks `find` for every file, one after the other, up to the first that is wrong.
    ///
    /// # Errors
    /// Of `find`.
    pub(super) fn judge<E>(
        self,
        mut find: impl FnMut(FileHash) -> Result<Whole, E>,
    ) -> Result<Files, E> {
        let (mut sound, mut coming) = (0, 0);
        let named = self.named.keys().copied();
        let all: BTreeSet<FileHash> = named.chain(self.received.iter().copied()).collect();
        for sha in all {
            let wrong = match find(sha)? {
                Whole::Sound(_) => {
                    sound += 1;
                    continue;
                }
                Whole::Absent if !self.received.contains(&sha) => {
                    coming += 1;
                    continue;
                }
                Whole::Absent => "it was received, and is not there",
                Whole::Altered => "its bytes are not those that were received",
            };
            let nobody = || "attached to no record any more".to_owned();
            let of = |record: &String| format!("attached to {record}");
            let record = self.named.get(&sha).map_or_else(nobody, of);
            return Ok(Files::Wrong(Finding {
                row: format!("file {sha}, {record}"),
                what: wrong.to_owned(),
                about: About::Database,
            }));
        }
        Ok(Files::Looked { sound, coming })
    }

    /// Reads every file where it lies.
    ///
    /// # Errors
    /// The place of the files does not answer.
    pub(super) fn look(self, blobs: &Blobs, org: OrgId) -> Result<Files, Error> {
        let handle = Handle::current();
        self.judge(|sha| handle.block_on(blobs.look_at(org, Shelf::Whole, sha)))
    }

    /// Looks for each in a backup, which holds only those that are what they are named by.
    pub(super) fn among(self, saved: &[Attached]) -> Files {
        let whole = saved.iter().filter(|file| file.shelf == Shelf::Whole);
        let whole: BTreeSet<FileHash> = whole.map(|file| file.sha256).collect();
        let Ok(files) = self.judge(|sha| match whole.contains(&sha) {
            true => Ok::<_, Infallible>(Whole::Sound(0)),
            false => Ok(Whole::Absent),
        });
        files
    }
}
