//! After an interruption: whose answer it is, before anything of it is shown.

use super::bar;
use crate::respond::Respond;
use leptos::prelude::*;

pub(super) fn page(app: Respond, at: u32, leaving: RwSignal<bool>) -> AnyView {
    view! {
        <div class="stage">
            {bar::bar_with_door(app, bar::session_title(app), leaving)} <main class="calm resume">
                <h1 class="question" tabindex="-1">{move || app.t().first.resume_title}</h1>
                <p>{move || app.t().first.resume_text}</p>
                <div class="answers">
                    <button type="button" class="button" on:click=move |_| app.resume()>
                        {move || (app.t().first.resume_at)(at + 1)}
                    </button>
                    <button type="button" class="button primary" on:click=move |_| app.abandon()>
                        {move || app.t().first.new_person}
                    </button>
                </div>
            </main>
        </div>
    }
    .into_any()
}
