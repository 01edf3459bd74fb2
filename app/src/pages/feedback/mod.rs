//! Retours: what was heard without a survey; a passage of it becomes the source of an action.

pub mod list;
pub mod new;
pub mod passage;
pub mod show;

pub use list::FeedbackPage;
pub use show::FeedbackOfPage;

use crate::locales::workspace::t;
use domain::feedback::Feedback;

/// What feedback is called: its form and who said it.
pub fn title(one: &Feedback) -> String {
    let t = t();
    let who = match one.party.as_str() {
        "" => (t.waves.stakeholder)(one.stakeholder).to_lowercase(),
        party => party.to_owned(),
    };
    (t.feedback.title)((t.feedback.form)(one.form), &who)
}
