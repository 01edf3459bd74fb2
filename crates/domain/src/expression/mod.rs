//! The expression language of questionnaires: when a question is asked, must be answered, takes an answer, or is worked
//! out from others. Small, typed and total: every expression that passes [`check`] has a value for every answer sheet, in
//! a number of steps bounded by its length. It reads answers and nothing else; there are no loops and no definitions.
//!
//! ```text
//! overall <= 2 and not answered(improve)      question keys are names
//! pace = 'too_fast' or selected(barriers, 'time')
//! it >= 0 and it <= 35                        `it`: the answer that a constraint judges
//! option.region = region                      a column of the option that a filter judges
//! if(nps >= 9, 'promoter', 'other')
//! days(started, today()) < 365
//! ```
//!
//! A question that was passed over, is not asked or does not concern the person has no value. What is worked out of a
//! missing value is missing; a comparison with one is false, so `!=` is true; a missing text equals `''`.
//!
//! docs/expressions.md is the reference for people who write questionnaires.

mod check;
mod eval;
mod functions;
mod guide;
mod number;
mod parse;
#[cfg(test)]
mod tests;
mod tokens;

pub use check::{Type, Types, check};
pub use eval::{Scope, Value, value};
pub use functions::Function;
pub use guide::{GUIDE, Writing};
pub use number::Number;
pub use parse::parse;

use crate::Day;
use std::ops::Range;

/// Longest expression, in bytes.
pub const BYTES_MAX: usize = 2_000;
/// Deepest nesting: what evaluates is recursive.
pub const DEPTH_MAX: u32 = 40;

/// An expression that was read, with the place of each part in its text, in bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expr {
    pub node: Node,
    pub at: Range<usize>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Node {
    Bool(bool),
    Number(Number),
    Text(String),
    Day(Day),
    /// The answer to the question with this key.
    Answer(String),
    /// The answer that a constraint judges.
    It,
    /// A column of the option that a choice filter judges.
    Option(String),
    Call(Function, Vec<Expr>),
}

impl Expr {
    /// The keys of the questions it reads, once for each time.
    pub fn keys(&self) -> Vec<&str> {
        match &self.node {
            Node::Answer(key) => vec![key],
            Node::Call(_, parts) => parts.iter().flat_map(Expr::keys).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether it has another value on another day.
    pub fn reads_the_day(&self) -> bool {
        match &self.node {
            Node::Call(Function::Today, _) => true,
            Node::Call(_, parts) => parts.iter().any(Expr::reads_the_day),
            _ => false,
        }
    }
}

/// What is wrong with an expression, and where in its text.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{fault} at {at:?}")]
pub struct ExprError {
    pub fault: Fault,
    /// In bytes, between two characters.
    pub at: Range<usize>,
}

/// Each has a sentence in the workspace's catalogue.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Fault {
    #[error("nothing is written")]
    Empty,
    #[error("more than {BYTES_MAX} bytes")]
    TooLong,
    #[error("nested deeper than {DEPTH_MAX}")]
    TooDeep,
    /// The sign, or the word, that does not belong here.
    #[error("{0:?} is not expected")]
    Unexpected(String),
    #[error("the end comes too early")]
    UnexpectedEnd,
    #[error("a quotation mark is not closed")]
    Unclosed,
    /// More than 9,000,000,000,000, or more than six digits behind the point.
    #[error("not a number that can be counted with")]
    Number,
    #[error("not a day of the calendar, such as day('2026-11-21')")]
    Day,
    #[error("no function is called {0:?}")]
    UnknownFunction(String),
    #[error("{function} takes {least} to {most} parts")]
    Parts {
        function: &'static str,
        least: usize,
        most: usize,
    },
    #[error("no question has the key {0:?}")]
    UnknownAnswer(String),
    #[error("question {key:?} has no option {option:?}, but {options}")]
    UnknownOption {
        key: String,
        /// As it was written: `oui`, or `1` where the key of an option is needed.
        option: String,
        /// The first of those it has, as they are written: `'yes', 'no'`.
        options: String,
    },
    /// What XLSForm calls the answer.
    #[error("`.` is not a name: the answer that a constraint judges is `it`")]
    Dot,
    #[error("no option has a column {0:?}")]
    UnknownColumn(String),
    #[error("`it` and `option` have no meaning here")]
    NotHere,
    /// Names of types: `number`, `text`, `day`, `yes or no`, `options`, `mark`; `value` for any of them but the last.
    #[error("{found} where {expected} is needed")]
    Type {
        expected: &'static str,
        found: &'static str,
    },
}
