//! A questionnaire on paper: the boxes of a question, the code printed in each, and the answer that is meant by what
//! somebody types from a sheet.

use super::{Choice, Question, QuestionKind};
use crate::{
    Day, answer::Answer, expression::Number, questionnaire::check_answer, signature::Signature,
};

/// Printed in the box for "not concerned", and typed for it.
pub const NOT_CONCERNED: &str = "x";
/// Typed for a sheet that is signed.
pub const SIGNED: &str = "s";

/// What ticking a box means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meaning<'a> {
    /// A step of a scale.
    Step(u32),
    Yes,
    No,
    Option(&'a Choice),
    NotConcerned,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tick<'a> {
    pub code: String,
    pub meaning: Meaning<'a>,
}

/// Whether a sheet of paper can hold its answer: a photo has no place there, and is not typed.
pub fn is_on_paper(question: &Question) -> bool {
    question.kind.is_asked() && question.kind != QuestionKind::Photo
}

/// The boxes of a question, in the order in which screen and paper show them: the best step of a scale first, and a
/// recommendation from 0 to 10. Empty for what is written on a line.
pub fn boxes(question: &Question) -> Vec<Tick<'_>> {
    let kind = &question.kind;
    let mut ticks: Vec<Tick<'_>> = match (kind, kind.scale()) {
        (QuestionKind::Nps, Some((low, high))) => (low..=high)
            .map(|step| Tick {
                code: step.to_string(),
                meaning: Meaning::Step(step),
            })
            .collect(),
        (_, Some((low, high))) => numbered((low..=high).rev().map(Meaning::Step)),
        (QuestionKind::Yesno | QuestionKind::Consent, _) => numbered([Meaning::Yes, Meaning::No]),
        _ => numbered(kind.options().iter().map(Meaning::Option)),
    };
    if question.may_not_concern {
        ticks.push(Tick {
            code: NOT_CONCERNED.to_owned(),
            meaning: Meaning::NotConcerned,
        });
    }
    ticks
}

fn numbered<'a>(meanings: impl IntoIterator<Item = Meaning<'a>>) -> Vec<Tick<'a>> {
    (1..)
        .zip(meanings)
        .map(|(number, meaning): (u32, _)| Tick {
            code: number.to_string(),
            meaning,
        })
        .collect()
}

/// What was typed cannot be an answer to this question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoAnswer;

/// The answer meant by what was typed; none when nothing was. Several codes stand side by side (`135`), or apart where
/// there are more than nine (`1 3 12`); days as `21/11/2026` or `21112026`.
///
/// # Errors
/// `NoAnswer` when it is none to this question.
pub fn read(question: &Question, typed: &str) -> Result<Option<Answer>, NoAnswer> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let answer = if typed.eq_ignore_ascii_case(NOT_CONCERNED) && question.may_not_concern {
        Answer::NotConcerned
    } else {
        meant(question, typed).ok_or(NoAnswer)?
    };
    match check_answer(question, &answer) {
        Ok(()) => Ok(Some(answer)),
        Err(_) => Err(NoAnswer),
    }
}

fn meant(question: &Question, typed: &str) -> Option<Answer> {
    Some(match &question.kind {
        QuestionKind::Short | QuestionKind::Long => Answer::Text(typed.to_owned()),
        QuestionKind::Number { .. } => Answer::Score(typed.parse().ok()?),
        QuestionKind::Decimal { .. } => Answer::Number(Number::read(&typed.replace(',', "."))?),
        QuestionKind::Date => Answer::Day(day(typed)?),
        QuestionKind::Signature => {
            let signed = typed.eq_ignore_ascii_case(SIGNED);
            signed.then_some(Answer::Signature(Signature::Paper))?
        }
        QuestionKind::Multi { options } | QuestionKind::Rank { options } => {
            Answer::Choices(several(options, typed)?)
        }
        _ => {
            let ticks = boxes(question);
            let tick = ticks.into_iter().find(|tick| tick.code == typed)?;
            tick.meaning.answer()
        }
    })
}

impl Meaning<'_> {
    /// The answer of one ticked box.
    pub fn answer(self) -> Answer {
        match self {
            Meaning::Step(step) => Answer::Score(step),
            Meaning::Yes => Answer::Choice("yes".to_owned()),
            Meaning::No => Answer::Choice("no".to_owned()),
            Meaning::Option(option) => Answer::Choice(option.key.clone()),
            Meaning::NotConcerned => Answer::NotConcerned,
        }
    }
}

/// What would be typed for an answer: [`read`] gives it back.
pub fn typed(question: &Question, answer: &Answer) -> String {
    let code = |meant: &Answer| {
        let ticks = boxes(question);
        let tick = ticks.iter().find(|tick| tick.meaning.answer() == *meant);
        tick.map(|tick| tick.code.clone())
    };
    match answer {
        Answer::Choices(keys) => {
            let codes = keys.iter().map(|key| code(&Answer::Choice(key.clone())));
            codes.flatten().collect::<Vec<String>>().join(" ")
        }
        Answer::Text(text) => text.clone(),
        Answer::Signature(_) => SIGNED.to_owned(),
        Answer::Number(number) => number.to_string(),
        // By hand: jiff's own formatting is 70 kB more on the way to the page.
        Answer::Day(day) => format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()),
        Answer::Score(score) => code(answer).unwrap_or_else(|| score.to_string()),
        // No sheet of paper holds one.
        Answer::Photo(_) => String::new(),
        Answer::Choice(_) | Answer::NotConcerned => code(answer).unwrap_or_default(),
    }
}

fn several(options: &[Choice], typed: &str) -> Option<Vec<String>> {
    let apart = |c: char| !c.is_ascii_digit();
    let codes: Vec<String> = if options.len() < 10 && !typed.contains(apart) {
        typed.chars().map(String::from).collect()
    } else {
        let codes = typed.split(apart).filter(|code| !code.is_empty());
        codes.map(str::to_owned).collect()
    };
    let chosen: Option<Vec<String>> = codes
        .iter()
        .map(|code| {
            let number: usize = code.parse().ok()?;
            let option = options.get(number.checked_sub(1)?)?;
            Some(option.key.clone())
        })
        .collect();
    chosen.filter(|chosen| !chosen.is_empty())
}

/// Day, month, year; a year of two digits is one of this century.
fn day(typed: &str) -> Option<Day> {
    let parts: Vec<&str> = typed.split(|c: char| !c.is_ascii_digit()).collect();
    let (day, month, year) = match parts.as_slice() {
        [day, month, year] => (*day, *month, *year),
        [all] if matches!(all.len(), 6 | 8) => (&all[..2], &all[2..4], &all[4..]),
        _ => return None,
    };
    let written: i16 = year.parse().ok()?;
    let year = match year.len() {
        2 => 2000 + written,
        4 => written,
        _ => return None,
    };
    Day::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Whether nothing more can follow: the next question can be asked without waiting for Enter.
pub fn is_whole(question: &Question, typed: &str) -> bool {
    // A text may begin with the letter that is typed for "not concerned".
    let one_tick = !matches!(
        question.kind,
        QuestionKind::Multi { .. }
            | QuestionKind::Rank { .. }
            | QuestionKind::Short
            | QuestionKind::Long
    );
    let typed = typed.trim().to_ascii_lowercase();
    if question.kind == QuestionKind::Signature && typed == SIGNED {
        return true;
    }
    one_tick
        && boxes(question).iter().any(|tick| tick.code == typed)
        && !begins_a_code(question, &typed)
}

/// Whether what is no answer yet may become one by typing on: too early to call it wrong.
pub fn may_become(question: &Question, typed: &str) -> bool {
    let typed = typed.trim();
    match &question.kind {
        QuestionKind::Number { max, .. } => typed.parse().is_ok_and(|number: u32| number <= *max),
        QuestionKind::Decimal { .. } => {
            let figures = [typed, "0"].concat();
            matches!(read(question, &figures), Ok(Some(_)))
        }
        QuestionKind::Date => {
            let apart = typed.matches(|c: char| !c.is_ascii_digit()).count();
            let figures = typed.chars().count() - apart;
            (1..=8).contains(&figures) && apart <= 2
        }
        _ => begins_a_code(question, typed),
    }
}

/// Whether a longer code begins like this.
fn begins_a_code(question: &Question, typed: &str) -> bool {
    let longer = |tick: &Tick<'_>| tick.code.len() > typed.len() && tick.code.starts_with(typed);
    boxes(question).iter().any(longer)
}
