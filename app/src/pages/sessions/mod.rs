//! Recueil: sessions, from the list to one session's page.

pub mod edit;
pub mod form;
pub mod import;
pub mod list;
pub mod select;
pub mod service;
pub mod show;
pub mod start;

pub use edit::{EditSessionPage, NewSessionPage};
pub use import::ImportSessionsPage;
pub use list::SessionsPage;
pub use service::ServicePage;
pub use show::SessionPage;

use crate::{locales::workspace::t, routes::Page};
use leptos::prelude::*;

/// The parts of Recueil.
#[component]
pub fn CollectTabs(page: Page) -> impl IntoView {
    let all = t();
    let t = &all.sessions;
    let tab = |to: Page, words: &'static str| {
        view! { <a href=to.path() aria-current=(to == page).then_some("page")>{words}</a> }
    };
    view! {
        <nav class="tabs" aria-label=t.tabs>
            {tab(Page::Sessions, t.tab_sessions)} {tab(Page::Calendar, all.calendar.tab)}
            {tab(Page::Questionnaires, t.tab_questionnaires)}
            {tab(Page::Feedback, all.feedback.tab)} {tab(Page::Coverage, all.coverage.tab)}
            {tab(Page::Tablets, t.tab_tablets)}
        </nav>
    }
}
