//! The first screen of every person: who asks, why, how long, which privacy; more for those who want it.

use super::bar;
use crate::respond::{
    Respond,
    icons::{ARROW_RIGHT, CLOCK, LOCK, PEOPLE, TARGET},
    parts::{
        alert, attention, body, button, disclosure, heading, label, live, row, rows, stage, steps,
    },
    state::Trouble,
};
use domain::campaign::Privacy;
use intake::device::Asked;
use leptos::prelude::*;

pub(super) fn page(app: Respond, leaving: RwSignal<bool>) -> AnyView {
    let Some(asked) = app.asked() else {
        return ().into_any();
    };
    let words = &app.t().first;
    let mut parts = vec![heading(None, asked.questionnaire.title.get(app.lang.get()))];
    if asked.session.test {
        parts.push(attention(words.test, None));
    }
    parts.push(promise(app, &asked));
    parts.push(disclosure(words.more, whole_notice(app, &asked)));
    parts.push(live(move || trouble(app)));
    let decline = button("button", label(None, words.decline, None), move || {
        app.decline()
    });
    let start = label(None, words.start, Some(ARROW_RIGHT));
    let start = button("button primary", start, move || app.begin());
    stage(vec![
        bar::bar_with_door(app, leaving),
        body("calm notice-first", parts),
        steps(vec![decline, start]),
    ])
}

pub(super) fn promise(app: Respond, asked: &Asked) -> AnyView {
    let words = &app.t().first;
    let session = &asked.session;
    let who = (words.who_text)(&asked.kit.organisation, &session.detail.title);
    let questions = app.all_shown().len() as u32;
    let how_long = (words.how_long_text)(questions, asked.questionnaire.minutes);
    let (privacy, meaning) = match session.privacy {
        Privacy::Anonyme => (words.anonymous, words.anonymous_text.to_owned()),
        Privacy::Nominatif if app.door().token().is_some() => {
            (words.named, (words.named_text)(&session.privacy_reason))
        }
        _ if asked.questionnaire.asks_to_sign() => (words.named, words.signed.to_owned()),
        Privacy::Confidentiel => (words.confidential, words.confidential_text.to_owned()),
        Privacy::Nominatif => (words.unnamed, words.unnamed_text.to_owned()),
    };
    rows(
        "promise",
        vec![
            row(Some(PEOPLE), words.who, who),
            row(Some(TARGET), words.why, words.why_text),
            row(Some(CLOCK), words.how_long, how_long),
            row(Some(LOCK), privacy, meaning),
        ],
    )
}

/// As the server made it of the survey and of what the organisation decided; whom to write to, in a kit of an older one.
fn whole_notice(app: Respond, asked: &Asked) -> AnyView {
    let lang = app.lang.get();
    let (kit, notice) = (&asked.kit, &asked.session.notice);
    if notice.is_empty() {
        return rows("legal", vec![text_row(&kit.organisation, &kit.contact)]);
    }
    let told = notice.iter();
    let told = told.map(|one| text_row(one.title.get(lang), one.text.get(lang)));
    rows("legal", told.collect())
}

fn text_row(term: &str, text: &str) -> AnyView {
    view! { <div><dt>{term.to_owned()}</dt><dd>{text.to_owned()}</dd></div> }.into_any()
}

fn trouble(app: Respond) -> AnyView {
    let words = &app.t().questions;
    match app.person.read().trouble {
        None => ().into_any(),
        Some(Trouble::Elsewhere) => alert(app.t().first.elsewhere, None),
        Some(Trouble::NothingAnswered) => alert(app.t().first.nothing_asked, None),
        Some(Trouble::Full) => alert(words.not_stored_full, None),
        Some(_) => alert(words.not_stored, None),
    }
}
