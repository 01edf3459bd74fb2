//! Messages of `/sync/v1`, JSON. Fields are only ever added; unknown ones are ignored by readers.
//!
//! `POST /app/sync/v1/push` [`Push`] → [`Pushed`], or 409: a [`Gap`], or a [`Failure`] `number_taken`;
//! `GET /app/sync/v1/pull?scope&after&epoch&limit` → [`Page`];
//! `GET /app/sync/v1/snapshot?scope` → [`Snapshot`]; `GET /app/sync/v1/rollups?after` → [`Rollups`]; `GET /app/sync/v1/keys` → [`Keys`]. Other failures answer with a [`Failure`].

use crate::op::{Op, Scope, Stored};
use domain::{
    figures::{CampaignResults, Pool},
    ids::{DeviceId, OpId, OrgId},
    role::Role,
};
use serde::{Deserialize, Serialize};

/// Header of all three calls: `<organisation>.<person>` the caller works for. One browser shares its cookie between tabs:
/// when the sign-in is another person's or organisation's, the answer is 409 `other_account` and nothing is read or
/// written, so that no work goes out, or comes in, under another name.
pub const ACCOUNT_HEADER: &str = "X-Boucle-Account";

/// Header of `GET pull`: the last [`SignedHead`] the device was given, as JSON. A server whose log is not what it signed
/// there was put back to an earlier day and begins another life.
pub const MARK_HEADER: &str = "x-boucle-mark";

/// Operations in one push.
pub const PUSH_OPS_MAX: usize = 500;
/// Operations in one page.
pub const PULL_OPS_MAX: u32 = 1_000;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Push {
    pub device: DeviceId,
    /// The database life the device knows; none before the first contact.
    pub epoch: Option<String>,
    /// In `cseq` order, without holes.
    pub ops: Vec<Op>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Pushed {
    pub epoch: String,
    /// One per operation sent, in the same order.
    pub results: Vec<OpResult>,
    /// Last number of the log, and the chain hash there (hex).
    pub head: u64,
    pub chain: String,
    /// Root of the Merkle tree over the leaves (hex); null from servers older than it.
    pub root: Option<String>,
    /// That the log ends so, signed; absent from a server without a key to sign with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<SignedHead>,
}

/// The algorithm of keys that sign.
pub const SIGN_ALG: &str = "ed25519";

/// The organisation's word for where its log ends: whoever holds one can show later that something was changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SignedHead {
    pub org: OrgId,
    pub epoch: String,
    pub seq: u64,
    /// Hex, as the two hashes of [`Pushed`].
    pub root: String,
    pub chain: String,
    /// When it was signed, RFC 3339 in UTC.
    pub at: String,
    /// The key, one of [`Keys`].
    pub kid: String,
    /// Of [`SignedHead::text`].
    #[serde(with = "domain::bytes")]
    pub sig: Vec<u8>,
}

impl SignedHead {
    /// What is signed, in UTF-8.
    pub fn text(&self) -> String {
        let SignedHead {
            org,
            epoch,
            seq,
            root,
            chain,
            at,
            ..
        } = self;
        format!("boucle.head.v1\n{org}\n{epoch}\n{seq}\n{root}\n{chain}\n{at}")
    }
}

/// A signed head that is kept: one a day, and one before each backup.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Checkpoint {
    pub signed: SignedHead,
    /// A time-stamp token (RFC 3161, DER) over the SHA-256 of [`Checkpoint::stamped`]; none where no authority is asked.
    #[serde(default, with = "domain::bytes::maybe")]
    pub token: Option<Vec<u8>>,
}

impl Checkpoint {
    /// What an authority puts its time under: the signed text, and after a line break the signature.
    pub fn stamped(&self) -> Vec<u8> {
        let text = self.signed.text();
        [text.as_bytes(), b"\n", &self.signed.sig].concat()
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Checkpoints {
    /// The oldest first.
    pub checkpoints: Vec<Checkpoint>,
}

/// Every key that was ever sealed to or signed with, the oldest first. Of each algorithm the last one is in use.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Keys {
    pub keys: Vec<Key>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Key {
    pub kid: String,
    /// [`SIGN_ALG`], or that of the seal.
    pub alg: String,
    #[serde(with = "domain::bytes")]
    pub public: Vec<u8>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OpResult {
    pub id: OpId,
    pub status: OpStatus,
    /// A refusal's code for `quarantined` and `rejected`.
    pub code: Option<String>,
    /// Place in the log and leaf: the receipt. Absent when not in the log.
    pub seq: Option<u64>,
    pub leaf: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpStatus {
    Stored,
    /// The same operation is already in the log: the same receipt again.
    Duplicate,
    /// Stored; another value was there first, both are kept.
    Conflict,
    /// Kept aside on the server for a person to look at; not in the log.
    Quarantined,
    /// Never fit to be stored; kept on the device.
    Rejected,
}

/// 409: the push does not follow what the server has of this device.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Gap {
    pub last_cseq: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Page {
    pub epoch: String,
    pub ops: Vec<Stored>,
    /// Cursor for the next pull; rows of other scopes advance it too.
    pub next: u64,
    pub head: u64,
    pub chain: String,
    pub root: Option<String>,
    /// As in [`Pushed`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<SignedHead>,
    /// Which part of the scope the reader sees; none for all of it. A device that read another part erases that and reads
    /// from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
}

/// The records of a scope as the log up to `seq` makes them: a new device begins with this and pulls what follows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Snapshot {
    pub scope: Scope,
    /// The fold that made the state, [`crate::snapshot::FOLD`]: a program with another one reads the log from its start.
    pub fold: u32,
    /// Where the pull goes on, and the log's end there as in [`Page`].
    pub seq: u64,
    pub epoch: String,
    pub chain: String,
    pub root: Option<String>,
    /// See [`crate::snapshot`]; opaque bytes, hashed as sent.
    #[serde(with = "domain::bytes")]
    pub state: Vec<u8>,
    /// Hex, of `state`.
    pub sha256: String,
}

/// Results as this reader may see them, changed since `after` (the `head` of the last answer).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Rollups {
    pub head: u64,
    /// Number of the last operation that these results count.
    #[serde(default)]
    pub seq: u64,
    pub campaigns: Vec<CampaignResults>,
    pub pools: Vec<Pool>,
    /// Whom these are for; none from servers older than this field. Whoever kept results for another role forgets them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<Reader>,
}

/// What the server knows of whoever asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reader {
    pub role: Role,
    /// Whether there is something to pull of the scope `reports`.
    pub reports: bool,
    /// Things of the quarantine that wait for a decision of this reader's; 0 for whoever may not decide.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub held: u32,
    /// Items among them that are sealed to a key the server does not have.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unopened: u32,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// The body of every failed call: a stable code, never a sentence of the machine.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Failure {
    pub code: String,
    /// A plain sentence in English for whoever reads the wire.
    pub message: String,
}
