//! A device's side of sync, whole: what it knows ([`Replica`]), where it keeps it ([`Disk`]), how it reaches the server
//! ([`Remote`]), and the steps between them ([`steps`], [`exchange()`]). The browser brings IndexedDB, fetch and signals;
//! the simulator brings disks that forget and networks that lose. Both run this code.
//!
//! Every step is durable before the next begins. A future dropped at any await is a crash: what the disk has then is a
//! state to go on from, and running again loses and doubles nothing.

pub mod disk;
pub mod exchange;
pub mod memory;
pub mod outgoing;
pub mod position;
pub mod remote;
pub mod replica;
pub mod steps;
pub mod trust;

pub use disk::{Disk, Loaded, Settled, Turn, Wait};
pub use exchange::{Halt, exchange};
pub use memory::{Kept, MemoryDisk};
pub use outgoing::{Fate, Numbering, Outgoing};
pub use position::Position;
pub use remote::{Call, Remote, Trouble};
pub use replica::Replica;
pub use steps::{Device, Progress};
pub use trust::{Doubt, Trust};
