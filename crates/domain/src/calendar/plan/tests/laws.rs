//! What holds for any rules and any session.

use super::*;
use crate::calendar::working::is_working;
use proptest::{collection::vec, option, prelude::*};

prop_compose! {
    fn any_rule()(
        stakeholder in prop::sample::select(vec![
            Stakeholder::Beneficiary, Stakeholder::Company, Stakeholder::Team,
            Stakeholder::Funder, Stakeholder::Tutor, Stakeholder::Principal,
        ]),
        anchor in prop::sample::select(vec![
            Anchor::Start, Anchor::Middle, Anchor::End, Anchor::EachTerm, Anchor::January,
        ]),
        offset in -40i16..200,
        in_room in any::<bool>(),
        reminders in vec(0u16..40, 0..5),
        closes in 0u16..60,
        closes_by in option::of(prop::sample::select(vec![Edge::Start, Edge::End])),
        only_if in vec(prop::sample::select(vec![
            Condition::Company, Condition::Funder, Condition::Subcontracted,
            Condition::LongerThan(2), Condition::GoesOn(30),
        ]), 0..3),
        template in "[ab]",
    ) -> Rule {
        Rule {
            stakeholder, template, wave: Wave::Cold, anchor, offset, in_room, reminders, closes,
            closes_by, only_if, privacy: Privacy::Anonyme, privacy_reason: String::new(), off: false,
        }
    }
}

prop_compose! {
    /// Any length and, now and then, dates typed the wrong way round.
    fn any_session()(
        starts in 0..9_000,
        lasts in -5..800,
        company in "[ A]?",
        funder in "[ Bb]{0,3}",
        principal in "C?",
    ) -> Session {
        let starts = shift(Day::constant(2020, 1, 1), starts);
        Session {
            starts,
            ends: shift(starts, lasts),
            company,
            funder,
            subcontracted_for: principal,
            ..session("2020-01-01", "2020-01-01")
        }
    }
}

fn any_place() -> impl Strategy<Value = Territory> {
    prop::sample::select(Territory::ALL.to_vec())
}

fn check(wave: &PlannedWave, in_room: bool, place: Territory) -> Result<(), TestCaseError> {
    prop_assert!(wave.due <= wave.opens && wave.opens <= wave.closes);
    prop_assert!(in_room || wave.opens == wave.due || is_working(wave.opens, place));
    prop_assert!(wave.reminders.is_sorted_by(|day, next| day < next));
    for day in &wave.reminders {
        prop_assert!(wave.opens < *day && *day < wave.closes && is_working(*day, place));
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_rules_make_waves_in_order(
        rules in vec(any_rule(), 0..6), session in any_session(), place in any_place(),
    ) {
        let waves = plan(&rules, &session, place);
        prop_assert!(waves.is_sorted_by(|wave, next| wave < next));
        for wave in &waves {
            check(wave, rules.iter().any(|rule| rule.in_room), place)?;
        }
        let reversed: Vec<Rule> = rules.iter().rev().cloned().collect();
        prop_assert_eq!(plan(&reversed, &session, place), waves);
    }

    #[test]
    fn the_calendar_to_begin_with_asks_nobody_twice(
        kind in prop::sample::select(ServiceKind::ALL.to_vec()),
        session in any_session(),
        place in any_place(),
    ) {
        let waves = plan(&defaults(kind), &session, place);
        for (at, wave) in waves.iter().enumerate() {
            let in_room = wave.template.ends_with(".hot") || wave.template == "app.end";
            check(wave, in_room, place)?;
            // One questionnaire, one day, one party.
            let again = |other: &PlannedWave| {
                (&other.template, other.due) == (&wave.template, wave.due)
            };
            prop_assert!(!waves[at + 1..].iter().any(again));
        }
        prop_assert_eq!(waves.iter().filter(|wave| wave.wave == Wave::Hot
            && wave.stakeholder == Stakeholder::Beneficiary).count(), 1);
    }

    #[test]
    fn each_party_is_asked_once_a_year(
        rules in vec(any_rule(), 0..6),
        sessions in vec(any_session(), 0..6),
        year in 2019i16..2048,
        place in any_place(),
    ) {
        let with = |session| (&rules[..], session);
        let waves = plan_year(sessions.iter().map(with), year, place);
        let again = plan_year(sessions.iter().rev().map(with), year, place);
        prop_assert_eq!(&again, &waves);
        for (at, YearlyWave { party, wave }) in waves.iter().enumerate() {
            check(wave, rules.iter().any(|rule| rule.in_room), place)?;
            prop_assert_eq!(party.trim(), party);
            let again = |other: &YearlyWave| {
                other.party.to_lowercase() == party.to_lowercase()
                    && other.wave.stakeholder == wave.stakeholder
                    && other.wave.template == wave.template
            };
            prop_assert!(!waves[at + 1..].iter().any(again));
        }
    }
}
