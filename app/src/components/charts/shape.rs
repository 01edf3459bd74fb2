//! Which chart a question gets, told from the bars the server counted: results carry no question type, and a pool may
//! come from a version of a questionnaire this device never had.

use crate::locales::workspace::texts;
use domain::{
    Lang,
    figures::{Bar, Nps, PHOTO, QuestionResult, SIGNED},
};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Four steps without a middle: stacked bars around the neutral line.
    Likert4,
    Nps,
    /// One bar for each step or option.
    Bars,
    /// One bar without words: how many.
    Count,
    /// Words or plain numbers: nothing to draw.
    None,
}

impl Shape {
    pub fn of(question: &QuestionResult) -> Shape {
        let worded = question.bars.iter().any(|bar| bar.text.is_some());
        match question.bars.len() {
            0 => Shape::None,
            1 if !worded => Shape::Count,
            4 if !worded => Shape::Likert4,
            11 if !worded => Shape::Nps,
            _ => Shape::Bars,
        }
    }
}

/// The four counts of a Likert question, from the lowest step.
pub(super) fn four_counts(question: &QuestionResult) -> [u32; 4] {
    std::array::from_fn(|step| question.bars.get(step).map_or(0, |bar| bar.count))
}

pub(super) fn nps_of(question: &QuestionResult) -> Nps {
    let mut nps = Nps::default();
    for bar in &question.bars {
        let score = bar.key.parse().unwrap_or(0);
        (0..bar.count).for_each(|_| nps.count(score));
    }
    nps
}

/// What a bar stands for, in words: the option's own wording, or the catalogue's for a step.
pub fn bar_label(question: &QuestionResult, bar: &Bar, lang: Lang) -> String {
    if let Some(text) = &bar.text {
        return text.get(lang).to_owned();
    }
    let words = &texts(lang).charts;
    let steps: &[&str] = match question.bars.len() {
        1 if bar.key == SIGNED => return words.signed.to_owned(),
        1 if bar.key == PHOTO => return words.photo.to_owned(),
        2 => {
            return if bar.key == "yes" {
                words.yes
            } else {
                words.no
            }
            .to_owned();
        }
        3 => &words.ease3,
        4 => &words.likert4,
        5 => &words.likert5,
        _ => &[],
    };
    let step: usize = bar.key.parse().unwrap_or(0);
    match step.checked_sub(1).and_then(|index| steps.get(index)) {
        Some(label) => (*label).to_owned(),
        None => bar.key.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Text;

    fn question(keys: &[&str], worded: bool) -> QuestionResult {
        let text = |key: &str| Text {
            fr: format!("{key} fr"),
            en: format!("{key} en"),
        };
        QuestionResult {
            key: "q".to_owned(),
            text: text("q"),
            n: 0,
            not_concerned: 0,
            bars: keys
                .iter()
                .map(|key| Bar {
                    key: (*key).to_owned(),
                    text: worded.then(|| text(key)),
                    count: 1,
                })
                .collect(),
            mean: None,
        }
    }

    #[test]
    fn options_are_never_taken_for_a_scale() {
        let scale = question(&["1", "2", "3", "4"], false);
        let options = question(&["a", "b", "c", "d"], true);
        assert_eq!(Shape::of(&scale), Shape::Likert4);
        assert_eq!(Shape::of(&options), Shape::Bars);
        assert_eq!(Shape::of(&question(&[], false)), Shape::None);
        assert_eq!(bar_label(&scale, &scale.bars[3], Lang::Fr), "Tout à fait");
        assert_eq!(bar_label(&options, &options.bars[0], Lang::En), "a en");
    }

    #[test]
    fn scores_fall_in_the_three_groups() {
        let keys: Vec<String> = (0..=10).map(|score| score.to_string()).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let nps = nps_of(&question(&keys, false));
        assert_eq!((nps.detractors, nps.passives, nps.promoters), (7, 2, 2));
    }
}
