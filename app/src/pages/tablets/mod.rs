//! Recueil: enrolled tablets. Online only: the server knows them, this device does not.

pub mod edit;
pub mod enrol;
pub mod limits;
pub mod list;

use crate::{
    components::{Empty, Notice, PageHead, Ring, Tone},
    locales::workspace::{errors, t},
    pages::sessions::CollectTabs,
    routes::Page,
    state::use_account,
};
use api::{ApiError, rpc};
use domain::role::Permission;
use enrol::Enrol;
use leptos::prelude::*;
use list::TabletList;

#[component]
pub fn TabletsPage() -> impl IntoView {
    let may = use_account().may_now(Permission::Devices);
    view! {
        <CollectTabs page=Page::Tablets />
        {if may { view! { <Tablets /> }.into_any() } else { view! { <NotAllowed /> }.into_any() }}
    }
}

#[component]
fn NotAllowed() -> impl IntoView {
    let t = t();
    view! {
        <PageHead title=t.titles.tablets lead=t.tablets.lead />
        <Notice text=t.tablets.not_allowed />
    }
}

#[component]
fn Tablets() -> impl IntoView {
    let all = t();
    let t = &all.tablets;
    let tablets = LocalResource::new(rpc::tablets);
    let again = Callback::new(move |()| tablets.refetch());
    let list = move || match tablets.get() {
        None => view! {
            <div class="skeleton" role="status"><Ring busy=true /> <p>{all.common.loading}</p></div>
        }
        .into_any(),
        Some(Ok(tablets)) if tablets.is_empty() => {
            view! { <Empty title=t.empty_title text=t.empty_text /> }.into_any()
        }
        Some(Ok(tablets)) => view! { <TabletList tablets=tablets changed=again /> }.into_any(),
        Some(Err(ApiError::Offline)) => view! { <Notice text=all.common.online_only /> }.into_any(),
        Some(Err(error)) => {
            view! { <Notice tone=Tone::Late text=errors::api_error(&error) /> }.into_any()
        }
    };
    view! {
        <PageHead title=all.titles.tablets lead=t.lead>
            <Enrol made=again />
        </PageHead>
        {list}
    }
}
