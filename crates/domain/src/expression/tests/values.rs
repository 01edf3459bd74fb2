//! What expressions come to.

use super::*;

#[test]
fn conditions() {
    for (text, expected) in [
        ("pace = 'slow'", true),
        ("'slow' = pace", true),
        ("pace != 'slow'", false),
        ("pace = 'fast' or age > 40", true),
        ("not pace = 'fast' and age > 50", false),
        ("not (pace = 'fast' and age > 50)", true),
        ("true or true and false", true),
        (
            "selected(barriers, 'time') and not selected(barriers, 'boss')",
            true,
        ),
        ("selected(pace, \"slow\")", true),
        ("barriers = 'time'", false),
        ("count(barriers) = 2", true),
        ("count(unsaid_many) = 0", true),
        ("answered(why) and not answered(unsaid)", true),
        ("contains(why, 'côté')", true),
        (
            "born < day('2000-03-01') and born >= day('2000-02-29')",
            true,
        ),
        ("option.region = pace", true),
        ("it >= 0 and it <= 35", true),
    ] {
        assert_eq!(eval(text), Value::Bool(expected), "{text}");
    }
}

/// Passed over is not zero, not an option, not a day: comparisons are false, differences true, sums missing.
#[test]
fn what_was_passed_over() {
    for (text, expected) in [
        ("unsaid = 0", false),
        ("unsaid != 0", true),
        ("unsaid < 5 or unsaid >= 5", false),
        ("not unsaid < 5", true),
        ("unsaid_text = ''", true),
        ("unsaid_choice != 'slow'", true),
        ("unsaid_choice = ''", true),
        ("selected(unsaid_many, 'time')", false),
        ("unsaid_day > day('2000-01-01')", false),
        ("unsaid + 1 > 0", false),
    ] {
        assert_eq!(eval(text), Value::Bool(expected), "{text}");
    }
    for text in [
        "unsaid + 1",
        "age / 0",
        "sum(unsaid)",
        "days(born, unsaid_day)",
        "-unsaid",
    ] {
        assert_eq!(eval(text), Value::Missing, "{text}");
    }
    assert_eq!(eval("sum(unsaid, 3, age)"), number("44"));
    assert_eq!(eval("mean(unsaid, 3, age)"), number("22"));
    assert_eq!(eval("first(unsaid, age, 1)"), number("41"));
    assert_eq!(eval("length(unsaid_text)"), number("0"));
}

#[test]
fn what_is_worked_out() {
    for (text, expected) in [
        ("1 + 2 * 3 - 4 / 8", "6.5"),
        ("(1 + 2) * -3", "-9"),
        ("10 - 4 - 3", "3"),
        ("2 / 3", "0.666667"),
        ("round(2 / 3)", "1"),
        ("round(0 - 2.5)", "-3"),
        ("round(age / 7, 2)", "5.86"),
        ("min(age, 3, 12)", "3"),
        ("max(unsaid, 3, 12)", "12"),
        ("length(why)", "25"),
        ("days(day('2026-12-31'), day('2027-01-01'))", "1"),
        ("days(today(), day('2026-11-01'))", "-21"),
        ("years(born, day('2026-02-28'))", "25"),
        ("years(born, day('2026-03-01'))", "26"),
        ("years(day('2027-11-23'), today())", "-1"),
        ("if(age >= 18, 1, 2)", "1"),
        ("if(unsaid >= 18, 1, 2)", "2"),
    ] {
        assert_eq!(eval(text), number(expected), "{text}");
    }
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(
        eval("join(age, ' ', pace, ' ', born, unsaid)"),
        text("41 slow 2000-02-29")
    );
    assert_eq!(eval("if(pace = 'slow', 'lent', '')"), text("lent"));
    assert_eq!(eval("max(born, today())"), on("2026-11-22"));
}

/// As many parts as are written, not as many levels.
#[test]
fn long_chains_are_read() {
    let many = vec!["age = 41"; 120].join(" and ");
    assert_eq!(eval(&many), Value::Bool(true));
    assert_eq!(eval(&vec!["1"; 500].join("+")), number("500"));
}
