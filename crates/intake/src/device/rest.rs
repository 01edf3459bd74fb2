//! How long delivered items stay on the device: thirty days, and never many.

use super::kit::Rested;
use domain::ids::ItemId;

pub const RESTED_DAYS: u32 = 30;
pub const RESTED_MAX: usize = 2_000;
/// Of sealed items; a class of twelve takes about 30 kB, one whose answers have photos some 12 MB. A device that runs short
/// of room lets them go before.
pub const RESTED_BYTES_MAX: u64 = 48 * 1024 * 1024;

/// Which delivered items the device lets go: those of long ago, then the oldest until the rest fits.
pub fn surplus(mut rested: Vec<Rested>, today: u32) -> Vec<ItemId> {
    let mut gone = Vec::new();
    rested.retain(|one| {
        let old = today.saturating_sub(one.day) >= RESTED_DAYS;
        if old {
            gone.push(one.label.id);
        }
        !old
    });
    let mut bytes: u64 = rested.iter().map(|one| u64::from(one.bytes)).sum();
    while rested.len() > RESTED_MAX || bytes > RESTED_BYTES_MAX {
        let oldest = (0..rested.len()).min_by_key(|at| rested[*at].day);
        let Some(one) = oldest.map(|at| rested.swap_remove(at)) else {
            break;
        };
        bytes -= u64::from(one.bytes);
        gone.push(one.label.id);
    }
    gone
}
