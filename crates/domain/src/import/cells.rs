//! One cell into the answer to one question.

use super::{
    days::{Order, read_day},
    known,
    words::{clean, label},
};
use crate::{
    Refusal,
    answer::Answer,
    expression::Number,
    questionnaire::{Choice, Question, QuestionKind, TEXT_MAX, check_answer},
};

/// Reads a cell; none when the question was passed over.
pub(super) fn read(
    question: &Question,
    cell: &str,
    order: Order,
) -> Result<Option<Answer>, Refusal> {
    let text = clean(cell);
    if text.is_empty() {
        return Ok(None);
    }
    if text.chars().count() > TEXT_MAX {
        return Err(Refusal::TooLong);
    }
    if known::is_not_concerned(text) {
        // Survey tools write "N/A" where nothing was asked: where we do not offer it either, nothing was answered.
        return Ok(question.may_not_concern.then_some(Answer::NotConcerned));
    }
    let answer = match &question.kind {
        QuestionKind::Short | QuestionKind::Long => Answer::Text(text.to_owned()),
        QuestionKind::Date => Answer::Day(read_day(text, order).ok_or(Refusal::NotADate)?),
        QuestionKind::Number { .. } => Answer::Score(whole_number(text)?),
        QuestionKind::Yesno | QuestionKind::Consent => Answer::Choice(yes_or_no(text)?.to_owned()),
        QuestionKind::Decimal { .. } => {
            Answer::Number(Number::read(text).ok_or(Refusal::NotANumber)?)
        }
        QuestionKind::Single { options } => Answer::Choice(choice(options, text)?),
        QuestionKind::Multi { options } | QuestionKind::Rank { options } => {
            Answer::Choices(choices(options, text)?)
        }
        // A word in a table is nobody's signature, and no photo.
        QuestionKind::Signature
        | QuestionKind::Photo
        | QuestionKind::Note
        | QuestionKind::Calculated { .. } => {
            return Err(Refusal::UnknownQuestion);
        }
        scale => Answer::Score(step(scale, text)?),
    };
    check_answer(question, &answer)?;
    Ok(Some(answer))
}

/// A count as spreadsheets write it: `12`, `12.0`, `12,0`.
pub(super) fn whole_number(text: &str) -> Result<u32, Refusal> {
    let text = clean(text);
    let whole = text.strip_suffix(".0").or_else(|| text.strip_suffix(",0"));
    let digits = whole.unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::NotANumber);
    }
    digits.parse().map_err(|_| Refusal::OutOfRange)
}

/// A step of a scale: label, survey code, number, `3 - Plutôt oui`, `3/4`. The range is checked by the caller.
fn step(kind: &QuestionKind, text: &str) -> Result<u32, Refusal> {
    let labelled = *kind == QuestionKind::Likert4;
    if labelled && known::is_middle(text) {
        return Err(Refusal::OutOfRange);
    }
    let of_label = |text| labelled.then(|| known::likert4_step(text)).flatten();
    if let Some(step) = of_label(text).or_else(|| survey_code(kind, text)) {
        return Ok(step);
    }
    match whole_number(text) {
        Err(Refusal::NotANumber) => {}
        read => return read,
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    let number: u32 = number.parse().map_err(|_| Refusal::UnknownChoice)?;
    let rest = clean(rest);
    let of = rest.strip_prefix('/').or_else(|| rest.strip_prefix("sur "));
    if let Some(of) = of {
        let highest = whole_number(of).map_err(|_| Refusal::UnknownChoice)?;
        let ours = kind.scale().is_some_and(|(_, high)| high == highest);
        return if ours {
            Ok(number)
        } else {
            Err(Refusal::OutOfRange)
        };
    }
    let wording = rest.trim_start_matches(['-', '–', '—', ':', '=', '.', ')', '(']);
    let separated = wording.len() < rest.len();
    if separated && !wording.starts_with(|c: char| c.is_ascii_digit()) {
        // "1 - Très satisfait" comes from a scale the other way round: the words decide.
        Ok(of_label(wording).unwrap_or(number))
    } else {
        Err(Refusal::UnknownChoice)
    }
}

/// LimeSurvey's default answer codes, `A1` (before version 4) and `AO01`. Not for 0 to 10, where they are off by one.
fn survey_code(kind: &QuestionKind, text: &str) -> Option<u32> {
    let digits = text.strip_prefix("AO").or_else(|| text.strip_prefix('A'))?;
    let coded = *kind != QuestionKind::Nps && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| coded)
}

pub(super) fn yes_or_no(text: &str) -> Result<&'static str, Refusal> {
    match super::words::normal(text).as_str() {
        "oui" | "o" | "yes" | "y" | "true" | "vrai" | "1" => Ok("yes"),
        "non" | "n" | "no" | "false" | "faux" | "0" => Ok("no"),
        _ => Err(Refusal::UnknownChoice),
    }
}

/// The option meant by its key or its wording in either language.
fn choice(options: &[Choice], text: &str) -> Result<String, Refusal> {
    let wanted = label(text);
    options
        .iter()
        .find(|option| {
            option.key == text
                || [&option.text.fr, &option.text.en]
                    .iter()
                    .any(|wording| label(wording) == wanted)
        })
        .map(|option| option.key.clone())
        .ok_or(Refusal::UnknownChoice)
}

/// Several options in one cell: `a;b` (Microsoft Forms), `a, b` (Google Forms). Wordings may hold commas themselves.
fn choices(options: &[Choice], text: &str) -> Result<Vec<String>, Refusal> {
    let separator = if text.contains(';') { ";" } else { ", " };
    let parts: Vec<&str> = text
        .split(separator)
        .filter(|part| !clean(part).is_empty())
        .collect();
    let mut keys = Vec::new();
    let mut from = 0;
    while from < parts.len() {
        // The longest run of parts that is one wording; no wording has more parts than there are words in it.
        let longest = parts.len().min(from + 8);
        let found = (from + 1..=longest).rev().find_map(|to| {
            let wording = parts[from..to].join(separator);
            choice(options, clean(&wording)).ok().map(|key| (to, key))
        });
        let (to, key) = found.ok_or(Refusal::UnknownChoice)?;
        if !keys.contains(&key) {
            keys.push(key);
        }
        from = to;
    }
    Ok(keys)
}
