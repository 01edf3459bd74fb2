//! The least and the most of a number, as constraints and ranges write them.

use crate::xpath::{X, parse};
use domain::{expression::Number, questionnaire::QuestionKind};

/// `. >= 0 and . <= 10`, with what is asked besides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Bounds {
    pub(super) min: u32,
    pub(super) max: u32,
    pub(super) rest: Option<X>,
}

/// Of a constraint that begins with both; none of any other.
pub(super) fn of(constraint: &str) -> Option<Bounds> {
    let mut parts = Vec::new();
    links(parse(constraint).ok()?, &mut parts);
    let mut parts = parts.into_iter();
    let (min, max) = (bound(&parts.next()?, ">=")?, bound(&parts.next()?, "<=")?);
    let and = |left, right| X::Infix("and", Box::new(left), Box::new(right));
    let rest = parts.reduce(and);
    (min <= max).then_some(Bounds { min, max, rest })
}

/// What *and* joins, from left to right.
fn links(x: X, to: &mut Vec<X>) {
    match x {
        X::Infix("and", left, right) => {
            links(*left, to);
            to.push(*right);
        }
        other => to.push(other),
    }
}

fn bound(x: &X, sign: &str) -> Option<u32> {
    match x {
        X::Infix(found, left, right) if *found == sign && **left == X::Dot => match &**right {
            X::Number(number) => number.parse().ok(),
            _ => None,
        },
        _ => None,
    }
}

/// The parameters of the type `range`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Range {
    pub(super) start: Number,
    pub(super) end: Number,
    step: Number,
}

impl Range {
    pub(super) fn read(parameters: &str) -> Option<Range> {
        let mut range = Range {
            start: Number::from(1),
            end: Number::from(10),
            step: Number::from(1),
        };
        let spread = parameters.replace([',', ';'], " ");
        for pair in spread.split_whitespace() {
            let (name, value) = pair.split_once('=')?;
            let place = match name {
                "start" => &mut range.start,
                "end" => &mut range.end,
                "step" => &mut range.step,
                _ => continue,
            };
            *place = Number::read(value)?;
        }
        (range.start <= range.end).then_some(range)
    }

    pub(super) fn kind(&self) -> QuestionKind {
        let whole = |number: Number| u32::try_from(number.whole()?).ok();
        let places = [self.start, self.end, self.step].map(Number::places);
        match (whole(self.start), whole(self.end), self.step.is_whole()) {
            (Some(min), Some(max), true) => QuestionKind::Number { min, max },
            _ => QuestionKind::Decimal {
                places: places.into_iter().max().unwrap_or(0),
            },
        }
    }

    /// Whether some numbers between the bounds are passed over.
    pub(super) fn steps(&self) -> bool {
        self.step.is_whole() && self.step != Number::from(1)
    }
}
