//! What a record may be, and what may become of it.

mod golden;

use super::{EntityKind, Fields, LINE_MAX, NOTE_MAX, allowed, check, check_set};
use crate::{Refusal, role::Role};
use serde_json::{Value, json};

const ID: &str = "0193c3a1-7e57-7abc-8def-0123456789ab";

fn fields(value: Value) -> Fields {
    match value {
        Value::Object(fields) => fields,
        _ => Fields::new(),
    }
}

fn session() -> Fields {
    fields(json!({
        "service": ID, "title": "Excel", "starts": "2026-11-03", "ends": "2026-11-05",
        "headcount": 12, "absent": 1,
    }))
}

fn campaign() -> Fields {
    fields(json!({
        "session": ID, "questionnaire": {"key": "af.hot", "version": 1}, "wave": "hot",
        "opens": "2026-11-05", "closes": "2026-11-12", "link": "0123456789ABCDEFGHJKMNPQRS",
    }))
}

fn action(status: &str) -> Fields {
    fields(json!({
        "title": "Revoir le rythme", "type": "corrective", "owner": null, "due": null,
        "source": {"type": "idea"}, "opened": "2026-11-05", "status": status,
    }))
}

fn answer() -> Fields {
    fields(json!({
        "place": {"campaign": ID}, "questionnaire": {"key": "af.hot", "version": 1},
        "day": "2026-11-05", "lang": "fr", "channel": "tablet", "answers": {"overall": {"score": 4}},
    }))
}

/// `record` with one field changed at a time, checked as a whole.
fn each(kind: EntityKind, record: &Fields, cases: &[(&str, Value, Result<(), Refusal>)]) {
    for (field, value, expected) in cases {
        let mut changed = record.clone();
        changed.insert((*field).to_owned(), value.clone());
        assert_eq!(check(kind, &changed), *expected, "{kind:?} {field} {value}");
    }
}

fn long_line() -> Value {
    json!("é".repeat(LINE_MAX + 1))
}

#[test]
fn a_session_has_a_name_days_in_order_and_believable_people() {
    let cases = [
        ("title", json!("Word"), Ok(())),
        ("title", json!(" "), Err(Refusal::Required)),
        ("title", long_line(), Err(Refusal::TooLong)),
        ("ends", json!("2026-11-02"), Err(Refusal::DatesReversed)),
        ("ends", json!("02/11/2026"), Err(Refusal::Malformed)),
        ("ends", json!("2036-11-03"), Ok(())),
        ("ends", json!("2062-11-05"), Err(Refusal::DayOutOfRange)),
        ("ends", json!("9026-11-05"), Err(Refusal::DayOutOfRange)),
        ("starts", json!("0226-11-03"), Err(Refusal::DayOutOfRange)),
        ("headcount", json!(-1), Err(Refusal::Malformed)),
        ("headcount", json!(2001), Err(Refusal::OutOfRange)),
        ("absent", json!(13), Err(Refusal::OutOfRange)),
        ("service", Value::Null, Err(Refusal::Malformed)),
    ];
    each(EntityKind::Session, &session(), &cases);
}

#[test]
fn a_service_is_one_of_the_four_kinds() {
    let service = fields(json!({"kind": "vae", "title": "VAE"}));
    let cases = [
        ("title", json!("VAE collective"), Ok(())),
        ("title", json!(""), Err(Refusal::Required)),
        ("kind", json!("coaching"), Err(Refusal::Malformed)),
        ("kind", Value::Null, Err(Refusal::Malformed)),
    ];
    each(EntityKind::Service, &service, &cases);
}

#[test]
fn a_campaign_has_a_link_days_in_order_and_a_reason_for_names() {
    let cases = [
        ("test", json!(true), Ok(())),
        ("closes", json!("2026-11-01"), Err(Refusal::DatesReversed)),
        ("closes", json!("9026-11-12"), Err(Refusal::DayOutOfRange)),
        ("link", json!(""), Err(Refusal::Required)),
        ("privacy", json!("confidentiel"), Ok(())),
        ("privacy", json!("nominatif"), Err(Refusal::Required)),
    ];
    each(EntityKind::Campaign, &campaign(), &cases);
}

#[test]
fn an_action_has_a_title_and_room_for_long_texts() {
    let longest = json!("é".repeat(NOTE_MAX));
    let too_long = json!("é".repeat(NOTE_MAX + 1));
    let cases = [
        ("title", json!(""), Err(Refusal::Required)),
        ("title", long_line(), Err(Refusal::TooLong)),
        ("criterion", longest, Ok(())),
        ("criterion", too_long, Err(Refusal::TooLong)),
        ("due", json!("2027-01-31"), Ok(())),
        ("due", json!("demain"), Err(Refusal::Malformed)),
        ("due", json!("2627-01-31"), Err(Refusal::DayOutOfRange)),
    ];
    each(EntityKind::Action, &action("proposed"), &cases);
}

#[test]
fn an_exclusion_says_why() {
    let cases = [
        ("excluded", Value::Null, Ok(())),
        (
            "excluded",
            json!({"reason": "Essai de la tablette"}),
            Ok(()),
        ),
        ("excluded", json!({"reason": " "}), Err(Refusal::Required)),
        (
            "excluded",
            json!({"reason": long_line()}),
            Err(Refusal::TooLong),
        ),
        ("excluded", json!("doublon"), Err(Refusal::Malformed)),
        ("excluded", json!({}), Err(Refusal::Malformed)),
        (
            "answers",
            json!({"overall": {"score": -1}}),
            Err(Refusal::Malformed),
        ),
    ];
    each(EntityKind::Answer, &answer(), &cases);
}

#[test]
fn a_new_answer_leaves_the_exclusion_out_so_that_the_first_has_no_base() {
    let released: crate::answer::ReleasedAnswer = super::read(&answer()).unwrap();
    assert!(!super::fields(&released).contains_key("excluded"));
}

/// A draft may have any problem; what is published has none, and is never taken for a template.
#[test]
fn a_draft_is_kept_whatever_it_lacks_and_a_published_version_lacks_nothing() {
    let asked = json!([{"key": "q", "type": "likert4", "text": {"fr": "Utile ?", "en": ""}}]);
    let content = |questions: &Value| {
        json!({
            "key": "atelier", "version": 1, "title": {"fr": "Atelier", "en": ""},
            "minutes": 3, "questions": questions,
        })
    };
    let draft = fields(json!({"title": "", "content": content(&json!([])), "base": null}));
    let long = json!([{
        "key": "q", "type": "likert4", "text": {"fr": "é".repeat(110_000), "en": ""},
    }]);
    let cases = [
        ("content", content(&asked), Ok(())),
        ("content", content(&long), Err(Refusal::TooLong)),
        ("content", json!({}), Err(Refusal::Malformed)),
        ("base", json!({"key": "atelier", "version": 1}), Ok(())),
        ("audience", json!({"service": "vae"}), Ok(())),
    ];
    each(EntityKind::Draft, &draft, &cases);

    let published = fields(content(&asked));
    let cases = [
        ("questions", json!([]), Err(Refusal::Malformed)),
        ("questions", long, Err(Refusal::TooLong)),
        ("key", json!("af.hot"), Err(Refusal::Malformed)),
        ("audience", json!({"stakeholder": "team"}), Ok(())),
    ];
    each(EntityKind::Questionnaire, &published, &cases);
}

#[test]
fn what_is_written_once_stays() {
    for (kind, record, field, value) in [
        (
            EntityKind::Campaign,
            campaign(),
            "privacy",
            json!("confidentiel"),
        ),
        (EntityKind::Campaign, campaign(), "link", json!("OTHER")),
        (EntityKind::Campaign, campaign(), "test", json!(true)),
        (EntityKind::Answer, answer(), "answers", json!({})),
        (
            EntityKind::Action,
            action("proposed"),
            "source",
            json!({"type": "idea"}),
        ),
        (EntityKind::Session, session(), "service", json!(ID)),
    ] {
        assert_eq!(
            check_set(kind, &record, field, &value),
            Err(Refusal::Frozen),
            "{field}"
        );
    }
    let days = [
        ("closes", json!("2026-11-20")),
        ("opens", json!("2026-11-04")),
        ("reminders", json!(["2026-11-08"])),
        ("called_off", json!("Session annulée")),
    ];
    for (field, value) in days {
        assert_eq!(
            check_set(EntityKind::Campaign, &campaign(), field, &value),
            Ok(()),
            "{field}"
        );
    }
}

#[test]
fn an_action_moves_along_its_machine_and_a_closed_campaign_stays_closed() {
    let go =
        |from: &str, to: &str| check_set(EntityKind::Action, &action(from), "status", &json!(to));
    assert_eq!(go("proposed", "in_progress"), Ok(()));
    assert_eq!(go("done", "in_progress"), Ok(()));
    assert_eq!(go("done", "done"), Ok(()));
    assert_eq!(go("proposed", "effective"), Err(Refusal::IllegalMove));
    assert_eq!(go("abandoned", "done"), Err(Refusal::IllegalMove));
    assert_eq!(go("proposed", "finished"), Err(Refusal::Malformed));

    let kind = EntityKind::Campaign;
    assert_eq!(
        check_set(kind, &campaign(), "status", &json!("closed")),
        Ok(())
    );
    let mut closed = campaign();
    closed.insert("status".to_owned(), json!("closed"));
    assert_eq!(check_set(kind, &closed, "status", &json!("closed")), Ok(()));
    assert_eq!(
        check_set(kind, &closed, "status", &json!("open")),
        Err(Refusal::IllegalMove)
    );
}

#[test]
fn a_record_at_odds_with_itself_can_still_be_changed_and_mended() {
    let mut reversed = session();
    reversed.insert("ends".to_owned(), json!("2026-11-01"));
    let go = |field, value| check_set(EntityKind::Session, &reversed, field, &value);
    assert_eq!(go("title", json!("Word")), Ok(()));
    assert_eq!(go("ends", json!("2026-11-05")), Ok(()));
    assert_eq!(go("title", json!(" ")), Err(Refusal::Required));
    assert_eq!(go("headcount", json!("dix")), Err(Refusal::Malformed));
}

#[test]
fn a_verdict_on_an_action_needs_a_criterion() {
    let kind = EntityKind::Action;
    let mut done = action("done");
    for verdict in ["effective", "ineffective"] {
        let verdict = json!(verdict);
        for nothing in [Value::Null, json!(" ")] {
            done.remove("criterion");
            if nothing.is_string() {
                done.insert("criterion".to_owned(), nothing);
            }
            let refused = check_set(kind, &done, "status", &verdict);
            assert_eq!(refused, Err(Refusal::CriterionNeeded));
        }
        done.insert(
            "criterion".to_owned(),
            json!("Moins de 15 % de « trop rapide »"),
        );
        assert_eq!(check_set(kind, &done, "status", &verdict), Ok(()));
        // Nor is it taken away under a verdict.
        let mut judged = done.clone();
        judged.insert("status".to_owned(), verdict);
        let cleared = check_set(kind, &judged, "criterion", &json!(""));
        assert_eq!(cleared, Err(Refusal::CriterionNeeded));
    }
}

#[test]
fn each_role_writes_what_it_may() {
    use EntityKind::{Action, Answer, Campaign, Questionnaire, Service, Session};
    use EntityKind::{Calendar, Draft, Feedback, Solicitation};
    let kinds = [
        Service,
        Session,
        Questionnaire,
        Draft,
        Campaign,
        Calendar,
        Action,
        Solicitation,
        Feedback,
        Answer,
    ];
    for kind in kinds {
        for role in Role::ALL {
            let expected = match (role, kind) {
                (Role::Direction | Role::QualityLead, _)
                | (_, Action | Solicitation | Feedback) => Ok(()),
                (Role::Team, Service | Session | Questionnaire | Draft | Campaign | Calendar) => {
                    Ok(())
                }
                _ => Err(Refusal::Forbidden),
            };
            assert_eq!(allowed(role, kind), expected, "{role:?} {kind:?}");
        }
    }
}

#[test]
fn a_kind_of_a_newer_program_keeps_its_name_and_takes_no_writing() {
    let risk: EntityKind = serde_json::from_str("\"risk_2\"").unwrap();
    assert_eq!(serde_json::to_string(&risk).unwrap(), "\"risk_2\"");
    assert_eq!(risk.name(), "risk_2");
    assert_eq!(allowed(Role::Direction, risk), Err(Refusal::UnknownKind));
    assert_eq!(check(risk, &Fields::new()), Err(Refusal::UnknownKind));
    for known in [
        "service",
        "session",
        "questionnaire",
        "campaign",
        "action",
        "answer",
    ] {
        let kind = EntityKind::named(known).unwrap();
        assert!(!matches!(kind, EntityKind::Other(_)));
        assert_eq!(kind.name(), known);
    }
    for never in ["", "Risk", "risk!", "é", &"x".repeat(33)] {
        assert_eq!(EntityKind::named(never), None, "{never}");
    }
}
