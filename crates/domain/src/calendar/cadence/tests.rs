//! What the calendar to begin with holds, and how rules are written.

use super::*;
use crate::campaign;
use serde_json::json;
use std::collections::BTreeSet;

/// The questionnaires that answer to a day. Dropout, complaint and easy reading answer to a person.
const TEMPLATES: [&str; 27] = [
    "af.pos",
    "af.mid",
    "af.hot",
    "af.cold3",
    "af.company.hot",
    "af.company.cold",
    "af.trainer",
    "af.donneur",
    "bc.pos",
    "bc.hot",
    "bc.cold6",
    "bc.team",
    "vae.pos",
    "vae.mid",
    "vae.hot",
    "vae.cold",
    "vae.team",
    "vae.company",
    "app.pos",
    "app.term",
    "app.end",
    "app.cold6",
    "app.master",
    "app.company",
    "app.team",
    "app.teach33",
    "all.funder.year",
];

fn all() -> Vec<Rule> {
    ServiceKind::ALL.into_iter().flat_map(defaults).collect()
}

#[test]
fn every_questionnaire_with_a_day_is_in_the_calendar() {
    let asked: BTreeSet<String> = all().into_iter().map(|rule| rule.template).collect();
    assert_eq!(asked, TEMPLATES.map(str::to_owned).into());
}

#[test]
fn each_service_asks_the_parties_it_must() {
    for (kind, parties) in [
        (
            ServiceKind::Formation,
            vec![Beneficiary, Company, Team, Funder, Principal],
        ),
        (ServiceKind::Bilan, vec![Beneficiary, Team]),
        (
            ServiceKind::Vae,
            vec![Beneficiary, Company, Team, Funder, Principal],
        ),
        (
            ServiceKind::Apprentissage,
            vec![Beneficiary, Company, Team, Funder, Tutor, Principal],
        ),
    ] {
        let asked: BTreeSet<_> = defaults(kind).iter().map(|rule| rule.stakeholder).collect();
        assert_eq!(asked.into_iter().collect::<Vec<_>>(), parties, "{kind:?}");
    }
}

#[test]
fn whoever_may_be_missing_is_asked_only_if_named() {
    for rule in all() {
        let named = match rule.stakeholder {
            Company => Condition::Company,
            Funder => Condition::Funder,
            Principal => Condition::Subcontracted,
            Beneficiary | Team | Tutor => continue,
        };
        assert!(rule.only_if.contains(&named), "{rule:?}");
    }
}

#[test]
fn a_rule_reads_as_it_was_written() {
    for rule in all() {
        let text = serde_json::to_string(&rule).unwrap();
        assert_eq!(serde_json::from_str::<Rule>(&text).unwrap(), rule);
    }
    assert_eq!(
        serde_json::to_value(mid("af.mid")).unwrap(),
        json!({
            "stakeholder": "beneficiary",
            "template": "af.mid",
            "wave": "mid",
            "anchor": "middle",
            "offset": 0,
            "in_room": false,
            "reminders": [3, 7],
            "closes": 21,
            "closes_by": "end",
            "only_if": [{ "longer_than": 7 }],
        })
    );
    let january = serde_json::to_value(&partners()[1]).unwrap();
    assert_eq!(january["anchor"], "january");
    assert_eq!(january["only_if"], json!(["funder"]));
}

/// As written before rules had a mode, and as written now.
#[test]
fn a_rule_without_a_mode_is_anonymous_and_names_need_a_reason() {
    let mut rule = hot("af.hot");
    let before = serde_json::to_value(&rule).unwrap();
    assert_eq!(before.get("privacy"), None);
    assert_eq!(serde_json::from_value::<Rule>(before).unwrap(), rule);
    let calendar = |rule: &Rule| Calendar {
        kind: ServiceKind::Formation,
        rules: vec![rule.clone()],
    };
    rule.privacy = Privacy::Nominatif;
    rule.privacy_reason = " ".to_owned();
    assert_eq!(calendar(&rule).check(), Err(Refusal::Required));
    rule.privacy_reason = "Suivi de chaque personne".to_owned();
    assert_eq!(calendar(&rule).check(), Ok(()));
    let after = serde_json::to_value(&rule).unwrap();
    assert_eq!(after["privacy"], "nominatif");
    assert_eq!(serde_json::from_value::<Rule>(after).unwrap(), rule);
    rule.privacy_reason = "é".repeat(NOTE_MAX + 1);
    assert_eq!(calendar(&rule).check(), Err(Refusal::TooLong));
}

#[test]
fn who_is_one_to_one_with_the_provider_is_promised_no_anonymity() {
    for rule in all() {
        let one = rule.template.starts_with("bc.") || rule.template.starts_with("vae.");
        let known = one && rule.stakeholder == Beneficiary;
        let mode = if known {
            Privacy::Confidentiel
        } else {
            Privacy::Anonyme
        };
        assert_eq!(rule.privacy, mode, "{}", rule.template);
    }
}

/// Two surveys of apprentices each term: their questionnaires tell them apart.
#[test]
fn a_survey_goes_by_its_moment_unless_there_are_two_then() {
    assert!(is_usual("af.hot", Wave::Hot, Beneficiary));
    assert!(is_usual("vae.company", Wave::Cold, Company));
    assert!(is_usual("app.master", Wave::Term, Tutor));
    assert!(!is_usual("app.term", Wave::Term, Beneficiary));
    assert!(!is_usual("app.teach33", Wave::Term, Beneficiary));
    assert!(!is_usual("af.cold3", Wave::Hot, Beneficiary));
    assert!(!is_usual("atelier", Wave::Hot, Beneficiary));
}

#[test]
fn a_questionnaire_has_the_moments_of_the_calendar() {
    let rules = Rules::new([]);
    let moments = |kind, key, who| rules.moments(kind, key, who);
    assert_eq!(
        moments(ServiceKind::Formation, "af.pos", Beneficiary),
        [Wave::Positioning]
    );
    assert_eq!(
        moments(ServiceKind::Vae, "vae.company", Company),
        [Wave::Hot, Wave::Cold]
    );
    assert_eq!(
        moments(ServiceKind::Bilan, "af.mid", Beneficiary),
        [Wave::Mid]
    );
    assert_eq!(moments(ServiceKind::Formation, "af.pos", Team), []);
}

#[test]
fn nothing_unknown_is_taken_for_a_rule() {
    let known = serde_json::to_value(hot("af.hot")).unwrap();
    for field in ["stakeholder", "wave", "anchor", "closes_by"] {
        let mut strange = known.clone();
        strange[field] = json!("weekly");
        assert!(serde_json::from_value::<Rule>(strange).is_err(), "{field}");
    }
}

#[test]
fn hot_is_written_as_campaigns_write_it() {
    let campaign = serde_json::to_value(campaign::Wave::Hot).unwrap();
    assert_eq!(serde_json::to_value(Wave::Hot).unwrap(), campaign);
}

#[test]
fn a_rule_stays_near_its_session() {
    let check = |offset| {
        let mut rules = defaults(ServiceKind::Bilan);
        rules[0].offset = offset;
        let kind = ServiceKind::Bilan;
        Calendar { kind, rules }.check()
    };
    for near in [-1_100, 0, 1_100] {
        assert_eq!(check(near), Ok(()), "{near}");
    }
    for far in [i16::MIN, -1_101, 1_101, i16::MAX] {
        assert_eq!(check(far), Err(Refusal::OutOfRange), "{far}");
    }
}
