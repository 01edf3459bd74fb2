//! Time limits of the kiosk, pure. Each can be put off by any gesture, and the warning asks for one.

/// Without a gesture for this long the person is asked whether they are still there.
const WARN_S: u32 = 45;
/// After this long their answers are dropped and the screen starts over.
const RESET_S: u32 = 75;
/// How long the thanks stay.
const THANKS_S: u32 = 10;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Idle {
    #[default]
    No,
    /// Seconds left before the reset.
    Warned(u32),
    Over,
}

/// While answering, after `idle_s` seconds without a gesture.
pub fn answering(idle_s: u32) -> Idle {
    match idle_s {
        RESET_S.. => Idle::Over,
        WARN_S.. => Idle::Warned(RESET_S - idle_s),
        _ => Idle::No,
    }
}

/// On the thanks screen, after `shown_s` seconds; a person who asked to stay has as long as while answering.
pub fn thanking(shown_s: u32, idle_s: u32, staying: bool) -> Idle {
    match (staying, shown_s, idle_s) {
        (true, _, RESET_S..) | (false, THANKS_S.., _) => Idle::Over,
        (true, ..) => Idle::No,
        (false, ..) => Idle::Warned(THANKS_S - shown_s),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_warned_for_thirty_seconds_before_the_reset() {
        assert_eq!(answering(0), Idle::No);
        assert_eq!(answering(44), Idle::No);
        assert_eq!(answering(45), Idle::Warned(30));
        assert_eq!(answering(74), Idle::Warned(1));
        assert_eq!(answering(75), Idle::Over);
        // A tablet that slept wakes up with nothing of the previous person.
        assert_eq!(answering(86_400), Idle::Over);
    }

    #[test]
    fn thanks_leave_by_themselves_unless_one_stays() {
        assert_eq!(thanking(0, 0, false), Idle::Warned(10));
        assert_eq!(thanking(10, 1, false), Idle::Over);
        assert_eq!(thanking(30, 20, true), Idle::No);
        assert_eq!(thanking(200, 75, true), Idle::Over);
    }
}
