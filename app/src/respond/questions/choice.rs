//! Answers picked from cards: scales in words, yes and no, one or several options, and "not concerned".

use super::{current, not_concerned};
use crate::{
    locales::{respond::texts, scales::scales},
    respond::{
        Respond,
        icons::face,
        parts::{flag, group, live, words},
    },
};
use domain::{
    Lang,
    answer::Answer,
    questionnaire::{Choice, Question, QuestionKind},
};
use leptos::{ev::Event, prelude::*};

struct Card {
    answer: Answer,
    words: String,
    /// Step of the face beside the words, and of how many.
    face: Option<(u32, u32)>,
}

impl Card {
    fn new(answer: Answer, words: &str) -> Self {
        Self {
            answer,
            words: words.to_owned(),
            face: None,
        }
    }
}

/// The steps of a scale, best first as people read them; `words` come lowest first.
pub(super) fn steps(
    app: Respond,
    question: &Question,
    words: &'static [&'static str],
    lang: Lang,
) -> AnyView {
    let faces = question.kind == QuestionKind::Ease3 || app.easy.get();
    let of = words.len() as u32;
    let mut cards = Vec::with_capacity(words.len() + 1);
    for (step, words) in (1_u32..).zip(words) {
        let mut card = Card::new(Answer::Score(step), words);
        card.face = faces.then_some((step, of));
        cards.push(card);
    }
    cards.reverse();
    radios(app, question, cards, lang)
}

pub(super) fn yes_no(app: Respond, question: &Question, lang: Lang) -> AnyView {
    let words = scales(lang);
    let card = |key: &str, words| Card::new(Answer::Choice(key.to_owned()), words);
    let cards = vec![card("yes", words.yes), card("no", words.no)];
    radios(app, question, cards, lang)
}

pub(super) fn single(app: Respond, question: &Question, options: &[Choice], lang: Lang) -> AnyView {
    let easy = app.easy.get();
    let card = |option: &Choice| {
        Card::new(
            Answer::Choice(option.key.clone()),
            option.wording(lang, easy),
        )
    };
    radios(app, question, options.iter().map(card).collect(), lang)
}

fn radios(app: Respond, question: &Question, mut cards: Vec<Card>, lang: Lang) -> AnyView {
    if question.may_not_concern {
        cards.push(Card::new(Answer::NotConcerned, not_concerned(lang)));
    }
    let mut drawn = Vec::with_capacity(cards.len());
    for (number, card) in (1_u32..).zip(cards) {
        let (key, answer) = (question.key.clone(), card.answer.clone());
        let pick = move |_| app.answer(&key, Some(answer.clone()));
        let (key, answer) = (question.key.clone(), card.answer);
        let picked = move || current(app, &key).as_ref() == Some(&answer);
        let name = question.key.clone();
        drawn.push(tile(Tile {
            kind: "radio",
            name,
            number,
            face: card.face,
            words: card.words.into_any(),
            picked: flag(picked),
            changed: Box::new(pick),
        }));
    }
    group("answers", drawn)
}

/// Several options, or options in order of preference: then they keep the order they were tapped in, and show it.
pub(super) fn multi(app: Respond, question: &Question, options: &[Choice], lang: Lang) -> AnyView {
    let ranked = matches!(question.kind, QuestionKind::Rank { .. });
    let hints = &texts(lang).questions;
    let hint = if ranked {
        hints.in_order
    } else {
        hints.several
    };
    let easy = app.easy.get();
    let mut drawn = vec![words("help", hint)];
    for (number, option) in (1_u32..).zip(options) {
        let (key, choice, all) = (question.key.clone(), option.key.clone(), options.to_vec());
        let toggle = move |on: bool| {
            let mut before = chosen(untrack(|| current(app, &key)));
            if ranked {
                before.retain(|key| *key != choice);
                before.extend(on.then(|| choice.clone()));
                let some = !before.is_empty();
                return app.answer(&key, some.then_some(Answer::Choices(before)));
            }
            // What is chosen keeps the order of the options, however it was tapped.
            let wanted = |other: &str| {
                if other == choice {
                    on
                } else {
                    before.iter().any(|key| key == other)
                }
            };
            let after: Vec<String> = all
                .iter()
                .filter(|option| wanted(&option.key))
                .map(|option| option.key.clone())
                .collect();
            let some = !after.is_empty();
            app.answer(&key, some.then_some(Answer::Choices(after)));
        };
        let (key, choice) = (question.key.clone(), option.key.clone());
        let picked = move || chosen(current(app, &key)).contains(&choice);
        let text = option.wording(lang, easy).to_owned();
        let text = if ranked {
            placed(app, question.key.clone(), option.key.clone(), text)
        } else {
            text.into_any()
        };
        drawn.push(checkbox(number, text, flag(picked), Box::new(toggle)));
    }
    drawn.extend(opt_out(app, question, lang));
    group("answers", drawn)
}

/// The words of an option behind its place, once it has one.
fn placed(app: Respond, key: String, option: String, text: String) -> AnyView {
    live(move || {
        let place = chosen(current(app, &key))
            .iter()
            .position(|chosen| *chosen == option);
        let place = place.map(|place| [&(place + 1).to_string(), ". "].concat());
        [&place.unwrap_or_default(), text.as_str()]
            .concat()
            .into_any()
    })
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
        QuestionKind::Multi { options } | QuestionKind::Rank { options } => {
            u32::try_from(options.len()).map_or(0, |n| n + 1)
        }
        _ => 0,
    };
    let key = question.key.clone();
    let toggle = move |on: bool| app.answer(&key, on.then_some(Answer::NotConcerned));
    let key = question.key.clone();
    let picked = move || current(app, &key) == Some(Answer::NotConcerned);
    let words = not_concerned(lang).into_any();
    Some(checkbox(number, words, flag(picked), Box::new(toggle)))
}

fn checkbox(
    number: u32,
    words: AnyView,
    picked: Box<dyn FnMut() -> bool + Send>,
    toggle: Box<dyn Fn(bool)>,
) -> AnyView {
    tile(Tile {
        kind: "checkbox",
        name: String::new(),
        number,
        face: None,
        words,
        picked,
        changed: toggle,
    })
}

struct Tile {
    kind: &'static str,
    name: String,
    /// The key that picks it; keyboards have nine.
    number: u32,
    face: Option<(u32, u32)>,
    words: AnyView,
    picked: Box<dyn FnMut() -> bool + Send>,
    changed: Box<dyn Fn(bool)>,
}

/// A card as wide as the screen, with its mark, its words and its key.
fn tile(tile: Tile) -> AnyView {
    let changed = tile.changed;
    let hint = (1..=9).contains(&tile.number).then(|| {
        view! { <kbd class="key" aria-hidden="true">{tile.number.to_string()}</kbd> }
    });
    view! {
        <label class="answer">
            <input
                type=tile.kind
                name=tile.name
                prop:checked=tile.picked
                on:change=move |ev: Event| changed(event_target_checked(&ev))
            />
            {tile.face.map(|(step, of)| face(step, of))}
            <span>{tile.words}</span>
            {hint}
        </label>
    }
    .into_any()
}
