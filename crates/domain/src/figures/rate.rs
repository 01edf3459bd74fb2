//! A share of people, with its 95 % Wilson score interval.

use serde::{Deserialize, Serialize};

/// `part` of `whole` people; `whole` is the n to print beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Rate {
    pub part: u32,
    pub whole: u32,
}

/// Bounds as shares of 1.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// The 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

impl Rate {
    /// The share, 0 to 1; none of nobody. More answers than people expected are no more than all of them: see
    /// [`Rate::is_too_many`].
    pub fn share(self) -> Option<f64> {
        (self.whole > 0).then(|| f64::from(self.part.min(self.whole)) / f64::from(self.whole))
    }

    /// Whether there are more answers than people expected: somebody miscounted, or more came.
    pub fn is_too_many(self) -> bool {
        self.whole > 0 && self.whole < self.part
    }

    /// Wilson (1927) score interval without continuity correction, 95 %. None when there are more answers than people
    /// expected: that is no share of anything.
    pub fn wilson95(self) -> Option<Interval> {
        let p = self.share().filter(|_| !self.is_too_many())?;
        let n = f64::from(self.whole);
        let z2 = Z * Z;
        let scale = 1.0 / (1.0 + z2 / n);
        let centre = (p + z2 / (2.0 * n)) * scale;
        let half = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt() * scale;
        // At 0 and n the bound is 0 or 1 exactly; rounding must not push it past.
        let low = if self.part == 0 {
            0.0
        } else {
            (centre - half).max(0.0)
        };
        let high = if self.part == self.whole {
            1.0
        } else {
            (centre + half).min(1.0)
        };
        Some(Interval { low, high })
    }
}
