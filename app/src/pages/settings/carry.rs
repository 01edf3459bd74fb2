//! What waits on this device leaves as a locked file, or comes in from another device of the same person.

use crate::{
    clock,
    components::{Dialog, ErrorSummary, Icon, Problems, TextField, icon, save_file, use_toasts},
    locales::workspace::{errors, t},
    state::{NotTaken, use_account, use_commands, use_log, use_sync_status, work_in, work_out},
};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

#[component]
pub fn Carry() -> impl IntoView {
    let t = &t().settings;
    let status = use_sync_status();
    let (leaves, comes) = (RwSignal::new(false), RwSignal::new(false));
    let nothing = move || status.unsent().count == 0;
    view! {
        <section class="section">
            <h2>{t.carry}</h2>
            <p>{t.carry_lead}</p>
            <div class="form-actions">
                <button type="button" class="button" disabled=nothing on:click=move |_| leaves.set(true)>
                    {icon(Icon::Download)} {t.carry_out}
                </button>
                <button type="button" class="button" on:click=move |_| comes.set(true)>
                    {icon(Icon::Upload)} {t.carry_in}
                </button>
            </div>
        </section>
        <Dialog title=t.carry_out open=leaves><Out open=leaves/></Dialog>
        <Dialog title=t.carry_in open=comes><In open=comes/></Dialog>
    }
}

#[component]
fn Out(open: RwSignal<bool>) -> impl IntoView {
    let t = &t().settings;
    let (log, account, toasts) = (use_log(), use_account(), use_toasts());
    let problems = Problems::provide();
    let passphrase = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = passphrase.get_untracked();
        if typed.chars().count() < crate::locked::PASSPHRASE_MIN {
            return problems.one("carry-passphrase", t.passphrase_short);
        }
        spawn_local(async move {
            let Some(file) = work_out(log, account, &typed).await else {
                return problems.one("", t.carry_insecure);
            };
            let name = format!(
                "{}-{}.json",
                t.carry_file,
                domain::day::text(clock::today())
            );
            save_file(&name, "application/json", &file);
            toasts.say(t.carried_out);
            open.set(false);
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary/>
            <TextField
                id="carry-passphrase"
                label=t.passphrase
                hint=t.passphrase_hint
                value=passphrase
                kind="password"
                autocomplete="new-password"
            />
            <div class="form-actions"><button class="button primary">{t.carry_out}</button></div>
        </form>
    }
}

#[component]
fn In(open: RwSignal<bool>) -> impl IntoView {
    let t = &t().settings;
    let (log, account, commands) = (use_log(), use_account(), use_commands());
    let toasts = use_toasts();
    let problems = Problems::provide();
    let passphrase = RwSignal::new(String::new());
    let file = NodeRef::<leptos::html::Input>::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = file.get_untracked().and_then(|input| input.files()?.get(0));
        let Some(chosen) = chosen else {
            return problems.one("carry-file", t.carry_choose);
        };
        let typed = passphrase.get_untracked();
        spawn_local(async move {
            let text = JsFuture::from(chosen.text()).await.ok();
            let text = text.and_then(|text| text.as_string()).unwrap_or_default();
            match work_in(log, account, commands, &typed, &text).await {
                Ok(new) => {
                    toasts.say((t.carried_in)(new));
                    open.set(false);
                }
                Err(NotTaken::Locked) => problems.one("carry-passphrase", t.carry_locked),
                Err(NotTaken::OtherAccount) => problems.one("carry-file", t.carry_other),
                Err(NotTaken::NotKept(error)) => problems.one("", errors::command_error(&error)),
            }
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary/>
            <div class="field">
                <label for="carry-file">{t.carry_which}</label>
                <input class="input" type="file" id="carry-file" accept=".json,application/json" node_ref=file/>
            </div>
            <TextField
                id="carry-passphrase"
                label=t.passphrase
                value=passphrase
                kind="password"
                autocomplete="off"
            />
            <div class="form-actions"><button class="button primary">{t.carry_in}</button></div>
        </form>
    }
}
