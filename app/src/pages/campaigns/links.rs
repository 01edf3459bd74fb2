//! Fresh links of one person each, to hand over by other means than mail: read, copied with the message around them, or taken
//! as a table. A table of links joins names and addresses to the keys of their answers, so it stays with whoever hands them over.

use super::{letter::CopyLetter, log::handed_out};
use crate::{
    components::{CopyLines, Icon, csv, icon, save_file, use_toasts},
    locales::workspace::{errors, lang, t},
    state::{place, use_commands, use_log},
};
use api::{outreach::PersonalLink, rpc};
use domain::{ids::CampaignId, solicitation::Means};
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
            false => view! { <Made id links /> }.into_any(),
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

/// The links that were made; whatever is taken of them, the log tells that so many people were asked.
#[component]
pub fn Made(id: CampaignId, links: Vec<PersonalLink>) -> impl IntoView {
    let words = &t().mail;
    let (log, commands) = (use_log(), use_commands());
    let count = links.len();
    let taken = Callback::new(move |()| {
        handed_out((log, commands), id, (Means::Link, Some(count)));
    });
    let lines = links.iter().map(|one| row(one).join("  ")).collect();
    let all = StoredValue::new(links);
    let save = move |_| {
        taken.run(());
        let table = all.with_value(|links| table(links));
        save_file("boucle-liens.csv", "text/csv", &csv(&table, lang()));
    };
    view! {
        <CopyLines
            id="personal-links"
            label=words.all_links
            lines
            verb=words.copy_links
            copied=words.copied_links
            on_copy=taken
        >
            <button type="button" class="button" on:click=save>
                {icon(Icon::Download)} {words.links_csv}
            </button>
        </CopyLines>
        <Messages links=all taken />
        <p class="muted">{words.links_keep}</p>
    }
}

/// The message to one of them, chosen from the list.
#[component]
fn Messages(links: StoredValue<Vec<PersonalLink>>, taken: Callback<()>) -> impl IntoView {
    let all = t();
    let words = &all.mail;
    let chosen = RwSignal::new(None::<usize>);
    let line = move |(at, one): (usize, &PersonalLink)| {
        let contact = &one.contact.contact;
        let label = (all.common.labelled)(words.see_message, &contact.name);
        view! {
            <tr>
                <th scope="row">{contact.name.clone()}</th>
                <td data-label=all.people.email class="wide">{contact.email.clone()}</td>
                <td class="row-actions">
                    <button
                        type="button"
                        class="button small"
                        aria-label=label
                        on:click=move |_| chosen.set(Some(at))
                    >
                        {words.see_message}
                    </button>
                </td>
            </tr>
        }
    };
    let lines = links.with_value(|links| links.iter().enumerate().map(line).collect_view());
    let message = move || {
        let letter = links.with_value(|links| Some(links.get(chosen.get()?)?.letter.clone()))?;
        let address = links.with_value(|links| Some(address(&links.get(chosen.get()?)?.link)))?;
        Some(view! {
            <p>
                <a class="button small" href=address rel="external" target="_blank">
                    {words.with_them}
                </a>
            </p>
            <CopyLetter letter on_copy=taken />
        })
    };
    view! {
        <div class="table-wrap">
            <table class="list">
                <thead>
                    <tr>
                        <th scope="col">{all.people.name}</th>
                        <th scope="col">{all.people.email}</th>
                        <th scope="col"><span class="visually-hidden">{words.see_message}</span></th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        {message}
    }
}

fn address(link: &str) -> String {
    format!("{}/r/#c={link}", place::public_base())
}

/// Name, address and link.
fn row(link: &PersonalLink) -> [String; 3] {
    let contact = &link.contact.contact;
    let url = address(&link.link);
    [contact.name.clone(), contact.email.clone(), url]
}

/// With the whole message, for a mail merge.
fn table(links: &[PersonalLink]) -> Vec<Vec<String>> {
    let all = t();
    let words = &all.mail;
    let head = [
        all.people.name,
        all.people.email,
        words.link_column,
        words.subject,
        words.message,
    ];
    let line = |one: &PersonalLink| {
        let letter = [one.letter.subject.clone(), one.letter.text.clone()];
        row(one).into_iter().chain(letter).collect()
    };
    let head = head.map(str::to_owned).to_vec();
    std::iter::once(head)
        .chain(links.iter().map(line))
        .collect()
}
