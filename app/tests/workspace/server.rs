//! A server in memory, and devices of people who talk to it.

use crate::attachments::server::shelf;
use crate::notes::{Disk, MemoryNotes};
use api::model::{Me, Organisation, Person, TabletHolds, Welcome};
use app::{
    state::{SetAside, Stores},
    storage::StorageError,
    sync_driver::{Site, beside::exchange},
};
use domain::{
    ids::{DeviceId, OrgId, PersonId},
    role::Role,
};
use leptos::prelude::untrack;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};
use sync::{
    Entity, EntityRef, Scope,
    device::{Call, Halt, Position, Remote, Trouble},
    wire::{Keys, Page, Push, Pushed, Rollups},
};
use testkit::server::Log;
use uuid::Uuid;

/// What the network does to the next push.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Network {
    #[default]
    Fine,
    Down,
    /// The push arrives, its answer does not.
    LosesAnswer,
}

pub(super) struct Server {
    pub(super) log: RefCell<Log>,
    pub(super) network: Cell<Network>,
}

impl Server {
    pub(super) fn new() -> Rc<Server> {
        Rc::new(Server {
            log: RefCell::default(),
            network: Cell::default(),
        })
    }

    /// A restored backup: an older log, which says that it is another life.
    pub(super) fn restore(&self, mut backup: Log) {
        backup.epoch.push_str("-restored");
        self.log.replace(backup);
    }
}

/// One browser of one person.
pub(super) struct Device {
    pub(super) stores: Stores,
    server: Rc<Server>,
    me: Me,
}

impl Device {
    pub(super) async fn new(server: &Rc<Server>, number: u128, role: Role) -> Device {
        let disk = Disk::new(DeviceId(Uuid::from_u128(0x1000 + number)));
        let notes = Rc::new(MemoryNotes::default());
        Device::opened(server, number, role, Rc::new(disk), notes).await
    }

    /// On storage that may hold something already.
    pub(super) async fn opened(
        server: &Rc<Server>,
        number: u128,
        role: Role,
        disk: Rc<Disk>,
        notes: Rc<MemoryNotes>,
    ) -> Device {
        let me = me(number, role);
        Device {
            stores: Stores::open(me.clone(), disk, notes, shelf())
                .await
                .unwrap(),
            server: Rc::clone(server),
            me,
        }
    }

    pub(super) fn unsent(&self) -> usize {
        untrack(|| self.stores.status.unsent().count)
    }

    pub(super) fn set_aside(&self) -> Vec<SetAside> {
        untrack(|| self.stores.status.set_aside())
    }

    pub(super) fn record(&self, at: EntityRef) -> Arc<Entity> {
        untrack(|| self.stores.log.entity(at)).unwrap()
    }

    pub(super) async fn exchange(&self) -> Result<bool, Halt<StorageError>> {
        exchange(self.stores, self).await
    }
}

pub(super) fn me(number: u128, role: Role) -> Me {
    let organisation = Organisation {
        id: OrgId(Uuid::from_u128(1)),
        name: "Atelier".to_owned(),
        contact: String::new(),
        demo: false,
        slug: "atelier".to_owned(),
        territory: domain::calendar::Territory::default(),
        retention: domain::retention::Retention::default(),
    };
    Me {
        person: PersonId(Uuid::from_u128(number)),
        name: format!("Personne {number}"),
        email: String::new(),
        role,
        organisations: vec![organisation.clone()],
        organisation,
        withdrawn: false,
    }
}

fn done<T: 'static>(result: Result<T, Trouble>) -> Call<'static, T> {
    Box::pin(std::future::ready(result))
}

impl Remote for Device {
    fn push(&self, push: Push) -> Call<'_, Pushed> {
        let network = self.server.network.take();
        if network == Network::Down {
            return done(Err(Trouble::Offline));
        }
        let (person, role) = (self.me.person, self.me.role);
        let mut log = self.server.log.borrow_mut();
        let pushed = log.push(person, role, 1_000, push, "2026-11-21T10:00:00Z");
        if network == Network::LosesAnswer {
            return done(Err(Trouble::Offline));
        }
        done(pushed)
    }

    fn pull(&self, scope: Scope, from: Position) -> Call<'_, Page> {
        let log = self.server.log.borrow();
        done(Ok(log.pull(
            scope,
            from.next(scope),
            from.epoch.as_deref(),
            2,
        )))
    }

    fn keys(&self) -> Call<'_, Keys> {
        done(Ok(self.server.log.borrow().keys()))
    }
}

impl Site for Device {
    fn rollups(&self, _after: u64) -> Call<'_, Rollups> {
        done(Ok(Rollups {
            head: self.server.log.borrow().head(),
            seq: self.server.log.borrow().head(),
            campaigns: Vec::new(),
            pools: Vec::new(),
            reader: None,
        }))
    }

    fn people(&self) -> Call<'_, Vec<Person>> {
        done(Ok(Vec::new()))
    }

    fn tablets(&self) -> Call<'_, Vec<TabletHolds>> {
        done(Ok(Vec::new()))
    }

    fn me(&self) -> Call<'_, Me> {
        done(Ok(self.me.clone()))
    }

    fn welcome(&self) -> Call<'_, Welcome> {
        done(Err(Trouble::Offline))
    }
}
