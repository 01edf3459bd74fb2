//! Reading the log and what lies beside it.

use super::{
    kept::SetAsideRow,
    quarantine,
    rows::{
        AsideRow, CheckpointRow, CursorRow, HeadRow, ItemRow, OpRow, SecretRow, SeenRow, TallyRow,
        WaitingRow, seq_id,
    },
};
use crate::{
    StoreError,
    db::{Db, bound},
    people::{TicketRow, token_id},
    rows::{damaged, uuid_id, uuid_of},
};
use domain::{Refusal, ids::OpId};
use ledger::{Found, Loaded, Wanted};
use std::collections::HashMap;
use surrealdb::types::{RecordId, RecordIdKey, RecordIdKeyRange};
use sync::{
    op::{Op, Stored},
    plan::Known,
    wire::Checkpoint,
};

/// The code of what was set aside because its record was not there.
pub(super) const ORPHAN: &str = Refusal::UnknownReference.code();

pub(super) async fn rev(db: &Db) -> Result<u64, StoreError> {
    let text = "SELECT VALUE rev FROM ONLY head:main";
    let rev: Option<i64> = db.run(text, bound!()).await?.first(0)?;
    let rev = rev.ok_or_else(|| damaged("the head record is missing"))?;
    Ok(rev.cast_unsigned())
}

/// One text, so that all of it is of one moment.
pub(super) async fn load(db: &Db) -> Result<Loaded, StoreError> {
    let text = "BEGIN;
        SELECT * FROM ONLY head:main;
        SELECT * FROM tally;
        SELECT * FROM pending;
        SELECT * FROM secret;
        SELECT * FROM aside;
        SELECT * FROM set_aside WHERE held.code CONTAINS $orphan;
        COMMIT;";
    let mut rows = db
        .run(text, bound! { "orphan" = ORPHAN.to_owned() })
        .await?;
    let at = 1;
    let head: HeadRow = rows
        .first(at)?
        .ok_or_else(|| damaged("the head record is missing"))?;
    let tallies = rows.all::<TallyRow>(at + 1)?.into_iter();
    let waiting = rows.all::<WaitingRow>(at + 2)?.into_iter();
    let secrets = rows.all::<SecretRow>(at + 3)?.into_iter();
    let aside = rows.all::<AsideRow>(at + 4)?.into_iter();
    let orphans = rows.all::<SetAsideRow>(at + 5)?;
    Ok(Loaded {
        rev: head.rev.cast_unsigned(),
        head: head.head()?,
        epoch: head.epoch,
        tallies: tallies.map(TallyRow::read).collect::<Result<_, _>>()?,
        waiting: waiting.map(WaitingRow::read).collect::<Result<_, _>>()?,
        aside: aside.map(AsideRow::read).collect::<Result<_, _>>()?,
        orphans: orphaned(orphans)?,
        secrets: secrets.map(SecretRow::read).collect::<Result<_, _>>()?,
    })
}

pub(super) async fn checkpoints(db: &Db) -> Result<Vec<Checkpoint>, StoreError> {
    let text = "SELECT * FROM checkpoint ORDER BY id";
    let mut rows = db.run(text, bound!()).await?;
    let rows = rows.all::<CheckpointRow>(0)?.into_iter();
    rows.map(CheckpointRow::read).collect()
}

/// In the order of each device.
fn orphaned(rows: Vec<SetAsideRow>) -> Result<Vec<Op>, StoreError> {
    let held = rows.into_iter().flat_map(|row| row.held);
    let orphans = held
        .filter(|held| held.code == ORPHAN && held.dismissed != Some(true))
        .map(|held| held.read().map(|held| held.op));
    let mut orphans: Vec<Op> = orphans.collect::<Result<_, _>>()?;
    orphans.sort_by_key(|op| (op.device, op.cseq));
    Ok(orphans)
}

pub(super) async fn page(
    db: &Db,
    after: u64,
    to: u64,
    limit: u32,
) -> Result<Vec<Stored>, StoreError> {
    // Numbers have no holes, so the limit is a bound of the range.
    let last = to.min(after.saturating_add(u64::from(limit)));
    if last <= after {
        return Ok(Vec::new());
    }
    let key = |seq: u64| RecordIdKey::from(seq.cast_signed());
    let range = RecordIdKeyRange::from(key(after + 1)..=key(last));
    let bound = bound! { "range" = RecordId::new("op", range) };
    let mut rows = db.run("SELECT * FROM $range", bound).await?;
    rows.all::<OpRow>(0)?.into_iter().map(OpRow::read).collect()
}

pub(super) async fn look_up(db: &Db, wanted: &Wanted) -> Result<Found, StoreError> {
    let mut found = Found::default();
    if let Some(device) = wanted.device {
        let bound = bound! { "id" = uuid_id("cursor", device.0) };
        let mut rows = db.run("SELECT * FROM ONLY $id", bound).await?;
        let row: Option<CursorRow> = rows.first(0)?;
        found.cursor = row.map(CursorRow::read).transpose()?.unwrap_or_default();
    }
    if !wanted.ops.is_empty() {
        found.ops = ops(db, &wanted.ops).await?;
    }
    if !wanted.items.is_empty() {
        let ids: Vec<RecordId> = wanted
            .items
            .iter()
            .map(|id| uuid_id("item", id.0))
            .collect();
        let mut rows = db.run("SELECT * FROM $ids", bound! { "ids" = ids }).await?;
        let items = rows.all::<ItemRow>(0)?.into_iter();
        found.items = items.map(ItemRow::read).collect::<Result<_, _>>()?;
    }
    if !wanted.tickets.is_empty() {
        let tokens: Vec<RecordId> = wanted.tickets.iter().map(|hash| token_id(hash)).collect();
        let bound = bound! { "tokens" = tokens };
        let mut rows = db.run(TicketRow::SELECT, bound).await?;
        let rows = rows.all::<TicketRow>(0)?.into_iter();
        found.tickets = rows.map(TicketRow::read).collect::<Result<_, _>>()?;
    }
    if !wanted.held.is_empty() {
        quarantine::look_up(db, &wanted.held, &mut found).await?;
    }
    Ok(found)
}

async fn ops(db: &Db, wanted: &[OpId]) -> Result<HashMap<OpId, Vec<Known>>, StoreError> {
    let ids = |table| -> Vec<RecordId> { wanted.iter().map(|id| uuid_id(table, id.0)).collect() };
    let text = "SELECT * FROM $seen; SELECT * FROM $set_aside;";
    let bound = bound! { "seen" = ids("seen"), "set_aside" = ids("set_aside") };
    let mut rows = db.run(text, bound).await?;
    let seen: Vec<SeenRow> = rows.all(0)?;
    let set_aside: Vec<SetAsideRow> = rows.all(1)?;
    let mut known: HashMap<OpId, Vec<Known>> = HashMap::new();
    if !seen.is_empty() {
        let logged: Vec<RecordId> = seen
            .iter()
            .map(|row| seq_id("op", row.seq.cast_unsigned()))
            .collect();
        let mut rows = db
            .run("SELECT * FROM $ids", bound! { "ids" = logged })
            .await?;
        for row in rows.all::<OpRow>(0)? {
            let stored = row.read()?;
            let held = known.entry(stored.op.id).or_default();
            held.push(Known::Logged(stored));
        }
    }
    for row in set_aside {
        let held = known.entry(OpId(uuid_of(&row.id)?)).or_default();
        for kept in row.held {
            let kept = kept.read()?;
            held.push(Known::SetAside {
                op: kept.op,
                code: kept.code,
            });
        }
    }
    Ok(known)
}
