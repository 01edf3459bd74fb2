//! An address that leads nowhere, and a record that is not here.

use crate::{
    components::{Empty, Notice, PageHead, Tone},
    locales::workspace::t,
    routes::Page,
    state::use_sync_status,
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
    let (status, path) = (use_sync_status(), window().location().pathname());
    let path = path.unwrap_or_default();
    // It may have been made here, and refused.
    let refused = Memo::new(move |_| {
        let mut all = status.set_aside().into_iter();
        all.any(|one| path.ends_with(&one.op.entity.id.to_string()))
    });
    let refused = move || {
        refused.get().then(|| {
            view! {
                <Notice tone=Tone::Late text=format!("{}. {}", t.shell.refused_title, t.shell.refused_text)>
                    <a class="button small" href=Page::Verify.path()>{t.home.see_refused}</a>
                </Notice>
            }
        })
    };
    view! {
        <PageHead title=t.titles.not_found />
        {refused}
        <Empty title=t.shell.not_here_title text=t.shell.not_here_text>
            <a class="button" href=Page::Home.path()>{t.shell.to_home}</a>
        </Empty>
    }
}
