//! Where an action comes from, with the words that caused it and the way back to them.

use crate::{locales::workspace::t, routes::Page};
use domain::{action::Source, ids::FeedbackId};
use leptos::prelude::*;

/// Where the words of a source stand: in the results of a campaign, among the pooled small groups, on the page of the
/// feedback.
pub fn source_path(source: &Source) -> Option<String> {
    match source {
        Source::Comment {
            answer,
            campaign,
            question,
            ..
        } => {
            let page = campaign.map_or(Page::Results, Page::CampaignResults);
            Some(format!(
                "{}#{}",
                page.path(),
                comment_anchor(*answer, question)
            ))
        }
        Source::Feedback { feedback, .. } => Some(Page::FeedbackOf(*feedback).path()),
        Source::Idea => None,
    }
}

/// The feedback a source is a passage of.
pub fn feedback_of(source: &Source) -> Option<FeedbackId> {
    match source {
        Source::Feedback { feedback, .. } => Some(*feedback),
        _ => None,
    }
}

/// The id of a comment on its page.
pub fn comment_anchor(answer: domain::ids::AnswerId, question: &str) -> String {
    format!("c-{answer}-{question}")
}

/// The quoted words, kept with the action: still there when the answer has been erased.
#[component]
pub fn Quote(source: Source) -> impl IntoView {
    let words = &t().plan;
    let back = match &source {
        Source::Feedback { .. } => words.back_to_feedback,
        _ => words.back_to_results,
    };
    let path = source_path(&source);
    match source {
        Source::Comment { quote, place, .. } | Source::Feedback { quote, place, .. } => view! {
            <article class="comment">
                <p class="from">{place}</p>
                <blockquote>{(words.quoted)(&quote)}</blockquote>
                {path.map(|path| view! { <a href=path>{back}</a> })}
            </article>
        }
        .into_any(),
        Source::Idea => view! { <p>{words.source_idea}</p> }.into_any(),
    }
}
