//! From the language of [`domain::expression`] to XPath.

use domain::{
    day,
    expression::{Expr, ExprError, Function, Node, parse},
};

/// How strongly the outermost sign of a part binds; calls and names bind most.
const ATOM: u8 = 9;

/// As XLSForm writes it.
///
/// # Errors
/// What cannot be read: no published questionnaire has that.
pub(crate) fn xpath(text: &str) -> Result<String, ExprError> {
    Ok(written(&parse(text)?).0)
}

fn written(expr: &Expr) -> (String, u8) {
    let atom = |text: String| (text, ATOM);
    match &expr.node {
        Node::Bool(yes) => atom(format!("{yes}()")),
        Node::Number(number) => atom(number.to_string()),
        Node::Text(text) if text.contains('\'') => atom(format!("\"{text}\"")),
        Node::Text(text) => atom(format!("'{text}'")),
        Node::Day(on) => atom(format!("date('{}')", day::text(*on))),
        Node::Answer(key) => atom(format!("${{{key}}}")),
        Node::It => atom(".".to_owned()),
        Node::Option(column) => atom(column.clone()),
        Node::Call(function, parts) => call(*function, parts),
    }
}

fn call(function: Function, parts: &[Expr]) -> (String, u8) {
    use Function as F;
    let part = |index: usize| parts.get(index).map(written).unwrap_or_default();
    let all = |between: &str| {
        let all: Vec<String> = parts.iter().map(|part| written(part).0).collect();
        all.join(between)
    };
    let named = |name: &str| (format!("{name}({})", all(", ")), ATOM);
    let chain = |sign: &str, binds: u8| {
        let first = std::iter::once(within(part(0), binds));
        let rest = (1..parts.len()).map(|index| within(part(index), binds + 1));
        let all: Vec<String> = first.chain(rest).collect();
        (all.join(&format!(" {sign} ")), binds)
    };
    match function {
        F::Or => chain("or", 1),
        F::And => chain("and", 2),
        F::Not => named("not"),
        F::Equal => compared(part(0), "=", part(1)),
        F::Differs => compared(part(0), "!=", part(1)),
        F::Less => compared(part(0), "<", part(1)),
        F::AtMost => compared(part(0), "<=", part(1)),
        F::More => compared(part(0), ">", part(1)),
        F::AtLeast => compared(part(0), ">=", part(1)),
        F::Add => chain("+", 5),
        F::Subtract => chain("-", 5),
        F::Multiply => chain("*", 6),
        F::Divide => chain("div", 6),
        F::Negate => (format!("-{}", within(part(0), 7)), 7),
        F::If => named("if"),
        F::Answered => (format!("{} != ''", part(0).0), 4),
        F::Selected => named("selected"),
        F::Count => named("count-selected"),
        F::First => coalesced(parts),
        F::Min => named("min"),
        F::Max => named("max"),
        F::Sum => named("sum"),
        // ODK has no mean of values side by side.
        F::Mean => (format!("({}) div {}", all(" + "), parts.len()), 6),
        F::Round if parts.len() == 1 => (format!("round({}, 0)", part(0).0), ATOM),
        F::Round => named("round"),
        F::Length => named("string-length"),
        F::Contains => named("contains"),
        F::Join => named("concat"),
        F::Today => ("today()".to_owned(), ATOM),
        F::Days => (format!("({} - {})", part(1).0, part(0).0), ATOM),
        F::Years => (
            format!("int(({} - {}) div 365.25)", part(1).0, part(0).0),
            ATOM,
        ),
    }
}

fn compared(left: (String, u8), sign: &str, right: (String, u8)) -> (String, u8) {
    (
        format!("{} {sign} {}", within(left, 5), within(right, 5)),
        4,
    )
}

fn within((text, binds): (String, u8), least: u8) -> String {
    if binds >= least {
        text
    } else {
        format!("({text})")
    }
}

/// `coalesce` takes two.
fn coalesced(parts: &[Expr]) -> (String, u8) {
    let Some((last, before)) = parts.split_last() else {
        return (String::new(), ATOM);
    };
    let fold = |rest: String, part: &Expr| format!("coalesce({}, {rest})", written(part).0);
    (before.iter().rev().fold(written(last).0, fold), ATOM)
}
