//! Keyboard: `?` shows the shortcuts, `/` goes to the search, `1` to `5` to the rooms. They act outside fields only and
//! can be turned off, since a stray key must do nothing for people who speak to their computer.

use super::page::ROOMS;
use crate::{
    components::Dialog,
    locales::workspace::t,
    routes::{Page, Room},
    state::preferences::use_preferences,
};
use leptos::{ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::JsCast;

#[component]
pub fn Help() -> impl IntoView {
    let t = t();
    let open = RwSignal::new(false);
    let preferences = use_preferences();
    let navigate = use_navigate();
    let listener = window_event_listener(ev::keydown, move |event| {
        if !preferences.shortcuts() || is_taken(&event) {
            return;
        }
        match event.key().as_str() {
            "?" => open.set(true),
            "/" => focus_search(),
            digit => match room_of(digit) {
                Some(page) => navigate(&page.path(), whole_path()),
                None => return,
            },
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
    let rooms = format!("1 – {}", ROOMS.len());
    view! {
        <Dialog title=t.shell.help open=open>
            <dl class="facts">
                <dt><kbd>"?"</kbd></dt>
                <dd>{t.shell.help_key_help}</dd>
                <dt><kbd>"/"</kbd></dt>
                <dd>{t.shell.help_key_search}</dd>
                <dt><kbd>{rooms.clone()}</kbd></dt>
                <dd>{t.shell.help_key_rooms}</dd>
                <dt><kbd>{t.shell.key_escape}</kbd></dt>
                <dd>{t.shell.help_key_close}</dd>
            </dl>
            <p class="muted">{t.shell.help_off}</p>
        </Dialog>
    }
}

/// Paths of [`Page`] are whole: nothing to resolve.
pub fn whole_path() -> NavigateOptions {
    NavigateOptions {
        resolve: false,
        ..NavigateOptions::default()
    }
}

/// Somebody is typing, a dialog is open, or the key is part of a combination.
fn is_taken(event: &web_sys::KeyboardEvent) -> bool {
    let in_field = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| {
            matches!(
                element.closest("input, textarea, select, dialog"),
                Ok(Some(_))
            )
        });
    in_field || event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented()
}

fn focus_search() {
    let search = document()
        .query_selector(".filters .search input")
        .ok()
        .flatten();
    if let Some(input) = search.and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = input.focus();
    }
}

fn room_of(key: &str) -> Option<Page> {
    let index: usize = key.parse().ok()?;
    let room = ROOMS.get(index.checked_sub(1)?)?;
    Some(match room {
        Room::Home => Page::Home,
        Room::Collect => Page::Sessions,
        Room::Analyse => Page::Results,
        Room::Plan => Page::Plan,
        Room::Settings => Page::Settings,
    })
}
