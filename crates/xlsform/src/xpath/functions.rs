//! The functions of XPath and ODK that have a counterpart.

use super::{
    Fault, X,
    translate::{
        ATOM, Part, Translator, alike, as_number, day_part, expect, literal, made, not, truth,
    },
};
use crate::finding::Code;
use domain::expression::Type;

pub(super) fn call(to: &mut Translator<'_>, name: &str, parts: &[X]) -> Result<Part, Fault> {
    if name == "int" || name == "floor" {
        return years(to, parts).unwrap_or_else(|| Err(unknown(name)));
    }
    // A function that is not there is said before what is wrong in its parentheses.
    if !NAMES.contains(&name) {
        return Err(unknown(name));
    }
    let given = parts.iter().map(|part| to.part(part));
    let mut given = given.collect::<Result<Vec<Part>, Fault>>()?;
    let many = given.len();
    match (name, many) {
        ("true" | "false", 0) => Ok(made(name.to_owned(), Type::Bool, ATOM)),
        ("today", 0) => Ok(made("today()".to_owned(), Type::Day, ATOM)),
        ("now", 0) => {
            to.losses.push(Code::NowIsToday);
            Ok(made("today()".to_owned(), Type::Day, ATOM))
        }
        ("not", 1) => Ok(not(&truth(given.remove(0)))),
        ("boolean", 1) => Ok(truth(given.remove(0))),
        ("if", 3) => choice(given),
        ("selected", 2) => selected(given),
        ("count-selected", 1) => match given[0].kind {
            Type::Many(_) => Ok(called("count", &given, Type::Number)),
            _ => Err(Fault::new(Code::TypesDiffer, &given[0].text)),
        },
        ("coalesce", 2) => {
            let right = given.remove(1);
            let (left, right) = alike(given.remove(0), right)?;
            let kind = left.kind.plain().clone();
            Ok(called("first", &[left, right], kind))
        }
        ("string-length", 1) => {
            expect(&given[0], Type::Text)?;
            Ok(called("length", &given, Type::Number))
        }
        ("contains", 2) => {
            expect(&given[0], Type::Text)?;
            expect(&given[1], Type::Text)?;
            Ok(called("contains", &given, Type::Bool))
        }
        ("concat", 1..) | ("string", 1) => Ok(called("join", &given, Type::Text)),
        ("join", 2..) => {
            let between = given.remove(0);
            let mut all: Vec<Part> = Vec::new();
            for part in given {
                if !all.is_empty() {
                    all.push(between.clone());
                }
                all.push(part);
            }
            Ok(called("join", &all, Type::Text))
        }
        ("number", 1) => as_number(given.remove(0)),
        ("round", 1 | 2) => numbers("round", given),
        ("min" | "max" | "sum", 1..) => numbers(name, given),
        ("date" | "decimal-date-time" | "decimal-date", 1) => date(given.remove(0)),
        _ => Err(unknown(name)),
    }
}

/// What [`call`] knows, by name.
const NAMES: &[&str] = &[
    "true",
    "false",
    "today",
    "now",
    "not",
    "boolean",
    "if",
    "selected",
    "count-selected",
    "coalesce",
    "string-length",
    "contains",
    "concat",
    "string",
    "join",
    "number",
    "round",
    "min",
    "max",
    "sum",
    "date",
    "decimal-date-time",
    "decimal-date",
];

fn unknown(name: &str) -> Fault {
    Fault::new(Code::FunctionUnknown, name)
}

fn called(name: &str, parts: &[Part], kind: Type) -> Part {
    let parts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    made(format!("{name}({})", parts.join(", ")), kind, ATOM)
}

fn numbers(name: &str, given: Vec<Part>) -> Result<Part, Fault> {
    let day = given.iter().all(|part| part.kind == Type::Day) && name != "sum" && name != "round";
    if day {
        return Ok(called(name, &given, Type::Day));
    }
    let given = given.into_iter().map(as_number);
    let given = given.collect::<Result<Vec<Part>, Fault>>()?;
    Ok(called(name, &given, Type::Number))
}

fn choice(mut given: Vec<Part>) -> Result<Part, Fault> {
    let right = given.remove(2);
    let (left, right) = alike(given.remove(1), right)?;
    let kind = left.kind.plain().clone();
    Ok(called("if", &[truth(given.remove(0)), left, right], kind))
}

fn selected(mut given: Vec<Part>) -> Result<Part, Fault> {
    let option = given.remove(1);
    let asked = given.remove(0);
    let (Type::Choice(keys) | Type::Many(keys)) = &asked.kind else {
        return Err(Fault::new(Code::TypesDiffer, &asked.text));
    };
    let option = match option.literal {
        Some(_) if asked.acknowledged => literal("yes")?,
        Some(key) if keys.contains(&key) => literal(&key)?,
        Some(key) => return Err(Fault::new(Code::OptionUnknown, &key)),
        None => option,
    };
    expect(&option, Type::Text)?;
    Ok(called("selected", &[asked, option], Type::Bool))
}

fn date(part: Part) -> Result<Part, Fault> {
    if part.kind == Type::Day {
        return Ok(part);
    }
    let written = part.literal.as_deref().and_then(day_part);
    written.ok_or_else(|| Fault::new(Code::TypesDiffer, &part.text))
}

/// `int((today() - ${born}) div 365.25)`: how forms count years. None when it is not of that shape.
fn years(to: &mut Translator<'_>, parts: &[X]) -> Option<Result<Part, Fault>> {
    let [X::Infix("div", days, year)] = parts else {
        return None;
    };
    let X::Infix("-", late, early) = &**days else {
        return None;
    };
    let X::Number(year) = &**year else {
        return None;
    };
    if !year.starts_with("365") {
        return None;
    }
    let (early, late) = match (to.part(early), to.part(late)) {
        (Ok(early), Ok(late)) => (early, late),
        (Err(fault), _) | (_, Err(fault)) => return Some(Err(fault)),
    };
    let days = early.kind == Type::Day && late.kind == Type::Day;
    days.then(|| {
        to.losses.push(Code::YearsByBirthday);
        Ok(called("years", &[early, late], Type::Number))
    })
}
