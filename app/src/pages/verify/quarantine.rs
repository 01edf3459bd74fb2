//! What the server set aside, for those who may decide on it: what each thing is about, why it was not taken, and what
//! accepting it does. Online only: the server keeps it.

use super::{
    dismiss::Dismiss,
    left_aside::{self, LeftAsideList},
    record_name,
    set_aside::{begun, wanted},
};
use crate::{
    components::{Icon, Notice, Ring, Toasts, Tone, icon, use_toasts},
    locales::{
        dates,
        workspace::{errors, lang, t},
    },
    pages::record::{named::op_name, words::person},
    state::{use_log, use_people, use_rollups, use_sync_status},
};
use api::{
    ApiError,
    model::{Held, Quarantine},
    rpc,
};
use domain::{
    entity::EntityKind,
    quarantine::{Subject, Verdict},
};
use leptos::{prelude::*, task::spawn_local};
use sync::{EntityRef, Op};

/// Things decided on in one call: the server takes no more.
const CALL: usize = 200;

/// What the section's parts share.
#[derive(Clone, Copy)]
pub struct Desk {
    again: Callback<()>,
    toasts: Toasts,
    pub busy: RwSignal<bool>,
    /// What a reason is being asked for, and whether it is.
    pub asked: StoredValue<Vec<Subject>>,
    pub asking: RwSignal<bool>,
}

impl Desk {
    /// `again` runs after each decision.
    pub fn new(again: Callback<()>) -> Desk {
        Desk {
            again,
            toasts: use_toasts(),
            busy: RwSignal::new(false),
            asked: StoredValue::new(Vec::new()),
            asking: RwSignal::new(false),
        }
    }

    pub fn decide(self, subjects: Vec<Subject>, verdict: Verdict) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            self.toasts.say(outcome(&subjects, &verdict).await);
            self.busy.set(false);
            self.again.run(());
        });
    }
}

/// What came of a decision, in words.
async fn outcome(subjects: &[Subject], verdict: &Verdict) -> String {
    let words = &t().quarantine;
    let mut refused = Vec::new();
    for part in subjects.chunks(CALL) {
        match rpc::decide(part.to_vec(), verdict.clone()).await {
            Ok(more) => refused.extend(more),
            Err(error) => return errors::api_error(&error),
        }
    }
    match (refused.first(), verdict) {
        (Some((_, why)), _) => (words.refused)(refused.len(), &errors::refusal(*why)),
        (None, Verdict::Accepted) => words.accepted.to_owned(),
        (None, Verdict::Dismissed(_)) => words.dismissed.to_owned(),
    }
}

/// Everything from the start, as far as it was asked for.
async fn load(pages: u32) -> Result<Quarantine, ApiError> {
    let mut all = rpc::quarantine(None).await?;
    for _ in 1..pages {
        let Some(next) = all.next.take() else { break };
        let page = rpc::quarantine(Some(next)).await?;
        all.held.extend(page.held);
        all.next = page.next;
    }
    Ok(all)
}

/// `kept` learns how much there is, once the server has said.
#[component]
pub fn QuarantineList(kept: RwSignal<Option<usize>>) -> impl IntoView {
    let (all, status) = (t(), use_sync_status());
    let words = &all.quarantine;
    let (pages, left_pages) = (RwSignal::new(1), RwSignal::new(1));
    let quarantine = LocalResource::new(move || load(pages.get()));
    let left = LocalResource::new(move || left_aside::load(left_pages.get()));
    let desk = Desk::new(Callback::new(move |()| {
        quarantine.refetch();
        left.refetch();
        status.try_now();
    }));
    // Without a network the list above says so.
    let left = move || left.get().and_then(Result::ok);
    let any_left = Memo::new(move |_| left().is_some_and(|all| !all.left.is_empty()));
    let list = move || {
        match quarantine.get() {
        None => view! { <div class="skeleton brief" role="status"><Ring busy=true /> <p>{all.common.loading}</p></div> }
        .into_any(),
        Some(Ok(Quarantine { held, .. })) if held.is_empty() => {
            kept.set(Some(0));
            let none = move || if any_left.get() { words.nothing_waits } else { words.nothing };
            view! { <p>{none}</p> }.into_any()
        }
        Some(Ok(Quarantine { held, next })) => {
            kept.set(Some(held.len()));
            cards(held, next.is_some(), pages, desk).into_any()
        }
        Some(Err(ApiError::Offline)) => view! { <Notice text=words.offline /> }.into_any(),
        Some(Err(error)) => {
            view! { <Notice tone=Tone::Late text=errors::api_error(&error) /> }.into_any()
        }
    }
    };
    let export = move || {
        (kept.get().is_some_and(|kept| kept > 0) || any_left.get()).then(|| {
            view! {
                <div class="actions">
                    <a class="button" href="/app/export/v1/quarantine.json" download="">
                        {icon(Icon::Download)} {words.export}
                    </a>
                </div>
            }
        })
    };
    view! {
        <section class="section">
            <h2>{words.title}</h2>
            <p>{words.lead}</p>
            {export}
            {list}
            {move || left().map(|all| view! { <LeftAsideList all pages=left_pages desk/> })}
        </section>
        <Dismiss desk/>
    }
}

fn cards(held: Vec<Held>, more: bool, pages: RwSignal<u32>, desk: Desk) -> impl IntoView {
    let words = &t().quarantine;
    let ops: Vec<Op> = held.iter().filter_map(|one| one.op.clone()).collect();
    let cards = grouped(held)
        .into_iter()
        .map(|group| card(group, &ops, desk));
    let more = more.then(|| {
        view! {
            <button type="button" class="button" on:click=move |_| pages.update(|pages| *pages += 1)>
                {words.more}
            </button>
        }
    });
    view! {
        <div class="stack">{cards.collect_view()}</div>
        {more}
    }
}

/// Things of which the same can be said, and which are decided on together.
struct Group {
    one: Held,
    subjects: Vec<Subject>,
}

fn grouped(held: Vec<Held>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for one in held {
        let subject = one.subject.clone();
        let same = |group: &&mut Group| {
            let known = &group.one;
            let about = |held: &Held| (held.campaign, held.session, held.unopened, held.hindrance);
            one.op.is_none()
                && known.op.is_none()
                && about(known) == about(&one)
                && (&known.code, &known.day, &known.tablet) == (&one.code, &one.day, &one.tablet)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.subjects.push(subject),
            None => groups.push(Group {
                one,
                subjects: vec![subject],
            }),
        }
    }
    groups
}

fn card(group: Group, ops: &[Op], desk: Desk) -> impl IntoView + use<> {
    let words = &t().quarantine;
    let Group { one, subjects } = group;
    let (name, what) = told(&one, subjects.len(), ops);
    let begun = one.op.as_ref().and_then(begun);
    let after = match one.hindrance {
        _ if one.unopened => (words.not_yet)(words.import_key),
        Some(why) => (words.not_yet)(&errors::refusal(why)),
        None if one.op.is_some() => words.if_op.to_owned(),
        None => (words.if_items)(subjects.len()),
    };
    let subjects = StoredValue::new(subjects);
    let accept = one.hindrance.is_none().then(|| {
        let named = format!("{} {name}", words.accept);
        let accept = move |_| desk.decide(subjects.get_value(), Verdict::Accepted);
        view! {
            <button type="button" class="button" aria-label=named disabled=desk.busy on:click=accept>
                {words.accept}
            </button>
        }
    });
    let named = format!("{} {name}", words.dismiss);
    let dismiss = move |_| {
        desk.asked.set_value(subjects.get_value());
        desk.asking.set(true);
    };
    view! {
        <article class="card">
            <h3>{name}</h3>
            <p>{what}</p>
            {begun}
            <p><strong>{why(&one)}</strong></p>
            <p class="muted">{after}</p>
            <div class="actions">
                {accept}
                <button type="button" class="button" aria-label=named disabled=desk.busy on:click=dismiss>
                    {words.dismiss}
                </button>
            </div>
        </article>
    }
}

/// What one thing is about, or several of the same, and what it wanted or how it came.
pub(super) fn told(one: &Held, count: usize, ops: &[Op]) -> (String, String) {
    match &one.op {
        Some(op) => told_of_op(op, ops),
        None => told_of_items(one, count),
    }
}

/// The survey or session that items are about, and how they came.
fn told_of_items(one: &Held, count: usize) -> (String, String) {
    let (log, lang, words) = (use_log(), lang(), &t().quarantine);
    let at = |kind, id| Some(EntityRef { kind, id });
    let about = match (one.campaign, one.session) {
        (Some(campaign), _) => at(EntityKind::Campaign, campaign.0),
        (None, Some(session)) => at(EntityKind::Session, session.0),
        (None, None) => None,
    };
    let name = match about {
        Some(at) => record_name(log, at),
        None if one.unopened => words.sealed.to_owned(),
        None => words.unknown_campaign.to_owned(),
    };
    let by = match &one.tablet {
        Some(tablet) => (words.by_tablet)(tablet),
        None => words.by_link.to_owned(),
    };
    let day = one.day.as_deref().and_then(domain::day::read);
    let day = day.map(|day| dates::day(day, lang)).unwrap_or_default();
    (name, (words.items)(count, &by, &day))
}

/// The record that an operation is about, and what it wanted.
fn told_of_op(op: &Op, all: &[Op]) -> (String, String) {
    let (log, people, lang, words) = (use_log(), use_people(), lang(), &t().quarantine);
    let by = person(op.actor, people, lang);
    let made = (words.made)(&by, &dates::moment(op.wall_ms, lang));
    let what = format!("{} ({made})", wanted(op));
    (op_name(log, use_rollups(), op, all), what)
}

/// Why it was not taken, said to whoever decides.
fn why(one: &Held) -> String {
    let words = &t().quarantine;
    let said = match (one.code.as_str(), &one.op) {
        ("forbidden", None) => words.why_link,
        ("forbidden", Some(_)) => words.why_role,
        ("campaign_closed", None) => words.why_closed,
        ("typed_by_link", _) => words.why_typed,
        ("already_exists", _) => words.why_twice,
        ("unknown_reference", None) if one.unopened => words.why_key,
        ("unknown_reference", _) => words.why_nowhere,
        ("required", _) => words.why_empty,
        ("too_long", _) => words.why_long,
        ("unknown_kind", _) => words.why_newer,
        ("criterion_needed", _) => words.why_criterion,
        (code, _) => return errors::sentence(code),
    };
    said.to_owned()
}
