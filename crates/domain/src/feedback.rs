//! Feedback that no survey brought: what was said in an interview, a meeting, a control. Evidence of indicator 30 like any
//! survey; a passage of it may become the source of an action.

use crate::{
    Day, Refusal,
    calendar::cadence::Stakeholder,
    ids::{ServiceId, SessionId},
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    Interview,
    Meeting,
    /// *Comité de pilotage*.
    Committee,
    Call,
    /// Of a funder, for those it works with.
    Webinar,
    /// What a funder's or certifier's control recommends.
    Control,
    /// A public review.
    Review,
}

impl Form {
    pub const ALL: [Form; 7] = [
        Form::Interview,
        Form::Meeting,
        Form::Committee,
        Form::Call,
        Form::Webinar,
        Form::Control,
        Form::Review,
    ];

    /// Whether being there replaces the yearly question to a funder (guide de lecture, indicator 30).
    pub fn is_event(self) -> bool {
        matches!(self, Form::Webinar | Form::Meeting | Form::Committee)
    }
}

/// Field names on the wire and in the log are those of this struct; the files are the set `attachments`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Feedback {
    pub form: Form,
    pub stakeholder: Stakeholder,
    /// The company, funder or principal; empty when it is nobody in particular.
    #[serde(default)]
    pub party: String,
    #[serde(with = "crate::day::wire")]
    pub day: Day,
    /// Who was there, by role or name, as the organisation wants to keep it.
    #[serde(default)]
    pub people: String,
    /// Where or by which way: by phone, on the spot, the name of a site.
    #[serde(default)]
    pub channel: String,
    pub summary: String,
    /// The service it is about; none: all of them.
    #[serde(default)]
    pub service: Option<ServiceId>,
    #[serde(default)]
    pub session: Option<SessionId>,
}

impl Feedback {
    /// Whether it was heard by `today`: what is only planned proves nothing.
    ///
    /// # Errors
    /// `DayToCome`.
    pub fn check_heard(&self, today: Day) -> Result<(), Refusal> {
        let heard = self.day <= today;
        heard.then_some(()).ok_or(Refusal::DayToCome)
    }
}
