//! From the address to the page.

use super::shell::Shell;
use crate::{
    pages::{self, not_found::NotFound},
    routes::{Page, Room},
};
use leptos::prelude::*;
use leptos_router::{
    hooks::use_location,
    location::{BrowserUrl, LocationProvider},
};

/// The page of the address; none when it is no page.
pub fn use_page() -> Memo<Option<Page>> {
    let path = use_location().pathname;
    let page = Memo::new(move |_| path.with(|path| Page::parse(path)));
    // We choose the page ourselves, so we tell the router when it may write the address.
    let browser = use_context::<BrowserUrl>();
    Effect::new(move |_| {
        path.track();
        if let Some(browser) = &browser {
            browser.ready_to_complete();
        }
    });
    page
}

/// The page of the address inside the frame.
#[component]
pub fn OpenPage(page: Memo<Option<Page>>) -> impl IntoView {
    let room = Signal::derive(move || page.get().and_then(Page::room));
    view! { <Shell room=room>{move || one_page(page.get())}</Shell> }
}

fn one_page(page: Option<Page>) -> AnyView {
    match page {
        Some(Page::Home | Page::Setup | Page::SignIn | Page::Invitation) => {
            view! { <pages::home::HomePage /> }.into_any()
        }
        Some(Page::Sessions) => view! { <pages::sessions::SessionsPage /> }.into_any(),
        Some(Page::NewSession) => view! { <pages::sessions::NewSessionPage /> }.into_any(),
        Some(Page::ImportSessions) => view! { <pages::sessions::ImportSessionsPage /> }.into_any(),
        Some(Page::Session(id)) => view! { <pages::sessions::SessionPage id=id /> }.into_any(),
        Some(Page::EditSession(id)) => {
            view! { <pages::sessions::EditSessionPage id=id /> }.into_any()
        }
        Some(Page::Campaign(id)) => view! { <pages::campaigns::CampaignPage id=id /> }.into_any(),
        Some(Page::Poster(id)) => view! { <pages::campaigns::PosterPage id=id /> }.into_any(),
        Some(Page::Tablets) => view! { <pages::tablets::TabletsPage /> }.into_any(),
        Some(Page::Plan) => view! { <pages::plan::PlanPage /> }.into_any(),
        Some(Page::Action(id)) => view! { <pages::plan::ActionPage id=id /> }.into_any(),
        Some(Page::Settings) => view! { <pages::settings::SettingsPage /> }.into_any(),
        Some(Page::People) => view! { <pages::settings::PeoplePage /> }.into_any(),
        Some(Page::Device) => view! { <pages::settings::DevicePage /> }.into_any(),
        Some(Page::Results) => view! { <pages::results::ResultsPage /> }.into_any(),
        Some(Page::CampaignResults(id)) => {
            view! { <pages::results::CampaignResultsPage id=id /> }.into_any()
        }
        Some(Page::ImportAnswers(id)) => {
            view! { <pages::import_answers::ImportAnswersPage id=id /> }.into_any()
        }
        Some(Page::Verify) => view! { <pages::verify::VerifyPage /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

pub const ROOMS: [Room; 5] = [
    Room::Home,
    Room::Collect,
    Room::Analyse,
    Room::Plan,
    Room::Settings,
];
