//! Answers from a table exported by another survey tool (Google Forms, LimeSurvey, Microsoft Forms).

use super::{Mapped, Table};
use crate::{Day, answer::Answers, questionnaire::Questionnaire};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which column feeds which question, and which holds the time stamp.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct AnswerMapping {
    /// Question key to column number.
    pub questions: BTreeMap<String, u32>,
    pub day: Option<u32>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ImportedAnswer {
    pub day: Day,
    pub answers: Answers,
    /// Canonical text of the row, to be hashed; equal rows have equal fingerprints.
    pub fingerprint: String,
    /// How many rows with this fingerprint came before in the same file: the second of two equal rows is another person.
    pub occurrence: u32,
}

/// The mapping a person would most likely choose, from the wording of headers and questions.
pub fn guess_answers(_table: &Table, _questionnaire: &Questionnaire) -> AnswerMapping {
    AnswerMapping::default()
}

/// Reads every row. A row with one bad cell is not taken; it is named with the cell.
pub fn map_answers(
    _table: &Table,
    _questionnaire: &Questionnaire,
    _mapping: &AnswerMapping,
    _default_day: Day,
) -> Mapped<ImportedAnswer> {
    Mapped {
        good: Vec::new(),
        bad: Vec::new(),
    }
}
