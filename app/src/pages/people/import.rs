//! People of a session from a spreadsheet.

use crate::{
    components::{ImportField, ImportWizard, PageHead},
    locales::workspace::t,
    pages::not_found::NotHere,
    routes::Page,
    state::use_log,
};
use domain::{ids::SessionId, import::CONTACT_FIELDS};
use leptos::prelude::*;

/// Rows without these are refused.
const NEEDED: [&str; 2] = ["name", "email"];

#[component]
pub fn ImportContactsPage(id: SessionId) -> impl IntoView {
    let all = t();
    let log = use_log();
    let here = Memo::new(move |_| log.session(id).is_some());
    let to_list = move || view! { <a class="button primary" href=Page::Contacts(id).path()>{all.people.see_list}</a> };
    move || {
        let fields = CONTACT_FIELDS.map(|key| ImportField {
            key: key.to_owned(),
            label: label(key).to_owned(),
            needed: NEEDED.contains(&key),
        });
        match here.get() {
            false => view! { <NotHere /> }.into_any(),
            true => view! {
                <PageHead title=all.titles.import_contacts lead=all.people.import_lead />
                <ImportWizard
                    url=format!("/app/import/v1/contacts?session={id}")
                    fields=fields.to_vec()
                    done=to_list
                />
            }
            .into_any(),
        }
    }
}

fn label(field: &str) -> &'static str {
    let words = &t().people;
    match field {
        "name" => words.name,
        "first_name" => words.first_name,
        "email" => words.email,
        "party" => words.party,
        "stakeholder" => words.stakeholder,
        "lang" => words.language,
        _ => words.minor,
    }
}
