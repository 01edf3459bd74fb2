//! What is due finds the campaign that does it, once each.

use super::*;
use crate::{
    calendar::cadence::Calendar,
    campaign::{CampaignStatus, Privacy},
    day,
    ids::ServiceId,
};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

pub(crate) fn on(text: &str) -> Day {
    day::read(text).unwrap()
}

pub(crate) fn session(starts: &str, ends: &str) -> Session {
    Session {
        service: ServiceId(Uuid::from_u128(1)),
        title: "Excel".to_owned(),
        starts: on(starts),
        ends: on(ends),
        site: String::new(),
        trainer: "Anne".to_owned(),
        company: String::new(),
        funder: "OPCO Atlas".to_owned(),
        subcontracted_for: String::new(),
        headcount: 10,
        absent: 2,
        minors: false,
    }
}

pub(crate) fn campaign(id: u128, entry: &Entry) -> (CampaignId, Campaign) {
    let campaign = entry.campaign(&asking(entry, &json!([])), "0".repeat(26));
    (CampaignId(Uuid::from_u128(id)), campaign)
}

/// The questionnaire of an entry, with these questions.
fn asking(entry: &Entry, questions: &serde_json::Value) -> Questionnaire {
    let asked = json!({
        "key": entry.wave.template, "version": 1, "title": { "fr": "Avis", "en": "" }, "minutes": 3,
        "questions": questions,
    });
    serde_json::from_value(asked).unwrap()
}

/// The agenda of one session with these campaigns.
fn one(kind: ServiceKind, session: &Session, campaigns: &[(CampaignId, Campaign)]) -> Vec<Entry> {
    let runs = [Run {
        id: SessionId(Uuid::from_u128(10)),
        kind,
        session,
    }];
    let campaigns: Vec<_> = campaigns.iter().map(|(id, one)| (*id, one)).collect();
    agenda(Facts {
        runs: &runs,
        campaigns: &campaigns,
        rules: &Rules::new([]),
        territory: Territory::Metropole,
        today: on("2026-11-25"),
    })
}

/// Such a year, typed before it was refused, asked for thousands of terms of every apprentice at each look at the calendar.
#[test]
fn a_session_of_thousands_of_years_asks_for_nothing() {
    let mistyped = session("0226-09-01", "9026-06-30");
    assert_eq!(one(ServiceKind::Apprentissage, &mistyped, &[]), []);
    let reversed = session("2026-12-01", "2026-11-30");
    assert_ne!(one(ServiceKind::Formation, &reversed, &[]), []);
}

#[test]
fn each_wave_is_to_set_up_until_it_has_its_campaign_or_is_over() {
    let session = session("2026-11-18", "2026-11-20");
    let bare = one(ServiceKind::Formation, &session, &[]);
    let told: Vec<_> = bare
        .iter()
        .map(|e| (e.wave.template.as_str(), e.standing))
        .collect();
    use Standing::{Missed, ToSetUp};
    assert_eq!(
        told,
        [
            ("af.pos", Missed),
            ("af.hot", ToSetUp),
            ("af.trainer", ToSetUp),
            ("all.funder.year", ToSetUp),
            ("af.cold3", ToSetUp),
        ]
    );
    let made: Vec<_> = (0..)
        .zip(&bare)
        .map(|(id, entry)| campaign(id, entry))
        .collect();
    let full = one(ServiceKind::Formation, &session, &made);
    assert_eq!(full.len(), bare.len());
    assert!(full.iter().all(|entry| entry.campaign.is_some()));
    let of = |key: &str| {
        full.iter()
            .find(|e| e.wave.template == key)
            .unwrap()
            .standing
    };
    assert_eq!(of("af.hot"), Standing::Open);
    assert_eq!(of("af.cold3"), Standing::Planned);
    assert_eq!(of("af.pos"), Standing::Closed);
}

#[test]
fn another_questionnaire_for_the_same_people_and_time_does_it_too() {
    let session = session("2026-11-18", "2026-11-20");
    let bare = one(ServiceKind::Formation, &session, &[]);
    let hot = bare.iter().find(|e| e.wave.wave == Wave::Hot).unwrap();
    let (id, mut own) = campaign(1, hot);
    own.questionnaire.key = "maison.fin".to_owned();
    own.opens = on("2026-11-19");
    let told = one(ServiceKind::Formation, &session, &[(id, own)]);
    assert_eq!(told.len(), bare.len());
    let hot = told.iter().find(|e| e.campaign == Some(id)).unwrap();
    assert_eq!(hot.wave.template, "maison.fin");
    assert_eq!(hot.wave.opens, on("2026-11-19"));
}

#[test]
fn of_several_called_off_the_last_one_is_told() {
    let session = session("2026-11-18", "2026-11-20");
    let bare = one(ServiceKind::Formation, &session, &[]);
    let cold = bare.iter().find(|e| e.wave.wave == Wave::Cold).unwrap();
    let made = [1, 2].map(|id| {
        let (id, mut off) = campaign(id, cold);
        off.status = CampaignStatus::Closed;
        off.called_off = "Client parti".to_owned();
        (id, off)
    });
    let told = one(ServiceKind::Formation, &session, &made);
    assert_eq!(told.len(), bare.len());
    let cold = told.iter().find(|e| e.wave.wave == Wave::Cold).unwrap();
    assert_eq!(cold.campaign, Some(made[1].0));
}

#[test]
fn a_wave_that_was_called_off_can_be_set_up_again() {
    let session = session("2026-11-18", "2026-11-20");
    let bare = one(ServiceKind::Formation, &session, &[]);
    let cold = bare.iter().find(|e| e.wave.wave == Wave::Cold).unwrap();
    let (first, mut off) = campaign(1, cold);
    off.status = CampaignStatus::Closed;
    off.called_off = "Client parti".to_owned();
    let told = one(ServiceKind::Formation, &session, &[(first, off.clone())]);
    let entry = told.iter().find(|e| e.campaign == Some(first)).unwrap();
    assert_eq!(entry.standing, Standing::CalledOff);
    let again = campaign(2, cold);
    let told = one(ServiceKind::Formation, &session, &[(first, off), again]);
    assert_eq!(told.len(), bare.len());
    let cold = told.iter().filter(|e| e.wave.wave == Wave::Cold);
    let standing: Vec<_> = cold.map(|e| e.standing).collect();
    assert_eq!(standing, [Standing::Planned]);
}

#[test]
fn every_term_keeps_its_own_campaign() {
    let session = session("2026-09-01", "2027-06-30");
    let bare = one(ServiceKind::Apprentissage, &session, &[]);
    let made: Vec<_> = (0..)
        .zip(&bare)
        .map(|(id, entry)| campaign(id, entry))
        .collect();
    // In any order, and one of them missing.
    let some: Vec<_> = made.iter().rev().skip(1).cloned().collect();
    let full = one(ServiceKind::Apprentissage, &session, &some);
    assert_eq!(full.len(), bare.len());
    let without: Vec<_> = full.iter().filter(|e| e.campaign.is_none()).collect();
    assert_eq!(without.len(), 1);
    for (entry, before) in full.iter().zip(&bare) {
        assert_eq!(entry.wave.opens, before.wave.opens);
        assert_eq!(entry.wave.template, before.wave.template);
    }
}

#[test]
fn a_funder_is_asked_once_for_all_services_and_not_for_bilans() {
    let (excel, bilan) = (
        session("2026-03-02", "2026-03-03"),
        session("2026-04-01", "2026-05-29"),
    );
    let mut vae = session("2026-05-04", "2026-10-30");
    vae.funder = "opco  atlas".to_owned();
    let run = |id, kind, session| Run {
        id: SessionId(Uuid::from_u128(id)),
        kind,
        session,
    };
    let runs = [
        run(1, ServiceKind::Formation, &excel),
        run(2, ServiceKind::Bilan, &bilan),
        run(3, ServiceKind::Vae, &vae),
    ];
    let told = agenda(Facts {
        runs: &runs,
        campaigns: &[],
        rules: &Rules::new([]),
        territory: Territory::Metropole,
        today: on("2026-11-25"),
    });
    let yearly: Vec<_> = told
        .iter()
        .filter(|e| e.wave.wave == Wave::Yearly)
        .collect();
    let [entry] = yearly.as_slice() else {
        panic!("one wave: {yearly:?}");
    };
    assert_eq!(entry.session, SessionId(Uuid::from_u128(3)));
    assert_eq!(entry.kinds, [ServiceKind::Formation, ServiceKind::Vae]);
}

#[test]
fn an_organisations_own_rules_replace_those_it_began_with() {
    let mut rules = crate::calendar::cadence::defaults(ServiceKind::Bilan);
    for rule in &mut rules {
        rule.off = rule.wave != Wave::Hot;
    }
    let own = Calendar {
        kind: ServiceKind::Bilan,
        rules,
    };
    assert_eq!(own.check(), Ok(()));
    let later = Calendar {
        rules: Vec::new(),
        ..own.clone()
    };
    let session = session("2026-11-18", "2026-11-20");
    let rules = Rules::new([&own, &later]);
    let waves = plan(rules.of(ServiceKind::Bilan), &session, Territory::Metropole);
    let keys: Vec<_> = waves.iter().map(|wave| wave.template.as_str()).collect();
    assert_eq!(keys, ["bc.hot", "bc.team"]);
    assert!(!rules.of(ServiceKind::Vae).is_empty());
}

/// The mode of a rule goes along to its surveys, with its reason; whoever signs is known, whatever the rule says.
#[test]
fn a_survey_has_the_mode_of_its_rule() {
    let session = session("2026-11-18", "2026-11-20");
    let mut rules = crate::calendar::cadence::defaults(ServiceKind::Formation);
    rules.retain(|rule| rule.wave == Wave::Hot && rule.stakeholder == Stakeholder::Beneficiary);
    let made = |privacy, reason: &str, questions: &serde_json::Value| {
        let mut rules = rules.clone();
        rules[0].privacy = privacy;
        rules[0].privacy_reason = reason.to_owned();
        let waves = plan(&rules, &session, Territory::Metropole);
        let kinds = vec![ServiceKind::Formation];
        let id = SessionId(Uuid::from_u128(10));
        let wave = waves[0].clone();
        let entry = Entry::bare(id, kinds, String::new(), wave, on("2026-11-01"));
        let campaign = entry.campaign(&asking(&entry, questions), "0".repeat(26));
        (campaign.privacy, campaign.privacy_reason)
    };
    let signs = json!([{ "key": "s", "type": "signature", "text": { "fr": "Signez", "en": "" } }]);
    for (mode, reason) in [
        (Privacy::Anonyme, ""),
        (Privacy::Confidentiel, ""),
        (Privacy::Nominatif, "Suivi de chacun"),
    ] {
        assert_eq!(made(mode, reason, &json!([])), (mode, reason.to_owned()));
        let known = mode.max(Privacy::Confidentiel);
        assert_eq!(made(mode, reason, &signs).0, known);
    }
}

proptest! {
    /// Whatever campaigns there are: each is in one entry at most, and no wave is lost.
    #[test]
    fn campaigns_are_told_once(
        kind in prop::sample::select(ServiceKind::ALL.to_vec()),
        picks in prop::collection::vec((0_usize..12, -60_i32..60, any::<bool>()), 0..14),
    ) {
        let session = session("2026-09-01", "2027-03-31");
        let bare = one(kind, &session, &[]);
        let made: Vec<_> = (1..)
            .zip(&picks)
            .map(|(id, (pick, days, off))| {
                let (id, mut one) = campaign(id, &bare[pick % bare.len()]);
                one.opens = super::super::shift(one.opens, *days);
                one.closes = super::super::shift(one.opens, 21);
                if *off {
                    one.status = CampaignStatus::Closed;
                    one.called_off = "Essai".to_owned();
                }
                (id, one)
            })
            .collect();
        let told = one(kind, &session, &made);
        prop_assert!(told.len() >= bare.len());
        let mut ids: Vec<_> = told.iter().filter_map(|entry| entry.campaign).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), all);
        // Only what was called off and done again is left out.
        let alive = made.iter().filter(|(_, one)| one.called_off.is_empty());
        for (id, _) in alive {
            prop_assert!(ids.contains(id));
        }
    }
}
