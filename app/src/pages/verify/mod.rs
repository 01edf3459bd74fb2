//! `/app/verify`: everything that waits for a person's decision, in one place.

pub mod dismiss;
pub mod left_aside;
pub mod quarantine;
pub mod set_aside;

use crate::{
    components::{Empty, PageHead},
    locales::workspace::{lang, t},
    pages::{
        calendar::kept,
        campaigns, feedback,
        record::{Conflicts, Deleted, named::kind_name},
    },
    routes::Page,
    state::{Log, preferences::lang_code, use_account, use_log, use_to_check},
};
use domain::{
    entity::EntityKind,
    ids::{ActionId, CampaignId, DraftId, FeedbackId, QuestionnaireId, ServiceId, SessionId},
    role::Permission,
};
use leptos::prelude::*;
use quarantine::QuarantineList;
use set_aside::SetAsideList;
use sync::EntityRef;

#[component]
pub fn VerifyPage() -> impl IntoView {
    let (to_check, words) = (use_to_check(), &t().verify);
    let records = Memo::new(move |_| to_check.records());
    let refused = to_check.refused();
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
    let heading = match path_of(log, at) {
        Some(path) => view! { <a href=path>{name}</a> }.into_any(),
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

/// The page of a record, where it has one: there is its history too.
fn path_of(log: Log, at: EntityRef) -> Option<String> {
    let page = match at.kind {
        EntityKind::Action => Page::Action(ActionId(at.id)),
        EntityKind::Service => Page::Service(ServiceId(at.id)),
        EntityKind::Session => Page::Session(SessionId(at.id)),
        EntityKind::Campaign => Page::Campaign(CampaignId(at.id)),
        EntityKind::Questionnaire => Page::Questionnaire(QuestionnaireId(at.id)),
        EntityKind::Draft => Page::Draft(DraftId(at.id)),
        EntityKind::Feedback => Page::FeedbackOf(FeedbackId(at.id)),
        EntityKind::Calendar => return Some(untrack(|| kept::path(log, at.id))),
        // Told on the page of its campaign, and never changed.
        EntityKind::Solicitation
        // Not on devices: what was excluded is told with the results.
        | EntityKind::Answer
        | EntityKind::Erasure
        // No screen yet, and nothing writes them.
        | EntityKind::Case
        | EntityKind::Report
        | EntityKind::Other(_) => return None,
    };
    Some(page.path())
}

/// Kind and title of a record; a campaign goes by its session, and by who is asked when, for one has several.
pub(super) fn record_name(log: Log, at: EntityRef) -> String {
    let words = &t().verify;
    let kind = kind_name(at.kind);
    let title = match at.kind {
        EntityKind::Campaign => log.campaign(CampaignId(at.id)).and_then(|row| {
            let session = log.session(row.value.session)?.value;
            let survey = campaigns::name(log, &row.value);
            Some((words.survey)(&session.title, &survey))
        }),
        EntityKind::Calendar => {
            kept::kind_of(log, at.id).map(|kind| (t().sessions.kind)(kind).to_owned())
        }
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
