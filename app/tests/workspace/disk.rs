//! The log's disk in IndexedDB does what its twin in memory does, and keeps what earlier programs wrote.

use super::server::me;
use crate::notes::Disk as Memory;
use app::{
    state::idb_store::{IdbStore, database_name},
    storage::{
        StorageError,
        idb::{Change, Database, Schema},
    },
};
use domain::{
    entity::EntityKind,
    ids::{DeviceId, OpId, PersonId},
    role::Role,
};
use serde_json::{Value, json};
use sync::{
    Body, EntityRef, Op, Scope, Stamp, Stored,
    device::{Disk, Fate, Outgoing, Position, Settled, Turn},
    op::SALT_BYTES,
};
use uuid::Uuid;
use wasm_bindgen_test::wasm_bindgen_test;

/// An operation with a number for an id.
fn action(number: u64) -> Op {
    let id = Uuid::from_u128(number.into());
    let at = EntityRef {
        kind: EntityKind::Action,
        id,
    };
    let remark = Body::Comment {
        text: String::new(),
    };
    Op::made(
        OpId(id),
        PersonId(id),
        at,
        None,
        &remark,
        0,
        [0; SALT_BYTES],
    )
}

fn stored(seq: u64, op: Op) -> Stored {
    let received_at = "2026-11-21T10:00:00Z".to_owned();
    let stamp = Stamp { seq, received_at };
    let leaf = String::new();
    Stored { op, stamp, leaf }
}

fn page(from: &Position, scope: Scope, seq: u64) -> Turn {
    let mut to: Value = serde_json::to_value(from).unwrap();
    to["epoch"] = json!("first");
    match scope {
        Scope::Team => to["next"] = json!(seq),
        other => to["beside"][other.name()] = json!(seq),
    }
    Turn {
        scope,
        page: vec![stored(seq, action(seq))],
        from: from.clone(),
        to: serde_json::from_value(to).unwrap(),
        own: Vec::new(),
        forget: Vec::new(),
    }
}

async fn everything(
    disk: &dyn Disk<Error = StorageError>,
) -> (Vec<(Scope, u64)>, Vec<(OpId, Fate, u64)>, Position) {
    let loaded = disk.load_after(Position::default()).await.unwrap();
    let log = loaded.log.iter();
    let mut outgoing: Vec<&Outgoing> = loaded.outgoing.iter().collect();
    outgoing.sort_by_key(|one| one.place());
    let outgoing = outgoing.into_iter();
    (
        log.map(|(scope, stored)| (*scope, stored.stamp.seq))
            .collect(),
        outgoing
            .map(|one| (one.op.id, one.fate.clone(), one.op.cseq))
            .collect(),
        loaded.position,
    )
}

/// Every step of the port; what is there after each.
async fn steps(disk: &dyn Disk<Error = StorageError>) -> Vec<String> {
    let mut seen = Vec::new();
    let mut see = async || seen.push(format!("{:?}", everything(disk).await));
    let at = async || disk.load_after(Position::default()).await.unwrap();
    let ops: Vec<Op> = (100..104).map(action).collect();
    let ids: Vec<OpId> = ops.iter().map(|op| op.id).collect();
    disk.append(ops).await.unwrap();
    see().await;
    let fates = vec![
        (ids[0], Fate::Received { seq: 1 }),
        (
            ids[1],
            Fate::SetAside {
                code: "forbidden".to_owned(),
                held: false,
            },
        ),
    ];
    let settled = |epoch: &str| Settled {
        epoch: epoch.to_owned(),
        fates: fates.clone(),
    };
    assert_eq!(disk.settle(settled("first")).await, Ok(true));
    assert_eq!(disk.settle(settled("other")).await, Ok(false));
    see().await;
    let begun = at().await.position;
    assert_eq!(disk.take(page(&begun, Scope::Team, 1)).await, Ok(true));
    assert_eq!(
        disk.take(page(&begun, Scope::Team, 2)).await,
        Ok(false),
        "another tab was first"
    );
    let next = at().await.position;
    assert_eq!(disk.take(page(&next, Scope::Answers, 3)).await, Ok(true));
    see().await;
    let device = at().await.device;
    let fresh = DeviceId(Uuid::from_u128(77));
    assert_eq!(disk.renumber(fresh, device).await, Ok(false));
    assert_eq!(disk.renumber(device, fresh).await, Ok(true));
    see().await;
    let before = at().await.position;
    assert_eq!(disk.restart(begun).await, Ok(false));
    assert_eq!(disk.restart(before).await, Ok(true));
    see().await;
    let anew = at().await.position;
    assert_eq!(disk.take(page(&anew, Scope::Answers, 4)).await, Ok(true));
    disk.purge(Scope::Answers).await.unwrap();
    see().await;
    seen
}

#[wasm_bindgen_test]
async fn both_disks_do_the_same() {
    let real = IdbStore::open(&me(7_001, Role::Team)).await.unwrap();
    let twin = Memory::new(DeviceId(Uuid::from_u128(1)));
    assert_eq!(steps(&real).await, steps(&twin).await);
}

#[wasm_bindgen_test]
async fn a_database_of_an_earlier_program_is_read_on() {
    let me = me(7_002, Role::Team);
    let old = Database::open(Schema {
        name: database_name(&me).into(),
        version: 1,
        stores: &["outbox", "log", "meta", "notes"],
    })
    .await
    .unwrap();
    let device = DeviceId(Uuid::from_u128(3));
    let mut waiting = action(9);
    (waiting.device, waiting.cseq) = (device, 4);
    let id = waiting.id;
    let one = json!({ "op": waiting, "fate": "waiting" });
    old.apply(vec![
        Change::put("meta", "device", &device).unwrap(),
        Change::put("meta", "next_cseq", &5).unwrap(),
        Change::put("meta", "position", &json!({ "epoch": "first", "next": 2 })).unwrap(),
        Change::put("log", 2_u64, &stored(2, action(8))).unwrap(),
        Change::put("outbox", id.to_string(), &one).unwrap(),
    ])
    .await
    .unwrap();

    let new = IdbStore::open(&me).await.unwrap();
    let (log, outgoing, position) = everything(&new).await;
    assert_eq!(log, [(Scope::Team, 2)]);
    assert_eq!(outgoing, [(id, Fate::Waiting, 4)]);
    assert_eq!(position, Position::at("first", 2));
    let made = new.append(vec![action(10)]).await.unwrap();
    assert_eq!((made[0].op.device, made[0].op.cseq), (device, 5));
}
