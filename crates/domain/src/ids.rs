//! Identifiers. One newtype each, so that a session cannot be passed for a campaign. The random bytes come from the
//! host: UUIDv7 for records, UUIDv4 for anonymous items (no time in them).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A random (version 4) identifier from 16 random bytes.
pub fn random_id(random: [u8; 16]) -> Uuid {
    uuid::Builder::from_random_bytes(random).into_uuid()
}

/// A time-ordered (version 7) identifier from a claimed Unix time in milliseconds and 10 random bytes.
pub fn ordered_id(unix_ms: u64, random: [u8; 10]) -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(unix_ms, &random).into_uuid()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// An organisation: one database.
    OrgId
    /// A person who signs in.
    PersonId
    /// A browser profile that pushes operations, or an enrolled tablet.
    DeviceId
    ServiceId
    SessionId
    CampaignId
    /// A published version of an organisation's own questionnaire.
    QuestionnaireId
    DraftId
    ActionId
    /// Somebody who is asked: known to the server only, never in the log.
    ContactId
    /// One time that people were asked to answer.
    SolicitationId
    /// Feedback that no survey brought.
    FeedbackId
    /// A released answer. Never the id of the sealed item it came in, so that a tablet's outbox cannot point at it.
    AnswerId
    /// A sealed item on its way through intake.
    ItemId
    /// An operation of the log.
    OpId
}

impl PersonId {
    /// The server itself, for what no person did: released answers, campaigns closed by the calendar, corrections that
    /// come from a tablet.
    pub const SERVER: PersonId = PersonId(Uuid::nil());
}

impl DeviceId {
    /// The server itself, for operations that no device pushed.
    pub const SERVER: DeviceId = DeviceId(Uuid::nil());
}
