//! The questions of a questionnaire one under another, in one language or in easy words, with their conditions.

use super::show::tag;
use crate::locales::{scales::scales, workspace::t};
use domain::{
    Lang,
    questionnaire::{
        Question, QuestionKind, Questionnaire,
        writing::{Group, groups, kind_name},
    },
};
use leptos::prelude::*;

/// In which words it is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    French,
    English,
    Easy,
}

impl Wanted {
    pub fn key(self) -> &'static str {
        match self {
            Wanted::French => "fr",
            Wanted::English => "en",
            Wanted::Easy => "easy",
        }
    }

    pub fn of(key: &str) -> Wanted {
        match key {
            "en" => Wanted::English,
            "easy" => Wanted::Easy,
            _ => Wanted::French,
        }
    }

    pub fn lang(self) -> Lang {
        match self {
            Wanted::English => Lang::En,
            Wanted::French | Wanted::Easy => Lang::Fr,
        }
    }

    fn easy(self) -> bool {
        self == Wanted::Easy
    }
}

#[component]
pub fn Questions(content: Questionnaire, wanted: Wanted) -> impl IntoView {
    let groups = groups(&content).into_iter();
    groups
        .map(|group| of_group(&content, &group, wanted))
        .collect_view()
}

fn of_group(content: &Questionnaire, group: &Group, wanted: Wanted) -> impl IntoView + use<> {
    let words = &t().questionnaires;
    let section = group.section.and_then(|place| content.sections.get(place));
    let head = section.map(|section| {
        let title = section.title.get(wanted.lang()).to_owned();
        let when = section.relevant.clone();
        view! {
            <h3 lang=tag(wanted)>{title}</h3>
            {when.map(|when| view! { <p class="muted">{words.section_if} " " <code>{when}</code></p> })}
        }
    });
    let questions: Vec<_> = content.questions[group.questions.clone()]
        .iter()
        .map(|question| one(question, wanted))
        .collect();
    let first = (group.questions.start + 1).to_string();
    view! {
        {head}
        <ol class="questions" start=first>{questions}</ol>
    }
}

fn one(question: &Question, wanted: Wanted) -> impl IntoView + use<> {
    let words = &t().questionnaires;
    let (lang, easy) = (wanted.lang(), wanted.easy());
    let (text, help) = question.wording(lang, easy);
    let text = if text.is_empty() {
        words.no_words
    } else {
        text
    }
    .to_owned();
    let help = help.map(str::to_owned);
    let kind = (words.kind)(kind_name(&question.kind));
    view! {
        <li>
            <p lang=tag(wanted)><strong>{text}</strong></p>
            {help.map(|help| view! { <p class="muted" lang=tag(wanted)>{help}</p> })}
            <p class="muted">{kind} " · " <code>{question.key.clone()}</code></p>
            {answers(question, wanted)}
            {conditions(question)}
        </li>
    }
}

/// What can be answered.
fn answers(question: &Question, wanted: Wanted) -> impl IntoView + use<> {
    let words = &t().questionnaires;
    let (lang, scale) = (wanted.lang(), scales(wanted.lang()));
    let steps = |steps: &[&'static str]| steps.iter().map(|step| (*step).to_owned()).collect();
    let mut all: Vec<String> = match &question.kind {
        QuestionKind::Likert4 => steps(&scale.likert4),
        QuestionKind::Likert5 => steps(&scale.likert5),
        QuestionKind::Ease3 => steps(&scale.ease3),
        QuestionKind::Yesno | QuestionKind::Consent => steps(&[scale.yes, scale.no]),
        QuestionKind::Number { min, max } => vec![(words.between)(*min, *max)],
        kind => {
            let options = kind.options().iter();
            options
                .map(|option| option.wording(lang, wanted.easy()).to_owned())
                .collect()
        }
    };
    if question.may_not_concern {
        all.push(scale.not_concerned.to_owned());
    }
    (!all.is_empty()).then(|| view! { <p lang=tag(wanted)>{all.join(" / ")}</p> })
}

fn conditions(question: &Question) -> impl IntoView + use<> {
    let words = &t().questionnaires;
    let line = |name: &'static str, text: Option<&String>| {
        let text = text?.clone();
        Some(view! { <dt>{name}</dt><dd><code>{text}</code></dd> })
    };
    let required = question.required.as_ref();
    let always = required.is_some_and(|test| test == "true");
    let value = match &question.kind {
        QuestionKind::Calculated { value } => Some(value),
        _ => None,
    };
    let test = question.constraint.as_ref().map(|one| &one.test);
    let lines = [
        line(words.relevant_if, question.relevant.as_ref()),
        line(words.required_if, required.filter(|_| !always)),
        line(words.constraint_if, test),
        line(words.filter_if, question.filter.as_ref()),
        line(words.worked_out, value),
    ];
    let lines: Vec<_> = lines.into_iter().flatten().collect();
    view! {
        {always.then(|| view! { <p class="muted">{words.required}</p> })}
        {(!lines.is_empty()).then(|| view! { <dl class="facts">{lines}</dl> })}
    }
}
