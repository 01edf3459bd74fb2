//! Messages of `/intake/v1`, JSON.
//!
//! Every call carries a header: [`DEVICE_HEADER`] with the token of an enrolled tablet (or its cookie of the same value),
//! or [`LINK_HEADER`] with `<org>.<secret>` of a public link.
//! `GET /r/intake/v1/kit` → [`Kit`]; `POST /r/intake/v1/items` [`Batch`] → [`Receipts`];
//! `POST /r/intake/v1/custody` [`Holds`] → [`Counts`], of enrolled tablets only;
//! `POST /r/intake/v1/enrol` [`Enrol`] → [`Enrolled`] and the device cookie (same value as the token). Failures: `{code, message}`.

use domain::{
    Refusal,
    campaign::{Privacy, QuestionnaireRef, Stakeholder, Wave},
    custody::Held,
    ids::{CampaignId, DeviceId, ItemId, OrgId, SessionId},
    notice::Paragraph,
    questionnaire::Questionnaire,
    session::Session,
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

pub const DEVICE_HEADER: &str = "x-boucle-device";
pub const LINK_HEADER: &str = "x-boucle-link";
/// Header of `GET kit`: the tablet's last delivery, as [`Delivered`] in text.
pub const DELIVERED_HEADER: &str = "x-boucle-delivered";
/// Items in one batch.
pub const BATCH_ITEMS_MAX: usize = 500;
/// Longest sealed item, in bytes: an answer with as many photos as a questionnaire may ask for. One such item is a batch of
/// its own and still below what a server reads of one.
pub const ITEM_BYTES_MAX: usize = 1280 * 1024;
/// Longest sealed item less its photos, in bytes: what goes into the log stays small.
pub const ANSWERS_BYTES_MAX: usize = 64 * 1024;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Item {
    /// Random (version 4), so that it holds no time.
    pub id: ItemId,
    /// `hpke-x25519-sha256-chacha20poly1305`.
    pub alg: String,
    /// Which of the organisation's keys it is sealed to.
    pub kid: String,
    /// Encapsulated key (32 bytes) followed by the ciphertext. Opaque, sent byte for byte the same each time.
    #[serde(with = "domain::bytes")]
    pub sealed: Vec<u8>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Batch {
    pub items: Vec<Item>,
    /// How many items wait on this device after this batch: shown to the team beside the device's name.
    pub unsent: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Receipts {
    /// One per item sent, in the same order; given after the items are on disk.
    pub receipts: Vec<Receipt>,
    /// The life of the server's database: a device sends again what it delivered to another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<String>,
    /// The server's day: a device counts by it how long it keeps what was delivered, for its own clock may say anything.
    #[serde(
        default,
        with = "domain::day::wire::maybe",
        skip_serializing_if = "Option::is_none"
    )]
    pub today: Option<domain::Day>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Receipt {
    pub id: ItemId,
    pub status: ItemStatus,
    /// SHA-256 (hex) of the sealed bytes the server holds: the device drops an item only when it is its own.
    pub sha256: String,
    /// A refusal's code for `quarantined` and `rejected`.
    pub code: Option<String>,
    /// Of [`receipt_text`], when the bytes are on disk; base64url. To be kept and shown, not understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sig: Option<String>,
}

impl Receipt {
    /// As it may be shown later; none when it is not signed.
    pub fn shown(&self) -> Option<Shown> {
        Some(Shown {
            id: self.id,
            sha256: self.sha256.clone(),
            sig: self.sig.clone()?,
        })
    }
}

/// A signed receipt, as a device shows it later.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Shown {
    pub id: ItemId,
    pub sha256: String,
    pub sig: String,
}

/// What a receipt's signature is of, in UTF-8. No time: the answer may be anonymous.
pub fn receipt_text(org: OrgId, epoch: &str, id: ItemId, sha256: &str) -> String {
    format!("boucle.receipt.v1\n{org}\n{epoch}\n{id}\n{sha256}")
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemStatus {
    Received,
    /// Received before: the same receipt again.
    Duplicate,
    /// Kept on the server for a person to look at, not counted.
    Quarantined,
    /// Not stored (too large, not readable as an item): stays on the device.
    Rejected,
}

/// Items a tablet has receipts for, and the life of the database that gave them: the last one the server was asked about,
/// and those delivered since. A server that lacks one of them was put back to an earlier day and begins another life.
/// As text `<epoch>.<item>:<sha256>:<sig>,…`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Delivered {
    pub epoch: String,
    /// None from programs before receipts were signed: what they kept is no evidence.
    #[serde(default)]
    pub receipts: Vec<Shown>,
}

impl Delivered {
    /// Receipts shown at most: two KiB of a header.
    pub const MAX: usize = 10;
}

impl fmt::Display for Delivered {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.", self.epoch)?;
        self.receipts
            .iter()
            .try_for_each(|shown| write!(out, "{}:{}:{},", shown.id, shown.sha256, shown.sig))
    }
}

impl FromStr for Delivered {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let (epoch, shown) = text.split_once('.').ok_or(Refusal::Malformed)?;
        let shown = shown.split_terminator(',').take(Self::MAX);
        let receipts = shown.map(|shown| {
            let mut parts = shown.splitn(3, ':');
            let mut part = || parts.next().ok_or(Refusal::Malformed);
            Ok(Shown {
                id: part()?.parse().map_err(|_| Refusal::Malformed)?,
                sha256: part()?.to_owned(),
                sig: part()?.to_owned(),
            })
        });
        Ok(Delivered {
            epoch: epoch.to_owned(),
            receipts: receipts.collect::<Result<_, _>>()?,
        })
    }
}

/// Everything a device needs to ask, offline from here on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Kit {
    pub organisation: String,
    /// The organisation's id: the `info` of the seal starts with it.
    pub org: String,
    /// Whom to write to about one's data.
    pub contact: String,
    pub kid: String,
    #[serde(with = "domain::bytes")]
    pub public_key: Vec<u8>,
    /// The enrolled tablet; none on a public link.
    pub device: Option<DeviceInfo>,
    pub sessions: Vec<KitSession>,
    pub questionnaires: Vec<Questionnaire>,
    /// As in [`Receipts`], as is `today`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<String>,
    #[serde(
        default,
        with = "domain::day::wire::maybe",
        skip_serializing_if = "Option::is_none"
    )]
    pub today: Option<domain::Day>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeviceInfo {
    pub id: DeviceId,
    pub name: String,
}

/// A session with an open campaign.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KitSession {
    pub session: SessionId,
    pub detail: Session,
    pub service: String,
    pub campaign: CampaignId,
    pub questionnaire: QuestionnaireRef,
    pub privacy: Privacy,
    pub privacy_reason: String,
    pub test: bool,
    #[serde(with = "domain::day::wire")]
    pub opens: domain::Day,
    #[serde(with = "domain::day::wire")]
    pub closes: domain::Day,
    /// Answers the server has; the tablet adds its own unsent ones.
    pub received: u32,
    /// Who asks whom, and in which wave: one session may have several surveys under the same title. None in kits from
    /// servers older than this field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<(Stakeholder, Wave)>,
    /// What respondents are told of their data. Sent along, so that no device carries the words of every mode.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notice: Vec<Paragraph>,
}

/// All that a tablet holds and the server has not, survey by survey: the team sees where its people are.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Holds {
    pub surveys: Vec<Held>,
    /// Items on the device in all, as in [`Batch`]: corrections and what was begun and dropped are among them.
    pub unsent: u32,
}

/// What the server counts beside the answers that the kit tells of: one of each survey the tablet may put to people.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Counts {
    pub surveys: Vec<Count>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Count {
    pub campaign: CampaignId,
    /// People who did not want to answer.
    pub refused: u32,
    /// Kept apart on the server until somebody decides: in no other count.
    #[serde(default)]
    pub aside: u32,
    /// On other tablets, as they last told.
    #[serde(default)]
    pub elsewhere: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Enrol {
    pub code: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Enrolled {
    pub device: DeviceInfo,
    /// For [`DEVICE_HEADER`], to be made durable by the device itself: browsers write cookies to disk seconds later.
    pub token: String,
}

/// The body of every failed call.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Failure {
    pub code: String,
    pub message: String,
}
