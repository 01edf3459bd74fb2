//! Who said what in a nominative survey, for the roles that may see single answers: for following up with each person.
//! Names are on the server alone.

use crate::{
    components::{Tone, badge},
    locales::{
        dates,
        workspace::{lang, t},
    },
    pages::people::{failed, waiting},
};
use api::{
    outreach::{NamedAnswer, NamedAnswers},
    rpc,
};
use domain::ids::CampaignId;
use leptos::prelude::*;

#[component]
pub fn ByName(id: CampaignId) -> impl IntoView {
    let words = &t().results;
    let named = LocalResource::new(move || rpc::named_answers(id));
    let list = move || match named.get() {
        None => waiting(),
        Some(Ok(named)) => people(named),
        Some(Err(error)) => failed(&error),
    };
    view! {
        <section class="section">
            <h2>{words.by_name}</h2>
            <p>{words.by_name_lead}</p>
            {list}
        </section>
    }
}

fn people(named: NamedAnswers) -> AnyView {
    let words = &t().results;
    let unnamed = (named.unnamed > 0)
        .then(|| view! { <p class="muted">{(words.unnamed)(named.unnamed)}</p> });
    let answers = named.answers.into_iter().map(one).collect_view();
    view! { {answers} {unnamed} }.into_any()
}

fn one(answer: NamedAnswer) -> AnyView {
    let (lang, words) = (lang(), &t().results);
    let name = answer.name.unwrap_or_else(|| words.erased_name.to_owned());
    let excluded = answer
        .excluded
        .then(|| view! { " " {badge(Tone::Attention, words.excluded_one)} });
    let said = answer.said.into_iter().map(|said| {
        view! {
            <dt>{said.question.get(lang).to_owned()}</dt>
            <dd>{said.answer.get(lang).to_owned()}</dd>
        }
    });
    view! {
        <details>
            <summary>{name} ", " {dates::day(answer.day, lang)} {excluded}</summary>
            <dl class="facts">{said.collect_view()}</dl>
        </details>
    }
    .into_any()
}
