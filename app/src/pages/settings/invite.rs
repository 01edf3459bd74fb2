//! Inviting a person: name, address, role, then a link to hand over by any means.

use crate::{
    components::{Choices, CopyLink, Dialog, ErrorSummary, Icon, Problems, TextField, icon},
    locales::{
        dates,
        workspace::{errors, lang, t},
    },
    routes::Page,
    state::{Account, place, use_account},
};
use api::{
    ApiError,
    model::{Invite, InviteLink},
    rpc,
};
use domain::role::Role;
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn InvitePerson(made: Callback<()>) -> impl IntoView {
    let t = &t().settings;
    let open = RwSignal::new(false);
    let link = RwSignal::new(None::<InviteLink>);
    Effect::new(move |_| {
        if !open.get() {
            link.set(None);
        }
    });
    view! {
        <button type="button" class="button primary" on:click=move |_| open.set(true)>
            {icon(Icon::Plus)} {t.invite}
        </button>
        <Dialog title=t.invite open=open>
            {move || match link.get() {
                None => view! { <Form link=link made=made /> }.into_any(),
                Some(link) => view! { <HandOver link=link /> }.into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn Form(link: RwSignal<Option<InviteLink>>, made: Callback<()>) -> impl IntoView {
    let all = t();
    let t = &all.settings;
    let problems = Problems::provide();
    let [name, email] = [(); 2].map(|()| RwSignal::new(String::new()));
    let role = RwSignal::new(role_key(Role::Team).to_owned());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let role = role.get_untracked();
        let invite = Invite {
            name: name.get_untracked().trim().to_owned(),
            email: email.get_untracked().trim().to_owned(),
            role: Role::ALL
                .into_iter()
                .find(|one| role_key(*one) == role)
                .unwrap_or(Role::Team),
        };
        let fields = [
            ("invite-name", &invite.name),
            ("invite-email", &invite.email),
        ];
        let empty = fields.into_iter().filter(|(_, text)| text.is_empty());
        let wrong: Vec<_> = empty
            .map(|(field, _)| (field, all.errors.required.to_owned()))
            .collect();
        if !wrong.is_empty() {
            return problems.set(wrong);
        }
        spawn_local(async move {
            match rpc::invite(invite).await {
                Ok(new) => {
                    link.set(Some(new));
                    made.run(());
                }
                Err(error) => problems.one(field_of(&error), errors::api_error(&error)),
            }
        });
    };
    let roles = role_choices(use_account());
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            <TextField id="invite-name" label=t.invite_name value=name />
            <TextField id="invite-email" label=t.invite_email value=email kind="email" />
            <Choices id="invite-role" legend=t.invite_role value=role options=roles />
            <div class="form-actions"><button class="button primary">{t.invite_make}</button></div>
        </form>
    }
}

#[component]
pub fn HandOver(link: InviteLink) -> impl IntoView {
    let t = &t().settings;
    let url = format!(
        "{}{}#{}",
        place::public_base(),
        Page::Invitation.path(),
        link.token
    );
    let expires = dates::unix_ms(&link.expires).map(|at| (t.expires)(&dates::moment(at, lang())));
    view! {
        <p>{t.invite_text} " " {expires}</p>
        <CopyLink id="invite-link" label=t.invite_link url=url />
    }
}

/// The roles that this person may give.
pub fn role_choices(account: Account) -> Vec<(&'static str, &'static str, &'static str)> {
    let all = t();
    let t = &all.settings;
    let own = account.me_now().role;
    let hints = [
        (Role::Trainer, t.role_trainer),
        (Role::Team, t.role_team),
        (Role::QualityLead, t.role_quality),
        (Role::Direction, t.role_direction),
    ];
    let offered = hints
        .into_iter()
        .filter(|(role, _)| own.may_hand_out(*role));
    offered
        .map(|(role, hint)| (role_key(role), (all.gate.role)(role), hint))
        .collect()
}

pub fn role_key(role: Role) -> &'static str {
    match role {
        Role::Direction => "direction",
        Role::QualityLead => "quality_lead",
        Role::Team => "team",
        Role::Trainer => "trainer",
    }
}

fn field_of(error: &ApiError) -> &'static str {
    match error {
        ApiError::Refused { field, .. } if field == "name" => "invite-name",
        ApiError::Refused { field, .. } if field == "email" => "invite-email",
        _ => "",
    }
}
