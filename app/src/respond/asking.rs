//! What the conditions of the questionnaire make of the answers so far: which questions are put to the person, which
//! options they are offered, what keeps them from going on.

use super::state::{Respond, Trouble};
use crate::clock;
use domain::{
    answer::Answers,
    questionnaire::{Choice, Lack, Question, Sheet},
};
use leptos::prelude::*;

impl Respond {
    /// What the answers so far make of what is asked; none when nothing is.
    pub(super) fn on_sheet<R>(self, look: impl FnOnce(&Sheet<'_>, &Answers) -> R) -> Option<R> {
        let person = self.person.read_untracked();
        let (asked, rules) = person.asked.as_ref().zip(person.rules.as_ref())?;
        let sheet = rules.sheet(&asked.questionnaire, &person.answers, clock::today());
        Some(look(&sheet, &person.answers))
    }

    /// The places of the questions that are put to this person.
    pub fn all_shown(self) -> Vec<u32> {
        let shown = self.on_sheet(|sheet, _| sheet.shown().map(|place| place as u32).collect());
        shown.unwrap_or_default()
    }

    /// The first of them from `at` on.
    pub(super) fn shown_from(self, at: u32) -> Option<u32> {
        self.all_shown().into_iter().find(|shown| *shown >= at)
    }

    pub(super) fn shown_before(self, at: u32) -> Option<u32> {
        self.all_shown().into_iter().rfind(|shown| *shown < at)
    }

    pub fn must_answer(self, at: u32) -> bool {
        self.on_sheet(|sheet, _| sheet.is_required(at as usize)) == Some(true)
    }

    /// The options of the question at this place that the answers so far leave.
    pub fn offered(self, at: u32, question: &Question) -> Vec<Choice> {
        let all = question.kind.options();
        let offered = self.on_sheet(|sheet, _| {
            let left = all
                .iter()
                .filter(|option| sheet.offers(at as usize, option));
            left.cloned().collect()
        });
        offered.unwrap_or_default()
    }

    /// Why the person cannot go on from the question at this place.
    pub(super) fn lack(self, at: u32) -> Option<Trouble> {
        let key = self
            .asked()?
            .questionnaire
            .questions
            .get(at as usize)?
            .key
            .clone();
        let lack = self.on_sheet(|sheet, answers| sheet.lack(at as usize, answers.get(&key)))?;
        lack.map(trouble)
    }

    /// The first question from which they cannot: a later answer may ask for more on one that was passed.
    pub(super) fn first_lack(self) -> Option<(u32, Trouble)> {
        let (at, lack) = self.on_sheet(|sheet, answers| sheet.first_lack(answers))??;
        Some((at as u32, trouble(lack)))
    }
}

fn trouble(lack: Lack) -> Trouble {
    match lack {
        Lack::Missing => Trouble::Missing,
        Lack::Unmet => Trouble::Unmet,
    }
}
