//! Reading what was refused and is kept, and what people decided of it.

use super::kept::{DecisionRow, QuarantineRow, SetAsideRow, subject_id, subject_key};
use crate::{
    StoreError,
    db::{Db, bound},
    rows::{uuid_id, uuid_of},
};
use domain::{
    ids::OpId,
    quarantine::{Decision, Subject},
};
use ledger::{Found, HeldOp, KEPT_PAGE, Quarantined, is_full};
use std::{collections::BTreeSet, ops::Bound};
use surrealdb::types::{RecordId, RecordIdKey, RecordIdKeyRange, Uuid as RowUuid};
use uuid::Uuid;

/// Rows read in one query: how large they are shows when they are read. Of the largest items, 13 MiB.
const STEP_ROWS: usize = 10;

/// Everything of `table` after a key.
fn after(table: &str, key: Option<RecordIdKey>) -> RecordId {
    let range = RecordIdKeyRange {
        start: key.map_or(Bound::Unbounded, Bound::Excluded),
        end: Bound::Unbounded,
    };
    RecordId::new(table, range)
}

fn after_subject(table: &str, subject: Option<Subject>) -> RecordId {
    after(
        table,
        subject.map(|subject| RecordIdKey::from(subject_key(&subject))),
    )
}

pub(super) async fn items(
    db: &Db,
    mut from: Option<Subject>,
    all: bool,
) -> Result<Vec<Quarantined>, StoreError> {
    let text = "SELECT * FROM $range WHERE $all OR dismissed != true LIMIT $limit";
    let mut page = Vec::new();
    loop {
        let bound = bound! {
            "range" = after_subject("quarantine", from),
            "all" = all,
            "limit" = STEP_ROWS as i64,
        };
        let rows = db.run(text, bound).await?.all::<QuarantineRow>(0)?;
        let more = rows.len() == STEP_ROWS;
        for row in rows {
            page.push(row.read()?);
            if is_full(&page) {
                return Ok(page);
            }
        }
        if !more {
            return Ok(page);
        }
        from = page.last().map(Quarantined::subject);
    }
}

/// All that is kept under one id is on one page.
pub(super) async fn ops(
    db: &Db,
    mut from: Option<OpId>,
    all: bool,
) -> Result<Vec<HeldOp>, StoreError> {
    let text =
        "SELECT * FROM $range WHERE $all OR held.any(|$one| $one.dismissed != true) LIMIT $limit";
    let mut page = Vec::new();
    loop {
        let key = from.map(|id| RecordIdKey::from(RowUuid::from(id.0)));
        let bound = bound! {
            "range" = after("set_aside", key),
            "all" = all,
            "limit" = STEP_ROWS as i64,
        };
        let rows = db.run(text, bound).await?.all::<SetAsideRow>(0)?;
        let more = rows.len() == STEP_ROWS;
        for row in rows {
            from = Some(OpId(uuid_of(&row.id)?));
            let held = row.held.into_iter();
            let wanted = held.filter(|one| all || one.dismissed != Some(true));
            for one in wanted {
                page.push(one.read()?);
            }
            if is_full(&page) {
                return Ok(page);
            }
        }
        if !more {
            return Ok(page);
        }
    }
}

pub(super) async fn decisions(
    db: &Db,
    from: Option<Subject>,
) -> Result<Vec<(Subject, Vec<Decision>)>, StoreError> {
    let bound = bound! {
        "range" = after_subject("decision", from),
        "limit" = KEPT_PAGE as i64,
    };
    let text = "SELECT * FROM $range LIMIT $limit";
    let rows = db.run(text, bound).await?.all::<DecisionRow>(0)?;
    rows.into_iter().map(DecisionRow::read).collect()
}

pub(super) async fn look_up(
    db: &Db,
    wanted: &[Subject],
    found: &mut Found,
) -> Result<(), StoreError> {
    // A row that is asked for twice comes twice.
    let items: BTreeSet<&Subject> = wanted.iter().collect();
    let ops: BTreeSet<Uuid> = wanted.iter().map(|one| one.id).collect();
    let items = items.into_iter().map(|one| subject_id("quarantine", one));
    let items: Vec<RecordId> = items.collect();
    let ops = ops.into_iter().map(|id| uuid_id("set_aside", id));
    let ops: Vec<RecordId> = ops.collect();
    let bound = bound! { "items" = items, "ops" = ops };
    let mut rows = db
        .run("SELECT * FROM $items; SELECT * FROM $ops;", bound)
        .await?;
    let items = rows.all::<QuarantineRow>(0)?.into_iter();
    found.quarantined = items.map(QuarantineRow::read).collect::<Result<_, _>>()?;
    let held = rows.all::<SetAsideRow>(1)?.into_iter();
    let held = held.flat_map(|row| row.held).map(|one| one.read());
    found.held = held.collect::<Result<_, _>>()?;
    Ok(())
}
