//! The frame around every page: skip link, banners, navigation, the page, toasts.

use super::{demo::DemoBanner, help::Help, nav::Nav, update::UpdatePrompt};
use crate::{
    components::{Notice, ToastRegion, Tone, focus},
    locales::workspace::t,
    routes::Room,
};
use leptos::prelude::*;

#[component]
pub fn Shell(#[prop(into)] room: Signal<Option<Room>>, children: Children) -> impl IntoView {
    let t = t();
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        focus("main");
    };
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
