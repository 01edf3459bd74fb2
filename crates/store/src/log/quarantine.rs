//! Reading what was refused and is kept, and what people decided of it.

use super::kept::{DecisionRow, QuarantineRow, SetAsideRow, subject_id, subject_key};
use crate::{
    StoreError,
    db::{Db, bound},
    rows::uuid_id,
};
use domain::{
    ids::OpId,
    quarantine::{Decision, Subject},
};
use ledger::{Found, HeldOp, KEPT_PAGE, Quarantined};
use std::{collections::BTreeSet, ops::Bound};
use surrealdb::types::{RecordId, RecordIdKey, RecordIdKeyRange, Uuid as RowUuid};
use uuid::Uuid;

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
    from: Option<Subject>,
    all: bool,
) -> Result<Vec<Quarantined>, StoreError> {
    let text = "SELECT * FROM $range WHERE $all OR dismissed != true LIMIT $limit";
    let bound = bound! {
        "range" = after_subject("quarantine", from),
        "all" = all,
        "limit" = KEPT_PAGE as i64,
    };
    let rows = db.run(text, bound).await?.all::<QuarantineRow>(0)?;
    rows.into_iter().map(QuarantineRow::read).collect()
}

pub(super) async fn ops(db: &Db, from: Option<OpId>, all: bool) -> Result<Vec<HeldOp>, StoreError> {
    let text =
        "SELECT * FROM $range WHERE $all OR held.any(|$one| $one.dismissed != true) LIMIT $limit";
    let key = from.map(|id| RecordIdKey::from(RowUuid::from(id.0)));
    let bound = bound! {
        "range" = after("set_aside", key),
        "all" = all,
        "limit" = KEPT_PAGE as i64,
    };
    let rows = db.run(text, bound).await?.all::<SetAsideRow>(0)?;
    let held = rows.into_iter().flat_map(|row| row.held);
    let wanted = held.filter(|one| all || one.dismissed != Some(true));
    wanted.map(|one| one.read()).collect()
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
