//! Texts that may be missing, read and written one language at a time: one that nobody began is none.

use domain::{
    Text,
    questionnaire::{Constraint, Question, Wording},
};

pub(super) fn fr(text: Option<&Text>) -> &str {
    text.map_or("", |text| &text.fr)
}

pub(super) fn en(text: Option<&Text>) -> &str {
    text.map_or("", |text| &text.en)
}

pub(super) fn some(text: String) -> Option<String> {
    (!text.trim().is_empty()).then_some(text)
}

pub(super) fn set_fr(of: &mut Option<Text>, text: String) {
    let en = en(of.as_ref()).to_owned();
    *of = some_text(Text { fr: text, en });
}

pub(super) fn set_en(of: &mut Option<Text>, text: String) {
    let fr = fr(of.as_ref()).to_owned();
    *of = some_text(Text { fr, en: text });
}

/// A text that nobody began is none.
fn some_text(text: Text) -> Option<Text> {
    (!text.fr.is_empty() || !text.en.is_empty()).then_some(text)
}

fn nothing() -> Text {
    Text {
        fr: String::new(),
        en: String::new(),
    }
}

pub(super) fn set_easy(question: &mut Question, change: impl FnOnce(&mut Wording)) {
    let easy = question.easy.take();
    let mut easy = easy.unwrap_or_else(|| Wording {
        text: nothing(),
        help: None,
    });
    change(&mut easy);
    let begun = some_text(easy.text.clone()).is_some() || easy.help.is_some();
    question.easy = begun.then_some(easy);
}

pub(super) fn set_constraint(question: &mut Question, change: impl FnOnce(&mut Constraint)) {
    let constraint = question.constraint.take();
    let mut constraint = constraint.unwrap_or_else(|| Constraint {
        test: String::new(),
        message: nothing(),
    });
    change(&mut constraint);
    let begun =
        !constraint.test.trim().is_empty() || some_text(constraint.message.clone()).is_some();
    question.constraint = begun.then_some(constraint);
}
