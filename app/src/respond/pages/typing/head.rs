//! Above the questions: what is typed in, how and when it was answered, which keys do what.

use crate::{
    clock,
    respond::{
        Respond,
        pages::first,
        parts::{attention, disclosure, live, words},
        typist::Typist,
    },
};
use domain::{answer::Channel, day};
use intake::device::Asked;
use leptos::prelude::*;
use std::sync::Arc;

pub(super) fn title(app: Respond, asked: &Asked) -> AnyView {
    let about = [
        asked.questionnaire.title.get(app.lang.get()),
        ", ",
        &asked.session.detail.title,
    ]
    .concat();
    view! { <div><h1>{app.staff().typing.title}</h1> <p>{about}</p></div> }.into_any()
}

pub(super) fn choices(typist: Typist, asked: &Asked) -> AnyView {
    let t = &typist.app.staff().typing;
    let test = asked.session.test;
    let test = test.then(|| attention(typist.app.t().first.test, None));
    view! {
        {test}
        <div class="choices">
            <fieldset>
                <legend>{t.channel}</legend>
                {channel(typist, Channel::Paper, t.paper)}
                {channel(typist, Channel::Phone, t.phone)}
            </fieldset>
            {filled_in(typist, asked)}
        </div>
        {words("keys", t.keys)}
    }
    .into_any()
}

fn channel(typist: Typist, channel: Channel, name: &'static str) -> AnyView {
    view! {
        <label>
            <input
                type="radio"
                name="channel"
                prop:checked=move || typist.channel.get() == channel
                on:change=move |_| typist.come_by(channel)
            />
            <span>{name}</span>
        </label>
    }
    .into_any()
}

/// The day on the sheet, within the days of the campaign; a call is of today.
fn filled_in(typist: Typist, asked: &Asked) -> AnyView {
    let (opens, closes) = (asked.session.opens, asked.session.closes);
    let last = closes.min(clock::today());
    let t = &typist.app.staff().typing;
    let wrong = RwSignal::new(false);
    let keep = move |text: String| {
        let day = day::read(&text).filter(|day| (opens..=last).contains(day));
        wrong.set(day.is_none());
        if let Some(day) = day {
            typist.filled_in_on(day);
        }
    };
    let error = move || if wrong.get() { t.not_that_day } else { "" };
    live(move || {
        if typist.channel.get() == Channel::Phone {
            return ().into_any();
        }
        view! {
            <div class="day">
                <label for="day">{t.day}</label>
                <input
                    class="input"
                    id="day"
                    type="date"
                    autocomplete="off"
                    min=day::text(opens)
                    max=day::text(last)
                    aria-describedby="day-error"
                    aria-invalid=move || wrong.get().to_string()
                    prop:value=move || day::text(typist.day())
                    on:change=move |ev| keep(event_target_value(&ev))
                />
                <p class="error" id="day-error" role="status">{error}</p>
            </div>
        }
        .into_any()
    })
}

/// Whom one calls is told what everybody reads before the first question.
pub(super) fn aloud(typist: Typist, asked: Arc<Asked>) -> AnyView {
    live(move || {
        if typist.channel.get() != Channel::Phone {
            return ().into_any();
        }
        let app = typist.app;
        disclosure(app.staff().typing.say_first, first::promise(app, &asked))
    })
}
