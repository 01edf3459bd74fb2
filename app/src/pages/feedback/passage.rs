//! The text of feedback, to select a passage from: the words selected become the source of an action.

use super::title;
use crate::{
    components::{Icon, icon},
    locales::{
        dates,
        workspace::{lang, t},
    },
    pages::plan::{new_action::NewAction, source::feedback_of},
    routes::Page,
    state::use_log,
};
use domain::{action::Source, feedback::Feedback, ids::FeedbackId};
use leptos::{html, prelude::*};

#[component]
pub fn Passage(id: FeedbackId, feedback: Memo<Option<Feedback>>) -> impl IntoView {
    let t = &t().feedback;
    let place = NodeRef::<html::Blockquote>::new();
    let (open, source) = (RwSignal::new(false), RwSignal::new(Source::Idea));
    let make = move |_| {
        let Some(one) = feedback.get_untracked() else {
            return;
        };
        let day = dates::day(one.day, lang());
        let quote = selected_in(place).unwrap_or_else(|| one.summary.clone());
        source.set(Source::Feedback {
            feedback: id,
            quote,
            place: format!("{}, {day}", title(&one)),
        });
        open.set(true);
    };
    let text = move || feedback.get().map(|one| one.summary);
    view! {
        <section class="section">
            <h2>{t.read}</h2>
            <blockquote class="passage" node_ref=place>{text}</blockquote>
            <p class="muted">{t.pick_text} " " {t.whole}</p>
            <div class="form-actions">
                // The selection goes with the focus: it is read before the button takes it.
                <button
                    type="button"
                    class="button primary"
                    on:mousedown=|event| event.prevent_default()
                    on:click=make
                >
                    {icon(Icon::Plus)} {t.make_action}
                </button>
            </div>
        </section>
        <NewAction open source=source.into() on_created=Callback::new(|_| ()) />
    }
}

/// The words selected inside an element.
fn selected_in(place: NodeRef<html::Blockquote>) -> Option<String> {
    let selection = window().get_selection().ok()??;
    let inside = place.get_untracked()?;
    let within = [selection.anchor_node(), selection.focus_node()]
        .iter()
        .all(|node| inside.contains(node.as_ref()));
    let words = String::from(selection.to_string());
    let words = words.trim();
    (within && !words.is_empty()).then(|| words.to_owned())
}

/// The actions that came out of it.
#[component]
pub fn ActionsFrom(id: FeedbackId) -> impl IntoView {
    let t = &t().feedback;
    let log = use_log();
    let mine = Memo::new(move |_| {
        let all = log.actions();
        let mine = all
            .iter()
            .filter(|row| feedback_of(&row.value.source) == Some(id));
        mine.map(|row| (row.id, row.value.title.clone()))
            .collect::<Vec<_>>()
    });
    view! {
        <section class="section">
            <h2>{t.actions}</h2>
            <Show when=move || mine.with(Vec::is_empty)>
                <p class="muted">{t.no_action}</p>
            </Show>
            <ul>
                <For each=move || mine.get() key=|(id, title)| (*id, title.clone()) let((id, title))>
                    <li><a href=Page::Action(id).path()>{title}</a></li>
                </For>
            </ul>
        </section>
    }
}
