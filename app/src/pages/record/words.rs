//! Fields, values and authors of records in words.

use crate::{
    attachments::{Place, Problem},
    locales::{
        dates, numbers,
        workspace::{errors, lang, record::Record, texts},
    },
    net::NetError,
    pages::{
        calendar::words as calendar,
        plan::words as plan,
        questionnaires::{apart, words as questionnaires},
    },
    state::{Account, People},
};
use domain::{
    Lang, answer::Exclusion, attachment::Attachment, day, entity::EntityKind, ids::PersonId,
    service::ServiceKind,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use sync::fold::Author;

fn t(lang: Lang) -> &'static Record {
    &texts(lang).record
}

/// The name of a field; its wire name where this version knows no better.
pub fn field(kind: EntityKind, name: &str, lang: Lang) -> String {
    let (t, plan) = (t(lang), &texts(lang).plan);
    let known = match (kind, name) {
        (EntityKind::Action, "title") => plan.title,
        (EntityKind::Action, "type") => plan.kind,
        (EntityKind::Action, "description") => plan.description,
        (EntityKind::Action, "owner") => plan.owner,
        (EntityKind::Action, "due") => plan.due,
        (EntityKind::Action, "expected_result") => plan.expected_result,
        (EntityKind::Action, "criterion") => plan.criterion,
        (EntityKind::Feedback, name) => return feedback_field(name, lang),
        (EntityKind::Campaign, "opens") => texts(lang).campaigns.opens,
        (EntityKind::Campaign, "closes") => texts(lang).campaigns.closes,
        (EntityKind::Campaign, "reminders") => texts(lang).waves.reminders,
        (EntityKind::Campaign, "called_off") => texts(lang).waves.called_off,
        (_, Attachment::FIELD) => texts(lang).attachments.title,
        (EntityKind::Calendar, "rules") => texts(lang).calendar.rules,
        (EntityKind::Draft, "content") => texts(lang).questionnaires.questions,
        (EntityKind::Draft, "audience") => texts(lang).questionnaires.who,
        (_, "status") => t.status,
        (_, "title") => t.title,
        (_, "kind") => t.kind,
        (_, "starts") => t.starts,
        (_, "ends") => t.ends,
        (_, "site") => t.site,
        (_, "trainer") => t.trainer,
        (_, "company") => t.company,
        (_, "funder") => t.funder,
        (_, "subcontracted_for") => t.subcontracted_for,
        (_, "headcount") => t.headcount,
        (_, "absent") => t.absent,
        (EntityKind::Session, "minors") => t.minors,
        (_, "service") => texts(lang).feedback.service,
        (_, "session") => texts(lang).feedback.session,
        (_, "closes") => t.closes,
        (_, "excluded") => t.excluded,
        (_, other) => other,
    };
    known.to_owned()
}

fn feedback_field(name: &str, lang: Lang) -> String {
    let all = texts(lang);
    let t = &all.feedback;
    let known = match name {
        "form" => t.form_label,
        "stakeholder" => t.who,
        "party" => t.party,
        "day" => t.day,
        "people" => t.people,
        "channel" => t.channel,
        "summary" => t.summary,
        "service" => t.service,
        "session" => t.session,
        Attachment::FIELD => all.attachments.title,
        other => other,
    };
    known.to_owned()
}

/// A field's value as people read it.
pub fn value(kind: EntityKind, name: &str, value: &Value, people: People, lang: Lang) -> String {
    let t = t(lang);
    let known = match (kind, name) {
        (EntityKind::Action, "type") => read(value).map(|one| plan::kind(one, lang).to_owned()),
        (EntityKind::Action, "status") => read(value).map(|one| plan::status(one, lang).to_owned()),
        (EntityKind::Action, "owner") if value.is_null() => Some(t.nobody.to_owned()),
        (EntityKind::Action, "owner") => read(value).map(|id| person(id, people, lang)),
        (EntityKind::Service | EntityKind::Calendar, "kind") => {
            read(value).map(|one| service(one, lang).to_owned())
        }
        (EntityKind::Calendar, "rules") => calendar::rules(value),
        (EntityKind::Campaign, "status") => match value.as_str() {
            Some("open") => Some(t.open.to_owned()),
            Some("closed") => Some(t.closed.to_owned()),
            _ => None,
        },
        (EntityKind::Feedback, "form") => {
            read(value).map(|one| (texts(lang).feedback.form)(one).to_owned())
        }
        (EntityKind::Feedback, "stakeholder") => {
            read(value).map(|one| (texts(lang).waves.stakeholder)(one).to_owned())
        }
        (EntityKind::Campaign, "reminders") => Some(days(value, lang)),
        (EntityKind::Session, "minors") => {
            let yes = value.as_bool();
            yes.map(|yes| if yes { t.yes } else { t.no }.to_owned())
        }
        (_, "due" | "opened" | "starts" | "ends" | "opens" | "closes" | "day") => match value {
            Value::Null => Some(t.no_date.to_owned()),
            _ => day::read(value.as_str().unwrap_or_default()).map(|day| dates::day(day, lang)),
        },
        (_, Attachment::FIELD) => Some(file_names(value)),
        (EntityKind::Answer, "excluded") if value.is_null() => Some(t.included.to_owned()),
        (EntityKind::Answer, "excluded") => {
            read::<Exclusion>(value).map(|exclusion| exclusion.reason)
        }
        (EntityKind::Draft, "content") => questions(value, lang),
        (EntityKind::Draft, "audience") => read(value).map(questionnaires::audience),
        _ => None,
    };
    known.unwrap_or_else(|| plain(value, lang))
}

/// Values of one field side by side. Of long lists only what is not the same in all of them.
pub fn apart(
    kind: EntityKind,
    name: &str,
    values: &[&Value],
    people: People,
    lang: Lang,
) -> Vec<String> {
    let listed = match (kind, name) {
        (EntityKind::Calendar, "rules") => calendar::apart(values),
        (EntityKind::Draft, "content") => apart::apart(values),
        (_, Attachment::FIELD) if values.len() > 1 => Some(files_apart(values)),
        _ => None,
    };
    let one_by_one = || {
        let all = values.iter();
        all.map(|one| value(kind, name, one, people, lang))
            .collect()
    };
    listed.unwrap_or_else(one_by_one)
}

/// Of each version the lines that not all of them have, joined; none when there are no such lines.
pub fn own_lines(all: &[Vec<String>]) -> Option<Vec<String>> {
    let own = |lines: &Vec<String>| {
        let shared = |line: &&str| all.iter().all(|other| other.iter().any(|one| one == line));
        let own = lines.iter().map(String::as_str);
        let own: Vec<&str> = own.filter(|line| !shared(line)).collect();
        own.join("\n")
    };
    let own: Vec<String> = all.iter().map(own).collect();
    (!own.iter().all(String::is_empty)).then_some(own)
}

/// Whether a field's words are the whole of its value: of a questionnaire or a file they only name it.
pub fn tell_all(kind: EntityKind, name: &str) -> bool {
    !matches!(
        (kind, name),
        (EntityKind::Draft, "content") | (_, Attachment::FIELD)
    )
}

/// The title of a questionnaire, and how many questions it has.
fn questions(value: &Value, lang: Lang) -> Option<String> {
    let questions = value.get("questions")?.as_array()?;
    let count = (texts(lang).questionnaires.count)(questions.len());
    let title = value["title"]["fr"].as_str().unwrap_or_default();
    Some((texts(lang).common.labelled)(title, &count))
}

/// Names of attached files, of one or of a whole set.
fn file_names(value: &Value) -> String {
    let items: Vec<&Value> = match value {
        Value::Array(items) => items.iter().collect(),
        item => vec![item],
    };
    let names = items.into_iter().filter_map(|item| {
        let file = Attachment::of_item(item.as_str()?).ok()?;
        Some(file.name)
    });
    names.collect::<Vec<String>>().join(", ")
}

/// Of sets of files, what is not in all of them.
fn files_apart(sets: &[&Value]) -> Vec<String> {
    let items = |set: &Value| set.as_array().cloned().unwrap_or_default();
    let everywhere = |item: &Value| sets.iter().all(|set| items(set).contains(item));
    let own = |set: &&Value| {
        let mut own = items(set);
        own.retain(|item| !everywhere(item));
        file_names(&Value::Array(own))
    };
    sets.iter().map(own).collect()
}

/// Several days, in a row.
fn days(value: &Value, lang: Lang) -> String {
    let days = value.as_array().into_iter().flatten();
    let days = days.filter_map(|one| day::read(one.as_str()?));
    let days: Vec<String> = days.map(|one| dates::day(one, lang)).collect();
    match days.as_slice() {
        [] => t(lang).no_date.to_owned(),
        days => days.join(", "),
    }
}

/// Text as it is; numbers and lists as JSON.
fn plain(value: &Value, lang: Lang) -> String {
    match value {
        Value::String(text) if !text.trim().is_empty() => text.clone(),
        Value::String(_) | Value::Null => t(lang).empty.to_owned(),
        other => other.to_string(),
    }
}

pub fn service(kind: ServiceKind, lang: Lang) -> &'static str {
    let t = t(lang);
    match kind {
        ServiceKind::Formation => t.formation,
        ServiceKind::Bilan => t.bilan,
        ServiceKind::Vae => t.vae,
        ServiceKind::Apprentissage => t.apprentissage,
    }
}

pub fn person(id: PersonId, people: People, lang: Lang) -> String {
    // What the server writes by itself has nobody's id.
    if id.0.is_nil() {
        return t(lang).server.to_owned();
    }
    let known = people.name(id);
    known.unwrap_or_else(|| t(lang).unknown_person.to_owned())
}

/// A person; the tablet on which a trainer said so.
fn writer(by: &Author, people: People, lang: Lang) -> String {
    let Some(tablet) = by.tablet else {
        return person(by.actor, people, lang);
    };
    match people.tablet_name(tablet) {
        Some(name) => (t(lang).tablet)(&name),
        None => t(lang).some_tablet.to_owned(),
    }
}

/// Who wrote a value and when: `Vous, 21/11/2026 à 14:32, pas encore envoyé`.
pub fn author(by: &Author, me: PersonId, people: People, lang: Lang) -> String {
    let t = t(lang);
    let who = if by.actor == me {
        t.you.to_owned()
    } else {
        writer(by, people, lang)
    };
    let when = when(by, lang);
    let said = if by.received_at.is_some() {
        (t.by)(&who, &when)
    } else {
        (t.by_here)(&who, &when)
    };
    let mut letters = said.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// The server's clock when it has it.
fn when(by: &Author, lang: Lang) -> String {
    let received = by.received_at.as_deref().and_then(dates::unix_ms);
    dates::moment(received.unwrap_or(by.wall_ms), lang)
}

/// Who wrote a value and when, for a text that others read, later and elsewhere: by name, also oneself.
pub fn signed(by: &Author, account: Account, people: People, lang: Lang) -> String {
    let me = account.me_now();
    let who = if by.actor == me.person {
        me.name
    } else {
        writer(by, people, lang)
    };
    (t(lang).by)(&who, &when(by, lang))
}

/// A unit variant, an id or a day as its wire name, for addresses and options.
pub fn wire<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

/// Back from [`wire`].
pub fn from_wire<T: DeserializeOwned>(name: &str) -> Option<T> {
    read(&Value::String(name.to_owned()))
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

/// The size of a file: `340 ko`, `1,2 Mo`; of 1024 each, as its limit is.
pub fn bytes(size: u64, lang: Lang) -> String {
    let t = &texts(lang).attachments;
    const STEP: f64 = 1024.0;
    let kb = (size as f64 / STEP).ceil();
    if kb < STEP {
        (t.size_kb)(&numbers::decimal(kb, 0, lang))
    } else {
        (t.size_mb)(&numbers::decimal(kb / STEP, 1, lang))
    }
}

/// Where a file is.
pub fn place(place: &Place, lang: Lang) -> String {
    let t = &texts(lang).attachments;
    match place {
        Place::Here => t.here.to_owned(),
        Place::Sending(percent) => (t.sending)(&numbers::percent(*percent as f64 / 100.0, lang)),
        Place::Received => t.received.to_owned(),
        Place::Refused(code) if code == "too_large" => (t.refused)(t.too_large),
        Place::Refused(code) => (t.refused)(&errors::sentence(code)),
        Place::Lost => t.lost.to_owned(),
        Place::NotYet => t.not_yet.to_owned(),
        Place::Unknown => t.unknown.to_owned(),
    }
}

/// Why a file is not kept.
pub fn attachment_problem(problem: Problem) -> String {
    let t = &texts(lang()).attachments;
    let sentence = match problem {
        Problem::TooLarge => t.too_large,
        Problem::Kind => t.kind,
        Problem::Unreadable => t.unreadable,
        Problem::NoRoom => t.no_room,
        Problem::NotKept => t.not_kept,
    };
    sentence.to_owned()
}

/// Why a file does not open.
pub fn open_problem(error: &NetError) -> String {
    let t = &texts(lang()).attachments;
    match error {
        NetError::Offline => t.open_offline.to_owned(),
        NetError::Refused { code, .. } if code == "not_found" => t.open_not_yet.to_owned(),
        refused => errors::net_error(refused),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::model::TabletHolds;
    use domain::{
        action::ActionStatus,
        attachment::{FileHash, Media},
        ids::{ActionId, DeviceId, OpId},
    };

    #[test]
    fn wire_names_lead_back() {
        for status in ActionStatus::ALL {
            assert_eq!(from_wire(&wire(&status)), Some(status));
        }
        let id = ActionId(uuid::Uuid::from_u128(7));
        assert_eq!(from_wire(&wire(&id)), Some(id));
        assert_eq!(from_wire::<ActionStatus>("nope"), None);
    }

    #[test]
    fn an_exclusion_is_told_by_its_reason() {
        let owner = leptos::prelude::Owner::new();
        let people = owner.with(|| People::new(Vec::new(), Vec::new()));
        let told = |said: Value| value(EntityKind::Answer, "excluded", &said, people, Lang::Fr);
        assert_eq!(
            told(serde_json::json!({ "reason": "Essai de Léa" })),
            "Essai de Léa"
        );
        assert_eq!(told(Value::Null), "reprise dans les résultats");
    }

    #[test]
    fn what_a_tablet_wrote_is_told_by_its_name() {
        let id = |n| DeviceId(uuid::Uuid::from_u128(n));
        let tablet = TabletHolds {
            id: id(3),
            name: "Salle 2".to_owned(),
            revoked: true,
            last_contact: None,
            unsent: 0,
            held: None,
            told: None,
            only: None,
        };
        let owner = leptos::prelude::Owner::new();
        let people = owner.with(|| People::new(Vec::new(), vec![tablet]));
        let by = |tablet| Author {
            op: OpId(uuid::Uuid::nil()),
            actor: PersonId::SERVER,
            received_at: None,
            wall_ms: 0,
            tablet,
        };
        let said = |tablet| writer(&by(tablet), people, Lang::Fr);
        assert_eq!(said(Some(id(3))), "la tablette «\u{202f}Salle 2\u{202f}»");
        assert_eq!(said(Some(id(4))), "une tablette");
        assert_eq!(said(None), "le serveur");
    }

    #[test]
    fn a_file_that_stays_is_not_told_as_removed() {
        let item = |name: &str| {
            let name = name.to_owned();
            let (sha256, size, media) = (FileHash([7; 32]), 300, Media::Pdf);
            Value::String(
                Attachment {
                    sha256,
                    name,
                    size,
                    media,
                }
                .item(),
            )
        };
        let before = Value::Array(vec![item("a.pdf"), item("b.pdf")]);
        let after = Value::Array(vec![item("b.pdf"), item("c.pdf")]);
        assert_eq!(files_apart(&[&before, &after]), ["a.pdf", "c.pdf"]);
    }
}
