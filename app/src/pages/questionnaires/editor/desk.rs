//! What the parts of the editor share: the draft under the pen, what is wrong with it, and which sheet is open.

use super::super::words::{self, Issue, What};
use crate::{
    clock,
    components::focus,
    state::{Log, questionnaires::published, writing::Pen},
};
use domain::questionnaire::{
    Part, Problem, Question, Questionnaire, Section, compatible, overlooked, problems, writing,
};
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sheet {
    Question(usize),
    Section(usize),
}

/// A context of the editor.
#[derive(Clone, Copy)]
pub struct Desk {
    pub pen: Pen,
    /// All that keeps it from being published, in the order of the questionnaire.
    pub issues: Memo<Vec<Issue>>,
    /// The versions of this questionnaire that can have answers.
    published: Memo<Vec<Questionnaire>>,
    pub sheet: RwSignal<Option<Sheet>>,
}

impl Desk {
    pub fn provide(pen: Pen, log: Log) -> Desk {
        let key = Memo::new(move |_| pen.with(|content| content.key.clone()));
        let published: Memo<Vec<Questionnaire>> = Memo::new(move |_| {
            let key = key.get();
            let all = published(log)
                .into_iter()
                .map(|row| row.value.questionnaire);
            all.filter(|one| one.key == key).collect()
        });
        let issues = Memo::new(move |_| {
            pen.with(|content| published.with(|published| issues(content, published)))
        });
        let desk = Desk {
            pen,
            issues,
            published,
            sheet: RwSignal::new(None),
        };
        provide_context(desk);
        desk
    }

    /// Whether answers can hang on a question of this key.
    pub fn is_published(self, key: &str) -> bool {
        self.published.with(|versions| {
            let mut versions = versions.iter();
            versions.any(|version| version.question(key).is_some())
        })
    }

    /// The same of an option of a question.
    pub fn is_published_option(self, key: &str, option: &str) -> bool {
        self.published.with(|versions| {
            let asked = versions.iter().filter_map(|version| version.question(key));
            let mut options = asked.flat_map(|question| question.kind.options());
            options.any(|known| known.key == option)
        })
    }

    /// Against the newest published version: its number, how many of its questions are gone, how many are new.
    pub fn changes(self) -> Option<(u32, usize, usize)> {
        self.published.with(|versions| {
            let before = versions.iter().max_by_key(|version| version.version)?;
            self.pen.with(|now| {
                let missing = |from: &Questionnaire, to: &Questionnaire| {
                    let questions = from.questions.iter();
                    let missing = questions.filter(|question| to.question(&question.key).is_none());
                    missing.count()
                };
                Some((before.version, missing(before, now), missing(now, before)))
            })
        })
    }

    /// What is wrong with a part, in a sentence.
    pub fn problem(self, part: Part) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.issues.with(|issues| {
                let mut here = issues.iter().filter(|issue| issue.part == part);
                here.next().map(words::issue)
            })
        })
    }

    /// Where a mistake in an expression is, in bytes of its text.
    pub fn mistake(self, part: &Part) -> Option<std::ops::Range<usize>> {
        self.issues.with(|issues| {
            let mut here = issues.iter().filter(|issue| issue.part == *part);
            here.find_map(|issue| match &issue.what {
                What::Problem(Problem::Expression(error)) => Some(error.at.clone()),
                _ => None,
            })
        })
    }

    pub fn question<T>(self, place: usize, read: impl FnOnce(&Question) -> T) -> Option<T> {
        self.pen
            .with(|content| content.questions.get(place).map(read))
    }

    pub fn section<T>(self, place: usize, read: impl FnOnce(&Section) -> T) -> Option<T> {
        self.pen
            .with(|content| content.sections.get(place).map(read))
    }

    /// Changes a question; letters typed one behind the other into one field are one step to take back.
    pub fn write(self, place: usize, field: &str, change: impl FnOnce(&mut Question)) {
        let about = format!("question {place} {field}");
        self.pen.write(Some(&about), |content| {
            if let Some(question) = content.questions.get_mut(place) {
                change(question);
            }
        });
    }

    /// The French wording, which an unpublished key follows.
    pub fn word(self, place: usize, french: String) {
        let key = untrack(|| self.question(place, |question| question.key.clone()));
        let published = untrack(|| self.is_published(&key.unwrap_or_default()));
        let about = format!("question {place} fr");
        self.pen.write(Some(&about), |content| {
            writing::word(content, place, french, published);
        });
    }

    /// Goes to the field that an issue is about.
    pub fn go_to(self, part: &Part) {
        let field = field_of(part);
        let sheet = match (words::question_of(part), words::section_of(part)) {
            // A question is added to the outline itself.
            _ if matches!(part, Part::SectionQuestions(_)) => None,
            (Some(place), _) => Some(Sheet::Question(place)),
            (None, place) => place.map(Sheet::Section),
        };
        self.sheet.set(sheet);
        // Once the sheet is drawn and has taken the focus for itself.
        request_animation_frame(move || {
            request_animation_frame(move || focus(&field));
        });
    }
}

fn issues(content: &Questionnaire, published: &[Questionnaire]) -> Vec<Issue> {
    let problems = problems(content).into_iter().map(|found| Issue {
        part: found.part,
        what: What::Problem(found.problem),
    });
    let overlooked = overlooked(content, clock::today()).into_iter();
    let overlooked = overlooked.map(|(part, oversight)| Issue {
        part,
        what: What::Overlooked(oversight),
    });
    let mut issues: Vec<Issue> = problems.chain(overlooked).collect();
    for version in published {
        for clash in compatible(version, content) {
            let issue = Issue {
                part: Part::Key(clash.question),
                what: What::Clash(clash),
            };
            if !issues.contains(&issue) {
                issues.push(issue);
            }
        }
    }
    issues
}

/// The id of the button that adds a question to a section.
pub fn add_id(section: usize) -> String {
    format!("add-{section}")
}

/// The id of the field that a part is typed in.
fn field_of(part: &Part) -> String {
    let fixed = match part {
        Part::Title => "title-fr",
        Part::About => "about-fr",
        Part::Questions => "outline",
        Part::Section(_) => "section-fr",
        Part::SectionRelevant(_) => "section-relevant",
        Part::SectionQuestions(place) => return add_id(*place),
        Part::Key(_) => "q-key",
        Part::Text(_) | Part::InSection(_) => "q-fr",
        Part::Help(_) => "q-help-fr",
        Part::Easy(_) => "q-easy-fr",
        Part::Option(_, option) => return format!("q-option-{option}-fr"),
        Part::Options(_) => "q-add-option",
        Part::Bounds(_) => "q-min",
        Part::Relevant(_) => "q-relevant",
        Part::Required(_) => "q-required",
        Part::Constraint(_) => "q-constraint",
        Part::Message(_) => "q-message-fr",
        Part::Filter(_) => "q-filter",
        Part::Value(_) => "q-value",
    };
    fixed.to_owned()
}
