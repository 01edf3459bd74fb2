//! Before the workspace opens: one card in the middle of the screen.

pub mod closed;
pub mod invitation;
pub mod setup;
pub mod sign_in;
pub mod withdrawn;

pub use closed::Closed;
pub use invitation::InvitationPage;
pub use setup::SetupPage;
pub use sign_in::SignInPage;
pub use withdrawn::Withdrawn;

use crate::{
    components::{LangSwitch, Problems, Ring},
    locales::workspace::{errors, t},
    routes::Page,
    state::preferences::use_preferences,
};
use api::{ApiError, model::PASSWORD_MIN};
use leptos::prelude::*;

/// The mark, a card, and the language under it.
#[component]
fn Card(children: Children) -> impl IntoView {
    let preferences = use_preferences();
    view! {
        <main class="gate" id="main" tabindex="-1">
            <a class="brand" href=Page::Home.path() rel="external"><Ring /> <span>"Boucle"</span></a>
            <div class="card">{children()}</div>
            <LangSwitch
                name="language"
                label=t().settings.language
                value=Signal::derive(move || preferences.lang())
                on_choose=Callback::new(move |lang| preferences.set_lang(lang))
            />
        </main>
    }
}

/// Puts a refusal of the server beside its field, anything else above the form.
fn show(problems: Problems, error: &ApiError, fields: &[&'static str]) {
    let at = match error {
        ApiError::Refused { field, .. } => fields.iter().find(|known| *known == field),
        _ => None,
    };
    problems.one(at.copied().unwrap_or_default(), errors::api_error(error));
}

/// What is wrong with a new password, if anything.
fn password_problem(password: &str) -> Option<(&'static str, String)> {
    let short = password.chars().count() < PASSWORD_MIN;
    short.then(|| ("password", t().gate.password_short.to_owned()))
}
