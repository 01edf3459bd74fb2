//! What an author has overlooked. No answer comes to harm by it, so what is published already stays as it is and the
//! server takes it; an editor shows it before a version is published, as it does [`super::problems`].

use super::{Part, Questionnaire, Rules};
use crate::{Day, answer::Answers};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Oversight {
    /// A section without questions.
    EmptySection,
    /// Each question hangs on an answer that nobody can come to give.
    NothingAtFirst,
}

/// In the order of the questionnaire. On the day `today`: conditions may read it.
pub fn overlooked(questionnaire: &Questionnaire, today: Day) -> Vec<(Part, Oversight)> {
    let questions = &questionnaire.questions;
    let mut found = Vec::new();
    let rules = Rules::of(questionnaire);
    let sheet = rules.sheet(questionnaire, &Answers::new(), today);
    let asked = |index: &usize| questions[*index].kind.is_asked();
    let any = (0..questions.len()).any(|index| asked(&index));
    // A condition that reads the day may hold on another.
    if any && !rules.read_the_day() && !sheet.shown().any(|index| asked(&index)) {
        found.push((Part::Questions, Oversight::NothingAtFirst));
    }
    for (index, section) in questionnaire.sections.iter().enumerate() {
        let mut within = questions.iter().map(|question| question.section.as_ref());
        if !within.any(|key| key == Some(&section.key)) {
            found.push((Part::SectionQuestions(index), Oversight::EmptySection));
        }
    }
    found
}
