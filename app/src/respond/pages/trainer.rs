//! The trainer's first screen: today's sessions, and where the data is.

use super::{bar, notice};
use crate::{
    clock,
    locales::dates,
    respond::{
        Respond,
        enrolment::is_secure,
        icons::{CHECK, CLOCK, SEND, icon},
        kit,
        state::Exchange,
    },
};
use intake::wire::KitSession;
use leptos::prelude::*;

pub(super) fn page(app: Respond) -> AnyView {
    let name = move || {
        app.device.kit.with(|kit| {
            let kit = &kit.as_ref()?.kit;
            let device = kit.device.as_ref().map(|device| device.name.clone());
            device.or_else(|| Some(kit.organisation.clone()))
        })
    };
    view! {
        <div class="stage">
            {bar::bar(app, view! { <p><strong>{name}</strong></p> })} <main class="desk">
                <h1 class="question" tabindex="-1">{move || app.t().trainer.today}</h1>
                {move || notices(app)}
                {move || sessions(app)}
                {move || refused(app)}
            </main> <footer class="steps">{move || whereabouts(app)}</footer>
        </div>
    }
    .into_any()
}

/// What the trainer must know, worst first.
fn notices(app: Respond) -> Vec<AnyView> {
    let words = &app.t().trainer;
    let mut notices = Vec::new();
    let lost = app.device.lost.get();
    if lost > 0 {
        let seen = view! {
            <button type="button" class="button" on:click=move |_| app.acknowledge_lost()>
                {words.lost_button}
            </button>
        };
        notices.push(notice::alert((words.lost)(lost), seen).into_any());
    }
    if app.device.full.get() {
        notices.push(notice::alert(words.storage_full, ()).into_any());
    } else if app.device.nearly_full.get() {
        notices.push(notice::attention((words.nearly_full)(app.unsent()), ()).into_any());
    }
    if let Exchange::Refused(code) = app.device.exchange.get() {
        notices.push(refusal(app, &code));
    }
    if !is_secure() {
        notices.push(notice::attention(words.insecure, ()).into_any());
    }
    if app.device.update.get() {
        let update = view! {
            <button type="button" class="button" on:click=move |_| app.update_now()>
                {words.update}
            </button>
        };
        notices.push(notice::attention(words.update_ready, update).into_any());
    }
    notices
}

/// The server answered no: either it no longer knows this tablet, or something passing.
fn refusal(app: Respond, code: &str) -> AnyView {
    let words = &app.t().trainer;
    if !code.starts_with("device_") {
        return notice::attention((words.exchange_refused)(code), ()).into_any();
    }
    let again = view! {
        <button type="button" class="button" on:click=move |_| app.enrol_again()>
            {words.link_again}
        </button>
    };
    notice::attention(words.device_unknown, again).into_any()
}

fn sessions(app: Respond) -> Option<AnyView> {
    let words = &app.t().trainer;
    let (today, others) = app
        .device
        .kit
        .with(|kit| kit.as_ref().map(|kept| kept.by_day(clock::today())))?;
    let list = |sessions: Vec<KitSession>, class: &'static str| {
        let rows: Vec<_> = sessions
            .iter()
            .map(|session| row(app, session, class))
            .collect();
        view! { <ul class="session-list">{rows}</ul> }
    };
    let today = if today.is_empty() {
        view! {
            <div class="empty">
                <h2>{words.nothing_today}</h2>
                <p>{words.nothing_today_text}</p>
            </div>
        }
        .into_any()
    } else {
        list(today, "button primary").into_any()
    };
    let others = (!others.is_empty()).then(|| {
        view! {
            <details>
                <summary>{words.other_days}</summary>
                {list(others, "button")}
            </details>
        }
    });
    Some(view! { {today} {others} }.into_any())
}

fn row(app: Respond, session: &KitSession, class: &'static str) -> impl IntoView + use<> {
    let words = &app.t().trainer;
    let lang = app.lang.get();
    let detail = &session.detail;
    let tally = app.device.labels.with(|labels| kit::tally(session, labels));
    let period = dates::period(detail.starts, detail.ends, lang);
    let when = match detail.site.as_str() {
        "" => period,
        site => [&period, ", ", site].concat(),
    };
    let campaign = session.campaign;
    let title = detail.title.clone();
    let name = ["t-", &campaign.to_string()].concat();
    view! {
        <li>
            <p class="when">{when}</p>
            <h2 id=name.clone()>{title}</h2>
            {session
                .test
                .then(|| view! { <p><span class="badge attention">{icon(CLOCK)} {words.test}</span></p> })}
            <div class="tally">
                <p class="figure">{(words.tally)(tally.answered, tally.expected())}</p>
                <progress
                    max=tally.expected().max(1)
                    value=tally.answered.min(tally.expected())
                    aria-labelledby=name.clone()
                ></progress>
            </div>
            <div class="actions">
                <button
                    type="button"
                    class=class
                    aria-describedby=name
                    on:click=move |_| app.open_session(campaign)
                >
                    {words.open}
                </button>
            </div>
        </li>
    }
}

/// What the server would not take: shown in words, kept until someone looks.
fn refused(app: Respond) -> Option<impl IntoView> {
    let words = &app.t().trainer;
    let refused = app.device.refused.get();
    if refused.is_empty() {
        return None;
    }
    let mut codes: Vec<&str> = refused
        .iter()
        .map(|refused| refused.code.as_str())
        .collect();
    codes.sort_unstable();
    let reasons: Vec<_> = codes
        .chunk_by(|a, b| a == b)
        .map(|same| {
            let reason = (words.refused_because)(same[0]);
            view! { <li>{reason} " (" {same.len()} ")"</li> }
        })
        .collect();
    Some(view! {
        <section aria-labelledby="refused">
            <h2 id="refused">{words.refused_title}</h2>
            <p>{words.refused_text}</p>
            <ul>{reasons}</ul>
            <button type="button" class="button" on:click=move |_| app.retry_refused()>
                {words.send_again}
            </button>
        </section>
    })
}

/// Where the data is, in words: never red, being offline is normal.
fn whereabouts(app: Respond) -> impl IntoView {
    let words = &app.t().trainer;
    let unsent = app.unsent();
    let (mark, state) = match (app.device.exchange.get(), unsent) {
        (Exchange::Sending, 1..) => (SEND, words.sending.to_owned()),
        (_, 0) => (CHECK, words.all_received.to_owned()),
        (_, count) => (CLOCK, (words.waiting)(count)),
    };
    let contact = match app.device.last_contact.get() {
        Some(at) => (words.last_contact)(&dates::moment(at, app.lang.get())),
        None => words.never_in_touch.to_owned(),
    };
    notice::whereabouts(mark, [&state, ", ", &contact].concat())
}
