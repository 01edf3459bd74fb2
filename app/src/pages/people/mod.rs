//! Recueil: the people of a session who are asked. Online only: the server knows them, this device does not.

pub mod data;
pub mod edit;
pub mod import;
pub mod list;
pub mod returned;
pub mod sheet;
pub mod strips;
pub mod undo;

pub use import::ImportContactsPage;
pub use list::returned_text;
pub use returned::Returned;
pub use strips::StripsPage;

use crate::{
    components::{Empty, Icon, Notice, PageHead, Ring, Tone, icon},
    locales::workspace::{errors, t},
    pages::not_found::NotHere,
    routes::Page,
    state::{use_account, use_log},
};
use api::{ApiError, rpc};
use domain::{ids::SessionId, role::Permission};
use edit::AddPerson;
use leptos::prelude::*;
use list::PersonList;
use undo::Undo;

#[component]
pub fn ContactsPage(id: SessionId) -> impl IntoView {
    let all = t();
    let log = use_log();
    let may = use_account().may_now(Permission::Plan);
    let title = Memo::new(move |_| log.session(id).map(|row| row.value.title));
    move || match title.get() {
        None => view! { <NotHere /> }.into_any(),
        Some(title) if may => view! { <People id title /> }.into_any(),
        Some(title) => view! {
            <PageHead title=all.titles.contacts lead=title />
            <Notice text=all.people.not_allowed />
        }
        .into_any(),
    }
}

#[component]
fn People(id: SessionId, title: String) -> impl IntoView {
    let all = t();
    let words = &all.people;
    let people = LocalResource::new(move || rpc::contacts(id));
    let again = Callback::new(move |()| people.refetch());
    let list = move || match people.get() {
        None => waiting(),
        Some(Ok(known)) if known.people.is_empty() => {
            view! { <Empty title=words.empty_title text=words.empty_text /> }.into_any()
        }
        Some(Ok(known)) => view! {
            <Undo id known=known.clone() changed=again />
            <PersonList session=id people=known.people changed=again />
        }
        .into_any(),
        Some(Err(error)) => failed(&error),
    };
    view! {
        <PageHead title=all.titles.contacts lead=title>
            <a class="button" href=Page::Session(id).path()>{words.to_session}</a>
            <a class="button" href=Page::ImportContacts(id).path()>{icon(Icon::Upload)} {words.import}</a>
            <AddPerson session=id changed=again />
        </PageHead>
        <p>{words.lead}</p>
        {list}
        <Returned changed=again />
    }
}

/// What is asked of the server is on its way.
pub fn waiting() -> AnyView {
    view! { <div class="skeleton" role="status"><Ring busy=true /> <p>{t().common.loading}</p></div> }
        .into_any()
}

/// The server did not give it.
pub fn failed(error: &ApiError) -> AnyView {
    match error {
        ApiError::Offline => view! { <Notice text=t().common.online_only /> }.into_any(),
        error => view! { <Notice tone=Tone::Late text=errors::api_error(error) /> }.into_any(),
    }
}
