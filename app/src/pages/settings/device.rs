//! "Cet appareil": what it holds, whether it could lose it, when it last spoke with the server.

use super::{SettingsTabs, carry::Carry};
use crate::{
    components::{Icon, PageHead, icon, use_toasts},
    locales::{
        dates, numbers,
        workspace::{lang, t},
    },
    routes::Page,
    state::{device, use_sync_status},
    workspace::sync_sheet::waiting,
};
use leptos::{prelude::*, task::spawn_local};

const MB: f64 = 1e6;
const GB: f64 = 1e9;

#[component]
pub fn DevicePage() -> impl IntoView {
    let all = t();
    let t = &all.settings;
    let status = use_sync_status();
    view! {
        <SettingsTabs page=Page::Device />
        <PageHead title=all.titles.device lead=t.device_lead />
        <section class="section">
            <dl class="facts">
                <Unsent />
                <Kept />
                <Clock/>
                <dt>{t.secure}</dt>
                <dd>{if window().is_secure_context() { t.secure_yes } else { t.secure_no }}</dd>
                <dt>{t.version}</dt>
                <dd class="num">{env!("CARGO_PKG_VERSION")}</dd>
            </dl>
            <div class="form-actions">
                <button type="button" class="button" on:click=move |_| status.try_now()>
                    {icon(Icon::Refresh)} {t.exchange}
                </button>
                <Persist />
            </div>
        </section>
        <Carry/>
    }
}

#[component]
fn Unsent() -> impl IntoView {
    let all = t();
    let t = &all.settings;
    let lang = lang();
    let status = use_sync_status();
    let count = move || waiting(&status.unsent());
    let oldest = move || {
        let at = status.unsent().oldest_ms?;
        Some(view! { <dt>{t.oldest}</dt><dd>{dates::moment(at, lang)}</dd> })
    };
    let aside = move || {
        let n = status.set_aside().len();
        let link = || view! { <a href=Page::Verify.path()>{(all.shell.aside)(n)}</a> };
        (n > 0).then(|| view! { <dt>{t.aside}</dt><dd>{link()}</dd> })
    };
    let last = move || match status.last_contact() {
        Some(at) => dates::moment(at, lang),
        None => all.shell.sync_never.to_owned(),
    };
    view! {
        <dt>{t.unsent}</dt>
        <dd>{count}</dd>
        {oldest}
        {aside}
        <dt>{t.last_contact}</dt>
        <dd>{last}</dd>
    }
}

#[component]
fn Kept() -> impl IntoView {
    let all = t();
    let t = &all.settings;
    let lang = lang();
    let storage = LocalResource::new(device::storage);
    let persisted = move || match storage.get().and_then(|storage| storage.persisted) {
        Some(true) => t.persisted_yes,
        Some(false) => t.persisted_no,
        None => t.persisted_unknown,
    };
    let room = move || {
        let (used, quota) = storage.get()?.room?;
        let used = numbers::decimal(used / MB, 1, lang);
        let quota = numbers::decimal(quota / GB, 1, lang);
        Some(view! { <dt>{t.room}</dt><dd class="num">{(t.room_of)(&used, &quota)}</dd> })
    };
    view! {
        <dt>{t.persisted}</dt>
        <dd>{persisted}</dd>
        {room}
    }
}

/// This device's clock beside the server's, as of the last exchange.
#[component]
fn Clock() -> impl IntoView {
    let t = &t().settings;
    let lang = lang();
    let status = use_sync_status();
    let told = move || match (device::clock_off_ms(), status.last_contact()) {
        (Some(off), _) => (t.clock_off)(off > 0, &dates::span(off.unsigned_abs(), lang)),
        (None, Some(_)) => t.clock_right.to_owned(),
        (None, None) => t.persisted_unknown.to_owned(),
    };
    view! {
        <dt>{t.clock}</dt>
        <dd>{told}</dd>
    }
}

#[component]
fn Persist() -> impl IntoView {
    let t = &t().settings;
    let toasts = use_toasts();
    let ask = move |_| {
        spawn_local(async move {
            let granted = device::ask_to_persist().await;
            toasts.say(if granted {
                t.persist_granted
            } else {
                t.persist_refused
            });
        });
    };
    view! {
        <button type="button" class="button" on:click=ask>{icon(Icon::Lock)} {t.ask_persist}</button>
    }
}
