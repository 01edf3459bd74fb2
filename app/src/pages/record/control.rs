//! How each field is typed: the one place where a field's text becomes its value and back.

use super::words::{self, service, wire};
use crate::{
    components::DAYS,
    locales::workspace::{lang, t, texts},
    pages::plan::words as plan,
    state::People,
};
use domain::{
    action::{ActionStatus, ActionType},
    calendar::cadence::Stakeholder,
    entity::EntityKind,
    feedback::Form,
    service::ServiceKind,
};
use leptos::{ev, prelude::*};
use serde_json::Value;

/// Wire value and words.
pub type Choices = Vec<(String, String)>;

#[derive(Clone, Copy)]
pub enum Control {
    /// One line of text.
    Line,
    /// Several lines.
    Text,
    /// A day; empty is none.
    Day,
    Number,
    /// Made in a room of its own, or yes or no: kept or not, never typed.
    Whole,
    /// One of a list; the empty choice is none.
    Choice(Signal<Choices>),
}

impl Control {
    /// The control that fits a field.
    pub fn of(kind: EntityKind, name: &str, people: People) -> Control {
        match (kind, name) {
            (EntityKind::Action, "description" | "expected_result" | "criterion") => Control::Text,
            (EntityKind::Action, "type") => choice(&TYPES, plan::kind),
            (EntityKind::Action, "status") => choice(&ActionStatus::ALL, plan::status),
            (EntityKind::Action, "owner") => Control::Choice(owners(people)),
            (EntityKind::Service, "kind") => choice(&ServiceKind::ALL, service),
            (EntityKind::Campaign, "status") => {
                let t = &t().record;
                let both = [("open", t.open), ("closed", t.closed)];
                let both = both.map(|(key, words)| (key.to_owned(), words.to_owned()));
                Control::Choice(Signal::stored(both.to_vec()))
            }
            (EntityKind::Draft, "content" | "audience")
            | (EntityKind::Calendar, "rules")
            | (EntityKind::Campaign, "reminders")
            | (EntityKind::Session, "minors") => Control::Whole,
            (EntityKind::Feedback, "summary") => Control::Text,
            (EntityKind::Feedback, "form") => {
                choice(&Form::ALL, |form, lang| (texts(lang).feedback.form)(form))
            }
            (EntityKind::Feedback, "stakeholder") => choice(&Stakeholder::ALL, |who, lang| {
                (texts(lang).waves.stakeholder)(who)
            }),
            (_, "due" | "starts" | "ends" | "opens" | "closes" | "day") => Control::Day,
            (_, "headcount" | "absent") => Control::Number,
            _ => Control::Line,
        }
    }

    /// What stands in the control for a value.
    pub fn text(value: &Value) -> String {
        match value {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        }
    }

    /// The value of what stands in the control. The domain says whether it makes sense.
    pub fn value(self, text: &str) -> Value {
        match self {
            Control::Day | Control::Choice(_) if text.is_empty() => Value::Null,
            Control::Number => match text.trim().parse::<u32>() {
                Ok(number) => Value::from(number),
                Err(_) => Value::from(text),
            },
            _ => Value::from(text),
        }
    }

    /// Whether what is chosen is final at once, without leaving the control.
    pub fn settles_at_once(self) -> bool {
        matches!(self, Control::Choice(_))
    }

    /// The control itself, drawn once: `shown` changes its content, never the element under the fingers.
    pub fn view(
        self,
        id: String,
        shown: Signal<String>,
        described: String,
        on_input: Callback<String>,
        on_leave: Callback<()>,
    ) -> AnyView {
        let input = move |event: ev::Event| on_input.run(event_target_value(&event));
        let leave = move |_: ev::FocusEvent| on_leave.run(());
        let name = id.clone();
        match self {
            Control::Whole => ().into_any(),
            Control::Text => view! {
                <textarea
                    class="input"
                    id=id
                    name=name
                    aria-describedby=described
                    prop:value=shown
                    on:input=input
                    on:blur=leave
                ></textarea>
            }
            .into_any(),
            Control::Choice(options) => {
                let option = move |(key, words): (String, String)| {
                    let mine = key.clone();
                    let chosen = move || shown.with(|shown| *shown == mine);
                    view! { <option value=key selected=chosen>{words}</option> }
                };
                view! {
                    <select
                        class="input"
                        id=id
                        name=name
                        aria-describedby=described
                        prop:value=shown
                        on:change=input
                        on:blur=leave
                    >
                        {move || options.get().into_iter().map(option).collect_view()}
                    </select>
                }
                .into_any()
            }
            Control::Line | Control::Day | Control::Number => {
                self.line(id, shown, described, on_input, on_leave)
            }
        }
    }

    /// A field of one line.
    fn line(
        self,
        id: String,
        shown: Signal<String>,
        described: String,
        on_input: Callback<String>,
        on_leave: Callback<()>,
    ) -> AnyView {
        let day = matches!(self, Control::Day);
        let kind = if day { "date" } else { "text" };
        // Enter keeps a line. A date changes at each key of its year: it is kept on leaving only.
        let entered = move |_: ev::Event| {
            if !day {
                on_leave.run(());
            }
        };
        let keys = matches!(self, Control::Number).then_some("numeric");
        let name = id.clone();
        view! {
            <input
                class="input"
                id=id
                name=name
                type=kind
                inputmode=keys
                min=day.then_some(DAYS[0])
                max=day.then_some(DAYS[1])
                autocomplete="off"
                aria-describedby=described
                prop:value=shown
                on:input=move |event| on_input.run(event_target_value(&event))
                on:change=entered
                on:blur=move |_| on_leave.run(())
            />
        }
        .into_any()
    }
}

const TYPES: [ActionType; 3] = [
    ActionType::Corrective,
    ActionType::Preventive,
    ActionType::Improvement,
];

fn choice<T: serde::Serialize + Copy>(
    all: &[T],
    in_words: fn(T, domain::Lang) -> &'static str,
) -> Control {
    let lang = lang();
    let choices = all
        .iter()
        .map(|one| (wire(one), in_words(*one, lang).to_owned()))
        .collect();
    Control::Choice(Signal::stored(choices))
}

/// People who can own an action; nobody first.
pub fn owners(people: People) -> Signal<Choices> {
    let nobody = (String::new(), t().record.nobody.to_owned());
    Signal::derive(move || {
        let all = people.all().into_iter();
        std::iter::once(nobody.clone())
            .chain(all.map(|person| (words::wire(&person.id), person.name)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_the_value_and_back() {
        assert_eq!(Control::Day.value(""), Value::Null);
        assert_eq!(Control::Day.value("2026-11-21"), Value::from("2026-11-21"));
        assert_eq!(Control::Line.value(""), Value::from(""));
        assert_eq!(Control::Number.value(" 12 "), Value::from(12));
        // The domain refuses it with the right code; it is not dropped here.
        assert_eq!(Control::Number.value("douze"), Value::from("douze"));
        assert_eq!(Control::text(&Value::from(12)), "12");
        assert_eq!(Control::text(&Value::Null), "");
    }
}
