//! Small groups put together by survey, service and quarter, without their sessions.

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
    state::{Log, questionnaires::newest, use_log, use_rollups},
};
use domain::{
    answer::Survey,
    campaign::Privacy,
    figures::{Detail, Pool},
};
use leptos::prelude::*;

#[component]
pub fn Pools() -> impl IntoView {
    let (rollups, words) = (use_rollups(), &t().results);
    let pools = Memo::new(move |_| {
        let mut pools = rollups.pools();
        // Hidden by exclusions, and nothing here for this reader to take back.
        pools.retain(|pool| pool.detail.is_some() || !pool.excluded.is_empty());
        sort_by(&mut pools, |a, b| {
            (&b.quarter, a.service, &a.survey).cmp(&(&a.quarter, b.service, &b.survey))
        });
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
        survey,
        detail,
        excluded,
    } = pool;
    let id = pool_id(&service.to_string(), &quarter, survey.as_ref());
    let quarter = dates::quarter(&quarter, lang);
    let asked = survey.map(|survey| move || survey_words(log, &survey));
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
    let body = match detail {
        Some(detail) => view! { <Shown id detail place exclusions/> }.into_any(),
        None => view! {
            <p>{(words.few_text)(Privacy::Anonyme)}</p>
            <ExcludedAnswers exclusions pooled=true/>
        }
        .into_any(),
    };
    view! {
        <article class="card">
            <h3>{move || place.get().words}</h3>
            {asked.map(|asked| view! { <p class="muted">{asked}</p> })}
            {body}
            <ExcludeDialog exclusions/>
        </article>
    }
}

/// Whom and what a pool's survey asked: *Bénéficiaires, Bilan à chaud*.
fn survey_words(log: Log, survey: &Survey) -> String {
    let who = (t().waves.stakeholder)(survey.stakeholder);
    let known = newest(log).into_iter().map(|one| one.questionnaire);
    let mut same = known.filter(|one| one.key == survey.questionnaire);
    let title = same.next().map(|one| one.title.get(lang()).to_owned());
    match title {
        Some(title) => (t().results.survey)(who, &title),
        None => who.to_owned(),
    }
}

/// One on the page: a service has pools of several quarters and surveys.
fn pool_id(service: &str, quarter: &str, survey: Option<&Survey>) -> String {
    let of = survey.map_or_else(String::new, |survey| {
        format!(
            "-{}-{:?}",
            survey.questionnaire.replace('.', "-"),
            survey.stakeholder
        )
    });
    format!("pool-{service}-{quarter}{of}")
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
