//! Sessions from a spreadsheet.

use crate::{
    components::{ImportField, ImportWizard, PageHead},
    locales::workspace::t,
    routes::Page,
};
use domain::import::SESSION_FIELDS;
use leptos::prelude::*;

/// Rows without these are refused.
const NEEDED: [&str; 2] = ["service", "starts"];

#[component]
pub fn ImportSessionsPage() -> impl IntoView {
    let t = t();
    let next = move || {
        view! {
            <a class="button primary" href=Page::Calendar.path()>{t.sessions.import_next}</a>
            <a class="button" href=Page::Sessions.path()>{t.sessions.see_list}</a>
        }
    };
    let fields = SESSION_FIELDS.map(|key| ImportField {
        key: key.to_owned(),
        label: label(key).to_owned(),
        needed: NEEDED.contains(&key),
    });
    view! {
        <PageHead title=t.titles.import_sessions lead=t.sessions.import_lead />
        <ImportWizard
            url="/app/import/v1/sessions"
            fields=fields.to_vec()
            goes_on=true
            done=next
        />
    }
}

fn label(field: &str) -> &'static str {
    let t = &t().sessions;
    match field {
        "service" => t.field_service,
        "kind" => t.field_kind,
        "title" => t.title,
        "starts" => t.starts,
        "ends" => t.ends,
        "site" => t.place,
        "trainer" => t.trainer_short,
        "company" => t.company_short,
        "funder" => t.funder_short,
        "subcontracted_for" => t.subcontracted_short,
        "headcount" => t.headcount,
        _ => t.absent,
    }
}
