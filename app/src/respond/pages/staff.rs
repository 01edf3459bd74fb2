//! The screens for staff: becoming a tablet, today's sessions, one of them, the tablet itself, typing in sheets; and with
//! them what is signed or photographed, which few questionnaires ask for. They come later than what a person who answers needs;
//! this is the way in, and nothing else leads to them.

use super::{device, enrol, leave, session, trainer, typing};
use crate::respond::{
    Respond, custody::Watch, parts::live, questions::capture, state::Screen, typist::Typist,
};
use leptos::prelude::*;

/// On a question, what is signed or photographed for the one with this key; on another screen of a respondent, the way out of
/// the kiosk; else the screens for staff, to which `what` is the one-time code of the address.
pub fn open(app: Respond, what: &str) -> AnyView {
    match app.screen.get_untracked() {
        Screen::Question(_) => capture::open(app, what),
        screen if screen.is_for_staff() => screens(app, what),
        _ => leave::page(app),
    }
}

/// Draws them for as long as one of them is on.
fn screens(app: Respond, code: &str) -> AnyView {
    let code = code.to_owned();
    let figures = RwSignal::new(session::Correction::NONE);
    Effect::new(move |_| {
        // Figures that were typed and not kept last as long as their page.
        if !matches!(*app.screen.read(), Screen::Session(_)) {
            figures.write_untracked().campaign = None;
        }
    });
    let waiting = Memo::new(move |_| app.unsent());
    Effect::new(move |_| {
        waiting.track();
        app.turn_beside();
    });
    let watch = Watch::new(app);
    let typist = Typist::new(app);
    typing::follow(typist);
    live(move || match app.screen.get() {
        Screen::Enrol => enrol::page(app, &code),
        Screen::Trainer => trainer::page(app, watch),
        Screen::Device => device::page(app, untrack(|| trainer::name(app))),
        Screen::Session(campaign) => session::page(app, watch, campaign, figures),
        Screen::Typing => typing::page(typist),
        _ => ().into_any(),
    })
}
