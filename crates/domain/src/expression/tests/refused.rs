//! What is refused when a questionnaire is edited, and where the editor points.

use super::*;

fn refused(text: &str, fault: impl Into<Fault>, part: &str) {
    let error = checked(text).expect_err(text);
    assert_eq!(error.fault, fault.into(), "{text}");
    assert_eq!(&text[error.at.clone()], part, "{text}");
}

#[test]
fn what_cannot_be_read() {
    let unexpected = |sign: &str| Fault::Unexpected(sign.to_owned());
    refused("", Fault::Empty, "");
    refused("  ", Fault::Empty, "  ");
    refused("age >", Fault::UnexpectedEnd, "");
    refused("(age > 1", Fault::UnexpectedEnd, "");
    refused("age > 1)", unexpected(")"), ")");
    refused("age age", unexpected("age"), "age");
    refused("age > > 1", unexpected(">"), ">");
    refused("1 < age < 5", unexpected("<"), "<");
    refused("and age", unexpected("and"), "and");
    refused("age ≥ 5", unexpected("≥"), "≥");
    refused("pace = 'slow", Fault::Unclosed, "'slow");
    refused("age > 1.2345678", Fault::Number, "1.2345678");
    refused("age > 1.2.3", Fault::Number, "1.2.3");
    refused("born > day('2026-02-29')", Fault::Day, "day('2026-02-29')");
    refused("born > day(why)", Fault::Day, "day(why)");
    refused(
        "eval('x')",
        Fault::UnknownFunction("eval".to_owned()),
        "eval",
    );
    let parts = Fault::Parts {
        function: "if",
        least: 3,
        most: 3,
    };
    refused("if(true, 1)", parts, "if(true, 1)");
    refused(
        &"x".repeat(BYTES_MAX + 1),
        Fault::TooLong,
        &"x".repeat(BYTES_MAX + 1),
    );
}

/// Each part is looked at once: twice at each of forty levels would take hours.
#[test]
fn nested_comparisons_are_checked_at_once() {
    let text = format!("{}true{}", "(".repeat(38), " = true)".repeat(38));
    assert_eq!(checked(&text).unwrap().1, Type::Bool);
}

#[test]
fn nesting_has_an_end() {
    for nested in ["(", "-", "not ", "min("] {
        let text = nested.repeat(500);
        let error = parse(&text).expect_err(nested);
        assert_eq!(error.fault, Fault::TooDeep, "{nested}");
    }
    assert_eq!(
        parse(&vec!["1"; 100].join("*")).expect_err("*").fault,
        Fault::TooDeep
    );
}

#[test]
fn what_does_not_fit_together() {
    let kind = |expected, found| Fault::Type { expected, found };
    refused("ages > 1", Fault::UnknownAnswer("ages".to_owned()), "ages");
    let option = Fault::UnknownOption {
        key: "pace".to_owned(),
        option: "slowe".to_owned(),
        options: "'slow', 'right', 'fast'".to_owned(),
    };
    refused("pace = 'slowe'", option.clone(), "'slowe'");
    refused("'slowe' != pace", option.clone(), "'slowe'");
    refused("selected(pace, 'slowe')", option, "'slowe'");
    refused("age = 'old'", kind("number", "text"), "'old'");
    refused("age and true", kind("yes or no", "number"), "age");
    refused("not pace", kind("yes or no", "option"), "pace");
    refused("pace > 3", kind("number", "option"), "pace");
    refused("born > 3", kind("day", "number"), "3");
    refused("age + why", kind("number", "text"), "why");
    refused("if(true, 1, 'one')", kind("number", "text"), "'one'");
    refused("selected(age, '1')", kind("options", "number"), "age");
    refused("count(pace)", kind("options", "option"), "pace");
    refused(
        "answered(1 + 1)",
        kind("question", "number"),
        "answered(1 + 1)",
    );
    let column = Fault::UnknownColumn("colour".to_owned());
    refused("option.colour = 'red'", column, "option.colour");
    let nowhere = Types {
        answer: &super::kind,
        it: None,
        columns: None,
    };
    for text in ["it > 3", "option.region = 'x'"] {
        let error = check(&parse(text).unwrap(), &nowhere).expect_err(text);
        assert_eq!(error.fault, Fault::NotHere);
    }
}

/// What somebody drew is no value: it is there, or it is not.
#[test]
fn of_a_signature_only_its_being_there_is_asked() {
    let fault = || Fault::Type {
        expected: "value",
        found: "mark",
    };
    refused("signed = unsaid_mark", fault(), "signed");
    refused("signed = 'x'", fault(), "signed");
    refused("join(signed, ' ')", fault(), "signed");
    refused("first(signed, unsaid_mark)", fault(), "signed");
    refused("if(age > 1, signed, signed)", fault(), "signed");
    refused("signed", fault(), "signed");
    assert_eq!(checked("answered(signed)").unwrap().1, Type::Bool);
    assert_eq!(eval("answered(signed)"), Value::Bool(true));
    assert_eq!(eval("answered(unsaid_mark)"), Value::Bool(false));
}

/// A number or a yes where the key of an option is needed: the message names those there are.
#[test]
fn a_question_with_options_is_compared_with_one_of_them() {
    let option = |option: &str| Fault::UnknownOption {
        key: "pace".to_owned(),
        option: option.to_owned(),
        options: "'slow', 'right', 'fast'".to_owned(),
    };
    refused("pace = 1", option("1"), "1");
    refused("1 != pace", option("1"), "1");
    refused("pace = true", option("true"), "true");
    refused(
        "pace = age",
        Fault::Type {
            expected: "text",
            found: "number",
        },
        "age",
    );
    assert_eq!(checked("pace = ''").unwrap().1, Type::Bool);
}

#[test]
fn the_dot_of_xlsform_is_told_apart_from_any_sign() {
    refused(". > 3", Fault::Dot, ".");
    refused("age > 3 and . != ''", Fault::Dot, ".");
    refused("age . 3", Fault::Unexpected(".".to_owned()), ".");
}
