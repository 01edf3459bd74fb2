//! What the columns of a form are called: aliases, prefixes, and the language a wording is in.

use domain::Lang;

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Column {
    Type,
    Name,
    Label,
    Hint,
    GuidanceHint,
    Relevant,
    Required,
    RequiredMessage,
    Constraint,
    ConstraintMessage,
    Calculation,
    ChoiceFilter,
    Default,
    Appearance,
    ReadOnly,
    RepeatCount,
    Parameters,
    Media(String),
    ListName,
    Disabled,
    /// Ours: whether *not concerned* is offered.
    NotConcerned,
    /// Ours: how many places behind the point.
    Places,
    /// As it is written.
    Other(String),
}

/// The column a header stands for, and the language of its wording when it names one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    pub column: Column,
    pub language: Option<String>,
}

/// Columns of *boucle*, unknown to other programs, which pass over them.
pub(crate) const NOT_CONCERNED: &str = "boucle_not_concerned";
pub(crate) const PLACES: &str = "boucle_places";

/// Old forms write `label:English`, unless any header of the sheet has two colons.
pub(crate) fn head(header: &str, two_colons: bool) -> Head {
    let mut parts: Vec<&str> = if two_colons {
        header.split("::").map(str::trim).collect()
    } else {
        header.split(':').map(str::trim).collect()
    };
    // `bind::relevant`, `control:appearance`, `media::image`, `bind:jr:constraintMsg`
    while parts.len() > 1 && is_prefix(parts[0]) {
        parts.remove(0);
    }
    let name = parts[0].split_whitespace().collect::<Vec<_>>().join("_");
    let column = known(&name.to_lowercase());
    let column = column.unwrap_or_else(|| Column::Other(header.trim().to_owned()));
    let language = match column {
        Column::Other(_) => None,
        _ => parts.get(1).map(|language| (*language).to_owned()),
    };
    Head { column, language }
}

fn is_prefix(part: &str) -> bool {
    let prefixes = ["bind", "control", "body", "media", "jr"];
    prefixes
        .iter()
        .any(|known| part.eq_ignore_ascii_case(known))
}

fn known(name: &str) -> Option<Column> {
    let name = name.strip_prefix("jr:").unwrap_or(name);
    Some(match name {
        "type" | "command" => Column::Type,
        "name" | "tag" | "value" => Column::Name,
        "label" | "caption" => Column::Label,
        "hint" => Column::Hint,
        "guidance_hint" => Column::GuidanceHint,
        "relevant" | "relevance" => Column::Relevant,
        "required" => Column::Required,
        "required_message" | "requiredmsg" => Column::RequiredMessage,
        "constraint" => Column::Constraint,
        "constraint_message" | "constraining_message" | "constraintmsg" => {
            Column::ConstraintMessage
        }
        "calculation" | "calculate" => Column::Calculation,
        "choice_filter" => Column::ChoiceFilter,
        "default" => Column::Default,
        "appearance" => Column::Appearance,
        "read_only" | "readonly" => Column::ReadOnly,
        "repeat_count" | "count" => Column::RepeatCount,
        "parameters" => Column::Parameters,
        "image" | "big-image" | "audio" | "video" => Column::Media(name.to_owned()),
        "list_name" => Column::ListName,
        "disabled" => Column::Disabled,
        NOT_CONCERNED => Column::NotConcerned,
        PLACES => Column::Places,
        _ => return None,
    })
}

/// The language a wording is in, and whether in easy words (*FALC*).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Tongue {
    pub(crate) lang: Lang,
    pub(crate) easy: bool,
}

/// As the export writes them: an easy wording is a language of its own, which any program can show.
pub(crate) const TONGUES: [(&str, Tongue); 4] = [
    (
        "Français (fr)",
        Tongue {
            lang: Lang::Fr,
            easy: false,
        },
    ),
    (
        "English (en)",
        Tongue {
            lang: Lang::En,
            easy: false,
        },
    ),
    (
        "Français facile (fr-x-falc)",
        Tongue {
            lang: Lang::Fr,
            easy: true,
        },
    ),
    (
        "Easy English (en-x-falc)",
        Tongue {
            lang: Lang::En,
            easy: true,
        },
    ),
];

/// The language of `English (en)`, `french` or `fr-CA`; none for one the product does not speak.
pub(crate) fn tongue(language: &str) -> Option<Tongue> {
    let lower = language.to_lowercase();
    let code = lower
        .rsplit_once('(')
        .map_or(lower.as_str(), |(_, code)| code);
    let code = code.trim_end_matches(')').trim();
    let easy = code.ends_with("-x-falc") || code.ends_with("-x-easy");
    let lang = match code.split(['-', '_']).next()? {
        "fr" | "fra" | "fre" | "french" | "français" | "francais" => Lang::Fr,
        "en" | "eng" | "english" | "anglais" => Lang::En,
        _ => return None,
    };
    Some(Tongue { lang, easy })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_known_by_all_their_names() {
        let column = |header, two| head(header, two).column;
        assert_eq!(column("bind:relevant", false), Column::Relevant);
        assert_eq!(
            column("bind::jr:constraintMsg", true),
            Column::ConstraintMessage
        );
        assert_eq!(
            column("bind:jr:constraintMsg", false),
            Column::ConstraintMessage
        );
        assert_eq!(
            column("Constraint Message", true),
            Column::ConstraintMessage
        );
        assert_eq!(column("zone", true), Column::Other("zone".to_owned()));
        let french = head("label::French (fr)", true);
        assert_eq!(french.language.as_deref(), Some("French (fr)"));
        assert_eq!(
            head("label:English", false).language.as_deref(),
            Some("English")
        );
    }

    #[test]
    fn languages_are_known_by_name_and_code() {
        let lang = |name| tongue(name).map(|tongue| tongue.lang);
        assert_eq!(lang("English (en)"), Some(Lang::En));
        assert_eq!(lang("french"), Some(Lang::Fr));
        assert_eq!(lang("Deutsch (de)"), None);
        for (name, known) in TONGUES {
            assert_eq!(tongue(name), Some(known));
        }
    }
}
