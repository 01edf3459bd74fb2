//! `/app/plan/:id`: one action, edited field by field; its steps, source, remarks, history and conflicts.

use super::{source::Quote, words};
use crate::{
    clock,
    components::{Empty, Notice, PageHead, Tone, badge, icon, use_toasts},
    locales::{
        dates,
        workspace::{errors, lang, t},
    },
    pages::{
        record::{
            Attachments, Conflicts, Delete, Deleted, EditField, History, Remarks, words::author,
        },
        verify::record_name,
    },
    routes::Page,
    state::{use_account, use_commands, use_log, use_people},
};
use domain::{
    action::{Action, ActionStatus, Source},
    entity::EntityKind,
    ids::ActionId,
};
use leptos::{prelude::*, task::spawn_local};
use sync::EntityRef;

#[component]
pub fn ActionPage(id: ActionId) -> impl IntoView {
    let (log, words) = (use_log(), &t().plan);
    let action = Memo::new(move |_| log.action(id).map(|row| row.value));
    // Drawn once for the life of the page: what changes inside is read by its own part.
    let here = Memo::new(move |_| action.with(Option::is_some));
    let deleted = Memo::new(move |_| {
        let record = log.entity(at(id));
        record.is_some_and(|record| record.deleted.is_some())
    });
    let missing = move || {
        if deleted.get() {
            let title = Signal::derive(move || record_name(log, at(id)));
            return view! {
                <PageHead title/>
                <Deleted at=at(id)/>
                <History at=at(id)/>
            }
            .into_any();
        }
        view! {
            <PageHead title=t().titles.action/>
            <Empty title=words.gone_title text=words.gone_text>
                <a class="button" href=Page::Plan.path()>{words.to_plan}</a>
            </Empty>
        }
        .into_any()
    };
    view! {
        <Show when=move || here.get() fallback=missing>
            <Head id action/>
            <Conflicts at=at(id)/>
            <div class="split">
                <div class="stack">
                    <Fields id action/>
                    <Attachments at=at(id)/>
                    <Remarks at=at(id)/>
                </div>
                <aside class="stack">
                    <Facts action/>
                    <History at=at(id)/>
                    <div class="form-actions"><Delete at=at(id)/></div>
                </aside>
            </div>
        </Show>
    }
}

fn at(id: ActionId) -> EntityRef {
    EntityRef {
        kind: EntityKind::Action,
        id: id.0,
    }
}

#[component]
fn Head(id: ActionId, action: Memo<Option<Action>>) -> impl IntoView {
    let (log, people, lang) = (use_log(), use_people(), lang());
    let (me, words) = (use_account().person(), &t().plan);
    let title = Signal::derive(move || {
        action.with(|action| {
            action
                .as_ref()
                .map(|action| action.title.clone())
                .unwrap_or_default()
        })
    });
    let lead = Signal::derive(move || {
        action.with(|action| {
            let Some(action) = action else {
                return String::new();
            };
            let from = match action.source {
                Source::Comment { .. } => words.source_comment_lead,
                Source::Feedback { .. } => words.source_feedback_lead,
                Source::Idea => words.source_idea_lead,
            };
            (words.about)(words::kind(action.kind, lang), from)
        })
    });
    let fresh = Signal::derive(move || {
        let last = log
            .entity(at(id))
            .and_then(|record| record.history.last().cloned());
        last.map_or_else(String::new, |change| {
            (t().record.changed_by)(&author(&change.by, me, people, lang))
        })
    });
    // Status, and which of the moves from it the action is not ready for.
    let steps = Memo::new(move |_| {
        action.with(|action| {
            let action = action.as_ref()?;
            let not_yet = action
                .status
                .next()
                .iter()
                .filter(|to| !action.can_be(**to));
            Some((action.status, not_yet.copied().collect::<Vec<_>>()))
        })
    });
    view! {
        <PageHead title lead fresh>
            {move || steps.get().map(|(status, not_yet)| view! { <Steps id status not_yet/> })}
        </PageHead>
    }
}

/// The moves of the status machine from here, the one that goes on first.
#[component]
fn Steps(id: ActionId, status: ActionStatus, not_yet: Vec<ActionStatus>) -> impl IntoView {
    let (commands, toasts, lang, words) = (use_commands(), use_toasts(), lang(), &t().plan);
    let go = move |to: ActionStatus| {
        spawn_local(async move {
            match commands.set(at(id), "status", to).await {
                Ok(()) => toasts.say((words.status_now)(words::status(to, lang))),
                Err(error) => toasts.say(errors::command_error(&error)),
            }
        });
    };
    let button = move |(index, to): (usize, &ActionStatus)| {
        let to = *to;
        let goes_on = index == 0 && (words::is_open(status) || status == ActionStatus::Done);
        let class = if goes_on { "button primary" } else { "button" };
        // Why not yet stands beside the field that is missing.
        let waits = not_yet.contains(&to);
        view! {
            <button
                type="button"
                class=class
                disabled=waits
                aria-describedby=waits.then_some(CRITERION_MISSING)
                on:click=move |_| go(to)
            >
                {words::step(status, to, lang)}
            </button>
        }
    };
    // Read from right to left the main one stands at the edge, as on every page.
    let mut buttons: Vec<_> = status.next().iter().enumerate().map(button).collect();
    buttons.reverse();
    buttons
}

/// The sentence that says why no verdict is possible.
const CRITERION_MISSING: &str = "criterion-missing";

#[component]
fn Fields(id: ActionId, action: Memo<Option<Action>>) -> impl IntoView {
    let words = &t().plan;
    let unmeasured = Memo::new(move |_| {
        let waits = |action: &Action| {
            let mut next = action.status.next().iter();
            next.any(|to| !action.can_be(*to))
        };
        action.with(|action| action.as_ref().is_some_and(waits))
    });
    let at = at(id);
    view! {
        <section class="form">
            <EditField at name="title" hint=words.title_hint/>
            <div class="form-grid">
                <EditField at name="type"/>
                <EditField at name="owner"/>
                <EditField at name="due"/>
            </div>
            <EditField at name="description"/>
            <EditField at name="expected_result"/>
            <EditField at name="criterion" hint=words.criterion_hint/>
            <div id=CRITERION_MISSING role="status">
                <Show when=move || unmeasured.get()>
                    <Notice tone=Tone::Attention text=words.criterion_missing/>
                </Show>
            </div>
        </section>
    }
}

/// Status, dates and where it comes from.
#[component]
fn Facts(action: Memo<Option<Action>>) -> impl IntoView {
    let (lang, words) = (lang(), &t().plan);
    let state = move || {
        action.get().map(|action| {
            let (tone, mark) = words::status_tone(action.status);
            let late = words::days_late(action.status, action.due, clock::today());
            view! {
                <dl class="facts">
                    <dt>{words.status}</dt>
                    <dd>
                        <span class=format!("badge {}", tone.class())>
                            {icon(mark)} {words::status(action.status, lang)}
                        </span>
                    </dd>
                    {late
                        .map(|days| {
                            view! {
                                <dt>{words.due}</dt>
                                <dd>{badge(Tone::Late, (words.late_by)(days))}</dd>
                            }
                        })}
                    <dt>{words.opened}</dt>
                    <dd>{dates::day(action.opened, lang)}</dd>
                </dl>
            }
        })
    };
    // Sources never change once written.
    let source =
        action.with_untracked(|action| action.as_ref().map(|action| action.source.clone()));
    view! {
        {state}
        <section class="section">
            <h2>{words.source}</h2>
            {source.map(|source| view! { <Quote source/> })}
        </section>
    }
}
