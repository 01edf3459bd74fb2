//! Keys: proposed from what is written in French, and changed together with the conditions that name them.

use crate::{
    expression::{Expr, Node, parse},
    import::normal,
    questionnaire::{Choice, QuestionKind, Questionnaire},
};
use std::ops::Range;

/// Longest key, in characters.
pub const KEY_MAX: usize = 60;
/// Longest key that is proposed.
const PROPOSED_MAX: usize = 32;

/// Words that tell nothing of what is asked.
const SMALL: &[&str] = &[
    "a", "au", "aux", "avec", "avez", "ce", "ces", "cette", "ceci", "comment", "d", "dans", "de",
    "des", "du", "elle", "en", "est", "et", "etait", "ete", "etes", "il", "ils", "je", "l", "la",
    "le", "les", "leur", "leurs", "mon", "nous", "on", "ont", "ou", "par", "pas", "pour", "qu",
    "que", "quel", "quelle", "quelles", "quels", "qui", "s", "se", "ses", "son", "sont", "sur",
    "t", "un", "une", "vos", "votre", "vous", "y",
];

/// Whether questions, sections and questionnaires of an organisation can be called so: letters, digits and `_` behind a
/// letter, and no word of the language of conditions.
pub fn is_key(key: &str) -> bool {
    let first = key.starts_with(|sign: char| sign.is_ascii_alphabetic());
    let rest = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let word = matches!(
        key,
        "and" | "or" | "not" | "true" | "false" | "it" | "option"
    );
    first && key.bytes().all(rest) && key.len() <= KEY_MAX && !word
}

/// A key of the words of `text` that tell most, that is not `taken`.
pub fn propose(text: &str, taken: impl Fn(&str) -> bool) -> String {
    let plain = normal(text);
    let words = plain.split(|sign: char| !sign.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let telling = words.iter().filter(|word| !SMALL.contains(word));
    let mut key = String::new();
    for word in telling.chain(words.first().filter(|_| words.len() == 1)) {
        let more = key.len() + word.len() + 1;
        if !key.is_empty() && (more > PROPOSED_MAX || *word == key) {
            break;
        }
        if !key.is_empty() {
            key.push('_');
        }
        key.extend(word.chars().take(PROPOSED_MAX));
    }
    if !is_key(&key) {
        key = ["q", key.as_str()].join(if key.is_empty() { "" } else { "_" });
    }
    if !taken(&key) {
        return key;
    }
    // A copy of a copy counts on.
    let stem = key.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let stem = stem.strip_suffix('_').unwrap_or(&key).to_owned();
    let mut numbered = (2_u32..).map(|number| format!("{stem}_{number}"));
    numbered.find(|key| !taken(key)).unwrap_or(stem)
}

/// What a question without words is called.
const UNNAMED: &str = "question";
const UNNAMED_OPTION: &str = "option";

/// Writes the French wording of a question. A key that was proposed of the words before follows them, as long as no
/// answer can hang on it.
pub fn word(content: &mut Questionnaire, place: usize, french: String, published: bool) {
    let Some(question) = content.questions.get_mut(place) else {
        return;
    };
    let before = std::mem::replace(&mut question.text.fr, french);
    let now = question.text.fr.clone();
    if published || !was_proposed(&question.key, &before, UNNAMED) {
        return;
    }
    let taken = |key: &str| {
        let mut others = content.questions.iter().enumerate();
        others.any(|(other, question)| other != place && question.key == key)
    };
    let key = propose(named_or(&now, UNNAMED), taken);
    rename(content, place, &key);
}

/// The same of an option.
pub fn word_option(options: &mut [Choice], place: usize, french: String, published: bool) {
    let Some(option) = options.get_mut(place) else {
        return;
    };
    let before = std::mem::replace(&mut option.text.fr, french);
    let now = option.text.fr.clone();
    if published || !was_proposed(&option.key, &before, UNNAMED_OPTION) {
        return;
    }
    let taken = |key: &str| {
        let mut others = options.iter().enumerate();
        others.any(|(other, option)| other != place && option.key == key)
    };
    options[place].key = propose(named_or(&now, UNNAMED_OPTION), taken);
}

fn named_or<'t>(text: &'t str, unnamed: &'t str) -> &'t str {
    if text.trim().is_empty() {
        unnamed
    } else {
        text
    }
}

/// Whether a key is what would be proposed of these words, but for its number.
fn was_proposed(key: &str, text: &str, unnamed: &str) -> bool {
    let proposed = propose(named_or(text, unnamed), |_| false);
    let number = key.strip_prefix(proposed.as_str());
    number.is_some_and(|rest| {
        let digits = rest.strip_prefix('_').unwrap_or(rest);
        digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Gives the question at `place` another key; conditions that name it follow.
pub fn rename(content: &mut Questionnaire, place: usize, to: &str) {
    let Some(question) = content.questions.get_mut(place) else {
        return;
    };
    let from = std::mem::replace(&mut question.key, to.to_owned());
    // A key that is there twice is a mistake: nobody knows which one is meant.
    if from == to || content.question(&from).is_some() {
        return;
    }
    for section in &mut content.sections {
        follow(section.relevant.as_mut(), &from, to);
    }
    for question in &mut content.questions {
        follow(question.relevant.as_mut(), &from, to);
        follow(question.required.as_mut(), &from, to);
        follow(question.filter.as_mut(), &from, to);
        let test = question.constraint.as_mut().map(|one| &mut one.test);
        follow(test, &from, to);
        if let QuestionKind::Calculated { value } = &mut question.kind {
            follow(Some(value), &from, to);
        }
    }
}

/// Gives a section another key; its questions follow.
pub fn rename_section(content: &mut Questionnaire, section: usize, to: &str) {
    let Some(section) = content.sections.get_mut(section) else {
        return;
    };
    let from = std::mem::replace(&mut section.key, to.to_owned());
    for question in &mut content.questions {
        if question.section.as_ref() == Some(&from) {
            question.section = Some(to.to_owned());
        }
    }
}

/// Writes the other key wherever an expression names the question. One that cannot be read is left as it is.
fn follow(text: Option<&mut String>, from: &str, to: &str) {
    let Some(text) = text else { return };
    let Ok(expr) = parse(text) else { return };
    let mut places = Vec::new();
    named(&expr, from, &mut places);
    places.sort_by_key(|at| at.start);
    for at in places.into_iter().rev() {
        text.replace_range(at, to);
    }
}

fn named(expr: &Expr, key: &str, places: &mut Vec<Range<usize>>) {
    match &expr.node {
        Node::Answer(known) if known == key => places.push(expr.at.clone()),
        Node::Call(_, parts) => parts.iter().for_each(|part| named(part, key, places)),
        _ => {}
    }
}
