//! Expressions of XLSForm (XPath with `${name}`) and those of [`domain::expression`], one into the other.

mod functions;
mod parse;
mod print;
#[cfg(test)]
mod tests;
mod tokens;
mod translate;

pub(crate) use parse::parse;
pub(crate) use print::xpath;
pub(crate) use translate::{Lookup, Named, Names, Translated, condition, condition_of, value};

use crate::finding::Code;

/// An XPath expression that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum X {
    Text(String),
    Number(String),
    /// `${name}`, `../name` or `/data/group/name`
    Ref(String),
    /// `.`
    Dot,
    /// A bare name: a column of the option in a choice filter.
    Name(String),
    Call(String, Vec<X>),
    /// An infix sign and its parts.
    Infix(&'static str, Box<X>, Box<X>),
    Negate(Box<X>),
}

/// Why an expression does not come in, with the word it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Fault {
    pub(crate) code: Code,
    pub(crate) detail: String,
}

impl Fault {
    pub(crate) fn new(code: Code, detail: &str) -> Fault {
        Fault {
            code,
            detail: detail.to_owned(),
        }
    }
}
