//! Sessions: dated runs of a service.

use crate::{Day, Refusal, day, ids::ServiceId};
use serde::{Deserialize, Serialize};

/// The largest head-count that is believed; more is a typing error.
pub const HEADCOUNT_MAX: u32 = 2_000;

/// The longest run that is believed: ten years. Terms and years are asked about one by one.
const DAYS_MAX: i32 = 3_660;

/// Field names on the wire and in the log are those of this struct. Empty text means "not given".
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Session {
    pub service: ServiceId,
    /// What people call this run ("Excel avancé, Lyon, novembre").
    pub title: String,
    #[serde(with = "crate::day::wire")]
    pub starts: Day,
    #[serde(with = "crate::day::wire")]
    pub ends: Day,
    #[serde(default)]
    pub site: String,
    #[serde(default)]
    pub trainer: String,
    #[serde(default)]
    pub company: String,
    #[serde(default)]
    pub funder: String,
    /// The provider this session is run for, when it is subcontracted (*donneur d'ordres*).
    #[serde(default)]
    pub subcontracted_for: String,
    /// People expected.
    pub headcount: u32,
    /// People known not to have come.
    #[serde(default)]
    pub absent: u32,
    /// Some of them are under eighteen: the notice has words for them.
    #[serde(default, skip_serializing_if = "is_false")]
    pub minors: bool,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "the shape serde asks for"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Session {
    /// People who could answer: the denominator of the response rate.
    pub fn present(&self) -> u32 {
        self.headcount.saturating_sub(self.absent)
    }

    pub fn check(&self) -> Result<(), Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::Required);
        }
        self.check_days()?;
        if self.headcount > HEADCOUNT_MAX || self.absent > self.headcount {
            return Err(Refusal::OutOfRange);
        }
        Ok(())
    }

    /// # Errors
    /// `DatesReversed`; `DayOutOfRange` for a year, or a length, that is a typing error.
    pub fn check_days(&self) -> Result<(), Refusal> {
        day::check(self.starts)?;
        day::check(self.ends)?;
        if self.ends < self.starts {
            return Err(Refusal::DatesReversed);
        }
        let believed = day::number(self.ends) - day::number(self.starts) <= DAYS_MAX;
        believed.then_some(()).ok_or(Refusal::DayOutOfRange)
    }
}
