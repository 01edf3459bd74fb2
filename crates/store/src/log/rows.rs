//! Row shapes of the organisation's database, and their conversion by hand.

use crate::{
    StoreError,
    rows::{damaged, uuid_id, uuid_of},
};
use domain::{
    entity::EntityKind,
    ids::{CampaignId, DeviceId, ItemId, OpId, PersonId},
};
use ledger::{Aside, ItemTrace, Purpose, Secret, Tally, Waiting};
use surrealdb::types::{Bytes, RecordId, RecordIdKey, SurrealValue, Uuid as RowUuid};
use sync::{
    merkle::Frontier,
    op::{EntityRef, Op, Stamp, Stored},
    plan::{Cursor, Head},
    wire::Checkpoint,
};
use uuid::Uuid;

/// Unsigned 64 bits as the signed ones of a column.
fn signed(number: u64) -> i64 {
    number.cast_signed()
}

pub(super) fn seq_id(table: &str, seq: u64) -> RecordId {
    RecordId::new(table, signed(seq))
}

#[derive(SurrealValue)]
pub(super) struct HeadRow {
    pub(super) rev: i64,
    pub(super) seq: i64,
    pub(super) chain: String,
    pub(super) epoch: String,
    pub(super) frontier: Option<String>,
}

impl HeadRow {
    /// The frontier is empty in a database that has not kept one yet.
    pub(super) fn head(&self) -> Result<Head, StoreError> {
        let seq = self.seq.cast_unsigned();
        let frontier = self
            .frontier
            .as_ref()
            .map_or(Some(Frontier::EMPTY), |text| Frontier::read(seq, text));
        Ok(Head {
            seq,
            chain: sync::hash::unhex(&self.chain).ok_or_else(|| damaged("the head's chain"))?,
            frontier: frontier.ok_or_else(|| damaged("the end of the log: its Merkle frontier"))?,
        })
    }
}

#[derive(SurrealValue)]
pub(super) struct OpRow {
    id: RecordId,
    op: RowUuid,
    device: RowUuid,
    cseq: i64,
    actor: RowUuid,
    kind: String,
    v: i64,
    record_kind: String,
    record: RowUuid,
    base: Option<RowUuid>,
    wall_ms: i64,
    body: Bytes,
    salt: Bytes,
    alg: Option<String>,
    kid: Option<String>,
    sig: Option<String>,
    prev: Option<String>,
    received_at: String,
    leaf: String,
}

impl OpRow {
    pub(super) fn of(stored: &Stored) -> Self {
        let Stored { op, stamp, leaf } = stored;
        Self {
            id: seq_id("op", stamp.seq),
            op: op.id.0.into(),
            device: op.device.0.into(),
            cseq: signed(op.cseq),
            actor: op.actor.0.into(),
            kind: op.kind.clone(),
            v: i64::from(op.v),
            record_kind: op.entity.kind.name().to_owned(),
            record: op.entity.id.into(),
            base: op.base.map(|base| base.0.into()),
            wall_ms: signed(op.wall_ms),
            body: op.body.clone().into(),
            salt: op.salt.clone().into(),
            alg: op.alg.clone(),
            kid: op.kid.clone(),
            sig: op.sig.clone(),
            prev: op.prev.clone(),
            received_at: stamp.received_at.clone(),
            leaf: leaf.clone(),
        }
    }

    pub(super) fn read(self) -> Result<Stored, StoreError> {
        let RecordIdKey::Number(seq) = self.id.key else {
            return Err(damaged("an operation's key is not a number"));
        };
        let kind = EntityKind::named(&self.record_kind)
            .ok_or_else(|| damaged("an operation's record kind"))?;
        Ok(Stored {
            op: Op {
                id: OpId(self.op.into()),
                device: DeviceId(self.device.into()),
                cseq: self.cseq.cast_unsigned(),
                actor: PersonId(self.actor.into()),
                kind: self.kind,
                v: u32::try_from(self.v).map_err(|_| damaged("an operation's version"))?,
                entity: EntityRef {
                    kind,
                    id: self.record.into(),
                },
                base: self.base.map(|base| OpId(base.into())),
                wall_ms: self.wall_ms.cast_unsigned(),
                body: self.body.into_inner().into(),
                salt: self.salt.into_inner().into(),
                alg: self.alg,
                kid: self.kid,
                sig: self.sig,
                prev: self.prev,
            },
            stamp: Stamp {
                seq: seq.cast_unsigned(),
                received_at: self.received_at,
            },
            leaf: self.leaf,
        })
    }
}

/// What changes of a row that is reduced.
#[derive(SurrealValue)]
pub(super) struct ReducedRow {
    id: RecordId,
    body: Bytes,
    salt: Bytes,
}

impl ReducedRow {
    pub(super) fn of(stored: &Stored) -> Self {
        Self {
            id: seq_id("op", stored.stamp.seq),
            body: stored.op.body.clone().into(),
            salt: stored.op.salt.clone().into(),
        }
    }
}

#[derive(SurrealValue)]
pub(super) struct SeenRow {
    pub(super) id: RecordId,
    pub(super) seq: i64,
}

impl SeenRow {
    pub(super) fn of(stored: &Stored) -> Self {
        Self {
            id: uuid_id("seen", stored.op.id.0),
            seq: signed(stored.stamp.seq),
        }
    }
}

#[derive(SurrealValue)]
pub(super) struct CursorRow {
    cseq: i64,
    hash: Option<String>,
}

impl CursorRow {
    pub(super) fn read(self) -> Result<Cursor, StoreError> {
        let hash = |text: String| {
            sync::hash::unhex(&text).ok_or_else(|| damaged("the hash of a device's last operation"))
        };
        Ok(Cursor {
            cseq: self.cseq.cast_unsigned(),
            hash: self.hash.map(hash).transpose()?,
        })
    }
}

#[derive(SurrealValue)]
pub(super) struct ItemRow {
    pub(super) id: RecordId,
    sha: String,
    code: Option<String>,
    others: Vec<String>,
    /// None in rows of earlier programs.
    counted: Option<String>,
}

impl ItemRow {
    pub(super) fn of(item: ItemId, trace: &ItemTrace) -> Self {
        Self {
            id: uuid_id("item", item.0),
            sha: trace.sha.clone(),
            code: trace.code.clone(),
            others: trace.others.clone(),
            counted: trace.counted.clone(),
        }
    }

    pub(super) fn read(self) -> Result<(ItemId, ItemTrace), StoreError> {
        let trace = ItemTrace {
            sha: self.sha,
            code: self.code,
            others: self.others,
            counted: self.counted,
        };
        Ok((ItemId(uuid_of(&self.id)?), trace))
    }
}

#[derive(SurrealValue)]
pub(super) struct WaitingRow {
    id: RecordId,
    campaign: RowUuid,
    answer: String,
}

impl WaitingRow {
    pub(super) fn of(waiting: &Waiting) -> Result<Self, StoreError> {
        Ok(Self {
            id: uuid_id("pending", waiting.id),
            campaign: waiting.campaign.0.into(),
            answer: serde_json::to_string(&waiting.answer)
                .map_err(|error| StoreError::Engine(error.to_string()))?,
        })
    }

    pub(super) fn read(self) -> Result<Waiting, StoreError> {
        Ok(Waiting {
            id: uuid_of(&self.id)?,
            campaign: CampaignId(self.campaign.into()),
            answer: serde_json::from_str(&self.answer).map_err(|_| damaged("a waiting answer"))?,
        })
    }
}

#[derive(SurrealValue)]
pub(super) struct TallyRow {
    id: RecordId,
    received: i64,
    refused: i64,
    abandoned: i64,
    quarantined: i64,
}

impl TallyRow {
    pub(super) fn of(campaign: CampaignId, tally: &Tally) -> Self {
        Self {
            id: uuid_id("tally", campaign.0),
            received: tally.received.into(),
            refused: tally.refused.into(),
            abandoned: tally.abandoned.into(),
            quarantined: tally.quarantined.into(),
        }
    }

    pub(super) fn read(self) -> Result<(CampaignId, Tally), StoreError> {
        let count = |number: i64| u32::try_from(number).map_err(|_| damaged("a tally"));
        let tally = Tally {
            received: count(self.received)?,
            refused: count(self.refused)?,
            abandoned: count(self.abandoned)?,
            quarantined: count(self.quarantined)?,
        };
        Ok((CampaignId(uuid_of(&self.id)?), tally))
    }
}

#[derive(SurrealValue)]
pub(super) struct AsideRow {
    id: RecordId,
    count: i64,
    bytes: i64,
    dismissed: Option<i64>,
}

impl AsideRow {
    pub(super) fn of(source: Uuid, aside: &Aside) -> Self {
        Self {
            id: uuid_id("aside", source),
            count: aside.count.into(),
            bytes: signed(aside.bytes),
            dismissed: Some(aside.dismissed.into()),
        }
    }

    pub(super) fn read(self) -> Result<(Uuid, Aside), StoreError> {
        let count =
            |number: i64| u32::try_from(number).map_err(|_| damaged("a count of what is aside"));
        let aside = Aside {
            count: count(self.count)?,
            bytes: self.bytes.cast_unsigned(),
            dismissed: count(self.dismissed.unwrap_or(0))?,
        };
        Ok((uuid_of(&self.id)?, aside))
    }
}

#[derive(SurrealValue)]
pub(super) struct SecretRow {
    id: RecordId,
    private: Bytes,
    purpose: Option<String>,
    since: Option<i64>,
}

const SIGN: &str = "sign";

impl SecretRow {
    pub(super) fn of(secret: &Secret) -> Self {
        let purpose = match secret.purpose {
            Purpose::Seal => "seal",
            Purpose::Sign => SIGN,
        };
        Self {
            id: RecordId::new("secret", secret.kid.clone()),
            private: secret.private.clone().into(),
            purpose: Some(purpose.to_owned()),
            since: Some(secret.since),
        }
    }

    pub(super) fn read(self) -> Result<Secret, StoreError> {
        let RecordIdKey::String(kid) = self.id.key else {
            return Err(damaged("a secret's key"));
        };
        Ok(Secret {
            kid,
            purpose: match self.purpose.as_deref() {
                Some(SIGN) => Purpose::Sign,
                _ => Purpose::Seal,
            },
            since: self.since.unwrap_or_default(),
            private: self.private.into_inner().into(),
        })
    }
}

#[derive(SurrealValue)]
pub(super) struct CheckpointRow {
    id: RecordId,
    head: String,
    token: Option<Bytes>,
}

impl CheckpointRow {
    pub(super) fn of(checkpoint: &Checkpoint) -> Result<Self, StoreError> {
        let head = serde_json::to_string(&checkpoint.signed);
        Ok(Self {
            id: RecordId::new("checkpoint", checkpoint.signed.at.clone()),
            head: head.map_err(|error| StoreError::Engine(error.to_string()))?,
            token: checkpoint.token.clone().map(Bytes::from),
        })
    }

    pub(super) fn read(self) -> Result<Checkpoint, StoreError> {
        Ok(Checkpoint {
            signed: serde_json::from_str(&self.head).map_err(|_| damaged("a checkpoint"))?,
            token: self.token.map(|token| token.into_inner().into()),
        })
    }
}
