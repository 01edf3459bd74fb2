//! Virtual time and the tasks that live in it. One thread, one order of events for one seed: whoever is ready first runs
//! first, and time jumps to the next timer when nobody is ready. A task belongs to an owner (a tab, a device, a server
//! process); killing the owner drops its tasks wherever they stand, as a killed process does.

use std::{
    cell::{Cell, RefCell},
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap, VecDeque},
    future::Future,
    pin::Pin,
    rc::Rc,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Wake, Waker},
};

/// Steps of one seed: some hundred thousand are usual. Whoever takes more goes round in circles.
const POLLS_MAX: u64 = 20_000_000;

pub(crate) const MINUTE_MS: u64 = 60_000;
pub(crate) const HOUR_MS: u64 = 60 * MINUTE_MS;
pub(crate) const DAY_MS: u64 = 24 * HOUR_MS;

/// Whose task it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Owner {
    /// A tab, or a respondent's page: it dies alone.
    Page(u32),
    /// A server process and everything it is doing.
    Server(u32),
    /// The scenario itself, which nothing kills.
    Scenario,
}

type Task = Pin<Box<dyn Future<Output = ()>>>;
/// By number, each with its owner; none while it runs.
type Tasks = BTreeMap<u64, (Owner, Option<Task>)>;

/// The part of the world that futures hold: the clock, the timers and the queue of those who may go on. `Send`, because
/// the server's ports ask for it; it never leaves the thread.
#[derive(Clone, Default)]
pub(crate) struct Clock(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    now_ms: u64,
    timers: BinaryHeap<Reverse<(u64, u64)>>,
    /// Those who sleep, and how to wake them once they have been asked.
    asleep: BTreeMap<u64, Option<Waker>>,
    ready: VecDeque<u64>,
    next: u64,
}

impl Clock {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Milliseconds since the start of the simulation.
    pub(crate) fn now_ms(&self) -> u64 {
        self.inner().now_ms
    }

    /// Waits `ms` of virtual time; 0 lets others go first.
    pub(crate) fn sleep(&self, ms: u64) -> Sleep {
        let mut inner = self.inner();
        let id = inner.next;
        inner.next += 1;
        let at = inner.now_ms + ms;
        inner.timers.push(Reverse((at, id)));
        inner.asleep.insert(id, None);
        drop(inner);
        Sleep {
            clock: self.clone(),
            id,
        }
    }
}

/// A wait for a point in virtual time.
pub(crate) struct Sleep {
    clock: Clock,
    id: u64,
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        match self.clock.inner().asleep.get_mut(&self.id) {
            Some(waker) => {
                *waker = Some(context.waker().clone());
                Poll::Pending
            }
            None => Poll::Ready(()),
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.clock.inner().asleep.remove(&self.id);
    }
}

struct Ticket {
    task: u64,
    clock: Clock,
}

impl Wake for Ticket {
    fn wake(self: Arc<Self>) {
        let mut inner = self.clock.inner();
        if !inner.ready.contains(&self.task) {
            inner.ready.push_back(self.task);
        }
    }
}

/// The scheduler. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct World {
    clock: Clock,
    tasks: Rc<RefCell<Tasks>>,
    next: Rc<Cell<u64>>,
    polls: Rc<Cell<u64>>,
}

impl World {
    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    pub(crate) fn now_ms(&self) -> u64 {
        self.clock.now_ms()
    }

    pub(crate) fn spawn(&self, owner: Owner, task: impl Future<Output = ()> + 'static) {
        let id = self.next.get();
        self.next.set(id + 1);
        let task: Task = Box::pin(task);
        self.tasks.borrow_mut().insert(id, (owner, Some(task)));
        self.clock.inner().ready.push_back(id);
    }

    /// Drops everything the owner is doing, at whatever await it stands.
    pub(crate) fn kill(&self, owner: Owner) {
        let mut tasks = self.tasks.borrow_mut();
        let dead: Vec<u64> = tasks
            .iter()
            .filter(|(_, (whose, _))| *whose == owner)
            .map(|(id, _)| *id)
            .collect();
        let dropped: Vec<_> = dead.iter().filter_map(|id| tasks.remove(id)).collect();
        drop(tasks);
        // Their destructors may look at the world.
        drop(dropped);
    }

    /// Drops everything that is still going on: tasks hold what holds the world.
    pub(crate) fn end(&self) {
        let tasks = std::mem::take(&mut *self.tasks.borrow_mut());
        drop(tasks);
    }

    /// Runs until virtual time reaches `until_ms` or nothing is left to do.
    pub(crate) fn run_until(&self, until_ms: u64) {
        loop {
            while let Some(id) = self.next_ready() {
                self.polls.set(self.polls.get() + 1);
                assert!(self.polls.get() < POLLS_MAX, "nothing comes to rest");
                self.poll(id);
            }
            if !self.advance(until_ms) {
                return;
            }
        }
    }

    fn next_ready(&self) -> Option<u64> {
        self.clock.inner().ready.pop_front()
    }

    fn poll(&self, id: u64) {
        // Out of the map while it runs: it may spawn and kill.
        let Some(mut task) = self
            .tasks
            .borrow_mut()
            .get_mut(&id)
            .and_then(|(_, task)| task.take())
        else {
            return;
        };
        let waker = Waker::from(Arc::new(Ticket {
            task: id,
            clock: self.clock.clone(),
        }));
        let done = task
            .as_mut()
            .poll(&mut Context::from_waker(&waker))
            .is_ready();
        let mut tasks = self.tasks.borrow_mut();
        if done {
            tasks.remove(&id);
        } else if let Some(place) = tasks.get_mut(&id) {
            place.1 = Some(task);
        }
        // Otherwise it was killed by what it did itself.
    }

    /// Moves time to the next timer; false when there is none before `until_ms`.
    fn advance(&self, until_ms: u64) -> bool {
        let mut inner = self.clock.inner();
        let Some(Reverse((at, _))) = inner.timers.peek().copied() else {
            return false;
        };
        if at > until_ms {
            inner.now_ms = inner.now_ms.max(until_ms);
            return false;
        }
        inner.now_ms = inner.now_ms.max(at);
        let mut due = Vec::new();
        while let Some(Reverse((time, id))) = inner.timers.peek().copied() {
            if time > at {
                break;
            }
            inner.timers.pop();
            due.extend(inner.asleep.remove(&id).flatten());
        }
        drop(inner);
        due.into_iter().for_each(Waker::wake);
        true
    }
}
