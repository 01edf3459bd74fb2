//! Asking by mail: who was asked and who answered, the letter, a try, sending. Online only.

use super::{
    letter::{LETTER, Letter},
    links::Links,
};
use crate::{
    clock,
    components::{Confirm, More, Notice, PAGE, PageHead, Tone, badge, focus, use_toasts},
    locales::{
        dates,
        workspace::{errors, lang, t},
    },
    pages::{
        not_found::NotHere,
        people::{Returned, failed, returned_text, waiting},
    },
    routes::Page,
    state::{place, use_account, use_log},
};
use api::{
    outreach::{Asked, Mailing},
    rpc,
};
use domain::{
    campaign::{Campaign, Privacy, Stage},
    ids::{CampaignId, SessionId},
    role::Permission,
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn MailPage(id: CampaignId) -> impl IntoView {
    let all = t();
    let log = use_log();
    let may = use_account().may_now(Permission::Plan);
    let found = Memo::new(move |_| {
        let campaign = log.campaign(id)?.value;
        let title = log.session(campaign.session)?.value.title;
        Some((campaign, title))
    });
    move || match found.get() {
        None => view! { <NotHere /> }.into_any(),
        Some((campaign, title)) => view! {
            <PageHead title=all.titles.mail lead=title>
                <a class="button" href=Page::Campaign(id).path()>{all.campaigns.back}</a>
                <a class="button" href=Page::Contacts(campaign.session).path()>{all.people.link}</a>
            </PageHead>
            {match may {
                true => view! { <Here id campaign /> }.into_any(),
                false => view! { <Notice text=all.people.not_allowed /> }.into_any(),
            }}
        }
        .into_any(),
    }
}

#[component]
fn Here(id: CampaignId, campaign: Campaign) -> impl IntoView {
    let words = &t().mail;
    let mailing = LocalResource::new(move || rpc::mailing(id));
    let again = Callback::new(move |()| mailing.refetch());
    // Once it is known, whatever is read again.
    let sends = Memo::new(move |_| Some(mailing.get()?.ok()?.sender.is_some()));
    let (session, personal) = (campaign.session, campaign.privacy != Privacy::Anonyme);
    let about = match campaign.privacy {
        Privacy::Anonyme => words.shared,
        Privacy::Confidentiel => words.personal,
        Privacy::Nominatif => words.named,
    };
    // Nobody is asked to answer what takes no more answers.
    let takes = matches!(campaign.stage(clock::today()), Stage::Planned | Stage::Open);
    let local_only = !place::is_public();
    let reminder = RwSignal::new(false);
    let body = move || match mailing.get() {
        None => waiting(),
        Some(Err(error)) => failed(&error),
        Some(Ok(known)) => view! {
            {takes.then(|| view! {
                <Sender sender=known.sender.clone() />
                <Send id mailing=known.clone() changed=again />
            })}
            <Refused session mailing=known.clone() />
            <Reminders mailing=known.clone() reminder takes />
            <People mailing=known takes />
        }
        .into_any(),
    };
    view! {
        {(takes && local_only).then(|| view! { <Notice tone=Tone::Attention text=t().campaigns.not_public /> })}
        {match takes {
            true => view! { <p>{about}</p> }.into_any(),
            false => view! { <Notice text=words.over /> }.into_any(),
        }}
        {body}
        {move || sends.get().map(|sends| view! { <Letter id reminder sends personal takes /> })}
        {(personal && takes).then(|| view! { <Links id /> })}
        <Returned changed=again />
    }
}

#[component]
fn Sender(sender: Option<String>) -> impl IntoView {
    let words = &t().mail;
    match sender {
        Some(sender) => {
            view! { <p class="muted">{(t().common.labelled)(words.from, &sender)}</p> }.into_any()
        }
        None => {
            view! { <Notice tone=Tone::Attention text=errors::sentence("no_mailer") /> }.into_any()
        }
    }
}

#[component]
fn Send(id: CampaignId, mailing: Mailing, changed: Callback<()>) -> impl IntoView {
    let words = &t().mail;
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let fresh = |one: &&Asked| {
        let contact = &one.person.contact;
        contact.is_written_to() && one.sent == 0 && one.next.is_none() && one.answered != Some(true)
    };
    let count = mailing.people.iter().filter(fresh).count();
    let send = Callback::new(move |()| {
        spawn_local(async move {
            match rpc::send_mail(id).await {
                Ok(_) => {
                    toasts.say(words.asked);
                    changed.run(());
                }
                Err(error) => toasts.say(errors::api_error(&error)),
            }
        });
    });
    (mailing.sender.is_some() && count > 0).then(|| {
        view! {
            <div class="form-actions">
                <button type="button" class="button primary" on:click=move |_| open.set(true)>
                    {(words.send)(count)}
                </button>
            </div>
            <Confirm title=words.send_title open verb=(words.send)(count) on_yes=send harmless=true>
                <p>{words.send_text}</p>
            </Confirm>
        }
    })
}

/// Of addresses that take no mail, before somebody wonders why nobody is written to there.
#[component]
fn Refused(session: SessionId, mailing: Mailing) -> impl IntoView {
    let all = t();
    let refused =
        |one: &&Asked| one.person.contact.refused_on.is_some() && one.answered != Some(true);
    let count = mailing.people.iter().filter(refused).count();
    (count > 0).then(|| {
        view! {
            <Notice tone=Tone::Late text=(all.mail.refused)(count)>
                <a href=Page::Contacts(session).path()>{all.people.link}</a>
            </Notice>
        }
    })
}

/// When people are asked again, and a way to the letter they will get.
#[component]
fn Reminders(mailing: Mailing, reminder: RwSignal<bool>, takes: bool) -> impl IntoView {
    let words = &t().mail;
    let next = match mailing.reminder {
        Some(day) => (words.next_reminder)(&dates::day(day, lang())),
        None => words.no_reminder.to_owned(),
    };
    let others = (mailing.others > 0).then(|| (words.others)(mailing.others));
    let see = move |_| {
        reminder.set(true);
        focus(LETTER);
    };
    let see = mailing.reminder.is_some().then(|| {
        view! { " " <button type="button" class="button small" on:click=see>{words.see_reminder}</button> }
    });
    mailing.sender.is_some().then(|| {
        view! {
            {takes.then(|| view! { <p>{next} {see}</p> })}
            {others.map(|text| view! { <p class="muted">{text}</p> })}
        }
    })
}

#[component]
fn People(mailing: Mailing, takes: bool) -> impl IntoView {
    let all = t();
    let words = &all.mail;
    if mailing.people.is_empty() {
        let text = match takes {
            true => all.people.empty_text,
            false => all.people.empty_title,
        };
        return view! { <Notice text /> }.into_any();
    }
    let (rows, drawn) = (mailing.people.len(), RwSignal::new(PAGE));
    let people = StoredValue::new(mailing.people);
    let row = move |one: &Asked| {
        let lang = lang();
        let contact = &one.person.contact;
        let sent = match one.last {
            Some(day) => (words.sent)(one.sent, &dates::day(day, lang)),
            None => "–".to_owned(),
        };
        let next = one
            .next
            .map_or_else(|| "–".to_owned(), |day| dates::day(day, lang));
        view! {
            <tr>
                <th scope="row">{contact.name.clone()}</th>
                <td data-label=all.people.email class="wide">{contact.email.clone()}</td>
                <td data-label=words.column_sent>{sent}</td>
                <td data-label=words.column_next>{next}</td>
                <td data-label=all.people.state>{state(one, takes)}</td>
            </tr>
        }
    };
    let shown = move || {
        let first = |people: &Vec<Asked>| people.iter().take(drawn.get()).map(row).collect_view();
        people.with_value(first)
    };
    view! {
        <div class="table-wrap">
            <table class="list">
                <thead>
                    <tr>
                        <th scope="col">{all.people.name}</th>
                        <th scope="col">{all.people.email}</th>
                        <th scope="col">{words.column_sent}</th>
                        <th scope="col">{words.column_next}</th>
                        <th scope="col">{all.people.state}</th>
                    </tr>
                </thead>
                <tbody>{shown}</tbody>
            </table>
        </div>
        <More drawn rows />
    }
    .into_any()
}

fn state(one: &Asked, takes: bool) -> AnyView {
    let all = t();
    let contact = &one.person.contact;
    if one.answered == Some(true) {
        badge(Tone::Ok, all.mail.answered).into_any()
    } else if contact.opted_out {
        badge(Tone::Plain, all.people.opted_out).into_any()
    } else if contact.bounced {
        badge(Tone::Late, returned_text(contact)).into_any()
    } else if one.failed {
        badge(Tone::Late, all.mail.failed).into_any()
    } else if one.sent > 0 {
        badge(Tone::Plain, all.mail.written).into_any()
    } else if !takes {
        badge(Tone::Plain, all.mail.never).into_any()
    } else if one.next.is_some() {
        badge(Tone::Attention, all.mail.waiting).into_any()
    } else {
        badge(Tone::Plain, all.mail.not_yet).into_any()
    }
}
