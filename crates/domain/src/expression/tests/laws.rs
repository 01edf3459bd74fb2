//! What holds for every expression: whatever is written, reading, checking and evaluating come to an end.

use super::*;
use proptest::prelude::*;

/// Words and signs of the language, put one after the other without sense.
fn soup() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "age",
        "unsaid",
        "pace",
        "barriers",
        "why",
        "born",
        "it",
        "option.region",
        "true",
        "(",
        ")",
        ",",
        "and",
        "or",
        "not",
        "=",
        "!=",
        "<",
        ">=",
        "+",
        "-",
        "*",
        "/",
        "1",
        "0.5",
        "'slow'",
        "'time'",
        "day('2026-01-31')",
        "today()",
        "if(",
        "selected(",
        "count(",
        "round(",
        "join(",
        "min(",
        "days(",
        "'",
        "é",
    ]);
    prop::collection::vec(words, 1..25).prop_map(|words| words.join(" "))
}

/// Conditions that fit together, of numbers and their comparisons.
fn condition() -> impl Strategy<Value = String> {
    let number = prop::sample::select(vec!["age", "unsaid", "it", "3", "0", "count(barriers)"]);
    let number = number
        .prop_map(str::to_owned)
        .prop_recursive(3, 12, 2, |inner| {
            (
                inner.clone(),
                prop::sample::select(vec!["+", "-", "*", "/"]),
                inner,
            )
                .prop_map(|(a, sign, b)| format!("({a} {sign} {b})"))
        });
    let signs = prop::sample::select(vec!["=", "!=", "<", "<=", ">", ">="]);
    let compared =
        (number.clone(), signs, number).prop_map(|(a, sign, b)| format!("{a} {sign} {b}"));
    compared.prop_recursive(4, 24, 2, |inner| {
        (
            inner.clone(),
            prop::sample::select(vec!["and", "or"]),
            inner,
            any::<bool>(),
        )
            .prop_map(|(a, sign, b, not)| {
                format!("{}({a}) {sign} ({b})", if not { "not " } else { "" })
            })
    })
}

proptest! {
    #[test]
    fn nothing_that_is_written_panics(text in prop_oneof![soup(), ".{0,60}"]) {
        match checked(&text) {
            Ok((expr, _)) => drop(evaluated(&expr)),
            Err(error) => prop_assert!(text.get(error.at).is_some(), "points between characters"),
        }
        // What does not fit together is never asked for a value, and would have one all the same.
        if let Ok(expr) = parse(&text) {
            evaluated(&expr);
        }
    }

    /// A condition that was published decides: it is never missing, and never both itself and its contrary.
    #[test]
    fn a_checked_condition_decides(text in condition()) {
        let (_, found) = checked(&text).unwrap();
        prop_assert_eq!(found, Type::Bool);
        let Value::Bool(yes) = eval(&text) else { panic!("{text} decides nothing") };
        prop_assert_eq!(eval(&format!("not ({text})")), Value::Bool(!yes));
    }
}
