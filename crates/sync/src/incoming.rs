//! A push as the server reads it: what cannot be read of one operation stops none of the others.

use crate::{
    op::Op,
    wire::{OpResult, OpStatus, Push},
};
use domain::{
    Refusal,
    ids::{DeviceId, OpId},
};
use serde::Deserialize;
use serde_json::Value;

/// A [`Push`] with its operations as far as they can be read.
#[derive(Clone, PartialEq, Debug)]
pub struct Incoming {
    pub device: DeviceId,
    pub epoch: Option<String>,
    pub ops: Vec<Sent>,
}

/// What stands for one operation in a push.
#[derive(Clone, PartialEq, Debug)]
#[allow(
    clippy::large_enum_variant,
    reason = "nearly all are operations: a box for each costs more (on wasm it is not large)"
)]
pub enum Sent {
    Op(Op),
    Unreadable(Unreadable),
}

/// A field is missing or of the wrong type, such as a clock from before 1970. What it is called can be read, and which
/// number of its device it takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
pub struct Unreadable {
    pub id: OpId,
    pub cseq: u64,
}

impl Incoming {
    /// # Errors
    /// When it is no push, or an operation has not even an id and a number: then nothing of it can be answered.
    pub fn read(json: &[u8]) -> Result<Incoming, serde_json::Error> {
        #[derive(Deserialize)]
        struct Loose {
            device: DeviceId,
            epoch: Option<String>,
            ops: Vec<Value>,
        }
        let error = match serde_json::from_slice::<Push>(json) {
            Ok(push) => return Ok(push.into()),
            Err(error) => error,
        };
        // As a whole it is read first: that is many times faster, and fails for nobody who follows the protocol.
        let Ok(Loose { device, epoch, ops }) = serde_json::from_slice(json) else {
            return Err(error);
        };
        let sent = |op: Value| match Op::deserialize(&op) {
            Ok(op) => Ok(Sent::Op(op)),
            Err(_) => Unreadable::deserialize(op).map(Sent::Unreadable),
        };
        let ops: Result<_, serde_json::Error> = ops.into_iter().map(sent).collect();
        // The first error has its place in the text.
        let ops = ops.map_err(|_| error)?;
        Ok(Incoming { device, epoch, ops })
    }
}

impl Sent {
    pub fn op(&self) -> Option<&Op> {
        match self {
            Sent::Op(op) => Some(op),
            Sent::Unreadable(_) => None,
        }
    }
}

impl Unreadable {
    /// It stays on its device.
    pub(crate) fn result(self) -> OpResult {
        OpResult {
            id: self.id,
            status: OpStatus::Rejected,
            code: Some(Refusal::Malformed.code().to_owned()),
            seq: None,
            leaf: None,
        }
    }
}

impl From<Op> for Sent {
    fn from(op: Op) -> Self {
        Sent::Op(op)
    }
}

impl From<Push> for Incoming {
    fn from(push: Push) -> Self {
        Incoming {
            device: push.device,
            epoch: push.epoch,
            ops: push.ops.into_iter().map(Sent::Op).collect(),
        }
    }
}
