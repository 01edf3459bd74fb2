//! Which surveys a tablet takes: every open one, or those chosen.

use crate::{
    components::Problems,
    locales::workspace::t,
    pages::verify::record_name,
    state::{Log, use_log},
};
use domain::{campaign::CampaignStatus, entity::EntityKind, ids::CampaignId};
use leptos::prelude::*;
use sync::EntityRef;

/// None: every open one.
pub type Only = RwSignal<Option<Vec<CampaignId>>>;

/// Whether the choice can be kept; says so where it cannot.
pub fn is_chosen(only: Only, problems: Problems) -> bool {
    let none = only.with_untracked(|only| only.as_ref().is_some_and(Vec::is_empty));
    if none {
        let words = &t().tablets;
        problems.name("tablet-surveys", words.surveys);
        problems.one("tablet-surveys", words.choose_one);
    }
    !none
}

/// Open surveys, and those chosen before.
fn offered(log: Log, only: &Option<Vec<CampaignId>>) -> Vec<CampaignId> {
    let all = log.campaigns();
    let open = all.iter().filter(|row| {
        let chosen = only.as_ref().is_some_and(|only| only.contains(&row.id));
        chosen || row.value.status == CampaignStatus::Open
    });
    open.map(|row| row.id).collect()
}

#[component]
pub fn Limits(only: Only) -> impl IntoView {
    let (log, words) = (use_log(), &t().tablets);
    let offered = untrack(|| only.with(|only| offered(log, only)));
    let limited = move || only.with(Option::is_some);
    let all_or_some = move |some: bool, said: &'static str| {
        let choose = move |_| only.set(some.then(Vec::new));
        view! {
            <label>
                <input
                    type="radio"
                    name="tablet-surveys"
                    prop:checked=move || limited() == some
                    on:change=choose
                />
                <span>{said}</span>
            </label>
        }
    };
    let one = move |id: CampaignId| {
        let toggle = move |event| {
            let on = event_target_checked(&event);
            only.update(|only| {
                let chosen = only.get_or_insert_default();
                chosen.retain(|known| *known != id);
                if on {
                    chosen.push(id);
                }
            });
        };
        let checked = move || only.with(|only| only.as_ref().is_some_and(|all| all.contains(&id)));
        let at = EntityRef {
            kind: EntityKind::Campaign,
            id: id.0,
        };
        view! {
            <label>
                <input type="checkbox" prop:checked=checked on:change=toggle />
                <span>{record_name(log, at)}</span>
            </label>
        }
    };
    let choices = move || {
        let list: Vec<_> = offered.iter().map(|id| one(*id)).collect();
        let none = list
            .is_empty()
            .then(|| view! { <p class="muted">{words.no_open}</p> });
        view! { <p class="hint">{words.some_hint}</p> {list} {none} }
    };
    view! {
        <fieldset class="choices" id="tablet-surveys" tabindex="-1">
            <legend>{words.surveys}</legend>
            {all_or_some(false, words.all_surveys)}
            {all_or_some(true, words.some_surveys)}
            <Show when=limited>{choices.clone()}</Show>
        </fieldset>
    }
}
