//! What one respondent said.

use crate::{
    Day, Lang,
    calendar::cadence::Stakeholder,
    campaign::QuestionnaireRef,
    expression::Number,
    ids::{CampaignId, ContactId, ServiceId},
    photo::Photo,
    signature::Signature,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The answer to one question. On the wire `{"score":4}`, `{"choice":"slow"}`, `{"choices":["a","b"]}`, `{"text":"…"}`,
/// `{"day":"2026-11-21"}`, `{"number":"12.5"}`, `{"signature":{"typed":"…"}}`,
/// `{"photo":{"sha256":"…",…}}` or `"not_concerned"`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// A step of a scale (likert4: 1 to 4, likert5: 1 to 5, nps: 0 to 10, ease3: 1 to 3) or a plain number.
    Score(u32),
    Choice(String),
    Choices(Vec<String>),
    Text(String),
    Day(#[serde(with = "crate::day::wire")] Day),
    /// With places behind the point, or below zero: `"12.5"`.
    Number(Number),
    Signature(Signature),
    Photo(Photo),
    /// *Sans objet*: left out of every denominator.
    NotConcerned,
}

/// Answers by question key. Questions that were passed over are absent.
pub type Answers = BTreeMap<String, Answer>;

/// How an answer came in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Tablet,
    Link,
    Import,
    /// Typed in from a sheet of paper.
    Paper,
    /// Asked by telephone.
    Phone,
}

/// Where a released answer counts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Campaign(CampaignId),
    /// Pooled with other small groups of the same survey, service and quarter, without session.
    Pool {
        service: ServiceId,
        quarter: String,
        /// None in answers from programs older than this field: of beneficiaries, whatever they were asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        survey: Option<Survey>,
    },
}

/// What small groups that are put together have in common: they were asked the same, as the same party. Each survey has
/// groups of its own, so that its answers are not hidden for being few among others.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Survey {
    /// The questionnaire's key: its versions are counted together.
    pub questionnaire: String,
    pub stakeholder: Stakeholder,
}

impl Survey {
    /// The survey of a pooled answer: of old ones, which name none, what is known of them.
    pub fn of(named: Option<&Survey>, questionnaire: &QuestionnaireRef) -> Survey {
        named.cloned().unwrap_or_else(|| Survey {
            questionnaire: questionnaire.key.clone(),
            stakeholder: Stakeholder::Beneficiary,
        })
    }
}

/// Why an answer does not count.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Exclusion {
    pub reason: String,
}

/// A released answer: the record of the log. No device, no sequence, no time but the day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReleasedAnswer {
    pub place: Place,
    pub questionnaire: QuestionnaireRef,
    #[serde(with = "crate::day::wire")]
    pub day: Day,
    pub lang: Lang,
    pub channel: Channel,
    #[serde(default)]
    pub test: bool,
    /// Who answered, in a nominative survey by a personal link. The name lies beside the log: once it is erased, this leads
    /// to nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactId>,
    pub answers: Answers,
    /// Keys of the questions that were answered in words, by hand or with a picture, when that was removed because its time
    /// was over ([`crate::erasure`]).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<String>,
    /// Kept and shown as excluded; counts nowhere. Left out of a new record, so that the first exclusion has no base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excluded: Option<Exclusion>,
}
