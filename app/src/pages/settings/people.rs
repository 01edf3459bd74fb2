//! Who enters the workspace, and inviting one more.

use super::{SettingsTabs, invite::InvitePerson};
use crate::{
    components::{Notice, PageHead, Tone, badge},
    locales::workspace::t,
    routes::Page,
    state::{use_account, use_people, use_sync_status},
};
use api::model::Person;
use domain::role::Permission;
use leptos::prelude::*;

#[component]
pub fn PeoplePage() -> impl IntoView {
    let all = t();
    let t = &all.settings;
    let (people, status) = (use_people(), use_sync_status());
    let may = use_account().may_now(Permission::People);
    // The list of the last contact is shown at once; a new one is on its way.
    let invited = Callback::new(move |()| status.confirm_now());
    invited.run(());
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
        <SettingsTabs page=Page::People />
        <PageHead title=all.titles.people lead=t.people_lead>
            {may.then(|| view! { <InvitePerson made=invited /> })}
        </PageHead>
        {(!may).then(|| view! { <Notice text=t.not_allowed /> })}
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
