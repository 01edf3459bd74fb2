//! From a form to a questionnaire that could be published as it is, and all that is to be said of the rest.

mod bounds;
mod conditions;
mod kinds;
mod options;
mod outline;
mod repeats;
mod sections;
mod settings;
mod settle;
#[cfg(test)]
mod tests;
mod wording;

use crate::{
    columns::Column,
    finding::{Code, Finding, Findings, Level},
    form::{Form, Line, read},
    sheet::Sheet,
    types::TypeRow,
    xpath::Translated,
};
use domain::{
    Lang, Text,
    questionnaire::{
        Question, Questionnaire,
        writing::{KEY_MAX, is_key},
    },
};
use std::collections::{HashMap, HashSet};

/// What the form does not say itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Defaults {
    /// Title of a form that has none: the name of its file.
    pub title: String,
    /// The language of wordings that name none.
    pub lang: Lang,
}

/// What became of a question of the form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fate {
    Accepted,
    /// With warnings.
    Degraded,
    /// With a warning: it asks nobody anything.
    LeftOut,
    Refused,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// In the survey sheet.
    pub row: u32,
    pub name: String,
    pub kind: String,
    pub fate: Fate,
    /// Of the question it became.
    pub key: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Imported {
    /// Without what was refused; none when nothing is left to ask.
    pub questionnaire: Option<Questionnaire>,
    pub outcomes: Vec<Outcome>,
    /// In the order of the form.
    pub findings: Vec<Finding>,
}

/// Reads a form. Changes nothing anywhere: it is for the caller to show the findings and to ask.
pub fn import(sheets: &[Sheet], defaults: &Defaults) -> Imported {
    let form = read(sheets);
    let mut builder = Builder {
        findings: Findings::default(),
        groups: Vec::new(),
        rounds: Vec::new(),
        repeats: Vec::new(),
        drafts: Vec::new(),
        languages: HashSet::new(),
        unsaid: settings::default_language(&form).unwrap_or(defaults.lang),
        bytes: 0,
    };
    builder.findings.extend(form.findings.iter().cloned());
    let refused = |finding: &Finding| finding.code.level() == Level::Refused;
    let sound = !form.findings.iter().any(refused) && builder.outline(&form);
    let questionnaire = sound.then(|| builder.build(&form, defaults)).flatten();
    let outcomes = builder.outcomes();
    let mut findings = builder.findings.into_all();
    // By sheet as the form has them, then by row.
    let place = |finding: &Finding| {
        let same = |sheet: &Sheet| sheet.name.trim().eq_ignore_ascii_case(&finding.sheet);
        sheets.iter().position(same)
    };
    findings.sort_by_cached_key(|finding| (place(finding), finding.row, finding.column));
    Imported {
        questionnaire,
        outcomes,
        findings,
    }
}

struct Builder<'a> {
    findings: Findings,
    groups: Vec<Group<'a>>,
    rounds: Vec<Round>,
    repeats: Vec<Rounds<'a>>,
    drafts: Vec<Draft<'a>>,
    /// Languages passed over, said once.
    languages: HashSet<String>,
    /// The language of wordings that name none.
    unsaid: Lang,
    /// Of all options built so far.
    bytes: usize,
}

struct Group<'a> {
    line: &'a Line,
    parent: Option<usize>,
    title: Option<Text>,
    relevant: Option<Translated>,
    /// Of a repeat: which round it is, and the test that it is asked by.
    round: Option<(usize, Option<String>)>,
    /// Written as a table.
    table: bool,
    repeats: bool,
}

/// One of the rounds in which the questions of a repeat or a loop are asked.
struct Round {
    number: u32,
    /// The option that a loop is at, by name and wording.
    over: Option<(String, Text)>,
}

/// A repeat or a loop that is written out, with the group of each of its rounds.
struct Rounds<'a> {
    line: &'a Line,
    groups: Vec<usize>,
}

/// Where a question comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Made {
    /// Its row.
    Row,
    /// *Specify other*, of the draft before it.
    Other,
    /// Whether a repeat has another round.
    Another,
}

/// A question on its way.
struct Draft<'a> {
    line: &'a Line,
    row: &'static TypeRow,
    /// What is written behind the type: a list, `or_other`.
    rest: Vec<&'a str>,
    /// Innermost.
    group: Option<usize>,
    round: Option<usize>,
    name: String,
    key: String,
    /// None until its kind is known, and for what is left out.
    question: Option<Question>,
    relevant: Option<Translated>,
    made: Made,
    left_out: bool,
    refused: bool,
}

impl<'a> Builder<'a> {
    /// Of a form whose outline is known.
    fn build(&mut self, form: &'a Form, defaults: &Defaults) -> Option<Questionnaire> {
        self.kinds(form);
        self.conditions();
        let head = settings::head(form, defaults, &mut self.findings);
        self.settle(head)
    }

    /// Says something of a draft; a refusal leaves it out.
    fn say(&mut self, draft: usize, column: &Column, code: Code, detail: &str) {
        let draft = &mut self.drafts[draft];
        draft.refused |= code.level() == Level::Refused;
        self.findings.push(draft.line.finding(column, code, detail));
    }

    /// A question that is still to come in.
    fn question(&mut self, draft: usize) -> Option<&mut Question> {
        let draft = &mut self.drafts[draft];
        draft.question.as_mut().filter(|_| !draft.refused)
    }

    fn outcomes(&self) -> Vec<Outcome> {
        let survey = self
            .findings
            .all()
            .iter()
            .filter(|finding| finding.sheet == "survey");
        let said: HashSet<u32> = survey.map(|finding| finding.row).collect();
        let outcome = |draft: &Draft<'_>| Outcome {
            row: draft.line.row,
            name: draft.name.clone(),
            kind: draft
                .line
                .text(&Column::Type)
                .unwrap_or_default()
                .to_owned(),
            fate: match draft {
                Draft { refused: true, .. } => Fate::Refused,
                Draft { left_out: true, .. } => Fate::LeftOut,
                _ if said.contains(&draft.line.row) => Fate::Degraded,
                _ => Fate::Accepted,
            },
            key: (!draft.refused && !draft.left_out).then(|| draft.key.clone()),
        };
        // A question of a repeat is one question, and as well off as its worst round.
        let mut outcomes: Vec<Outcome> = Vec::new();
        let mut rows: HashMap<u32, usize> = HashMap::new();
        for draft in self.drafts.iter().filter(|draft| draft.made == Made::Row) {
            let next = outcome(draft);
            let first = *rows.entry(next.row).or_insert(outcomes.len());
            match outcomes.get_mut(first) {
                Some(known) => known.fate = known.fate.max(next.fate),
                None => outcomes.push(next),
            }
        }
        outcomes
    }
}

/// A name as our language can read it: letters, digits and `_` after a letter.
pub(crate) fn key_of(name: &str) -> String {
    let plain = |sign: char| {
        if sign.is_ascii_alphanumeric() {
            sign
        } else {
            '_'
        }
    };
    let mut key: String = name.chars().map(plain).take(KEY_MAX).collect();
    if !is_key(&key) {
        key.insert_str(0, "q_");
        key.truncate(KEY_MAX);
    }
    key
}

/// The key that is wanted, or counted on until it is free.
fn unique(wanted: String, taken: impl Fn(&str) -> bool) -> String {
    let numbered = |number: u32| {
        let end = format!("_{number}");
        let start = &wanted[..wanted.len().min(KEY_MAX - end.len())];
        format!("{start}{end}")
    };
    let mut keys = std::iter::once(wanted.clone()).chain((2..).map(numbered));
    keys.find(|key| !taken(key)).unwrap_or(wanted)
}
