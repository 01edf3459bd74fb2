//! A tablet's disk: sealed items, their labels, what was delivered and rests, the kit. Slow, full at times and cut off in
//! the middle, as a desk's is.

use crate::{
    desk::{Profile, Surroundings},
    disk::Full,
    watch::Doing,
};
use domain::ids::ItemId;
use intake::{
    device::{Door, KeptKit, Label, Labels, Refused, Rested, Settled, Vault},
    wire::Item,
};
use std::{collections::BTreeMap, rc::Rc};

/// All a tablet keeps. A copy is a copied profile.
#[derive(Clone, Default)]
pub(crate) struct Drawer {
    pub items: BTreeMap<ItemId, Item>,
    pub labels: BTreeMap<ItemId, Label>,
    pub rested: BTreeMap<ItemId, Rested>,
    pub refused: Vec<Refused>,
    pub kit: Option<KeptKit>,
}

impl Drawer {
    fn settle(&mut self, settled: &Settled) {
        let rested = self.rested.clone().into_values();
        self.rested
            .extend(settled.in_doubt(rested).map(|one| (one.label.id, one)));
        for one in &settled.delivered {
            self.labels.remove(&one.label.id);
            self.rested.insert(one.label.id, one.clone());
        }
        for one in &settled.refused {
            self.labels.remove(&one.item.id);
            self.rested.remove(&one.item.id);
            self.items.remove(&one.item.id);
            self.refused.push(one.clone());
        }
        if let Some((_, kit)) = &settled.kit {
            self.kit = Some(kit.clone());
        }
    }
}

pub(crate) struct PageVault {
    page: u32,
    profile: Rc<Profile>,
    around: Surroundings,
}

impl PageVault {
    pub(crate) fn new(page: u32, profile: Rc<Profile>, around: Surroundings) -> Self {
        Self {
            page,
            profile,
            around,
        }
    }

    async fn read<T>(&self, read: impl FnOnce(&Drawer) -> T) -> Result<T, Full> {
        self.around.disk_time().await;
        Ok(self.profile.with_drawer(|drawer| read(drawer)))
    }

    async fn write(&self, doing: Doing, write: impl FnOnce(&mut Drawer)) -> Result<(), Full> {
        self.around.watch.enter(self.page, doing);
        self.around.disk_time().await;
        if self.around.world.now_ms() < self.profile.full_until.get() {
            return Err(Full);
        }
        self.profile.with_drawer(write);
        self.around.disk_time().await;
        Ok(())
    }

    /// Puts a sealed item in the outbox.
    pub(crate) async fn store(&self, item: Item, label: Label) -> Result<(), Full> {
        let write = |drawer: &mut Drawer| {
            drawer.labels.insert(item.id, label);
            drawer.items.insert(item.id, item);
        };
        let stored = self.write(Doing::Writing, write).await;
        self.around.watch.enter(self.page, Doing::Idle);
        stored
    }
}

impl Vault for PageVault {
    type Error = Full;

    async fn labels(&self) -> Result<Labels, Full> {
        self.read(|drawer| drawer.labels.values().cloned().collect())
            .await
    }

    async fn aside(&self, _door: &Door) -> Result<u32, Full> {
        self.read(|drawer| u32::try_from(drawer.refused.len()).unwrap_or(u32::MAX))
            .await
    }

    async fn items(&self, ids: &[ItemId]) -> Result<Vec<Item>, Full> {
        let found = |drawer: &Drawer| {
            ids.iter()
                .filter_map(|id| drawer.items.get(id).cloned())
                .collect()
        };
        self.read(found).await
    }

    async fn kit(&self, _door: &Door) -> Result<Option<KeptKit>, Full> {
        self.read(|drawer| drawer.kit.clone()).await
    }

    async fn settle(&self, settled: &Settled) -> Result<(), Full> {
        let fetched = settled.delivered.is_empty() && settled.refused.is_empty();
        let doing = [Doing::Settling, Doing::Taking][usize::from(fetched)];
        self.write(doing, |drawer| drawer.settle(settled)).await
    }

    async fn rested(&self) -> Result<Vec<Rested>, Full> {
        self.read(|drawer| drawer.rested.values().cloned().collect())
            .await
    }

    async fn forget(&self, ids: &[ItemId]) -> Result<(), Full> {
        let write = |drawer: &mut Drawer| {
            for id in ids.iter().filter(|id| !drawer.labels.contains_key(id)) {
                drawer.rested.remove(id);
                drawer.items.remove(id);
            }
        };
        self.write(Doing::Settling, write).await
    }
}
