//! What is told of the language is the language.

use super::super::{
    GUIDE, Type, Types, check,
    functions::{INFIX, NAMED},
    parse,
};

#[test]
fn all_that_can_be_written_is_told_once() {
    let named = NAMED.iter().map(|(name, ..)| *name);
    for name in named.chain(INFIX.iter().map(|(sign, ..)| *sign)) {
        let told = GUIDE.iter().filter(|one| {
            let words = one.written.split(|sign: char| " (,".contains(sign));
            one.name == name || words.into_iter().any(|word| word == name)
        });
        assert_eq!(told.count(), 1, "{name}");
    }
    for one in GUIDE {
        let same = GUIDE.iter().filter(|other| other.name == one.name);
        assert_eq!(same.count(), 1, "{}", one.name);
    }
}

#[test]
fn every_example_can_be_written() {
    let options = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
    let answer = |key: &str| {
        Some(match key {
            "overall" | "clarity" | "hours" | "spent" => Type::Number,
            "applied" => Type::Choice(options(&["yes", "no"])),
            "pace" => Type::Choice(options(&["slow", "fast"])),
            "region" => Type::Choice(options(&["ouest", "est"])),
            "barriers" => Type::Many(options(&["time", "tools"])),
            "improve" => Type::Text,
            "started" => Type::Day,
            _ => return None,
        })
    };
    let columns = ["region".to_owned()];
    for one in GUIDE {
        let known = Types {
            answer: &answer,
            it: (one.name == "it").then_some(Type::Number),
            columns: (one.name == "option").then_some(&columns),
        };
        let told = parse(one.example).and_then(|expr| check(&expr, &known));
        assert!(told.is_ok(), "{}: {told:?}", one.example);
    }
}
