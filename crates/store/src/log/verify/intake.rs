//! What intake keeps beside the log: every item that is not counted is held, and the counts are those of the answers.
//!
//! Of an item that was counted only a hash is left, so that no answer is found by it: its row cannot be proved, only
//! counted.

use super::{
    super::{
        kept::{QuarantineRow, subject_id},
        rows::{AsideRow, ItemRow, SecretRow, TallyRow, WaitingRow},
    },
    Finding,
    decided::Decided,
    fits, known_code,
    ops::Held,
    read,
};
use crate::dump::Row;
use domain::{answer::Place, entity::EntityKind, ids::CampaignId, quarantine::Subject};
use ledger::{ItemTrace, Purpose, Secret};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use surrealdb::types::{RecordId, ToSql as _};
use sync::{Body, op::Stored};

#[derive(Default)]
pub(super) struct Intake {
    /// Items whose bytes must be in quarantine, with the code of each.
    wanted: BTreeMap<Subject, String>,
    counted_items: u64,
    /// Counts of refused material that is kept: as noted, and as found.
    noted: Kept,
    found: Kept,
    quarantined: u64,
    /// Items in quarantine that wait for somebody, by the campaign they are counted for.
    waiting: BTreeMap<CampaignId, u64>,
    /// Whether a row of an older program, which names no campaign, is among them.
    unnamed: bool,
    /// Answers by the campaign they are known to be of: released, or waiting.
    answers: BTreeMap<CampaignId, u64>,
    pooled: u64,
    /// The same as the tallies say.
    tallied: BTreeMap<CampaignId, u64>,
    declined: u64,
    tallied_quarantine: BTreeMap<CampaignId, u64>,
    /// Whether a key opens what devices seal.
    opens: bool,
}

/// How much is kept of what was refused.
#[derive(Clone, Copy, PartialEq, Default)]
struct Kept {
    count: u64,
    bytes: u64,
    dismissed: u64,
}

impl Intake {
    pub(super) fn item(&mut self, row: &Row, decided: &mut Decided) -> Result<(), Finding> {
        let (id, trace) = fits(row, read::<ItemRow>(row)?.read())?;
        let ItemTrace {
            sha,
            code,
            others,
            counted,
        } = trace;
        let again = domain::Refusal::AlreadyExists.code().to_owned();
        let others = others.into_iter().map(|sha| (sha, Some(again.clone())));
        let counted = counted.map(|sha| (sha, None));
        for (sha, code) in [(sha, code)].into_iter().chain(counted).chain(others) {
            let subject = Subject { id: id.0, sha };
            match code.filter(|code| !decided.accepted(&subject, code)) {
                Some(_) if decided.removed(&subject) => {}
                Some(code) => {
                    self.wanted.insert(subject, code);
                }
                None => self.counted_items += 1,
            }
        }
        Ok(())
    }

    pub(super) fn quarantine(&mut self, row: &Row) -> Result<Held, Finding> {
        let held = fits(row, read::<QuarantineRow>(row)?.read())?;
        let subject = held.subject();
        if sync::hash::hex(&Sha256::digest(&*held.sealed)) != subject.sha {
            return Err(Finding::at(row, "changed: its bytes do not give its hash"));
        }
        match self.wanted.remove(&subject) {
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
        self.unnamed |= held.source.is_none();
        if let Some(campaign) = held.campaign {
            *self.waiting.entry(campaign).or_default() += 1;
        }
        let held = Held {
            subject,
            bytes: held.weight(),
            dismissed: held.dismissed,
        };
        self.kept(&held);
        Ok(held)
    }

    /// Refused material that was found.
    pub(super) fn kept(&mut self, held: &Held) {
        self.found.count += 1;
        self.found.bytes += held.bytes;
        self.found.dismissed += u64::from(held.dismissed);
    }

    pub(super) fn aside(&mut self, row: &Row) -> Result<(), Finding> {
        let (_, aside) = fits(row, read::<AsideRow>(row)?.read())?;
        self.noted.count += u64::from(aside.count);
        self.noted.bytes += aside.bytes;
        self.noted.dismissed += u64::from(aside.dismissed);
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
        let quarantined = tally.quarantined.into();
        self.tallied_quarantine.insert(campaign, quarantined);
        Ok(())
    }

    pub(super) fn secret(&mut self, row: &Row) -> Result<Secret, Finding> {
        let secret = fits(row, read::<SecretRow>(row)?.read())?;
        if secret.public().is_none() {
            return Err(Finding::at(row, "not a key of 32 bytes"));
        }
        self.opens |= secret.purpose == Purpose::Seal;
        Ok(secret)
    }

    pub(super) fn finish(self) -> Result<(), Finding> {
        if !self.opens {
            return Err(Finding::new("secret", "missing: no key opens the answers"));
        }
        if let Some((subject, _)) = self.wanted.first_key_value() {
            let row = subject_id("quarantine", subject).to_sql();
            return Err(Finding::new(
                row,
                "missing: its item is there, its bytes are not",
            ));
        }
        if self.found != self.noted {
            let (found, noted) = (self.found, self.noted);
            let what = format!(
                "{} refused operations and items of {} bytes are kept (set_aside, quarantine), {} of them for good; {} of {} and {} are noted",
                found.count,
                found.bytes,
                found.dismissed,
                noted.count,
                noted.bytes,
                noted.dismissed
            );
            return Err(Finding::new("aside", what));
        }
        self.counts()
    }

    fn counts(&self) -> Result<(), Finding> {
        for (campaign, answers) in &self.answers {
            let tallied = self.tallied.get(campaign).copied().unwrap_or(0);
            if tallied < *answers {
                let what = format!("says {tallied} answers received, {answers} are there");
                return Err(Finding::new(tally_of(*campaign), what));
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
        self.counts_of_quarantine()
    }

    fn counts_of_quarantine(&self) -> Result<(), Finding> {
        let tallied: u64 = self.tallied_quarantine.values().sum();
        let there = self.quarantined;
        if tallied > there {
            let what = format!("{tallied} items in quarantine, {there} are there");
            return Err(Finding::new("tally", what));
        }
        let all = self.tallied_quarantine.keys().chain(self.waiting.keys());
        for campaign in all {
            let of = |counts: &BTreeMap<_, u64>| counts.get(campaign).copied().unwrap_or(0);
            let (said, there) = (of(&self.tallied_quarantine), of(&self.waiting));
            if said < there || (said > there && !self.unnamed) {
                let what = format!("says {said} items in quarantine, {there} are there");
                return Err(Finding::new(tally_of(*campaign), what));
            }
        }
        Ok(())
    }
}

fn tally_of(campaign: CampaignId) -> String {
    RecordId::new("tally", surrealdb::types::Uuid::from(campaign.0)).to_sql()
}
