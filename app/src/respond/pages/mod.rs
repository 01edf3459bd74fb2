//! The screens. A page draws and calls commands of [`Respond`]; it never touches storage or the network.

mod attract;
mod bar;
mod device;
mod dialogs;
mod enrol;
mod first;
mod leave;
pub mod question;
mod resume;
mod rounds;
mod session;
pub mod staff;
mod stop;
mod thanks;
mod trainer;
mod typing;

use super::{
    Respond,
    parts::{self, alert, body, button, label, live, title, words},
    state::Screen,
};
use crate::{
    components::Ring,
    later::{self, Fetched, Later},
};
use domain::{Lang, questionnaire::Questionnaire};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Draws what comes later: the screens for staff, given the one-time code of the address; what is signed or photographed,
/// given the key of its question.
pub type Open = fn(Respond, &str) -> AnyView;
/// Fetches it.
pub type Load = fn() -> Fetched<Open>;

/// The one element of the page: the screen of the moment, drawn again whole when it or the language changes, and the
/// dialogs above it. Answers live in the state, so nothing is lost on the way.
pub fn stage(app: Respond, code: String, load: Load) -> AnyView {
    follow(app, load);
    let leaving = app.leaving;
    let staff = app.later;
    // Long before somebody asks for them: later there may be no network, and no worker yet that kept them.
    if app.is_tablet() || app.types() {
        later::fetch(staff, load);
    }
    let for_staff = Memo::new(move |_| app.screen.read().is_for_staff());
    let screen = live(move || {
        if !for_staff.get() {
            return person(app, leaving);
        }
        match staff.get() {
            Later::Here(open) => open(app, &code),
            Later::Away | Later::Coming => opening(app),
            Later::Missing => missing(app, staff, load),
        }
    });
    view! { {screen} {dialogs::idle(app)} {dialogs::leave(app, load)} }.into_any()
}

/// Whether a questionnaire of the kit asks to sign or for a photo.
fn draws(app: Respond) -> bool {
    let device = app.device.read();
    let draws = |asked: &Questionnaire| asked.asks_to_sign() || asked.asks_for_photos();
    let kit = device.kit.as_ref();
    kit.is_some_and(|kept| kept.kit.questionnaires.iter().any(draws))
}

/// The screens of the person who answers.
fn person(app: Respond, leaving: RwSignal<bool>) -> AnyView {
    match app.screen.get() {
        Screen::Attract => attract::page(app),
        Screen::Invite => first::page(app, leaving),
        Screen::Resume(at) => resume::page(app, at, leaving),
        Screen::Question(at) => question::page(app, at),
        Screen::Thanks(ending) => thanks::page(app, ending, leaving),
        Screen::Stop(stop) => stop::page(app, stop, leaving),
        _ => opening(app),
    }
}

/// The screens for staff did not come.
fn missing(app: Respond, staff: RwSignal<Later<Open>>, load: Load) -> AnyView {
    let words = &app.t().frame;
    let retry = button("button", label(None, words.retry, None), move || {
        later::fetch(staff, load);
    });
    parts::stage(vec![
        bar::bar(app, title("Boucle")),
        body("calm", vec![alert(words.part_missing, Some(retry))]),
    ])
}

fn opening(app: Respond) -> AnyView {
    view! { <main class="calm"><Ring busy=true />{words("", app.t().frame.opening)}</main> }
        .into_any()
}

/// Language, text size, title and focus follow the screen; what a questionnaire needs comes with it, as above.
fn follow(app: Respond, load: Load) {
    Effect::new(move |_| {
        if draws(app) {
            later::fetch(app.later, load);
        }
        if let Some(root) = document().document_element() {
            let size = if app.large.get() { "large" } else { "" };
            let _ = root.set_attribute("lang", tag(app.lang.get()));
            let _ = root.set_attribute("data-text", size);
        }
        document().set_title(app.t().frame.page_title);
    });
    // The heading is read out on each new screen; the first leaves the focus where the browser puts it.
    Effect::new(move |earlier: Option<()>| {
        app.screen.track();
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
