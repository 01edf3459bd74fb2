//! "Cette tablette": what it holds, whether it could lose it, and a way out for what waits when its network never comes.

use super::{bar, rounds};
use crate::{
    clock,
    locales::{dates, respond::StaffTexts},
    respond::{
        Respond,
        enrolment::is_secure,
        icons::{ARROW_LEFT, CHECK},
        parts::{
            attention, body, button, file, group, heading, label, live, row, rows, stage, steps,
            title, whereabouts, words,
        },
        state::{Device, Taken},
    },
};
use domain::Lang;
use leptos::prelude::*;

const MB: f64 = 1_000_000.0;

pub(super) fn page(app: Respond, name: String) -> AnyView {
    let t = &app.staff().device;
    let back = label(Some(ARROW_LEFT), app.staff().trainer.sessions, None);
    stage(vec![
        bar::bar(app, title(name.clone())),
        body(
            "desk",
            vec![
                heading(None, t.title),
                live(move || rows("facts", facts(app))),
                group("actions", keeping(app)),
                words("help", t.carry_text),
                group("actions", carrying(app, name)),
                live(move || taken(app)),
                rounds::settings(app),
            ],
        ),
        steps(vec![button("button", back, move || app.show_trainer())]),
    ])
}

fn facts(app: Respond) -> Vec<AnyView> {
    let (all, lang) = (app.staff(), app.lang.get());
    let t = &all.device;
    let device = app.device.read();
    let contact = device.last_contact.map(|at| dates::moment(at, lang));
    let secure = if is_secure() { t.secure } else { t.not_secure };
    vec![
        row(None, t.unsent, waiting(app, &device, all, lang)),
        row(None, t.refused, device.refused.len().to_string()),
        row(
            None,
            t.contact,
            contact.unwrap_or_else(|| all.trainer.never_in_touch.to_owned()),
        ),
        row(
            None,
            t.clock,
            clock(device.last_contact.is_some(), all, lang),
        ),
        row(None, t.storage, storage(&device, all)),
        row(None, t.offline, secure),
        row(None, t.version, env!("CARGO_PKG_VERSION")),
    ]
}

/// How many, and the day of the oldest.
fn waiting(app: Respond, device: &Device, all: &StaffTexts, lang: Lang) -> String {
    let count = app.unsent().to_string();
    let door = app.door();
    let own = device.labels.iter().filter(|label| label.door == door);
    match own.filter_map(|label| label.day).min() {
        Some(day) => (all.device.since)(&count, &dates::day(day, lang)),
        None => count,
    }
}

fn clock(compared: bool, all: &StaffTexts, lang: Lang) -> String {
    match clock::off_ms() {
        Some(off) => (all.device.clock_off)(off > 0, &dates::span(off.unsigned_abs(), lang)),
        None if compared => all.device.clock_right.to_owned(),
        None => all.device.unknown.to_owned(),
    }
}

fn storage(device: &Device, all: &StaffTexts) -> String {
    let t = &all.device;
    let promise = match device.storage.persisted {
        Some(true) => t.persisted,
        Some(false) => t.not_persisted,
        None => t.unknown,
    };
    let Some((used, allowed)) = device.storage.room else {
        return promise.to_owned();
    };
    let size = |bytes: f64| match (bytes / MB).ceil() as u64 {
        mega @ ..1_000 => (t.mega)(mega),
        mega => (t.giga)(mega / 100),
    };
    (t.room)(promise, &size(used), &size(allowed))
}

fn keeping(app: Respond) -> Vec<AnyView> {
    let t = &app.staff().device;
    let now = label(None, t.exchange, None);
    let ask = label(None, t.ask_persist, None);
    vec![
        button("button", now, move || app.kick()),
        button("button", ask, move || app.ask_to_persist()),
    ]
}

fn carrying(app: Respond, name: String) -> Vec<AnyView> {
    let t = &app.staff().device;
    let out = label(None, t.carry_out, None);
    let name = [
        t.file,
        "-",
        &name,
        "-",
        &domain::day::text(clock::today()),
        ".json",
    ]
    .concat();
    vec![
        button("button", out, move || app.carry_out(name.clone())),
        file(t.carry_in, ".json,application/json", move |file| {
            app.carry_in(file)
        }),
    ]
}

/// What became of the last file.
fn taken(app: Respond) -> AnyView {
    let t = &app.staff().device;
    match app.device.read().taken {
        None => ().into_any(),
        Some(Taken::In(new)) => whereabouts(CHECK, (t.taken_in)(new)),
        Some(Taken::Unreadable) => attention(t.file_unreadable, None),
        Some(Taken::OtherOrganisation) => attention(t.file_elsewhere, None),
        Some(Taken::NoRoom) => attention(app.staff().trainer.storage_full, None),
        Some(Taken::Failed) => attention(t.file_failed, None),
    }
}
