//! Whether the answers to two versions of a questionnaire can be counted together: by key, a question stays of one type,
//! on one scale, with the options it had. Wordings may change, options and questions may be added, questions may go.

use super::{Question, Questionnaire};
use std::mem::discriminant;

/// Why a question cannot go under the key of an earlier one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Difference {
    /// Another type, or another scale.
    Type,
    /// An option is gone, or has another key.
    Options,
}

/// A question, by its place in the newer version, that is another one than that of the same key before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clash {
    pub question: usize,
    pub difference: Difference,
}

/// What keeps the answers to `new` from being counted with those to `old`; nothing when they can.
pub fn compatible(old: &Questionnaire, new: &Questionnaire) -> Vec<Clash> {
    let questions = new.questions.iter().enumerate();
    let clash = |(question, now): (usize, &Question)| {
        let difference = differs(old.question(&now.key)?, now)?;
        Some(Clash {
            question,
            difference,
        })
    };
    questions.filter_map(clash).collect()
}

/// The questions of all versions, oldest first, as the newest that has each words it: what their answers are counted by.
pub fn together(versions: impl IntoIterator<Item = Questionnaire>) -> Option<Questionnaire> {
    versions.into_iter().reduce(|older, mut newer| {
        let gone = older.questions.into_iter();
        let gone: Vec<Question> = gone
            .filter(|question| newer.question(&question.key).is_none())
            .collect();
        newer.questions.extend(gone);
        newer
    })
}

fn differs(before: &Question, now: &Question) -> Option<Difference> {
    if discriminant(&before.kind) != discriminant(&now.kind) {
        return Some(Difference::Type);
    }
    let options = now.kind.options();
    let there = |key: &str| options.iter().any(|option| option.key == key);
    let mut keys = before.kind.options().iter().map(|option| &option.key);
    keys.any(|key| !there(key)).then_some(Difference::Options)
}
