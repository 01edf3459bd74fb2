//! Where an organisation works: chosen in a list, kept as text while it is.

use super::SelectField;
use crate::locales::workspace::t;
use domain::calendar::Territory;
use leptos::prelude::*;

#[component]
pub fn TerritoryField(value: RwSignal<String>) -> impl IntoView {
    let t = &t().territories;
    let options = Territory::ALL.map(|one| (territory_key(one), (t.name)(one).to_owned()));
    view! {
        <SelectField id="territory" label=t.label hint=t.hint value options=options.to_vec() />
    }
}

/// What stands for it in the list.
pub fn territory_key(territory: Territory) -> String {
    format!("{territory:?}")
}

/// The one chosen.
pub fn territory_of(key: &str) -> Territory {
    let mut all = Territory::ALL.into_iter();
    all.find(|one| territory_key(*one) == key)
        .unwrap_or_default()
}
