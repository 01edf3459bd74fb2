//! The sheet that notes what was heard.

use crate::{
    clock,
    components::{Dialog, ErrorSummary, Problems, SelectField, TextArea, TextField, use_toasts},
    locales::workspace::{errors, t},
    pages::{
        record::words::{from_wire, wire},
        sessions::form::wrong,
    },
    routes::Page,
    state::{use_commands, use_log},
    workspace::whole_path,
};
use domain::{
    Refusal,
    calendar::cadence::Stakeholder,
    day,
    entity::EntityKind,
    feedback::{Feedback, Form},
    ids::FeedbackId,
};
use leptos::{ev, prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use std::iter;

#[component]
pub fn NewFeedback(open: RwSignal<bool>) -> impl IntoView {
    let t = &t().feedback;
    view! {
        <Dialog title=t.new_title open=open side=true>
            <FeedbackForm />
        </Dialog>
    }
}

#[derive(Clone, Copy)]
struct Typed {
    form: RwSignal<String>,
    who: RwSignal<String>,
    party: RwSignal<String>,
    day: RwSignal<String>,
    people: RwSignal<String>,
    channel: RwSignal<String>,
    summary: RwSignal<String>,
    service: RwSignal<String>,
    session: RwSignal<String>,
}

impl Typed {
    fn new() -> Typed {
        let empty = || RwSignal::new(String::new());
        Typed {
            form: RwSignal::new(wire(&Form::Interview)),
            who: RwSignal::new(wire(&Stakeholder::Company)),
            party: empty(),
            day: RwSignal::new(day::text(clock::today())),
            people: empty(),
            channel: empty(),
            summary: empty(),
            service: empty(),
            session: empty(),
        }
    }

    fn feedback(self) -> Result<Feedback, (&'static str, Refusal)> {
        let text = |field: RwSignal<String>| field.with_untracked(|text| text.trim().to_owned());
        let day = day::typed(&text(self.day)).map_err(|refusal| ("day", refusal))?;
        let summary = text(self.summary);
        if summary.is_empty() {
            return Err(("summary", Refusal::Required));
        }
        let feedback = Feedback {
            form: from_wire(&text(self.form)).unwrap_or(Form::Interview),
            stakeholder: from_wire(&text(self.who)).unwrap_or_default(),
            party: text(self.party),
            day,
            people: text(self.people),
            channel: text(self.channel),
            summary,
            service: from_wire(&text(self.service)),
            session: from_wire(&text(self.session)),
        };
        let heard = feedback.check_heard(clock::today());
        heard.map_err(|refusal| ("day", refusal))?;
        Ok(feedback)
    }
}

#[component]
fn FeedbackForm() -> impl IntoView {
    let all = t();
    let t = &all.feedback;
    let (commands, toasts, navigate) = (use_commands(), use_toasts(), use_navigate());
    let problems = Problems::provide();
    let typed = Typed::new();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let feedback = match typed.feedback() {
            Ok(feedback) => feedback,
            Err((field, refusal)) => return problems.set(vec![wrong(field, refusal)]),
        };
        let navigate = navigate.clone();
        spawn_local(async move {
            match commands.create(EntityKind::Feedback, &feedback).await {
                Ok(id) => {
                    toasts.say(t.created);
                    navigate(&Page::FeedbackOf(FeedbackId(id)).path(), whole_path());
                }
                Err(error) => problems.one("", errors::command_error(&error)),
            }
        });
    };
    let forms = Form::ALL.map(|one| (wire(&one), (t.form)(one).to_owned()));
    let who = Stakeholder::ALL.map(|one| (wire(&one), (all.waves.stakeholder)(one).to_owned()));
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            <div class="form-grid">
                <SelectField id="form" label=t.form_label value=typed.form options=forms.to_vec() />
                <SelectField id="who" label=t.who value=typed.who options=who.to_vec() />
                <TextField id="day" label=t.day value=typed.day kind="date" />
                <TextField id="party" label=t.party value=typed.party />
            </div>
            <TextArea id="summary" label=t.summary hint=t.summary_hint value=typed.summary />
            <About typed />
            <div class="form-actions">
                <button class="button primary">{all.common.save}</button>
            </div>
        </form>
    }
}

/// What it is about, and who was there.
#[component]
fn About(typed: Typed) -> impl IntoView {
    let t = &t().feedback;
    let log = use_log();
    let none = |words: &str| iter::once((String::new(), words.to_owned()));
    let services = move || {
        let known = log.services();
        let known = known
            .iter()
            .map(|row| (row.id.to_string(), row.value.title.clone()));
        none(t.any_service).chain(known).collect::<Vec<_>>()
    };
    let sessions = move || {
        let known = log.sessions();
        let known = known
            .iter()
            .map(|row| (row.id.to_string(), row.value.title.clone()));
        none(t.no_session).chain(known).collect::<Vec<_>>()
    };
    view! {
        <div class="form-grid">
            <SelectField id="service" label=t.service value=typed.service options=Signal::derive(services) />
            <SelectField id="session" label=t.session value=typed.session options=Signal::derive(sessions) />
            <TextField id="people" label=t.people hint=t.people_hint value=typed.people />
            <TextField id="channel" label=t.channel value=typed.channel />
        </div>
    }
}
