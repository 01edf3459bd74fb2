//! What a record may be, and what may become of it.

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

/// `record` with one field changed, checked as a whole.
fn with(kind: EntityKind, mut record: Fields, field: &str, value: Value) -> Result<(), Refusal> {
    record.insert(field.to_owned(), value);
    check(kind, &record)
}

#[test]
fn whole_records_are_checked() {
    let long = "é".repeat(LINE_MAX + 1);
    let longer = "é".repeat(NOTE_MAX + 1);
    use EntityKind::{Action, Answer, Campaign, Service, Session};
    for (kind, record, field, value, expected) in [
        (Session, session(), "title", json!("Word"), Ok(())),
        (
            Session,
            session(),
            "title",
            json!(" "),
            Err(Refusal::Required),
        ),
        (
            Session,
            session(),
            "title",
            json!(long),
            Err(Refusal::TooLong),
        ),
        (
            Session,
            session(),
            "ends",
            json!("2026-11-02"),
            Err(Refusal::DatesReversed),
        ),
        (
            Session,
            session(),
            "ends",
            json!("02/11/2026"),
            Err(Refusal::Malformed),
        ),
        (
            Session,
            session(),
            "headcount",
            json!(-1),
            Err(Refusal::Malformed),
        ),
        (
            Session,
            session(),
            "headcount",
            json!(2001),
            Err(Refusal::OutOfRange),
        ),
        (
            Session,
            session(),
            "absent",
            json!(13),
            Err(Refusal::OutOfRange),
        ),
        (
            Session,
            session(),
            "service",
            Value::Null,
            Err(Refusal::Malformed),
        ),
        (
            Service,
            fields(json!({"kind": "vae", "title": "VAE"})),
            "title",
            json!("V"),
            Ok(()),
        ),
        (
            Service,
            Fields::new(),
            "kind",
            json!("vae"),
            Err(Refusal::Malformed),
        ),
        (
            Service,
            fields(json!({"title": "X"})),
            "kind",
            json!("coaching"),
            Err(Refusal::Malformed),
        ),
        (Campaign, campaign(), "test", json!(true), Ok(())),
        (
            Campaign,
            campaign(),
            "closes",
            json!("2026-11-01"),
            Err(Refusal::DatesReversed),
        ),
        (
            Campaign,
            campaign(),
            "link",
            json!(""),
            Err(Refusal::Required),
        ),
        (
            Campaign,
            campaign(),
            "privacy",
            json!("nominatif"),
            Err(Refusal::Required),
        ),
        (
            Action,
            action("proposed"),
            "title",
            json!(""),
            Err(Refusal::Required),
        ),
        (Action, action("proposed"), "criterion", json!(long), Ok(())),
        (
            Action,
            action("proposed"),
            "criterion",
            json!(longer),
            Err(Refusal::TooLong),
        ),
        (Answer, answer(), "excluded", Value::Null, Ok(())),
        (
            Answer,
            answer(),
            "excluded",
            json!({"reason": "Essai de la tablette"}),
            Ok(()),
        ),
        (
            Answer,
            answer(),
            "excluded",
            json!({"reason": " "}),
            Err(Refusal::Required),
        ),
        (
            Answer,
            answer(),
            "excluded",
            json!({"reason": long}),
            Err(Refusal::TooLong),
        ),
        (
            Answer,
            answer(),
            "excluded",
            json!("doublon"),
            Err(Refusal::Malformed),
        ),
        (
            Answer,
            answer(),
            "excluded",
            json!({}),
            Err(Refusal::Malformed),
        ),
        (
            Answer,
            answer(),
            "answers",
            json!({"overall": {"score": -1}}),
            Err(Refusal::Malformed),
        ),
    ] {
        let asked = format!("{kind:?} {field} {value}");
        assert_eq!(with(kind, record, field, value), expected, "{asked}");
    }
}

#[test]
fn a_new_answer_leaves_the_exclusion_out_so_that_the_first_has_no_base() {
    let released: crate::answer::ReleasedAnswer = super::read(&answer()).unwrap();
    assert!(!super::fields(&released).contains_key("excluded"));
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
    let later = json!("2026-11-20");
    assert_eq!(
        check_set(EntityKind::Campaign, &campaign(), "closes", &later),
        Ok(())
    );
}

#[test]
fn an_action_moves_along_its_machine_and_a_closed_campaign_stays_closed() {
    let go =
        |from: &str, to: &str| check_set(EntityKind::Action, &action(from), "status", &json!(to));
    assert_eq!(go("proposed", "in_progress"), Ok(()));
    assert_eq!(go("done", "effective"), Ok(()));
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
fn each_role_writes_what_it_may() {
    use EntityKind::{Action, Answer, Campaign, Questionnaire, Service, Session};
    for kind in [Service, Session, Questionnaire, Campaign, Action, Answer] {
        for role in Role::ALL {
            let expected = match (role, kind) {
                (Role::Direction | Role::QualityLead, _) | (_, Action) => Ok(()),
                (Role::Team, Service | Session | Questionnaire | Campaign) => Ok(()),
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
