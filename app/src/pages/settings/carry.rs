//! What waits on this device leaves as a locked file, or comes in from another device of the same person.

use crate::{
    attachments::use_files,
    clock,
    components::{Dialog, ErrorSummary, Icon, Problems, TextField, icon, save_blob, use_toasts},
    locales::workspace::{errors, t},
    pages::record::words::attachment_problem,
    state::{Carrier, NotOut, NotTaken, use_account, use_commands, use_log, use_sync_status},
};
use leptos::{prelude::*, task::spawn_local};

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

fn carrier() -> Carrier {
    Carrier {
        log: use_log(),
        account: use_account(),
        commands: use_commands(),
        files: use_files(),
    }
}

#[component]
fn Out(open: RwSignal<bool>) -> impl IntoView {
    let t = &t().settings;
    let (carrier, toasts) = (carrier(), use_toasts());
    let busy = RwSignal::new(false);
    let problems = Problems::provide();
    let passphrase = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = passphrase.get_untracked();
        if typed.chars().count() < crate::locked::PASSPHRASE_MIN {
            return problems.one("carry-passphrase", t.passphrase_short);
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match carrier.work_out(&typed).await {
                Ok(file) => {
                    let day = domain::day::text(clock::today());
                    save_blob(&format!("{}-{day}.boucle", t.carry_file), &file);
                    toasts.say(t.carried_out);
                    open.set(false);
                }
                Err(NotOut::Insecure) => problems.one("", t.carry_insecure),
                Err(NotOut::Unreadable(name)) => problems.one("", (t.carry_unreadable)(&name)),
            }
            busy.set(false);
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
            <div class="form-actions">
                <button class="button primary" disabled=busy>
                    {move || if busy.get() { t.carry_busy } else { t.carry_out }}
                </button>
            </div>
        </form>
    }
}

#[component]
fn In(open: RwSignal<bool>) -> impl IntoView {
    let t = &t().settings;
    let (carrier, status, toasts) = (carrier(), use_sync_status(), use_toasts());
    let busy = RwSignal::new(false);
    let problems = Problems::provide();
    let passphrase = RwSignal::new(String::new());
    problems.name("carry-file", t.carry_which);
    let file = NodeRef::<leptos::html::Input>::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = file.get_untracked().and_then(|input| input.files()?.get(0));
        let Some(chosen) = chosen else {
            return problems.one("carry-file", t.carry_choose);
        };
        let typed = passphrase.get_untracked();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match carrier.work_in(&typed, &chosen).await {
                Ok(new) => {
                    toasts.say((t.carried_in)(new.changes, new.files));
                    status.try_now();
                    open.set(false);
                }
                Err(NotTaken::Locked) => problems.one("carry-passphrase", t.carry_locked),
                Err(NotTaken::OtherAccount) => problems.one("carry-file", t.carry_other),
                Err(NotTaken::NotKept(error)) => problems.one("", errors::command_error(&error)),
                Err(NotTaken::FileNotKept(why)) => problems.one("", attachment_problem(why)),
            }
            busy.set(false);
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary/>
            <div class="field">
                <label for="carry-file">{t.carry_which}</label>
                <input class="input" type="file" id="carry-file" node_ref=file/>
            </div>
            <TextField
                id="carry-passphrase"
                label=t.passphrase
                value=passphrase
                kind="password"
                autocomplete="off"
            />
            <div class="form-actions">
                <button class="button primary" disabled=busy>
                    {move || if busy.get() { t.carry_busy } else { t.carry_in }}
                </button>
            </div>
        </form>
    }
}
