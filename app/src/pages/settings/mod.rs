//! Réglages: the organisation and this screen, people, this device.

pub mod carry;
pub mod device;
pub mod edit_organisation;
pub mod invite;
pub mod keeping;
pub mod organisation;
pub mod people;

pub use device::DevicePage;
pub use organisation::SettingsPage;
pub use people::PeoplePage;

use crate::{locales::workspace::t, routes::Page, state::use_sync_status};
use leptos::prelude::*;

/// The parts of Réglages. What is to check comes up only when there is something.
#[component]
pub fn SettingsTabs(page: Page) -> impl IntoView {
    let t = &t().settings;
    let status = use_sync_status();
    let tab = move |to: Page, words: &'static str| {
        view! { <a href=to.path() aria-current=(to == page).then_some("page")>{words}</a> }
    };
    let verify = move || {
        let any = page == Page::Verify || !status.set_aside().is_empty();
        any.then(|| tab(Page::Verify, t.tab_verify))
    };
    view! {
        <nav class="tabs" aria-label=t.tabs>
            {tab(Page::Settings, t.tab_organisation)} {tab(Page::People, t.tab_people)}
            {tab(Page::Device, t.tab_device)} {verify}
        </nav>
    }
}
