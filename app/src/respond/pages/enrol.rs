//! Becoming a tablet of the organisation, by a one-time code.

use super::bar;
use crate::respond::{
    Respond,
    enrolment::{EnrolTrouble, is_secure},
    parts::{attention, body, form, heading, label, live, submit, title, words},
};
use leptos::{html, prelude::*};

pub(super) fn page(app: Respond, code: &str) -> AnyView {
    let trainer = &app.staff().trainer;
    let field = NodeRef::<html::Input>::new();
    let trouble = RwSignal::new(None::<EnrolTrouble>);
    let error = live(move || match trouble.get() {
        None => ().into_any(),
        Some(EnrolTrouble::CodeRefused) => trainer.code_refused.into_any(),
        Some(EnrolTrouble::Busy) => trainer.code_busy.into_any(),
        Some(EnrolTrouble::Offline) => trainer.code_offline.into_any(),
    });
    let typed = view! {
        <div class="field code">
            <label for="code">{trainer.code}</label>
            <input
                class="input"
                id="code"
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                maxlength="32"
                aria-describedby="code-error"
                value=code.to_owned()
                node_ref=field
            />
            <p class="error" id="code-error" role="alert">{error}</p>
        </div>
    };
    let mut parts = vec![
        heading(None, trainer.enrol_title),
        words("", trainer.enrol_text),
    ];
    if !is_secure() {
        parts.push(attention(trainer.insecure, None));
    }
    parts.push(typed.into_any());
    let enrol = label(None, trainer.enrol, None);
    parts.push(submit("button primary", enrol, move || {
        app.person.read().busy
    }));
    form(
        vec![bar::bar(app, title("Boucle")), body("calm", parts)],
        move || {
            let code = field.get_untracked().map(|field| field.value());
            trouble.set(None);
            app.enrol(&code.unwrap_or_default(), move |why| trouble.set(Some(why)));
        },
    )
}
