//! What may be done with one person's access: another role, a new link, an end.

use super::invite::{HandOver, role_choices, role_key};
use crate::{
    components::{Choices, Confirm, Dialog, ErrorSummary, Problems, use_toasts},
    locales::workspace::{errors, t},
    state::use_account,
};
use api::{
    ApiError,
    model::{InviteLink, Person, TeamMember},
    rpc,
};
use domain::role::Role;
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Actions(member: TeamMember, changed: Callback<()>) -> impl IntoView {
    let person = member.person;
    let link = member.link.is_some() && !person.invited;
    view! {
        <div class="actions">
            {(!person.withdrawn).then(|| view! { <ChangeRole person=person.clone() changed /> })}
            <NewLink person=person.clone() changed />
            {link.then(|| view! { <EndLink person=person.clone() changed /> })}
            {(!person.withdrawn).then(|| view! { <Withdraw person=person.clone() changed /> })}
        </div>
    }
}

#[component]
fn ChangeRole(person: Person, changed: Callback<()>) -> impl IntoView {
    let t = &t().settings;
    let open = RwSignal::new(false);
    let named = format!("{} {}", t.change_role, person.name);
    view! {
        <button type="button" class="button small" aria-label=named on:click=move |_| open.set(true)>
            {t.change_role}
        </button>
        <Dialog title=t.change_role open=open>
            <RoleForm person=person.clone() changed open />
        </Dialog>
    }
}

#[component]
fn RoleForm(person: Person, changed: Callback<()>, open: RwSignal<bool>) -> impl IntoView {
    let all = t();
    let t = &all.settings;
    let toasts = use_toasts();
    let problems = Problems::provide();
    let role = RwSignal::new(role_key(person.role).to_owned());
    let options = role_choices(use_account());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = role.get_untracked();
        let chosen = Role::ALL.into_iter().find(|one| role_key(*one) == chosen);
        let chosen = chosen.filter(|chosen| *chosen != person.role);
        let Some(chosen) = chosen else {
            return open.set(false);
        };
        spawn_local(async move {
            match rpc::set_role(person.id, chosen).await {
                Ok(()) => {
                    open.set(false);
                    toasts.say(t.role_changed);
                    changed.run(());
                }
                Err(error) => problems.one("", errors::api_error(&error)),
            }
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            <p>{person.name}</p>
            <Choices id="member-role" legend=t.invite_role value=role options=options />
            <p class="hint">{t.change_role_hint}</p>
            <div class="form-actions">
                <button class="button primary">{all.common.save}</button>
                <button type="button" class="button" on:click=move |_| open.set(false)>
                    {all.common.cancel}
                </button>
            </div>
        </form>
    }
}

#[component]
fn NewLink(person: Person, changed: Callback<()>) -> impl IntoView {
    let t = &t().settings;
    let toasts = use_toasts();
    let (asked, shown) = (RwSignal::new(false), RwSignal::new(false));
    let link = RwSignal::new(None::<InviteLink>);
    // The list is drawn anew once the link was seen.
    Effect::watch(
        move || shown.get(),
        move |shown, before, _| {
            if !shown && before == Some(&true) {
                changed.run(());
            }
        },
        false,
    );
    let make = Callback::new(move |()| {
        spawn_local(async move {
            match rpc::new_link(person.id).await {
                Ok(made) => {
                    link.set(Some(made));
                    shown.set(true);
                }
                Err(error) => toasts.say(errors::api_error(&error)),
            }
        });
    });
    let named = format!("{} {}", t.new_link, person.name);
    let text = if person.withdrawn {
        t.new_link_back
    } else if person.invited {
        t.new_link_again
    } else {
        t.new_link_password
    };
    view! {
        <button type="button" class="button small" aria-label=named on:click=move |_| asked.set(true)>
            {t.new_link}
        </button>
        <Confirm title=t.new_link open=asked verb=t.invite_make on_yes=make harmless=true>
            <p>{text}</p>
        </Confirm>
        <Dialog title=t.invite_title open=shown>
            {move || link.get().map(|link| view! { <HandOver link /> })}
        </Dialog>
    }
}

#[component]
fn EndLink(person: Person, changed: Callback<()>) -> impl IntoView {
    let t = &t().settings;
    let done = done(t.link_ended, changed);
    let named = format!("{} {}", t.end_link, person.name);
    let end = move |_| {
        spawn_local(async move { done.run(rpc::end_link(person.id).await) });
    };
    view! {
        <button type="button" class="button small" aria-label=named on:click=end>
            {t.end_link}
        </button>
    }
}

#[component]
fn Withdraw(person: Person, changed: Callback<()>) -> impl IntoView {
    let t = &t().settings;
    let open = RwSignal::new(false);
    let done = done(t.withdraw_done, changed);
    let (id, invited) = (person.id, person.invited);
    let yes = Callback::new(move |()| {
        spawn_local(async move { done.run(rpc::withdraw(id).await) });
    });
    let (verb, text) = if invited {
        (t.withdraw_invitation, t.withdraw_invitation_text)
    } else {
        (t.withdraw, t.withdraw_text)
    };
    let named = format!("{verb} {}", person.name);
    view! {
        <button type="button" class="button small" aria-label=named on:click=move |_| open.set(true)>
            {verb}
        </button>
        <Confirm title=verb open verb=verb on_yes=yes>
            <p><strong>{person.name.clone()}</strong></p>
            <p>{text}</p>
        </Confirm>
    }
}

/// Says how a change ended, and has the list drawn anew.
fn done(words: &'static str, changed: Callback<()>) -> Callback<Result<(), ApiError>> {
    let toasts = use_toasts();
    Callback::new(move |ended: Result<(), ApiError>| {
        match ended {
            Ok(()) => toasts.say(words),
            Err(error) => toasts.say(errors::api_error(&error)),
        }
        changed.run(());
    })
}
