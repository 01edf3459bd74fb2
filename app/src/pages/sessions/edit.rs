//! Preparing a session (with its service, if that is new too) and changing one.

use super::form::{Chosen, Draft, Fields, Wrong};
use crate::{
    components::{ErrorSummary, Notice, PageHead, Problems, Tone, use_toasts},
    locales::workspace::{errors, t},
    pages::not_found::NotHere,
    routes::Page,
    state::{CommandError, Commands, new_id, use_account, use_commands, use_log},
    workspace::whole_path,
};
use domain::{
    entity::{self, EntityKind},
    ids::{ServiceId, SessionId},
    role::Permission,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use sync::EntityRef;

#[component]
pub fn NewSessionPage() -> impl IntoView {
    let (t, account) = (t(), use_account());
    let form = move || match account.may(Permission::Plan) {
        true => view! { <NewSession /> }.into_any(),
        // Nothing is typed that is refused at its end.
        false => view! { <Notice tone=Tone::Attention text=t.sessions.not_allowed /> }.into_any(),
    };
    view! {
        <PageHead title=t.titles.new_session />
        {form}
    }
}

#[component]
fn NewSession() -> impl IntoView {
    let t = t();
    let (commands, toasts, navigate) = (use_commands(), use_toasts(), use_navigate());
    let problems = Problems::provide();
    let draft = Draft::empty(!untrack(|| use_log().services()).is_empty());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let navigate = navigate.clone();
        spawn_local(async move {
            match create(commands, draft).await {
                Ok(id) => {
                    toasts.say(t.sessions.created);
                    navigate(&Page::Session(id).path(), whole_path());
                }
                Err(wrong) => problems.set(wrong),
            }
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            <Fields draft=draft is_new=true />
            <div class="form-actions">
                <button class="button primary">{t.common.save}</button>
                <a class="button" href=Page::Sessions.path()>{t.common.cancel}</a>
            </div>
        </form>
    }
}

/// Writes the session, and its service before it when that is new, in one transaction.
async fn create(commands: Commands, draft: Draft) -> Result<SessionId, Wrong> {
    let at = |kind| EntityRef { kind, id: new_id() };
    let chosen = draft.chosen();
    let mut records = Vec::new();
    let (service, wrong) = match chosen {
        Ok(Chosen::Existing(id)) => (id, Wrong::new()),
        Ok(Chosen::New(service)) => {
            let at = at(EntityKind::Service);
            records.push((at, entity::fields(&service)));
            (ServiceId(at.id), Wrong::new())
        }
        Err(wrong) => (ServiceId(new_id()), wrong),
    };
    // All that is wrong at once, the service included.
    let session = match draft.session(service) {
        Ok(session) if wrong.is_empty() => session,
        Ok(_) => return Err(wrong),
        Err(more) => return Err(wrong.into_iter().chain(more).collect()),
    };
    let at = at(EntityKind::Session);
    records.push((at, entity::fields(&session)));
    commands.create_all(records).await.map_err(whole_form)?;
    Ok(SessionId(at.id))
}

#[component]
pub fn EditSessionPage(id: SessionId) -> impl IntoView {
    let t = t();
    let (log, commands, toasts, navigate) =
        (use_log(), use_commands(), use_toasts(), use_navigate());
    let problems = Problems::provide();
    // What is typed stays, whatever arrives from others meanwhile.
    let at = EntityRef {
        kind: EntityKind::Session,
        id: id.0,
    };
    let (Some(row), Some(seen)) = untrack(|| (log.session(id), log.entity(at))) else {
        return view! { <NotHere /> }.into_any();
    };
    let draft = Draft::of(&row.value);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let session = match draft.session(row.value.service) {
            Ok(session) => session,
            Err(wrong) => return problems.set(wrong),
        };
        let (navigate, seen) = (navigate.clone(), seen.clone());
        spawn_local(async move {
            match commands.set_all(at, &seen, entity::fields(&session)).await {
                Ok(()) => {
                    toasts.say(t.sessions.changed);
                    navigate(&Page::Session(id).path(), whole_path());
                }
                Err(error) => problems.set(whole_form(error)),
            }
        });
    };
    view! {
        <PageHead title=t.titles.edit_session lead=row.value.title.clone() />
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            <Fields draft=draft />
            <div class="form-actions">
                <button class="button primary">{t.common.save}</button>
                <a class="button" href=Page::Session(id).path()>{t.common.cancel}</a>
            </div>
        </form>
    }
    .into_any()
}

fn whole_form(error: CommandError) -> Wrong {
    vec![("", errors::command_error(&error))]
}
