//! Which questionnaires the list shows. Pure: filters come from the address.

use crate::{pages::record::words::from_wire, routes::Page};
use domain::{
    calendar::cadence::Stakeholder,
    questionnaire::{Audience, Published, Questionnaire},
    service::ServiceKind,
};
use std::sync::Arc;

/// Keys of the address.
pub const TEXT: &str = "q";
pub const SERVICE: &str = "service";
pub const WHO: &str = "who";

/// A row of the list. Its content is shared: filters copy rows at each letter.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    pub page: Page,
    pub content: Arc<Questionnaire>,
    pub audience: Audience,
    pub state: State,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Draft,
    Published,
    Template,
}

impl Line {
    pub fn of(page: Page, published: Published, state: State) -> Line {
        Line {
            page,
            content: published.questionnaire.into(),
            audience: published.audience,
            state,
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    text: String,
    service: Option<ServiceKind>,
    who: Option<Stakeholder>,
}

impl Filter {
    /// From the values of the address; what makes no sense is as if absent.
    pub fn read(get: impl Fn(&str) -> String) -> Filter {
        Filter {
            text: get(TEXT).trim().to_lowercase(),
            service: from_wire(&get(SERVICE)),
            who: from_wire(&get(WHO)),
        }
    }

    /// For whom a new one would be.
    pub fn audience(&self) -> Audience {
        Audience {
            service: self.service,
            stakeholder: self.who,
        }
    }

    /// What is for everybody is for those looked for, too.
    pub fn takes(&self, line: &Line) -> bool {
        let service = line.audience.service.is_none()
            || self.service.is_none()
            || line.audience.service == self.service;
        let who = line.audience.stakeholder.is_none()
            || self.who.is_none()
            || line.audience.stakeholder == self.who;
        service && who && self.finds(&line.content)
    }

    fn finds(&self, content: &Questionnaire) -> bool {
        let titles = [Some(&content.title), content.about.as_ref()];
        let questions = content.questions.iter().map(|question| &question.text);
        let mut texts = titles.into_iter().flatten().chain(questions);
        let has = |text: &str| text.to_lowercase().contains(&self.text);
        has(&content.key) || texts.any(|text| has(&text.fr) || has(&text.en))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::questionnaire::templates;

    fn found(text: &str, service: &str, who: &str) -> Vec<String> {
        let filter = Filter::read(|key| {
            let value = match key {
                TEXT => text,
                SERVICE => service,
                _ => who,
            };
            value.to_owned()
        });
        let lines = templates().into_iter();
        let lines = lines.map(|one| Line::of(Page::Questionnaires, one, State::Template));
        let taken = lines.filter(|line| filter.takes(line));
        taken.map(|line| line.content.key.clone()).collect()
    }

    #[test]
    fn templates_are_found_by_service_audience_and_words() {
        assert_eq!(found("", "", "").len(), 30);
        assert_eq!(found("", "bilan", "team"), ["bc.team"]);
        assert_eq!(found("", "nope", "funder"), ["all.funder.year"]);
        assert_eq!(found(" AF.HOT ", "", ""), ["af.hot"]);
        assert!(found("objectifs annoncés", "formation", "").contains(&"af.hot".to_owned()));
        assert!(found("zzz", "", "").is_empty());
    }
}
