//! The tablets, each with its last contact, what it still holds and what of it was set aside; revoking one.

use super::edit::Edit;
use crate::{
    components::{Confirm, Tone, badge, use_toasts},
    locales::{
        dates,
        workspace::{errors, lang, t},
    },
    pages::verify::record_name,
    routes::Page,
    state::{use_account, use_log},
};
use api::{model::Tablet, rpc};
use domain::{entity::EntityKind, ids::CampaignId, role::Permission};
use leptos::{prelude::*, task::spawn_local};
use sync::EntityRef;

#[component]
pub fn TabletList(tablets: Vec<Tablet>, changed: Callback<()>) -> impl IntoView {
    let t = &t().tablets;
    let rows = tablets
        .into_iter()
        .map(|tablet| view! { <TabletRow tablet=tablet changed=changed /> });
    view! {
        <div class="table-wrap">
            <table class="list">
                <thead>
                    <tr>
                        <th scope="col">{t.column_name}</th>
                        <th scope="col">{t.column_state}</th>
                        <th scope="col">{t.column_contact}</th>
                        <th scope="col" class="num">{t.column_unsent}</th>
                        <th scope="col" class="num">{t.column_quarantined}</th>
                        <th scope="col"><span class="visually-hidden">{t.revoke}</span></th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn TabletRow(tablet: Tablet, changed: Callback<()>) -> impl IntoView {
    let t = &t().tablets;
    let lang = lang();
    let state = if tablet.revoked {
        badge(Tone::Plain, t.revoked)
    } else if tablet.enrolled.is_none() {
        badge(Tone::Attention, t.waiting)
    } else {
        badge(Tone::Ok, t.active)
    };
    let contact = tablet.last_contact.as_deref().and_then(dates::unix_ms);
    let contact = contact.map_or_else(|| t.never.to_owned(), |at| dates::moment(at, lang));
    let unsent = match tablet.unsent {
        0 => String::from("–"),
        n => (t.unsent)(n),
    };
    let limited = tablet.only.as_ref().map(|only| {
        view! { <br/> <span class="muted">{(t.limited)(&surveys(only))}</span> }
    });
    let quarantined = quarantined(tablet.quarantined);
    let actions = (!tablet.revoked).then(|| {
        let edited = tablet.clone();
        view! { <Edit tablet=edited changed /> " " <Revoke tablet=tablet.clone() changed /> }
    });
    view! {
        <tr>
            <th scope="row">{tablet.name} {limited}</th>
            <td data-label=t.column_state>{state}</td>
            <td data-label=t.column_contact>{contact}</td>
            <td data-label=t.column_unsent class="num">{unsent}</td>
            <td data-label=t.column_quarantined class="num">{quarantined}</td>
            <td class="row-actions">{actions}</td>
        </tr>
    }
}

/// More would hide the other tablets.
const SURVEYS_MAX: usize = 3;

/// The surveys that a tablet is limited to, by name.
fn surveys(only: &[CampaignId]) -> String {
    let log = use_log();
    let name = |id: &CampaignId| {
        let at = EntityRef {
            kind: EntityKind::Campaign,
            id: id.0,
        };
        record_name(log, at)
    };
    let mut names: Vec<String> = only.iter().take(SURVEYS_MAX).map(name).collect();
    if only.len() > SURVEYS_MAX {
        names.push((t().tablets.others)(only.len() - SURVEYS_MAX));
    }
    names.join("\u{202f}; ")
}

/// How much of what it brought waits for a decision, with the way there for those who may decide.
fn quarantined(count: u32) -> AnyView {
    let decides = use_account().may_now(Permission::Answers);
    match count {
        0 => "–".into_any(),
        n if decides => view! { <a href=Page::Verify.path()>{n}</a> }.into_any(),
        n => n.into_any(),
    }
}

#[component]
fn Revoke(tablet: Tablet, changed: Callback<()>) -> impl IntoView {
    let t = &t().tablets;
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let revoke = Callback::new(move |()| {
        spawn_local(async move {
            match rpc::revoke_tablet(tablet.id).await {
                Ok(()) => {
                    toasts.say(t.revoked_done);
                    changed.run(());
                }
                Err(error) => toasts.say(errors::api_error(&error)),
            }
        });
    });
    let name = format!("{} {}", t.revoke, tablet.name);
    view! {
        <button type="button" class="button small" aria-label=name on:click=move |_| open.set(true)>
            {t.revoke}
        </button>
        <Confirm title=t.revoke_title open verb=t.revoke on_yes=revoke>
            <p>{t.revoke_text}</p>
        </Confirm>
    }
}
