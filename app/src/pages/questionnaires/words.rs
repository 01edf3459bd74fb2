//! What questionnaires, their problems and the mistakes in their conditions are called.

use crate::locales::workspace::{editor::Editor, t};
use domain::{
    calendar::cadence::Stakeholder,
    expression::Fault,
    questionnaire::{
        Audience, Clash, Difference, Oversight, Part, Problem, Questionnaire, writing::progress,
    },
    service::ServiceKind,
};

pub fn stakeholder(who: Option<Stakeholder>) -> &'static str {
    match who {
        Some(who) => (t().waves.stakeholder)(who),
        None => t().questionnaires.for_any,
    }
}

pub fn service(kind: Option<ServiceKind>) -> &'static str {
    match kind {
        Some(kind) => (t().sessions.kind)(kind),
        None => t().questionnaires.every_service,
    }
}

/// `Bénéficiaires (Formation)`.
pub fn audience(audience: Audience) -> String {
    let who = stakeholder(audience.stakeholder);
    match audience.service {
        None => who.to_owned(),
        kind => format!("{who} ({})", service(kind)),
    }
}

/// In which words all of it can be read.
pub fn languages(content: &Questionnaire) -> String {
    let t = &t().questionnaires;
    let progress = progress(content);
    let whole = |done: usize, name| (done == progress.of && done > 0).then_some(name);
    let names = [
        whole(progress.french, t.french),
        whole(progress.english, t.english),
        whole(progress.easy_french.min(progress.easy_english), t.easy),
    ];
    names
        .into_iter()
        .flatten()
        .collect::<Vec<&str>>()
        .join(", ")
}

/// What keeps a draft from being published, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issue {
    pub part: Part,
    pub what: What,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    Problem(Problem),
    Overlooked(Oversight),
    /// Another question than the published one of its key.
    Clash(Clash),
}

pub fn issue(issue: &Issue) -> String {
    let t = &t().editor;
    match &issue.what {
        What::Problem(problem) => self::problem(&issue.part, problem, t),
        What::Overlooked(Oversight::EmptySection) => t.empty_section.to_owned(),
        What::Overlooked(Oversight::NothingAtFirst) => t.nothing_at_first.to_owned(),
        What::Clash(clash) => match clash.difference {
            Difference::Type => t.clash_type,
            Difference::Options => t.clash_options,
        }
        .to_owned(),
    }
}

fn problem(part: &Part, problem: &Problem, t: &Editor) -> String {
    let sentence = match problem {
        Problem::NotWorded if matches!(part, Part::Message(_)) => t.message_missing,
        Problem::NothingAsked => t.nothing_asked,
        Problem::TooMany => t.too_many,
        Problem::TooManyPhotos => t.too_many_photos,
        Problem::KeyForm => t.key_form,
        Problem::KeyTwice => t.key_twice,
        Problem::NotWorded => t.not_worded,
        Problem::TooLong => t.too_long,
        Problem::NoOption => t.no_option,
        Problem::BoundsReversed => t.bounds_reversed,
        Problem::Places => t.too_many_places,
        Problem::UnknownSection => t.unknown_section,
        Problem::Scattered => t.scattered,
        Problem::TableMixed => t.table_mixed,
        Problem::Circle => t.circle,
        Problem::Expression(error)
            if error.fault == Fault::Empty && matches!(part, Part::Value(_)) =>
        {
            t.value_empty
        }
        Problem::Expression(error) => return fault(&error.fault, t),
    };
    sentence.to_owned()
}

fn fault(fault: &Fault, t: &Editor) -> String {
    match fault {
        Fault::Empty => t.fault_empty.to_owned(),
        Fault::TooLong => t.fault_too_long.to_owned(),
        Fault::TooDeep => t.fault_too_deep.to_owned(),
        Fault::Unexpected(sign) => (t.fault_unexpected)(sign),
        Fault::UnexpectedEnd => t.fault_end.to_owned(),
        Fault::Unclosed => t.fault_unclosed.to_owned(),
        Fault::Number => t.fault_number.to_owned(),
        Fault::Day => t.fault_day.to_owned(),
        Fault::UnknownFunction(name) => (t.fault_function)(name),
        Fault::Parts {
            function,
            least,
            most,
        } => (t.fault_parts)(function, *least, *most),
        Fault::UnknownAnswer(key) => (t.fault_answer)(key),
        Fault::UnknownOption {
            key,
            option,
            options,
        } => (t.fault_option)(key, option, options),
        Fault::Dot => t.fault_dot.to_owned(),
        Fault::UnknownColumn(column) => (t.fault_column)(column),
        Fault::NotHere => t.fault_not_here.to_owned(),
        Fault::Type { expected, found } => (t.fault_type)(expected, found),
    }
}

/// The question an issue is about, by its place; none for what is about the whole or a section.
pub fn question_of(part: &Part) -> Option<usize> {
    match part {
        Part::Title
        | Part::About
        | Part::Questions
        | Part::Section(_)
        | Part::SectionRelevant(_)
        | Part::SectionQuestions(_) => None,
        Part::Key(place)
        | Part::Text(place)
        | Part::Help(place)
        | Part::Easy(place)
        | Part::Option(place, _)
        | Part::Options(place)
        | Part::Bounds(place)
        | Part::InSection(place)
        | Part::Relevant(place)
        | Part::Required(place)
        | Part::Constraint(place)
        | Part::Message(place)
        | Part::Filter(place)
        | Part::Value(place) => Some(*place),
    }
}

/// The section an issue is about.
pub fn section_of(part: &Part) -> Option<usize> {
    match part {
        Part::Section(place) | Part::SectionRelevant(place) | Part::SectionQuestions(place) => {
            Some(*place)
        }
        _ => None,
    }
}
