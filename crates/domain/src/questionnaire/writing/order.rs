//! The order of a questionnaire: sections with their questions, and questions outside of all sections between them.
//! Whatever is moved, the questions of a section stay one behind the other, in the order of the sections.

use super::{fresh, propose, text};
use crate::questionnaire::{QuestionKind, Questionnaire, Section};
use std::ops::Range;

/// Questions that are shown under one heading: those of a section, or some outside of all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// By its place; none outside of all sections.
    pub section: Option<usize>,
    /// Places of its questions; empty for a section without any.
    pub questions: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    Up,
    Down,
}

/// The questionnaire under its headings, from the first to the last.
pub fn groups(content: &Questionnaire) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (place, question) in content.questions.iter().enumerate() {
        let key = question.section.as_ref();
        let section = content
            .sections
            .iter()
            .position(|section| Some(&section.key) == key);
        match groups.last_mut() {
            Some(last) if last.section == section => last.questions.end = place + 1,
            _ => groups.push(Group {
                section,
                questions: place..place + 1,
            }),
        }
    }
    for section in 0..content.sections.len() {
        if groups.iter().any(|group| group.section == Some(section)) {
            continue;
        }
        let behind = groups
            .iter()
            .position(|group| group.section > Some(section));
        let at = behind.unwrap_or(groups.len());
        let place = groups
            .get(at)
            .map_or(content.questions.len(), |group| group.questions.start);
        let section = Some(section);
        let questions = place..place;
        groups.insert(at, Group { section, questions });
    }
    groups
}

/// Adds a question at the end of a group, and says where it is.
pub fn add(content: &mut Questionnaire, group: Option<&Group>, kind: QuestionKind) -> usize {
    let mut question = fresh(content, kind);
    let section = group.and_then(|group| group.section);
    let section = section.and_then(|place| content.sections.get(place));
    question.section = section.map(|section| section.key.clone());
    let place = group.map_or(content.questions.len(), |group| group.questions.end);
    content.questions.insert(place, question);
    place
}

/// Moves a question by one place: past its neighbour, or out of its section into what is next. Says where it is then.
pub fn move_question(content: &mut Questionnaire, place: usize, way: Way) -> usize {
    let groups = groups(content);
    let mut within = groups.iter();
    let Some(at) = within.position(|group| group.questions.contains(&place)) else {
        return place;
    };
    let (range, section) = (&groups[at].questions, groups[at].section);
    let (edge, neighbour, next) = match way {
        Way::Up => (
            place == range.start,
            place.wrapping_sub(1),
            at.checked_sub(1),
        ),
        Way::Down => (place + 1 == range.end, place + 1, Some(at + 1)),
    };
    if !edge {
        content.questions.swap(place, neighbour);
        return neighbour;
    }
    let next = next.and_then(|next| groups.get(next));
    // Beyond the first and the last group there is room outside of all sections.
    let into = next.and_then(|group| group.section);
    if next.is_some() || section.is_some() {
        let key = into.map(|section| content.sections[section].key.clone());
        content.questions[place].section = key;
    }
    place
}

/// Adds a section at the end, and says where it is.
pub fn add_section(content: &mut Questionnaire) -> usize {
    let key = propose("section", |key| content.section(key).is_some());
    content.sections.push(Section {
        key,
        title: text(String::new()),
        table: false,
        relevant: None,
    });
    content.sections.len() - 1
}

/// Takes a section away; its questions stay where they are.
pub fn drop_section(content: &mut Questionnaire, section: usize) {
    if section >= content.sections.len() {
        return;
    }
    let gone = content.sections.remove(section);
    for question in &mut content.questions {
        if question.section.as_ref() == Some(&gone.key) {
            question.section = None;
        }
    }
}

/// Moves a section with its questions past the next one. Says where it is then.
pub fn move_section(content: &mut Questionnaire, section: usize, way: Way) -> usize {
    let other = match way {
        Way::Up => section.checked_sub(1),
        Way::Down => Some(section + 1),
    };
    let other = other.filter(|other| *other < content.sections.len());
    let Some(other) = other else { return section };
    let mut order = groups(content);
    let at = |wanted: usize| order.iter().position(|group| group.section == Some(wanted));
    let (Some(here), Some(there)) = (at(section), at(other)) else {
        return section;
    };
    order.swap(here, there);
    let questions = order.into_iter().flat_map(|group| group.questions);
    content.questions = questions
        .map(|place| content.questions[place].clone())
        .collect();
    content.sections.swap(section, other);
    other
}
