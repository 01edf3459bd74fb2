//! From XPath to the language of [`domain::expression`]. XPath turns any value into any other; here every part has a
//! type, so texts that stand for numbers, options or days are written as such, and what does not fit is refused.

use super::{Fault, X, functions, parse};
use crate::finding::Code;
use domain::{
    day,
    expression::{BYTES_MAX, Number, Type},
};

/// What a name of the form stands for.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) key: String,
    /// None for a question that takes no answer or did not come in.
    pub(crate) kind: Option<Type>,
    /// Acknowledgements hold `OK`; ours are yes or no.
    pub(crate) acknowledged: bool,
}

/// The questions of a form by name.
pub(crate) trait Lookup {
    /// In the round of a repeat, what is asked there comes first.
    fn named(&self, name: &str, round: Option<usize>) -> Result<Named, Fault>;
}

/// What the names of an expression stand for at its place.
pub(crate) struct Names<'a> {
    pub(crate) known: &'a dyn Lookup,
    pub(crate) round: Option<usize>,
    /// The answer that a constraint judges.
    pub(crate) it: Option<Named>,
    /// In a choice filter.
    pub(crate) columns: Option<&'a [String]>,
}

/// A part in the language of the product.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) text: String,
    pub(super) kind: Type,
    /// How strongly its outermost sign binds.
    pub(super) binds: u8,
    /// The answer of a question, by itself.
    pub(super) question: bool,
    pub(super) acknowledged: bool,
    /// Of a text that is written out.
    pub(super) literal: Option<String>,
}

pub(super) const ATOM: u8 = 9;
const NOT: u8 = 3;
const COMPARE: u8 = 4;

/// Translated, with what is lost on the way.
#[derive(Clone, Debug)]
pub(crate) struct Translated {
    pub(crate) text: String,
    pub(crate) kind: Type,
    /// How strongly its outermost sign binds.
    pub(crate) binds: u8,
    pub(crate) losses: Vec<Code>,
}

impl Translated {
    /// In parentheses where a sign that binds as strongly would tear it apart.
    pub(crate) fn within(&self, binds: u8) -> String {
        if self.binds >= binds {
            self.text.clone()
        } else {
            format!("({})", self.text)
        }
    }
}

/// A test: anything else is true when it is there.
pub(crate) fn condition(text: &str, names: &Names<'_>) -> Result<Translated, Fault> {
    condition_of(&parse(text)?, names)
}

pub(crate) fn condition_of(x: &X, names: &Names<'_>) -> Result<Translated, Fault> {
    translated(x, names, true)
}

pub(crate) fn value(text: &str, names: &Names<'_>) -> Result<Translated, Fault> {
    translated(&parse(text)?, names, false)
}

fn translated(x: &X, names: &Names<'_>, test: bool) -> Result<Translated, Fault> {
    let mut translator = Translator {
        names,
        losses: Vec::new(),
    };
    let part = translator.part(x)?;
    let part = if test { bounded(truth(part))? } else { part };
    Ok(Translated {
        text: part.text,
        kind: part.kind,
        binds: part.binds,
        losses: translator.losses,
    })
}

pub(super) struct Translator<'a> {
    names: &'a Names<'a>,
    pub(super) losses: Vec<Code>,
}

impl Translator<'_> {
    /// Some parts stand twice in what they become, at each level again: the bound is that of each, not of the whole.
    pub(super) fn part(&mut self, x: &X) -> Result<Part, Fault> {
        bounded(self.unbounded(x)?)
    }

    fn unbounded(&mut self, x: &X) -> Result<Part, Fault> {
        match x {
            X::Text(text) => literal(text),
            X::Number(number) => number_part(number),
            X::Ref(name) => question(self.names.known.named(name, self.names.round)?, name),
            X::Dot => match self.names.it.clone() {
                Some(it) => question(it, "."),
                None => Err(Fault::new(Code::PathUnknown, ".")),
            },
            X::Name(name) => self.column(name),
            X::Negate(inner) => {
                let inner = self.part(inner)?;
                let text = format!("-{}", within(&inner, 7));
                Ok(made(text, expect(&inner, Type::Number)?, 7))
            }
            X::Infix(sign, left, right) => {
                let (left, right) = (self.part(left)?, self.part(right)?);
                infix(sign, left, right)
            }
            X::Call(name, parts) => functions::call(self, name, parts),
        }
    }

    fn column(&self, name: &str) -> Result<Part, Fault> {
        let columns = self.names.columns.unwrap_or_default();
        let column = crate::build::key_of(name);
        if columns.contains(&column) {
            return Ok(made(format!("option.{column}"), Type::Text, ATOM));
        }
        let code = if self.names.columns.is_some() {
            Code::ColumnUnknown
        } else {
            Code::ExpressionUnreadable
        };
        Err(Fault::new(code, name))
    }
}

fn bounded(part: Part) -> Result<Part, Fault> {
    if part.text.len() > BYTES_MAX {
        return Err(Fault::new(Code::ExpressionTooLong, ""));
    }
    Ok(part)
}

fn question(named: Named, name: &str) -> Result<Part, Fault> {
    let kind = named
        .kind
        .ok_or_else(|| Fault::new(Code::NameUnknown, name))?;
    let mut part = made(named.key, kind, ATOM);
    part.question = true;
    part.acknowledged = named.acknowledged;
    Ok(part)
}

pub(super) fn made(text: String, kind: Type, binds: u8) -> Part {
    Part {
        text,
        kind,
        binds,
        question: false,
        acknowledged: false,
        literal: None,
    }
}

pub(super) fn literal(text: &str) -> Result<Part, Fault> {
    let mark = if text.contains('\'') { '"' } else { '\'' };
    if text.contains(mark) {
        return Err(Fault::new(Code::ExpressionUnreadable, text));
    }
    let mut part = made(format!("{mark}{text}{mark}"), Type::Text, ATOM);
    part.literal = Some(text.to_owned());
    Ok(part)
}

fn number_part(written: &str) -> Result<Part, Fault> {
    let number = format!(
        "{}{written}",
        if written.starts_with('.') { "0" } else { "" }
    );
    let number = number.strip_suffix('.').unwrap_or(&number);
    let read = Number::read(number);
    let read = read.ok_or_else(|| Fault::new(Code::ExpressionUnreadable, written))?;
    let mut part = made(read.to_string(), Type::Number, ATOM);
    // Where an option is meant, the number is its key as it is written.
    part.literal = Some(written.to_owned());
    Ok(part)
}

/// In parentheses where the sign around it would tear it apart.
pub(super) fn within(part: &Part, binds: u8) -> String {
    if part.binds >= binds {
        part.text.clone()
    } else {
        format!("({})", part.text)
    }
}

fn infix(sign: &str, left: Part, right: Part) -> Result<Part, Fault> {
    match sign {
        "or" | "and" => {
            let binds = if sign == "or" { 1 } else { 2 };
            let (left, right) = (truth(left), truth(right));
            let text = format!("{} {sign} {}", within(&left, binds), within(&right, binds));
            Ok(made(text, Type::Bool, binds))
        }
        "=" | "!=" => equal(sign, left, right),
        "<" | "<=" | ">" | ">=" => {
            let (left, right) = fitted(left, right)?;
            if !matches!(left.kind, Type::Number | Type::Day) {
                return Err(Fault::new(Code::TypesDiffer, &left.text));
            }
            Ok(compared(sign, &left, &right))
        }
        "-" if left.kind == Type::Day && right.kind == Type::Day => {
            let text = format!("days({}, {})", right.text, left.text);
            Ok(made(text, Type::Number, ATOM))
        }
        "+" | "-" | "*" | "div" => {
            let (ours, binds) = match sign {
                "*" => ("*", 6),
                "div" => ("/", 6),
                other => (other, 5),
            };
            let (left, right) = (as_number(left)?, as_number(right)?);
            let text = format!(
                "{} {ours} {}",
                within(&left, binds),
                within(&right, binds + 1)
            );
            Ok(made(text, Type::Number, binds))
        }
        other => Err(Fault::new(Code::FunctionUnknown, other)),
    }
}

fn equal(sign: &str, left: Part, right: Part) -> Result<Part, Fault> {
    // `${q} = ''`: not answered, whatever the type.
    let empty = |part: &Part| part.literal.as_deref() == Some("");
    if let Some(asked) = match (left.question, right.question) {
        (true, _) if empty(&right) => Some(&left),
        (_, true) if empty(&left) => Some(&right),
        _ => None,
    } {
        let answered = made(format!("answered({})", asked.text), Type::Bool, ATOM);
        return Ok(if sign == "!=" {
            answered
        } else {
            not(&answered)
        });
    }
    let (left, right) = fitted(left, right)?;
    Ok(compared(sign, &left, &right))
}

fn compared(sign: &str, left: &Part, right: &Part) -> Part {
    // Comparisons are not chained.
    let (left, right) = (within(left, COMPARE + 1), within(right, COMPARE + 1));
    made(format!("{left} {sign} {right}"), Type::Bool, COMPARE)
}

/// Two values of which one is taken: any text can stand beside an option.
pub(super) fn alike(left: Part, right: Part) -> Result<(Part, Part), Fault> {
    let text = |part: Part| match part.kind {
        Type::Choice(_) | Type::Many(_) => Part {
            kind: Type::Text,
            ..part
        },
        _ => part,
    };
    fitted(text(left), text(right))
}

/// Two parts of one type: what is written out takes the other's, and must be one of its options.
fn fitted(left: Part, right: Part) -> Result<(Part, Part), Fault> {
    let left_as = adapted(&left, &right)?;
    let right_as = adapted(&right, &left)?;
    let (left, right) = (left_as.unwrap_or(left), right_as.unwrap_or(right));
    if left.kind.plain() == right.kind.plain() {
        Ok((left, right))
    } else {
        Err(Fault::new(Code::TypesDiffer, &right.text))
    }
}

/// A literal in the type of the other part.
fn adapted(part: &Part, other: &Part) -> Result<Option<Part>, Fault> {
    let Some(written) = &part.literal else {
        return Ok(None);
    };
    if other.acknowledged && written == "OK" {
        return literal("yes").map(Some);
    }
    Ok(match &other.kind {
        Type::Choice(keys) | Type::Many(keys) => {
            if !written.is_empty() && !keys.contains(written) {
                return Err(Fault::new(Code::OptionUnknown, written));
            }
            Some(literal(written)?)
        }
        Type::Number if part.kind == Type::Text => number_part(written).ok(),
        Type::Day if part.kind == Type::Text => day_part(written),
        Type::Text if part.kind == Type::Number && other.literal.is_none() => {
            Some(literal(written)?)
        }
        _ => None,
    })
}

pub(super) fn day_part(written: &str) -> Option<Part> {
    day::read(written)?;
    Some(made(format!("day('{written}')"), Type::Day, ATOM))
}

pub(super) fn as_number(part: Part) -> Result<Part, Fault> {
    let read = part.literal.as_deref().filter(|_| part.kind == Type::Text);
    let part = match read {
        Some(written) => number_part(written)?,
        None => part,
    };
    expect(&part, Type::Number)?;
    Ok(part)
}

pub(super) fn expect(part: &Part, kind: Type) -> Result<Type, Fault> {
    if part.kind.plain() == kind.plain() {
        Ok(kind)
    } else {
        Err(Fault::new(Code::TypesDiffer, &part.text))
    }
}

pub(super) fn not(part: &Part) -> Part {
    made(format!("not({})", part.text), Type::Bool, NOT)
}

/// What XPath takes for true: an answer that is there, a number that is not zero, a text that is not empty.
pub(super) fn truth(part: Part) -> Part {
    let text = match (&part.kind, &part.literal) {
        (Type::Bool, _) => return part,
        (Type::Number, Some(written)) => {
            let zero = Number::read(written) == Some(Number::default());
            return made((!zero).to_string(), Type::Bool, ATOM);
        }
        (_, Some(written)) => return made((!written.is_empty()).to_string(), Type::Bool, ATOM),
        _ if part.question => {
            return made(format!("answered({})", part.text), Type::Bool, ATOM);
        }
        (Type::Number, None) => format!("{} != 0", within(&part, COMPARE + 1)),
        (Type::Day, None) => format!("{0} = {0}", within(&part, COMPARE + 1)),
        _ => format!("{} != ''", within(&part, COMPARE + 1)),
    };
    made(text, Type::Bool, COMPARE)
}
