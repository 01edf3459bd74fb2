//! The log itself: numbers without holes, leaves, the chain, the chain of each device, and the tables that lead into it.

use super::{
    super::{
        kept::SetAsideRow,
        rows::{CursorRow, OpRow, SeenRow},
    },
    Finding, fits, known_code, read,
};
use crate::{dump::Row, rows::uuid_of};
use domain::quarantine::Subject;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use surrealdb::types::{RecordId, ToSql as _};
use sync::{
    erasure::Erasures,
    hash::{self, Hash},
    op::{Op, Stored},
    plan::{Cursor, Head},
};
use uuid::Uuid;

#[derive(Default)]
pub(super) struct Ops {
    end: Option<Head>,
    /// The number the log must end with.
    announced: u64,
    /// Where each operation is, until the row of `seen` that says so was found.
    unseen: HashMap<Uuid, u64>,
    /// What the cursors say, and the last operation of each device that is in the log.
    cursors: HashMap<Uuid, Cursor>,
    logged: HashMap<Uuid, Cursor>,
    /// Hashes of what was set aside, by device and number.
    aside: HashMap<Place, Vec<Hash>>,
    /// Operations whose device made another one before that is not in the log: by its number, theirs and its hash.
    loose: BTreeMap<Place, (u64, String)>,
    /// Numbers that a device's log passed over: what was set aside may have been taken in later.
    skipped: BTreeSet<Place>,
    /// Answers that were reduced, and what the log says of them.
    erasures: Erasures,
}

/// A device's operations are numbered without holes: what is refused and not kept leaves some, not this many.
const SKIPPED_MAX: u64 = 1_000_000;

/// Device and number of an operation.
type Place = (Uuid, u64);

/// Something that was refused and is kept.
pub(super) struct Held {
    pub(super) subject: Subject,
    pub(super) bytes: u64,
    pub(super) dismissed: bool,
}

impl Ops {
    pub(super) fn ends_with(&mut self, seq: u64) {
        self.announced = seq;
    }

    /// The end of the log as far as it was read.
    pub(super) fn end(&self) -> Option<&Head> {
        self.end.as_ref()
    }

    pub(super) fn op(&mut self, row: &Row) -> Result<Stored, Finding> {
        let stored = fits(row, read::<OpRow>(row)?.read())?;
        let (end, seq) = (self.end.take().unwrap_or(Head::EMPTY), stored.stamp.seq);
        if seq != end.seq + 1 {
            return Err(Finding::new(format!("op:{}", end.seq + 1), "missing"));
        }
        self.end = end.after(&stored);
        if self.end.is_none() {
            return Err(Finding::at(
                row,
                "changed: its content does not give its leaf",
            ));
        }
        self.erasures.take(&stored);
        if let Some(first) = self.unseen.insert(stored.op.id.0, seq) {
            return Err(Finding::at(
                row,
                format!("the same operation as op:{first}"),
            ));
        }
        // What the server makes itself has no number of a device.
        if stored.op.cseq > 0 {
            self.follows(&stored.op, seq, row)?;
        }
        Ok(stored)
    }

    /// The order of one device: numbers rise, and each operation names the one before it.
    fn follows(&mut self, op: &Op, seq: u64, row: &Row) -> Result<(), Finding> {
        let now = Cursor {
            cseq: op.cseq,
            hash: Some(hash::operation(op)),
        };
        let last = self.logged.get(&op.device.0).copied().unwrap_or_default();
        if op.cseq <= last.cseq {
            return self.late(op, last, row);
        }
        self.logged.insert(op.device.0, now);
        let passed = last.cseq + 1..op.cseq;
        if passed.end - passed.start > SKIPPED_MAX {
            return Err(Finding::at(
                row,
                "its number is far from those of its device",
            ));
        }
        self.skipped.extend(passed.map(|cseq| (op.device.0, cseq)));
        match (&op.prev, last.hash) {
            (None, _) => {}
            (Some(prev), Some(hash)) if last.cseq + 1 == op.cseq => {
                if *prev != hash::hex(&hash) {
                    let what = "it does not name the operation its device made before it";
                    return Err(Finding::at(row, what));
                }
            }
            (Some(prev), _) => {
                let before = (op.device.0, op.cseq - 1);
                self.loose.insert(before, (seq, prev.clone()));
            }
        }
        Ok(())
    }

    /// An operation that was set aside first: its number was passed over, and the one after it names it all the same.
    fn late(&mut self, op: &Op, last: Cursor, row: &Row) -> Result<(), Finding> {
        let place = (op.device.0, op.cseq);
        if !self.skipped.remove(&place) {
            let (cseq, last) = (op.cseq, last.cseq);
            let what = format!("number {cseq} of its device comes after number {last}");
            return Err(Finding::at(row, what));
        }
        let named = self.loose.remove(&place);
        match named {
            Some((seq, prev)) if prev != hash::hex(&hash::operation(op)) => {
                let what = "it does not name the operation its device made before it";
                Err(Finding::new(format!("op:{seq}"), what))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn seen(&mut self, row: &Row) -> Result<(), Finding> {
        let seen: SeenRow = read(row)?;
        let id = fits(row, uuid_of(&seen.id))?;
        match self.unseen.remove(&id) {
            Some(seq) if seq == seen.seq.cast_unsigned() => Ok(()),
            Some(seq) => Err(Finding::at(
                row,
                format!("says op:{}, its operation is op:{seq}", seen.seq),
            )),
            None => match self.missing() {
                Some(finding) => Err(finding),
                None => Err(Finding::at(row, "its operation is not in the log")),
            },
        }
    }

    pub(super) fn cursor(&mut self, row: &Row) -> Result<(), Finding> {
        let cursor = fits(row, read::<CursorRow>(row)?.read())?;
        let device = fits(row, uuid_of(&row.id))?;
        self.cursors.insert(device, cursor);
        Ok(())
    }

    pub(super) fn set_aside(&mut self, row: &Row) -> Result<Vec<Held>, Finding> {
        let kept: SetAsideRow = read(row)?;
        let id = fits(row, uuid_of(&kept.id))?;
        let mut all = Vec::with_capacity(kept.held.len());
        for held in kept.held {
            let bytes = held.op.len() as u64;
            let held = fits(row, held.read())?;
            let op = &held.op;
            if op.id.0 != id || !known_code(&held.code) {
                let what = "what is kept is not what was set aside under this id";
                return Err(Finding::at(row, what));
            }
            let hashes = self.aside.entry((op.device.0, op.cseq)).or_default();
            hashes.push(hash::operation(op));
            all.push(Held {
                subject: held.subject(),
                bytes,
                dismissed: held.dismissed,
            });
        }
        Ok(all)
    }

    /// The operation after the last one that is there, if there should be one.
    fn missing(&self) -> Option<Finding> {
        let end = self.end.as_ref().map_or(0, |end| end.seq);
        (end < self.announced).then(|| Finding::new(format!("op:{}", end + 1), "missing"))
    }

    /// Where the log ends, if that is where the head says.
    pub(super) fn finish(mut self, head: &Head) -> Result<Head, Finding> {
        if let Some(finding) = self.missing() {
            return Err(finding);
        }
        let end = self.end.take().unwrap_or(Head::EMPTY);
        // A database of an older program has no frontier before its first write.
        let kept = head.frontier.size() > 0;
        if (end.seq, end.chain) != (head.seq, head.chain) || (kept && end.frontier != head.frontier)
        {
            let (seq, root) = (end.seq, end.root());
            let what =
                format!("the log ends with operation {seq} and root {root}, not as the head says");
            return Err(Finding::new("head:main", what));
        }
        if let Some(first) = self.erasures.unproved().first() {
            let row = format!("op:{}", first.seq());
            return Err(Finding::new(row, format!("changed: {first}")));
        }
        if let Some((id, seq)) = self.unseen.iter().min_by_key(|(_, seq)| **seq) {
            let row = RecordId::new("seen", surrealdb::types::Uuid::from(*id));
            return Err(Finding::new(
                row.to_sql(),
                format!("missing: nothing leads to op:{seq}"),
            ));
        }
        self.finish_devices()?;
        Ok(end)
    }

    fn finish_devices(self) -> Result<(), Finding> {
        for ((device, cseq), (seq, prev)) in &self.loose {
            let known = self.aside.get(&(*device, *cseq));
            if known.is_some_and(|known| known.iter().all(|hash| hash::hex(hash) != *prev)) {
                let what =
                    "it does not name the operation its device made before it, which was set aside";
                return Err(Finding::new(format!("op:{seq}"), what));
            }
        }
        self.finish_cursors()
    }

    /// A cursor is not before its device's last operation, and its hash, which holds the number, is of no other number. Where
    /// it is further than all that is kept, nothing proves it: what was refused and not kept took numbers too.
    fn finish_cursors(self) -> Result<(), Finding> {
        let row =
            |device: Uuid| RecordId::new("cursor", surrealdb::types::Uuid::from(device)).to_sql();
        for ((device, cseq), hashes) in &self.aside {
            let Some(Cursor {
                cseq: said,
                hash: Some(hash),
            }) = self.cursors.get(device)
            else {
                continue;
            };
            if said != cseq && hashes.contains(hash) {
                let what = format!("says {said}, its hash is that of number {cseq}");
                return Err(Finding::new(row(*device), what));
            }
        }
        for (device, last) in &self.logged {
            let cursor = self.cursors.get(device).copied().unwrap_or_default();
            if cursor.cseq < last.cseq {
                let (said, last) = (cursor.cseq, last.cseq);
                let what =
                    format!("says {said}, the device's last operation in the log is number {last}");
                return Err(Finding::new(row(*device), what));
            }
            let (said, last_cseq) = (cursor.cseq, last.cseq);
            if said > last_cseq && cursor.hash == last.hash {
                let what = format!("says {said}, its hash is that of number {last_cseq}");
                return Err(Finding::new(row(*device), what));
            }
            if said == last_cseq && cursor.hash.is_some() && cursor.hash != last.hash {
                return Err(Finding::new(
                    row(*device),
                    "its hash is not that of the device's last operation",
                ));
            }
        }
        Ok(())
    }
}
