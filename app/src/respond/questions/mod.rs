//! The kinds of question, one file per family. Each draws the controls inside the question's fieldset and keeps every
//! change at once through [`Respond::answer`].

pub mod capture;
mod choice;
mod entry;
mod nps;
mod text;

use super::{
    Respond,
    parts::{live, words},
};
use crate::{later::Later, locales::scales::scales};
use domain::{
    Lang,
    answer::Answer,
    questionnaire::{Choice, Question, QuestionKind},
};
use leptos::prelude::*;

/// Id of the question's heading, which names its controls.
pub const HEADING: &str = "question";
/// Id of the help under the heading and of the hints under a field.
pub const HELP: &str = "question-help";
pub const HINT: &str = "question-hint";

/// The controls of `question`, with the options that are offered, in the language of the screen.
pub fn controls(app: Respond, question: &Question, options: &[Choice]) -> AnyView {
    let lang = app.lang.get();
    let steps = |words: &'static [&'static str]| choice::steps(app, question, words, lang);
    let words = scales(lang);
    match &question.kind {
        QuestionKind::Likert4 => steps(&words.likert4),
        QuestionKind::Likert5 => steps(&words.likert5),
        QuestionKind::Ease3 => steps(&words.ease3),
        QuestionKind::Nps => nps::scale(app, question, lang),
        QuestionKind::Yesno | QuestionKind::Consent => choice::yes_no(app, question, lang),
        QuestionKind::Single { .. } => choice::single(app, question, options, lang),
        QuestionKind::Multi { .. } | QuestionKind::Rank { .. } => {
            choice::multi(app, question, options, lang)
        }
        QuestionKind::Number { min, max } => entry::number(app, question, (*min, *max), lang),
        QuestionKind::Decimal { places } => entry::decimal(app, question, *places, lang),
        QuestionKind::Date => entry::date(app, question, lang),
        QuestionKind::Short => text::short(app, question, lang),
        QuestionKind::Long => text::long(app, question, lang),
        QuestionKind::Signature | QuestionKind::Photo => captured(app, question),
        QuestionKind::Note | QuestionKind::Calculated { .. } => ().into_any(),
    }
}

/// What is drawn or photographed, once the part that draws it is here.
fn captured(app: Respond, question: &Question) -> AnyView {
    let key = question.key.clone();
    live(move || match app.later.get() {
        Later::Here(open) => open(app, &key),
        Later::Away | Later::Coming => words("hint", app.t().frame.opening),
        Later::Missing => words("hint", app.t().frame.part_missing),
    })
}

/// The key that picks the first control: recommendation scales count from 0, as they are read.
pub fn first_key(question: &Question) -> u32 {
    u32::from(question.kind != QuestionKind::Nps)
}

/// The answer to `key` on the screen now.
fn current(app: Respond, key: &str) -> Option<Answer> {
    app.person.read().answers.get(key).cloned()
}

fn opt_out(app: Respond, question: &Question, lang: Lang) -> Option<AnyView> {
    choice::opt_out(app, question, lang)
}

fn not_concerned(lang: Lang) -> &'static str {
    scales(lang).not_concerned
}
