//! The server's processes over one database: started, killed, started again. What they run is `ledger`, as in the product.

use crate::{Chance, Owner, Shelf, World, host::SimHost};
use domain::{attachment::FileHash, ids::OrgId};
use jiff::tz::TimeZone;
use ledger::{Host, Org, Pending, Photos};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};

/// The organisation every seed is about.
pub(crate) fn org_id() -> OrgId {
    OrgId(testkit::id(1))
}

/// Answers of the scenarios name none.
struct NoPhotos;

impl Photos for NoPhotos {
    fn keep<'a>(&'a self, _: FileHash, _: &'a [u8]) -> Pending<'a, ()> {
        Box::pin(async { Ok(()) })
    }

    fn remove(&self, _: FileHash) -> Pending<'_, ()> {
        Box::pin(async { Ok(()) })
    }
}

/// One `boucle serve`.
pub(crate) struct Process {
    number: u32,
    org: RefCell<Option<Arc<Org>>>,
    /// Counts its starts: who waits for an answer of an earlier one waits in vain.
    life: Cell<u32>,
}

#[derive(Clone)]
pub(crate) struct Server {
    world: World,
    shelf: Shelf,
    host: Arc<dyn Host>,
    processes: Rc<Vec<Process>>,
}

/// A process, alive when it was asked for.
pub(crate) struct Alive {
    pub org: Arc<Org>,
    pub owner: Owner,
    number: usize,
    life: u32,
}

impl Server {
    pub(crate) fn start(world: &World, chance: &Chance, shelf: Shelf, processes: u32) -> Self {
        let host = SimHost {
            clock: world.clock().clone(),
            chance: chance.clone(),
        };
        let process = |number| Process {
            number,
            org: RefCell::new(None),
            life: Cell::new(0),
        };
        let server = Self {
            world: world.clone(),
            shelf,
            host: Arc::new(host),
            processes: Rc::new((0..processes).map(process).collect()),
        };
        (0..server.processes.len()).for_each(|number| server.boot(number));
        server
    }

    pub(crate) fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    pub(crate) fn count(&self) -> usize {
        self.processes.len()
    }

    /// Starts a process: it reads and proves the log before it serves.
    fn boot(&self, number: usize) {
        let server = self.clone();
        self.world.spawn(self.owner(number), async move {
            let log = Arc::new(server.shelf.clone());
            let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
            let photos = Arc::new(NoPhotos);
            let opened = Org::open(org_id(), zone, log, photos, server.host.clone()).await;
            let org = opened.expect("a database that the product wrote opens");
            *server.processes[number].org.borrow_mut() = Some(Arc::new(org));
        });
    }

    fn owner(&self, number: usize) -> Owner {
        Owner::Server(self.processes[number].number)
    }

    /// Kills a process with all it is doing; it starts again after `down_ms`.
    pub(crate) fn crash(&self, number: usize, down_ms: u64) {
        let process = &self.processes[number];
        self.world.kill(self.owner(number));
        process.org.borrow_mut().take();
        let life = process.life.get() + 1;
        process.life.set(life);
        let server = self.clone();
        self.world.spawn(Owner::Scenario, async move {
            server.world.clock().sleep(down_ms).await;
            if server.processes[number].life.get() == life {
                server.boot(number);
            }
        });
    }

    /// A process that serves now, by chance.
    pub(crate) fn reach(&self, chance: &Chance) -> Option<Alive> {
        let number = usize::try_from(chance.below(self.processes.len() as u64)).ok()?;
        let process = &self.processes[number];
        Some(Alive {
            org: process.org.borrow().clone()?,
            owner: self.owner(number),
            number,
            life: process.life.get(),
        })
    }

    /// Every process that serves now.
    pub(crate) fn running(&self) -> Vec<(u32, Arc<Org>)> {
        let running = |process: &Process| Some((process.number, process.org.borrow().clone()?));
        self.processes.iter().filter_map(running).collect()
    }

    pub(crate) fn still(&self, alive: &Alive) -> bool {
        self.processes[alive.number].life.get() == alive.life
    }
}
