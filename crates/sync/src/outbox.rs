//! The device's side: what waits to be pushed, and what an answer of the server does to it. The host stores; this
//! decides.

use crate::{
    op::Op,
    wire::{OpResult, OpStatus, PUSH_OPS_MAX, Push},
};
use domain::ids::{DeviceId, OpId};

/// Largest push, in bytes of bodies.
const PUSH_BYTES_MAX: usize = 256 * 1024;

/// What to do with one pending operation after a push.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// In the log: replayed on top until the pull has brought it, then kept for a server restored from a backup.
    Received { op: OpId, seq: u64 },
    /// Not in the log; kept on the device, shown under "À vérifier" with its code.
    SetAside {
        op: OpId,
        code: String,
        /// The server keeps it aside too.
        held: bool,
    },
}

/// A queue is sent in about this many pushes, so that whoever waits for it sees how far it is.
const PUSHES: usize = 10;
/// Fewer would cost a slow network more than they tell.
const PUSH_OPS_MIN: usize = 25;

/// How many operations at most each push of a queue of this length holds.
pub fn batch(waiting: usize) -> usize {
    (waiting / PUSHES).clamp(PUSH_OPS_MIN, PUSH_OPS_MAX)
}

/// The next push from pending operations in `cseq` order, `most` of them at most; none when nothing waits.
pub fn next_push(
    device: DeviceId,
    epoch: Option<String>,
    pending: &[Op],
    most: usize,
) -> Option<Push> {
    let mut bytes = 0;
    let ops: Vec<Op> = pending
        .iter()
        .take(most.min(PUSH_OPS_MAX))
        .take_while(|op| {
            // The first always goes, however large: otherwise it would block the queue for ever.
            let fits = bytes == 0 || bytes + op.body.len() <= PUSH_BYTES_MAX;
            bytes += op.body.len().max(1);
            fits
        })
        .cloned()
        .collect();
    (!ops.is_empty()).then_some(Push { device, epoch, ops })
}

pub fn verdicts(results: &[OpResult]) -> Vec<Verdict> {
    results
        .iter()
        .map(|result| match (result.status, result.seq) {
            (OpStatus::Stored | OpStatus::Duplicate | OpStatus::Conflict, Some(seq)) => {
                Verdict::Received { op: result.id, seq }
            }
            _ => Verdict::SetAside {
                op: result.id,
                held: result.status == OpStatus::Quarantined,
                code: result
                    .code
                    .clone()
                    .unwrap_or_else(|| "malformed".to_owned()),
            },
        })
        .collect()
}
