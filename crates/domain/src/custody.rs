//! Session custody: where everybody is who was expected. Head-count = received + on tablets + refused + absent + without an
//! answer. Counts only: nothing here tells who, and nothing is taken from what was answered.

use crate::{Day, ids::CampaignId};
use serde::{Deserialize, Serialize};

/// A tablet is given a session this many days before it starts, and may hold answers of it from then on.
pub const GIVEN_DAYS_AHEAD: i64 = 14;
/// Surveys that one tablet tells of at most.
pub const HELD_MAX: usize = 500;

/// What is known of the people expected in one survey of a session, in people.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Custody {
    pub headcount: u32,
    /// Answers the server has and counts.
    pub received: u32,
    /// Still on tablets: kept there, not with the server.
    pub on_tablets: u32,
    pub refused: u32,
    pub absent: u32,
}

/// What the sum leaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Balance {
    /// No head-count was given: there is nothing to count against.
    Uncounted,
    /// Everybody is accounted for.
    Even,
    /// People of whom nothing is known.
    Silent(u32),
    /// More is known of than people expected.
    Over(u32),
}

impl Custody {
    /// People of whom something is known.
    pub fn known(&self) -> u32 {
        [self.received, self.on_tablets, self.refused, self.absent]
            .into_iter()
            .fold(0, u32::saturating_add)
    }

    /// People without an answer: what remains.
    pub fn silent(&self) -> u32 {
        self.headcount.saturating_sub(self.known())
    }

    pub fn balance(&self) -> Balance {
        match (self.headcount, self.known()) {
            (0, _) => Balance::Uncounted,
            (all, known) if known > all => Balance::Over(known - all),
            (all, known) if known < all => Balance::Silent(all - known),
            _ => Balance::Even,
        }
    }
}

/// What one tablet holds of one survey, as it tells the server.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Held {
    pub campaign: CampaignId,
    /// Finished answers.
    pub answers: u32,
    /// Refusals to answer.
    pub declined: u32,
    /// Of either, what the server would not take: it stays there until somebody looks.
    #[serde(default)]
    pub kept: u32,
}

impl Held {
    pub fn people(&self) -> u32 {
        let all = [self.answers, self.declined, self.kept];
        all.into_iter().fold(0, u32::saturating_add)
    }
}

/// What a tablet told, unless it has delivered since: `unsent` is how many items it holds in all, told with each delivery.
/// None where nobody can say what of which survey is still there.
pub fn still_held(told: Option<&[Held]>, unsent: u32) -> Option<&[Held]> {
    if unsent == 0 {
        return Some(&[]);
    }
    let sum = |all: &[Held]| all.iter().map(Held::people).fold(0, u32::saturating_add);
    told.filter(|all| sum(all) <= unsent)
}

/// Whether a tablet last heard of on `heard` may hold answers nobody knows of, of a session from `starts` to `ends`: it was
/// given the session, and has not been in touch since its last day.
pub fn may_hold(heard: Day, starts: Day, ends: Day) -> bool {
    let given = crate::day::number(starts) - crate::day::number(heard);
    i64::from(given) <= GIVEN_DAYS_AHEAD && heard <= ends
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASS: Custody = Custody {
        headcount: 12,
        received: 5,
        on_tablets: 3,
        refused: 1,
        absent: 2,
    };

    #[test]
    fn each_person_is_in_the_sum_once() {
        assert_eq!(CLASS.balance(), Balance::Silent(1));
        assert_eq!(CLASS.known() + CLASS.silent(), CLASS.headcount);
        // Delivered: from the tablet to the server, and nobody more or less.
        let delivered = Custody {
            received: 8,
            on_tablets: 0,
            ..CLASS
        };
        assert_eq!(delivered.balance(), CLASS.balance());
        let last = Custody {
            refused: 2,
            ..delivered
        };
        assert_eq!(last.balance(), Balance::Even);
    }

    #[test]
    fn more_than_expected_is_told_and_never_wraps() {
        let crowd = Custody {
            on_tablets: 6,
            ..CLASS
        };
        assert_eq!((crowd.balance(), crowd.silent()), (Balance::Over(2), 0));
        let absurd = Custody {
            received: u32::MAX,
            ..CLASS
        };
        assert_eq!(absurd.balance(), Balance::Over(u32::MAX - 12));
    }

    #[test]
    fn without_a_head_count_nobody_is_missing_and_nobody_too_many() {
        let unknown = Custody {
            headcount: 0,
            absent: 0,
            ..CLASS
        };
        assert_eq!(unknown.balance(), Balance::Uncounted);
    }

    fn held(answers: u32, kept: u32) -> Held {
        Held {
            campaign: CampaignId(uuid::Uuid::nil()),
            answers,
            declined: 1,
            kept,
        }
    }

    #[test]
    fn what_a_tablet_told_counts_until_it_has_delivered_some_of_it() {
        let told = [held(3, 0), held(0, 2)];
        // A correction of the head-count waits beside them.
        assert_eq!(still_held(Some(&told), 8), Some(&told[..]));
        assert_eq!(still_held(Some(&told), 7), Some(&told[..]));
        assert_eq!(still_held(Some(&told), 6), None, "one of them has arrived");
        assert_eq!(still_held(Some(&told), 0), Some(&[][..]));
        assert_eq!(still_held(None, 4), None, "an older program tells no more");
        assert_eq!(still_held(None, 0), Some(&[][..]));
    }

    #[test]
    fn a_tablet_that_was_in_touch_after_the_session_hides_nothing() {
        let day = |day| Day::constant(2026, 11, day);
        let (starts, ends) = (day(20), day(21));
        assert!(may_hold(day(20), starts, ends), "during the session");
        assert!(may_hold(day(6), starts, ends), "since it was given");
        assert!(!may_hold(day(5), starts, ends), "it never had the session");
        assert!(may_hold(day(21), starts, ends), "perhaps in the morning");
        assert!(!may_hold(day(22), starts, ends));
    }
}
