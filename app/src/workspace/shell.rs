//! The frame around every page: skip link, banners, navigation, the page, toasts.

use super::{demo::DemoBanner, help::Help, nav::Nav, update::UpdatePrompt};
use crate::{
    components::{Notice, ToastRegion, Tone, focus},
    locales::workspace::t,
    routes::Room,
};
use leptos::{
    prelude::*,
    web_sys::{Element, MouseEvent},
};
use wasm_bindgen::JsCast;

#[component]
pub fn Shell(#[prop(into)] room: Signal<Option<Room>>, children: Children) -> impl IntoView {
    let t = t();
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        focus("main");
    };
    once_only();
    let insecure = !window().is_secure_context();
    view! {
        <a class="skip-link" href="#main" on:click=skip>{t.shell.skip}</a>
        <div class="shell">
            <DemoBanner />
            <Nav room=room />
            <main class="main" id="main" tabindex="-1">
                <UpdatePrompt />
                {insecure.then(|| view! { <Notice tone=Tone::Attention text=t.shell.insecure /> })}
                {children()}
            </main>
        </div>
        <Help />
        <ToastRegion />
    }
}

/// The second click of a double click never sends a form again: what it adds would be there twice.
fn once_only() {
    let handle = window_event_listener_untyped("click", |event| {
        let again = event
            .dyn_ref::<MouseEvent>()
            .is_some_and(|click| click.detail() > 1);
        let button = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let button = button.and_then(|at| at.closest("form button:not([type=button])").ok()?);
        if again && button.is_some() {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}
