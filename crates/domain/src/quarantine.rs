//! What the server did not take and keeps for a person: items of intake and operations of the log, each with the code of
//! its refusal, until somebody accepts it or decides to leave it.

use crate::{Day, Refusal, entity::NOTE_MAX, ids::PersonId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One thing that is kept, by what it is: more than one may have come under an id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Subject {
    /// Of the item, or the operation.
    pub id: Uuid,
    /// Hex: the hash of an item's sealed bytes, or of the operation.
    pub sha: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It counts, as if it had been taken when it came.
    Accepted,
    /// It stays where it is, for this reason.
    Dismissed(String),
}

impl Verdict {
    pub fn name(&self) -> &'static str {
        match self {
            Verdict::Accepted => "accepted",
            Verdict::Dismissed(_) => "dismissed",
        }
    }

    /// # Errors
    /// `Required` and `TooLong` of a reason.
    pub fn check(&self) -> Result<(), Refusal> {
        match self {
            Verdict::Dismissed(reason) if reason.trim().is_empty() => Err(Refusal::Required),
            Verdict::Dismissed(reason) if reason.chars().count() > NOTE_MAX => {
                Err(Refusal::TooLong)
            }
            _ => Ok(()),
        }
    }
}

/// Who decided what, and when: kept for ever. Only the day, for an accepted answer may be anonymous.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Decision {
    pub verdict: Verdict,
    pub by: PersonId,
    #[serde(with = "crate::day::wire")]
    pub on: Day,
    /// Why it had been refused.
    pub code: String,
}
