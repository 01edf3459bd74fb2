//! A tab over a disk in memory, polled by hand: it can be closed at any await.

use crate::server::Server;
use domain::{
    entity::{EntityKind, Fields},
    ids::{DeviceId, OpId, PersonId},
    role::Role,
};
use std::{
    cell::{Cell, RefCell},
    convert::Infallible,
    pin::Pin,
    rc::Rc,
};
use sync::{
    Body, EntityRef, Op, Scope,
    device::{
        Call, Device, Disk, Fate, Halt, Kept, Loaded, MemoryDisk, Outgoing, Position, Progress,
        Remote, Replica, Settled, Trouble, Turn, Wait, exchange, steps,
    },
    op::SALT_BYTES,
    wire::{Keys, Page, Push, Pushed},
};
pub(crate) use testkit::steps::run_for;
use testkit::{id, server::signature, steps::give_way};

/// Gives way once before and once after the work, so that a future can be dropped on either side of it.
fn between<'a, T: 'a>(work: impl Future<Output = T> + 'a) -> Pin<Box<dyn Future<Output = T> + 'a>> {
    Box::pin(async move {
        give_way().await;
        let done = work.await;
        give_way().await;
        done
    })
}

pub(crate) fn run<T>(future: impl Future<Output = T>) -> T {
    run_for(1_000_000, future).unwrap()
}

struct Slow(Rc<MemoryDisk>);

impl Disk for Slow {
    type Error = Infallible;

    fn load_after(&self, position: Position) -> Wait<'_, Loaded, Infallible> {
        between(async move { self.0.load_after(position).await })
    }

    fn append(&self, ops: Vec<Op>) -> Wait<'_, Vec<Outgoing>, Infallible> {
        between(async move { self.0.append(ops).await })
    }

    fn settle(&self, settled: Settled) -> Wait<'_, bool, Infallible> {
        between(async move { self.0.settle(settled).await })
    }

    fn take(&self, turn: Turn) -> Wait<'_, bool, Infallible> {
        between(async move { self.0.take(turn).await })
    }

    fn restart(&self, from: Position) -> Wait<'_, bool, Infallible> {
        between(async move { self.0.restart(from).await })
    }

    fn renumber(&self, from: DeviceId, to: DeviceId) -> Wait<'_, bool, Infallible> {
        between(async move { self.0.renumber(from, to).await })
    }

    fn retry(&self) -> Wait<'_, (), Infallible> {
        between(async move { self.0.retry().await })
    }

    fn purge(&self, scope: Scope) -> Wait<'_, (), Infallible> {
        between(async move { self.0.purge(scope).await })
    }
}

thread_local! {
    /// Ids and numbers nobody has had.
    static FRESH: Cell<u128> = const { Cell::new(0x1_0000) };
}

fn fresh() -> u128 {
    FRESH.replace(FRESH.get() + 1)
}

/// One tab of one person's browser.
pub(crate) struct Tab {
    disk: Rc<MemoryDisk>,
    replica: RefCell<Replica>,
    server: Rc<Server>,
    person: u128,
    pub(crate) role: Cell<Role>,
    /// Whether the person reads answers.
    pub(crate) answers: Cell<bool>,
    pub(crate) told: RefCell<Vec<Progress>>,
    /// Whether this browser checks signatures.
    pub(crate) checks: Cell<bool>,
}

impl Tab {
    /// A new browser.
    pub(crate) fn new(server: &Rc<Server>, person: u128) -> Tab {
        let disk = MemoryDisk::new(DeviceId(id(fresh())));
        Tab::on(server, person, Rc::new(disk))
    }

    fn on(server: &Rc<Server>, person: u128, disk: Rc<MemoryDisk>) -> Tab {
        let loaded = run(disk.load_after(Position::default())).unwrap();
        Tab {
            disk,
            replica: RefCell::new(Replica::new(loaded)),
            server: Rc::clone(server),
            person,
            role: Cell::new(Role::QualityLead),
            answers: Cell::new(false),
            told: RefCell::default(),
            checks: Cell::new(true),
        }
    }

    /// Another tab of the same browser.
    pub(crate) fn beside(&self) -> Tab {
        let tab = Tab::on(&self.server, self.person, Rc::clone(&self.disk));
        tab.answers.set(self.answers.get());
        tab
    }

    /// The same browser after a crash.
    pub(crate) fn reopened(self) -> Tab {
        self.beside()
    }

    /// Everything the browser keeps: a profile to copy.
    pub(crate) fn profile(&self) -> Kept {
        self.disk.kept()
    }

    /// A browser started on a copied profile.
    pub(crate) fn copy(&self, profile: Kept) -> Tab {
        Tab::on(&self.server, self.person, Rc::new(MemoryDisk::of(profile)))
    }

    fn op(&self, entity: EntityRef, body: &Body) -> Op {
        let (of, actor) = (OpId(id(fresh())), PersonId(id(self.person)));
        Op::made(of, actor, entity, None, body, 1, [7; SALT_BYTES])
    }

    pub(crate) async fn write(&self, op: Op) -> OpId {
        let id = op.id;
        steps::append(self, vec![op]).await.unwrap();
        id
    }

    /// An operation that needs nothing of others.
    pub(crate) fn creation(&self) -> Op {
        let at = EntityRef {
            kind: EntityKind::Action,
            id: id(fresh()),
        };
        let fields: Fields = domain::entity::fields(&testkit::action());
        self.op(at, &Body::Create { fields })
    }

    /// Creates an action.
    pub(crate) fn create(&self) -> OpId {
        run(self.write(self.creation()))
    }

    /// Writes about an answer the server never had: it sets that aside.
    pub(crate) fn exclude(&self) -> OpId {
        let at = EntityRef {
            kind: EntityKind::Answer,
            id: id(fresh()),
        };
        let text = "?".to_owned();
        run(self.write(self.op(at, &Body::Comment { text })))
    }

    /// A remark under a record.
    pub(crate) fn remark(&self, at: EntityRef) -> Op {
        let text = "?".to_owned();
        self.op(at, &Body::Comment { text })
    }

    pub(crate) fn exchange(&self) -> Result<bool, Halt<Infallible>> {
        run(exchange(self, self))
    }

    /// Closes the tab after so many polls of an exchange; whether it had ended by then.
    pub(crate) fn exchange_for(&self, polls: usize) -> bool {
        run_for(polls, exchange(self, self)).is_some()
    }

    pub(crate) fn device(&self) -> DeviceId {
        self.read(Replica::device)
    }

    pub(crate) fn unsent(&self) -> usize {
        self.read(|replica| replica.waiting().count())
    }

    pub(crate) fn fate(&self, op: OpId) -> Option<Fate> {
        self.read(|replica| {
            let mut all = replica.outgoing();
            all.find(|one| one.op.id == op).map(|one| one.fate.clone())
        })
    }

    pub(crate) fn position(&self) -> Position {
        self.read(|replica| replica.position().clone())
    }

    /// How many records the screens show.
    pub(crate) fn records(&self) -> usize {
        self.read(|replica| replica.view().entities.len())
    }

    /// What is in memory is what a fresh start would read from the disk.
    pub(crate) fn is_as_on_disk(&self) -> bool {
        let again = self.beside();
        again.read(|read| self.read(|held| held.view() == read.view()))
            && again.position() == self.position()
    }
}

impl Device for Tab {
    type Error = Infallible;

    fn disk(&self) -> Rc<dyn Disk<Error = Infallible>> {
        Rc::new(Slow(Rc::clone(&self.disk)))
    }

    fn read<T>(&self, read: impl FnOnce(&Replica) -> T) -> T {
        read(&self.replica.borrow())
    }

    fn change(&self, change: impl FnOnce(&mut Replica)) {
        change(&mut self.replica.borrow_mut());
    }

    fn fresh_id(&self) -> DeviceId {
        DeviceId(id(fresh()))
    }

    fn scopes(&self) -> Vec<Scope> {
        let answers = self.answers.get();
        answers.then_some(Scope::Answers).into_iter().collect()
    }

    async fn verifies(&self, public: &[u8], text: &str, sig: &[u8]) -> Option<bool> {
        give_way().await;
        let good = sig == signature(public, text);
        self.checks.get().then_some(good)
    }

    fn progress(&self, progress: Progress) {
        self.told.borrow_mut().push(progress);
    }
}

impl Remote for Tab {
    fn push(&self, push: Push) -> Call<'_, Pushed> {
        let person = PersonId(id(self.person));
        between(async move { self.server.push(person, self.role.get(), push) })
    }

    fn pull(&self, scope: Scope, from: Position) -> Call<'_, Page> {
        between(async move {
            self.server
                .pull(scope, from.next(scope), from.epoch.as_deref())
        })
    }

    fn keys(&self) -> Call<'_, Keys> {
        self.server.asked_keys.set(self.server.asked_keys.get() + 1);
        between(async move { Ok(self.server.log.borrow().keys()) })
    }
}

/// Something happens between the server's answer to a pull and its arrival.
pub(crate) struct Meanwhile<'a, F>(pub(crate) &'a Tab, pub(crate) Cell<Option<F>>);

impl<F: FnOnce()> Remote for Meanwhile<'_, F> {
    fn push(&self, push: Push) -> Call<'_, Pushed> {
        self.0.push(push)
    }

    fn pull(&self, scope: Scope, from: Position) -> Call<'_, Page> {
        Box::pin(async move {
            let page = self.0.pull(scope, from).await;
            if let Some(happen) = self.1.take() {
                happen();
            }
            page
        })
    }

    fn keys(&self) -> Call<'_, Keys> {
        self.0.keys()
    }
}

/// The server's answer does not arrive, from the `n`th call on.
pub(crate) struct Lossy<'a>(pub(crate) &'a Tab, pub(crate) Cell<u32>);

impl Lossy<'_> {
    fn lost(&self) -> bool {
        self.1.replace(self.1.get().saturating_sub(1)) == 0
    }
}

impl Remote for Lossy<'_> {
    fn push(&self, push: Push) -> Call<'_, Pushed> {
        Box::pin(async move {
            let pushed = self.0.push(push).await;
            if self.lost() {
                Err(Trouble::Offline)
            } else {
                pushed
            }
        })
    }

    fn pull(&self, scope: Scope, from: Position) -> Call<'_, Page> {
        Box::pin(async move {
            let page = self.0.pull(scope, from).await;
            if self.lost() {
                Err(Trouble::Offline)
            } else {
                page
            }
        })
    }

    fn keys(&self) -> Call<'_, Keys> {
        self.0.keys()
    }
}
