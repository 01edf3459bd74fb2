//! Stop-watch for progress lines; the one place of this crate that reads a clock.
#![allow(
    clippy::disallowed_types,
    reason = "no runtime here whose clock could be used instead"
)]

use std::time::{Duration, Instant};

pub(crate) struct Watch(Instant);

impl Watch {
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    /// `7.3 s`, or `4 min 05 s` from a minute on.
    pub(crate) fn text(&self) -> String {
        in_words(self.elapsed())
    }
}

pub(crate) fn in_words(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f32())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_from_sixty_seconds_on() {
        assert_eq!(in_words(Duration::from_millis(7_340)), "7.3 s");
        assert_eq!(in_words(Duration::from_secs(245)), "4 min 05 s");
    }
}
