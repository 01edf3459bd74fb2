//! What goes once a year to whoever paid or ordered.

use super::*;
use serde_json::json;

/// Funders of a January, with the day they are asked.
fn funders(sessions: &[(ServiceKind, Session)], year: i16) -> Vec<(String, String)> {
    let rules = sessions.iter().map(|(kind, _)| defaults(*kind));
    let rules: Vec<Vec<Rule>> = rules.collect();
    let both = rules
        .iter()
        .map(Vec::as_slice)
        .zip(sessions.iter().map(|(_, session)| session));
    let waves = plan_year(both, year, Territory::Metropole);
    waves
        .into_iter()
        .map(|wave| (wave.party, line(&wave.wave)))
        .collect()
}

fn funded(starts: &str, ends: &str, funder: &str) -> Session {
    Session {
        funder: funder.into(),
        ..session(starts, ends)
    }
}

#[test]
fn a_funder_is_asked_once_in_january_whatever_it_paid() {
    let mut sessions = vec![
        (
            ServiceKind::Formation,
            funded("2027-02-01", "2027-02-02", "OPCO EP"),
        ),
        (
            ServiceKind::Vae,
            funded("2027-03-01", "2027-09-01", " opco  EP "),
        ),
        (
            ServiceKind::Formation,
            funded("2027-05-01", "2027-05-02", "France Travail"),
        ),
        (
            ServiceKind::Bilan,
            funded("2027-05-01", "2027-05-02", "Transitions Pro"),
        ),
        (ServiceKind::Formation, session("2027-05-01", "2027-05-02")),
    ];
    // 8 January 2028 is a Saturday.
    let asked = "2028-01-10 funder all.funder.year > 2028-01-13 2028-01-17 < 2028-01-31";
    let expected = ["France Travail", "OPCO EP"].map(|name| (name.to_owned(), asked.to_owned()));
    assert_eq!(funders(&sessions, 2028), expected);
    sessions.reverse();
    assert_eq!(funders(&sessions, 2028), expected);
    assert_eq!(funders(&sessions, 2027), []);
}

#[test]
fn a_session_across_years_counts_in_each() {
    let sessions = [(
        ServiceKind::Apprentissage,
        funded("2026-09-07", "2028-06-30", "OPCO 2i"),
    )];
    let years: Vec<i16> = (2025..=2031)
        .filter(|year| !funders(&sessions, *year).is_empty())
        .collect();
    assert_eq!(years, [2027, 2028, 2029]);
    let new_year = [(
        ServiceKind::Formation,
        funded("2026-12-31", "2027-01-01", "OPCO 2i"),
    )];
    assert_eq!(
        funders(&new_year, 2027).len() + funders(&new_year, 2028).len(),
        2
    );
    assert_eq!(funders(&new_year, i16::MAX), []);
}

#[test]
fn a_wave_reads_as_it_was_written() {
    let sessions = [(ServiceKind::Formation, full("2027-04-26", "2027-04-30"))];
    let rules = defaults(ServiceKind::Formation);
    let yearly = plan_year([(&rules[..], &sessions[0].1)], 2028, Territory::Metropole);
    let written = serde_json::to_value(&yearly).unwrap();
    assert_eq!(
        written,
        json!([{
            "party": "OPCO 2i",
            "opens": "2028-01-10",
            "stakeholder": "funder",
            "wave": "yearly",
            "template": "all.funder.year",
            "due": "2028-01-08",
            "reminders": ["2028-01-13", "2028-01-17"],
            "closes": "2028-01-31",
        }])
    );
    assert_eq!(
        serde_json::from_value::<Vec<YearlyWave>>(written).unwrap(),
        yearly
    );
}
