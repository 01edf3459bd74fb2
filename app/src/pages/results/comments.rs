//! What people wrote, question by question, with the way from a comment to the action it causes and back.

use super::{exclude::Exclusions, when};
use crate::{
    components::{Tone, badge},
    locales::workspace::{lang, t},
    pages::plan::{NewAction, source::comment_anchor},
    routes::Page,
    state::{use_account, use_log},
};
use domain::{
    action::Source,
    figures::{Comment, QuestionResult},
    ids::{ActionId, CampaignId},
    role::Permission,
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Comments shown before "show more".
const PAGE: usize = 20;

/// Where comments stand, as an action's source tells it.
#[derive(Clone, PartialEq, Debug)]
pub struct CommentPlace {
    /// None when pooled with other small groups.
    pub campaign: Option<CampaignId>,
    pub words: String,
}

#[component]
pub fn Comments(
    comments: Signal<Vec<Comment>>,
    questions: Signal<Vec<QuestionResult>>,
    place: Signal<CommentPlace>,
    exclusions: Exclusions,
    /// Prefix of the ids of the search fields: several lists can stand on one page.
    #[prop(into)]
    id: String,
) -> impl IntoView {
    let (lang, words) = (lang(), &t().results);
    let (text, question) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let limit = RwSignal::new(PAGE);
    let wording = Memo::new(move |_| {
        let all = questions.get().into_iter();
        all.map(|one| (one.key, one.text.get(lang).to_owned()))
            .collect::<BTreeMap<_, _>>()
    });
    let found = Memo::new(move |_| {
        let wanted = text.get().trim().to_lowercase();
        let only = question.get();
        let mut found = comments.get();
        found.retain(|comment| only.is_empty() || comment.question == only);
        found.retain(|comment| comment.text.to_lowercase().contains(&wanted));
        found
    });
    let shown = move || {
        found
            .get()
            .into_iter()
            .take(limit.get())
            .collect::<Vec<_>>()
    };
    let (opening, source) = (RwSignal::new(false), RwSignal::new(Source::Idea));
    let start = Callback::new(move |comment: Comment| {
        source.set(source_of(
            &comment,
            &place.get_untracked(),
            &wording.get_untracked(),
        ));
        opening.set(true);
    });
    let more = move || {
        (found.with(Vec::len) > limit.get()).then(|| {
            let next = move |_| limit.update(|limit| *limit += PAGE);
            view! { <button type="button" class="button" on:click=next>{words.more}</button> }
        })
    };
    let count = move || (words.comments_count)(found.with(Vec::len), comments.with(Vec::len));
    let none = move || {
        let sentence = if comments.with(Vec::is_empty) {
            words.no_comments
        } else {
            words.no_comment_match
        };
        found
            .with(Vec::is_empty)
            .then(|| view! { <p class="muted">{sentence}</p> })
    };
    view! {
        <CommentFilters id comments wording text question count=Signal::derive(count)/>
        {none}
        <For each=shown key=|comment| (comment.answer, comment.question.clone()) let:comment>
            <OneComment comment wording place exclusions start/>
        </For>
        <div class="pager">{more}</div>
        <NewAction open=opening source=source.into() on_created=Callback::new(|_| ())/>
    }
}

fn source_of(
    comment: &Comment,
    place: &CommentPlace,
    wording: &BTreeMap<String, String>,
) -> Source {
    let question = wording.get(&comment.question).unwrap_or(&comment.question);
    Source::Comment {
        answer: comment.answer,
        campaign: place.campaign,
        question: comment.question.clone(),
        quote: comment.text.clone(),
        place: (t().results.place)(&place.words, question),
    }
}

#[component]
fn CommentFilters(
    id: String,
    comments: Signal<Vec<Comment>>,
    wording: Memo<BTreeMap<String, String>>,
    text: RwSignal<String>,
    question: RwSignal<String>,
    count: Signal<String>,
) -> impl IntoView {
    let words = &t().results;
    // Only questions somebody commented on.
    let options = move || {
        let keys: std::collections::BTreeSet<String> = comments
            .get()
            .into_iter()
            .map(|comment| comment.question)
            .collect();
        keys.into_iter()
            .map(|key| {
                let label = wording.with(|wording| wording.get(&key).cloned());
                let label = label.unwrap_or_else(|| key.clone());
                view! { <option value=key>{label}</option> }
            })
            .collect_view()
    };
    view! {
        <form class="filters" role="search" on:submit=move |event| event.prevent_default()>
            <div class="search">
                {crate::components::icon(crate::components::Icon::Search)}
                <input
                    class="input"
                    type="search"
                    id=format!("{id}-text")
                    aria-label=words.comments_search
                    placeholder=words.comments_search
                    bind:value=text
                />
            </div>
            <label>
                <select
                    id=format!("{id}-question")
                    aria-label=words.filter_question
                    on:change=move |event| question.set(event_target_value(&event))
                >
                    <option value="">{words.any_question}</option>
                    {options}
                </select>
            </label>
            <span class="count" role="status">{count}</span>
        </form>
    }
}

#[component]
fn OneComment(
    comment: Comment,
    wording: Memo<BTreeMap<String, String>>,
    place: Signal<CommentPlace>,
    exclusions: Exclusions,
    start: Callback<Comment>,
) -> impl IntoView {
    let (account, lang, words) = (use_account(), lang(), &t().results);
    let answer = comment.answer;
    let key = comment.question.clone();
    let question = move || wording.with(|wording| wording.get(&key).cloned());
    let pooled = move || place.with(|place| place.campaign.is_none());
    let caused = actions_of(&comment);
    let act = {
        let comment = comment.clone();
        move || {
            let comment = comment.clone();
            account.may(Permission::Act).then(|| {
                view! {
                    <button type="button" class="button small" on:click=move |_| start.run(comment.clone())>
                        {words.create_action}
                    </button>
                }
            })
        }
    };
    let exclude = move || {
        let decision = exclusions.decision(answer);
        let open = exclusions.allowed() && exclusions.knows(answer);
        match decision.excluded {
            Some(excluded) => Some(badge(Tone::Attention, (words.excluded_because)(&excluded.reason)).into_any()),
            None => open.then(|| {
                view! {
                    <button type="button" class="button small quiet" on:click=move |_| exclusions.ask(answer)>
                        {words.exclude_this}
                    </button>
                }
                .into_any()
            }),
        }
    };
    view! {
        <article class="comment" id=comment_anchor(answer, &comment.question) tabindex="-1">
            <p class="from">{question}</p>
            <blockquote>{(t().plan.quoted)(&comment.text)}</blockquote>
            <footer>
                <span class="muted">{move || when(comment.day, pooled(), lang)}</span>
                {caused}
                {exclude}
                {act}
            </footer>
        </article>
    }
}

/// Links to the actions this comment caused already.
fn actions_of(comment: &Comment) -> impl IntoView + use<> {
    let (log, words) = (use_log(), &t().results);
    let (mine, asked) = (comment.answer, comment.question.clone());
    let found = Memo::new(move |_| {
        let actions = log.actions();
        let from_here = actions.iter().filter(|row| {
            matches!(&row.value.source, Source::Comment { answer, question, .. }
                if *answer == mine && *question == asked)
        });
        from_here
            .map(|row| (row.id, row.value.title.clone()))
            .collect::<Vec<(ActionId, String)>>()
    });
    move || {
        let link = |(id, title): (ActionId, String)| {
            view! { <a href=Page::Action(id).path()>{(words.action_is)(&title)}</a> }
        };
        found.get().into_iter().map(link).collect_view()
    }
}

/// Brings the comment that the address names into view, once the page is drawn.
pub fn show_named_comment() {
    request_animation_frame(|| {
        let hash = location().hash().unwrap_or_default();
        let Some(id) = hash.strip_prefix('#') else {
            return;
        };
        if let Some(comment) = document().get_element_by_id(id) {
            comment.scroll_into_view();
            crate::components::focus(id);
        }
    });
}
