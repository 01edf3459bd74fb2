//! What this device is: its storage, as the browser tells, and its clock.

pub use crate::{
    clock::off_ms as clock_off_ms,
    storage::quota::{Storage, persist as ask_to_persist, storage},
};
