//! What keeps a questionnaire from being published. An editor shows all of it beside the part it is about; the server
//! asks again before it takes a version into the log.

use super::{
    Choice, Question, QuestionKind, Questionnaire, Rules,
    writing::{KEY_MAX, is_key},
};
use crate::{
    Lang, Text,
    expression::{self, ExprError, Type, Types},
};

/// Most questions, and most options of one question.
pub const QUESTIONS_MAX: usize = 500;
pub const OPTIONS_MAX: usize = 1_000;
/// Most questions that ask for a photo: an answer with all of them is still one delivery.
pub const PHOTOS_MAX: usize = 3;
/// Longest wording, in characters.
pub const WORDING_MAX: usize = 2_000;

/// A part of a questionnaire, for an editor to point at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    Title,
    About,
    Questions,
    /// By its place; so are questions and options.
    Section(usize),
    SectionRelevant(usize),
    /// What is in a section.
    SectionQuestions(usize),
    Key(usize),
    Text(usize),
    Help(usize),
    Easy(usize),
    Option(usize, usize),
    Options(usize),
    Bounds(usize),
    InSection(usize),
    Relevant(usize),
    Required(usize),
    Constraint(usize),
    Message(usize),
    Filter(usize),
    Value(usize),
}

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Problem {
    #[error("nothing is asked")]
    NothingAsked,
    #[error("there are too many")]
    TooMany,
    #[error("more than {PHOTOS_MAX} photos")]
    TooManyPhotos,
    #[error("a key is letters, digits and _ after a letter")]
    KeyForm,
    #[error("the key is there twice")]
    KeyTwice,
    /// In neither language.
    #[error("nothing is written")]
    NotWorded,
    #[error("more than {WORDING_MAX} characters")]
    TooLong,
    #[error("there is nothing to choose from")]
    NoOption,
    #[error("the least is more than the most")]
    BoundsReversed,
    #[error("more than six places")]
    Places,
    #[error("there is no such section")]
    UnknownSection,
    #[error(
        "the questions of a section are not one behind the other, in the order of the sections"
    )]
    Scattered,
    #[error("the questions of a table are not of one type")]
    TableMixed,
    #[error("{0}")]
    Expression(ExprError),
    #[error("it hangs on itself")]
    Circle,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProblemAt {
    pub part: Part,
    pub problem: Problem,
}

/// All that is wrong, in the order of the questionnaire; nothing when it can be published.
pub fn problems(questionnaire: &Questionnaire) -> Vec<ProblemAt> {
    let rules = Rules::of(questionnaire);
    let mut finder = Finder {
        questionnaire,
        types: types(questionnaire, &rules),
        found: Vec::new(),
    };
    finder.whole();
    finder.sections();
    for (index, question) in questionnaire.questions.iter().enumerate() {
        finder.question(index, question);
        finder.conditions(index, question);
    }
    finder.circles(&rules);
    finder.found
}

struct Finder<'a> {
    questionnaire: &'a Questionnaire,
    /// Of each question's answer; none for one that takes none, or whose own expression is wrong.
    types: Vec<Option<Type>>,
    found: Vec<ProblemAt>,
}

impl Finder<'_> {
    fn add(&mut self, part: Part, problem: Problem) {
        self.found.push(ProblemAt { part, problem });
    }

    fn when(&mut self, wrong: bool, part: Part, problem: Problem) {
        if wrong {
            self.add(part, problem);
        }
    }

    fn whole(&mut self) {
        let questions = &self.questionnaire.questions;
        self.words(&self.questionnaire.title, Part::Title);
        if let Some(about) = &self.questionnaire.about {
            self.length(about, Part::About);
        }
        let asked = questions.iter().any(|question| question.kind.is_asked());
        self.when(!asked, Part::Questions, Problem::NothingAsked);
        let many = questions.len() > QUESTIONS_MAX;
        self.when(many, Part::Questions, Problem::TooMany);
        let all = questions.iter().enumerate();
        let photos = all.filter(|(_, question)| question.kind == QuestionKind::Photo);
        for (index, _) in photos.skip(PHOTOS_MAX) {
            self.add(Part::Text(index), Problem::TooManyPhotos);
        }
    }

    fn sections(&mut self) {
        let sections = &self.questionnaire.sections;
        for (index, section) in sections.iter().enumerate() {
            self.words(&section.title, Part::Section(index));
            let before = sections[..index].iter().map(|section| section.key.as_str());
            self.key(&section.key, before, Part::Section(index));
            self.condition(
                section.relevant.as_ref(),
                Part::SectionRelevant(index),
                None,
                None,
            );
            let within = self.questionnaire.questions.iter();
            let within = within.filter(|question| question.section.as_ref() == Some(&section.key));
            let mut kinds = within.map(|question| &question.kind);
            let first = kinds.next();
            let mixed = section.table && kinds.any(|kind| Some(kind) != first);
            self.when(mixed, Part::Section(index), Problem::TableMixed);
        }
        let place = |question: &Question| {
            let key = question.section.as_ref()?;
            sections.iter().position(|section| section.key == *key)
        };
        let places: Vec<Option<usize>> = self.questionnaire.questions.iter().map(place).collect();
        let mut last = None;
        for (index, question) in self.questionnaire.questions.iter().enumerate() {
            let Some(at) = places[index] else {
                let named = question.section.is_some();
                self.when(named, Part::InSection(index), Problem::UnknownSection);
                continue;
            };
            let follows = index == 0 || places[index - 1] == Some(at) || last < Some(at);
            self.when(!follows, Part::InSection(index), Problem::Scattered);
            last = last.max(Some(at));
        }
    }

    fn question(&mut self, index: usize, question: &Question) {
        let before = self.questionnaire.questions[..index].iter();
        let before = before.map(|question| question.key.as_str());
        self.key(&question.key, before, Part::Key(index));
        if question.kind.is_shown() {
            self.words(&question.text, Part::Text(index));
        }
        if let Some(help) = &question.help {
            self.length(help, Part::Help(index));
        }
        if let Some(easy) = &question.easy {
            self.words(&easy.text, Part::Easy(index));
        }
        match &question.kind {
            QuestionKind::Single { options }
            | QuestionKind::Multi { options }
            | QuestionKind::Rank { options } => self.options(index, options),
            QuestionKind::Number { min, max } => {
                self.when(min > max, Part::Bounds(index), Problem::BoundsReversed);
            }
            QuestionKind::Decimal { places } => {
                self.when(*places > 6, Part::Bounds(index), Problem::Places);
            }
            _ => {}
        }
    }

    fn options(&mut self, index: usize, options: &[Choice]) {
        self.when(options.is_empty(), Part::Options(index), Problem::NoOption);
        let many = options.len() > OPTIONS_MAX;
        self.when(many, Part::Options(index), Problem::TooMany);
        for (place, option) in options.iter().enumerate() {
            let part = || Part::Option(index, place);
            // Keys of other systems have other signs; nothing but a comparison reads them.
            let long = option.key.is_empty() || option.key.chars().count() > KEY_MAX;
            self.when(long, part(), Problem::KeyForm);
            let twice = options[..place]
                .iter()
                .any(|before| before.key == option.key);
            self.when(twice, part(), Problem::KeyTwice);
            self.words(&option.text, part());
        }
    }

    fn conditions(&mut self, index: usize, question: &Question) {
        let own = self.types[index].clone();
        let columns: Vec<String> = question
            .kind
            .options()
            .iter()
            .flat_map(|option| option.columns.iter().map(|(name, _)| name.clone()))
            .collect();
        self.condition(
            question.relevant.as_ref(),
            Part::Relevant(index),
            None,
            None,
        );
        self.condition(
            question.required.as_ref(),
            Part::Required(index),
            None,
            None,
        );
        self.condition(
            question.filter.as_ref(),
            Part::Filter(index),
            None,
            Some(&columns),
        );
        if let Some(constraint) = &question.constraint {
            self.condition(Some(&constraint.test), Part::Constraint(index), own, None);
            self.words(&constraint.message, Part::Message(index));
        }
        if let QuestionKind::Calculated { value } = &question.kind
            && let Err(error) = self.typed(value, None, None)
        {
            self.add(Part::Value(index), Problem::Expression(error));
        }
    }

    fn condition(
        &mut self,
        text: Option<&String>,
        part: Part,
        it: Option<Type>,
        columns: Option<&[String]>,
    ) {
        let Some(text) = text else { return };
        let found = self.typed(text, it, columns).and_then(|found| match found {
            Type::Bool => Ok(()),
            other => Err(ExprError {
                fault: expression::Fault::Type {
                    expected: Type::Bool.name(),
                    found: other.name(),
                },
                at: 0..text.len(),
            }),
        });
        if let Err(error) = found {
            self.add(part, Problem::Expression(error));
        }
    }

    fn typed(
        &self,
        text: &str,
        it: Option<Type>,
        columns: Option<&[String]>,
    ) -> Result<Type, ExprError> {
        let questions = &self.questionnaire.questions;
        let answer = |key: &str| type_at(questions, &self.types, key);
        let types = Types {
            answer: &answer,
            it,
            columns,
        };
        expression::check(&expression::parse(text)?, &types)
    }

    fn circles(&mut self, rules: &Rules) {
        for index in rules.circle() {
            self.add(Part::Relevant(*index), Problem::Circle);
        }
    }

    fn key<'k>(&mut self, key: &str, mut before: impl Iterator<Item = &'k str>, part: Part) {
        self.when(!is_key(key), part.clone(), Problem::KeyForm);
        self.when(before.any(|known| known == key), part, Problem::KeyTwice);
    }

    fn words(&mut self, text: &Text, part: Part) {
        let blank = text.fr.trim().is_empty() && text.en.trim().is_empty();
        self.when(blank, part.clone(), Problem::NotWorded);
        self.length(text, part);
    }

    fn length(&mut self, text: &Text, part: Part) {
        let long = [Lang::Fr, Lang::En]
            .iter()
            .any(|lang| text.get(*lang).chars().count() > WORDING_MAX);
        self.when(long, part, Problem::TooLong);
    }
}

/// What each answer holds for expressions, in the order of the questions: an editor names them where one is written.
pub fn answer_types(questionnaire: &Questionnaire) -> Vec<Option<Type>> {
    types(questionnaire, &Rules::of(questionnaire))
}

/// The types of all answers: what is worked out has the type of its expression.
fn types(questionnaire: &Questionnaire, rules: &Rules) -> Vec<Option<Type>> {
    let questions = &questionnaire.questions;
    let mut types: Vec<Option<Type>> = questions
        .iter()
        .map(|question| answer_type(&question.kind))
        .collect();
    for index in rules.order() {
        if let QuestionKind::Calculated { value } = &questions[*index].kind {
            let found = expression::parse(value).and_then(|expr| {
                let answer = |key: &str| type_at(questions, &types, key);
                let known = Types {
                    answer: &answer,
                    it: None,
                    columns: None,
                };
                expression::check(&expr, &known)
            });
            types[*index] = found.ok();
        }
    }
    types
}

fn type_at(questions: &[Question], types: &[Option<Type>], key: &str) -> Option<Type> {
    let place = questions.iter().position(|question| question.key == key)?;
    types[place].clone()
}

/// What an answer holds for expressions; none for a question that takes none, or whose answer is worked out.
pub fn answer_type(kind: &QuestionKind) -> Option<Type> {
    let keys = |options: &[Choice]| options.iter().map(|option| option.key.clone()).collect();
    Some(match kind {
        QuestionKind::Likert4
        | QuestionKind::Likert5
        | QuestionKind::Nps
        | QuestionKind::Ease3
        | QuestionKind::Number { .. }
        | QuestionKind::Decimal { .. } => Type::Number,
        QuestionKind::Yesno | QuestionKind::Consent => {
            Type::Choice(vec!["yes".to_owned(), "no".to_owned()])
        }
        QuestionKind::Single { options } => Type::Choice(keys(options)),
        QuestionKind::Multi { options } | QuestionKind::Rank { options } => {
            Type::Many(keys(options))
        }
        QuestionKind::Date => Type::Day,
        QuestionKind::Short | QuestionKind::Long => Type::Text,
        QuestionKind::Signature | QuestionKind::Photo => Type::Mark,
        QuestionKind::Note | QuestionKind::Calculated { .. } => return None,
    })
}
