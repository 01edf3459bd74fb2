//! Enrolling a tablet: a name and its surveys, then a code that works once, to scan or to type.

use super::limits::{Limits, is_chosen};
use crate::{
    components::{Dialog, ErrorSummary, Icon, Notice, Problems, Qr, TextField, Tone, icon},
    locales::{
        dates,
        workspace::{errors, lang, t},
    },
    state::place,
};
use api::{model::EnrolCode, rpc};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Enrol(made: Callback<()>) -> impl IntoView {
    let t = &t().tablets;
    let open = RwSignal::new(false);
    let code = RwSignal::new(None::<EnrolCode>);
    // The next opening starts with a name again.
    Effect::new(move |_| {
        if !open.get() {
            code.set(None);
        }
    });
    view! {
        <button type="button" class="button primary" on:click=move |_| open.set(true)>
            {icon(Icon::Plus)} {t.enrol}
        </button>
        <Dialog title=t.enrol open=open>
            {move || match code.get() {
                None => view! { <Name code=code made=made /> }.into_any(),
                Some(made) => view! { <Code code=made open=open /> }.into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn Name(code: RwSignal<Option<EnrolCode>>, made: Callback<()>) -> impl IntoView {
    let t = t();
    let problems = Problems::provide();
    let name = RwSignal::new(String::new());
    let only = RwSignal::new(None);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = name.with_untracked(|name| name.trim().to_owned());
        if name.is_empty() {
            return problems.one("tablet-name", t.errors.required);
        }
        if !is_chosen(only, problems) {
            return;
        }
        spawn_local(async move {
            match rpc::enrol_code(name, only.get_untracked()).await {
                Ok(new) => {
                    code.set(Some(new));
                    made.run(());
                }
                Err(error) => problems.one("", errors::api_error(&error)),
            }
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            <TextField id="tablet-name" label=t.tablets.name hint=t.tablets.name_hint value=name />
            <Limits only />
            <div class="form-actions"><button class="button primary">{t.tablets.make_code}</button></div>
        </form>
    }
}

#[component]
fn Code(code: EnrolCode, open: RwSignal<bool>) -> impl IntoView {
    let all = t();
    let t = &all.tablets;
    let address = format!("{}/r/", place::public_base());
    let url = format!("{address}#e={}", code.code);
    let expires = dates::unix_ms(&code.expires).map(|at| (t.expires)(&dates::moment(at, lang())));
    let local_only = !place::is_public();
    view! {
        {local_only.then(|| view! { <Notice tone=Tone::Attention text=all.campaigns.not_public /> })}
        <p>{t.code_text}</p>
        <div class="qr-card">
            <Qr text=url label=t.qr_label.to_owned() />
            <div>
                <h3>{t.code_title}</h3>
                <p class="code num">{spaced(&code.code)}</p>
                <p class="muted">{t.code_once} " " {expires}</p>
                <p class="muted">{t.address} <br /> {address}</p>
            </div>
        </div>
        <div class="form-actions">
            <button type="button" class="button primary" on:click=move |_| open.set(false)>{t.done}</button>
        </div>
    }
}

/// In groups of four, as one reads them out. A code that has its own marks keeps them.
fn spaced(code: &str) -> String {
    if code.contains([' ', '-']) {
        return code.to_owned();
    }
    let letters: Vec<char> = code.chars().collect();
    let groups = letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join("\u{a0}")
}
