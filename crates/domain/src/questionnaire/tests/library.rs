//! What every template owes to the people who answer it.

use super::*;
use crate::{
    calendar::cadence::{Stakeholder, defaults},
    service::ServiceKind,
};
use std::collections::{BTreeSet, HashMap};

/// What figures are made of is asked at the end of every service.
#[test]
fn each_service_has_its_own_questionnaire_at_the_end() {
    let mut keys = Vec::new();
    for kind in ServiceKind::ALL {
        let reference = hot(kind);
        let asked = library()
            .into_iter()
            .find(|known| known.reference() == reference);
        let asked = asked.expect("the current version");
        let kind_of = |key: &str| asked.question(key).map(|question| question.kind.clone());
        assert_eq!(kind_of("overall"), Some(QuestionKind::Likert4));
        assert_eq!(kind_of("nps"), Some(QuestionKind::Nps));
        keys.push(reference.key);
    }
    keys.dedup();
    assert_eq!(keys.len(), 4);
}

/// The calendar asks what the library has, and a session's own screen what the calendar asks at its end.
#[test]
fn the_calendar_names_questionnaires_that_are_there() {
    let keys: Vec<String> = library().into_iter().map(|known| known.key).collect();
    for kind in ServiceKind::ALL {
        let rules = defaults(kind);
        assert!(
            rules.iter().all(|rule| keys.contains(&rule.template)),
            "{kind:?}"
        );
        let in_room = rules.iter().find(|rule| rule.in_room).unwrap();
        assert_eq!(hot(kind).key, in_room.template);
    }
}

/// Seconds to read and answer, measured generously: what everybody is asked.
fn seconds(questionnaire: &Questionnaire) -> u32 {
    let asked = questionnaire
        .questions
        .iter()
        .filter(|question| question.relevant.is_none());
    let each = asked.map(|question| match question.kind {
        QuestionKind::Long => 30,
        QuestionKind::Short => 15,
        QuestionKind::Multi { .. } => 14,
        QuestionKind::Date => 12,
        QuestionKind::Single { .. } => 9,
        _ => 8,
    });
    15 + each.sum::<u32>()
}

/// The current version of each template.
fn library() -> Vec<Questionnaire> {
    let mut library: Vec<Questionnaire> = Vec::new();
    for next in builtins() {
        library.retain(|known| known.key != next.key || known.version > next.version);
        library.push(next);
    }
    library
}

#[test]
fn there_are_thirty_and_each_can_be_published() {
    assert_eq!(library().len(), 30);
    for questionnaire in builtins() {
        assert_eq!(problems(&questionnaire), [], "{}", questionnaire.key);
    }
}

#[test]
fn each_takes_three_minutes_at_most_and_leaves_room_for_free_words() {
    for questionnaire in library() {
        let key = &questionnaire.key;
        assert!(
            seconds(&questionnaire) <= 180,
            "{key}: {} s",
            seconds(&questionnaire)
        );
        assert!((1..=3).contains(&questionnaire.minutes), "{key}");
        let open = |question: &Question| {
            question.kind == QuestionKind::Long && question.relevant.is_none()
        };
        assert!(questionnaire.questions.iter().any(open), "{key}");
        assert!(questionnaire.about.is_some(), "{key}");
    }
}

/// Easy words: a thought a sentence, fifteen words at most.
#[test]
fn each_can_be_read_in_easy_words() {
    for questionnaire in library() {
        assert!(questionnaire.has_easy(), "{}", questionnaire.key);
        for question in &questionnaire.questions {
            for lang in [Lang::Fr, Lang::En] {
                let (text, help) = question.wording(lang, true);
                let sentences = [text, help.unwrap_or_default()]
                    .join(" ")
                    .replace(['?', '!'], ".");
                for sentence in sentences.split(". ") {
                    let words = sentence
                        .split_whitespace()
                        .filter(|word| word.len() > 1)
                        .count();
                    assert!(
                        words <= 15,
                        "{} {}: {sentence}",
                        questionnaire.key,
                        question.key
                    );
                }
            }
        }
    }
}

/// A key means the same everywhere: figures are pooled by it.
#[test]
fn a_key_has_one_type_and_one_set_of_options() {
    let mut known: HashMap<String, (String, QuestionKind)> = HashMap::new();
    for questionnaire in builtins() {
        for question in questionnaire.questions {
            let own = format!("{} v{}", questionnaire.key, questionnaire.version);
            let (first, kind) = known
                .entry(question.key.clone())
                .or_insert_with(|| (own.clone(), question.kind.clone()));
            let keys = |kind: &QuestionKind| -> Vec<String> {
                kind.options()
                    .iter()
                    .map(|option| option.key.clone())
                    .collect()
            };
            let same = std::mem::discriminant(kind) == std::mem::discriminant(&question.kind);
            assert!(same, "{} in {first} and {own}", question.key);
            assert_eq!(
                keys(kind),
                keys(&question.kind),
                "{} in {first} and {own}",
                question.key
            );
        }
    }
}

/// Faces are for the short easy form; satisfaction has four steps and no middle.
#[test]
fn scales_are_not_mixed() {
    for questionnaire in library() {
        let faces = questionnaire
            .questions
            .iter()
            .any(|q| q.kind == QuestionKind::Ease3);
        assert_eq!(
            faces,
            questionnaire.key == "all.falc",
            "{}",
            questionnaire.key
        );
        assert!(
            questionnaire
                .questions
                .iter()
                .all(|q| q.kind != QuestionKind::Likert5)
        );
    }
}

#[test]
fn every_template_says_whom_it_is_for() {
    let keys: BTreeSet<String> = builtins().into_iter().map(|one| one.key).collect();
    let listed: BTreeSet<String> = TEMPLATES.iter().map(|(key, _)| (*key).to_owned()).collect();
    assert_eq!(listed, keys);
    let all = templates();
    assert_eq!(all.len(), 30);
    let hot = all.iter().find(|one| one.questionnaire.key == "af.hot");
    assert_eq!(hot.unwrap().questionnaire.version, 2);
    assert_eq!(template_key("af.hot"), Some("af.hot"));
    assert_eq!(template_key("af.hotter"), None);
}

#[test]
fn each_rule_of_the_calendar_asks_what_can_be_used_there() {
    let templates = templates();
    for service in ServiceKind::ALL {
        for rule in defaults(service) {
            let there = templates.iter().any(|one| {
                one.audience.fits(service, rule.stakeholder)
                    && one.questionnaire.key == rule.template
            });
            assert!(there, "{service:?} {}", rule.template);
        }
    }
}

#[test]
fn own_questionnaires_are_there_each_in_its_newest_version() {
    let own = |key: &str, version, audience| Published {
        questionnaire: Questionnaire {
            version,
            ..crate::questionnaire::writing::blank(key.to_owned(), key.to_owned())
        },
        audience,
    };
    let team = Audience {
        service: Some(ServiceKind::Bilan),
        stakeholder: Some(Stakeholder::Team),
    };
    let all = [
        own("ours", 1, team),
        own("ours", 2, team),
        own("anybody", 1, Audience::default()),
        own(
            "others",
            1,
            Audience {
                service: Some(ServiceKind::Vae),
                ..team
            },
        ),
    ];
    let told = |service, who| {
        let mut usable = newest(&all);
        usable.retain(|one| one.audience.fits(service, who));
        let keys = usable.iter().map(|one| one.questionnaire.key.as_str());
        keys.collect::<Vec<&str>>().join(" ")
    };
    assert_eq!(told(ServiceKind::Bilan, Stakeholder::Team), "anybody ours");
    assert_eq!(told(ServiceKind::Bilan, Stakeholder::Funder), "anybody");
    let second = QuestionnaireRef {
        key: "ours".to_owned(),
        version: 2,
    };
    assert_eq!(find(&all, &second), Some(all[1].questionnaire.clone()));
    let hot = QuestionnaireRef {
        key: "af.hot".to_owned(),
        version: 1,
    };
    assert!(find(&all, &hot).is_some());
}
