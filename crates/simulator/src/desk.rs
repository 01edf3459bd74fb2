//! A workspace in a browser: a profile with its disk, pages open on it, each editing and exchanging by the product's own
//! `sync::device`. Pages die at any await; the profile stays.

use crate::{
    Chance, Owner, World,
    disk::{Full, PageDisk},
    line::{Line, Wire},
    server::Server,
    stage::Pace,
    tablet,
    truth::{Truth, in_log},
    vault::Drawer,
    watch::{Doing, Watch},
};
use domain::{
    ids::{DeviceId, PersonId},
    role::Role,
};
use ledger::{Error, Pull, Who};
use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};
use sync::{
    device::{Call, Device, Disk, Kept, MemoryDisk, Position, Remote, Replica, Trouble, exchange},
    op::Scope,
    wire::{Keys, Page as LogPage, Push, Pushed},
};
use uuid::Uuid;

/// Small pages, so that pulls are interrupted between them.
const PAGE_OPS: u32 = 40;

/// What every device of the simulation shares.
#[derive(Clone)]
pub(crate) struct Surroundings {
    pub world: World,
    pub chance: Chance,
    pub server: Server,
    pub pace: Pace,
    pub watch: Watch,
    pub truth: Rc<RefCell<Truth>>,
    /// People have gone home: nothing new is written.
    pub over: Rc<Cell<bool>>,
    /// What answers are sealed to.
    pub public_key: Vec<u8>,
}

impl Surroundings {
    /// Half of what a disk takes for something.
    pub(crate) async fn disk_time(&self) {
        self.world.clock().sleep(self.chance.between(1, 8)).await;
    }

    /// The server has just decided to acknowledge these; no time has passed since.
    pub(crate) fn acknowledging(&self, ids: impl Iterator<Item = Uuid>) {
        let stored = self.server.shelf().tables().ids();
        self.truth.borrow_mut().acknowledging(ids, &stored);
    }

    /// A profile's way to the server.
    pub(crate) fn wire(&self, profile: &Profile) -> Wire {
        Wire {
            world: self.world.clone(),
            chance: self.chance.clone(),
            server: self.server.clone(),
            line: Rc::clone(&profile.line),
        }
    }

    /// The pause before the next exchange, longer after failures.
    pub(crate) async fn rest(&self, failures: u32) {
        let base = self.pace.idle_ms << u32::min(failures, 4);
        let pause = self.chance.between(base / 2, base * 3 / 2);
        self.world.clock().sleep(pause).await;
    }
}

enum Storage {
    Desk(Rc<MemoryDisk<Full>>),
    Tablet(Box<RefCell<Drawer>>),
}

/// Everything on a profile's disk.
#[derive(Clone)]
pub(crate) enum Image {
    Desk(Kept),
    Tablet(Drawer),
}

impl From<Image> for Storage {
    fn from(image: Image) -> Self {
        match image {
            Image::Desk(kept) => Storage::Desk(Rc::new(MemoryDisk::of(kept))),
            Image::Tablet(drawer) => Storage::Tablet(Box::new(RefCell::new(drawer))),
        }
    }
}

/// One browser profile of one person.
pub(crate) struct Profile {
    pub number: u32,
    pub person: PersonId,
    pub role: Cell<Role>,
    storage: RefCell<Storage>,
    /// No room until then.
    pub full_until: Cell<u64>,
    /// Wrong by so much, until then.
    pub skew_ms: Cell<i64>,
    /// The page that exchanges.
    pub lock: Cell<Option<u32>>,
    /// Web Locks do not hold until then.
    pub lockless_until: Cell<u64>,
    pub line: Rc<Line>,
    /// The next operation is one that nobody can read.
    pub poison: Cell<bool>,
    /// A copy of the disk of some earlier moment.
    pub saved: RefCell<Option<Image>>,
    /// Runs the first version of the program, which knows no `prev`.
    pub old: bool,
    /// Keeps the answers too, as long as the person may.
    pub reads_answers: bool,
    /// Its desk's pages, those that were killed among them.
    pub open: RefCell<Vec<Weak<Page>>>,
}

impl Profile {
    pub(crate) fn new(number: u32, person: PersonId, role: Role, old: bool, image: Image) -> Self {
        Self {
            number,
            person,
            role: Cell::new(role),
            storage: RefCell::new(image.into()),
            full_until: Cell::new(0),
            skew_ms: Cell::new(0),
            lock: Cell::new(None),
            lockless_until: Cell::new(0),
            line: Rc::default(),
            poison: Cell::new(false),
            saved: RefCell::new(None),
            old,
            reads_answers: number == 0,
            open: RefCell::default(),
        }
    }

    /// The profile's folder copied to another machine.
    pub(crate) fn copy(&self, number: u32) -> Self {
        let copy = Self::new(number, self.person, self.role.get(), self.old, self.image());
        Self {
            reads_answers: self.reads_answers,
            ..copy
        }
    }

    /// A desk's disk.
    pub(crate) fn disk(&self) -> Rc<MemoryDisk<Full>> {
        match &*self.storage.borrow() {
            Storage::Desk(disk) => Rc::clone(disk),
            Storage::Tablet(_) => panic!("a tablet keeps no log"),
        }
    }

    /// A tablet's.
    pub(crate) fn with_drawer<T>(&self, look: impl FnOnce(&mut Drawer) -> T) -> T {
        match &*self.storage.borrow() {
            Storage::Tablet(drawer) => look(&mut drawer.borrow_mut()),
            Storage::Desk(_) => panic!("a desk keeps no answers"),
        }
    }

    pub(crate) fn is_tablet(&self) -> bool {
        matches!(*self.storage.borrow(), Storage::Tablet(_))
    }

    /// All that is on the disk.
    pub(crate) fn image(&self) -> Image {
        match &*self.storage.borrow() {
            Storage::Desk(disk) => Image::Desk(disk.kept()),
            Storage::Tablet(drawer) => Image::Tablet(drawer.borrow().clone()),
        }
    }

    /// Makes the disk what it was, or empties it.
    pub(crate) fn put_back(&self, image: Image) {
        *self.storage.borrow_mut() = image.into();
    }

    /// Takes the lock under which one page exchanges, if it is free or does not hold.
    pub(crate) fn takes_lock(&self, page: u32, now_ms: u64) -> bool {
        let free = self.lock.get().is_none() || now_ms < self.lockless_until.get();
        if free {
            self.lock.set(Some(page));
        }
        free
    }

    /// Faults stop.
    pub(crate) fn calm(&self) {
        self.line.mend();
        self.full_until.set(0);
        self.lockless_until.set(0);
        self.role.set(Role::QualityLead);
    }

    pub(crate) fn now_ms(&self, world: &World) -> u64 {
        let now = crate::host::MORNING_MS + world.now_ms().cast_signed() + self.skew_ms.get();
        now.max(0).cast_unsigned()
    }
}

/// An open page.
pub(crate) struct Page {
    pub number: u32,
    pub profile: Rc<Profile>,
    pub around: Surroundings,
    replica: RefCell<Replica>,
}

impl Page {
    /// Opens a page on a profile: reads its disk, then edits and exchanges until it is killed.
    pub(crate) fn open(number: u32, profile: Rc<Profile>, around: Surroundings) {
        if profile.is_tablet() {
            return tablet::open(number, &profile, &around);
        }
        let world = around.world.clone();
        let owner = Owner::Page(number);
        world.clone().spawn(owner, async move {
            around.watch.enter(number, Doing::Starting);
            let disk = PageDisk::new(number, Rc::clone(&profile), around.clone());
            let Ok(loaded) = disk.load_after(Position::default()).await else {
                return;
            };
            around.watch.enter(number, Doing::Idle);
            let page = Rc::new(Page {
                number,
                profile,
                around,
                replica: RefCell::new(Replica::new(loaded)),
            });
            let open = &page.profile.open;
            open.borrow_mut().push(Rc::downgrade(&page));
            let driver = Rc::clone(&page);
            world.spawn(owner, async move { driver.drive().await });
            world.spawn(owner, async move { crate::work::work(&page).await });
        });
    }

    /// Exchanges from time to time, one page of the profile at a time.
    async fn drive(&self) {
        let around = &self.around;
        let remote = DeskRemote {
            page: self.number,
            profile: Rc::clone(&self.profile),
            wire: around.wire(&self.profile),
            around: around.clone(),
        };
        let mut failures = 0;
        loop {
            if self.profile.takes_lock(self.number, around.world.now_ms()) {
                let before = self.profile.role.get();
                let done = exchange(self, &remote).await;
                let lasted = before == self.profile.role.get();
                if done.is_ok() && lasted && before != Role::QualityLead {
                    self.holds_only_its_scopes();
                }
                failures = if done.is_ok() { 0 } else { failures + 1 };
                self.profile.lock.set(None);
                around.watch.enter(self.number, Doing::Idle);
            }
            around.rest(failures).await;
        }
    }
}

impl Page {
    /// I8: after an exchange nothing is left of what the person may not read.
    fn holds_only_its_scopes(&self) {
        let Image::Desk(kept) = self.profile.image() else {
            return;
        };
        let may = |scope: Scope| scope == Scope::Team || self.scopes().contains(&scope);
        if let Some((scope, _)) = kept.log.into_keys().find(|(scope, _)| !may(*scope)) {
            let number = self.profile.number;
            let what = format!("I8 profile {number} still holds {scope:?}");
            self.around.truth.borrow_mut().breach(what);
        }
    }
}

impl Device for Page {
    type Error = Full;

    fn disk(&self) -> Rc<dyn Disk<Error = Full>> {
        Rc::new(PageDisk::new(
            self.number,
            Rc::clone(&self.profile),
            self.around.clone(),
        ))
    }

    fn read<T>(&self, read: impl FnOnce(&Replica) -> T) -> T {
        read(&self.replica.borrow())
    }

    fn change(&self, change: impl FnOnce(&mut Replica)) {
        change(&mut self.replica.borrow_mut());
    }

    fn fresh_id(&self) -> DeviceId {
        DeviceId(domain::ids::random_id(self.around.chance.bytes()))
    }

    fn scopes(&self) -> Vec<Scope> {
        let may = self.profile.role.get() == Role::QualityLead;
        let reads = may && self.profile.reads_answers;
        reads.then_some(Scope::Answers).into_iter().collect()
    }
}

/// The server as this page reaches it: through JSON, as on the wire.
struct DeskRemote {
    page: u32,
    profile: Rc<Profile>,
    wire: Wire,
    around: Surroundings,
}

impl DeskRemote {
    fn who(&self) -> Who {
        Who {
            person: self.profile.person,
            role: self.profile.role.get(),
            withdrawn: false,
        }
    }
}

impl Remote for DeskRemote {
    fn push(&self, push: Push) -> Call<'_, Pushed> {
        Box::pin(async move {
            self.around.watch.enter(self.page, Doing::Pushing);
            let who = self.who();
            let push = as_written(push, self.profile.old);
            let sent = serde_json::to_vec(&push).map_err(|_| Trouble::Offline)?;
            let around = self.around.clone();
            let answer = self.wire.call(move |org| {
                let push = serde_json::from_slice::<Push>(&sent);
                let around = around.clone();
                async move {
                    let push = push.map_err(|_| Error::TooLarge)?;
                    let pushed = org.push(who, push.into()).await?;
                    around.acknowledging(in_log(&pushed).map(|id| id.0));
                    Ok(pushed)
                }
            });
            let pushed = answer
                .await
                .map_err(|_| Trouble::Offline)?
                .map_err(|error: Error| trouble(&error))?;
            let now = self.around.world.now_ms();
            self.around.truth.borrow_mut().pushed(&pushed, now);
            self.around.watch.enter(self.page, Doing::Settling);
            Ok(pushed)
        })
    }

    fn pull(&self, scope: Scope, from: Position) -> Call<'_, LogPage> {
        Box::pin(async move {
            self.around.watch.enter(self.page, Doing::Pulling);
            let who = self.who();
            let pull = Pull {
                scope,
                after: from.next(scope),
                mark: from.trust.head,
                epoch: from.epoch,
                limit: PAGE_OPS,
            };
            let answer = self.wire.call(move |org| {
                let pull = pull.clone();
                async move { org.pull(who, &pull).await }
            });
            let page =
                answer
                    .await
                    .map_err(|_| Trouble::Offline)?
                    .map_err(|error| match error {
                        Error::ScopeGone => Trouble::ScopeGone,
                        error => trouble(&error),
                    })?;
            self.around.watch.enter(self.page, Doing::Taking);
            Ok(page)
        })
    }

    fn keys(&self) -> Call<'_, Keys> {
        Box::pin(async move {
            let answer = self.wire.call(|org| async move { org.keys().await });
            let keys = answer.await.map_err(|_| Trouble::Offline)?;
            let keys = keys.map_err(|error| trouble(&error))?.public();
            Ok(Keys { keys })
        })
    }
}

/// The first version of the program knew no `prev`.
fn as_written(mut push: Push, old: bool) -> Push {
    for op in push.ops.iter_mut().filter(|_| old) {
        op.prev = None;
    }
    push
}

fn trouble(error: &Error) -> Trouble {
    match error {
        Error::Gap { last_cseq } => Trouble::Gap {
            last_cseq: *last_cseq,
        },
        Error::NumberTaken => Trouble::NumberTaken,
        _ => Trouble::Offline,
    }
}
