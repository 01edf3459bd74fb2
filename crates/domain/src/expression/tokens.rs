//! The words and signs of an expression.

use super::{ExprError, Fault, Number};
use std::ops::Range;

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    /// A key, a function, or a word of the language.
    Word(String),
    Number(Number),
    Text(String),
    /// `( ) , . = != < <= > >= + - * /`
    Sign(&'static str),
}

/// Longer signs first: `<=` is not `<` and `=`.
const SIGNS: &[&str] = &[
    "!=", "<=", ">=", "(", ")", ",", ".", "=", "<", ">", "+", "-", "*", "/",
];

pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, ExprError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, length) = match first {
            '\'' | '"' => quoted(rest, first).ok_or(ExprError {
                fault: Fault::Unclosed,
                at: at..text.len(),
            })?,
            '0'..='9' => {
                let length = run(rest, |sign| sign.is_ascii_digit() || sign == '.');
                let number = Number::read(&rest[..length]).ok_or(ExprError {
                    fault: Fault::Number,
                    at: at..at + length,
                })?;
                (Token::Number(number), length)
            }
            'a'..='z' | 'A'..='Z' | '_' => {
                let length = run(rest, |sign| sign.is_ascii_alphanumeric() || sign == '_');
                (Token::Word(rest[..length].to_owned()), length)
            }
            _ => {
                let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
                let sign = sign.ok_or_else(|| ExprError {
                    fault: Fault::Unexpected(first.to_string()),
                    at: at..at + first.len_utf8(),
                })?;
                (Token::Sign(sign), sign.len())
            }
        };
        tokens.push((token, at..at + length));
        at += length;
    }
    Ok(tokens)
}

/// How many bytes from the start on belong together.
fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|sign| !belongs(sign)).unwrap_or(text.len())
}

/// A text between two marks: there is no way to write the mark itself, the other mark is there for that.
fn quoted(text: &str, mark: char) -> Option<(Token, usize)> {
    let length = text[1..].find(mark)?;
    Some((Token::Text(text[1..=length].to_owned()), length + 2))
}
