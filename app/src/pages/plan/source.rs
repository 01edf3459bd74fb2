//! Where an action comes from, with the words that caused it and the way back to them.

use crate::{locales::workspace::t, routes::Page};
use domain::action::Source;
use leptos::prelude::*;

/// Where a comment stands: in the results of its campaign, or among the pooled small groups.
pub fn comment_path(source: &Source) -> Option<String> {
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
        Source::Idea => None,
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
    let path = comment_path(&source);
    match source {
        Source::Comment { quote, place, .. } => view! {
            <article class="comment">
                <p class="from">{place}</p>
                <blockquote>{(words.quoted)(&quote)}</blockquote>
                {path.map(|path| view! { <a href=path>{words.back_to_results}</a> })}
            </article>
        }
        .into_any(),
        Source::Idea => view! { <p>{words.source_idea}</p> }.into_any(),
    }
}
