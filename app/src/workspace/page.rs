//! From the address to the page.

use super::{parts::PageOfPart, shell::Shell};
use crate::{
    pages::{home::HomePage, not_found::NotFound},
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
    let Some(page) = page else {
        return view! { <NotFound /> }.into_any();
    };
    match page.part() {
        Some(part) => view! { <PageOfPart part page /> }.into_any(),
        None => view! { <HomePage /> }.into_any(),
    }
}

pub const ROOMS: [Room; 5] = [
    Room::Home,
    Room::Collect,
    Room::Analyse,
    Room::Plan,
    Room::Settings,
];
