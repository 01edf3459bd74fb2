//! Fresh links of one person each, to hand over by other means than mail: read, copied, or taken as a table. A table of
//! links joins names and addresses to the keys of their answers, so it stays with whoever hands them over.

use crate::{
    components::{CopyLines, Icon, csv, icon, save_file, use_toasts},
    locales::workspace::{errors, lang, t},
    state::place,
};
use api::{outreach::PersonalLink, rpc};
use domain::ids::CampaignId;
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Links(id: CampaignId) -> impl IntoView {
    let words = &t().mail;
    let toasts = use_toasts();
    let links = RwSignal::new(None::<Vec<PersonalLink>>);
    let make = move |_| {
        spawn_local(async move {
            match rpc::personal_links(id).await {
                Ok(made) => links.set(Some(made)),
                Err(error) => toasts.say(errors::api_error(&error)),
            }
        });
    };
    let made = move || {
        let links = links.get()?;
        Some(match links.is_empty() {
            true => view! { <p role="status">{words.no_links}</p> }.into_any(),
            false => view! { <Made links /> }.into_any(),
        })
    };
    view! {
        <section class="section">
            <h2>{words.links}</h2>
            <p>{words.links_text}</p>
            <div class="form-actions">
                <button type="button" class="button" on:click=make>{words.make_links}</button>
            </div>
            {made}
        </section>
    }
}

#[component]
fn Made(links: Vec<PersonalLink>) -> impl IntoView {
    let words = &t().mail;
    let rows: Vec<[String; 3]> = links.into_iter().map(row).collect();
    let lines = rows.iter().map(|row| row.join("  ")).collect();
    let save = move |_| {
        save_file("boucle-liens.csv", "text/csv", &csv(&table(&rows), lang()));
    };
    view! {
        <CopyLines
            id="personal-links"
            label=words.all_links
            lines
            verb=words.copy_links
            copied=words.copied_links
        >
            <button type="button" class="button" on:click=save>
                {icon(Icon::Download)} {words.links_csv}
            </button>
        </CopyLines>
        <p class="muted">{words.links_keep}</p>
    }
}

/// Name, address and link.
fn row(link: PersonalLink) -> [String; 3] {
    let contact = link.contact.contact;
    let url = format!("{}/r/#c={}", place::public_base(), link.link);
    [contact.name, contact.email, url]
}

fn table(rows: &[[String; 3]]) -> Vec<Vec<String>> {
    let all = t();
    let head = [all.people.name, all.people.email, all.mail.link_column].map(str::to_owned);
    let lines = std::iter::once(head).chain(rows.iter().cloned());
    lines.map(Vec::from).collect()
}
