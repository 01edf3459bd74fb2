//! Questions that take what somebody draws or photographs. It comes later, with the screens for staff: with the
//! first questionnaire that needs it, long before its question is reached.

mod drawing;
mod photo;
mod signature;

use super::opt_out;
use crate::respond::{
    Respond,
    parts::{group, live},
};
use domain::questionnaire::QuestionKind;
use leptos::prelude::*;

/// The controls of the question with this key.
pub fn open(app: Respond, key: &str) -> AnyView {
    let Some(question) = app.asked().and_then(|asked| {
        let question = asked.questionnaire.question(key)?;
        Some(question.clone())
    }) else {
        return ().into_any();
    };
    live(move || {
        let lang = app.lang.get();
        let mut drawn = vec![match question.kind {
            QuestionKind::Photo => photo::controls(app, &question.key, lang),
            _ => signature::controls(app, &question.key, lang),
        }];
        drawn.extend(opt_out(app, &question, lang));
        group("answers", drawn)
    })
}
