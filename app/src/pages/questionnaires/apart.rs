//! Versions of a questionnaire side by side: what is not the same in all of them, line by line.

use crate::{
    locales::workspace::{lang, t},
    pages::record::words::own_lines,
};
use domain::{
    Lang, Text,
    questionnaire::{Choice, Question, QuestionKind, Questionnaire, Section, writing::kind_name},
};
use serde_json::Value;

/// A question's or title's words are cut there where they only name what a line is about.
const NAME_MAX: usize = 60;

/// Of several versions the lines that not all of them have. None when one is no questionnaire, or when nothing that the
/// words say tells them apart.
pub fn apart(values: &[&Value]) -> Option<Vec<String>> {
    let read = |value: &&Value| serde_json::from_value((*value).clone()).ok();
    let all: Vec<Questionnaire> = values.iter().map(read).collect::<Option<_>>()?;
    let all: Vec<Vec<String>> = all.iter().map(|one| lines(one, &all)).collect();
    let mut own = own_lines(&all)?;
    for side in own.iter_mut().filter(|side| side.is_empty()) {
        side.push('–');
    }
    Some(own)
}

/// Everything `one` says. What only some of the versions have is named in all of them.
fn lines(one: &Questionnaire, all: &[Questionnaire]) -> Vec<String> {
    let words = &t().editor;
    let mut lines = Lines::default();
    lines.text([words.title_fr, words.title_en], Some(&one.title));
    lines.text([words.about_fr, words.about_en], one.about.as_ref());
    lines.put(words.minutes, &one.minutes.to_string());
    for key in keys(all, |one| one.sections.iter().map(|one| &one.key)) {
        let first = all.iter().find_map(|one| one.section(key));
        let name = named(words.sheet_section, first.map(|one| &one.title), key);
        match one.section(key) {
            Some(section) => lines.about(name).section(section),
            None => lines.about(name).absent(),
        }
    }
    for key in keys(all, |one| one.questions.iter().map(|one| &one.key)) {
        let first = all.iter().find_map(|one| one.question(key));
        let name = named(words.question, first.map(|one| &one.text), key);
        match one.question(key) {
            Some(question) if all.iter().all(|one| one.question(key).is_some()) => {
                lines.about(name).question(question, one);
            }
            // One that is not everywhere is told in a line, not taken to pieces.
            Some(question) => lines.about(name).put(words.kind, kind(question)),
            None => lines.about(name).absent(),
        }
    }
    lines.about(String::new()).order(one, all);
    lines.done
}

/// All keys, each once, as they are met.
fn keys<'a, I: Iterator<Item = &'a String>>(
    all: &'a [Questionnaire],
    of: impl Fn(&'a Questionnaire) -> I,
) -> Vec<&'a str> {
    let mut keys = Vec::new();
    for key in all.iter().flat_map(of) {
        if !keys.contains(&key.as_str()) {
            keys.push(key.as_str());
        }
    }
    keys
}

/// `Question « Le rythme vous a-t-il convenu ? »`, by the words of the first version that has it.
fn named(what: &str, text: Option<&Text>, key: &str) -> String {
    let text = text.map_or("", |text| text.get(lang())).trim();
    (t().editor.named)(what, &short(if text.is_empty() { key } else { text }))
}

fn short(text: &str) -> String {
    match text.char_indices().nth(NAME_MAX) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

fn kind(question: &Question) -> &'static str {
    (t().questionnaires.kind)(kind_name(&question.kind))
}

/// Lines as they are written, each under the name of what it is about.
#[derive(Default)]
struct Lines {
    about: String,
    done: Vec<String>,
}

impl Lines {
    fn about(&mut self, name: String) -> &mut Lines {
        self.about = name;
        self
    }

    fn put(&mut self, label: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let label = match self.about.as_str() {
            "" => label.to_owned(),
            about => format!("{about}, {label}"),
        };
        self.done.push((t().common.labelled)(&label, value));
    }

    fn absent(&mut self) {
        let line = (t().common.labelled)(&self.about, t().editor.not_there);
        self.done.push(line);
    }

    fn text(&mut self, labels: [&str; 2], text: Option<&Text>) {
        if let Some(text) = text {
            self.put(labels[0], &text.fr);
            self.put(labels[1], &text.en);
        }
    }

    fn flag(&mut self, label: &str, set: bool) {
        if set {
            self.put(label, t().record.yes);
        }
    }

    fn code(&mut self, label: &str, code: Option<&String>) {
        self.put(label, code.map_or("", String::as_str));
    }

    fn section(&mut self, section: &Section) {
        let words = &t().editor;
        self.text([words.title_fr, words.title_en], Some(&section.title));
        self.flag(words.table, section.table);
        self.code(words.relevant, section.relevant.as_ref());
    }

    fn question(&mut self, question: &Question, of: &Questionnaire) {
        let words = &t().editor;
        self.text([words.text_fr, words.text_en], Some(&question.text));
        self.text([words.help_fr, words.help_en], question.help.as_ref());
        if let Some(easy) = &question.easy {
            self.text([words.easy_fr, words.easy_en], Some(&easy.text));
            let help = [words.easy_help_fr, words.easy_help_en];
            self.text(help, easy.help.as_ref());
        }
        let section = question.section.as_deref().and_then(|key| of.section(key));
        let section = section.map_or("", |one| one.title.get(lang()));
        self.put(words.sheet_section, section);
        self.kind(question);
        self.flag(words.not_concerned, question.may_not_concern);
        self.code(words.relevant, question.relevant.as_ref());
        self.code(words.required, question.required.as_ref());
        if let Some(constraint) = &question.constraint {
            self.put(words.constraint, &constraint.test);
            let messages = [words.message_fr, words.message_en];
            self.text(messages, Some(&constraint.message));
        }
        self.code(words.filter, question.filter.as_ref());
    }

    fn kind(&mut self, question: &Question) {
        let words = &t().editor;
        self.put(words.kind, kind(question));
        match &question.kind {
            QuestionKind::Number { min, max } => {
                self.put(words.min, &min.to_string());
                self.put(words.max, &max.to_string());
            }
            QuestionKind::Decimal { places } => self.put(words.places, &places.to_string()),
            QuestionKind::Calculated { value } => self.put(words.value, value),
            kind => self.options(kind.options()),
        }
    }

    fn options(&mut self, options: &[Choice]) {
        let words = &t().editor;
        let mut each = |label: &str, of: &dyn Fn(&Choice) -> String| {
            let said: Vec<String> = options.iter().map(of).collect();
            if said.iter().any(|one| !one.is_empty()) {
                self.put(&format!("{}, {label}", words.options), &said.join(" ; "));
            }
        };
        let easy = |one: &Choice, lang: Lang| {
            let easy = one.easy.as_ref();
            easy.map_or(String::new(), |easy| match lang {
                Lang::Fr => easy.fr.clone(),
                Lang::En => easy.en.clone(),
            })
        };
        each(words.option_fr, &|one| one.text.fr.clone());
        each(words.option_en, &|one| one.text.en.clone());
        each(words.option_easy_fr, &|one| easy(one, Lang::Fr));
        each(words.option_easy_en, &|one| easy(one, Lang::En));
        each(words.option_key, &|one| one.key.clone());
        each(words.option_columns, &|one| {
            let pairs = one.columns.iter();
            let pairs = pairs.map(|(name, value)| format!("{name}={value}"));
            pairs.collect::<Vec<_>>().join(", ")
        });
    }

    /// In which order the questions stand that all versions have.
    fn order(&mut self, one: &Questionnaire, all: &[Questionnaire]) {
        let everywhere =
            |question: &&Question| all.iter().all(|one| one.question(&question.key).is_some());
        let named = |question: &Question| {
            let first = all.iter().find_map(|one| one.question(&question.key));
            short(first.unwrap_or(question).text.get(lang()))
        };
        let standing = one.questions.iter().filter(everywhere);
        let names: Vec<String> = standing.map(named).collect();
        self.put(t().editor.order, &names.join(" ; "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::questionnaire::builtins;
    use serde_json::json;

    fn hot() -> Questionnaire {
        builtins()[0].clone()
    }

    fn changed(change: impl FnOnce(&mut Questionnaire)) -> Vec<String> {
        let mut other = hot();
        change(&mut other);
        apart(&[&json!(hot()), &json!(other)]).unwrap()
    }

    #[test]
    fn one_word_of_one_question_is_one_line_on_each_side() {
        let said = changed(|content| content.questions[1].text.fr = "Vraiment\u{a0}?".to_owned());
        assert!(said.iter().all(|one| one.lines().count() == 1), "{said:?}");
        assert!(said[1].starts_with("Question «\u{202f}"), "{said:?}");
        assert!(said[1].ends_with("Question en français\u{a0}: Vraiment\u{a0}?"));
        assert!(!said[0].contains("Vraiment"));
    }

    #[test]
    fn a_question_that_one_version_has_not_is_named_in_both() {
        let said = changed(|content| drop(content.questions.remove(2)));
        assert_eq!(said[0].lines().count(), 1, "{said:?}");
        assert_eq!(said[1].lines().count(), 1, "{said:?}");
        assert!(said[1].ends_with("n’y est pas"), "{said:?}");
    }

    #[test]
    fn every_change_shows_on_at_least_one_side() {
        type Change = fn(&mut Questionnaire);
        let changes: &[Change] = &[
            |content| content.minutes += 1,
            |content| content.title.fr.push('!'),
            |content| content.questions.swap(0, 1),
            |content| content.questions[0].required = Some("true".to_owned()),
            |content| content.questions[0].relevant = Some("x = 1".to_owned()),
            |content| content.questions[0].may_not_concern ^= true,
            |content| content.questions[0].help = Some(content.title.clone()),
            |content| content.questions[0].kind = QuestionKind::Date,
            |content| content.questions[0].kind = QuestionKind::Number { min: 2, max: 7 },
        ];
        for (number, change) in changes.iter().enumerate() {
            let said = changed(change);
            assert_ne!(said[0], said[1], "{number}");
        }
    }

    #[test]
    fn equal_versions_and_what_is_no_questionnaire_have_no_lines() {
        assert_eq!(apart(&[&json!(hot()), &json!(hot())]), None);
        assert_eq!(apart(&[&json!(hot()), &json!("nope")]), None);
    }
}
