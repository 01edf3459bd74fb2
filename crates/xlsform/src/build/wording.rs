//! Wordings in the languages the product speaks, plain and in easy words.

use super::Builder;
use crate::{
    columns::{Column, tongue},
    finding::Code,
    form::Line,
};
use domain::{Lang, Text};

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Worded {
    pub(super) text: Option<Text>,
    pub(super) easy: Option<Text>,
}

impl Builder<'_> {
    /// What a row says in a column of wordings.
    pub(super) fn wording(&mut self, line: &Line, column: &Column) -> Worded {
        let (mut plain, mut easy) = (empty(), empty());
        let mut unsaid = "";
        for (language, cell) in line.all(column) {
            let said = language.map(tongue);
            match said {
                Some(Some(tongue)) if tongue.easy => put(&mut easy, tongue.lang, &cell.text),
                Some(Some(tongue)) => put(&mut plain, tongue.lang, &cell.text),
                Some(None) => {
                    let language = language.unwrap_or_default();
                    if self.languages.insert(language.to_owned()) {
                        let ignored = line.finding(column, Code::LanguageIgnored, language);
                        self.findings.push(ignored);
                    }
                    unsaid = if unsaid.is_empty() {
                        &cell.text
                    } else {
                        unsaid
                    };
                }
                None => unsaid = &cell.text,
            }
        }
        // A wording without a language is in the one that the form leaves unsaid; so is the only one there is.
        let unmarked = line.all(column).find(|(language, _)| language.is_none());
        let lone = plain == empty();
        if unmarked.is_some() || lone {
            put(&mut plain, self.unsaid, unsaid);
        }
        let mut worded = Worded {
            text: (plain != empty()).then_some(plain),
            easy: (easy != empty()).then_some(easy),
        };
        let all = [&mut worded.text, &mut worded.easy];
        let mut reads = false;
        for text in all.into_iter().flatten() {
            reads |= without_answers(&mut text.fr);
            reads |= without_answers(&mut text.en);
        }
        if reads {
            let reads = line.finding(column, Code::WordingReadsAnswer, "");
            self.findings.push(reads);
        }
        worded
    }
}

fn empty() -> Text {
    Text {
        fr: String::new(),
        en: String::new(),
    }
}

/// Where nothing is written yet.
fn put(text: &mut Text, lang: Lang, said: &str) {
    let place = match lang {
        Lang::Fr => &mut text.fr,
        Lang::En => &mut text.en,
    };
    if place.is_empty() {
        said.clone_into(place);
    }
}

/// `${name}` becomes an ellipsis: wordings read no answers.
fn without_answers(text: &mut String) -> bool {
    let mut said = String::new();
    let mut rest = text.as_str();
    while let Some((before, name)) = rest.split_once("${")
        && let Some((_, after)) = name.split_once('}')
    {
        said.push_str(before);
        said.push('…');
        rest = after;
    }
    let reads = !said.is_empty();
    if reads {
        said.push_str(rest);
        *text = said;
    }
    reads
}
