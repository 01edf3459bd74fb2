//! A page's way to its profile's disk: slow, full at times, and cut off in the middle. A transaction is on disk at one
//! point of its time; a page killed before has written nothing, one killed after does not know that it has.

use crate::{
    desk::{Profile, Surroundings},
    watch::Doing,
};
use domain::ids::DeviceId;
use std::rc::Rc;
use sync::{
    Op, Scope,
    device::{Disk, Loaded, MemoryDisk, Outgoing, Position, Settled, Turn, Wait},
};

/// The disk takes nothing now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Full;

pub(crate) struct PageDisk {
    page: u32,
    profile: Rc<Profile>,
    around: Surroundings,
}

impl PageDisk {
    pub(crate) fn new(page: u32, profile: Rc<Profile>, around: Surroundings) -> Self {
        Self {
            page,
            profile,
            around,
        }
    }

    async fn write<T>(
        &self,
        write: impl FnOnce(&MemoryDisk<Full>) -> Wait<'_, T, Full>,
    ) -> Result<T, Full> {
        self.around.disk_time().await;
        if self.around.world.now_ms() < self.profile.full_until.get() {
            return Err(Full);
        }
        let written = write(&self.profile.disk()).await;
        self.around.disk_time().await;
        written
    }
}

impl Disk for PageDisk {
    type Error = Full;

    fn load_after(&self, position: Position) -> Wait<'_, Loaded, Full> {
        Box::pin(async move {
            self.around.disk_time().await;
            self.profile.disk().load_after(position).await
        })
    }

    fn append(&self, ops: Vec<Op>) -> Wait<'_, Vec<Outgoing>, Full> {
        Box::pin(async move {
            self.around.watch.enter(self.page, Doing::Writing);
            let written = self.write(|disk| disk.append(ops)).await;
            self.around.watch.enter(self.page, Doing::Idle);
            written
        })
    }

    fn settle(&self, settled: Settled) -> Wait<'_, bool, Full> {
        Box::pin(async move {
            self.around.watch.enter(self.page, Doing::Settling);
            self.write(|disk| disk.settle(settled)).await
        })
    }

    fn take(&self, turn: Turn) -> Wait<'_, bool, Full> {
        Box::pin(async move {
            self.around.watch.enter(self.page, Doing::Taking);
            self.write(|disk| disk.take(turn)).await
        })
    }

    fn restart(&self, from: Position) -> Wait<'_, bool, Full> {
        Box::pin(async move {
            self.around.watch.enter(self.page, Doing::Restarting);
            self.write(|disk| disk.restart(from)).await
        })
    }

    fn renumber(&self, from: DeviceId, to: DeviceId) -> Wait<'_, bool, Full> {
        Box::pin(async move {
            self.around.watch.enter(self.page, Doing::Restarting);
            self.write(|disk| disk.renumber(from, to)).await
        })
    }

    fn retry(&self) -> Wait<'_, (), Full> {
        Box::pin(async move { self.write(|disk| disk.retry()).await })
    }

    fn purge(&self, scope: Scope) -> Wait<'_, (), Full> {
        Box::pin(async move { self.write(|disk| disk.purge(scope)).await })
    }
}
