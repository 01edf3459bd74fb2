//! An operation: the smallest thing the log holds. What a device writes is kept byte for byte; the server only adds to it.

use crate::Body;
use domain::{
    entity::EntityKind,
    ids::{DeviceId, OpId, PersonId},
    role::Permission,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Longest body accepted, in bytes.
pub const BODY_BYTES_MAX: usize = 256 * 1024;

/// Length of a salt.
pub const SALT_BYTES: usize = 16;

/// The record an operation is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct EntityRef {
    pub kind: EntityKind,
    pub id: Uuid,
}

/// Streams with a cursor of their own; what a role may pull.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Services, sessions, questionnaires, campaigns, actions, cases, and kinds of newer programs.
    Team,
    /// Released answers, and what the server says of reducing them; direction and quality lead only.
    Answers,
    /// Reports; direction, and the persons named in each.
    Reports,
}

impl Scope {
    pub fn of(kind: EntityKind) -> Scope {
        match kind {
            EntityKind::Answer | EntityKind::Erasure => Scope::Answers,
            EntityKind::Report => Scope::Reports,
            _ => Scope::Team,
        }
    }

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Team => "team",
            Scope::Answers => "answers",
            Scope::Reports => "reports",
        }
    }

    /// What gives all of the scope.
    pub fn permission(self) -> Option<Permission> {
        match self {
            Scope::Team => None,
            Scope::Answers => Some(Permission::Answers),
            Scope::Reports => Some(Permission::Reports),
        }
    }
}

/// An operation as its device made it. `kind` and `v` name the layout of `body`; kinds and versions this program does
/// not know are stored and passed on, never dropped.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Op {
    pub id: OpId,
    pub device: DeviceId,
    /// 1, 2, 3 … without holes, per device.
    pub cseq: u64,
    pub actor: PersonId,
    /// Name of a [`crate::Body`].
    pub kind: String,
    pub v: u32,
    pub entity: EntityRef,
    /// The operation that wrote the value this one was made from; none for a field never written.
    pub base: Option<OpId>,
    /// What the device's clock said, Unix milliseconds: a claim, shown and never trusted.
    pub wall_ms: u64,
    /// JSON of a [`crate::Body`], opaque bytes: hashed and stored exactly as sent.
    #[serde(with = "domain::bytes")]
    pub body: Vec<u8>,
    /// Hides the body in the leaf, so that erasing one leaves the log valid. [`SALT_BYTES`] random bytes.
    #[serde(with = "domain::bytes")]
    pub salt: Vec<u8>,
    /// Signature algorithm and key; null until devices sign.
    pub alg: Option<String>,
    pub kid: Option<String>,
    pub sig: Option<String>,
    /// Hex of [`crate::hash::operation`] of this device's operation before this one: a copied or rolled-back profile
    /// shows. None for a device's first, for the server's own, and from programs older than this field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev: Option<String>,
}

impl Op {
    /// An operation that is not numbered yet: whoever stores it gives it a device and a place among that device's.
    pub fn made(
        id: OpId,
        actor: PersonId,
        entity: EntityRef,
        base: Option<OpId>,
        body: &Body,
        wall_ms: u64,
        salt: [u8; SALT_BYTES],
    ) -> Op {
        let (kind, v) = body.kind();
        Op {
            id,
            device: DeviceId(Uuid::nil()),
            cseq: 0,
            actor,
            kind: kind.to_owned(),
            v,
            entity,
            base,
            wall_ms,
            body: body.encode(),
            salt: salt.to_vec(),
            alg: None,
            kid: None,
            sig: None,
            prev: None,
        }
    }

    /// Equal but for what a new device id changes.
    pub fn is_same_work(&self, other: &Op) -> bool {
        let numbered = Op {
            device: self.device,
            cseq: self.cseq,
            prev: self.prev.clone(),
            sig: self.sig.clone(),
            ..other.clone()
        };
        numbered == *self
    }
}

/// What the server adds when it stores an operation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stamp {
    /// Position in the organisation's log: 1, 2, 3 … without holes.
    pub seq: u64,
    /// RFC 3339, UTC. For released answers only the day.
    pub received_at: String,
}

/// An operation of the log: one flat object on the wire.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "Flat")]
pub struct Stored {
    #[serde(flatten)]
    pub op: Op,
    #[serde(flatten)]
    pub stamp: Stamp,
    /// Hex of [`crate::hash::leaf`].
    pub leaf: String,
}

/// A [`Stored`] as it is read: `flatten` would first put every field aside in a form of its own, in time on the device
/// and in bytes on the way to it.
#[derive(Deserialize)]
struct Flat {
    id: OpId,
    device: DeviceId,
    cseq: u64,
    actor: PersonId,
    kind: String,
    v: u32,
    entity: EntityRef,
    base: Option<OpId>,
    wall_ms: u64,
    #[serde(with = "domain::bytes")]
    body: Vec<u8>,
    #[serde(with = "domain::bytes")]
    salt: Vec<u8>,
    alg: Option<String>,
    kid: Option<String>,
    sig: Option<String>,
    #[serde(default)]
    prev: Option<String>,
    seq: u64,
    received_at: String,
    leaf: String,
}

impl From<Flat> for Stored {
    fn from(flat: Flat) -> Stored {
        Stored {
            op: Op {
                id: flat.id,
                device: flat.device,
                cseq: flat.cseq,
                actor: flat.actor,
                kind: flat.kind,
                v: flat.v,
                entity: flat.entity,
                base: flat.base,
                wall_ms: flat.wall_ms,
                body: flat.body,
                salt: flat.salt,
                alg: flat.alg,
                kid: flat.kid,
                sig: flat.sig,
                prev: flat.prev,
            },
            stamp: Stamp {
                seq: flat.seq,
                received_at: flat.received_at,
            },
            leaf: flat.leaf,
        }
    }
}
