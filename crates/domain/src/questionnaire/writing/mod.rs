//! Writing a questionnaire: what an editor does to a draft, as functions of its content.

mod keys;
mod kinds;
mod order;
mod progress;
mod undo;

pub use keys::{KEY_MAX, is_key, propose, rename, rename_section, word, word_option};
pub use kinds::{KINDS, fresh_option, kind_name, kind_named, options_mut};
pub use order::{Group, Way, add, add_section, drop_section, groups, move_question, move_section};
pub use progress::{Progress, progress};
pub use undo::History;

use super::{Question, QuestionKind, Questionnaire};
use crate::{Text, campaign::QuestionnaireRef};

/// A questionnaire with nothing in it yet.
pub fn blank(key: String, title: String) -> Questionnaire {
    Questionnaire {
        key,
        version: 1,
        title: text(title),
        about: None,
        minutes: 3,
        sections: Vec::new(),
        questions: Vec::new(),
    }
}

/// The same questions under another name: another questionnaire, whose answers are counted apart.
pub fn duplicate(of: &Questionnaire, key: String, title: Text) -> Questionnaire {
    Questionnaire {
        key,
        version: 1,
        title,
        ..of.clone()
    }
}

/// The start of the version after `of` and all of `published`, with what it continues.
pub fn next_version(
    of: &Questionnaire,
    published: &[&Questionnaire],
) -> (Questionnaire, QuestionnaireRef) {
    let same = published.iter().filter(|one| one.key == of.key);
    let last = same.map(|one| one.version).max().unwrap_or(of.version);
    let next = Questionnaire {
        version: last.saturating_add(1),
        ..of.clone()
    };
    (next, of.reference())
}

/// A question with nothing written yet, under a key of its own.
pub fn fresh(content: &Questionnaire, kind: QuestionKind) -> Question {
    let key = propose("question", |key| content.question(key).is_some());
    Question::new(&key, kind, text(String::new()))
}

/// The same question once more, behind it.
pub fn repeat(content: &mut Questionnaire, place: usize) {
    let Some(question) = content.questions.get(place) else {
        return;
    };
    let key = propose(&question.key, |key| content.question(key).is_some());
    let copy = Question {
        key,
        ..question.clone()
    };
    content.questions.insert(place + 1, copy);
}

fn text(fr: String) -> Text {
    Text {
        fr,
        en: String::new(),
    }
}
