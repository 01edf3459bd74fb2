//! An organisation's database, opened.

use super::{quarantine, read, write};
use crate::{
    StoreError,
    db::{Db, bound},
    files::Files,
    migrate,
    people::People,
};
use domain::{ids::OpId, quarantine::Subject};
use ledger::{Commit, Decisions, Found, HeldOp, Loaded, LogStore, Pending, Quarantined, Wanted};
use sync::{op::Stored, plan::Head, wire::Checkpoint};

/// What a database that is new needs once.
#[derive(Clone, Debug)]
pub struct NewOrg {
    pub epoch: String,
}

/// The database of one organisation.
pub struct OrgDb {
    pub(super) db: Db,
    shared: bool,
}

impl OrgDb {
    /// Migrates the database and, when it is new, writes its head.
    pub(crate) async fn open(
        db: Db,
        shared: bool,
        name: &str,
        new: &NewOrg,
    ) -> Result<Self, StoreError> {
        migrate::migrate(&db, name, migrate::ORG).await?;
        let text = "BEGIN;
            IF (SELECT VALUE rev FROM ONLY head:main) = NONE {
                CREATE head:main SET rev = 0, seq = 0, chain = $chain, epoch = $epoch RETURN NONE;
            };
            COMMIT;";
        db.run_again(text, || {
            bound! {
                "chain" = sync::hash::hex(&Head::EMPTY.chain),
                "epoch" = new.epoch.clone(),
            }
        })
        .await?;
        Ok(Self { db, shared })
    }

    /// Which attached files came.
    pub fn files(&self) -> Files {
        Files::new(self.db.clone())
    }

    /// The people beside the log.
    pub fn people(&self) -> People {
        People::new(self.db.clone())
    }
}

impl LogStore for OrgDb {
    fn shared(&self) -> bool {
        self.shared
    }

    fn rev(&self) -> Pending<'_, u64> {
        Box::pin(async { Ok(read::rev(&self.db).await?) })
    }

    fn load(&self) -> Pending<'_, Loaded> {
        Box::pin(async { Ok(read::load(&self.db).await?) })
    }

    fn read(&self, after: u64, to: u64, limit: u32) -> Pending<'_, Vec<Stored>> {
        Box::pin(async move { Ok(read::page(&self.db, after, to, limit).await?) })
    }

    fn look_up<'a>(&'a self, wanted: &'a Wanted) -> Pending<'a, Found> {
        Box::pin(async { Ok(read::look_up(&self.db, wanted).await?) })
    }

    fn quarantined(&self, after: Option<Subject>, all: bool) -> Pending<'_, Vec<Quarantined>> {
        Box::pin(async move { Ok(quarantine::items(&self.db, after, all).await?) })
    }

    fn set_aside(&self, after: Option<OpId>, all: bool) -> Pending<'_, Vec<HeldOp>> {
        Box::pin(async move { Ok(quarantine::ops(&self.db, after, all).await?) })
    }

    fn decisions(&self, after: Option<Subject>) -> Pending<'_, Decisions> {
        Box::pin(async move { Ok(quarantine::decisions(&self.db, after).await?) })
    }

    fn checkpoints(&self) -> Pending<'_, Vec<Checkpoint>> {
        Box::pin(async { Ok(read::checkpoints(&self.db).await?) })
    }

    fn commit<'a>(&'a self, commit: &'a Commit) -> Pending<'a, ()> {
        Box::pin(async { Ok(write::commit(&self.db, commit).await?) })
    }
}
