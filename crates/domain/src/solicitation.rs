//! Solicitations: each time that people were asked to answer a survey, or asked again. Indicator 30 wants to see these,
//! whatever the number of answers. They name nobody, and are only ever added.

use crate::{Day, Refusal, ids::CampaignId};
use serde::{Deserialize, Serialize};

/// How they were asked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// A tablet handed round.
    Kiosk,
    /// A code or poster shown in the room.
    Qr,
    /// The link, sent by whatever way.
    Link,
    Email,
    /// Personal links printed and cut.
    Strips,
    Paper,
    Phone,
    Meeting,
}

impl Means {
    pub const ALL: [Means; 8] = [
        Means::Kiosk,
        Means::Qr,
        Means::Link,
        Means::Email,
        Means::Strips,
        Means::Paper,
        Means::Phone,
        Means::Meeting,
    ];
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SolicitationKind {
    First,
    Reminder,
}

/// More people than this are not asked at one time: as many as a file of contacts has rows.
pub const ASKED_MAX: u32 = 50_000;

/// Field names on the wire and in the log are those of this struct.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Solicitation {
    pub campaign: CampaignId,
    #[serde(with = "crate::day::wire")]
    pub day: Day,
    pub means: Means,
    pub kind: SolicitationKind,
    /// Which reminder of its campaign, from 1; 0 for a first time, and when nobody numbers them.
    #[serde(default, skip_serializing_if = "unnumbered")]
    pub number: u32,
    /// People asked; 0 when nobody counted.
    #[serde(default)]
    pub count: u32,
    #[serde(default)]
    pub note: String,
}

impl Solicitation {
    /// # Errors
    /// `OutOfRange`.
    pub fn check(&self) -> Result<(), Refusal> {
        let believable = self.count <= ASKED_MAX;
        believable.then_some(()).ok_or(Refusal::OutOfRange)
    }

    /// What handing a survey out on a day is: the first time, or a reminder when `others` of its log were earlier.
    pub fn next_kind<'a>(
        others: impl IntoIterator<Item = &'a Solicitation>,
        day: Day,
    ) -> SolicitationKind {
        let earlier = others.into_iter().any(|one| one.day < day);
        match earlier {
            true => SolicitationKind::Reminder,
            false => SolicitationKind::First,
        }
    }
}

fn unnumbered(number: &u32) -> bool {
    *number == 0
}
