//! Whether answers fit their questionnaire. Asked on the device before sealing and again at intake.

use super::{Question, QuestionKind, Questionnaire};
use crate::{
    Refusal,
    answer::{Answer, Answers},
};

/// Longest free text, in characters.
pub const TEXT_MAX: usize = 4_000;

/// Whether every answer belongs to a question and fits it, and the person answered one question at least.
///
/// # Errors
/// The key of the first answer that does not fit (empty when nothing was answered), with the reason.
pub fn check_answers(
    questionnaire: &Questionnaire,
    answers: &Answers,
) -> Result<(), (String, Refusal)> {
    let said = |(key, answer): (&String, &Answer)| {
        let question = questionnaire.question(key);
        !is_blank(answer) && question.is_none_or(|question| question.kind.is_asked())
    };
    if !answers.iter().any(said) {
        return Err((String::new(), Refusal::NothingAnswered));
    }
    for (key, answer) in answers {
        let question = questionnaire
            .question(key)
            .ok_or((key.clone(), Refusal::UnknownQuestion))?;
        check_answer(question, answer).map_err(|refusal| (key.clone(), refusal))?;
    }
    Ok(())
}

pub fn check_answer(question: &Question, answer: &Answer) -> Result<(), Refusal> {
    let known = |options: &[super::Choice], key: &str| options.iter().any(|o| o.key == key);
    let fits = match (&question.kind, answer) {
        (_, Answer::NotConcerned) => question.may_not_concern,
        (QuestionKind::Number { min, max }, Answer::Score(number)) => (min..=max).contains(&number),
        (kind, Answer::Score(score)) => match kind.scale() {
            Some((low, high)) => (low..=high).contains(score),
            None => return Err(Refusal::UnknownChoice),
        },
        (QuestionKind::Yesno | QuestionKind::Consent, Answer::Choice(key)) => {
            key == "yes" || key == "no"
        }
        (QuestionKind::Single { options }, Answer::Choice(key)) => known(options, key),
        (
            QuestionKind::Multi { options } | QuestionKind::Rank { options },
            Answer::Choices(keys),
        ) => {
            let once = |(index, key): (usize, &String)| !keys[..index].contains(key);
            keys.iter().all(|key| known(options, key)) && keys.iter().enumerate().all(once)
        }
        (QuestionKind::Date, Answer::Day(_)) => true,
        (QuestionKind::Signature, Answer::Signature(signature)) => {
            signature.check()?;
            true
        }
        (QuestionKind::Decimal { places }, Answer::Number(number)) => number.places() <= *places,
        (QuestionKind::Photo, Answer::Photo(photo)) => {
            photo.check()?;
            true
        }
        // Worked out by the device, of whatever type comes out.
        (
            QuestionKind::Calculated { .. },
            Answer::Number(_) | Answer::Choice(_) | Answer::Day(_),
        ) => true,
        (
            QuestionKind::Short | QuestionKind::Long | QuestionKind::Calculated { .. },
            Answer::Text(text),
        ) => {
            if text.chars().count() > TEXT_MAX {
                return Err(Refusal::TooLong);
            }
            true
        }
        _ => return Err(Refusal::UnknownChoice),
    };
    if fits {
        Ok(())
    } else {
        Err(Refusal::OutOfRange)
    }
}

/// A text field left empty, or no option ticked: the question was passed over.
fn is_blank(answer: &Answer) -> bool {
    match answer {
        Answer::Text(text) => text.trim().is_empty(),
        Answer::Choices(keys) => keys.is_empty(),
        _ => false,
    }
}
