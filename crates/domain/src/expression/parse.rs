//! From text to an expression: signs by how strongly they bind.

use super::{
    BYTES_MAX, DEPTH_MAX, Expr, ExprError, Fault, Function, Node,
    functions::{INFIX, NAMED, NEGATE, NOT},
    tokens::{Token, tokens},
};
use crate::day;
use std::ops::Range;

/// Reads an expression. Whether its parts fit together, [`super::check`] says.
///
/// # Errors
/// The first thing that cannot be read, with its place.
pub fn parse(text: &str) -> Result<Expr, ExprError> {
    let whole = 0..text.len();
    if text.len() > BYTES_MAX {
        return Err(error(Fault::TooLong, whole));
    }
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Err(error(Fault::Empty, whole));
    }
    let mut reader = Reader {
        tokens,
        next: 0,
        depth: 0,
        end: text.len(),
    };
    let expr = reader.expr(0)?;
    match reader.tokens.get(reader.next) {
        None => Ok(expr),
        Some((token, at)) => Err(error(Fault::Unexpected(shown(token)), at.clone())),
    }
}

struct Reader {
    tokens: Vec<(Token, Range<usize>)>,
    next: usize,
    depth: u32,
    /// Of the text, in bytes.
    end: usize,
}

impl Reader {
    /// What binds more strongly than `least`.
    fn expr(&mut self, least: u8) -> Result<Expr, ExprError> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(error(Fault::TooDeep, self.place()));
        }
        let mut left = self.one()?;
        let mut height = 0;
        while let Some((function, binds)) = self.infix().filter(|(_, binds)| *binds > least) {
            // A chain of other signs leans to the left: each link is one level deeper to evaluate.
            if !matches!(left.node, Node::Call(of, _) if of == function) || !is_chain(function) {
                height += 1;
            }
            if height + self.depth > DEPTH_MAX {
                return Err(error(Fault::TooDeep, self.place()));
            }
            self.next += 1;
            let right = self.expr(binds)?;
            // `1 < 2 < 3` would compare a yes with a number.
            let again = self.infix().map(|(_, binds)| binds);
            if binds == 4 && again == Some(4) {
                return Err(self.unexpected());
            }
            let at = left.at.start..right.at.end;
            left = joined(function, left, right, at);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn infix(&self) -> Option<(Function, u8)> {
        let written = match &self.tokens.get(self.next)?.0 {
            Token::Word(word) => word.as_str(),
            Token::Sign(sign) => sign,
            _ => return None,
        };
        let found = INFIX.iter().find(|(name, ..)| *name == written)?;
        Some((found.1, found.2))
    }

    fn one(&mut self) -> Result<Expr, ExprError> {
        let (token, at) = self.take()?;
        let node = match token {
            Token::Number(number) => Node::Number(number),
            Token::Text(text) => Node::Text(text),
            Token::Sign("(") => {
                let inner = self.expr(0)?;
                let end = self.sign(")")?;
                return Ok(Expr {
                    node: inner.node,
                    at: at.start..end,
                });
            }
            Token::Sign("-") => return self.prefixed(Function::Negate, NEGATE, at.start),
            Token::Word(word) => return self.word(word, at),
            Token::Sign(".") => return Err(error(Fault::Dot, at)),
            Token::Sign(_) => {
                self.next -= 1;
                return Err(self.unexpected());
            }
        };
        Ok(Expr { node, at })
    }

    fn word(&mut self, word: String, at: Range<usize>) -> Result<Expr, ExprError> {
        if word == "not" {
            return self.prefixed(Function::Not, NOT, at.start);
        }
        if self.is_next("(") {
            return self.call(&word, at);
        }
        let node = match word.as_str() {
            "true" => Node::Bool(true),
            "false" => Node::Bool(false),
            "it" => Node::It,
            "and" | "or" => {
                self.next -= 1;
                return Err(self.unexpected());
            }
            "option" if self.is_next(".") => {
                self.next += 1;
                let (token, last) = self.take()?;
                let Token::Word(column) = token else {
                    self.next -= 1;
                    return Err(self.unexpected());
                };
                return Ok(Expr {
                    node: Node::Option(column),
                    at: at.start..last.end,
                });
            }
            _ => Node::Answer(word),
        };
        Ok(Expr { node, at })
    }

    fn prefixed(&mut self, function: Function, binds: u8, start: usize) -> Result<Expr, ExprError> {
        let part = self.expr(binds)?;
        let at = start..part.at.end;
        let node = Node::Call(function, vec![part]);
        Ok(Expr { node, at })
    }

    fn call(&mut self, name: &str, at: Range<usize>) -> Result<Expr, ExprError> {
        self.next += 1;
        let mut parts = Vec::new();
        if !self.is_next(")") {
            parts.push(self.expr(0)?);
            while self.is_next(",") {
                self.next += 1;
                parts.push(self.expr(0)?);
            }
        }
        let whole = at.start..self.sign(")")?;
        if name == "day" {
            return written_day(&parts, whole);
        }
        let Some((name, function, least, most)) = NAMED.iter().find(|(known, ..)| *known == name)
        else {
            return Err(error(Fault::UnknownFunction(name.to_owned()), at));
        };
        if !(least..=most).contains(&&parts.len()) {
            let fault = Fault::Parts {
                function: name,
                least: *least,
                most: *most,
            };
            return Err(error(fault, whole));
        }
        Ok(Expr {
            node: Node::Call(*function, parts),
            at: whole,
        })
    }

    /// The next sign must be this one; its end.
    fn sign(&mut self, sign: &'static str) -> Result<usize, ExprError> {
        let (token, at) = self.take()?;
        if token == Token::Sign(sign) {
            return Ok(at.end);
        }
        self.next -= 1;
        Err(self.unexpected())
    }

    fn is_next(&self, sign: &'static str) -> bool {
        let next = self.tokens.get(self.next);
        next.is_some_and(|(token, _)| *token == Token::Sign(sign))
    }

    fn take(&mut self) -> Result<(Token, Range<usize>), ExprError> {
        let token = self.tokens.get(self.next).cloned();
        self.next += 1;
        token.ok_or_else(|| error(Fault::UnexpectedEnd, self.end..self.end))
    }

    fn unexpected(&self) -> ExprError {
        match self.tokens.get(self.next) {
            Some((token, at)) => error(Fault::Unexpected(shown(token)), at.clone()),
            None => error(Fault::UnexpectedEnd, self.end..self.end),
        }
    }

    fn place(&self) -> Range<usize> {
        let next = self.tokens.get(self.next);
        next.map_or(self.end..self.end, |(_, at)| at.clone())
    }
}

/// `day('2026-11-21')`
fn written_day(parts: &[Expr], at: Range<usize>) -> Result<Expr, ExprError> {
    let day = match parts {
        [
            Expr {
                node: Node::Text(text),
                ..
            },
        ] => day::read(text),
        _ => None,
    };
    let day = day.ok_or_else(|| error(Fault::Day, at.clone()))?;
    Ok(Expr {
        node: Node::Day(day),
        at,
    })
}

/// Signs whose chains are one call of many parts.
fn is_chain(function: Function) -> bool {
    matches!(function, Function::Or | Function::And | Function::Add)
}

fn joined(function: Function, left: Expr, right: Expr, at: Range<usize>) -> Expr {
    let parts = match left.node {
        Node::Call(of, mut parts) if of == function && is_chain(function) => {
            parts.push(right);
            parts
        }
        _ => vec![left, right],
    };
    let node = Node::Call(function, parts);
    Expr { node, at }
}

fn shown(token: &Token) -> String {
    match token {
        Token::Word(word) => word.clone(),
        Token::Number(number) => number.to_string(),
        Token::Text(text) => text.clone(),
        Token::Sign(sign) => (*sign).to_owned(),
    }
}

fn error(fault: Fault, at: Range<usize>) -> ExprError {
    ExprError { fault, at }
}
