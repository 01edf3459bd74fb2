//! Net promoter score: share of 9-10 minus share of 0-6, from -100 to 100. Not a percentage.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Nps {
    pub promoters: u32,
    pub passives: u32,
    pub detractors: u32,
}

impl Nps {
    pub fn count(&mut self, score: u32) {
        match score {
            9.. => self.promoters += 1,
            7..=8 => self.passives += 1,
            _ => self.detractors += 1,
        }
    }

    pub fn n(self) -> u32 {
        self.promoters + self.passives + self.detractors
    }

    pub fn score(self) -> Option<f64> {
        let n = self.n();
        let gap = f64::from(self.promoters) - f64::from(self.detractors);
        (n > 0).then(|| 100.0 * gap / f64::from(n))
    }
}
