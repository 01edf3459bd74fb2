//! How long what names people, or may, is kept: the periods, what shorter ones would remove today, and what was removed.

use super::OnServer;
use crate::{
    components::{Dialog, ErrorSummary, Problems, SelectField, use_toasts},
    locales::{
        dates,
        workspace::{errors, lang, t},
    },
    state::{Contact, use_account, use_sync_status},
    workspace::use_gate,
};
use api::rpc;
use domain::retention::{
    ANSWERS_MONTHS, CONTACTS_MONTHS, LINKS_MONTHS, REFUSED_MONTHS, Removal, Removed, Retention,
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Keeping() -> impl IntoView {
    let t = &t().keeping;
    let account = use_account();
    let open = RwSignal::new(false);
    let periods = move || {
        let keep = account.organisation().retention;
        view! {
            <dl class="facts">
                <dt>{t.links}</dt>
                <dd>{(t.months_after_survey)(keep.links_months)}</dd>
                <dt>{t.contacts}</dt>
                <dd>{(t.months_after_session)(keep.contacts_months)}</dd>
                <dt>{t.answers}</dt>
                <dd>{(t.months_after_survey)(keep.answers_months)}</dd>
                <dt>{t.refused}</dt>
                <dd>{(t.months_after_decision)(keep.refused_months)}</dd>
                <dt>{t.history}</dt>
                <dd>{t.history_text}</dd>
            </dl>
        }
    };
    view! {
        <section class="section" id="keeping">
            <h2>{t.title}</h2>
            <p class="lead">{t.lead}</p>
            {periods}
            <OnServer words=t.change open />
            <Gone account_changed=Signal::derive(move || account.organisation().retention) />
            <Dialog title=t.change_title open=open>
                <Form open />
            </Dialog>
        </section>
    }
}

#[component]
fn Form(open: RwSignal<bool>) -> impl IntoView {
    let all = t();
    let (t, gate, toasts) = (&all.keeping, use_gate(), use_toasts());
    let now = untrack(|| use_account().organisation()).retention;
    let problems = Problems::provide();
    let links = RwSignal::new(now.links_months.to_string());
    let contacts = RwSignal::new(now.contacts_months.to_string());
    let answers = RwSignal::new(now.answers_months.to_string());
    let refused = RwSignal::new(now.refused_months.to_string());
    let wanted = Memo::new(move |_| Retention {
        links_months: links.get().parse().unwrap_or(now.links_months),
        contacts_months: contacts.get().parse().unwrap_or(now.contacts_months),
        answers_months: answers.get().parse().unwrap_or(now.answers_months),
        refused_months: refused.get().parse().unwrap_or(now.refused_months),
    });
    let known = preview(wanted, problems);
    let busy = StoredValue::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some((keep, _)) = known.get_untracked().filter(|_| !busy.get_value()) else {
            return;
        };
        busy.set_value(true);
        spawn_local(async move {
            match rpc::set_retention(keep).await {
                Ok(me) => {
                    gate.enter(me);
                    open.set(false);
                    toasts.say(t.saved);
                }
                Err(error) => problems.one("", errors::api_error(&error)),
            }
            _ = busy.try_set_value(false);
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            {periods(links, contacts, answers, refused)}
            <p role="status">
                {move || match known.get() {
                    Some((_, removal)) => (t.would_remove)(&amount(removal)),
                    None => t.counting.to_owned(),
                }}
            </p>
            <div class="form-actions">
                <button class="button primary" aria-disabled=move || known.get().is_none().then_some("true")>
                    {t.save}
                </button>
            </div>
        </form>
    }
}

/// What each period is chosen from.
fn periods(
    links: RwSignal<String>,
    contacts: RwSignal<String>,
    answers: RwSignal<String>,
    refused: RwSignal<String>,
) -> impl IntoView {
    let t = &t().keeping;
    let select = |id, label, hint, value, months: &[u32]| {
        let option = |months: &u32| (months.to_string(), (t.months)(*months));
        let options: Vec<_> = months.iter().map(option).collect();
        view! { <SelectField id label hint value options /> }
    };
    (
        select("links-months", t.links, t.links_hint, links, &LINKS_MONTHS),
        select(
            "contacts-months",
            t.contacts,
            t.contacts_hint,
            contacts,
            &CONTACTS_MONTHS,
        ),
        select(
            "answers-months",
            t.answers,
            t.answers_hint,
            answers,
            &ANSWERS_MONTHS,
        ),
        select(
            "refused-months",
            t.refused,
            t.refused_hint,
            refused,
            &REFUSED_MONTHS,
        ),
    )
}

/// What the periods chosen would remove today, asked for as they are chosen; none until it is told of these.
fn preview(wanted: Memo<Retention>, problems: Problems) -> Memo<Option<(Retention, Removal)>> {
    let told = RwSignal::new(None::<(Retention, Removal)>);
    Effect::new(move |_| {
        let keep = wanted.get();
        spawn_local(async move {
            match rpc::would_remove(keep).await {
                // Answers may overtake each other: only that to the last question is told.
                _ if wanted.try_get_untracked() != Some(keep) => {}
                Ok(removal) => {
                    problems.clear();
                    told.set(Some((keep, removal)));
                }
                Err(error) => problems.one("", errors::api_error(&error)),
            }
        });
    });
    Memo::new(move |_| told.get().filter(|(of, _)| *of == wanted.get()))
}

/// What was removed, by day; asked for anew when the periods changed, or the server answers again.
#[component]
fn Gone(account_changed: Signal<Retention>) -> impl IntoView {
    let (t, lang) = (&t().keeping, lang());
    let gone = RwSignal::new(None::<Vec<Removed>>);
    let status = use_sync_status();
    let offline = Memo::new(move |_| status.contact() == Contact::Offline);
    Effect::new(move |_| {
        account_changed.track();
        if offline.get() {
            return;
        }
        spawn_local(async move {
            if let Ok(all) = rpc::removals().await {
                gone.set(Some(all));
            }
        });
    });
    let list = move |all: Vec<Removed>| {
        if all.is_empty() {
            return view! { <p class="muted">{t.none_yet}</p> }.into_any();
        }
        let line = |one: Removed| {
            let day = dates::day(one.day, lang);
            view! { <li>{(t.removed_on)(&day, &amount(one.removal))}</li> }
        };
        view! {
            <details>
                <summary>{t.removed}</summary>
                <ul>{all.into_iter().map(line).collect_view()}</ul>
            </details>
        }
        .into_any()
    };
    move || gone.get().map(list)
}

/// In words, whatever there is of each.
fn amount(removal: Removal) -> String {
    let t = &t().keeping;
    let Removal {
        people,
        seats,
        mails,
        answers,
        refused,
    } = removal;
    let all = [
        (people, t.people),
        (seats, t.seats),
        (mails, t.mails),
        (answers, t.texts),
        (refused, t.items),
    ];
    let some = all.into_iter().filter(|(count, _)| *count > 0);
    let some: Vec<_> = some.map(|(count, words)| words(count)).collect();
    if some.is_empty() {
        return t.nothing.to_owned();
    }
    some.join(", ")
}
