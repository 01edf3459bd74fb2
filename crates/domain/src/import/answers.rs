//! Answers from a table exported by another survey tool (Google Forms, LimeSurvey, Microsoft Forms).

use super::{
    Mapped, Table, cells,
    columns::{Target, guess},
    days::{Order, read_day},
    hints, known,
    table::{BadCell, RowIdentity},
    words::normal,
};
use crate::{
    Day, Refusal,
    answer::{Answer, Answers},
    questionnaire::{Question, Questionnaire},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which column feeds which question, and which holds the time stamp. Columns are numbered from 0.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct AnswerMapping {
    /// Question key to column number.
    pub questions: BTreeMap<String, u32>,
    pub day: Option<u32>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ImportedAnswer {
    #[serde(with = "crate::day::wire")]
    pub day: Day,
    pub answers: Answers,
    pub row: RowIdentity,
}

/// LimeSurvey stamps finished answers of surveys without time stamps so.
const NO_STAMP: &str = "1980-01-01";

/// Cells outside the scale from which a whole column is taken to be on another scale.
const OTHER_SCALE: usize = 2;

/// The mapping a person would most likely choose, from the wording of headers and questions.
pub fn guess_answers(table: &Table, questionnaire: &Questionnaire) -> AnswerMapping {
    guess_in(&table.headers, questionnaire)
}

/// The table under its own headings, titles above them left out.
#[must_use]
pub fn answers_table(table: Table, questionnaire: &Questionnaire) -> Table {
    table.below_titles(|row| guess_in(row, questionnaire).questions.len())
}

fn guess_in(headers: &[String], questionnaire: &Questionnaire) -> AnswerMapping {
    let day = known::DAY_HEADERS.iter().find_map(|wanted| {
        let named = |header: &String| {
            let header = header
                .split_once(". ")
                .map_or(header.as_str(), |(code, _)| code);
            normal(header) == normal(wanted)
        };
        (0..)
            .zip(headers)
            .find_map(|(column, header)| named(header).then_some(column))
    });
    let targets: Vec<Target<'_>> = questionnaire
        .questions
        .iter()
        .map(|question| Target {
            key: &question.key,
            wordings: vec![&question.text.fr, &question.text.en],
            hints: hints::of_question(&question.key),
        })
        .collect();
    AnswerMapping {
        questions: guess(headers, &targets, day.as_slice()),
        day,
    }
}

/// Reads every row. A row with one bad cell is not taken; it is named with the cell. Rows without anything in them are
/// passed over. With a time stamp column, a row without a stamp is an answer that was never finished: bad.
///
/// When the mapping names a question or a column that does not exist, nothing is taken and row 1 is bad.
pub fn map_answers(
    table: &Table,
    questionnaire: &Questionnaire,
    mapping: &AnswerMapping,
    default_day: Day,
) -> Mapped<ImportedAnswer> {
    let mut mapped = Mapped {
        good: Vec::new(),
        bad: Vec::new(),
    };
    let columns = match columns(table, questionnaire, mapping) {
        Ok(columns) => columns,
        Err(bad) => {
            mapped.bad.push(bad);
            return mapped;
        }
    };
    let stamp = mapping.day.map(|column| Stamp::of(table, column));
    for (index, row, identity) in table.filled() {
        let mut bad = Vec::new();
        let mut answers = Answers::new();
        for column in &columns {
            match &column.cells[index] {
                Ok(Some(answer)) => {
                    answers.insert(column.key.to_owned(), answer.clone());
                }
                Ok(None) => {}
                Err(refusal) => {
                    let value = table.cell(index, column.number);
                    bad.push(BadCell::new(row, column.header, value, *refusal));
                }
            }
        }
        let day = match stamp.as_ref().map(|stamp| stamp.read(index, default_day)) {
            None => default_day,
            Some(Ok(day)) => day,
            Some(Err((header, text, refusal))) => {
                bad.push(BadCell::new(row, header, text, refusal));
                default_day
            }
        };
        if answers.is_empty() && bad.is_empty() {
            bad.push(BadCell::new(row, "", "", Refusal::NothingAnswered));
        }
        if bad.is_empty() {
            let answer = ImportedAnswer {
                day,
                answers,
                row: identity,
            };
            mapped.good.push((row, answer));
        }
        mapped.bad.append(&mut bad);
    }
    mapped
}

/// A column that feeds a question, read from top to bottom.
struct Column<'a> {
    key: &'a str,
    number: u32,
    header: &'a str,
    cells: Vec<Result<Option<Answer>, Refusal>>,
}

fn columns<'a>(
    table: &'a Table,
    questionnaire: &'a Questionnaire,
    mapping: &AnswerMapping,
) -> Result<Vec<Column<'a>>, BadCell> {
    if mapping.questions.is_empty() {
        return Err(BadCell::of_mapping("", Refusal::NothingAnswered));
    }
    if mapping.day.is_some_and(|day| table.header(day).is_none()) {
        return Err(BadCell::of_mapping("", Refusal::UnknownField));
    }
    for key in mapping.questions.keys() {
        if questionnaire.question(key).is_none() {
            return Err(BadCell::of_mapping(key, Refusal::UnknownQuestion));
        }
    }
    let mapped = questionnaire.questions.iter().filter_map(|question| {
        let number = *mapping.questions.get(&question.key)?;
        Some((question, number))
    });
    mapped
        .map(|(question, number)| {
            let header = table
                .header(number)
                .ok_or(BadCell::of_mapping(&question.key, Refusal::UnknownField))?;
            Ok(Column {
                key: &question.key,
                number,
                header,
                cells: read_column(table, question, number),
            })
        })
        .collect()
}

/// Reads a column. Marks from 1 to 5 hold 1 to 4 too: when several cells lie outside the scale, those inside it mean
/// something else as well, and none is taken.
fn read_column(
    table: &Table,
    question: &Question,
    number: u32,
) -> Vec<Result<Option<Answer>, Refusal>> {
    let order = Order::of(table.column(number));
    let mut cells: Vec<_> = table
        .column(number)
        .map(|cell| cells::read(question, cell, order))
        .collect();
    let outside = cells
        .iter()
        .filter(|cell| **cell == Err(Refusal::OutOfRange))
        .count();
    if question.kind.scale().is_some() && outside >= OTHER_SCALE {
        for cell in &mut cells {
            if matches!(cell, Ok(Some(Answer::Score(_)))) {
                *cell = Err(Refusal::OutOfRange);
            }
        }
    }
    cells
}

/// The time stamp column.
struct Stamp<'a> {
    table: &'a Table,
    column: u32,
    order: Order,
}

impl<'a> Stamp<'a> {
    fn of(table: &'a Table, column: u32) -> Stamp<'a> {
        Stamp {
            table,
            column,
            order: Order::of(table.column(column)),
        }
    }

    /// The day of the stamp, or header, text and reason.
    fn read(&self, index: usize, default_day: Day) -> Result<Day, (&'a str, &'a str, Refusal)> {
        let text = self.table.cell(index, self.column);
        let header = self.table.header(self.column).unwrap_or_default();
        if text.is_empty() {
            return Err((header, text, Refusal::Required));
        }
        if text.starts_with(NO_STAMP) {
            return Ok(default_day);
        }
        read_day(text, self.order).ok_or((header, text, Refusal::NotADate))
    }
}
