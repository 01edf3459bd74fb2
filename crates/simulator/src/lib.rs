//! Deterministic simulation of everything between a device's disk and the server's: the product's own `sync::device`,
//! `intake::device` and `ledger` over virtual time, disks that forget and networks that lose. One `u64` seed replays a
//! run exactly.

mod bounds;
mod chance;
mod checks;
mod desk;
mod disk;
mod faults;
mod host;
mod invent;
mod line;
mod losses;
mod overwrites;
mod report;
mod screens;
mod server;
mod shelf;
mod stage;
mod tablet;
mod truth;
mod vault;
mod watch;
mod work;
mod world;

use chance::Chance;
use faults::{Fault, Histogram};
use server::Server;
use shelf::Shelf;
use stage::Stage;
use world::{Clock, Owner, World};

pub use report::{Failure, Report};
