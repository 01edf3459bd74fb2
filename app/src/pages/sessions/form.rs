//! The form of a session, shared by preparing and editing one: what is typed, and whether it makes a session.

use crate::{
    components::{SelectField, TextField, Tick},
    locales::workspace::{errors, t},
    order::sort_by,
    state::{Log, use_log},
};
use domain::{
    Day, Refusal, day,
    ids::ServiceId,
    service::{Service, ServiceKind},
    session::{HEADCOUNT_MAX, Session},
};
use leptos::prelude::*;

use super::select::kind_key;

/// Value of the service list for one that does not exist yet.
const NEW_SERVICE: &str = "new";

/// What is typed, field by field.
#[derive(Clone, Copy)]
pub struct Draft {
    pub service: RwSignal<String>,
    service_kind: RwSignal<String>,
    service_title: RwSignal<String>,
    title: RwSignal<String>,
    starts: RwSignal<String>,
    ends: RwSignal<String>,
    headcount: RwSignal<String>,
    absent: RwSignal<String>,
    site: RwSignal<String>,
    trainer: RwSignal<String>,
    company: RwSignal<String>,
    funder: RwSignal<String>,
    subcontracted_for: RwSignal<String>,
    minors: RwSignal<bool>,
}

/// The service of a new session.
pub enum Chosen {
    Existing(ServiceId),
    New(Service),
}

pub type Wrong = Vec<(&'static str, String)>;

impl Draft {
    pub fn empty(any_service: bool) -> Draft {
        let text = |text: &str| RwSignal::new(text.to_owned());
        Draft {
            // The first session of all needs its service.
            service: text(if any_service { "" } else { NEW_SERVICE }),
            service_kind: text(kind_key(ServiceKind::Formation)),
            service_title: text(""),
            title: text(""),
            starts: text(""),
            ends: text(""),
            headcount: text(""),
            absent: text("0"),
            site: text(""),
            trainer: text(""),
            company: text(""),
            funder: text(""),
            subcontracted_for: text(""),
            minors: RwSignal::new(false),
        }
    }

    pub fn of(session: &Session) -> Draft {
        let draft = Draft::empty(true);
        draft.service.set(session.service.to_string());
        draft.title.set(session.title.clone());
        draft.starts.set(day::text(session.starts));
        draft.ends.set(day::text(session.ends));
        draft.headcount.set(session.headcount.to_string());
        draft.absent.set(session.absent.to_string());
        draft.site.set(session.site.clone());
        draft.trainer.set(session.trainer.clone());
        draft.company.set(session.company.clone());
        draft.funder.set(session.funder.clone());
        draft
            .subcontracted_for
            .set(session.subcontracted_for.clone());
        draft.minors.set(session.minors);
        draft
    }

    /// The service chosen or described.
    pub fn chosen(self) -> Result<Chosen, Wrong> {
        let service = self.service.get_untracked();
        if service != NEW_SERVICE {
            let id = service
                .parse()
                .map_err(|_| vec![wrong("service", Refusal::Required)])?;
            return Ok(Chosen::Existing(id));
        }
        let title = trimmed(self.service_title);
        if title.is_empty() {
            return Err(vec![wrong("service_title", Refusal::Required)]);
        }
        let kind = self.service_kind.get_untracked();
        let kind = ServiceKind::ALL
            .into_iter()
            .find(|one| kind_key(*one) == kind);
        let kind = kind.unwrap_or(ServiceKind::Formation);
        Ok(Chosen::New(Service { kind, title }))
    }

    /// The session as typed, or all that is wrong with it.
    pub fn session(self, service: ServiceId) -> Result<Session, Wrong> {
        let mut problems = Wrong::new();
        let title = trimmed(self.title);
        if title.is_empty() {
            problems.push(wrong("title", Refusal::Required));
        }
        let starts = typed_day("starts", self.starts, &mut problems);
        let ends = typed_day("ends", self.ends, &mut problems);
        let headcount = number("headcount", self.headcount, HEADCOUNT_MAX, &mut problems);
        let absent = number("absent", self.absent, headcount, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let session = Session {
            service,
            title,
            starts,
            ends,
            site: trimmed(self.site),
            trainer: trimmed(self.trainer),
            company: trimmed(self.company),
            funder: trimmed(self.funder),
            subcontracted_for: trimmed(self.subcontracted_for),
            headcount,
            absent,
            minors: self.minors.get_untracked(),
        };
        match session.check() {
            Ok(()) => Ok(session),
            Err(refusal @ (Refusal::DatesReversed | Refusal::DayOutOfRange)) => {
                Err(vec![wrong("ends", refusal)])
            }
            Err(refusal) => Err(vec![wrong("title", refusal)]),
        }
    }
}

pub fn wrong(field: &'static str, refusal: Refusal) -> (&'static str, String) {
    (field, errors::refusal(refusal))
}

fn trimmed(text: RwSignal<String>) -> String {
    text.with_untracked(|text| text.trim().to_owned())
}

fn typed_day(field: &'static str, text: RwSignal<String>, problems: &mut Wrong) -> Day {
    day::typed(&trimmed(text)).unwrap_or_else(|refusal| {
        problems.push(wrong(field, refusal));
        Day::default()
    })
}

fn number(field: &'static str, text: RwSignal<String>, max: u32, problems: &mut Wrong) -> u32 {
    let text = trimmed(text);
    let why = match text.parse::<u32>() {
        Ok(number) if number <= max => return number,
        Ok(_) => Refusal::OutOfRange,
        Err(_) if text.is_empty() => Refusal::Required,
        Err(_) => Refusal::NotANumber,
    };
    problems.push(wrong(field, why));
    max
}

/// The fields. A session keeps its service, so only a new one chooses it.
#[component]
pub fn Fields(draft: Draft, #[prop(optional)] is_new: bool) -> impl IntoView {
    let t = &t().sessions;
    let log = use_log();
    view! {
        {is_new.then(|| view! { <ServiceFields draft=draft /> })}
        <TextField id="title" label=t.title hint=t.title_hint value=draft.title />
        <div class="form-grid">
            <TextField id="starts" label=t.starts value=draft.starts kind="date" />
            <TextField id="ends" label=t.ends value=draft.ends kind="date" />
            <TextField
                id="headcount"
                label=t.headcount
                value=draft.headcount
                inputmode="numeric"
            />
            {(!is_new)
                .then(|| {
                    view! { <TextField id="absent" label=t.absent value=draft.absent inputmode="numeric" /> }
                })}
        </div>
        <Tick id="minors" words=t.minors hint=t.minors_hint value=draft.minors />
        <h2>{t.who_where}</h2>
        <div class="form-grid">
            <TextField id="site" label=t.site value=draft.site suggestions=known(log, |s| &s.site) />
            <TextField id="trainer" label=t.trainer value=draft.trainer suggestions=known(log, |s| &s.trainer) />
            <TextField id="company" label=t.company value=draft.company suggestions=known(log, |s| &s.company) />
            <TextField id="funder" label=t.funder value=draft.funder suggestions=known(log, |s| &s.funder) />
            <TextField
                id="subcontracted_for"
                label=t.subcontracted_for
                hint=t.subcontracted_hint
                value=draft.subcontracted_for
                suggestions=known(log, |s| &s.subcontracted_for)
            />
        </div>
    }
}

#[component]
fn ServiceFields(draft: Draft) -> impl IntoView {
    let t = &t().sessions;
    let log = use_log();
    let services = move || {
        let mut all = vec![(String::new(), t.service_choose.to_owned())];
        all.extend(
            log.services()
                .iter()
                .map(|row| (row.id.to_string(), row.value.title.clone())),
        );
        all.push((NEW_SERVICE.to_owned(), t.service_new.to_owned()));
        all
    };
    let kinds: Vec<_> = ServiceKind::ALL
        .iter()
        .map(|kind| (kind_key(*kind).to_owned(), (t.kind)(*kind).to_owned()))
        .collect();
    view! {
        <SelectField
            id="service"
            label=t.service
            hint=t.service_hint
            value=draft.service
            options=Signal::derive(services)
        />
        <Show when=move || draft.service.with(|service| service == NEW_SERVICE)>
            <div class="form-grid">
                <SelectField
                    id="service_kind"
                    label=t.service_kind
                    value=draft.service_kind
                    options=kinds.clone()
                />
                <TextField id="service_title" label=t.service_title value=draft.service_title />
            </div>
        </Show>
    }
}

/// What other sessions have in this field, to offer.
fn known(log: Log, field: fn(&Session) -> &String) -> Vec<String> {
    let sessions = untrack(|| log.sessions());
    let mut all: Vec<String> = sessions
        .iter()
        .map(|row| field(&row.value).clone())
        .collect();
    sort_by(&mut all, String::cmp);
    all.dedup();
    all.retain(|text| !text.is_empty());
    all
}
