//! Every kind of question: drawn with a name for its group, picked, kept, taken back.

use super::sample::{Mounted, mount, options, question};
use app::respond::questions::controls;
use domain::{
    Lang,
    answer::Answer,
    expression::Number,
    questionnaire::{Question, QuestionKind, check_answer},
};
use leptos::{prelude::*, task::tick};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

fn draw(question: &Question) -> Mounted {
    let question = question.clone();
    mount(move |app| {
        app.lang.set(Lang::Fr);
        controls(app, &question, question.kind.options())
    })
}

fn answer(screen: &Mounted) -> Option<Answer> {
    screen.app.person.read_untracked().answers.get("q").cloned()
}

/// Picks each card in turn and checks that what is kept is the answer expected, and fits the question.
async fn cards_give(mut asked: Question, expected: Vec<Answer>) {
    for opt_out in [false, true] {
        asked.may_not_concern = opt_out;
        let mut expected = expected.clone();
        if opt_out {
            expected.push(Answer::NotConcerned);
        }
        let screen = draw(&asked);
        let inputs = screen.inputs();
        assert_eq!(inputs.len(), expected.len(), "{:?}", asked.kind);
        for (input, wanted) in inputs.iter().zip(expected) {
            input.click();
            tick().await;
            assert_eq!(answer(&screen).as_ref(), Some(&wanted));
            assert_eq!(check_answer(&asked, &wanted), Ok(()));
            let checked = inputs.iter().filter(|input| input.checked()).count();
            assert_eq!((input.checked(), checked), (true, 1));
        }
    }
}

#[wasm_bindgen_test]
async fn scales_in_words_go_from_best_to_worst() {
    let scores = |steps: &[u32]| steps.iter().map(|step| Answer::Score(*step)).collect();
    cards_give(question("q", QuestionKind::Likert4), scores(&[4, 3, 2, 1])).await;
    cards_give(
        question("q", QuestionKind::Likert5),
        scores(&[5, 4, 3, 2, 1]),
    )
    .await;
    cards_give(question("q", QuestionKind::Ease3), scores(&[3, 2, 1])).await;
}

#[wasm_bindgen_test]
async fn choices_give_their_keys() {
    let choices = |keys: &[&str]| {
        keys.iter()
            .map(|key| Answer::Choice((*key).to_owned()))
            .collect()
    };
    cards_give(question("q", QuestionKind::Yesno), choices(&["yes", "no"])).await;
    let options = options(&["slow", "right", "fast"]);
    let single = question("q", QuestionKind::Single { options });
    cards_give(single, choices(&["slow", "right", "fast"])).await;
}

#[wasm_bindgen_test]
async fn recommendation_has_eleven_steps_and_an_opt_out_beside() {
    let mut asked = question("q", QuestionKind::Nps);
    asked.may_not_concern = true;
    let screen = draw(&asked);
    let inputs = screen.inputs();
    assert_eq!(inputs.len(), 12);
    for (score, input) in (0_u32..=10).zip(&inputs) {
        input.click();
        assert_eq!(answer(&screen), Some(Answer::Score(score)));
    }
    inputs[11].click();
    tick().await;
    assert_eq!(answer(&screen), Some(Answer::NotConcerned));
    assert!(!inputs[10].checked());
}

#[wasm_bindgen_test]
async fn several_options_keep_the_order_of_the_question() {
    let options = options(&["a", "b", "c"]);
    let screen = draw(&question("q", QuestionKind::Multi { options }));
    let inputs = screen.inputs();
    let chosen = |keys: &[&str]| {
        Some(Answer::Choices(
            keys.iter().map(|key| (*key).to_owned()).collect(),
        ))
    };
    inputs[2].click();
    inputs[0].click();
    assert_eq!(answer(&screen), chosen(&["a", "c"]));
    inputs[2].click();
    assert_eq!(answer(&screen), chosen(&["a"]));
    inputs[0].click();
    tick().await;
    assert_eq!(answer(&screen), None, "nothing chosen is no answer");
}

#[wasm_bindgen_test]
async fn an_order_of_preference_is_the_order_of_the_taps() {
    let options = options(&["a", "b", "c"]);
    let asked = question("q", QuestionKind::Rank { options });
    let screen = draw(&asked);
    let inputs = screen.inputs();
    let ranked =
        |keys: &[&str]| Answer::Choices(keys.iter().map(|key| (*key).to_owned()).collect());
    inputs[2].click();
    inputs[0].click();
    tick().await;
    assert_eq!(answer(&screen), Some(ranked(&["c", "a"])));
    assert_eq!(check_answer(&asked, &ranked(&["c", "a"])), Ok(()));
    assert!(screen.words(".answers").contains("2. a"));
    inputs[2].click();
    tick().await;
    assert_eq!(answer(&screen), Some(ranked(&["a"])));
    assert!(screen.words(".answers").contains("1. a"));
}

#[wasm_bindgen_test]
fn decimals_are_read_with_a_comma_and_no_finer_than_asked() {
    let screen = draw(&question("q", QuestionKind::Decimal { places: 1 }));
    screen.type_in(".input", "12,5");
    assert_eq!(
        answer(&screen),
        Some(Answer::Number(Number::read("12.5").unwrap()))
    );
    screen.type_in(".input", "12,55");
    assert_eq!(answer(&screen), None);
    assert!(screen.app.person.read_untracked().invalid);
}

#[wasm_bindgen_test]
fn texts_are_kept_as_typed_and_blanks_are_no_answer() {
    for kind in [QuestionKind::Short, QuestionKind::Long] {
        let screen = draw(&question("q", kind));
        screen.type_in(".input", "Très clair.");
        assert_eq!(
            answer(&screen),
            Some(Answer::Text("Très clair.".to_owned()))
        );
        screen.type_in(".input", "  ");
        assert_eq!(answer(&screen), None);
        // Session restore of the browser must not hold what was typed.
        assert_eq!(
            screen
                .one(".input")
                .get_attribute("autocomplete")
                .as_deref(),
            Some("off")
        );
    }
}

#[wasm_bindgen_test]
fn a_number_out_of_range_is_not_kept() {
    let screen = draw(&question("q", QuestionKind::Number { min: 1, max: 40 }));
    let invalid = || screen.app.person.read_untracked().invalid;
    screen.type_in(".input", " 12 ");
    assert_eq!(
        (answer(&screen), invalid()),
        (Some(Answer::Score(12)), false)
    );
    for wrong in ["0", "41", "douze", "-3", "1,5"] {
        screen.type_in(".input", wrong);
        assert_eq!((answer(&screen), invalid()), (None, true), "{wrong}");
    }
    screen.type_in(".input", "");
    assert_eq!((answer(&screen), invalid()), (None, false));
}

#[wasm_bindgen_test]
fn a_date_is_a_day() {
    let screen = draw(&question("q", QuestionKind::Date));
    screen.type_in(".input", "2026-11-03");
    let day = "2026-11-03".parse().unwrap();
    assert_eq!(answer(&screen), Some(Answer::Day(day)));
}

#[wasm_bindgen_test]
async fn an_answer_given_before_is_shown_in_either_language() {
    let mut asked = question("q", QuestionKind::Likert4);
    asked.may_not_concern = true;
    let screen = mount(move |app| {
        app.answer("q", Some(Answer::Score(3)));
        move || controls(app, &asked, &[])
    });
    for (lang, words) in [(Lang::Fr, "Plutôt oui"), (Lang::En, "Rather yes")] {
        screen.app.lang.set(lang);
        tick().await;
        let card = screen.one("label:has(:checked)");
        let shown = card.query_selector("span").unwrap().unwrap();
        assert_eq!(shown.text_content().as_deref(), Some(words));
    }
}

#[wasm_bindgen_test]
fn faces_never_stand_alone() {
    let screen = draw(&question("q", QuestionKind::Ease3));
    let cards = screen.place.query_selector_all("label").unwrap();
    for index in 0..cards.length() {
        let card: leptos::web_sys::Element = cards.get(index).unwrap().unchecked_into();
        assert!(card.query_selector("svg").unwrap().is_some());
        let words = card.query_selector("span").unwrap().unwrap();
        assert!(!words.text_content().unwrap_or_default().is_empty());
    }
}
