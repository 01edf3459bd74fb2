//! The log's disk in IndexedDB: one database per organisation and person, so that nobody's work goes out as another's.

use super::notes::{self, Note, Notes};
use crate::{
    random,
    storage::{
        StorageError,
        idb::{Change, Database, Key, Schema, Transaction},
    },
};
use api::model::Me;
use domain::ids::{DeviceId, random_id};
use sync::{
    Op, Scope, Stored,
    device::{Disk, Loaded, Numbering, Outgoing, Position, Settled, Turn, Wait},
};

/// This device's own operations by id.
const OUTBOX: &str = "outbox";
/// Scopes with a log here, by `seq`. The team's has the name it had when it was alone.
const SCOPES: [Scope; 3] = [Scope::Team, Scope::Answers, Scope::Reports];
/// `device`, `next_cseq`, `last_hash`, `made`, `position`.
const META: &str = "meta";
const NOTES: &str = "notes";
const STORES: &[&str] = &[
    OUTBOX,
    log_of(Scope::Team),
    log_of(Scope::Answers),
    log_of(Scope::Reports),
    META,
    NOTES,
];
/// What a step of the log writes in.
const ALL_OF_LOG: &[&str] = &[
    OUTBOX,
    log_of(Scope::Team),
    log_of(Scope::Answers),
    log_of(Scope::Reports),
    META,
];

const DEVICE: &str = "device";
const NEXT_CSEQ: &str = "next_cseq";
const LAST_HASH: &str = "last_hash";
const MADE: &str = "made";
const POSITION: &str = "position";

const ALL: u32 = u32::MAX;

pub struct IdbStore {
    db: Database,
}

/// Name of the database that holds an account's work on this device.
pub fn database_name(me: &Me) -> String {
    format!("boucle-app-{}-{}", me.organisation.id, me.person)
}

impl IdbStore {
    /// Opens the account's database; a new one gets its device id.
    pub async fn open(me: &Me) -> Result<IdbStore, StorageError> {
        let schema = Schema {
            name: database_name(me).into(),
            // 2 and 3: a log for each scope.
            version: 3,
            stores: STORES,
        };
        let db = Database::open(schema).await?;
        let fresh = DeviceId(random_id(random::bytes()));
        db.write(&[META], async |tx| {
            if tx.get::<DeviceId>(META, DEVICE).await?.is_none() {
                tx.put(META, DEVICE, &fresh)?;
            }
            Ok(())
        })
        .await?;
        Ok(IdbStore { db })
    }
}

impl Disk for IdbStore {
    type Error = StorageError;

    fn load_after(&self, position: Position) -> Wait<'_, Loaded, StorageError> {
        Box::pin(self.db.read(ALL_OF_LOG, async move |tx| {
            let mut log = Vec::new();
            for scope in SCOPES {
                let after = Some(Key::Number(position.next(scope)));
                let page = tx.page::<Stored>(log_of(scope), after, ALL).await?;
                log.extend(page.into_iter().map(|stored| (scope, stored)));
            }
            Ok(Loaded {
                device: numbering(tx).await?.device,
                log,
                outgoing: tx.page(OUTBOX, None, ALL).await?,
                position: position_now(tx).await?,
            })
        }))
    }

    fn append(&self, ops: Vec<Op>) -> Wait<'_, Vec<Outgoing>, StorageError> {
        // Numbers are taken in the transaction that writes: two tabs cannot both take the same.
        Box::pin(self.db.write(&[OUTBOX, META], async move |tx| {
            let mut numbering = numbering(tx).await?;
            let made = numbering.append(ops);
            put_numbered(tx, &numbering, &made)?;
            Ok(made)
        }))
    }

    fn settle(&self, settled: Settled) -> Wait<'_, bool, StorageError> {
        Box::pin(self.db.write(&[OUTBOX, META], async move |tx| {
            let mut position = position_now(tx).await?;
            if position.epoch.is_none() {
                position.epoch = Some(settled.epoch.clone());
                tx.put(META, POSITION, &position)?;
            }
            if position.epoch.as_ref() != Some(&settled.epoch) {
                return Ok(false);
            }
            for (id, fate) in settled.fates {
                let kept: Option<Outgoing> = tx.get(OUTBOX, id.to_string()).await?;
                if let Some(kept) = kept {
                    put_outgoing(tx, &Outgoing { fate, ..kept })?;
                }
            }
            Ok(true)
        }))
    }

    fn take(&self, turn: Turn) -> Wait<'_, bool, StorageError> {
        Box::pin(self.db.write(ALL_OF_LOG, async move |tx| {
            if position_now(tx).await? != turn.from {
                return Ok(false);
            }
            for stored in &turn.page {
                tx.put(log_of(turn.scope), stored.stamp.seq, stored)?;
            }
            for one in &turn.own {
                let kept: Option<Outgoing> = tx.get(OUTBOX, one.op.id.to_string()).await?;
                if kept.is_some() {
                    put_outgoing(tx, one)?;
                }
            }
            for id in &turn.forget {
                tx.delete(OUTBOX, id.to_string())?;
            }
            tx.put(META, POSITION, &turn.to)?;
            Ok(true)
        }))
    }

    fn restart(&self, from: Position) -> Wait<'_, bool, StorageError> {
        Box::pin(self.db.write(ALL_OF_LOG, async move |tx| {
            if position_now(tx).await? != from {
                return Ok(false);
            }
            for scope in SCOPES {
                tx.clear(log_of(scope))?;
            }
            tx.put(META, POSITION, &from.anew())?;
            for one in tx.page::<Outgoing>(OUTBOX, None, ALL).await? {
                put_outgoing(tx, &one.anew())?;
            }
            Ok(true)
        }))
    }

    fn renumber(&self, from: DeviceId, to: DeviceId) -> Wait<'_, bool, StorageError> {
        Box::pin(self.db.write(&[OUTBOX, META], async move |tx| {
            let mut numbering = numbering(tx).await?;
            let ours = numbering.device == from;
            if ours {
                let outbox = tx.page(OUTBOX, None, ALL).await?;
                let numbered = numbering.renumber(to, outbox);
                put_numbered(tx, &numbering, &numbered)?;
            }
            Ok(ours)
        }))
    }

    fn retry(&self) -> Wait<'_, (), StorageError> {
        Box::pin(self.db.write(&[OUTBOX, META], async move |tx| {
            let mut numbering = numbering(tx).await?;
            let numbered = numbering.again(tx.page(OUTBOX, None, ALL).await?);
            put_numbered(tx, &numbering, &numbered)
        }))
    }

    fn purge(&self, scope: Scope) -> Wait<'_, (), StorageError> {
        Box::pin(self.db.write(ALL_OF_LOG, async move |tx| {
            tx.clear(log_of(scope))?;
            for one in tx.page::<Outgoing>(OUTBOX, None, ALL).await? {
                if one.scope() == scope && one.is_held() {
                    tx.delete(OUTBOX, one.op.id.to_string())?;
                }
            }
            let position = position_now(tx).await?;
            tx.put(META, POSITION, &position.without(scope))
        }))
    }
}

impl Notes for IdbStore {
    fn note(&self, note: Note) -> notes::Wait<'_, Option<String>> {
        Box::pin(self.db.text(NOTES, note.key()))
    }

    fn put_note(&self, note: Note, json: String) -> notes::Wait<'_, ()> {
        let change = Change::put_text(NOTES, note.key(), json);
        Box::pin(self.db.apply(vec![change]))
    }

    fn erase(&self) -> notes::Wait<'_, ()> {
        let clear = async |tx: &Transaction| STORES.iter().try_for_each(|store| tx.clear(store));
        Box::pin(async move { self.db.write(STORES, clear).await })
    }
}

const fn log_of(scope: Scope) -> &'static str {
    match scope {
        Scope::Team => "log",
        Scope::Answers => "log_answers",
        Scope::Reports => "log_reports",
    }
}

async fn position_now(tx: &Transaction) -> Result<Position, StorageError> {
    Ok(tx.get(META, POSITION).await?.unwrap_or_default())
}

async fn numbering(tx: &Transaction) -> Result<Numbering, StorageError> {
    let device: Option<DeviceId> = tx.get(META, DEVICE).await?;
    Ok(Numbering {
        device: device.ok_or(StorageError::Unreadable)?,
        next_cseq: tx.get(META, NEXT_CSEQ).await?.unwrap_or(1),
        last_hash: tx.get(META, LAST_HASH).await?.flatten(),
        made: tx.get(META, MADE).await?.unwrap_or(0),
    })
}

fn put_numbered(
    tx: &Transaction,
    numbering: &Numbering,
    numbered: &[Outgoing],
) -> Result<(), StorageError> {
    tx.put(META, DEVICE, &numbering.device)?;
    tx.put(META, NEXT_CSEQ, &numbering.next_cseq)?;
    tx.put(META, LAST_HASH, &numbering.last_hash)?;
    tx.put(META, MADE, &numbering.made)?;
    numbered.iter().try_for_each(|one| put_outgoing(tx, one))
}

fn put_outgoing(tx: &Transaction, one: &Outgoing) -> Result<(), StorageError> {
    tx.put(OUTBOX, one.op.id.to_string(), one)
}
