//! The last word is that of [`domain::questionnaire::problems`]: what could not be published does not come in, nor what
//! hangs on it.

use super::{Builder, settings::Head};
use crate::{columns::Column, finding::Code};
use domain::{
    expression::Fault,
    questionnaire::{Part, Problem, ProblemAt, Question, Questionnaire, problems},
};

/// Seconds for a question, to say how long a form takes that does not say it.
const SECONDS: usize = 10;

impl Builder<'_> {
    /// None when nothing is left to ask.
    pub(super) fn settle(&mut self, head: Head) -> Option<Questionnaire> {
        self.drop_empty_rounds();
        let (questions, sections) = self.sections();
        self.groups_said(&questions, &sections);
        let mut questionnaire = Questionnaire {
            key: head.key,
            version: head.version,
            title: head.title,
            about: head.about,
            minutes: head.minutes.unwrap_or(1),
            sections: Vec::new(),
            questions: Vec::new(),
        };
        // Each round refuses one question at least.
        loop {
            self.drop_empty_rounds();
            let (questions, sections) = self.sections();
            let (drafts, questions): (Vec<usize>, Vec<Question>) = questions.into_iter().unzip();
            questionnaire.sections = sections;
            questionnaire.questions = questions;
            let asked = questionnaire
                .questions
                .iter()
                .filter(|question| question.kind.is_asked());
            let asked = asked.count();
            if asked == 0 {
                self.nothing_asked();
                return None;
            }
            if head.minutes.is_none() {
                let minutes = (asked * SECONDS).div_ceil(60);
                questionnaire.minutes = u32::try_from(minutes).unwrap_or(1);
            }
            let found = problems(&questionnaire);
            if found.is_empty() {
                return Some(questionnaire);
            }
            for problem in found {
                self.refuse(&problem, &drafts, &questionnaire);
            }
        }
    }

    fn nothing_asked(&mut self) {
        self.findings.push(crate::finding::Finding {
            sheet: "survey".to_owned(),
            row: 1,
            column: 1,
            code: Code::NothingAsked,
            detail: String::new(),
        });
    }

    fn refuse(&mut self, found: &ProblemAt, drafts: &[usize], questionnaire: &Questionnaire) {
        let (code, detail) = said(&found.problem);
        let (index, column) = match found.part {
            Part::Section(index) | Part::SectionRelevant(index) | Part::SectionQuestions(index) => {
                let key = &questionnaire.sections[index].key;
                let within = questionnaire.questions.iter().zip(drafts);
                let within: Vec<usize> = within
                    .filter(|(question, _)| question.section.as_ref() == Some(key))
                    .map(|(_, draft)| *draft)
                    .collect();
                for draft in within {
                    self.say(draft, &Column::Type, code, &detail);
                }
                return;
            }
            // A title too long, or nothing but notes: the first question stands for the form.
            Part::Title | Part::About | Part::Questions => (0, Column::Type),
            Part::Key(index) => (index, Column::Name),
            Part::Text(index) | Part::Easy(index) | Part::InSection(index) => {
                (index, Column::Label)
            }
            Part::Help(index) => (index, Column::Hint),
            Part::Option(index, _) | Part::Options(index) | Part::Bounds(index) => {
                (index, Column::Type)
            }
            Part::Relevant(index) => (index, Column::Relevant),
            Part::Required(index) => (index, Column::Required),
            Part::Constraint(index) => (index, Column::Constraint),
            Part::Message(index) => (index, Column::ConstraintMessage),
            Part::Filter(index) => (index, Column::ChoiceFilter),
            Part::Value(index) => (index, Column::Calculation),
        };
        self.say(drafts[index], &column, code, &detail);
    }
}

fn said(problem: &Problem) -> (Code, String) {
    let plain = |code| (code, String::new());
    match problem {
        Problem::NothingAsked => plain(Code::NothingAsked),
        Problem::TooMany => plain(Code::TooManyQuestions),
        Problem::TooManyPhotos => plain(Code::TooManyPhotos),
        Problem::KeyForm => plain(Code::OptionNotNamed),
        Problem::KeyTwice => plain(Code::OptionTwice),
        Problem::NotWorded => plain(Code::OptionNotNamed),
        Problem::TooLong => plain(Code::WordingTooLong),
        Problem::NoOption => plain(Code::ListUnknown),
        Problem::BoundsReversed | Problem::Places => plain(Code::RangeNotUnderstood),
        Problem::UnknownSection | Problem::Scattered | Problem::TableMixed => {
            plain(Code::TableMixed)
        }
        Problem::Circle => plain(Code::Circle),
        Problem::Expression(error) => match &error.fault {
            Fault::UnknownAnswer(key) => (Code::NameUnknown, key.clone()),
            Fault::UnknownOption { option, .. } => (Code::OptionUnknown, option.clone()),
            Fault::UnknownColumn(column) => (Code::ColumnUnknown, column.clone()),
            Fault::TooLong | Fault::TooDeep => plain(Code::ExpressionTooLong),
            Fault::Type { found, .. } => (Code::TypesDiffer, (*found).to_owned()),
            _ => plain(Code::ExpressionUnreadable),
        },
    }
}
