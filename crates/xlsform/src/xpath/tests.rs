//! Expressions of forms, there and back.

use super::{Fault, Lookup, Named, Names, condition, value, xpath};
use crate::finding::Code;
use domain::expression::Type;

struct Few;

impl Lookup for Few {
    fn named(&self, name: &str, _: Option<usize>) -> Result<Named, Fault> {
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        let kind = match name {
            "age" | "hours" => Type::Number,
            "born" => Type::Day,
            "said" => Type::Text,
            "way" => Type::Choice(keys(&["bus", "car", "1"])),
            "many" => Type::Many(keys(&["a", "b"])),
            "ack" => Type::Choice(keys(&["yes", "no"])),
            _ => return Err(Fault::new(Code::NameUnknown, name)),
        };
        Ok(Named {
            key: name.to_owned(),
            kind: Some(kind),
            acknowledged: name == "ack",
        })
    }
}

fn names<'a>(columns: Option<&'a [String]>) -> Names<'a> {
    Names {
        known: &Few,
        round: None,
        it: Few.named("age", None).ok().map(|age| Named {
            key: "it".to_owned(),
            ..age
        }),
        columns,
    }
}

fn test(text: &str) -> String {
    condition(text, &names(None)).unwrap().text
}

fn worth(text: &str) -> String {
    value(text, &names(None)).unwrap().text
}

fn fault(text: &str) -> (Code, String) {
    let fault = condition(text, &names(None)).unwrap_err();
    (fault.code, fault.detail)
}

#[test]
fn conditions() {
    assert_eq!(
        test("${age} > 5 and not(${way} = 'bus')"),
        "age > 5 and not(way = 'bus')"
    );
    assert_eq!(
        test("(${age} > 5 or .>=1) and ../age<2"),
        "(age > 5 or it >= 1) and age < 2"
    );
    assert_eq!(
        test("selected(${many}, 'a') or selected(${way}, 'car')"),
        "selected(many, 'a') or selected(way, 'car')"
    );
    assert_eq!(test("count-selected(${many}) >= 2"), "count(many) >= 2");
    assert_eq!(test("${said} = ‘yes’"), "said = 'yes'");
    assert_eq!(test("/data/group/age != 3"), "age != 3");
    assert_eq!(test("true()"), "true");
}

/// XPath takes any value for a test, a text for a number, and nothing for an empty text.
#[test]
fn types_are_written_out() {
    assert_eq!(test("${age} = ''"), "not(answered(age))");
    assert_eq!(test("'' != ${born}"), "answered(born)");
    assert_eq!(test("${age} = '3'"), "age = 3");
    assert_eq!(test("${way} = 1"), "way = '1'");
    assert_eq!(test("${born} > '2026-01-02'"), "born > day('2026-01-02')");
    assert_eq!(
        test("${born} <= date('2026-01-02')"),
        "born <= day('2026-01-02')"
    );
    assert_eq!(
        test("${said} and ${age}"),
        "answered(said) and answered(age)"
    );
    assert_eq!(test("0"), "false");
    assert_eq!(test("${ack} = 'OK'"), "ack = 'yes'");
    assert_eq!(test("${age} - 1"), "age - 1 != 0");
}

#[test]
fn values() {
    assert_eq!(worth("2+2 * ${age}"), "2 + 2 * age");
    assert_eq!(worth("${age} - (1 - 2) div -3"), "age - (1 - 2) / -3");
    assert_eq!(
        worth("if(${age} > 3, ${way}, 'none')"),
        "if(age > 3, way, 'none')"
    );
    assert_eq!(
        worth("coalesce(${age}, coalesce(${hours}, 0))"),
        "first(age, first(hours, 0))"
    );
    assert_eq!(
        worth("join(', ', ${said}, ${way})"),
        "join(said, ', ', way)"
    );
    assert_eq!(worth("round(${hours} div 7, 1)"), "round(hours / 7, 1)");
    assert_eq!(worth("today() - ${born}"), "days(born, today())");
    assert_eq!(
        worth("int((today() - ${born}) div 365.25)"),
        "years(born, today())"
    );
    assert_eq!(worth("string-length(${said})"), "length(said)");
}

#[test]
fn filters_name_columns() {
    let columns = ["region".to_owned()];
    let filter = |text: &str| condition(text, &names(Some(&columns)));
    assert_eq!(
        filter("region = ${said}").unwrap().text,
        "option.region = said"
    );
    let unknown = filter("zone = ${said}").unwrap_err();
    assert_eq!(unknown, Fault::new(Code::ColumnUnknown, "zone"));
}

#[test]
fn what_has_no_counterpart_is_refused() {
    let of = |code, detail: &str| (code, detail.to_owned());
    assert_eq!(fault("regex(., '^a$')"), of(Code::FunctionUnknown, "regex"));
    assert_eq!(
        fault("pulldata('f', 'a', 'b', ${said})"),
        of(Code::FunctionUnknown, "pulldata")
    );
    assert_eq!(fault("${age} mod 2 = 0"), of(Code::FunctionUnknown, "mod"));
    assert_eq!(fault("${nobody} = 1"), of(Code::NameUnknown, "nobody"));
    assert_eq!(fault("${way} = 'train'"), of(Code::OptionUnknown, "train"));
    assert_eq!(fault("${said} > 3"), of(Code::TypesDiffer, "said"));
    assert_eq!(
        fault("instance('x')/all/item"),
        of(Code::PathUnknown, "instance")
    );
    assert_eq!(fault("${age} = = 3"), of(Code::ExpressionUnreadable, "="));
    assert_eq!(
        fault("because I say so"),
        of(Code::ExpressionUnreadable, "I")
    );
    assert_eq!(fault(&"(".repeat(500)), of(Code::ExpressionTooLong, ""));
    assert_eq!(
        fault(&format!("1{}", " + 1".repeat(500))),
        of(Code::ExpressionTooLong, "")
    );
}

/// Written as XPath and read again, an expression of ours is the same.
#[test]
fn there_and_back() {
    for ours in [
        "age <= 2 and not(answered(said))",
        "(age > 1 or hours > 2) and way != 'bus'",
        "selected(many, 'a') or count(many) = 2",
        "it >= 0 and it <= hours * 2 - 1",
        "first(age, hours) > 3",
        "days(born, today()) < 365 and years(born, today()) > 16",
        "born >= day('2026-11-21')",
        "length(join(said, 'x')) > 3 and contains(said, \"it's\")",
        "if(age > 3, hours, 0) = round(hours, 2)",
    ] {
        let back = xpath(ours).unwrap();
        assert_eq!(test(&back), ours, "{back}");
    }
}

/// A day stands twice in the test it becomes: nested, a few hundred bytes would become gigabytes.
#[test]
fn what_grows_at_each_level_is_refused_in_time() {
    let days = format!(
        "{}today(){}",
        "if(".repeat(38),
        ", today(), today())".repeat(38)
    );
    assert_eq!(fault(&days).0, Code::ExpressionTooLong);
    let joined = format!(
        "{}'x'{}",
        "join(".repeat(30),
        ", 'a', 'b', 'c', 'd')".repeat(30)
    );
    assert_eq!(fault(&joined).0, Code::ExpressionTooLong);
}
