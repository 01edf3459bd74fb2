//! Groups become sections, one behind the other: a question belongs to its innermost group that has a title. What
//! groups without a title ask for is asked of each question.

use super::{Builder, key_of, unique};
use crate::{columns::Column, finding::Code, xpath::Translated};
use domain::questionnaire::{Question, Section};
use std::collections::HashSet;

impl Builder<'_> {
    /// Questions that come in, with their drafts, and the sections they are in.
    pub(super) fn sections(&mut self) -> (Vec<(usize, Question)>, Vec<Section>) {
        let mut sections: Vec<Section> = Vec::new();
        let mut open: Option<usize> = None;
        let mut questions = Vec::new();
        for index in 0..self.drafts.len() {
            let draft = &self.drafts[index];
            let Some(mut question) = draft.question.clone().filter(|_| !draft.refused) else {
                continue;
            };
            let titled = self.titled(draft.group);
            let inner = self.conditions_between(draft.group, titled);
            question.relevant = all(inner.into_iter().chain(&draft.relevant));
            if let Some(group) = titled.filter(|_| titled != open) {
                let section = self.section(group, &sections);
                sections.push(section);
            }
            open = titled;
            let section = sections.last().filter(|_| titled.is_some());
            question.section = section.map(|section| section.key.clone());
            questions.push((index, question));
        }
        (questions, sections)
    }

    fn titled(&self, mut group: Option<usize>) -> Option<usize> {
        while let Some(at) = group {
            if self.groups[at].title.is_some() {
                return Some(at);
            }
            group = self.groups[at].parent;
        }
        None
    }

    /// From the outermost in, below `outer`.
    fn conditions_between(
        &self,
        mut group: Option<usize>,
        outer: Option<usize>,
    ) -> Vec<&Translated> {
        let mut found = Vec::new();
        while let Some(at) = group.filter(|_| group != outer) {
            found.extend(&self.groups[at].relevant);
            group = self.groups[at].parent;
        }
        found.reverse();
        found
    }

    fn section(&self, group: usize, before: &[Section]) -> Section {
        let of = &self.groups[group];
        let name = of.line.text(&Column::Name).unwrap_or("section");
        let key = unique(key_of(name), |key| {
            before.iter().any(|section| section.key == key)
        });
        let title = of.title.clone();
        Section {
            key,
            title: title.unwrap_or_else(|| domain::Text {
                fr: String::new(),
                en: String::new(),
            }),
            table: of.table,
            relevant: all(self.conditions_between(Some(group), None)),
        }
    }

    /// What groups lose: said once, when it is clear what comes in.
    pub(super) fn groups_said(&mut self, questions: &[(usize, Question)], sections: &[Section]) {
        let used: HashSet<usize> = questions
            .iter()
            .filter_map(|(draft, _)| self.titled(self.drafts[*draft].group))
            .collect();
        let mut holds = vec![false; self.groups.len()];
        for (draft, _) in questions {
            let mut group = self.drafts[*draft].group;
            while let Some(at) = group {
                holds[at] = true;
                group = self.groups[at].parent;
            }
        }
        for (group, holds) in holds.into_iter().enumerate() {
            let of = &self.groups[group];
            let nested = of.title.is_some() && self.titled(of.parent).is_some();
            let code = if of.title.is_some() && !used.contains(&group) && holds {
                Code::GroupTitleIgnored
            } else if nested && used.contains(&group) {
                Code::GroupFlattened
            } else {
                continue;
            };
            let said = of.line.finding(&Column::Label, code, "");
            self.findings.push(said);
        }
        for section in sections.iter().filter(|section| section.table) {
            let within = |(_, question): &&(usize, Question)| {
                question.section.as_ref() == Some(&section.key)
            };
            let rows: Vec<_> = questions.iter().filter(within).collect();
            if rows.windows(2).any(|two| two[0].1.kind != two[1].1.kind) {
                let group = rows
                    .first()
                    .and_then(|(draft, _)| self.titled(self.drafts[*draft].group));
                if let Some(group) = group {
                    self.groups[group].table = false;
                    let line = self.groups[group].line;
                    self.findings
                        .push(line.finding(&Column::Appearance, Code::TableMixed, ""));
                }
            }
        }
    }
}

/// All of them at once; none of none.
fn all<'t>(conditions: impl IntoIterator<Item = &'t Translated>) -> Option<String> {
    let conditions: Vec<&Translated> = conditions.into_iter().collect();
    match conditions.as_slice() {
        [] => None,
        [one] => Some(one.text.clone()),
        many => {
            let parts: Vec<String> = many.iter().map(|part| part.within(2)).collect();
            Some(parts.join(" and "))
        }
    }
}
