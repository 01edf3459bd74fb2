//! A session is put off: what hangs on it goes along, but for what somebody set by hand or is answering.

use super::*;
use crate::{
    calendar::{
        agenda::{
            agenda,
            tests::{campaign, on, session},
        },
        cadence::{Rules, Wave},
    },
    service::ServiceKind,
};
use uuid::Uuid;

const SESSION: SessionId = SessionId(Uuid::from_u128(10));

fn facts<T>(
    session: &Session,
    campaigns: &[(CampaignId, Campaign)],
    tell: impl FnOnce(Facts<'_>, &Run<'_>) -> T,
) -> T {
    let run = Run {
        id: SESSION,
        kind: ServiceKind::Formation,
        session,
    };
    let campaigns: Vec<_> = campaigns.iter().map(|(id, one)| (*id, one)).collect();
    let facts = Facts {
        runs: std::slice::from_ref(&run),
        campaigns: &campaigns,
        rules: &Rules::new([]),
        territory: Territory::Metropole,
        today: on("2026-11-25"),
    };
    tell(facts, &run)
}

/// All surveys of a session, set up.
fn set_up(session: &Session) -> Vec<(CampaignId, Campaign)> {
    let entries = facts(session, &[], |facts, _| agenda(facts));
    let entries = entries
        .iter()
        .filter(|entry| entry.wave.wave != Wave::Yearly);
    (1..)
        .zip(entries)
        .map(|(id, entry)| campaign(id, entry))
        .collect()
}

fn left(
    session: &Session,
    campaigns: &[(CampaignId, Campaign)],
    earlier: &[&Session],
) -> Vec<Moved> {
    let earlier: Vec<_> = earlier.iter().map(|one| (one.starts, one.ends)).collect();
    facts(session, campaigns, |facts, run| moved(facts, run, &earlier))
}

#[test]
fn what_has_not_opened_goes_along_by_the_rules() {
    let before = session("2026-12-08", "2026-12-10");
    let after = session("2027-01-12", "2027-01-14");
    let made = set_up(&before);
    assert_eq!(left(&before, &made, &[]), [], "nothing moved");
    let told = left(&after, &made, &[&before]);
    assert_eq!(told.len(), made.len());
    let fresh = set_up(&after);
    for (one, (_, fresh)) in told.iter().zip(&fresh) {
        let Fate::Moves(to) = &one.fate else {
            panic!("{one:?}");
        };
        let days = (to.opens, to.closes, &to.reminders);
        assert_eq!(days, (fresh.opens, fresh.closes, &fresh.reminders));
    }
    assert_eq!(left(&after, &fresh, &[&before]), [], "they went along");
}

#[test]
fn what_is_open_stays_and_days_chosen_by_hand_are_nobody_elses() {
    let before = session("2026-11-23", "2026-11-25");
    let after = session("2026-12-07", "2026-12-09");
    let mut made = set_up(&before);
    let hot = made
        .iter()
        .find(|(_, one)| one.wave == Wave::Hot)
        .unwrap()
        .0;
    let cold = made
        .iter_mut()
        .find(|(_, one)| one.wave == Wave::Cold)
        .unwrap();
    cold.1.opens = on("2027-02-01");
    let cold = cold.0;
    let told = left(&after, &made, &[&before]);
    let of = |id| told.iter().find(|one| one.campaign == id);
    assert_eq!(of(hot).unwrap().fate, Fate::Begun);
    assert_eq!(of(cold), None);
}

#[test]
fn what_would_be_over_is_named_and_not_moved() {
    let before = session("2026-12-08", "2026-12-10");
    let after = session("2026-06-02", "2026-06-04");
    let told = left(&after, &set_up(&before), &[&before]);
    assert!(told.len() > 1);
    assert!(told.iter().all(|one| one.fate == Fate::NotDue), "{told:?}");
}

#[test]
fn there_and_back_again_moves_nothing() {
    let before = session("2026-12-08", "2026-12-10");
    let meanwhile = session("2027-01-12", "2027-01-14");
    assert_eq!(left(&before, &set_up(&before), &[&before, &meanwhile]), []);
}
