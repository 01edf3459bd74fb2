//! A respondent's device, without its screen: what it knows of its items, how they leave ([`exchange()`]), and
//! the ports to its storage and to the server. The browser brings IndexedDB and fetch; the simulator brings disks that
//! forget and networks that lose.
//!
//! Each writing call is one transaction, durable before the next step begins. A future dropped at any await is a crash:
//! running again loses and doubles nothing.

mod carried;
mod custody;
mod door;
mod exchange;
mod kit;
mod rest;

pub use carried::{Carried, CarriedItem, NotCarried};
pub use custody::{OnTablet, Refusals, Told, held, on_tablet, refusals};
pub use door::{Door, TYPING_SIGN};
pub use exchange::{Halt, News, Trouble, exchange};
pub use kit::{Asked, KeptKit, Label, Labels, Refused, Rested, Tally, What, tally};
pub use rest::{RESTED_BYTES_MAX, RESTED_DAYS, RESTED_MAX, surplus};

use crate::wire::{Batch, Delivered, Item, Kit, Receipts};
use domain::ids::ItemId;

/// What a batch's receipts change on the device.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settled {
    /// The server has them: no longer waiting, kept sealed.
    pub delivered: Vec<Rested>,
    /// No longer waiting, set aside for a person.
    pub refused: Vec<Refused>,
    /// The kit that counts them.
    pub kit: Option<(Door, KeptKit)>,
    /// The organisation whose server began another life, also one that was known before: what it had may be gone.
    pub doubted: Option<String>,
}

impl Settled {
    /// Of what was delivered before, what no life of the server vouches for any more: as it is kept from here on.
    pub fn in_doubt<'a>(
        &'a self,
        rested: impl IntoIterator<Item = Rested> + 'a,
    ) -> impl Iterator<Item = Rested> + 'a {
        let doubted = |one: &Rested| Some(&one.label.org) == self.doubted.as_ref();
        let unknown = |one| Rested { epoch: None, ..one };
        rested.into_iter().filter(doubted).map(unknown)
    }
}

/// The port to the device's storage.
pub trait Vault {
    type Error;

    /// What waits, as any tab left it.
    fn labels(&self) -> impl Future<Output = Result<Labels, Self::Error>>;
    /// How many items of a door are set aside.
    fn aside(&self, door: &Door) -> impl Future<Output = Result<u32, Self::Error>>;
    /// Those of the items that are here.
    fn items(&self, ids: &[ItemId]) -> impl Future<Output = Result<Vec<Item>, Self::Error>>;
    fn kit(&self, door: &Door) -> impl Future<Output = Result<Option<KeptKit>, Self::Error>>;
    /// What is put in doubt first, then the rest: both may speak of the same item.
    fn settle(&self, settled: &Settled) -> impl Future<Output = Result<(), Self::Error>>;
    /// What was delivered and is kept.
    fn rested(&self) -> impl Future<Output = Result<Vec<Rested>, Self::Error>>;
    /// Lets delivered items go. One that waits stays.
    fn forget(&self, ids: &[ItemId]) -> impl Future<Output = Result<(), Self::Error>>;
}

/// The port to the server.
pub trait Remote {
    fn send(&self, door: &Door, batch: &Batch) -> impl Future<Output = Result<Receipts, Trouble>>;
    /// With what this device delivered last, for the server to look whether it still has it.
    fn kit(
        &self,
        door: &Door,
        delivered: Option<&Delivered>,
    ) -> impl Future<Output = Result<Kit, Trouble>>;
}
