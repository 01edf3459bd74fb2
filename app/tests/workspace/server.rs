//! A server in memory, and devices of people who talk to it.

use crate::notes::{Disk, MemoryNotes};
use api::model::{Me, Organisation, Person, Welcome};
use app::{
    state::{SetAside, Stores},
    storage::StorageError,
    sync_driver::{Site, beside::exchange},
};
use domain::{
    ids::{DeviceId, OpId, OrgId, PersonId},
    role::Role,
};
use leptos::prelude::untrack;
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};
use sync::{
    Entity, EntityRef, Scope, State, Stored,
    device::{Call, Halt, Position, Remote, Trouble},
    plan::{Cursor, Head, Known, Pusher, Room, Stop, plan_push},
    wire::{Page, Push, Pushed, Rollups},
};
use uuid::Uuid;

#[derive(Clone)]
pub(super) struct Log {
    state: State,
    head: Head,
    pub(super) ops: Vec<Stored>,
    aside: Vec<Known>,
    cursors: BTreeMap<DeviceId, Cursor>,
    epoch: String,
}

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
            log: RefCell::new(Log {
                state: State::default(),
                head: Head::EMPTY,
                ops: Vec::new(),
                aside: Vec::new(),
                cursors: BTreeMap::new(),
                epoch: "first".to_owned(),
            }),
            network: Cell::default(),
        })
    }

    /// A restored backup: an older log, which says that it is another life.
    pub(super) fn restore(&self, mut backup: Log) {
        backup.epoch.push_str("-restored");
        self.log.replace(backup);
    }
}

impl Log {
    fn push(&mut self, person: PersonId, role: Role, push: Push) -> Result<Pushed, Trouble> {
        let pusher = Pusher {
            device: push.device,
            person,
            role,
            cursor: self.cursors.get(&push.device).copied().unwrap_or_default(),
            room: Room {
                count: 1_000,
                bytes: 1 << 20,
            },
        };
        let mut state = self.state.clone();
        let known = |id: OpId| {
            let logged = self
                .ops
                .iter()
                .filter(|one| one.op.id == id)
                .cloned()
                .map(Known::Logged);
            let aside = self
                .aside
                .iter()
                .filter(|one| matches!(one, Known::SetAside { op, .. } if op.id == id));
            logged.chain(aside.cloned()).collect()
        };
        let planned = plan_push(
            &mut state,
            self.head.clone(),
            pusher,
            push.ops,
            "2026-11-21T10:00:00Z",
            known,
        );
        let plan = planned.map_err(|stop| match stop {
            Stop::Gap { last_cseq } => Trouble::Gap { last_cseq },
            Stop::Taken => Trouble::NumberTaken,
        })?;
        self.state = state;
        self.head = plan.head;
        self.cursors.insert(push.device, plan.cursor);
        self.ops.extend(plan.append);
        self.aside.extend(
            plan.quarantine
                .into_iter()
                .map(|(op, refusal)| Known::SetAside {
                    op,
                    code: refusal.code().to_owned(),
                }),
        );
        Ok(Pushed {
            epoch: self.epoch.clone(),
            results: plan.results,
            head: self.head.seq,
            chain: String::new(),
            root: Some(self.head.root()),
            signed: None,
        })
    }

    fn pull(&self, after: u64, epoch: Option<String>) -> Page {
        let same = epoch.is_none_or(|epoch| epoch == self.epoch);
        let after = if same { after } else { 0 };
        let ops: Vec<Stored> = self
            .ops
            .iter()
            .filter(|one| one.stamp.seq > after)
            .take(2)
            .cloned()
            .collect();
        Page {
            epoch: self.epoch.clone(),
            next: ops.last().map_or(after, |one| one.stamp.seq),
            ops,
            head: self.head.seq,
            chain: String::new(),
            root: None,
        }
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
        let me = me(number, role);
        let disk = Disk::new(DeviceId(Uuid::from_u128(0x1000 + number)));
        Device {
            stores: Stores::open(me.clone(), Rc::new(disk), Rc::new(MemoryNotes::default()))
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

    pub(super) fn record(&self, at: EntityRef) -> Entity {
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
    };
    Me {
        person: PersonId(Uuid::from_u128(number)),
        name: format!("Personne {number}"),
        email: String::new(),
        role,
        organisations: vec![organisation.clone()],
        organisation,
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
        let pushed = self
            .server
            .log
            .borrow_mut()
            .push(self.me.person, self.me.role, push);
        if network == Network::LosesAnswer {
            return done(Err(Trouble::Offline));
        }
        done(pushed)
    }

    fn pull(&self, scope: Scope, from: Position) -> Call<'_, Page> {
        let log = self.server.log.borrow();
        done(Ok(log.pull(from.next(scope), from.epoch)))
    }
}

impl Site for Device {
    fn rollups(&self, _after: u64) -> Call<'_, Rollups> {
        done(Ok(Rollups {
            head: self.server.log.borrow().head.seq,
            seq: self.server.log.borrow().head.seq,
            campaigns: Vec::new(),
            pools: Vec::new(),
        }))
    }

    fn people(&self) -> Call<'_, Vec<Person>> {
        done(Ok(Vec::new()))
    }

    fn me(&self) -> Call<'_, Me> {
        done(Ok(self.me.clone()))
    }

    fn welcome(&self) -> Call<'_, Welcome> {
        done(Err(Trouble::Offline))
    }
}
