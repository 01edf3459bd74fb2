//! The workspace's catalogue. `let t = t();` at the top of a component; the whole tree is drawn again when the language
//! changes.

use domain::Lang;
use std::cell::Cell;

/// Lists the files of the catalogue, each with the struct it declares.
macro_rules! rooms {
    ($($room:ident: $texts:ident,)*) => {
        $(pub mod $room;)*

        pub struct Texts {
            $(pub $room: $room::$texts,)*
        }

        static FR: Texts = Texts { $($room: $room::FR,)* };
        static EN: Texts = Texts { $($room: $room::EN,)* };
    };
}

rooms! {
    attachments: Attachments,
    calendar: Calendar,
    campaigns: Campaigns,
    charts: Charts,
    common: Common,
    editor: Editor,
    coverage: Coverage,
    errors: Errors,
    forms: Forms,
    feedback: Feedback,
    gate: Gate,
    home: Home,
    imports: Imports,
    keeping: Keeping,
    language: Language,
    mail: Mail,
    paper: Paper,
    people: People,
    plan: Plan,
    quarantine: Quarantine,
    questionnaires: Questionnaires,
    record: Record,
    results: Results,
    sessions: Sessions,
    settings: Settings,
    shell: Shell,
    tablets: Tablets,
    territories: Territories,
    titles: Titles,
    verify: Verify,
    waves: Waves,
}

thread_local! {
    /// One for the page: work that was begun on a screen says its outcome in it too, when no screen is around it any more.
    static LANG: Cell<Lang> = const { Cell::new(Lang::Fr) };
}

/// The sentences in the language of the screen.
pub fn t() -> &'static Texts {
    texts(lang())
}

pub fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Fr => &FR,
        Lang::En => &EN,
    }
}

/// The language of the screens. French until they say otherwise.
pub fn lang() -> Lang {
    LANG.get()
}

/// What is said from here on is said in `lang`; what is on the screen must be drawn again.
pub fn speak(lang: Lang) {
    LANG.set(lang);
}

/// French counts 0 and 1 as one; English only 1.
pub fn one(lang: Lang, n: usize) -> bool {
    match lang {
        Lang::Fr => n < 2,
        Lang::En => n == 1,
    }
}

/// The `s` of a regular plural.
pub fn s(lang: Lang, n: u32) -> &'static str {
    if one(lang, n as usize) { "" } else { "s" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_agree_with_one() {
        let response = |t: &Texts| (t.results.response_n)(1, 8);
        assert_eq!(response(&FR), "1 réponse pour 8 personnes présentes");
        assert_eq!(response(&EN), "1 answer for 8 people present");
        let alone = |t: &Texts| (t.results.response_n)(0, 1);
        assert_eq!(alone(&FR), "0 réponse pour 1 personne présente");
        assert_eq!(alone(&EN), "0 answers for 1 person present");
        assert_eq!((FR.results.comments_count)(1, 1), "1 commentaire");
        assert_eq!((EN.results.comments_count)(1, 1), "1 comment");
        assert_eq!((FR.sessions.people_present)(1, 0), "1 attendu");
        assert_eq!(
            (FR.sessions.people_present)(12, 1),
            "12 attendus, dont 1 absent"
        );
        let few = |t: &Texts| (t.home.few_answers)("Excel", 1, 4);
        assert!(few(&FR).contains("1 réponse sur 4 personnes présentes"));
        assert!(few(&EN).contains("1 answer of 4 people present"));
    }
}
