//! The catalogue: French spaces before high punctuation and inside quotes.

use wasm_bindgen_test::wasm_bindgen_test;

const SOURCES: &[&str] = &[
    include_str!("../../src/locales/respond/device.rs"),
    include_str!("../../src/locales/respond/end.rs"),
    include_str!("../../src/locales/respond/first.rs"),
    include_str!("../../src/locales/respond/frame.rs"),
    include_str!("../../src/locales/respond/questions.rs"),
    include_str!("../../src/locales/respond/stops.rs"),
    include_str!("../../src/locales/respond/trainer.rs"),
];

#[wasm_bindgen_test]
fn no_ordinary_space_stands_before_high_punctuation() {
    for literal in SOURCES
        .iter()
        .flat_map(|source| source.split('"').skip(1).step_by(2))
    {
        let wide = [r"\u{a0}?", r"\u{a0}!", r"\u{a0};"];
        let wrong = [" ?", " !", " ;", " :", " »", "« ", "'"];
        for wrong in wrong.into_iter().chain(wide) {
            assert!(!literal.contains(wrong), "{wrong:?} in {literal:?}");
        }
    }
}
