//! How the tablet goes round: the time limits, and the code that leaves the questionnaire.

use crate::{
    random,
    respond::{
        Respond,
        icons::CHECK,
        idle::Limits,
        parts::{alert, button, group, label, live, submit, whereabouts, words},
        rounds::{Pin, Rounds},
    },
};
use leptos::{html, prelude::*};

/// How keeping them went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Kept,
    NotKept,
    /// The limits leave too little time.
    Unfair,
    NotACode,
}

pub(super) fn settings(app: Respond) -> AnyView {
    let t = &app.staff().device;
    let said = RwSignal::new(Said::Nothing);
    let [warn, reset, code] = [(); 3].map(|()| NodeRef::<html::Input>::new());
    let limits = app.device.read_untracked().rounds.limits;
    let keep = move || match typed(app, warn, reset, code) {
        Ok(rounds) => put(app, rounds, said, code),
        Err(why) => said.set(why),
    };
    let parts = vec![
        words("help", t.rounds_text),
        field("warn", t.warn_after, limits.warn_s.to_string(), warn),
        field("reset", t.reset_after, limits.reset_s.to_string(), reset),
        field("pin", t.pin, String::new(), code),
        live(move || words("help", code_text(app))),
        live(move || outcome(app, said.get())),
        group(
            "actions",
            vec![
                submit("button", label(None, t.keep_rounds, None), || false),
                live(move || open_to_all(app, said, code)),
            ],
        ),
    ];
    view! {
        <form
            class="rounds"
            autocomplete="off"
            novalidate
            on:submit=move |ev| {
                ev.prevent_default();
                keep();
            }
        >
            <h2>{t.rounds}</h2>
            {parts}
        </form>
    }
    .into_any()
}

fn field(
    id: &'static str,
    name: &'static str,
    value: String,
    place: NodeRef<html::Input>,
) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{name}</label>
            <input
                class="input"
                id=id
                type="text"
                inputmode="numeric"
                autocomplete="off"
                maxlength="8"
                value=value
                node_ref=place
            />
        </div>
    }
    .into_any()
}

fn typed(
    app: Respond,
    warn: NodeRef<html::Input>,
    reset: NodeRef<html::Input>,
    code: NodeRef<html::Input>,
) -> Result<Rounds, Said> {
    let value = |field: NodeRef<html::Input>| {
        let field = field.get_untracked();
        field
            .map(|field| field.value().trim().to_owned())
            .unwrap_or_default()
    };
    let limits = Limits {
        warn_s: value(warn).parse().unwrap_or_default(),
        reset_s: value(reset).parse().unwrap_or_default(),
    };
    if !limits.are_fair() {
        return Err(Said::Unfair);
    }
    // An empty field leaves the code as it is.
    let pin = match value(code).as_str() {
        "" => app.device.read_untracked().rounds.pin.clone(),
        digits => Some(Pin::new(random::bytes(), digits).ok_or(Said::NotACode)?),
    };
    Ok(Rounds {
        limits,
        pin,
        wrong: 0,
    })
}

fn put(app: Respond, rounds: Rounds, said: RwSignal<Said>, code: NodeRef<html::Input>) {
    app.set_rounds(rounds, move |kept| {
        said.set(if kept { Said::Kept } else { Said::NotKept });
        if let (true, Some(field)) = (kept, code.get_untracked()) {
            field.set_value("");
        }
    });
}

fn code_text(app: Respond) -> &'static str {
    let t = &app.staff().device;
    match app.device.read().rounds.pin {
        Some(_) => t.pin_set,
        None => t.pin_not_set,
    }
}

/// Takes the code away, where there is one.
fn open_to_all(app: Respond, said: RwSignal<Said>, code: NodeRef<html::Input>) -> AnyView {
    if app.device.read().rounds.pin.is_none() {
        return ().into_any();
    }
    let without = label(None, app.staff().device.pin_drop, None);
    button("button", without, move || {
        let limits = app.device.read_untracked().rounds.limits;
        let open = Rounds {
            limits,
            ..Rounds::default()
        };
        put(app, open, said, code);
    })
}

fn outcome(app: Respond, said: Said) -> AnyView {
    let t = &app.staff().device;
    match said {
        Said::Nothing => ().into_any(),
        Said::Kept => whereabouts(CHECK, t.rounds_kept),
        Said::NotKept => alert(app.staff().trainer.storage_full, None),
        Said::Unfair => alert(t.limits_unfair, None),
        Said::NotACode => alert(t.not_a_pin, None),
    }
}
