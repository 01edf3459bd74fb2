//! An address that leads nowhere, and a record that is not here.

use crate::{
    components::{Empty, PageHead},
    locales::workspace::t,
    routes::Page,
};
use leptos::prelude::*;

/// No such page.
#[component]
pub fn NotFound() -> impl IntoView {
    let t = t();
    view! {
        <PageHead title=t.shell.not_found_title lead=t.shell.not_found_text />
        <p><a class="button primary" href=Page::Home.path()>{t.shell.to_home}</a></p>
    }
}

/// A page of a record that this device does not hold (yet).
#[component]
pub fn NotHere() -> impl IntoView {
    let t = t();
    view! {
        <PageHead title=t.titles.not_found />
        <Empty title=t.shell.not_here_title text=t.shell.not_here_text>
            <a class="button" href=Page::Home.path()>{t.shell.to_home}</a>
        </Empty>
    }
}
