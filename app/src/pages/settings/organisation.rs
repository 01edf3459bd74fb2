//! The organisation, the person, other workspaces of theirs, and this screen.

use super::{SettingsTabs, edit_organisation::EditOrganisation, keeping::Keeping};
use crate::{
    components::{Dialog, LangSwitch, PageHead, Switch, Tick, use_toasts},
    locales::workspace::{errors, t},
    pages::home::start::DemoCard,
    routes::Page,
    state::{
        preferences::{Theme, use_preferences},
        use_account, use_sync_status,
    },
    workspace::{sync_sheet::waiting, use_gate},
};
use api::{model::Organisation, rpc};
use domain::role::Permission;
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn SettingsPage() -> impl IntoView {
    let all = t();
    let t = &all.settings;
    let account = use_account();
    let may_demo = move || {
        let me = account.me();
        account.may(Permission::People) && !me.organisations.iter().any(|one| one.demo)
    };
    let organisation = move || {
        let it = account.organisation();
        view! {
            <dl class="facts">
                <dt>{t.organisation_name}</dt>
                <dd>{it.name}</dd>
                <dt>{t.contact}</dt>
                <dd>{it.contact}</dd>
                <dt>{all.territories.label}</dt>
                <dd>{(all.territories.name)(it.territory)}</dd>
                <dt>{t.slug}</dt>
                <dd>{it.slug}</dd>
            </dl>
        }
    };
    view! {
        <SettingsTabs page=Page::Settings />
        <PageHead title=all.titles.settings />
        <div class="split">
            <div class="stack">
                <section class="section">
                    <h2>{t.organisation}</h2>
                    {organisation}
                    <Show when=move || account.may(Permission::People)>
                        <EditOrganisation />
                    </Show>
                </section>
                <Show when=move || account.may(Permission::People)>
                    <Keeping />
                </Show>
                <Screen />
                <You />
            </div>
            <div class="stack">
                <Others />
                <Show when=may_demo>
                    <DemoCard />
                </Show>
            </div>
        </div>
    }
}

#[component]
fn Screen() -> impl IntoView {
    let t = &t().settings;
    let preferences = use_preferences();
    let choose_theme = Callback::new(move |key| {
        let theme = Theme::ALL.into_iter().find(|theme| theme.key() == key);
        preferences.set_theme(theme.unwrap_or_default());
    });
    let shortcuts = RwSignal::new(untrack(|| preferences.shortcuts()));
    Effect::watch(
        move || shortcuts.get(),
        move |on, _, _| preferences.set_shortcuts(*on),
        false,
    );
    view! {
        <section class="section">
            <h2>{t.screen}</h2>
            <div class="form-grid">
                <div class="field">
                    <span>{t.language}</span>
                    <LangSwitch
                        name="language"
                        label=t.language
                        value=Signal::derive(move || preferences.lang())
                        on_choose=Callback::new(move |lang| preferences.set_lang(lang))
                    />
                </div>
                <div class="field">
                    <span>{t.theme}</span>
                    <Switch
                        name="theme"
                        label=t.theme
                        options=vec![
                            ("auto", t.theme_auto),
                            ("light", t.theme_light),
                            ("dark", t.theme_dark),
                        ]
                        value=Signal::derive(move || preferences.theme().key())
                        on_choose=choose_theme
                    />
                </div>
            </div>
            <Tick id="shortcuts" words=t.shortcuts hint=t.shortcuts_hint value=shortcuts />
        </section>
    }
}

#[component]
fn You() -> impl IntoView {
    let all = t();
    let t = &all.settings;
    let (account, gate, status) = (use_account(), use_gate(), use_sync_status());
    let busy = RwSignal::new(false);
    let asking = RwSignal::new(false);
    let leave = move || {
        if !busy.get_untracked() {
            busy.set(true);
            spawn_local(gate.leave());
        }
    };
    // What only this device has stays here; whoever gives the device away must know before, not after.
    let ask = move |_| match status.unsent().count {
        0 => leave(),
        _ => asking.set(true),
    };
    let me = move || {
        let me = account.me();
        view! {
            <dl class="facts">
                <dt>{t.your_name}</dt>
                <dd>{me.name}</dd>
                <dt>{t.your_role}</dt>
                <dd>{(all.gate.role)(me.role)}</dd>
                <dt>{t.your_email}</dt>
                <dd>{me.email}</dd>
            </dl>
        }
    };
    view! {
        <section class="section">
            <h2>{t.you}</h2>
            {me}
            <Show when=move || status.unsent().count.gt(&0)>
                <p>{t.sign_out_unsent}</p>
            </Show>
            <div class="form-actions">
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || busy.get().then_some("true")
                    on:click=ask
                >
                    {t.sign_out}
                </button>
            </div>
        </section>
        <Dialog title=t.sign_out_title open=asking>
            <p>{move || (t.sign_out_waits)(&waiting(&status.unsent()))}</p>
            <p>{t.sign_out_unsent}</p>
            <div class="form-actions">
                <a class="button primary" href=Page::Device.path()>{t.sign_out_save}</a>
                <button type="button" class="button" on:click=move |_| leave()>{t.sign_out_anyway}</button>
                <button type="button" class="button quiet" on:click=move |_| asking.set(false)>
                    {all.common.cancel}
                </button>
            </div>
        </Dialog>
    }
}

/// The account's other organisations, the example among them.
#[component]
fn Others() -> impl IntoView {
    let t = &t().settings;
    let (account, gate, toasts) = (use_account(), use_gate(), use_toasts());
    let others = move || {
        let me = account.me();
        let mut all = me.organisations;
        all.retain(|one| one.id != me.organisation.id);
        all
    };
    let one = move |other: Organisation| {
        let switch = move |_| {
            spawn_local(async move {
                match rpc::switch_organisation(other.id).await {
                    Ok(me) => gate.enter(me),
                    Err(error) => toasts.say(errors::api_error(&error)),
                }
            });
        };
        let name = format!("{} {}", t.switch_to, other.name);
        view! {
            <p>
                <button type="button" class="button" on:click=switch>{name}</button>
            </p>
        }
    };
    view! {
        <Show when=move || !others().is_empty()>
            <section class="card">
                <h2>{t.others}</h2>
                {move || others().into_iter().map(one).collect_view()}
            </section>
        </Show>
    }
}
