//! The plain content of an item, seen only by the device before sealing and by the server after opening.

use domain::{
    Day, Lang,
    answer::{Answers, Channel},
    campaign::QuestionnaireRef,
    ids::{CampaignId, SessionId},
};
use serde::{Deserialize, Serialize};

/// One item, as JSON inside the seal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Payload {
    /// A finished questionnaire.
    Answers {
        campaign: CampaignId,
        questionnaire: QuestionnaireRef,
        /// The day on the device, the only time an anonymous answer carries.
        #[serde(with = "domain::day::wire")]
        day: Day,
        lang: Lang,
        channel: Channel,
        answers: Answers,
        /// What a personal link or a printed strip ends with; it counts once. It never leaves the server's hands.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
        /// The bytes of the photos that the answers name by their hash.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        photos: Vec<PhotoFile>,
    },
    /// Someone who did not want to answer, or an answer begun and dropped at a reset: a count, no words.
    Declined {
        campaign: CampaignId,
        #[serde(with = "domain::day::wire")]
        day: Day,
        abandoned: bool,
    },
    /// What a trainer corrects on the tablet.
    Note(Note),
}

/// A whole JPEG; base64url on the wire.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PhotoFile(#[serde(with = "domain::bytes")] pub Vec<u8>);

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Note {
    pub session: SessionId,
    #[serde(with = "domain::day::wire")]
    pub day: Day,
    pub headcount: u32,
    pub absent: u32,
    /// The figures as the tablet had them: what the trainer left alone is not written, and what the team changed meanwhile
    /// is not overwritten unseen. None from tablets that do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Seen {
    pub headcount: u32,
    pub absent: u32,
}
