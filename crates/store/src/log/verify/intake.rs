//! What intake keeps beside the log: every item that is not counted is held, and the counts are those of the answers.
//!
//! Of an item that was counted only a hash is left, so that no answer is found by it: its row cannot be proved, only
//! counted.

use super::{
    super::rows::{AsideRow, ItemRow, SecretRow, TallyRow, WaitingRow},
    Finding, fits, known_code,
    ops::Held,
    read,
};
use crate::dump::Row;
use domain::{answer::Place, entity::EntityKind, ids::CampaignId};
use ledger::ItemTrace;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::{Array, Bytes, RecordId, RecordIdKey, SurrealValue, ToSql as _, Value};
use sync::{Body, op::Stored};
use uuid::Uuid;

#[derive(Default)]
pub(super) struct Intake {
    /// Items whose bytes must be in quarantine, with the code of each.
    wanted: BTreeMap<(Uuid, String), String>,
    counted_items: u64,
    /// Counts of refused material that is kept: as noted, and as found.
    noted: (u64, u64),
    found: (u64, u64),
    quarantined: u64,
    /// Answers by the campaign they are known to be of: released, or waiting.
    answers: BTreeMap<CampaignId, u64>,
    pooled: u64,
    /// The same as the tallies say.
    tallied: BTreeMap<CampaignId, u64>,
    declined: u64,
    tallied_quarantine: u64,
    keys: BTreeSet<String>,
}

#[derive(SurrealValue)]
struct QuarantineRow {
    id: RecordId,
    alg: String,
    kid: String,
    sealed: Bytes,
    code: String,
}

impl Intake {
    pub(super) fn item(&mut self, row: &Row) -> Result<(), Finding> {
        let (id, ItemTrace { sha, code, others }) = fits(row, read::<ItemRow>(row)?.read())?;
        match code {
            Some(code) => {
                self.wanted.insert((id.0, sha), code);
            }
            None => self.counted_items += 1,
        }
        let again = domain::Refusal::AlreadyExists.code();
        let others = others
            .into_iter()
            .map(|sha| ((id.0, sha), again.to_owned()));
        self.wanted.extend(others);
        Ok(())
    }

    pub(super) fn quarantine(&mut self, row: &Row) -> Result<(), Finding> {
        let held: QuarantineRow = read(row)?;
        let key = match &held.id.key {
            RecordIdKey::Array(key) => match key.as_slice() {
                [Value::Uuid(item), Value::String(sha)] => Some(((*item).into(), sha.clone())),
                _ => None,
            },
            _ => None,
        };
        let key = key.ok_or_else(|| Finding::at(row, "its key is not an item and a hash"))?;
        if sync::hash::hex(&Sha256::digest(&*held.sealed)) != key.1 {
            return Err(Finding::at(row, "changed: its bytes do not give its hash"));
        }
        match self.wanted.remove(&key) {
            Some(code) if code == held.code && known_code(&code) => {}
            Some(_) => {
                return Err(Finding::at(
                    row,
                    "its code is not the one its item was answered",
                ));
            }
            None => return Err(Finding::at(row, "no item leads to it")),
        }
        self.quarantined += 1;
        self.kept(&Held {
            count: 1,
            bytes: (held.sealed.len() + held.alg.len() + held.kid.len()) as u64,
        });
        Ok(())
    }

    /// Refused material that was found.
    pub(super) fn kept(&mut self, held: &Held) {
        self.found.0 += held.count;
        self.found.1 += held.bytes;
    }

    pub(super) fn aside(&mut self, row: &Row) -> Result<(), Finding> {
        let (_, aside) = fits(row, read::<AsideRow>(row)?.read())?;
        self.noted.0 += u64::from(aside.count);
        self.noted.1 += aside.bytes;
        Ok(())
    }

    /// Takes an operation of the log, which may be a released answer.
    pub(super) fn released(&mut self, stored: &Stored, row: &Row) -> Result<(), Finding> {
        if stored.op.entity.kind != EntityKind::Answer {
            return Ok(());
        }
        let Ok(Body::Create { fields }) = Body::decode(&stored.op) else {
            return Ok(());
        };
        let place = fields.get("place").cloned().unwrap_or_default();
        let place: Place = serde_json::from_value(place)
            .map_err(|_| Finding::at(row, "an answer that belongs nowhere"))?;
        self.answer(&place);
        Ok(())
    }

    fn answer(&mut self, place: &Place) {
        match place {
            Place::Campaign(campaign) => *self.answers.entry(*campaign).or_default() += 1,
            _ => self.pooled += 1,
        }
    }

    pub(super) fn pending(&mut self, row: &Row) -> Result<(), Finding> {
        let waiting = fits(row, read::<WaitingRow>(row)?.read())?;
        *self.answers.entry(waiting.campaign).or_default() += 1;
        Ok(())
    }

    pub(super) fn tally(&mut self, row: &Row) -> Result<(), Finding> {
        let (campaign, tally) = fits(row, read::<TallyRow>(row)?.read())?;
        self.tallied.insert(campaign, tally.received.into());
        self.declined += u64::from(tally.refused) + u64::from(tally.abandoned);
        self.tallied_quarantine += u64::from(tally.quarantined);
        Ok(())
    }

    pub(super) fn secret(&mut self, row: &Row) -> Result<(), Finding> {
        let secret: SecretRow = read(row)?;
        if secret.private.len() != 32 {
            return Err(Finding::at(row, "not a key of 32 bytes"));
        }
        self.keys.insert(row.id.to_sql());
        Ok(())
    }

    pub(super) fn finish(self) -> Result<(), Finding> {
        if self.keys.is_empty() {
            return Err(Finding::new("secret", "missing: no key opens the answers"));
        }
        if let Some(((item, sha), _)) = self.wanted.first_key_value() {
            let key = Array::from(vec![
                Value::Uuid((*item).into()),
                Value::String(sha.clone()),
            ]);
            let row = RecordId::new("quarantine", key).to_sql();
            return Err(Finding::new(
                row,
                "missing: its item is there, its bytes are not",
            ));
        }
        if self.found != self.noted {
            let ((count, bytes), (noted, noted_bytes)) = (self.found, self.noted);
            let what = format!(
                "{count} refused operations and items of {bytes} bytes are kept (set_aside, quarantine), {noted} of {noted_bytes} are noted"
            );
            return Err(Finding::new("aside", what));
        }
        self.counts()
    }

    fn counts(&self) -> Result<(), Finding> {
        for (campaign, answers) in &self.answers {
            let tallied = self.tallied.get(campaign).copied().unwrap_or(0);
            if tallied < *answers {
                let row = RecordId::new("tally", surrealdb::types::Uuid::from(campaign.0)).to_sql();
                let what = format!("says {tallied} answers received, {answers} are there");
                return Err(Finding::new(row, what));
            }
        }
        let tallied: u64 = self.tallied.values().sum();
        let answers = self.answers.values().sum::<u64>() + self.pooled;
        if tallied != answers {
            let what =
                format!("{tallied} answers received, {answers} are in the log or wait (pending)");
            return Err(Finding::new("tally", what));
        }
        if self.counted_items < tallied + self.declined {
            let what = format!(
                "{} items are known, {} were counted",
                self.counted_items,
                tallied + self.declined
            );
            return Err(Finding::new("item", what));
        }
        if self.tallied_quarantine > self.quarantined {
            let what = format!(
                "{} items in quarantine, {} are there",
                self.tallied_quarantine, self.quarantined
            );
            return Err(Finding::new("tally", what));
        }
        Ok(())
    }
}
