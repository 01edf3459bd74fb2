//! Answers whose time is over: what they say in words, pictures and signatures is gone for ever, what is counted stays.
//!
//! - **reduced answer**: a released answer without its words; the keys of what it said are left, so that it is counted as
//!   before.
//! - **erasure**: the record by which the server says in the log which answers it reduced. Only the server makes one.

#[cfg(test)]
mod tests;

use crate::{
    Day, Refusal,
    answer::{Answer, Answers, Place, ReleasedAnswer},
    attachment::FileHash,
    signature::Signature,
};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// Most answers that one record names: 40 kB.
pub const ROWS_MAX: usize = 500;

/// The answer without what somebody said; none when there is nothing of that left in it.
pub fn reduce(answer: &ReleasedAnswer) -> Option<ReleasedAnswer> {
    let (said, answers): (Answers, Answers) = answer
        .answers
        .clone()
        .into_iter()
        .partition(|(_, one)| says(one));
    if said.is_empty() && answer.contact.is_none() {
        return None;
    }
    let mut gone = answer.gone.clone();
    gone.extend(said.into_keys());
    Some(ReleasedAnswer {
        answers,
        gone,
        contact: None,
        ..answer.clone()
    })
}

/// Whether an answer is in its author's own words, hand or picture.
fn says(answer: &Answer) -> bool {
    match answer {
        // Blanks say nothing, and are counted as nothing.
        Answer::Text(text) => !text.trim().is_empty(),
        Answer::Signature(signature) => *signature != Signature::Paper,
        Answer::Photo(_) => true,
        Answer::Score(_)
        | Answer::Choice(_)
        | Answer::Choices(_)
        | Answer::Day(_)
        | Answer::Number(_)
        | Answer::NotConcerned => false,
    }
}

/// That answers of one place were reduced.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Erasure {
    pub place: Place,
    #[serde(with = "crate::day::wire")]
    pub day: Day,
    pub rows: Rows,
}

/// The operations that were reduced, each with what stands in the log now.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rows(pub Vec<Row>);

/// On the wire a line of one text, `<number> <sha256>`: a list of objects would take three times the memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// The number of the operation that made the answer.
    pub seq: u64,
    /// SHA-256 of the body that stands there now.
    pub sha256: FileHash,
}

impl From<Rows> for String {
    fn from(rows: Rows) -> String {
        rows.0.iter().fold(String::new(), |mut text, row| {
            // Writing into a string cannot fail.
            let _ = writeln!(text, "{} {}", row.seq, row.sha256);
            text
        })
    }
}

impl TryFrom<String> for Rows {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Rows, Refusal> {
        let row = |line: &str| {
            let (seq, sha256) = line.split_once(' ').ok_or(Refusal::Malformed)?;
            Ok(Row {
                seq: seq.parse().map_err(|_| Refusal::Malformed)?,
                sha256: sha256.parse()?,
            })
        };
        text.lines().map(row).collect::<Result<_, _>>().map(Rows)
    }
}
