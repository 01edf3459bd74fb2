//! The words and signs of XPath as forms use them.

use super::Fault;
use crate::finding::Code;

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    Text(String),
    Number(String),
    /// `${name}`
    Ref(String),
    Word(String),
    Sign(&'static str),
}

/// Longer signs first.
const SIGNS: &[&str] = &[
    "!=", "<=", ">=", "..", "//", "::", "(", ")", "[", "]", ",", "=", "<", ">", "+", "-", "*", "/",
    ".", "|", "@",
];

pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Fault> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = one(rest, first)
            .ok_or_else(|| Fault::new(Code::ExpressionUnreadable, &first.to_string()))?;
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

fn one(rest: &str, first: char) -> Option<(Token, usize)> {
    if first == '\'' || first == '"' {
        let length = rest[1..].find(first)?;
        return Some((Token::Text(rest[1..=length].to_owned()), length + 2));
    }
    if let Some(name) = rest.strip_prefix("${") {
        let length = name.find('}')?;
        return Some((Token::Ref(name[..length].trim().to_owned()), length + 3));
    }
    let digit = |at: usize| rest[at..].starts_with(|sign: char| sign.is_ascii_digit());
    if digit(0) || (first == '.' && digit(1)) {
        let length = run(rest, |sign| sign.is_ascii_digit() || sign == '.');
        return Some((Token::Number(rest[..length].to_owned()), length));
    }
    if first.is_alphabetic() || first == '_' {
        // A name may hold `-` and `.`, and one colon before its second half: `jr:choice-name`.
        let part = |text: &str| run(text, |sign| sign.is_alphanumeric() || "_-.".contains(sign));
        let mut length = part(rest);
        let more = rest[length..].strip_prefix(':');
        if let Some(more) = more.filter(|more| more.starts_with(char::is_alphabetic)) {
            length += 1 + part(more);
        }
        return Some((Token::Word(rest[..length].to_owned()), length));
    }
    let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign))?;
    Some((Token::Sign(sign), sign.len()))
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|sign| !belongs(sign)).unwrap_or(text.len())
}
