//! Campaigns: one questionnaire put to one session.

use crate::{Day, ids::SessionId};
use serde::{Deserialize, Serialize};

/// How answers and people are kept apart. Fixed before the first answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Privacy {
    /// Nothing joins person and answer; only the day is kept.
    #[default]
    Anonyme,
    /// Who answered is known, what they said is not.
    Confidentiel,
    /// Person and answer are joined; needs a reason.
    Nominatif,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wave {
    /// *À chaud*: at the end of the session.
    Hot,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CampaignStatus {
    #[default]
    Open,
    Closed,
}

/// A questionnaire by key and published version; both never change meaning.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct QuestionnaireRef {
    pub key: String,
    pub version: u32,
}

/// Field names on the wire and in the log are those of this struct.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Campaign {
    pub session: SessionId,
    pub questionnaire: QuestionnaireRef,
    pub wave: Wave,
    #[serde(default)]
    pub privacy: Privacy,
    /// Why answers carry a name; required when `privacy` is nominatif, empty otherwise.
    #[serde(default)]
    pub privacy_reason: String,
    /// Answers of a test campaign never count.
    #[serde(default)]
    pub test: bool,
    #[serde(default)]
    pub status: CampaignStatus,
    pub opens: Day,
    /// Last day on which answers are taken from links; tablets may still deliver what they hold.
    pub closes: Day,
    /// The secret of the public link, `<26 characters of Crockford base 32>`; the URL is `/r/#c=<org>.<link>`.
    pub link: String,
}
