//! Becoming a tablet of the organisation, by a one-time code.

use super::{bar, notice};
use crate::respond::{
    Respond,
    enrolment::{EnrolTrouble, is_secure},
};
use leptos::{ev, prelude::*};

pub(super) fn page(app: Respond, code: String) -> AnyView {
    let code = RwSignal::new(code);
    let trouble = RwSignal::new(None::<EnrolTrouble>);
    let enrol = move |ev: ev::SubmitEvent| {
        ev.prevent_default();
        trouble.set(None);
        app.enrol(&code.get_untracked(), move |why| trouble.set(Some(why)));
    };
    let error = move || {
        let words = &app.t().trainer;
        trouble.get().map(|why| match why {
            EnrolTrouble::CodeRefused => words.code_refused,
            EnrolTrouble::Offline => words.code_offline,
        })
    };
    view! {
        <form class="stage" autocomplete="off" novalidate on:submit=enrol>
            {bar::bar(app, view! { <p><strong>"Boucle"</strong></p> })} <main class="calm">
                <h1 class="question" tabindex="-1">{move || app.t().trainer.enrol_title}</h1>
                <p>{move || app.t().trainer.enrol_text}</p>
                {move || (!is_secure()).then(|| notice::attention(app.t().trainer.insecure, ()))}
                <div class="field code" class:invalid=move || trouble.get().is_some()>
                    <label for="code">{move || app.t().trainer.code}</label>
                    <input
                        class="input"
                        id="code"
                        autocomplete="off"
                        autocapitalize="characters"
                        spellcheck="false"
                        maxlength="32"
                        aria-describedby="code-error"
                        bind:value=code
                    />
                    <p class="error" id="code-error" role="alert">{error}</p>
                </div>
                <button type="submit" class="button primary" prop:disabled=move || app.person.busy.get()>
                    {move || app.t().trainer.enrol}
                </button>
            </main>
        </form>
    }
    .into_any()
}
