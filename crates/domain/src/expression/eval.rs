//! What an expression comes to. Total: what does not fit together (no checked expression has that) is missing.

use super::{Expr, Function, Node, Number};
use crate::{Day, day};
use std::cmp::Ordering;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// Passed over, not asked, does not concern the person, or cannot be worked out.
    Missing,
    Bool(bool),
    Number(Number),
    Text(String),
    Many(Vec<String>),
    Day(Day),
}

impl Value {
    pub fn is_true(&self) -> bool {
        *self == Value::Bool(true)
    }

    /// As it is joined to a text.
    fn text(&self) -> String {
        match self {
            Value::Missing => String::new(),
            Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Text(text) => text.clone(),
            Value::Many(many) => many.join(" "),
            Value::Day(on) => day::text(*on),
        }
    }
}

/// What the names of an expression stand for on one answer sheet.
pub struct Scope<'a> {
    pub answer: &'a dyn Fn(&str) -> Value,
    /// The answer that a constraint judges.
    pub it: Value,
    /// A column of the option that a filter judges.
    pub option: &'a dyn Fn(&str) -> Option<String>,
    pub today: Day,
}

pub fn value(expr: &Expr, scope: &Scope<'_>) -> Value {
    match &expr.node {
        Node::Bool(yes) => Value::Bool(*yes),
        Node::Number(number) => Value::Number(*number),
        Node::Text(text) => Value::Text(text.clone()),
        Node::Day(day) => Value::Day(*day),
        Node::Answer(key) => (scope.answer)(key),
        Node::It => scope.it.clone(),
        Node::Option(column) => (scope.option)(column).map_or(Value::Missing, Value::Text),
        Node::Call(function, parts) => call(*function, parts, scope).unwrap_or(Value::Missing),
    }
}

/// None for a value that is missing.
fn call(function: Function, parts: &[Expr], scope: &Scope<'_>) -> Option<Value> {
    use Function as F;
    let part = |index: usize| parts.get(index).map(|part| value(part, scope));
    let number = |index: usize| as_number(&part(index)?);
    let days = || match (part(0)?, part(1)?) {
        (Value::Day(from), Value::Day(to)) => Some((from, to)),
        _ => None,
    };
    let compared = |wanted: fn(Ordering) -> bool| {
        let order = part(0).zip(part(1)).and_then(|(a, b)| order(&a, &b));
        Some(Value::Bool(order.is_some_and(wanted)))
    };
    let mut all = parts.iter().map(|part| value(part, scope));
    let bool = |yes| Some(Value::Bool(yes));
    match function {
        F::Or => bool(all.any(|part| part.is_true())),
        F::And => bool(all.all(|part| part.is_true())),
        F::Not => bool(!part(0)?.is_true()),
        F::Equal => bool(is_equal(&part(0)?, &part(1)?)),
        F::Differs => bool(!is_equal(&part(0)?, &part(1)?)),
        F::Less => compared(Ordering::is_lt),
        F::AtMost => compared(Ordering::is_le),
        F::More => compared(Ordering::is_gt),
        F::AtLeast => compared(Ordering::is_ge),
        F::Add => {
            let sum = all.try_fold(Number::default(), |sum, part| sum.plus(as_number(&part)?));
            sum.map(Value::Number)
        }
        F::Subtract => number(0)?.minus(number(1)?).map(Value::Number),
        F::Multiply => number(0)?.times(number(1)?).map(Value::Number),
        F::Divide => number(0)?.over(number(1)?).map(Value::Number),
        F::Negate => Number::default().minus(number(0)?).map(Value::Number),
        F::If => part(if part(0)?.is_true() { 1 } else { 2 }),
        F::Answered => bool(part(0)? != Value::Missing),
        F::Selected | F::Contains => bool(holds(&part(0)?, &part(1)?, function)),
        F::Count => match part(0)? {
            Value::Many(many) => count(many.len()),
            _ => count(0),
        },
        F::First => all.find(|part| *part != Value::Missing),
        F::Min => all.filter(is_there).min_by(least),
        F::Max => all.filter(is_there).max_by(least),
        F::Sum | F::Mean => total(all, function == F::Mean),
        F::Round => {
            let places = part(1).map_or(Some(0), |places| as_number(&places)?.whole())?;
            let rounded = number(0)?.rounded(u32::try_from(places).unwrap_or(0));
            rounded.map(Value::Number)
        }
        F::Length => count(part(0)?.text().chars().count()),
        F::Join => Some(Value::Text(all.map(|part| part.text()).collect())),
        F::Today => Some(Value::Day(scope.today)),
        F::Days => days().and_then(|(from, to)| whole(day::number(to) - day::number(from))),
        F::Years => days().and_then(|(from, to)| whole(years(from, to))),
    }
}

fn as_number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

fn is_there(value: &Value) -> bool {
    *value != Value::Missing
}

/// What has no order stays where it is.
fn least(a: &Value, b: &Value) -> Ordering {
    order(a, b).unwrap_or(Ordering::Equal)
}

fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
        (Value::Day(a), Value::Day(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// A missing text is an empty one; one ticked option is that option.
fn is_equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Missing, Value::Text(text)) | (Value::Text(text), Value::Missing) => {
            text.is_empty()
        }
        (Value::Many(many), Value::Text(text)) | (Value::Text(text), Value::Many(many)) => {
            many.len() == 1 && many[0] == *text
        }
        _ => a == b,
    }
}

fn holds(value: &Value, part: &Value, function: Function) -> bool {
    match (value, part) {
        (Value::Many(many), Value::Text(option)) => many.contains(option),
        (Value::Text(text), Value::Text(part)) if function == Function::Contains => {
            text.contains(part.as_str())
        }
        (Value::Text(choice), Value::Text(option)) => choice == option,
        _ => false,
    }
}

/// Of what is there; none of nothing.
fn total(values: impl Iterator<Item = Value>, mean: bool) -> Option<Value> {
    let mut sum = Number::default();
    let mut many = 0_u32;
    for number in values.filter_map(|value| as_number(&value)) {
        sum = sum.plus(number)?;
        many += 1;
    }
    let total = match (many, mean) {
        (0, _) => None,
        (_, false) => Some(sum),
        (_, true) => sum.over(many.into()),
    };
    total.map(Value::Number)
}

fn count(many: usize) -> Option<Value> {
    u32::try_from(many)
        .ok()
        .map(|many| Value::Number(many.into()))
}

fn whole(number: i32) -> Option<Value> {
    Some(Value::Number(number.into()))
}

/// Birthdays passed: negative before the first day.
fn years(from: Day, to: Day) -> i32 {
    let (early, late, sign) = if from <= to {
        (from, to, 1)
    } else {
        (to, from, -1)
    };
    let passed = (late.month(), late.day()) >= (early.month(), early.day());
    sign * (i32::from(late.year() - early.year()) - i32::from(!passed))
}
