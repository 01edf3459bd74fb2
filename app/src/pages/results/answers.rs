//! Single answers, one line each, for the roles that may see them: enough to find the one to exclude. Under five
//! answers only those that were excluded, with nothing of what they say: enough to take one back.

use super::{exclude::Exclusions, when};
use crate::{
    components::{Tone, badge},
    locales::{
        dates,
        workspace::{lang, t},
    },
};
use domain::{
    answer::Channel,
    figures::{AnswerLine, ExcludedAnswer},
    ids::AnswerId,
};
use leptos::prelude::*;

/// Lines shown before "show more".
const PAGE: usize = 50;

#[component]
pub fn SingleAnswers(exclusions: Exclusions) -> impl IntoView {
    let words = &t().results;
    let shown = RwSignal::new(PAGE);
    let all = Memo::new(move |_| exclusions.lines());
    let rows = move || {
        let lines = all.get().into_iter().take(shown.get());
        lines
            .map(|line| view! { <Line exclusions line/> })
            .collect_view()
    };
    let more = move || {
        (all.with(Vec::len) > shown.get()).then(|| {
            let next = move |_| shown.update(|shown| *shown += PAGE);
            view! { <button type="button" class="button" on:click=next>{words.more}</button> }
        })
    };
    let any = move || exclusions.allowed() && all.with(|lines| !lines.is_empty());
    view! {
        <Show when=any>
            <details class="section">
                <summary>{move || (words.single_count)(all.with(Vec::len))}</summary>
                <p>{words.single_lead}</p>
                <div class="table-wrap">
                    <table class="list">
                        <caption class="visually-hidden">{words.single}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{words.day}</th>
                                <th scope="col">{words.channel}</th>
                                <th scope="col">{words.overall}</th>
                                <th scope="col">{words.recommends}</th>
                                <th scope="col" class="num">{words.answered}</th>
                                <th scope="col">{words.state}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <div class="pager">{more}</div>
            </details>
        </Show>
    }
}

/// The excluded answers of a group that is too small to show.
#[component]
pub fn ExcludedAnswers(
    exclusions: Exclusions,
    /// Of small groups together.
    #[prop(optional)]
    pooled: bool,
) -> impl IntoView {
    let (lang, words) = (lang(), &t().results);
    let column = if pooled { words.quarter } else { words.day };
    let all = Memo::new(move |_| exclusions.excluded());
    let rows = move || {
        let row = |line: ExcludedAnswer| {
            view! {
                <tr>
                    <th scope="row" data-label=column>{when(line.day, pooled, lang)}</th>
                    <td data-label=words.state>
                        <Decided exclusions answer=line.answer/>
                    </td>
                </tr>
            }
        };
        all.get().into_iter().map(row).collect_view()
    };
    view! {
        <Show when=move || exclusions.allowed() && all.with(|all| !all.is_empty())>
            <section class="section">
                <h2>{words.excluded}</h2>
                <p>{words.excluded_lead}</p>
                <div class="table-wrap">
                    <table class="list">
                        <caption class="visually-hidden">{words.excluded}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{column}</th>
                                <th scope="col">{words.state}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        </Show>
    }
}

/// How an answer came in, in a word.
pub fn came_by(channel: Channel) -> &'static str {
    let words = &t().results;
    match channel {
        Channel::Tablet => words.tablet,
        Channel::Link => words.link,
        Channel::Import => words.import_channel,
        Channel::Paper => words.paper,
        Channel::Phone => words.phone,
    }
}

#[component]
fn Line(exclusions: Exclusions, line: AnswerLine) -> impl IntoView {
    let (lang, words) = (lang(), &t().results);
    let none = t().common.none;
    let channel = came_by(line.channel);
    let overall = line
        .overall
        .and_then(|step| usize::try_from(step).ok())
        .and_then(|step| {
            let label = t().charts.likert4.get(step.checked_sub(1)?)?;
            Some((*label).to_owned())
        });
    let recommends = line.nps.map(words.out_of_ten);
    view! {
        <tr>
            <th scope="row" data-label=words.day>{dates::day(line.day, lang)}</th>
            <td data-label=words.channel>{channel}</td>
            <td data-label=words.overall>{overall.unwrap_or_else(|| none.to_owned())}</td>
            <td data-label=words.recommends>{recommends.unwrap_or_else(|| none.to_owned())}</td>
            <td class="num" data-label=words.answered>{line.answered}</td>
            <td data-label=words.state>
                <Decided exclusions answer=line.answer/>
            </td>
        </tr>
    }
}

/// Counted or excluded, and the button that changes it.
#[component]
fn Decided(exclusions: Exclusions, answer: AnswerId) -> impl IntoView {
    let words = &t().results;
    move || {
        let decision = exclusions.decision(answer);
        let late =
            (!decision.counted).then(|| view! { <p class="muted">{words.not_counted_yet}</p> });
        match decision.excluded {
            Some(excluded) => view! {
                {badge(Tone::Attention, (words.excluded_because)(&excluded.reason))}
                {late}
                <button type="button" class="button small" on:click=move |_| exclusions.take_back(answer)>
                    {words.take_back}
                </button>
            }
            .into_any(),
            None => view! {
                {late}
                <button type="button" class="button small" on:click=move |_| exclusions.ask(answer)>
                    {words.exclude}
                </button>
            }
            .into_any(),
        }
    }
}
