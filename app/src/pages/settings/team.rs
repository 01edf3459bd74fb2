//! The team with its access: role, last sign-in, links; what may be done with each; and what was done.

use super::member::Actions;
use crate::{
    components::{Tone, badge},
    locales::{
        dates,
        workspace::{lang, t},
    },
};
use api::model::{AccessEvent, Person, Team, TeamMember};
use domain::{ids::PersonId, team::What};
use leptos::prelude::*;

#[component]
pub fn TeamList(people: Vec<TeamMember>, changed: Callback<()>) -> impl IntoView {
    let all = t();
    let t = &all.settings;
    let (gone, here): (Vec<_>, Vec<_>) = people.into_iter().partition(|one| one.person.withdrawn);
    let rows = here.into_iter().chain(gone);
    let rows = rows.map(|member| view! { <Member member changed /> });
    view! {
        <div class="table-wrap">
            <table class="list">
                <thead>
                    <tr>
                        <th scope="col">{t.person}</th>
                        <th scope="col">{t.your_role}</th>
                        <th scope="col">{t.email}</th>
                        <th scope="col">{t.signed_in}</th>
                        <th scope="col"><span class="visually-hidden">{t.change_access}</span></th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Member(member: TeamMember, changed: Callback<()>) -> impl IntoView {
    let all = t();
    let t = &all.settings;
    let lang = lang();
    let moment = |at: &Option<String>| {
        let at = at.as_deref().and_then(dates::unix_ms);
        at.map(|at| dates::moment(at, lang))
    };
    let state = match &member.person {
        Person {
            withdrawn: true, ..
        } => Some(badge(Tone::Plain, t.withdrawn)),
        Person { invited: true, .. } => Some(badge(Tone::Attention, t.invited)),
        _ => None,
    };
    let link = match (moment(&member.link), member.person.invited) {
        (Some(until), _) => Some((t.link_until)(&until)),
        (None, true) if !member.person.withdrawn => Some(t.link_over.to_owned()),
        _ => None,
    };
    let link = link.map(|link| view! { <br /> <span class="muted">{link}</span> });
    let signed_in = moment(&member.signed_in).unwrap_or_else(|| "–".to_owned());
    let person = member.person.clone();
    let actions = member
        .changeable
        .then(|| view! { <Actions member changed /> });
    view! {
        <tr>
            <th scope="row">{person.name} " " {state} {link}</th>
            <td data-label=t.your_role>{(all.gate.role)(person.role)}</td>
            <td data-label=t.email class="wide">{person.email}</td>
            <td data-label=t.signed_in>{signed_in}</td>
            <td>{actions}</td>
        </tr>
    }
}

/// What was done, the latest first.
#[component]
pub fn Events(team: Team) -> impl IntoView {
    let t = &t().settings;
    let rows: Vec<_> = team
        .events
        .iter()
        .map(|event| view! { <li>{told(event, &team.people)}</li> })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{t.access_record}</h2>
                <ul class="plain">{rows}</ul>
            </section>
        }
    })
}

fn told(event: &AccessEvent, people: &[TeamMember]) -> String {
    let all = t();
    let t = &all.settings;
    let name = |id: PersonId| {
        let found = people.iter().find(|one| one.person.id == id);
        let known = found.map(|one| one.person.name.clone());
        known.unwrap_or_else(|| t.by_server.to_owned())
    };
    let role = (all.gate.role)(event.role);
    let what = match event.what {
        What::Invited => (t.did_invite)(role),
        What::Link => t.did_link.to_owned(),
        What::LinkEnded => t.did_end_link.to_owned(),
        What::Joined => t.did_join.to_owned(),
        What::Role => {
            let was = event.was.map_or("–", |was| (all.gate.role)(was));
            (t.did_role)(was, role)
        }
        What::Withdrawn => t.did_withdraw.to_owned(),
    };
    let at = dates::unix_ms(&event.at).map(|at| dates::moment(at, lang()));
    let at = at.unwrap_or_default();
    (t.event)(&at, &name(event.person), &what, &name(event.by))
}
