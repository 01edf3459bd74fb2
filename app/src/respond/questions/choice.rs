//! Answers picked from cards: scales in words, yes and no, one or several options, and "not concerned".

use super::{current, not_concerned};
use crate::{
    locales::{respond::texts, scales::scales},
    respond::{Respond, icons::face},
};
use domain::{
    Lang,
    answer::Answer,
    questionnaire::{Choice, Question, QuestionKind},
};
use leptos::prelude::*;

struct Card {
    answer: Answer,
    words: String,
    /// Step of the face beside the words.
    face: Option<u32>,
}

/// The steps of a scale, best first as people read them; `words` come lowest first.
pub(super) fn steps(
    app: Respond,
    question: &Question,
    words: &'static [&'static str],
    lang: Lang,
) -> AnyView {
    let faces = question.kind == QuestionKind::Ease3;
    let mut cards: Vec<Card> = (1_u32..)
        .zip(words)
        .map(|(step, words)| Card {
            answer: Answer::Score(step),
            words: (*words).to_owned(),
            face: faces.then_some(step),
        })
        .collect();
    cards.reverse();
    radios(app, question, cards, lang)
}

pub(super) fn yes_no(app: Respond, question: &Question, lang: Lang) -> AnyView {
    let words = scales(lang);
    let card = |key: &str, words: &str| Card {
        answer: Answer::Choice(key.to_owned()),
        words: words.to_owned(),
        face: None,
    };
    let cards = vec![card("yes", words.yes), card("no", words.no)];
    radios(app, question, cards, lang)
}

pub(super) fn single(app: Respond, question: &Question, options: &[Choice], lang: Lang) -> AnyView {
    let cards = options.iter().map(|option| Card {
        answer: Answer::Choice(option.key.clone()),
        words: option.text.get(lang).to_owned(),
        face: None,
    });
    radios(app, question, cards.collect(), lang)
}

fn radios(app: Respond, question: &Question, mut cards: Vec<Card>, lang: Lang) -> AnyView {
    if question.may_not_concern {
        cards.push(Card {
            answer: Answer::NotConcerned,
            words: not_concerned(lang).to_owned(),
            face: None,
        });
    }
    let cards: Vec<_> = (1_u32..)
        .zip(cards)
        .map(|(number, card)| {
            let (key, answer) = (question.key.clone(), card.answer.clone());
            let pick = move || app.answer(&key, Some(answer.clone()));
            let (key, answer) = (question.key.clone(), card.answer);
            let picked = move || current(app, &key).as_ref() == Some(&answer);
            view! {
                <label class="answer">
                    <input
                        type="radio"
                        name=question.key.clone()
                        prop:checked=picked
                        on:change=move |_| pick()
                    />
                    {card.face.map(face)}
                    <span>{card.words}</span>
                    {key_hint(number)}
                </label>
            }
        })
        .collect();
    view! { <div class="answers">{cards}</div> }.into_any()
}

pub(super) fn multi(app: Respond, question: &Question, options: &[Choice], lang: Lang) -> AnyView {
    // What is chosen keeps the order of the options, however it was tapped.
    let order: Vec<String> = options.iter().map(|option| option.key.clone()).collect();
    let cards: Vec<_> = (1_u32..)
        .zip(options)
        .map(|(number, option)| {
            let (key, choice, order) = (question.key.clone(), option.key.clone(), order.clone());
            let toggle = move |on: bool| {
                let mut chosen = chosen(untrack(|| current(app, &key)));
                chosen.retain(|other| *other != choice);
                if on {
                    chosen.push(choice.clone());
                }
                chosen.sort_by_key(|key| order.iter().position(|other| other == key));
                let some = !chosen.is_empty();
                app.answer(&key, some.then_some(Answer::Choices(chosen)));
            };
            let (key, choice) = (question.key.clone(), option.key.clone());
            let picked = move || chosen(current(app, &key)).contains(&choice);
            checkbox(number, option.text.get(lang).to_owned(), picked, toggle)
        })
        .collect();
    view! {
        <div class="answers">
            <p class="help">{texts(lang).questions.several}</p>
            {cards}
            {opt_out(app, question, lang)}
        </div>
    }
    .into_any()
}

fn chosen(answer: Option<Answer>) -> Vec<String> {
    match answer {
        Some(Answer::Choices(chosen)) => chosen,
        _ => Vec::new(),
    }
}

/// "Not concerned", where it is offered beside something else than cards to pick one from.
pub(super) fn opt_out(app: Respond, question: &Question, lang: Lang) -> Option<AnyView> {
    if !question.may_not_concern {
        return None;
    }
    let number = match &question.kind {
        QuestionKind::Multi { options } => u32::try_from(options.len()).map_or(0, |n| n + 1),
        _ => 0,
    };
    let key = question.key.clone();
    let toggle = move |on: bool| app.answer(&key, on.then_some(Answer::NotConcerned));
    let key = question.key.clone();
    let picked = move || current(app, &key) == Some(Answer::NotConcerned);
    Some(checkbox(
        number,
        not_concerned(lang).to_owned(),
        picked,
        toggle,
    ))
}

fn checkbox(
    number: u32,
    words: String,
    picked: impl Fn() -> bool + Send + 'static,
    toggle: impl Fn(bool) + 'static,
) -> AnyView {
    view! {
        <label class="answer">
            <input
                type="checkbox"
                prop:checked=picked
                on:change=move |ev| toggle(event_target_checked(&ev))
            />
            <span>{words}</span>
            {key_hint(number)}
        </label>
    }
    .into_any()
}

/// The key that picks a card; keyboards have nine.
fn key_hint(number: u32) -> Option<impl IntoView> {
    (1..=9)
        .contains(&number)
        .then(|| view! { <kbd class="key" aria-hidden="true">{number}</kbd> })
}
