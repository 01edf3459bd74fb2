//! Whether the parts of an expression fit together: asked while a questionnaire is edited and before it is published, so
//! that nothing is left to go wrong when somebody answers.

use super::{Expr, ExprError, Fault, Function, Node};

/// What an expression or an answer holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Type {
    Bool,
    Number,
    Text,
    Day,
    /// A signature or a photo: there, or not.
    Mark,
    /// One of these options.
    Choice(Vec<String>),
    /// Several of these options.
    Many(Vec<String>),
}

impl Type {
    /// As the catalogue and error messages know it.
    pub fn name(&self) -> &'static str {
        match self {
            Type::Bool => "yes or no",
            Type::Number => "number",
            Type::Text => "text",
            Type::Day => "day",
            Type::Mark => "mark",
            Type::Choice(_) => "option",
            Type::Many(_) => "options",
        }
    }

    /// An option is a text where it is compared or joined.
    pub fn plain(&self) -> &Type {
        match self {
            Type::Choice(_) | Type::Many(_) => &Type::Text,
            plain => plain,
        }
    }

    fn options(&self) -> Option<&[String]> {
        match self {
            Type::Choice(options) | Type::Many(options) => Some(options),
            _ => None,
        }
    }
}

/// What the names of an expression stand for at its place.
pub struct Types<'a> {
    /// The question with a key; none for one that is not there.
    pub answer: &'a dyn Fn(&str) -> Option<Type>,
    /// In a constraint.
    pub it: Option<Type>,
    /// In a choice filter.
    pub columns: Option<&'a [String]>,
}

/// The type of an expression whose parts all fit.
///
/// # Errors
/// The first part that does not.
pub fn check(expr: &Expr, types: &Types<'_>) -> Result<Type, ExprError> {
    let error = |fault| ExprError {
        fault,
        at: expr.at.clone(),
    };
    match &expr.node {
        Node::Bool(_) => Ok(Type::Bool),
        Node::Number(_) => Ok(Type::Number),
        Node::Text(_) => Ok(Type::Text),
        Node::Day(_) => Ok(Type::Day),
        Node::Answer(_) | Node::It => match asked(expr, types)? {
            // Of what somebody drew nothing can be asked but whether it is there.
            Type::Mark => Err(mismatch(expr, "value", Type::Mark.name())),
            found => Ok(found),
        },
        Node::Option(column) => {
            let columns = types.columns.ok_or_else(|| error(Fault::NotHere))?;
            let known = columns.contains(column);
            known
                .then_some(Type::Text)
                .ok_or_else(|| error(Fault::UnknownColumn(column.clone())))
        }
        Node::Call(function, parts) => call(*function, expr, parts, types),
    }
}

/// The type of an answer that is named.
fn asked(expr: &Expr, types: &Types<'_>) -> Result<Type, ExprError> {
    let fault = match &expr.node {
        Node::Answer(key) => match (types.answer)(key) {
            Some(found) => return Ok(found),
            None => Fault::UnknownAnswer(key.clone()),
        },
        _ => match types.it.clone() {
            Some(found) => return Ok(found),
            None => Fault::NotHere,
        },
    };
    Err(ExprError {
        fault,
        at: expr.at.clone(),
    })
}

fn call(
    function: Function,
    whole: &Expr,
    parts: &[Expr],
    types: &Types<'_>,
) -> Result<Type, ExprError> {
    use Function as F;
    let all = |expected: &Type| {
        parts
            .iter()
            .try_for_each(|part| want(part, types, expected))
    };
    match function {
        F::Or | F::And | F::Not => all(&Type::Bool).map(|()| Type::Bool),
        F::Equal | F::Differs => compared(parts, types).map(|()| Type::Bool),
        F::Less | F::AtMost | F::More | F::AtLeast => ordered(parts, types).map(|_| Type::Bool),
        F::Add
        | F::Subtract
        | F::Multiply
        | F::Divide
        | F::Negate
        | F::Sum
        | F::Mean
        | F::Round => all(&Type::Number).map(|()| Type::Number),
        F::If => {
            want(&parts[0], types, &Type::Bool)?;
            same(&parts[1..], types)
        }
        F::First => same(parts, types),
        F::Min | F::Max => ordered(parts, types),
        F::Answered => {
            if let Node::Answer(_) | Node::It = parts[0].node {
                asked(&parts[0], types).map(|_| Type::Bool)
            } else {
                Err(mismatch(whole, "question", check(&parts[0], types)?.name()))
            }
        }
        F::Selected => {
            let asked = check(&parts[0], types)?;
            let options = asked.options();
            let options = options.ok_or_else(|| mismatch(&parts[0], "options", asked.name()))?;
            want(&parts[1], types, &Type::Text)?;
            is_option(&parts[0], options, &parts[1]).map(|()| Type::Bool)
        }
        F::Count => match check(&parts[0], types)? {
            Type::Many(_) => Ok(Type::Number),
            other => Err(mismatch(&parts[0], "options", other.name())),
        },
        F::Length => all(&Type::Text).map(|()| Type::Number),
        F::Contains => all(&Type::Text).map(|()| Type::Bool),
        F::Join => {
            for part in parts {
                check(part, types)?;
            }
            Ok(Type::Text)
        }
        F::Today => Ok(Type::Day),
        F::Days | F::Years => all(&Type::Day).map(|()| Type::Number),
    }
}

fn want(part: &Expr, types: &Types<'_>, expected: &Type) -> Result<(), ExprError> {
    let found = check(part, types)?;
    if found.plain() == expected {
        Ok(())
    } else {
        Err(mismatch(part, expected.name(), found.name()))
    }
}

/// Parts of one type.
fn same(parts: &[Expr], types: &Types<'_>) -> Result<Type, ExprError> {
    let first = check(&parts[0], types)?;
    for part in &parts[1..] {
        let found = check(part, types)?;
        if found.plain() != first.plain() {
            return Err(mismatch(part, first.plain().name(), found.name()));
        }
    }
    Ok(first.plain().clone())
}

/// Two parts of one type; a literal compared with a question's options must be one of them, or `''`.
fn compared(parts: &[Expr], types: &Types<'_>) -> Result<(), ExprError> {
    let (left, right) = (check(&parts[0], types)?, check(&parts[1], types)?);
    for (asked, its, literal) in [(0, &left, 1), (1, &right, 0)] {
        if let Some(options) = its.options() {
            is_option(&parts[asked], options, &parts[literal])?;
        }
    }
    if left.plain() != right.plain() {
        return Err(mismatch(&parts[1], left.plain().name(), right.name()));
    }
    Ok(())
}

/// Options that a message names.
const NAMED_MAX: usize = 6;

fn is_option(asked: &Expr, options: &[String], literal: &Expr) -> Result<(), ExprError> {
    let written = match &literal.node {
        Node::Text(text) if !text.is_empty() && !options.contains(text) => text.clone(),
        Node::Number(number) => number.to_string(),
        Node::Bool(yes) => yes.to_string(),
        _ => return Ok(()),
    };
    let quoted = options.iter().map(|key| format!("'{key}'"));
    let more = (options.len() > NAMED_MAX).then(|| "…".to_owned());
    let named: Vec<String> = quoted.take(NAMED_MAX).chain(more).collect();
    Err(ExprError {
        fault: Fault::UnknownOption {
            key: asked.keys().first().copied().unwrap_or("it").to_owned(),
            option: written,
            options: named.join(", "),
        },
        at: literal.at.clone(),
    })
}

/// Numbers, or days.
fn ordered(parts: &[Expr], types: &Types<'_>) -> Result<Type, ExprError> {
    let first = check(&parts[0], types)?;
    if !matches!(first, Type::Number | Type::Day) {
        return Err(mismatch(&parts[0], Type::Number.name(), first.name()));
    }
    for part in &parts[1..] {
        want(part, types, &first)?;
    }
    Ok(first)
}

fn mismatch(part: &Expr, expected: &'static str, found: &'static str) -> ExprError {
    ExprError {
        fault: Fault::Type { expected, found },
        at: part.at.clone(),
    }
}
