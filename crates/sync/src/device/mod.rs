//! A device's side of sync, whole: what it knows ([`Replica`]), where it keeps it ([`Disk`]), how it reaches the server
//! ([`Remote`]), and the steps between them ([`steps`], [`exchange()`]). The browser brings IndexedDB, fetch and signals;
//! the simulator brings disks that forget and networks that lose. Both run this code.
//!
//! Every step is durable before the next begins. A future dropped at any await is a crash: what the disk has then is a
//! state to go on from, and running again loses and doubles nothing.

pub mod disk;
pub mod exchange;
pub mod memory;
pub mod remote;
pub mod replica;
pub mod steps;

pub use disk::{Disk, Loaded, Wait};
pub use exchange::{Halt, exchange};
pub use memory::MemoryDisk;
pub use remote::{Call, Remote, Trouble};
pub use replica::{Fate, Outgoing, Position, Replica};
pub use steps::Device;
