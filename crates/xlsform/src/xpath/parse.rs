//! From text to an XPath expression.

use super::{
    Fault, X,
    tokens::{Token, tokens},
};
use crate::finding::Code;

/// Longest expression read, in bytes, and deepest nesting.
const BYTES_MAX: usize = 8_000;
const DEPTH_MAX: usize = 40;

/// Signs between two parts, with how strongly they bind.
const INFIX: &[(&str, u8)] = &[
    ("or", 1),
    ("and", 2),
    ("=", 3),
    ("!=", 3),
    ("<", 4),
    ("<=", 4),
    (">", 4),
    (">=", 4),
    ("+", 5),
    ("-", 5),
    ("*", 6),
    ("div", 6),
    ("mod", 6),
    ("|", 7),
];

/// Reads an expression. Slanted quotation marks, which text programs write, are read as straight ones.
pub(crate) fn parse(text: &str) -> Result<X, Fault> {
    if text.len() > BYTES_MAX {
        return Err(Fault::new(Code::ExpressionTooLong, ""));
    }
    let text = text.replace(['‘', '’'], "'").replace(['“', '”'], "\"");
    let mut reader = Reader {
        tokens: tokens(&text)?,
        next: 0,
        depth: 0,
    };
    let read = reader.expr(0)?;
    match reader.peek() {
        None => Ok(read),
        Some(_) => Err(reader.unexpected()),
    }
}

struct Reader {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
}

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn is(&self, sign: &str) -> bool {
        matches!(self.peek(), Some(Token::Sign(next)) if *next == sign)
    }

    fn take(&mut self, sign: &str) -> bool {
        let there = self.is(sign);
        self.next += usize::from(there);
        there
    }

    fn need(&mut self, sign: &str) -> Result<(), Fault> {
        if self.take(sign) {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    fn unexpected(&self) -> Fault {
        let word = match self.peek() {
            None => "",
            Some(Token::Sign(sign)) => sign,
            Some(
                Token::Text(word) | Token::Number(word) | Token::Ref(word) | Token::Word(word),
            ) => word,
        };
        Fault::new(Code::ExpressionUnreadable, word)
    }

    fn infix(&self) -> Option<(&'static str, u8)> {
        let written = match self.peek()? {
            Token::Sign(sign) => sign,
            Token::Word(word) => word.as_str(),
            _ => return None,
        };
        INFIX.iter().copied().find(|(sign, _)| *sign == written)
    }

    fn expr(&mut self, least: u8) -> Result<X, Fault> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(Fault::new(Code::ExpressionTooLong, ""));
        }
        let mut left = self.one()?;
        let mut links = 0;
        while let Some((sign, binds)) = self.infix().filter(|(_, binds)| *binds > least) {
            // A chain leans to the left: each link is one level deeper to go down again.
            links += 1;
            if links > 200 {
                return Err(Fault::new(Code::ExpressionTooLong, ""));
            }
            self.next += 1;
            let right = self.expr(binds)?;
            left = X::Infix(sign, Box::new(left), Box::new(right));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn one(&mut self) -> Result<X, Fault> {
        let Some(token) = self.peek().cloned() else {
            return Err(self.unexpected());
        };
        self.next += 1;
        Ok(match token {
            Token::Text(text) => X::Text(text),
            Token::Number(number) => X::Number(number),
            Token::Ref(name) => X::Ref(name),
            Token::Word(word) if self.is("(") => return self.call(word),
            Token::Word(word) if self.is("/") || self.is("::") => return Err(path(&word)),
            Token::Word(word) => X::Name(word),
            Token::Sign("(") => {
                let inner = self.expr(0)?;
                self.need(")")?;
                inner
            }
            Token::Sign("-") => X::Negate(Box::new(self.expr(6)?)),
            Token::Sign("." | "..") if self.is("/") => {
                self.next += 1;
                self.path()?
            }
            Token::Sign(".") => X::Dot,
            Token::Sign("/") => self.path()?,
            Token::Sign(_) => {
                self.next -= 1;
                return Err(self.unexpected());
            }
        })
    }

    /// `../name` and `/data/group/name`: the last name is the question's.
    fn path(&mut self) -> Result<X, Fault> {
        loop {
            let last = match self.peek().cloned() {
                Some(Token::Word(word) | Token::Ref(word)) => Some(word),
                Some(Token::Sign("..")) => None,
                _ => return Err(self.unexpected()),
            };
            self.next += 1;
            if !self.take("/") {
                return match last {
                    Some(name) if !self.is("[") && !self.is("(") => Ok(X::Ref(name)),
                    _ => Err(path("..")),
                };
            }
        }
    }

    fn call(&mut self, name: String) -> Result<X, Fault> {
        self.next += 1;
        let mut parts = Vec::new();
        if !self.is(")") {
            parts.push(self.expr(0)?);
            while self.take(",") {
                parts.push(self.expr(0)?);
            }
        }
        self.need(")")?;
        if name == "current" && self.take("/") {
            return self.path();
        }
        if self.is("/") || self.is("[") {
            return Err(path(&name));
        }
        Ok(X::Call(name, parts))
    }
}

fn path(word: &str) -> Fault {
    Fault::new(Code::PathUnknown, word)
}
