//! A device's way to the server: slow, cut, losing what is asked or what is answered, delivering twice and late.

use crate::{Chance, Owner, Server, World, server::Alive};
use ledger::Org;
use std::{
    cell::{Cell, RefCell},
    future::{Future, poll_fn},
    pin::pin,
    rc::Rc,
    sync::Arc,
    task::{Context, Poll},
};

/// No answer came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Lost;

/// What the line does until a point in virtual time.
#[derive(Default)]
pub(crate) struct Line {
    /// Nothing passes.
    pub cut_until: Cell<u64>,
    /// One in three requests, and one in three answers, is lost.
    pub lossy_until: Cell<u64>,
    /// Each request arrives again later, once.
    pub doubling_until: Cell<u64>,
    /// A portal answers in the server's place.
    pub portal_until: Cell<u64>,
    /// How late a doubled request arrives, at most.
    pub late_ms: Cell<u64>,
}

impl Line {
    /// Faults stop.
    pub(crate) fn mend(&self) {
        for until in [
            &self.cut_until,
            &self.lossy_until,
            &self.doubling_until,
            &self.portal_until,
        ] {
            until.set(0);
        }
    }
}

/// What a device calls through.
#[derive(Clone)]
pub(crate) struct Wire {
    pub world: World,
    pub chance: Chance,
    pub server: Server,
    pub line: Rc<Line>,
}

impl Wire {
    /// Asks the server for `work` and waits for what it answers.
    pub(crate) async fn call<T, F>(&self, work: impl Fn(Arc<Org>) -> F + 'static) -> Result<T, Lost>
    where
        T: 'static,
        F: Future<Output = T> + 'static,
    {
        self.travel().await?;
        let alive = self.server.reach(&self.chance).ok_or(Lost)?;
        let work = Rc::new(work);
        if self.world.now_ms() < self.line.doubling_until.get() {
            self.deliver_again(&work);
        }
        let answer = self.served(&alive, work(alive.org.clone())).await?;
        self.travel().await?;
        Ok(answer)
    }

    /// One way, in time or not at all.
    async fn travel(&self) -> Result<(), Lost> {
        let clock = self.world.clock();
        clock.sleep(self.chance.between(1, 80)).await;
        let now = clock.now_ms();
        let line = &self.line;
        let lost = now < line.lossy_until.get() && self.chance.one_in(3);
        if lost || now < line.cut_until.get() || now < line.portal_until.get() {
            clock.sleep(self.chance.between(1, 2_000)).await;
            return Err(Lost);
        }
        Ok(())
    }

    /// The server works on its own time: it goes on when whoever asked is gone, except when it notices the hang-up.
    async fn served<T: 'static>(
        &self,
        alive: &Alive,
        work: impl Future<Output = T> + 'static,
    ) -> Result<T, Lost> {
        if self.chance.one_in(4) {
            // Dropped together with the caller, or with the process.
            let mut work = pin!(work);
            let step = |context: &mut Context<'_>| match self.server.still(alive) {
                true => work.as_mut().poll(context).map(Ok),
                false => Poll::Ready(Err(Lost)),
            };
            return poll_fn(step).await;
        }
        let slot: Rc<RefCell<Option<T>>> = Rc::default();
        let answered = Rc::clone(&slot);
        self.world.spawn(alive.owner, async move {
            let answer = work.await;
            *answered.borrow_mut() = Some(answer);
        });
        loop {
            if let Some(answer) = slot.borrow_mut().take() {
                return Ok(answer);
            }
            if !self.server.still(alive) {
                return Err(Lost);
            }
            self.world.clock().sleep(3).await;
        }
    }

    /// The same request once more, later: a proxy, a retry of the browser, a packet from the past.
    fn deliver_again<T, F>(&self, work: &Rc<impl Fn(Arc<Org>) -> F + 'static>)
    where
        T: 'static,
        F: Future<Output = T> + 'static,
    {
        let (wire, work) = (self.clone(), Rc::clone(work));
        let late = self.chance.below(self.line.late_ms.get().max(1));
        self.world.spawn(Owner::Scenario, async move {
            wire.world.clock().sleep(late).await;
            if let Some(alive) = wire.server.reach(&wire.chance) {
                let work = work(alive.org.clone());
                wire.world.spawn(alive.owner, async move {
                    work.await;
                });
            }
        });
    }
}
