//! The options of a question from its list.

use super::{Builder, key_of, outline::is_other};
use crate::{
    columns::Column,
    finding::Code,
    form::{Form, Line},
    scales,
};
use domain::questionnaire::{Choice, OPTIONS_MAX, QuestionKind, writing::KEY_MAX};
use std::collections::HashSet;

/// Most bytes of the options of all questions: lists are shared, questionnaires are not.
const BYTES_MAX: usize = 8 * 1024 * 1024;

impl Builder<'_> {
    /// None when the list was refused.
    pub(super) fn options(
        &mut self,
        draft: usize,
        form: &Form,
        external: bool,
    ) -> Option<Vec<Choice>> {
        let rest = self.drafts[draft].rest.clone();
        let Some((list, more)) = rest.split_first() else {
            self.say(draft, &Column::Type, Code::ListMissing, "");
            return None;
        };
        if !more.is_empty() && !is_other(more) {
            self.say(draft, &Column::Type, Code::TypeUnknown, &more.join(" "));
            return None;
        }
        let lists = if external {
            &form.external
        } else {
            &form.lists
        };
        let Some(lines) = lists.get(*list) else {
            self.say(draft, &Column::Type, Code::ListUnknown, list);
            return None;
        };
        if lines.len() > OPTIONS_MAX {
            self.say(draft, &Column::Type, Code::TooManyOptions, list);
            return None;
        }
        // Columns that no filter asks for stay behind.
        let filter = self.drafts[draft].line.text(&Column::ChoiceFilter);
        let mut keys = HashSet::new();
        let mut options = Vec::with_capacity(lines.len());
        for line in lines {
            let option = self.option(draft, line, filter)?;
            if !keys.insert(option.key.clone()) {
                self.refuse_option(draft, line, Code::OptionTwice, &option.key);
                return None;
            }
            self.bytes += bytes(&option);
            options.push(option);
        }
        if self.bytes > BYTES_MAX {
            self.say(draft, &Column::Type, Code::TooManyOptions, list);
            return None;
        }
        if is_other(more) && !keys.contains("other") {
            options.push(Choice::new("other", scales::other()));
        }
        Some(options)
    }

    fn option(&mut self, draft: usize, line: &Line, filter: Option<&str>) -> Option<Choice> {
        let key = line.text(&Column::Name).unwrap_or_default().to_owned();
        if key.is_empty() || key.chars().count() > KEY_MAX {
            self.refuse_option(draft, line, Code::OptionNotNamed, &key);
            return None;
        }
        let worded = self.wording(line, &Column::Label);
        let text = worded.text.unwrap_or_else(|| {
            let unworded = line.finding(&Column::Name, Code::OptionNotWorded, &key);
            self.findings.push(unworded);
            domain::Text {
                fr: key.clone(),
                en: key.clone(),
            }
        });
        let media =
            |(head, _): &&(crate::columns::Head, _)| matches!(head.column, Column::Media(_));
        if let Some((head, _)) = line.cells.iter().find(media) {
            self.findings
                .push(line.finding(&head.column, Code::MediaIgnored, &key));
        }
        let mut option = Choice::new(&key, text);
        option.easy = worded.easy;
        if let Some(filter) = filter {
            let asked = columns(line).filter(|(name, _)| filter.contains(name));
            let pair = |(name, value): (&str, &str)| (key_of(name), value.to_owned());
            option.columns = asked.map(pair).collect();
        }
        Some(option)
    }

    /// At the option's row, and at the question's.
    fn refuse_option(&mut self, draft: usize, line: &Line, code: Code, detail: &str) {
        self.findings
            .push(line.finding(&Column::Name, code, detail));
        self.say(draft, &Column::Type, code, detail);
    }
}

/// What a filter can ask about an option.
pub(super) fn columns(line: &Line) -> impl Iterator<Item = (&str, &str)> {
    let cells = line.cells.iter();
    cells.filter_map(|(head, cell)| match &head.column {
        Column::Other(name) => Some((name.as_str(), cell.text.as_str())),
        Column::Name => Some(("name", cell.text.as_str())),
        _ => None,
    })
}

fn bytes(option: &Choice) -> usize {
    let columns = option
        .columns
        .iter()
        .map(|(name, value)| name.len() + value.len());
    let easy = option
        .easy
        .as_ref()
        .map_or(0, |easy| easy.fr.len() + easy.en.len());
    option.key.len() + option.text.fr.len() + option.text.en.len() + easy + columns.sum::<usize>()
}

/// A list of ours stands for a scale.
pub(super) fn scale(list: &str, options: &[Choice]) -> Option<QuestionKind> {
    scales::kind_of(list, options.iter().map(|option| option.key.as_str()))
}
