//! Small groups put together by service and quarter, without their sessions.

use super::{
    answers::ExcludedAnswers,
    comments::{CommentPlace, Comments, show_named_comment},
    exclude::{ExcludeDialog, Exclusions},
    figures::DetailStats,
    photos::Photos,
};
use crate::{
    components::charts::QuestionCharts,
    locales::{
        dates,
        workspace::{lang, t},
    },
    order::sort_by,
    pages::plan::source::comment_anchor,
    state::{use_log, use_rollups},
};
use domain::figures::{Detail, Pool};
use leptos::prelude::*;

#[component]
pub fn Pools() -> impl IntoView {
    let (rollups, words) = (use_rollups(), &t().results);
    let pools = Memo::new(move |_| {
        let mut pools = rollups.pools();
        // Hidden by exclusions, and nothing here for this reader to take back.
        pools.retain(|pool| pool.detail.is_some() || !pool.excluded.is_empty());
        sort_by(&mut pools, |a, b| b.quarter.cmp(&a.quarter));
        pools
    });
    view! {
        <Show when=move || pools.with(|pools| !pools.is_empty())>
            <section class="section" id="pools">
                <h2>{words.pools}</h2>
                <p class="lead">{words.pools_lead}</p>
                {move || pools.get().into_iter().map(|pool| view! { <OnePool pool/> }).collect_view()}
            </section>
        </Show>
    }
}

#[component]
fn OnePool(pool: Pool) -> impl IntoView {
    let (log, lang, words) = (use_log(), lang(), &t().results);
    let Pool {
        service,
        quarter,
        detail,
        excluded,
    } = pool;
    let quarter = dates::quarter(&quarter, lang);
    let place = Signal::derive(move || {
        let service = log.service(service).map(|row| row.value.title);
        let service = service.unwrap_or_else(|| words.unknown_service.to_owned());
        CommentPlace {
            campaign: None,
            words: (words.pool)(&service, &quarter),
        }
    });
    let lines = detail.as_ref().map(|detail| detail.answers.clone());
    let lines = Signal::stored(lines.unwrap_or_default());
    let exclusions = Exclusions::new(lines, Signal::stored(excluded));
    let id = format!("pool-{service}");
    let body = match detail {
        Some(detail) => view! { <Shown id detail place exclusions/> }.into_any(),
        None => view! {
            <p>{words.few_text}</p>
            <ExcludedAnswers exclusions pooled=true/>
        }
        .into_any(),
    };
    view! {
        <article class="card">
            <h3>{move || place.get().words}</h3>
            {body}
            <ExcludeDialog exclusions/>
        </article>
    }
}

/// Figures, questions and comments of a group that is large enough.
#[component]
fn Shown(
    id: String,
    detail: Detail,
    place: Signal<CommentPlace>,
    exclusions: Exclusions,
) -> impl IntoView {
    let words = &t().results;
    // An action's link to one of these comments opens its group.
    let hash = location().hash().unwrap_or_default();
    let named = detail.comments.iter().any(|comment| {
        hash.strip_prefix('#') == Some(&comment_anchor(comment.answer, &comment.question))
    });
    if named {
        show_named_comment();
    }
    let (comments, questions) = (detail.comments.clone(), detail.questions.clone());
    let photos = Signal::stored(detail.photos.clone());
    view! {
        <div class="columns">
            <DetailStats detail/>
        </div>
        <details open=named>
            <summary>{words.pool_more}</summary>
            <div class="stack">
                <QuestionCharts title=words.questions questions=questions.clone()/>
                <Comments
                    id
                    comments=Signal::stored(comments)
                    questions=Signal::stored(questions.clone())
                    place
                    exclusions
                />
                <Photos photos questions=Signal::stored(questions) pooled=true/>
            </div>
        </details>
    }
}
