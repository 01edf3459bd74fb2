//! The screens. A page draws and calls commands of [`Respond`]; it never touches storage or the network.

mod bar;
mod dialogs;
mod enrol;
mod first;
mod notice;
mod question;
mod resume;
mod session;
mod stop;
mod thanks;
mod trainer;

use super::{Respond, state::Screen};
use crate::components::Ring;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The one element of the page: the screen of the moment, redrawn whole when it changes, and the dialogs above it.
pub fn stage(app: Respond, code: String) -> impl IntoView {
    follow(app);
    let leaving = RwSignal::new(false);
    let screen = move || match app.screen.get() {
        Screen::Opening => opening(app).into_any(),
        Screen::Enrol => enrol::page(app, code.clone()),
        Screen::Trainer => trainer::page(app),
        Screen::Session(campaign) => session::page(app, campaign),
        Screen::Invite => first::page(app, leaving),
        Screen::Resume(at) => resume::page(app, at, leaving),
        Screen::Question(at) => question::page(app, at),
        Screen::Thanks(ending) => thanks::page(app, ending, leaving),
        Screen::Stop(stop) => stop::page(app, stop, leaving),
    };
    view! { {screen} {dialogs::idle(app)} {dialogs::leave(app, leaving)} }
}

fn opening(app: Respond) -> impl IntoView {
    view! {
        <main class="calm">
            <Ring busy=true />
            <p role="status">{move || app.t().frame.opening}</p>
        </main>
    }
}

/// Language, text size, title and focus follow the screen.
fn follow(app: Respond) {
    Effect::new(move |_| {
        let root = document().document_element();
        if let Some(root) = root {
            let _ = root.set_attribute("lang", language_tag(app));
            let size = if app.large.get() { "large" } else { "" };
            let _ = root.set_attribute("data-text", size);
        }
        document().set_title(app.t().frame.page_title);
    });
    // The heading is read out on each new screen; the first leaves the focus where the browser puts it.
    Effect::new(move |earlier: Option<()>| {
        app.screen.track();
        if earlier.is_some() {
            request_animation_frame(|| focus("main h1"));
        }
    });
}

fn language_tag(app: Respond) -> &'static str {
    match app.lang.get() {
        domain::Lang::Fr => "fr",
        domain::Lang::En => "en",
    }
}

/// Moves the focus to the first element that fits the selector.
fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
