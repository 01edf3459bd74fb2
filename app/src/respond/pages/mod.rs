//! The screens. A page draws and calls commands of [`Respond`]; it never touches storage or the network.

mod bar;
mod device;
mod dialogs;
mod enrol;
mod first;
mod question;
mod resume;
mod session;
mod stop;
mod thanks;
mod trainer;

use super::{
    Respond,
    parts::{live, words},
    state::Screen,
};
use crate::components::Ring;
use domain::Lang;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The one element of the page: the screen of the moment, drawn again whole when it or the language changes, and the
/// dialogs above it. Answers live in the state, so nothing is lost on the way.
pub fn stage(app: Respond, code: String) -> AnyView {
    let figures = RwSignal::new(session::Correction::NONE);
    follow(app, figures);
    let leaving = RwSignal::new(false);
    let screen = live(move || match app.screen.get() {
        Screen::Opening => opening(app),
        Screen::Enrol => enrol::page(app, &code),
        Screen::Trainer => trainer::page(app),
        Screen::Device => device::page(app, trainer::name(app)),
        Screen::Session(campaign) => session::page(app, campaign, figures),
        Screen::Invite => first::page(app, leaving),
        Screen::Resume(at) => resume::page(app, at, leaving),
        Screen::Question(at) => question::page(app, at),
        Screen::Thanks(ending) => thanks::page(app, ending, leaving),
        Screen::Stop(stop) => stop::page(app, stop, leaving),
    });
    view! { {screen} {dialogs::idle(app)} {dialogs::leave(app, leaving)} }.into_any()
}

fn opening(app: Respond) -> AnyView {
    view! { <main class="calm"><Ring busy=true />{words("", app.t().frame.opening)}</main> }
        .into_any()
}

/// Language, text size, title and focus follow the screen.
fn follow(app: Respond, figures: RwSignal<session::Correction>) {
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            let size = if app.large.get() { "large" } else { "" };
            let _ = root.set_attribute("lang", tag(app.lang.get()));
            let _ = root.set_attribute("data-text", size);
        }
        document().set_title(app.t().frame.page_title);
    });
    // The heading is read out on each new screen; the first leaves the focus where the browser puts it.
    Effect::new(move |earlier: Option<()>| {
        // Figures that were typed and not kept last as long as their page.
        if !matches!(*app.screen.read(), Screen::Session(_)) {
            figures.write_untracked().campaign = None;
        }
        if earlier.is_some() {
            focus("main h1");
        }
    });
}

fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "fr",
        Lang::En => "en",
    }
}

/// Moves the focus to the first element that fits the selector, once the screen is drawn.
fn focus(selector: &'static str) {
    request_animation_frame(move || {
        let found = document().query_selector(selector).ok().flatten();
        if let Some(element) = found {
            let _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}
