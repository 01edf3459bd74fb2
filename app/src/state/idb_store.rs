//! The log store in IndexedDB: one database per organisation and person, so that nobody's work goes out as another's.

use super::notes::{self, Note, Notes};
use crate::{
    random,
    storage::{
        StorageError,
        idb::{Change, Database, Key, Schema, Transaction},
    },
};
use api::model::Me;
use domain::ids::{DeviceId, OpId, random_id};
use sync::{
    Op, Stored,
    device::{Disk, Fate, Loaded, Outgoing, Position, Wait, disk::in_order},
    hash,
};

/// This device's own operations by id.
const OUTBOX: &str = "outbox";
/// The server's log by `seq`.
const LOG: &str = "log";
/// `device`, `next_cseq`, `last_hash`, `position`.
const META: &str = "meta";
const NOTES: &str = "notes";
const STORES: &[&str] = &[OUTBOX, LOG, META, NOTES];

const DEVICE: &str = "device";
const NEXT_CSEQ: &str = "next_cseq";
/// Hex of the hash of the operation made last; none before the first, also of a new device id.
const LAST_HASH: &str = "last_hash";
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
            version: 1,
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

    fn load(&self) -> Wait<'_, Loaded, StorageError> {
        self.load_after(0)
    }

    fn load_after(&self, seq: u64) -> Wait<'_, Loaded, StorageError> {
        Box::pin(self.db.read(&[LOG, OUTBOX, META], async move |tx| {
            Ok(Loaded {
                device: tx
                    .get(META, DEVICE)
                    .await?
                    .ok_or(StorageError::Unreadable)?,
                log: tx.page(LOG, Some(Key::Number(seq)), ALL).await?,
                outgoing: tx.page(OUTBOX, None, ALL).await?,
                position: tx.get(META, POSITION).await?.unwrap_or_default(),
            })
        }))
    }

    fn append(&self, ops: Vec<Op>) -> Wait<'_, Vec<Op>, StorageError> {
        Box::pin(
            self.db
                .write(&[OUTBOX, META], async move |tx| append(tx, ops).await),
        )
    }

    fn settle(&self, outgoing: Vec<Outgoing>) -> Wait<'_, (), StorageError> {
        Box::pin(self.db.write(&[OUTBOX], async move |tx| {
            outgoing
                .iter()
                .try_for_each(|one| tx.put(OUTBOX, one.op.id.to_string(), one))
        }))
    }

    fn take_page(
        &self,
        page: Vec<Stored>,
        position: Position,
        forget: Vec<OpId>,
    ) -> Wait<'_, (), StorageError> {
        Box::pin(self.db.write(&[LOG, OUTBOX, META], async move |tx| {
            for stored in &page {
                tx.put(LOG, stored.stamp.seq, stored)?;
            }
            for id in forget {
                tx.delete(OUTBOX, id.to_string())?;
            }
            tx.put(META, POSITION, &position)
        }))
    }

    fn restart(&self) -> Wait<'_, (), StorageError> {
        Box::pin(self.db.write(&[LOG, OUTBOX, META], async |tx| {
            tx.clear(LOG)?;
            tx.put(META, POSITION, &Position::default())?;
            for mut one in tx.page::<Outgoing>(OUTBOX, None, ALL).await? {
                if matches!(one.fate, Fate::Received { .. }) {
                    one.fate = Fate::Waiting;
                    tx.put(OUTBOX, one.op.id.to_string(), &one)?;
                }
            }
            Ok(())
        }))
    }

    fn renumber(&self, device: DeviceId) -> Wait<'_, (), StorageError> {
        Box::pin(self.db.write(&[OUTBOX, META], async move |tx| {
            let outbox = tx.page::<Outgoing>(OUTBOX, None, ALL).await?;
            tx.put(META, DEVICE, &device)?;
            tx.put(META, NEXT_CSEQ, &1u64)?;
            tx.delete(META, LAST_HASH)?;
            for one in outbox
                .iter()
                .filter(|one| matches!(one.fate, Fate::Received { .. }))
            {
                tx.delete(OUTBOX, one.op.id.to_string())?;
            }
            append(tx, in_order(outbox)).await?;
            Ok(())
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
}

/// Numbers and chains the operations and appends them: `cseq` is taken in the transaction that writes, so two tabs cannot both
/// take the same.
async fn append(tx: &Transaction, ops: Vec<Op>) -> Result<Vec<Op>, StorageError> {
    let device: DeviceId = tx
        .get(META, DEVICE)
        .await?
        .ok_or(StorageError::Unreadable)?;
    let mut cseq: u64 = tx.get(META, NEXT_CSEQ).await?.unwrap_or(1);
    let mut last: Option<String> = tx.get(META, LAST_HASH).await?;
    let mut numbered = Vec::with_capacity(ops.len());
    for mut op in ops {
        op.device = device;
        op.cseq = cseq;
        op.prev = last;
        cseq += 1;
        last = Some(hash::hex(&hash::operation(&op)));
        let fate = Fate::Waiting;
        tx.put(
            OUTBOX,
            op.id.to_string(),
            &Outgoing {
                op: op.clone(),
                fate,
            },
        )?;
        numbered.push(op);
    }
    tx.put(META, NEXT_CSEQ, &cseq)?;
    tx.put(META, LAST_HASH, &last)?;
    Ok(numbered)
}
