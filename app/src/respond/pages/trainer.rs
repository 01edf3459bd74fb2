//! The trainer's first screen: today's sessions, and where the data is.

use super::bar;
use crate::{
    clock,
    locales::dates,
    respond::{
        Respond,
        custody::Watch,
        enrolment::is_secure,
        icons::{CHECK, CLOCK, SEND, icon},
        parts::{
            alert, attention, body, button, disclosure, group, heading, label, live, stage, steps,
            tally, title, whereabouts, words,
        },
        state::Exchange,
    },
};
use intake::{device::OnTablet, wire::KitSession};
use leptos::prelude::*;

pub(super) fn page(app: Respond, watch: Watch) -> AnyView {
    stage(vec![
        bar::bar(app, live(move || title(name(app)))),
        body(
            "desk",
            vec![
                heading(None, app.staff().trainer.today),
                live(move || notices(app).into_any()),
                live(move || refused(app)),
                live(move || aside(app)),
                live(move || sessions(app, watch)),
            ],
        ),
        steps(vec![live(move || where_it_is(app)), about(app)]),
    ])
}

/// The tablet's, else the organisation's.
pub(super) fn name(app: Respond) -> String {
    let device = app.device.read();
    let Some(kept) = &device.kit else {
        return String::new();
    };
    match &kept.kit.device {
        Some(tablet) => tablet.name.clone(),
        None => kept.kit.organisation.clone(),
    }
}

/// What the trainer must know, worst first.
fn notices(app: Respond) -> Vec<AnyView> {
    let trainer = &app.staff().trainer;
    let device = app.device.read();
    let mut notices = Vec::new();
    if let Some(lost) = device.lost {
        let seen = label(None, trainer.lost_button, None);
        let seen = button("button", seen, move || app.acknowledge_lost());
        notices.push(alert((trainer.lost)(lost), Some(seen)));
    }
    if device.full {
        notices.push(alert(trainer.storage_full, None));
    } else if device.storage.nearly_full() {
        notices.push(attention((trainer.nearly_full)(app.unsent()), None));
    }
    match &device.exchange {
        Exchange::Refused(code) => notices.push(refusal(app, code)),
        Exchange::Broken => notices.push(alert(trainer.storage_broken, None)),
        Exchange::Busy => notices.push(attention(trainer.busy, None)),
        _ => {}
    }
    if let Some(off) = clock::off_ms() {
        let span = dates::span(off.unsigned_abs(), app.lang.get());
        let words = (app.staff().device.clock_off)(off > 0, &span);
        notices.push(attention((trainer.clock)(&words), None));
    }
    if !is_secure() {
        notices.push(attention(trainer.insecure, None));
    }
    if device.update {
        let update = label(None, trainer.update, None);
        let update = button("button", update, move || app.update_now());
        notices.push(attention(trainer.update_ready, Some(update)));
    }
    notices
}

/// The server answered no: either it no longer knows this tablet, or something passing.
fn refusal(app: Respond, code: &str) -> AnyView {
    let trainer = &app.staff().trainer;
    if !code.starts_with("device_") {
        return attention((trainer.exchange_refused)(code), None);
    }
    let again = label(None, trainer.link_again, None);
    let again = button("button", again, move || app.enrol_again());
    let said = match code {
        "device_revoked" => trainer.device_revoked,
        _ => trainer.device_unknown,
    };
    attention(said, Some(again))
}

fn sessions(app: Respond, watch: Watch) -> AnyView {
    let trainer = &app.staff().trainer;
    let device = app.device.read();
    let revoked = matches!(&device.exchange, Exchange::Refused(code) if code == "device_revoked");
    // What a revoked tablet would collect is set aside: it offers nothing to open.
    let Some(kept) = device.kit.as_ref().filter(|_| !revoked) else {
        return ().into_any();
    };
    let (today, others) = kept.by_day(clock::today());
    let list = |sessions: Vec<KitSession>, class: &'static str| {
        let rows: Vec<_> = sessions
            .iter()
            .map(|session| {
                let all = &kept.kit.questionnaires;
                let asked = all
                    .iter()
                    .find(|one| one.reference() == session.questionnaire);
                let title = asked.map(|one| one.title.get(app.lang.get()).to_owned());
                row(app, session, title, watch.of(session.campaign), class)
            })
            .collect();
        view! { <ul class="session-list">{rows}</ul> }.into_any()
    };
    let first = if today.is_empty() {
        view! {
            <div class="empty"><h2>{trainer.nothing_today}</h2>{words("", trainer.nothing_today_text)}</div>
        }
        .into_any()
    } else {
        list(today, "button primary")
    };
    let mut parts = vec![first];
    if !others.is_empty() {
        parts.push(disclosure(trainer.other_days, list(others, "button")));
    }
    parts.into_any()
}

fn row(
    app: Respond,
    session: &KitSession,
    title: Option<String>,
    now: Option<OnTablet>,
    class: &'static str,
) -> AnyView {
    let trainer = &app.staff().trainer;
    let detail = &session.detail;
    let period = dates::period(detail.starts, detail.ends, app.lang.get());
    let when = match detail.site.as_str() {
        "" => period,
        site => [&period, ", ", site].concat(),
    };
    let campaign = session.campaign;
    let id = ["t-", &campaign.to_string()].concat();
    let test = session.test.then(|| {
        view! { <p><span class="badge attention">{icon(CLOCK)} {trainer.test}</span></p> }
    });
    // One session may be asked more than once, at one moment too.
    let title = title.map(|title| words("when", title));
    let asked = session
        .asked
        .map(|(who, wave)| words("when", (trainer.asked)(who, wave)));
    let open = label(None, trainer.open, None);
    view! {
        <li>
            {words("when", when)} <h2>{detail.title.clone()}</h2> {asked} {title} {test}
            {now.map(|now| answered(app, &now, id))}
            {now.map(|now| words("when", (trainer.balance)(now.sum.balance())))}
            {group("actions", vec![button(class, open, move || app.open_session(campaign))])}
        </li>
    }
    .into_any()
}

/// How many have answered, whether the server has it or this tablet.
pub(super) fn answered(app: Respond, now: &OnTablet, id: String) -> AnyView {
    let answered = now.sum.received + now.here;
    let expected = now.sum.headcount.saturating_sub(now.sum.absent);
    let text = (app.staff().trainer.tally)(answered, expected);
    tally(text, id, (answered, expected))
}

/// What the server would not take: shown in words, kept until someone looks.
fn refused(app: Respond) -> AnyView {
    let trainer = &app.staff().trainer;
    let device = app.device.read();
    if device.refused.is_empty() {
        return ().into_any();
    }
    let why = device.refused.iter();
    let why = counted(why.map(|refused| (trainer.refused_because)(&refused.code)));
    let text = [trainer.refused_title, ". ", trainer.refused_text, &why].concat();
    let again = label(None, trainer.send_again, None);
    let again = button("button", again, move || app.retry_refused());
    attention(text, Some(again))
}

/// What the server has and does not count: told until someone has seen it.
fn aside(app: Respond) -> AnyView {
    let trainer = &app.staff().trainer;
    let device = app.device.read();
    if device.aside.is_empty() {
        return ().into_any();
    }
    let codes = device.aside.iter().filter_map(|one| one.aside.as_deref());
    let why = counted(codes.map(trainer.aside_because));
    let text = [trainer.aside_title, ". ", trainer.aside_text, &why].concat();
    let seen = label(None, trainer.aside_seen, None);
    let seen = button("button", seen, move || app.acknowledge_aside());
    attention(text, Some(seen))
}

/// Each reason once, with how often it is there.
fn counted(all: impl Iterator<Item = &'static str>) -> String {
    let mut reasons: Vec<(&str, usize)> = Vec::new();
    for reason in all {
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, count)) => *count += 1,
            None => reasons.push((reason, 1)),
        }
    }
    let told = reasons
        .into_iter()
        .map(|(reason, count)| [" ", reason, " (", &count.to_string(), ")."].concat());
    told.collect()
}

/// The way to what this tablet holds and how it fares.
fn about(app: Respond) -> AnyView {
    let about = label(None, app.staff().device.title, None);
    button("button", about, move || app.show_device())
}

/// Where the data is, in words: never red, being offline is normal.
pub(super) fn where_it_is(app: Respond) -> AnyView {
    let trainer = &app.staff().trainer;
    let device = app.device.read();
    let (mark, state) = match (&device.exchange, app.unsent()) {
        (Exchange::Sending { sent, of }, 1..) => (SEND, (trainer.sending)(*sent, *of)),
        (_, 0) if device.refused.is_empty() => (CHECK, trainer.all_received.to_owned()),
        (_, 0) => (CLOCK, trainer.rest_received.to_owned()),
        (_, count) => (CLOCK, (trainer.waiting)(count)),
    };
    let contact = match device.last_contact {
        Some(at) => (trainer.last_contact)(&dates::moment(at, app.lang.get())),
        None => trainer.never_in_touch.to_owned(),
    };
    whereabouts(mark, [&state, ", ", &contact].concat())
}
