//! A device and a server in memory. Everything gives way before and after its work, so that a turn can be dropped on
//! either side of it.

use domain::ids::ItemId;
use intake::{
    device::{
        Door, Halt, KeptKit, Label, Labels, News, Refused, Remote, Rested, Settled, Trouble, Vault,
        What, exchange,
    },
    outbox::sha256_hex,
    wire::{Batch, Delivered, Item, ItemStatus, Kit, Receipt, Receipts},
};
use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
};
pub(crate) use testkit::steps::run_for;
use testkit::{id, steps::give_way};

async fn between<T>(work: impl FnOnce() -> T) -> T {
    give_way().await;
    let done = work();
    give_way().await;
    done
}

/// All a device keeps.
#[derive(Default)]
pub(crate) struct Device {
    pub(crate) items: RefCell<BTreeMap<ItemId, Item>>,
    pub(crate) labels: RefCell<BTreeMap<ItemId, Label>>,
    pub(crate) refused: RefCell<BTreeMap<ItemId, Refused>>,
    pub(crate) rested: RefCell<BTreeMap<ItemId, Rested>>,
    kits: RefCell<BTreeMap<String, KeptKit>>,
}

/// Bytes of a sealed item.
const SEALED: usize = 1_100;

impl Device {
    /// Keeps a finished answer.
    pub(crate) fn answer(&self, number: u128, door: &Door) -> ItemId {
        let item = Item {
            id: ItemId(id(number)),
            alg: intake::seal::ALG.to_owned(),
            kid: "k1".to_owned(),
            sealed: vec![number.to_le_bytes()[0]; SEALED],
        };
        let label = Label {
            id: item.id,
            org: "atelier".to_owned(),
            door: door.clone(),
            what: What::Declined(domain::ids::CampaignId(id(1))),
            day: None,
            abandoned: false,
        };
        self.labels.borrow_mut().insert(item.id, label);
        let id = item.id;
        self.items.borrow_mut().insert(id, item);
        id
    }

    /// Enrolled again: the kit goes, and with it the receipts to show.
    pub(crate) fn enrol(&self) {
        self.kits.borrow_mut().clear();
    }

    pub(crate) fn turn(&self, server: &Server, now_ms: u64) -> Result<(), Halt<Infallible>> {
        self.turn_for(usize::MAX, server, now_ms).unwrap()
    }

    /// Closed after so many polls.
    pub(crate) fn turn_for(
        &self,
        polls: usize,
        server: &Server,
        now_ms: u64,
    ) -> Option<Result<(), Halt<Infallible>>> {
        let stood = |now| server.stood.borrow_mut().push(now);
        let tell = |news: News<'_>| match news {
            News::Sending { sent, of } => server.told.borrow_mut().push((sent, of)),
            News::Waiting(labels) => stood(Stood::Waiting(labels.len())),
            News::Aside(all) => {
                stood(Stood::Aside(
                    all.into_iter().filter_map(|one| one.aside).collect(),
                ));
            }
            News::Refused(_) | News::Kit(..) => {}
        };
        run_for(polls, exchange(self, server, &Door::Tablet, now_ms, &tell))
    }
}

impl Vault for Device {
    type Error = Infallible;

    async fn labels(&self) -> Result<Labels, Infallible> {
        between(|| Ok(self.labels.borrow().values().cloned().collect())).await
    }

    async fn aside(&self, door: &Door) -> Result<u32, Infallible> {
        let behind = |refused: &&Refused| refused.label.door == *door;
        between(|| Ok(self.refused.borrow().values().filter(behind).count() as u32)).await
    }

    async fn items(&self, ids: &[ItemId]) -> Result<Vec<Item>, Infallible> {
        let items = || {
            ids.iter()
                .filter_map(|id| self.items.borrow().get(id).cloned())
                .collect()
        };
        between(|| Ok(items())).await
    }

    async fn kit(&self, door: &Door) -> Result<Option<KeptKit>, Infallible> {
        between(|| Ok(self.kits.borrow().get(door.key()).cloned())).await
    }

    async fn settle(&self, settled: &Settled) -> Result<(), Infallible> {
        between(|| {
            let rested: Vec<Rested> = self.rested.borrow().values().cloned().collect();
            let doubted = settled.in_doubt(rested).map(|one| (one.label.id, one));
            self.rested.borrow_mut().extend(doubted);
            for one in &settled.delivered {
                self.labels.borrow_mut().remove(&one.label.id);
                self.rested.borrow_mut().insert(one.label.id, one.clone());
            }
            for one in &settled.refused {
                self.labels.borrow_mut().remove(&one.item.id);
                self.rested.borrow_mut().remove(&one.item.id);
                self.items.borrow_mut().remove(&one.item.id);
                self.refused.borrow_mut().insert(one.item.id, one.clone());
            }
            if let Some((door, kit)) = &settled.kit {
                let key = door.key().to_owned();
                self.kits.borrow_mut().insert(key, kit.clone());
            }
        })
        .await;
        Ok(())
    }

    async fn rested(&self) -> Result<Vec<Rested>, Infallible> {
        between(|| Ok(self.rested.borrow().values().cloned().collect())).await
    }

    async fn forget(&self, ids: &[ItemId]) -> Result<(), Infallible> {
        between(|| {
            for id in ids {
                self.rested.borrow_mut().remove(id);
                if !self.labels.borrow().contains_key(id) {
                    self.items.borrow_mut().remove(id);
                }
            }
        })
        .await;
        Ok(())
    }
}

/// What the server holds, and what it makes of the next calls.
pub(crate) struct Server {
    pub(crate) held: RefCell<BTreeMap<ItemId, Vec<u8>>>,
    pub(crate) epoch: RefCell<Option<String>>,
    pub(crate) org: RefCell<String>,
    /// Links that no longer open.
    pub(crate) shut: RefCell<BTreeSet<String>>,
    /// Kept apart with this code, whatever comes.
    pub(crate) aside: RefCell<BTreeMap<ItemId, &'static str>>,
    /// Rejected whatever comes.
    pub(crate) rejected: RefCell<BTreeSet<ItemId>>,
    /// Another's page answers instead.
    pub(crate) foreign: Cell<bool>,
    /// The line breaks before the kit.
    pub(crate) kitless: Cell<bool>,
    /// What devices showed of their deliveries, with each call for a kit.
    pub(crate) shown: RefCell<Vec<Option<Delivered>>>,
    /// Items of each batch, and the count it gave of what waits after it.
    pub(crate) batches: RefCell<Vec<(usize, u32)>>,
    pub(crate) told: RefCell<Vec<(u32, u32)>>,
    /// What devices told of what waits and of what is kept apart, in order.
    pub(crate) stood: RefCell<Vec<Stood>>,
}

/// How many items wait, or the codes of those that are kept apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Stood {
    Waiting(usize),
    Aside(Vec<String>),
}

impl Server {
    pub(crate) fn new() -> Server {
        Server {
            held: RefCell::default(),
            epoch: RefCell::new(Some("first".to_owned())),
            org: RefCell::new("atelier".to_owned()),
            shut: RefCell::default(),
            aside: RefCell::default(),
            rejected: RefCell::default(),
            foreign: Cell::new(false),
            kitless: Cell::new(false),
            shown: RefCell::default(),
            batches: RefCell::default(),
            told: RefCell::default(),
            stood: RefCell::default(),
        }
    }

    /// An empty database in another life.
    pub(crate) fn restore(&self) {
        self.held.borrow_mut().clear();
        self.live("second");
    }

    /// In this life from here on.
    pub(crate) fn live(&self, epoch: &str) {
        self.epoch.replace(Some(epoch.to_owned()));
    }

    pub(crate) fn ids(&self) -> Vec<ItemId> {
        self.held.borrow().keys().copied().collect()
    }

    fn receipt(&self, item: &Item) -> Receipt {
        let mut held = self.held.borrow_mut();
        let status = match held.get(&item.id) {
            _ if self.rejected.borrow().contains(&item.id) => ItemStatus::Rejected,
            _ if self.aside.borrow().contains_key(&item.id) => ItemStatus::Quarantined,
            Some(_) => ItemStatus::Duplicate,
            None => ItemStatus::Received,
        };
        let code = match status {
            ItemStatus::Rejected => Some("malformed".to_owned()),
            _ => {
                held.entry(item.id).or_insert_with(|| item.sealed.clone());
                let aside = self.aside.borrow();
                aside.get(&item.id).map(|code| (*code).to_owned())
            }
        };
        Receipt {
            id: item.id,
            status,
            sha256: sha256_hex(held.get(&item.id).unwrap_or(&item.sealed)),
            code,
            sig: Some(format!("sig-{}", item.id)),
        }
    }
}

impl Remote for Server {
    async fn send(&self, door: &Door, batch: &Batch) -> Result<Receipts, Trouble> {
        between(|| {
            if self.shut.borrow().contains(door.key()) {
                return Err(Trouble::Refused("link_unknown".to_owned()));
            }
            if self.foreign.get() {
                return Ok(Receipts {
                    receipts: Vec::new(),
                    epoch: None,
                    today: None,
                });
            }
            self.batches
                .borrow_mut()
                .push((batch.items.len(), batch.unsent));
            Ok(Receipts {
                receipts: batch.items.iter().map(|item| self.receipt(item)).collect(),
                epoch: self.epoch.borrow().clone(),
                today: None,
            })
        })
        .await
    }

    async fn kit(&self, _door: &Door, delivered: Option<&Delivered>) -> Result<Kit, Trouble> {
        between(|| {
            if self.kitless.get() {
                return Err(Trouble::Offline);
            }
            self.shown.borrow_mut().push(delivered.cloned());
            Ok(Kit {
                organisation: "Atelier".to_owned(),
                org: self.org.borrow().clone(),
                contact: String::new(),
                kid: "k1".to_owned(),
                public_key: Vec::new(),
                device: None,
                sessions: Vec::new(),
                questionnaires: Vec::new(),
                epoch: self.epoch.borrow().clone(),
                today: None,
            })
        })
        .await
    }
}
