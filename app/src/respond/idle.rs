//! Time limits of the kiosk, pure. Each can be put off by any gesture, the warning asks for one, and a person can have ten
//! times as long (WCAG 2.2.1).

use serde::{Deserialize, Serialize};

/// How long the thanks stay.
const THANKS_S: u32 = 10;
/// The least time to answer the warning.
const WARNED_S: u32 = 20;
const LONGEST_S: u32 = 900;

/// What a tablet allows people who do nothing; chosen by staff.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Limits {
    /// Without a gesture for so many seconds the person is asked whether they are still there.
    pub warn_s: u32,
    /// After so many their answers are dropped and the screen starts over.
    pub reset_s: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            warn_s: 45,
            reset_s: 75,
        }
    }
}

impl Limits {
    /// Whether staff may choose them: there is time to read, and to answer the warning.
    pub fn are_fair(self) -> bool {
        let warned_s = self.reset_s.saturating_sub(self.warn_s);
        self.warn_s >= WARNED_S && warned_s >= WARNED_S && self.reset_s <= LONGEST_S
    }

    /// For a person who asked for more time.
    pub fn longer(self) -> Limits {
        Limits {
            warn_s: self.warn_s * 10,
            reset_s: self.reset_s * 10,
        }
    }

    /// While answering, after `idle_s` seconds without a gesture.
    pub fn answering(self, idle_s: u32) -> Idle {
        if idle_s >= self.reset_s {
            Idle::Over
        } else if idle_s >= self.warn_s {
            Idle::Warned(self.reset_s - idle_s)
        } else {
            Idle::No
        }
    }

    /// On the thanks screen, after `shown_s` seconds; a person who asked to stay has as long as while answering.
    pub fn thanking(self, shown_s: u32, idle_s: u32, staying: bool) -> Idle {
        if staying {
            match self.answering(idle_s) {
                Idle::Over => Idle::Over,
                _ => Idle::No,
            }
        } else if shown_s >= THANKS_S {
            Idle::Over
        } else {
            Idle::Warned(THANKS_S - shown_s)
        }
    }

    /// Whether nobody is in front of the first screen any more.
    pub fn is_deserted(self, shown_s: u32, idle_s: u32) -> bool {
        shown_s.min(idle_s) >= self.reset_s
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Idle {
    #[default]
    No,
    /// Seconds left before the reset.
    Warned(u32),
    Over,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_warned_for_thirty_seconds_before_the_reset() {
        let limits = Limits::default();
        assert_eq!(limits.answering(0), Idle::No);
        assert_eq!(limits.answering(44), Idle::No);
        assert_eq!(limits.answering(45), Idle::Warned(30));
        assert_eq!(limits.answering(74), Idle::Warned(1));
        assert_eq!(limits.answering(75), Idle::Over);
        // A tablet that slept wakes up with nothing of the previous person.
        assert_eq!(limits.answering(86_400), Idle::Over);
        // Who asks for more time has ten times as much.
        assert_eq!(limits.longer().answering(449), Idle::No);
        assert_eq!(limits.longer().answering(450), Idle::Warned(300));
    }

    #[test]
    fn thanks_leave_by_themselves_unless_one_stays() {
        let limits = Limits::default();
        assert_eq!(limits.thanking(0, 0, false), Idle::Warned(10));
        assert_eq!(limits.thanking(10, 1, false), Idle::Over);
        assert_eq!(limits.thanking(30, 20, true), Idle::No);
        assert_eq!(limits.thanking(200, 75, true), Idle::Over);
    }

    #[test]
    fn limits_leave_time_to_read_and_to_answer_the_warning() {
        let fair = |warn_s, reset_s| Limits { warn_s, reset_s }.are_fair();
        assert!(fair(45, 75) && fair(20, 40) && fair(600, 900));
        assert!(!fair(19, 75) && !fair(45, 64) && !fair(75, 45) && !fair(600, 901));
    }

    #[test]
    fn a_first_screen_is_deserted_when_nobody_has_touched_it_for_long() {
        let limits = Limits::default();
        assert!(limits.is_deserted(75, 80));
        assert!(!limits.is_deserted(75, 10) && !limits.is_deserted(3, 80));
    }
}
