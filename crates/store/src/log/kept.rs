//! Row shapes of what was refused and is kept, and of what people decided of it.

use crate::{
    StoreError,
    rows::{damaged, uuid_id},
};
use domain::{
    Day, day,
    ids::{CampaignId, DeviceId, ItemId, OpId, PersonId},
    quarantine::{Decision, Subject, Verdict},
};
use ledger::{HeldOp, Pushed, Quarantined};
use surrealdb::types::{Array, Bytes, RecordId, RecordIdKey, SurrealValue, Uuid as RowUuid, Value};
use sync::op::Op;

/// `<table>:[<id>, <hash>]`.
pub(super) fn subject_id(table: &str, subject: &Subject) -> RecordId {
    RecordId::new(table, subject_key(subject))
}

pub(super) fn subject_key(subject: &Subject) -> Array {
    Array::from(vec![
        Value::Uuid(subject.id.into()),
        Value::String(subject.sha.clone()),
    ])
}

pub(super) fn subject_of(id: &RecordId) -> Result<Subject, StoreError> {
    let key = match &id.key {
        RecordIdKey::Array(key) => key.as_slice(),
        _ => &[],
    };
    match key {
        [Value::Uuid(id), Value::String(sha)] => Ok(Subject {
            id: (*id).into(),
            sha: sha.clone(),
        }),
        _ => Err(damaged("its key is not an id and a hash")),
    }
}

#[derive(SurrealValue)]
pub(super) struct SetAsideRow {
    pub(super) id: RecordId,
    pub(super) held: Vec<HeldRow>,
}

impl SetAsideRow {
    pub(super) fn of(id: OpId, held: &[HeldOp]) -> Result<Self, StoreError> {
        Ok(Self {
            id: uuid_id("set_aside", id.0),
            held: held.iter().map(HeldRow::of).collect::<Result<_, _>>()?,
        })
    }
}

#[derive(SurrealValue)]
pub(super) struct HeldRow {
    pub(super) op: String,
    pub(super) code: String,
    device: Option<RowUuid>,
    person: Option<RowUuid>,
    day: Option<String>,
    pub(super) dismissed: Option<bool>,
}

impl HeldRow {
    fn of(held: &HeldOp) -> Result<Self, StoreError> {
        let pushed = held.pushed.as_ref();
        Ok(Self {
            op: serde_json::to_string(&held.op)
                .map_err(|error| StoreError::Engine(error.to_string()))?,
            code: held.code.clone(),
            device: pushed.map(|by| by.device.0.into()),
            person: pushed.map(|by| by.person.0.into()),
            day: pushed.map(|by| by.day.clone()),
            dismissed: Some(held.dismissed),
        })
    }

    pub(super) fn read(self) -> Result<HeldOp, StoreError> {
        let op: Op = serde_json::from_str(&self.op)
            .map_err(|_| damaged("an operation that was set aside"))?;
        let pushed = match (self.device, self.person, self.day) {
            (Some(device), Some(person), Some(day)) => Some(Pushed {
                device: DeviceId(device.into()),
                person: PersonId(person.into()),
                day,
            }),
            _ => None,
        };
        Ok(HeldOp {
            op,
            code: self.code,
            pushed,
            dismissed: self.dismissed.unwrap_or(false),
        })
    }
}

#[derive(SurrealValue)]
pub(super) struct QuarantineRow {
    id: RecordId,
    alg: String,
    kid: String,
    sealed: Bytes,
    code: String,
    day: String,
    source: Option<RowUuid>,
    campaign: Option<RowUuid>,
    dismissed: Option<bool>,
}

impl QuarantineRow {
    pub(super) fn of(held: &Quarantined) -> Self {
        Self {
            id: subject_id("quarantine", &held.subject()),
            alg: held.alg.clone(),
            kid: held.kid.clone(),
            sealed: held.sealed.clone().into(),
            code: held.code.clone(),
            day: held.day.clone(),
            source: held.source.map(RowUuid::from),
            campaign: held.campaign.map(|id| id.0.into()),
            dismissed: Some(held.dismissed),
        }
    }

    pub(super) fn read(self) -> Result<Quarantined, StoreError> {
        let Subject { id, sha } = subject_of(&self.id)?;
        Ok(Quarantined {
            item: ItemId(id),
            sha,
            alg: self.alg,
            kid: self.kid,
            sealed: self.sealed.into_inner().into(),
            code: self.code,
            day: self.day,
            source: self.source.map(Into::into),
            campaign: self.campaign.map(|id| CampaignId(id.into())),
            dismissed: self.dismissed.unwrap_or(false),
        })
    }
}

#[derive(SurrealValue)]
pub(super) struct DecisionRow {
    pub(super) id: RecordId,
    made: Vec<MadeRow>,
    /// The day that what it is about was removed, because its time was over.
    pub(super) removed: Option<String>,
}

/// What is kept of something that was removed.
#[derive(SurrealValue)]
pub(super) struct ForgottenRow {
    item: RecordId,
    decision: RecordId,
    day: String,
}

impl ForgottenRow {
    pub(super) fn of(subject: &Subject, day: Day) -> Self {
        Self {
            item: subject_id("quarantine", subject),
            decision: subject_id("decision", subject),
            day: day::text(day),
        }
    }
}

#[derive(SurrealValue)]
struct MadeRow {
    accepted: bool,
    reason: String,
    person: RowUuid,
    day: String,
    code: String,
}

impl DecisionRow {
    pub(super) fn of(subject: &Subject, decision: &Decision) -> Self {
        let reason = match &decision.verdict {
            Verdict::Accepted => String::new(),
            Verdict::Dismissed(reason) => reason.clone(),
        };
        let made = MadeRow {
            accepted: decision.verdict == Verdict::Accepted,
            reason,
            person: decision.by.0.into(),
            day: decision.on.to_string(),
            code: decision.code.clone(),
        };
        Self {
            id: subject_id("decision", subject),
            made: vec![made],
            removed: None,
        }
    }

    pub(super) fn read(self) -> Result<(Subject, Vec<Decision>), StoreError> {
        let decision = |made: MadeRow| -> Result<Decision, StoreError> {
            let verdict = match made.accepted {
                true => Verdict::Accepted,
                false => Verdict::Dismissed(made.reason),
            };
            Ok(Decision {
                verdict,
                by: PersonId(made.person.into()),
                on: day::read(&made.day).ok_or_else(|| damaged("the day of a decision"))?,
                code: made.code,
            })
        };
        let subject = subject_of(&self.id)?;
        let made = self.made.into_iter().map(decision);
        Ok((subject, made.collect::<Result<_, _>>()?))
    }
}
