//! The large ring: one arc and one line per stage, each a link where its room exists.

use super::stages::{Stage, State};
use crate::{
    components::{ARCS, Tone, badge},
    locales::{
        numbers,
        workspace::{lang, t},
    },
};
use leptos::prelude::*;

#[component]
pub fn LoopRing(stages: Memo<[Stage; 6]>) -> impl IntoView {
    let t = &t().home;
    let names = [t.collect, t.analyse, t.decide, t.act, t.verify, t.inform];
    let done = move || {
        stages.with(|stages| {
            stages
                .iter()
                .filter(|stage| stage.state.tone() == Tone::Ok)
                .count()
        })
    };
    let arcs = move || {
        let arcs = stages.get().into_iter().zip(ARCS).zip(names);
        arcs.map(|((stage, d), name)| arc(stage, d, name))
            .collect_view()
    };
    let lines = move || {
        let lines = stages.get().into_iter().zip(names);
        lines.map(|(stage, name)| line(stage, name)).collect_view()
    };
    view! {
        <section class="card loop">
            <svg class="ring" viewBox="0 0 100 100" role="group" aria-label=t.stages>
                {arcs}
                <text x="50" y="49" font-size="17">{move || (t.done_of)(done())}</text>
                <text x="50" y="60" font-size="7">{t.stages_done}</text>
            </svg>
            <ol>{lines}</ol>
        </section>
    }
}

fn arc(stage: Stage, d: &'static str, name: &'static str) -> AnyView {
    let class = match stage.state.tone() {
        Tone::Plain => "arc is-todo",
        Tone::Ok => "arc",
        Tone::Attention => "arc is-attention",
        Tone::Late => "arc is-late",
    };
    match stage.page {
        // The list beside it holds the same links with their words: one stop each for the keyboard is enough.
        // The group tells the macro that this is the link of SVG, not of HTML.
        Some(page) => view! {
            <g><a href=page.path() aria-label=name tabindex="-1"><path class=class d=d></path></a></g>
        }
        .into_any(),
        None => view! { <path class=class d=d></path> }.into_any(),
    }
}

fn line(stage: Stage, name: &'static str) -> AnyView {
    let words = badge(stage.state.tone(), state_words(stage.state));
    let name = match stage.page {
        Some(page) => view! { <a href=page.path()>{name}</a> }.into_any(),
        None => view! { <span>{name}</span> }.into_any(),
    };
    view! { <li>{name} {words}</li> }.into_any()
}

fn state_words(state: State) -> String {
    let lang = lang();
    let t = &t().home;
    match state {
        State::NotYet => t.not_yet.to_owned(),
        State::NoAnswers => t.no_answers.to_owned(),
        State::UpToDate => t.up_to_date.to_owned(),
        State::Received(n) => (t.received)(n),
        State::Answered(rate) => (t.answered)(&numbers::percent(rate.share().unwrap_or(0.0), lang)),
        State::Read(n) => (t.answers)(n),
        State::ToDecide(n) => (t.to_decide)(n),
        State::UnderWay(n) => (t.under_way)(n),
        State::Late(n) => (t.late)(n),
        State::ToVerify(n) => (t.to_verify)(n),
    }
}
