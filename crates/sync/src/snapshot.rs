//! Records as bytes, so that a new device need not read the whole log. The same records give the same bytes on every
//! machine: JSON without white space, keys sorted by their bytes, records sorted by kind and id.

use crate::{
    fold::{Entity, State},
    hash::{Hash, hex},
    op::{EntityRef, Scope},
    plan::Head,
    wire::Snapshot,
};
use domain::Refusal;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, sync::Arc};

/// Raised when a newer fold makes other records of an old log: kinds it has learnt to read.
pub const FOLD: u32 = 1;

/// What a device of `scope` is sent. `state` is folded up to `head`.
///
/// # Errors
/// `Malformed` when a value does not serialise, which none that came in as JSON does.
pub fn take(state: &State, scope: Scope, head: &Head, epoch: &str) -> Result<Snapshot, Refusal> {
    let state = to_bytes(state, scope)?;
    Ok(Snapshot {
        scope,
        fold: FOLD,
        seq: head.seq,
        epoch: epoch.to_owned(),
        chain: hex(&head.chain),
        root: Some(head.root()),
        sha256: hex(&sha256(&state)),
        state,
    })
}

/// The records of a snapshot, to be folded on from [`Snapshot::seq`].
///
/// # Errors
/// `Malformed` when the bytes are not those of its hash or do not read; `UnknownKind` when another fold made it.
pub fn read(snapshot: &Snapshot) -> Result<State, Refusal> {
    if snapshot.fold != FOLD {
        return Err(Refusal::UnknownKind);
    }
    if hex(&sha256(&snapshot.state)) != snapshot.sha256 {
        return Err(Refusal::Malformed);
    }
    let rows: Vec<(EntityRef, Entity)> =
        serde_json::from_slice(&snapshot.state).map_err(|_| Refusal::Malformed)?;
    let rows = rows.into_iter();
    Ok(State {
        entities: rows.map(|(at, entity)| (at, Arc::new(entity))).collect(),
        seq: snapshot.seq,
    })
}

/// The records of a scope, canonically.
///
/// # Errors
/// As [`take`].
pub fn to_bytes(state: &State, scope: Scope) -> Result<Vec<u8>, Refusal> {
    let of_scope = state
        .entities
        .iter()
        .filter(|(at, _)| Scope::of(at.kind) == scope);
    let rows = of_scope.map(|(at, entity)| ((at.kind.name().to_owned(), at.id), (*at, &**entity)));
    // By name: the order of the kinds in this program changes.
    let rows: BTreeMap<_, _> = rows.collect();
    let rows: Vec<_> = rows.into_values().collect();
    let rows = serde_json::to_value(rows).map_err(|_| Refusal::Malformed)?;
    let mut bytes = Vec::new();
    write(&rows, &mut bytes)?;
    Ok(bytes)
}

/// With sorted keys, however the maps of this build are ordered.
fn write(value: &Value, to: &mut Vec<u8>) -> Result<(), Refusal> {
    match value {
        Value::Object(fields) => {
            let sorted: BTreeMap<_, _> = fields.iter().collect();
            to.push(b'{');
            for (n, (name, value)) in sorted.into_iter().enumerate() {
                if n > 0 {
                    to.push(b',');
                }
                leaf(name, to)?;
                to.push(b':');
                write(value, to)?;
            }
            to.push(b'}');
        }
        Value::Array(items) => {
            to.push(b'[');
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    to.push(b',');
                }
                write(item, to)?;
            }
            to.push(b']');
        }
        other => leaf(other, to)?,
    }
    Ok(())
}

fn leaf(value: &(impl Serialize + ?Sized), to: &mut Vec<u8>) -> Result<(), Refusal> {
    serde_json::to_writer(to, value).map_err(|_| Refusal::Malformed)
}

fn sha256(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}
