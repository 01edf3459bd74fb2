//! Who enters the workspace. Whoever may change that has the list of the server, with what can be done; the others the
//! names as this device last heard them.

use super::{
    SettingsTabs,
    invite::InvitePerson,
    team::{Events, TeamList},
};
use crate::{
    components::{Notice, PageHead, Ring, Tone, badge},
    locales::workspace::{errors, t},
    routes::Page,
    state::{use_account, use_people, use_sync_status},
};
use api::{ApiError, model::Person, rpc};
use domain::role::Permission;
use leptos::prelude::*;

#[component]
pub fn PeoplePage() -> impl IntoView {
    let may = use_account().may_now(Permission::People);
    view! {
        <SettingsTabs page=Page::People />
        {if may { view! { <Team /> }.into_any() } else { view! { <Names /> }.into_any() }}
    }
}

#[component]
fn Team() -> impl IntoView {
    let all = t();
    let status = use_sync_status();
    let team = LocalResource::new(rpc::team);
    let changed = Callback::new(move |()| {
        team.refetch();
        // The names that other pages show.
        status.confirm_now();
    });
    let list = move || match team.get() {
        None => view! {
            <div class="skeleton" role="status"><Ring busy=true /> <p>{all.common.loading}</p></div>
        }
        .into_any(),
        Some(Ok(team)) => {
            let people = team.people.clone();
            view! {
                <TeamList people changed />
                <Events team />
            }
            .into_any()
        }
        Some(Err(ApiError::Offline)) => {
            view! { <Notice text=all.common.online_only /> <People /> }.into_any()
        }
        Some(Err(error)) => {
            view! { <Notice tone=Tone::Late text=errors::api_error(&error) /> }.into_any()
        }
    };
    view! {
        <PageHead title=all.titles.people lead=all.settings.people_lead>
            <InvitePerson made=changed />
        </PageHead>
        {list}
    }
}

#[component]
fn Names() -> impl IntoView {
    let t = t();
    // The list of the last contact is shown at once; a new one is on its way.
    use_sync_status().confirm_now();
    view! {
        <PageHead title=t.titles.people lead=t.settings.people_lead />
        <Notice text=t.settings.not_allowed />
        <People />
    }
}

#[component]
fn People() -> impl IntoView {
    let all = t();
    let t = &all.settings;
    let people = use_people();
    let row = |person: Person| {
        view! {
            <tr>
                <th scope="row">
                    {person.name} {person.invited.then(|| view! { " " {badge(Tone::Attention, t.invited)} })}
                </th>
                <td data-label=t.your_role>{(all.gate.role)(person.role)}</td>
                <td data-label=t.email class="wide">{person.email}</td>
            </tr>
        }
    };
    view! {
        <div class="table-wrap">
            <table class="list">
                <thead>
                    <tr>
                        <th scope="col">{t.person}</th>
                        <th scope="col">{t.your_role}</th>
                        <th scope="col">{t.email}</th>
                    </tr>
                </thead>
                <tbody>{move || people.all().into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
