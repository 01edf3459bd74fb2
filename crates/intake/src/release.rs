//! When anonymous answers may enter the log: in groups, so that neither order nor time tells who said what. Pure: the
//! server counts and asks.

use domain::{campaign::Privacy, figures::SMALL_GROUP};

/// Answers of one campaign, or of one pool.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Group {
    pub waiting: u32,
    /// Already in the log.
    pub released: u32,
}

/// Where a campaign stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moment {
    Open,
    /// It is being closed: whatever waits was there before.
    Closing,
    /// It was closed before: whatever waits came since.
    Closed,
}

/// What happens to the waiting answers of a campaign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Wait,
    Release,
    /// They join the other small groups of their service and quarter, without session.
    Pool,
}

/// Confidential and named answers need no group. What comes after the end needs one of its own: one alone, beside any
/// number released before, would be told by its arrival. A small test never joins a pool: its answers must not count.
pub fn campaign(group: Group, privacy: Privacy, moment: Moment, test: bool) -> Step {
    if group.waiting == 0 {
        return Step::Wait;
    }
    let enough = match (privacy, moment) {
        (Privacy::Confidentiel | Privacy::Nominatif, _) => true,
        (Privacy::Anonyme, Moment::Open | Moment::Closed) => group.waiting >= SMALL_GROUP,
        (Privacy::Anonyme, Moment::Closing) => group.waiting + group.released >= SMALL_GROUP,
    };
    match (enough, moment) {
        (true, _) => Step::Release,
        (false, Moment::Closing | Moment::Closed) if !test => Step::Pool,
        (false, _) => Step::Wait,
    }
}

/// Whether the waiting answers of a pool are released: always five at a time. One alone, beside any number released
/// before, would be told by the day its survey closed.
pub fn pool(group: Group) -> bool {
    group.waiting >= SMALL_GROUP
}

#[cfg(test)]
mod tests {
    use super::{Group, Moment, Step, campaign, pool};
    use domain::campaign::Privacy::{Anonyme, Confidentiel, Nominatif};

    fn group(waiting: u32, released: u32) -> Group {
        Group { waiting, released }
    }

    #[test]
    fn an_open_anonymous_campaign_releases_five_at_a_time() {
        let step =
            |waiting, released| campaign(group(waiting, released), Anonyme, Moment::Open, false);
        assert_eq!(step(4, 0), Step::Wait);
        assert_eq!(step(5, 0), Step::Release);
        assert_eq!(step(1, 5), Step::Wait);
        assert_eq!(step(0, 5), Step::Wait);
    }

    #[test]
    fn a_closed_one_releases_the_rest_of_a_group_and_pools_a_small_one() {
        let step =
            |waiting, released| campaign(group(waiting, released), Anonyme, Moment::Closing, false);
        assert_eq!(step(2, 5), Step::Release);
        assert_eq!(step(5, 0), Step::Release);
        assert_eq!(step(3, 0), Step::Pool);
        assert_eq!(step(0, 3), Step::Wait);
    }

    #[test]
    fn what_comes_after_the_end_is_released_in_a_group_of_its_own_or_pooled() {
        let step =
            |waiting, released| campaign(group(waiting, released), Anonyme, Moment::Closed, false);
        assert_eq!(step(1, 5), Step::Pool);
        assert_eq!(step(4, 100), Step::Pool);
        assert_eq!(step(5, 0), Step::Release);
        assert_eq!(step(0, 5), Step::Wait);
    }

    #[test]
    fn a_small_test_stays_where_it_is() {
        let step =
            |waiting, released, moment| campaign(group(waiting, released), Anonyme, moment, true);
        assert_eq!(step(3, 0, Moment::Closing), Step::Wait);
        assert_eq!(step(1, 5, Moment::Closed), Step::Wait);
        assert_eq!(step(5, 0, Moment::Open), Step::Release);
    }

    #[test]
    fn answers_that_are_not_anonymous_do_not_wait() {
        for privacy in [Confidentiel, Nominatif] {
            for moment in [Moment::Open, Moment::Closing, Moment::Closed] {
                assert_eq!(campaign(group(1, 0), privacy, moment, false), Step::Release);
            }
        }
    }

    #[test]
    fn a_pool_releases_from_five_on() {
        assert!(!pool(group(4, 0)));
        assert!(pool(group(5, 0)));
        assert!(!pool(group(1, 5)));
        assert!(pool(group(5, 1)));
        assert!(!pool(group(0, 9)));
    }
}
