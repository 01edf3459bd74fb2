//! Settings of this browser: language and theme. Kept in local storage, never sent.

use crate::{locales::workspace::speak, storage::local};
use domain::Lang;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

const KEY: &str = "boucle.app.preferences";

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];

    pub fn key(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
struct Kept {
    theme: Theme,
    /// None until somebody chose: then the browser's language.
    lang: Option<Lang>,
    /// Single keys that act: on until somebody turns them off.
    #[serde(default)]
    no_shortcuts: bool,
}

/// A context: `use_preferences()`. The catalogue is told the language.
#[derive(Clone, Copy)]
pub struct Preferences {
    theme: RwSignal<Theme>,
    language: RwSignal<Lang>,
    shortcuts: RwSignal<bool>,
}

pub fn use_preferences() -> Preferences {
    expect_context()
}

impl Preferences {
    /// Reads them, puts them in context and on the page's root element.
    pub fn provide() -> Preferences {
        let kept: Kept = local::get(KEY).unwrap_or_default();
        let lang = kept.lang.unwrap_or_else(browser_language);
        speak(lang);
        let preferences = Preferences {
            theme: RwSignal::new(kept.theme),
            language: RwSignal::new(lang),
            shortcuts: RwSignal::new(!kept.no_shortcuts),
        };
        provide_context(preferences);
        Effect::new(move |_| {
            let Some(root) = document().document_element() else {
                return;
            };
            // Fails only for names that are no attribute names.
            let _ = root.set_attribute("lang", lang_code(preferences.lang()));
            let _ = match preferences.theme() {
                Theme::Auto => root.remove_attribute("data-theme"),
                theme => root.set_attribute("data-theme", theme.key()),
            };
        });
        preferences
    }

    pub fn theme(self) -> Theme {
        self.theme.get()
    }

    pub fn lang(self) -> Lang {
        self.language.get()
    }

    pub fn set_theme(self, theme: Theme) {
        self.theme.set(theme);
        self.keep();
    }

    /// Draws the whole workspace again in that language.
    pub fn set_lang(self, lang: Lang) {
        speak(lang);
        self.language.set(lang);
        self.keep();
    }

    pub fn shortcuts(self) -> bool {
        self.shortcuts.get()
    }

    pub fn set_shortcuts(self, on: bool) {
        self.shortcuts.set(on);
        self.keep();
    }

    fn keep(self) {
        let kept = Kept {
            theme: self.theme.get_untracked(),
            lang: Some(self.language.get_untracked()),
            no_shortcuts: !self.shortcuts.get_untracked(),
        };
        // A browser that keeps nothing asks again next time: no harm.
        let _ = local::set(KEY, &kept);
    }
}

pub fn lang_code(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "fr",
        Lang::En => "en",
    }
}

fn browser_language() -> Lang {
    let first = window().navigator().language();
    if first.is_some_and(|first| first.starts_with("en")) {
        Lang::En
    } else {
        Lang::Fr
    }
}
