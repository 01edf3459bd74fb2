//! What expressions read, refuse, and come to.

mod guide;
mod laws;
mod numbers;
mod refused;
mod values;

use super::*;
use crate::day;

/// The answer sheet of these tests: `pace` single, `barriers` multi, `age` number, `why` text, `born` day; `unsaid…` of
/// each type were passed over.
fn answer(key: &str) -> Value {
    match key {
        "pace" => Value::Text("slow".to_owned()),
        "barriers" => Value::Many(vec!["time".to_owned(), "tools".to_owned()]),
        "age" => Value::Number(41.into()),
        "why" => Value::Text("Parce que c’était à côté.".to_owned()),
        "born" => Value::Day(Day::constant(2000, 2, 29)),
        "signed" => Value::Bool(true),
        _ => Value::Missing,
    }
}

fn kind(key: &str) -> Option<Type> {
    let options = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
    Some(match key {
        "pace" | "unsaid_choice" => Type::Choice(options(&["slow", "right", "fast"])),
        "barriers" | "unsaid_many" => Type::Many(options(&["time", "tools", "boss"])),
        "age" | "unsaid" => Type::Number,
        "why" | "unsaid_text" => Type::Text,
        "born" | "unsaid_day" => Type::Day,
        "signed" | "unsaid_mark" => Type::Mark,
        _ => return None,
    })
}

fn checked(text: &str) -> Result<(Expr, Type), ExprError> {
    let columns = ["region".to_owned()];
    let types = Types {
        answer: &kind,
        it: Some(Type::Number),
        columns: Some(&columns),
    };
    let expr = parse(text)?;
    let found = check(&expr, &types)?;
    Ok((expr, found))
}

fn evaluated(expr: &Expr) -> Value {
    value(
        expr,
        &Scope {
            answer: &answer,
            it: Value::Number(7.into()),
            option: &|column| (column == "region").then(|| "slow".to_owned()),
            today: Day::constant(2026, 11, 22),
        },
    )
}

fn eval(text: &str) -> Value {
    let (expr, _) = checked(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    evaluated(&expr)
}

fn number(text: &str) -> Value {
    Value::Number(Number::read(text).unwrap())
}

fn on(text: &str) -> Value {
    Value::Day(day::read(text).unwrap())
}
