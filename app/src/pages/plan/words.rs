//! Actions in words: states, types, steps, and any field's value as people read it.

use crate::{
    components::{Icon, Tone},
    locales::{
        dates,
        workspace::{plan::Plan, texts},
    },
    state::People,
};
use domain::{
    Day, Lang,
    action::{ActionStatus, ActionType},
    ids::PersonId,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Fields people edit, in the order of the page.
pub const FIELDS: [&str; 7] = [
    "title",
    "type",
    "owner",
    "due",
    "description",
    "expected_result",
    "criterion",
];

fn t(lang: Lang) -> &'static Plan {
    &texts(lang).plan
}

pub fn kind(kind: ActionType, lang: Lang) -> &'static str {
    match kind {
        ActionType::Corrective => t(lang).corrective,
        ActionType::Preventive => t(lang).preventive,
        ActionType::Improvement => t(lang).improvement,
    }
}

pub fn status(status: ActionStatus, lang: Lang) -> &'static str {
    match status {
        ActionStatus::Proposed => t(lang).proposed,
        ActionStatus::Approved => t(lang).approved,
        ActionStatus::InProgress => t(lang).in_progress,
        ActionStatus::Done => t(lang).done,
        ActionStatus::Effective => t(lang).effective,
        ActionStatus::Ineffective => t(lang).ineffective,
        ActionStatus::Abandoned => t(lang).abandoned,
    }
}

pub fn status_tone(status: ActionStatus) -> (Tone, Icon) {
    match status {
        ActionStatus::Proposed | ActionStatus::Approved => (Tone::Plain, Icon::NotYet),
        ActionStatus::InProgress => (Tone::Plain, Icon::Refresh),
        ActionStatus::Done => (Tone::Attention, Icon::Clock),
        ActionStatus::Effective => (Tone::Ok, Icon::Check),
        ActionStatus::Ineffective => (Tone::Late, Icon::Warning),
        ActionStatus::Abandoned => (Tone::Plain, Icon::Close),
    }
}

/// The verb of a step.
pub fn step(from: ActionStatus, to: ActionStatus, lang: Lang) -> &'static str {
    let t = t(lang);
    match to {
        ActionStatus::Proposed => t.to_proposed,
        ActionStatus::Approved => t.to_approved,
        ActionStatus::InProgress
            if matches!(from, ActionStatus::Proposed | ActionStatus::Approved) =>
        {
            t.to_in_progress
        }
        ActionStatus::InProgress => t.to_reopened,
        ActionStatus::Done => t.to_done,
        ActionStatus::Effective => t.to_effective,
        ActionStatus::Ineffective => t.to_ineffective,
        ActionStatus::Abandoned => t.to_abandoned,
    }
}

/// Whether there is still something to carry out: a due date in the past then means late.
pub fn is_open(status: ActionStatus) -> bool {
    matches!(
        status,
        ActionStatus::Proposed | ActionStatus::Approved | ActionStatus::InProgress
    )
}

/// Days past the due date of an action still to carry out; none when in time.
pub fn days_late(status: ActionStatus, due: Option<Day>, today: Day) -> Option<i32> {
    let due = due.filter(|due| is_open(status) && *due < today)?;
    due.until(today).ok().map(|span| span.get_days())
}

pub fn person(id: PersonId, people: People, lang: Lang) -> String {
    people
        .name(id)
        .unwrap_or_else(|| t(lang).unknown_person.to_owned())
}

/// The name of a field of an action.
pub fn field(name: &str, lang: Lang) -> Option<&'static str> {
    let t = t(lang);
    Some(match name {
        "title" => t.title,
        "type" => t.kind,
        "description" => t.description,
        "owner" => t.owner,
        "due" => t.due,
        "expected_result" => t.expected_result,
        "criterion" => t.criterion,
        "status" => t.status,
        "source" => t.source,
        "opened" => t.opened,
        _ => return None,
    })
}

/// A field's value as people read it.
pub fn value(name: &str, value: &Value, people: People, lang: Lang) -> String {
    let t = t(lang);
    let known = match name {
        "type" => read(value).map(|one| kind(one, lang).to_owned()),
        "status" => read(value).map(|one| status(one, lang).to_owned()),
        "due" | "opened" => match value {
            Value::Null => Some(t.no_date.to_owned()),
            _ => read(value).map(|day| dates::day(day, lang)),
        },
        "owner" => match value {
            Value::Null => Some(t.nobody_yet.to_owned()),
            _ => read(value).map(|id| person(id, people, lang)),
        },
        _ => None,
    };
    known.unwrap_or_else(|| plain(value, lang))
}

/// Any other value: text as it is, numbers and lists as JSON.
pub fn plain(value: &Value, lang: Lang) -> String {
    match value {
        Value::String(text) if !text.trim().is_empty() => text.clone(),
        Value::String(_) | Value::Null => t(lang).nothing.to_owned(),
        other => other.to_string(),
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

/// A unit variant or an id as its wire name, for addresses and options.
pub fn wire<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

/// Back from [`wire`].
pub fn from_wire<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(Value::String(name.to_owned())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_still_to_do_can_be_late() {
        let (due, today) = (Day::constant(2026, 11, 13), Day::constant(2026, 11, 21));
        assert_eq!(
            days_late(ActionStatus::InProgress, Some(due), today),
            Some(8)
        );
        assert_eq!(days_late(ActionStatus::Done, Some(due), today), None);
        assert_eq!(days_late(ActionStatus::Proposed, Some(today), today), None);
        assert_eq!(days_late(ActionStatus::Proposed, None, today), None);
    }

    #[test]
    fn every_move_of_the_machine_has_a_verb() {
        for lang in [Lang::Fr, Lang::En] {
            for from in ActionStatus::ALL {
                for to in from.next() {
                    assert!(!step(from, *to, lang).is_empty());
                }
            }
        }
        let again = step(
            ActionStatus::Ineffective,
            ActionStatus::InProgress,
            Lang::Fr,
        );
        assert_eq!(again, "Reprendre");
    }

    #[test]
    fn wire_names_lead_back() {
        for status in ActionStatus::ALL {
            assert_eq!(from_wire(&wire(&status)), Some(status));
        }
        assert_eq!(from_wire::<ActionStatus>("nope"), None);
    }
}
