//! `/app/verify`: everything that waits for a person's decision, in one place.

pub mod dismiss;
pub mod quarantine;
pub mod set_aside;

use crate::{
    components::{Empty, PageHead},
    locales::workspace::{lang, t},
    pages::{
        campaigns, feedback,
        record::{Conflicts, Deleted},
    },
    routes::Page,
    state::{Log, preferences::lang_code, use_account, use_log, use_sync_status},
};
use domain::{
    entity::EntityKind,
    ids::{ActionId, CampaignId, DraftId, FeedbackId, QuestionnaireId, SessionId},
    role::Permission,
};
use leptos::prelude::*;
use quarantine::QuarantineList;
use set_aside::SetAsideList;
use sync::EntityRef;

#[component]
pub fn VerifyPage() -> impl IntoView {
    let (log, status, words) = (use_log(), use_sync_status(), &t().verify);
    let records = Memo::new(move |_| log.undecided());
    let refused = Memo::new(move |_| status.set_aside());
    // What the server keeps for those who may decide on it.
    let kept = RwSignal::new(None);
    let decides = use_account().may_now(Permission::Answers);
    let decided = move || !decides || kept.get() == Some(0);
    let nothing = move || records.with(Vec::is_empty) && refused.with(Vec::is_empty) && decided();
    view! {
        <PageHead title=t().titles.verify lead=words.lead/>
        <Show when=nothing>
            <Empty title=words.nothing_title text=words.nothing_text/>
        </Show>
        <Show when=move || records.with(|records| !records.is_empty())>
            <div class="stack">
                <For each=move || records.get() key=|at| *at let:at>
                    <Undecided at/>
                </For>
            </div>
        </Show>
        <Show when=move || refused.with(|refused| !refused.is_empty())>
            <SetAsideList refused/>
        </Show>
        {decides.then(|| view! { <QuarantineList kept/> })}
    }
}

#[component]
fn Undecided(at: EntityRef) -> impl IntoView {
    let log = use_log();
    let name = move || record_name(log, at);
    let heading = match page_of(at) {
        Some(page) => view! { <a href=page.path()>{name}</a> }.into_any(),
        None => view! { <span>{name}</span> }.into_any(),
    };
    view! {
        <article class="card">
            <h2>{heading}</h2>
            <Deleted at nested=true />
            <Conflicts at nested=true />
        </article>
    }
}

/// The page of a record, where it has one.
fn page_of(at: EntityRef) -> Option<Page> {
    match at.kind {
        EntityKind::Action => Some(Page::Action(ActionId(at.id))),
        EntityKind::Session => Some(Page::Session(SessionId(at.id))),
        EntityKind::Campaign => Some(Page::Campaign(CampaignId(at.id))),
        EntityKind::Questionnaire => Some(Page::Questionnaire(QuestionnaireId(at.id))),
        EntityKind::Draft => Some(Page::Draft(DraftId(at.id))),
        EntityKind::Feedback => Some(Page::FeedbackOf(FeedbackId(at.id))),
        EntityKind::Service
        | EntityKind::Answer
        | EntityKind::Case
        | EntityKind::Report
        | EntityKind::Calendar
        | EntityKind::Solicitation
        | EntityKind::Other(_) => None,
    }
}

/// Kind and title of a record; a campaign goes by its session, and by who is asked when, for one has several.
pub(super) fn record_name(log: Log, at: EntityRef) -> String {
    let words = &t().verify;
    let kind = match at.kind {
        EntityKind::Service => words.service,
        EntityKind::Session => words.session,
        EntityKind::Questionnaire => words.questionnaire,
        EntityKind::Draft => words.draft,
        EntityKind::Campaign => words.campaign,
        EntityKind::Action => words.action,
        EntityKind::Answer => words.answer,
        EntityKind::Case => words.case,
        EntityKind::Report => words.report,
        EntityKind::Calendar => words.calendar,
        EntityKind::Solicitation => words.solicitation,
        EntityKind::Feedback => words.feedback,
        EntityKind::Other(_) => words.other,
    };
    let title = match at.kind {
        EntityKind::Campaign => log.campaign(CampaignId(at.id)).and_then(|row| {
            let session = log.session(row.value.session)?.value;
            let survey = campaigns::name(&row.value);
            Some((words.survey)(&session.title, &survey))
        }),
        EntityKind::Feedback => log
            .feedback_of(FeedbackId(at.id))
            .map(|row| feedback::title(&row.value)),
        _ => log.entity(at).and_then(|record| {
            let title = record.fields.get("title")?;
            // Questionnaires are named in each language.
            let text = title.value.get(lang_code(lang())).unwrap_or(&title.value);
            text.as_str().map(str::to_owned)
        }),
    };
    title.map_or_else(|| kind.to_owned(), |title| (words.record)(kind, &title))
}
