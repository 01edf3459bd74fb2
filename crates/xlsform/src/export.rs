//! From a questionnaire to the three sheets of a form. docs/xlsform.md says what the format cannot carry.

use crate::{
    columns::{NOT_CONCERNED, PLACES, TONGUES},
    scales,
    sheet::Sheet,
    xpath::xpath,
};
use domain::{
    Lang, Text,
    expression::ExprError,
    questionnaire::{Choice, Constraint, Question, QuestionKind, Questionnaire, Section},
};
use std::collections::BTreeMap;

/// The sheets *survey*, *choices* and *settings*.
///
/// # Errors
/// An expression that cannot be read: no published questionnaire has one.
pub fn export(questionnaire: &Questionnaire) -> Result<Vec<Sheet>, ExprError> {
    let mut writer = Writer::default();
    let mut open: Option<&str> = None;
    for question in &questionnaire.questions {
        let section = question.section.as_deref();
        if section != open {
            writer.end(open.is_some());
            let begun = section.and_then(|key| questionnaire.section(key));
            begun.map_or(Ok(()), |section| writer.begin(section))?;
            open = begun.map(|section| section.key.as_str());
        }
        writer.question(question)?;
    }
    writer.end(open.is_some());
    let survey = sheet("survey", &survey_heads(), &writer.survey);
    let choices = sheet("choices", &writer.choice_heads(), &writer.choices);
    Ok(vec![survey, choices, settings(questionnaire)])
}

/// Cells by the name of their column.
type Row = BTreeMap<String, String>;

#[derive(Default)]
struct Writer {
    survey: Vec<Row>,
    choices: Vec<Row>,
    /// Lists written so far, by name.
    lists: Vec<(String, Vec<Choice>)>,
}

impl Writer {
    fn begin(&mut self, section: &Section) -> Result<(), ExprError> {
        let mut row = Row::new();
        put(&mut row, "type", "begin_group");
        put(&mut row, "name", &section.key);
        texts(&mut row, "label", &section.title, false);
        expression(&mut row, "relevant", section.relevant.as_deref())?;
        if section.table {
            put(&mut row, "appearance", "table-list");
        }
        self.survey.push(row);
        Ok(())
    }

    fn end(&mut self, open: bool) {
        let row = ("type".to_owned(), "end_group".to_owned());
        self.survey.extend(open.then(|| Row::from([row])));
    }

    fn question(&mut self, question: &Question) -> Result<(), ExprError> {
        let mut row = Row::new();
        put(&mut row, "name", &question.key);
        texts(&mut row, "label", &question.text, false);
        if let Some(help) = &question.help {
            texts(&mut row, "hint", help, false);
        }
        if let Some(easy) = &question.easy {
            texts(&mut row, "label", &easy.text, true);
            if let Some(help) = &easy.help {
                texts(&mut row, "hint", help, true);
            }
        }
        if question.may_not_concern {
            put(&mut row, NOT_CONCERNED, "yes");
        }
        expression(&mut row, "relevant", question.relevant.as_deref())?;
        expression(&mut row, "choice_filter", question.filter.as_deref())?;
        match question.required.as_deref() {
            Some("true") => put(&mut row, "required", "yes"),
            other => expression(&mut row, "required", other)?,
        }
        self.kind(&mut row, question)?;
        constraint(&mut row, question)?;
        self.survey.push(row);
        Ok(())
    }

    fn kind(&mut self, row: &mut Row, question: &Question) -> Result<(), ExprError> {
        let plain = match &question.kind {
            QuestionKind::Single { options } => self.select("select_one", question, options),
            QuestionKind::Multi { options } => self.select("select_multiple", question, options),
            QuestionKind::Rank { options } => self.select("rank", question, options),
            QuestionKind::Number { .. } | QuestionKind::Decimal { places: 0 } => {
                "integer".to_owned()
            }
            QuestionKind::Decimal { places } => {
                put(row, PLACES, &places.to_string());
                "decimal".to_owned()
            }
            QuestionKind::Date => "date".to_owned(),
            QuestionKind::Short => "text".to_owned(),
            QuestionKind::Long => {
                put(row, "appearance", "multiline");
                "text".to_owned()
            }
            QuestionKind::Signature => {
                put(row, "appearance", "signature");
                "image".to_owned()
            }
            QuestionKind::Photo => "image".to_owned(),
            QuestionKind::Note => "note".to_owned(),
            QuestionKind::Calculated { value } => {
                expression(row, "calculation", Some(value))?;
                "calculate".to_owned()
            }
            scale @ (QuestionKind::Likert4
            | QuestionKind::Likert5
            | QuestionKind::Nps
            | QuestionKind::Ease3
            | QuestionKind::Yesno
            | QuestionKind::Consent) => self.scale(scale),
        };
        put(row, "type", &plain);
        Ok(())
    }

    fn scale(&mut self, kind: &QuestionKind) -> String {
        let (name, steps) = scales::list_of(kind).unwrap_or_default();
        let text = |fr: &str, en: &str| Text {
            fr: fr.to_owned(),
            en: en.to_owned(),
        };
        let options = steps
            .iter()
            .map(|(key, fr, en)| Choice::new(key, text(fr, en)));
        self.list(name, &options.collect::<Vec<_>>());
        format!("select_one {name}")
    }

    /// Questions with the same options share a list.
    fn select(&mut self, of: &str, question: &Question, options: &[Choice]) -> String {
        let same = self.lists.iter().find(|(_, known)| known == options);
        let name = match same {
            Some((name, _)) => name.clone(),
            // Lists of ours stand for scales.
            None if question.key.starts_with("boucle_") => format!("list_{}", question.key),
            None => question.key.clone(),
        };
        self.list(&name, options);
        format!("{of} {name}")
    }

    fn list(&mut self, name: &str, options: &[Choice]) {
        if self.lists.iter().any(|(known, _)| known == name) {
            return;
        }
        for option in options {
            let mut row = Row::new();
            for (column, value) in &option.columns {
                put(&mut row, column, value);
            }
            put(&mut row, "list_name", name);
            put(&mut row, "name", &option.key);
            texts(&mut row, "label", &option.text, false);
            if let Some(easy) = &option.easy {
                texts(&mut row, "label", easy, true);
            }
            self.choices.push(row);
        }
        self.lists.push((name.to_owned(), options.to_vec()));
    }

    /// Columns that filters ask for come behind those of every form.
    fn choice_heads(&self) -> Vec<String> {
        let mut heads = vec!["list_name".to_owned(), "name".to_owned()];
        heads.extend(TONGUES.iter().map(|(name, _)| format!("label::{name}")));
        for name in self.choices.iter().flat_map(BTreeMap::keys) {
            if !heads.contains(name) {
                heads.push(name.clone());
            }
        }
        heads
    }
}

fn constraint(row: &mut Row, question: &Question) -> Result<(), ExprError> {
    let own = question.constraint.as_ref();
    let written = own.map(|own| xpath(&own.test)).transpose()?;
    let bounds = match question.kind {
        QuestionKind::Number { min, max } => Some(format!(". >= {min} and . <= {max}")),
        _ => None,
    };
    let whole = match (bounds, written) {
        (Some(bounds), Some(own)) if own != bounds => format!("{bounds} and ({own})"),
        (bounds, own) => bounds.or(own).unwrap_or_default(),
    };
    put(row, "constraint", &whole);
    if let Some(Constraint { message, .. }) = own {
        texts(row, "constraint_message", message, false);
    }
    Ok(())
}

fn put(row: &mut Row, column: &str, text: &str) {
    if !text.is_empty() {
        row.insert(column.to_owned(), text.to_owned());
    }
}

fn texts(row: &mut Row, column: &str, text: &Text, easy: bool) {
    for (name, tongue) in TONGUES.iter().filter(|(_, tongue)| tongue.easy == easy) {
        let said = match tongue.lang {
            Lang::Fr => &text.fr,
            Lang::En => &text.en,
        };
        put(row, &format!("{column}::{name}"), said);
    }
}

fn expression(row: &mut Row, column: &str, text: Option<&str>) -> Result<(), ExprError> {
    if let Some(text) = text {
        put(row, column, &xpath(text)?);
    }
    Ok(())
}

fn survey_heads() -> Vec<String> {
    let worded = |column: &'static str| {
        TONGUES
            .iter()
            .map(move |(name, _)| format!("{column}::{name}"))
    };
    let plain = |names: &'static [&str]| names.iter().map(|name| (*name).to_owned());
    plain(&["type", "name"])
        .chain(worded("label"))
        .chain(worded("hint"))
        .chain(plain(&["required", "relevant", "constraint"]))
        .chain(worded("constraint_message"))
        .chain(plain(&[
            "calculation",
            "choice_filter",
            "appearance",
            NOT_CONCERNED,
            PLACES,
        ]))
        .collect()
}

/// With the columns that any row fills.
fn sheet(name: &str, heads: &[String], rows: &[Row]) -> Sheet {
    let used = |head: &&String| rows.iter().any(|row| row.contains_key(*head));
    let heads: Vec<&String> = heads.iter().filter(used).collect();
    let cells = |row: &Row| {
        let cell = |head: &&String| row.get(*head).cloned().unwrap_or_default();
        heads.iter().map(cell).collect()
    };
    let top = heads.iter().map(|head| (*head).clone()).collect();
    let rows = std::iter::once(top).chain(rows.iter().map(cells));
    Sheet::new(name, rows.collect())
}

fn settings(questionnaire: &Questionnaire) -> Sheet {
    let Questionnaire {
        key,
        version,
        title,
        about,
        minutes,
        ..
    } = questionnaire;
    let about = about.as_ref();
    let all = [
        ("form_title", title.get(Lang::Fr).to_owned()),
        ("form_id", key.clone()),
        ("version", version.to_string()),
        ("default_language", TONGUES[0].0.to_owned()),
        ("boucle_minutes", minutes.to_string()),
        ("boucle_title_fr", title.fr.clone()),
        ("boucle_title_en", title.en.clone()),
        (
            "boucle_about_fr",
            about.map_or(String::new(), |about| about.fr.clone()),
        ),
        (
            "boucle_about_en",
            about.map_or(String::new(), |about| about.en.clone()),
        ),
    ];
    let mut row = Row::new();
    for (head, text) in &all {
        put(&mut row, head, text);
    }
    let heads: Vec<String> = all.iter().map(|(head, _)| (*head).to_owned()).collect();
    sheet("settings", &heads, &[row])
}
