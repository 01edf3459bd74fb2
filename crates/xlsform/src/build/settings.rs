//! What the form says of itself: title, key, version, and the language of wordings that name none.

use super::Defaults;
use crate::{
    columns::{Column, tongue},
    finding::{Code, Findings},
    form::Form,
};
use domain::{
    Lang, Text,
    questionnaire::{WORDING_MAX, writing::KEY_MAX},
};

/// All of a questionnaire but its questions.
pub(super) struct Head {
    pub(super) key: String,
    pub(super) version: u32,
    pub(super) title: Text,
    pub(super) about: Option<Text>,
    pub(super) minutes: Option<u32>,
}

/// Settings that come in, by all their names. Those of *boucle* are passed over by other programs.
const KNOWN: &[&str] = &[
    "form_title",
    "set_form_title",
    "title",
    "form_id",
    "set_form_id",
    "id_string",
    "version",
    "default_language",
    "boucle_minutes",
    "boucle_title_fr",
    "boucle_title_en",
    "boucle_about_fr",
    "boucle_about_en",
];

pub(super) fn default_language(form: &Form) -> Option<Lang> {
    let cell = form.setting(&["default_language"])?;
    tongue(&cell.text).map(|tongue| tongue.lang)
}

pub(super) fn head(form: &Form, defaults: &Defaults, findings: &mut Findings) -> Head {
    let text = |names: &[&str]| {
        form.setting(names)
            .map(|cell| cell.text.chars().take(WORDING_MAX).collect::<String>())
    };
    let id = text(&["form_id", "set_form_id", "id_string"]);
    let said = text(&["form_title", "set_form_title", "title"]);
    let title = said
        .or_else(|| id.clone())
        .unwrap_or_else(|| defaults.title.clone());
    let (fr, en) = (text(&["boucle_title_fr"]), text(&["boucle_title_en"]));
    let title = if fr.is_none() && en.is_none() {
        in_lang(title, default_language(form).unwrap_or(defaults.lang))
    } else {
        pair(fr, en)
    };
    let (fr, en) = (text(&["boucle_about_fr"]), text(&["boucle_about_en"]));
    let version =
        text(&["version"]).map(|written| written.parse().ok().filter(|version| *version > 0));
    let mut say = |name: &str, code| {
        if let (Some(line), Some(cell)) = (&form.settings, form.setting(&[name])) {
            let mut said = line.finding(&Column::Name, code, name);
            said.column = cell.column;
            findings.push(said);
        }
    };
    if version == Some(None) {
        say("version", Code::VersionIgnored);
    }
    let settings = form.settings.iter().flat_map(|line| &line.cells);
    for (head, cell) in settings {
        let name = match &head.column {
            Column::Other(name) => name.to_lowercase().replace(' ', "_"),
            _ => continue,
        };
        let default = name == "default_language" && tongue(&cell.text).is_none();
        if !KNOWN.contains(&name.as_str()) || default {
            say(&name, Code::SettingIgnored);
        }
    }
    Head {
        key: id.map_or_else(|| "form".to_owned(), |id| form_key(&id)),
        version: version.flatten().unwrap_or(1),
        title,
        about: (fr.is_some() || en.is_some()).then(|| pair(fr, en)),
        minutes: text(&["boucle_minutes"]).and_then(|minutes| minutes.parse().ok()),
    }
}

fn pair(fr: Option<String>, en: Option<String>) -> Text {
    Text {
        fr: fr.unwrap_or_default(),
        en: en.unwrap_or_default(),
    }
}

fn in_lang(said: String, lang: Lang) -> Text {
    match lang {
        Lang::Fr => pair(Some(said), None),
        Lang::En => pair(None, Some(said)),
    }
}

/// Keys of questionnaires have points.
fn form_key(id: &str) -> String {
    let plain = |sign: char| {
        if sign.is_ascii_alphanumeric() || ".-".contains(sign) {
            sign
        } else {
            '_'
        }
    };
    id.chars().map(plain).take(KEY_MAX).collect()
}
