//! What a quality lead reads off the calendar of a session.

mod laws;
mod yearly;

use super::*;
use crate::{calendar::cadence::defaults, day, ids::ServiceId, service::ServiceKind};
use uuid::Uuid;

fn on(text: &str) -> Day {
    day::read(text).unwrap()
}

fn session(starts: &str, ends: &str) -> Session {
    Session {
        service: ServiceId(Uuid::nil()),
        title: "Excel avancé".into(),
        starts: on(starts),
        ends: on(ends),
        site: String::new(),
        trainer: String::new(),
        company: String::new(),
        funder: String::new(),
        subcontracted_for: String::new(),
        headcount: 8,
        absent: 0,
        minors: false,
    }
}

/// A session with everybody behind it.
fn full(starts: &str, ends: &str) -> Session {
    Session {
        company: "Menuiserie Lenoir".into(),
        funder: "OPCO 2i".into(),
        subcontracted_for: "Campus des Alpes".into(),
        ..session(starts, ends)
    }
}

/// `opens stakeholder template > reminders < closes`.
fn line(wave: &PlannedWave) -> String {
    let days: Vec<String> = wave.reminders.iter().map(|day| day::text(*day)).collect();
    let who = serde_json::to_value(wave.stakeholder).unwrap();
    format!(
        "{} {} {} > {} < {}",
        day::text(wave.opens),
        who.as_str().unwrap(),
        wave.template,
        days.join(" "),
        day::text(wave.closes)
    )
}

fn lines(kind: ServiceKind, session: &Session) -> Vec<String> {
    let waves = plan(&defaults(kind), session, Territory::Metropole);
    waves.iter().map(line).collect()
}

/// The one wave of a questionnaire.
fn wave(kind: ServiceKind, session: &Session, territory: Territory, template: &str) -> PlannedWave {
    let waves = plan(&defaults(kind), session, territory);
    let mut found = waves.into_iter().filter(|wave| wave.template == template);
    let wave = found.next().unwrap();
    assert_eq!(found.next(), None);
    wave
}

#[test]
fn a_formation_that_ends_on_the_eve_of_1_may() {
    let session = full("2027-04-26", "2027-04-30");
    assert_eq!(
        lines(ServiceKind::Formation, &session),
        [
            "2027-04-19 beneficiary af.pos > 2027-04-22 < 2027-04-26",
            "2027-04-30 beneficiary af.hot > 2027-05-03 2027-05-07 < 2027-05-21",
            // The day after is a holiday and a Saturday; J+3 is Ascension.
            "2027-05-03 team af.trainer > 2027-05-07 2027-05-10 < 2027-05-24",
            "2027-05-07 company af.company.hot > 2027-05-10 2027-05-14 < 2027-05-28",
            "2027-05-07 principal af.donneur > 2027-05-10 2027-05-14 < 2027-05-28",
            "2027-07-29 beneficiary af.cold3 > 2027-08-02 2027-08-05 < 2027-08-19",
            "2027-07-29 company af.company.cold > 2027-08-02 2027-08-05 < 2027-08-19",
        ]
    );
}

#[test]
fn a_bilan_asks_beneficiary_and_team_only() {
    assert_eq!(
        lines(ServiceKind::Bilan, &full("2027-02-01", "2027-04-30")),
        [
            "2027-01-25 beneficiary bc.pos > 2027-01-28 < 2027-02-01",
            "2027-04-30 beneficiary bc.hot > 2027-05-03 2027-05-07 < 2027-05-21",
            "2027-05-03 team bc.team > 2027-05-07 2027-05-10 < 2027-05-24",
            "2027-10-27 beneficiary bc.cold6 > 2027-11-02 2027-11-03 < 2027-11-17",
        ]
    );
}

#[test]
fn a_vae_for_an_individual_asks_nobody_behind_it() {
    assert_eq!(
        lines(ServiceKind::Vae, &session("2026-10-01", "2027-05-31")),
        [
            "2026-09-24 beneficiary vae.pos > 2026-09-28 < 2026-10-01",
            // Due on a Saturday.
            "2027-02-01 beneficiary vae.mid > 2027-02-04 2027-02-08 < 2027-02-22",
            "2027-05-31 beneficiary vae.hot > 2027-06-03 2027-06-07 < 2027-06-21",
            "2027-06-01 team vae.team > 2027-06-04 2027-06-08 < 2027-06-22",
            "2027-08-30 beneficiary vae.cold > 2027-09-02 2027-09-06 < 2027-09-20",
        ]
    );
}

#[test]
fn an_apprenticeship_of_a_year_has_three_terms() {
    assert_eq!(
        lines(
            ServiceKind::Apprentissage,
            &full("2026-09-07", "2027-08-27")
        ),
        [
            "2026-08-31 beneficiary app.pos > 2026-09-03 < 2026-09-07",
            "2026-12-15 beneficiary app.teach33 > 2026-12-18 2026-12-22 < 2027-01-05",
            "2026-12-15 beneficiary app.term > 2026-12-18 2026-12-22 < 2027-01-05",
            "2026-12-15 tutor app.master > 2026-12-18 2026-12-22 < 2027-01-05",
            "2027-03-31 beneficiary app.teach33 > 2027-04-05 2027-04-07 < 2027-04-21",
            "2027-03-31 beneficiary app.term > 2027-04-05 2027-04-07 < 2027-04-21",
            "2027-03-31 tutor app.master > 2027-04-05 2027-04-07 < 2027-04-21",
            "2027-06-30 beneficiary app.teach33 > 2027-07-05 2027-07-07 < 2027-07-21",
            "2027-06-30 beneficiary app.term > 2027-07-05 2027-07-07 < 2027-07-21",
            "2027-06-30 tutor app.master > 2027-07-05 2027-07-07 < 2027-07-21",
            "2027-08-27 beneficiary app.end > 2027-08-30 2027-09-03 < 2027-09-17",
            "2027-08-30 team app.team > 2027-09-02 2027-09-06 < 2027-09-20",
            "2027-09-03 company app.company > 2027-09-06 2027-09-10 < 2027-09-24",
            "2027-09-03 principal af.donneur > 2027-09-06 2027-09-10 < 2027-09-24",
            "2027-11-25 company app.company > 2027-11-29 2027-12-02 < 2027-12-16",
            "2028-02-23 beneficiary app.cold6 > 2028-02-28 2028-03-01 < 2028-03-15",
        ]
    );
}

#[test]
fn terms_are_asked_about_once_each_and_the_last_one_with_the_end() {
    let days = |template: &str| -> Vec<String> {
        let session = full("2026-09-07", "2028-06-30");
        plan(
            &defaults(ServiceKind::Apprentissage),
            &session,
            Territory::Metropole,
        )
        .into_iter()
        .filter(|wave| wave.template == template)
        .map(|wave| day::text(wave.due))
        .collect()
    };
    let terms = [
        "2026-12-15",
        "2027-03-31",
        "2027-06-30",
        "2027-12-15",
        "2028-03-31",
        "2028-06-30",
    ];
    assert_eq!(days("app.teach33"), terms);
    assert_eq!(days("app.master"), terms);
    assert_eq!(days("app.term"), terms[..5]);
    assert_eq!(days("app.end"), ["2028-06-30"]);
}

#[test]
fn the_last_day_is_kept_even_on_a_holiday() {
    // Saturday 14 July 2029 in the room; Assumption 2030 is a Thursday.
    for (ends, reminders) in [
        ("2029-07-14", ["2029-07-17", "2029-07-23"]),
        ("2030-08-15", ["2030-08-19", "2030-08-22"]),
    ] {
        let hot = wave(
            ServiceKind::Formation,
            &session(ends, ends),
            Territory::Metropole,
            "af.hot",
        );
        assert_eq!((hot.opens, hot.due), (on(ends), on(ends)));
        assert_eq!(hot.reminders, reminders.map(on));
    }
}

#[test]
fn each_territory_moves_days_for_its_own_holidays() {
    // 90 days after: 20 December 2027, a Monday, the abolition of slavery in La Réunion.
    let session = session("2027-09-20", "2027-09-21");
    let opens = |place| wave(ServiceKind::Formation, &session, place, "af.cold3").opens;
    assert_eq!(opens(Territory::Metropole), on("2027-12-20"));
    assert_eq!(opens(Territory::Reunion), on("2027-12-21"));
    let moved = wave(
        ServiceKind::Formation,
        &session,
        Territory::Reunion,
        "af.cold3",
    );
    assert_eq!(moved.due, on("2027-12-20"));
    assert_eq!(moved.closes, on("2028-01-11"));
}

#[test]
fn leap_days_count() {
    for (ends, cold) in [("2027-12-01", "2028-02-29"), ("2028-02-29", "2028-05-29")] {
        let wave = wave(
            ServiceKind::Formation,
            &session(ends, ends),
            Territory::Metropole,
            "af.cold3",
        );
        assert_eq!(wave.due, on(cold));
    }
}

#[test]
fn only_long_sessions_are_asked_in_the_middle() {
    let asked = |starts, ends| {
        let lines = lines(ServiceKind::Formation, &session(starts, ends));
        lines.into_iter().find(|line| line.contains("af.mid"))
    };
    // Two days, four around a weekend, a week.
    assert_eq!(asked("2027-02-01", "2027-02-02"), None);
    assert_eq!(asked("2027-02-05", "2027-02-08"), None);
    assert_eq!(asked("2027-02-01", "2027-02-07"), None);
    assert_eq!(
        asked("2027-02-01", "2027-02-08").as_deref(),
        Some("2027-02-04 beneficiary af.mid >  < 2027-02-08")
    );
}

/// Rules of before, kept by an organisation: Friday to Monday was asked twice on Monday.
#[test]
fn the_middle_is_left_to_the_end_when_it_falls_on_the_last_day() {
    let mut rules = defaults(ServiceKind::Formation);
    for rule in &mut rules {
        rule.only_if.clear();
    }
    let opens = |starts, ends| {
        let waves = plan(&rules, &session(starts, ends), Territory::Metropole);
        let mut middle = waves.iter().filter(|wave| wave.wave == Wave::Mid);
        middle.next().map(|wave| day::text(wave.opens))
    };
    assert_eq!(opens("2027-02-05", "2027-02-08"), None);
    assert_eq!(opens("2027-02-05", "2027-02-05"), None);
    assert_eq!(
        opens("2027-02-05", "2027-02-09").as_deref(),
        Some("2027-02-08")
    );
}

#[test]
fn a_positioning_is_over_when_the_session_begins() {
    // Easter Monday is a week before.
    let session = session("2027-04-05", "2027-04-06");
    let wave = wave(
        ServiceKind::Formation,
        &session,
        Territory::Metropole,
        "af.pos",
    );
    assert_eq!(
        line(&wave),
        "2027-03-30 beneficiary af.pos > 2027-04-02 < 2027-04-05"
    );
}

#[test]
fn blanks_name_nobody() {
    let blank = Session {
        company: " ".into(),
        funder: "\t".into(),
        ..session("2027-02-01", "2027-02-02")
    };
    let rules = defaults(ServiceKind::Formation);
    let waves = plan(&rules, &blank, Territory::Metropole);
    assert!(
        waves
            .iter()
            .all(|wave| wave.stakeholder <= Stakeholder::Team)
    );
    assert_eq!(
        waves,
        plan(
            &rules,
            &session("2027-02-01", "2027-02-02"),
            Territory::Metropole
        )
    );
    assert_eq!(
        plan_year([(&rules[..], &blank)], 2028, Territory::Metropole),
        []
    );
}
