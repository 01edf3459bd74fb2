//! Numbers of expressions and of answers: six places behind the point, exact, the same on every machine. Floating point
//! would bring its reader and writer into the respondent's page, and figures that differ from what people typed.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// Between −9,000,000,000,000 and 9,000,000,000,000, in millionths. `"12.5"` on the wire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Number(i64);

const ONE: i64 = 1_000_000;
const PLACES: usize = 6;
const MAX: i64 = 9_000_000_000_000 * ONE;

impl Number {
    fn within(millionths: i128) -> Option<Number> {
        let fits = millionths.unsigned_abs() <= MAX.unsigned_abs().into();
        fits.then(|| i64::try_from(millionths).ok().map(Number))?
    }

    /// Reads `12`, `-0.5` or `12.345678`; a decimal comma is read as a point. Nothing else.
    pub fn read(text: &str) -> Option<Number> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
        if whole.is_empty() || part.is_empty() || whole.len() > 13 || part.len() > PLACES {
            return None;
        }
        let read = |digits: &str| {
            digits.bytes().try_fold(0_i64, |sum, digit| {
                let digit = digit.is_ascii_digit().then(|| digit - b'0')?;
                Some(sum * 10 + i64::from(digit))
            })
        };
        let scale = 10_i64.pow(u32::try_from(PLACES - part.len()).ok()?);
        let millionths = read(whole)?.checked_mul(ONE)?;
        let millionths = millionths.checked_add(read(part)? * scale)?;
        let fits = millionths <= MAX;
        fits.then_some(Number(if negative { -millionths } else { millionths }))
    }

    /// Whether nothing is behind the point.
    pub fn is_whole(self) -> bool {
        self.0 % ONE == 0
    }

    /// How many digits are behind the point.
    pub fn places(self) -> u32 {
        let mut rest = (self.0 % ONE).unsigned_abs();
        let mut places = 6;
        while places > 0 && rest.is_multiple_of(10) {
            rest /= 10;
            places -= 1;
        }
        places
    }

    /// The whole number, when it is one that fits.
    pub fn whole(self) -> Option<i64> {
        self.is_whole().then_some(self.0 / ONE)
    }

    pub fn plus(self, other: Number) -> Option<Number> {
        Number::within(i128::from(self.0) + i128::from(other.0))
    }

    pub fn minus(self, other: Number) -> Option<Number> {
        Number::within(i128::from(self.0) - i128::from(other.0))
    }

    pub fn times(self, other: Number) -> Option<Number> {
        let product = i128::from(self.0) * i128::from(other.0);
        Number::within(divided(product, ONE.into()))
    }

    /// Half is rounded away from zero at the sixth place. None for a division by zero.
    pub fn over(self, other: Number) -> Option<Number> {
        let by = i128::from(other.0);
        (by != 0).then(|| Number::within(divided(i128::from(self.0) * i128::from(ONE), by)))?
    }

    /// To so many places (six at most), half away from zero.
    pub fn rounded(self, places: u32) -> Option<Number> {
        let step = 10_i128.pow(6 - places.min(6));
        Number::within(divided(self.0.into(), step) * step)
    }
}

/// Half away from zero.
fn divided(number: i128, by: i128) -> i128 {
    let (quotient, rest) = (number / by, number % by);
    if rest.unsigned_abs() * 2 < by.unsigned_abs() {
        quotient
    } else if (number < 0) == (by < 0) {
        quotient + 1
    } else {
        quotient - 1
    }
}

impl From<u32> for Number {
    fn from(whole: u32) -> Number {
        Number(i64::from(whole) * ONE)
    }
}

impl From<i32> for Number {
    fn from(whole: i32) -> Number {
        Number(i64::from(whole) * ONE)
    }
}

/// With a point, without needless zeros: what [`Number::read`] reads.
impl fmt::Display for Number {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0 / ONE, self.0 % ONE);
        to.write_str(sign)?;
        to.write_str(&whole.unsigned_abs().to_string())?;
        let places = self.places() as usize;
        if places == 0 {
            return Ok(());
        }
        // A one before them keeps the zeros behind the point.
        let part = (ONE.unsigned_abs() + part.unsigned_abs()).to_string();
        to.write_str(".")?;
        to.write_str(&part[1..=places])
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Number::read(&text).ok_or_else(|| D::Error::custom("not a number"))
    }
}
