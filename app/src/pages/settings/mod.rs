//! Réglages: the organisation and this screen, people, this device.

pub mod carry;
pub mod device;
pub mod edit_organisation;
pub mod invite;
pub mod keeping;
pub mod member;
pub mod organisation;
pub mod people;
pub mod sign_out;
pub mod team;

pub use device::DevicePage;
pub use organisation::SettingsPage;
pub use people::PeoplePage;

use crate::{
    components::{Icon, icon},
    locales::workspace::t,
    routes::Page,
    state::{Contact, use_sync_status, use_to_check},
};
use leptos::prelude::*;

/// The parts of Réglages. What is to check comes up only when there is something.
#[component]
pub fn SettingsTabs(page: Page) -> impl IntoView {
    let t = &t().settings;
    let to_check = use_to_check();
    let tab = move |to: Page, words: &'static str| {
        view! { <a href=to.path() aria-current=(to == page).then_some("page")>{words}</a> }
    };
    let verify = move || {
        let any = page == Page::Verify || to_check.count() > 0;
        any.then(|| tab(Page::Verify, t.tab_verify))
    };
    view! {
        <nav class="tabs" aria-label=t.tabs>
            {tab(Page::Settings, t.tab_organisation)} {tab(Page::People, t.tab_people)}
            {tab(Page::Device, t.tab_device)} {verify}
        </nav>
    }
}

/// The way to a form whose lines live on the server, not in the log: without a network it is closed and says so, so that
/// nothing is typed in vain.
#[component]
pub fn OnServer(words: &'static str, open: RwSignal<bool>) -> impl IntoView {
    let status = use_sync_status();
    let offline = Memo::new(move |_| status.contact() == Contact::Offline);
    view! {
        <div class="actions">
            <button
                type="button"
                class="button"
                disabled=move || offline.get()
                on:click=move |_| open.set(true)
            >
                {icon(Icon::Edit)} {words}
            </button>
        </div>
        <Show when=move || offline.get()>
            <p class="muted">{t().settings.edit_offline}</p>
        </Show>
    }
}
