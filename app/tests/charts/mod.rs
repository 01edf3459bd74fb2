//! Charts tell their figures without the drawing: a text for each bar, a table behind each chart.

use crate::stage::{Log, Stage};
use app::components::charts::{IntervalLine, QuestionCharts};
use domain::{
    Text,
    figures::{Bar, QuestionResult, Rate},
};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

fn text(words: &str) -> Text {
    Text {
        fr: words.to_owned(),
        en: words.to_owned(),
    }
}

fn question(key: &str, counts: &[(&str, u32)], worded: bool) -> QuestionResult {
    QuestionResult {
        key: key.to_owned(),
        text: text(key),
        n: counts.iter().map(|(_, count)| count).sum(),
        not_concerned: 2,
        bars: counts
            .iter()
            .map(|(key, count)| Bar {
                key: (*key).to_owned(),
                text: worded.then(|| text(key)),
                count: *count,
            })
            .collect(),
        mean: Some(3.3),
    }
}

#[wasm_bindgen_test]
async fn a_likert_bar_says_every_step_and_its_table_holds_the_counts() {
    let clear = question("Clair", &[("1", 0), ("2", 1), ("3", 1), ("4", 2)], false);
    let view = move || view! { <QuestionCharts title="Avis" questions=vec![clear]/> }.into_any();
    let stage = Stage::open(Log::default(), view).await;
    let bar = stage.find("svg.track[role=img]").unwrap();
    let said = bar.get_attribute("aria-label").unwrap();
    for part in [
        "Clair",
        "Plutôt pas 25\u{202f}% (1)",
        "Tout à fait 50\u{202f}% (2)",
        "4.",
    ] {
        assert!(said.contains(part), "{said}");
    }
    let cells: Vec<String> = stage
        .all("table td")
        .iter()
        .map(|cell| cell.text_content().unwrap_or_default())
        .collect();
    assert_eq!(cells, ["0", "1", "1", "2", "2", "4", "3,3\u{a0}/\u{a0}4"]);
    // Strict pages have no inline style.
    assert!(stage.all("[style]").is_empty());
}

#[wasm_bindgen_test]
async fn options_and_recommendation_get_charts_of_their_own() {
    let pace = question("Rythme", &[("Trop lent", 1), ("Adapté", 3)], true);
    let scores: Vec<String> = (0..=10).map(|score| score.to_string()).collect();
    let scores: Vec<(&str, u32)> = scores.iter().map(|score| (score.as_str(), 1)).collect();
    let nps = question("Conseil", &scores, false);
    let free = question("Libre", &[], false);
    let questions = vec![pace, nps, free];
    let view = move || view! { <QuestionCharts title="Avis" questions/> }.into_any();
    let stage = Stage::open(Log::default(), view).await;
    assert_eq!(stage.all("ul.bars > li").len(), 2);
    assert!(stage.text().contains("3 sur 4"));
    assert!(stage.text().contains("Score net\u{a0}: −45"));
    // A question answered in words has no chart.
    assert!(!stage.text().contains("Libre"));
}

#[wasm_bindgen_test]
async fn an_interval_is_said_in_words() {
    let rate = Rate { part: 8, whole: 10 };
    let view = move || view! { <IntervalLine rate/> }.into_any();
    let stage = Stage::open(Log::default(), view).await;
    let said = stage
        .find("svg.interval")
        .unwrap()
        .get_attribute("aria-label")
        .unwrap();
    assert_eq!(
        said,
        "Entre 49\u{202f}% et 94\u{202f}%, intervalle à 95\u{202f}%"
    );
}
