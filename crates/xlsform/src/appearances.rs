//! Every appearance of the XLSForm reference, and what becomes of it. docs/xlsform.md is made of this table.

use crate::types::Verdict::{self, Degraded, Refused, Supported};

/// An appearance, with what becomes of the question that has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Appearance {
    /// As it is written; `columns-` and `ex:` go on in any way.
    pub name: &'static str,
    pub verdict: Verdict,
    pub remark: &'static str,
}

const fn look(name: &'static str, verdict: Verdict, remark: &'static str) -> Appearance {
    Appearance {
        name,
        verdict,
        remark,
    }
}

const LAYOUT: &str = "the respondent's screens have a layout of their own";

/// All appearances.
pub fn appearances() -> &'static [Appearance] {
    APPEARANCES
}

const APPEARANCES: &[Appearance] = &[
    look("multiline", Supported, "a text of several lines"),
    look(
        "table-list",
        Supported,
        "on a group: its questions are the rows of one table",
    ),
    look(
        "label",
        Supported,
        "heads the columns of a table: the table has its own",
    ),
    look("list-nolabel", Supported, "a row of a table"),
    look("field-list", Supported, "a group"),
    look("likert", Supported, "a scale"),
    look("numbers", Degraded, "any text is taken"),
    look("thousands-sep", Degraded, LAYOUT),
    look("bearing", Degraded, "the number is typed"),
    look("counter", Degraded, LAYOUT),
    look("url", Degraded, "the text alone"),
    look(
        "ex:",
        Degraded,
        "no other app is called: the answer is typed",
    ),
    look("masked", Degraded, "what is typed can be seen"),
    look("hidden-answer", Degraded, "what is typed can be seen"),
    look("printer", Refused, "nothing is sent to a printer"),
    look("minimal", Degraded, LAYOUT),
    look("search", Degraded, "the options of the sheet alone"),
    look("autocomplete", Degraded, LAYOUT),
    look("autocomplete_chars", Degraded, LAYOUT),
    look("quick", Degraded, LAYOUT),
    look("quickcompact", Degraded, LAYOUT),
    look("compact", Degraded, LAYOUT),
    look("compact-", Degraded, LAYOUT),
    look("columns", Degraded, LAYOUT),
    look("columns-", Degraded, LAYOUT),
    look("columns-pack", Degraded, LAYOUT),
    look("columns-flex", Degraded, LAYOUT),
    look("horizontal", Degraded, LAYOUT),
    look("horizontal-compact", Degraded, LAYOUT),
    look("no-buttons", Degraded, LAYOUT),
    look("list", Degraded, LAYOUT),
    look("randomize", Degraded, "the options keep their order"),
    look("image-map", Degraded, "the options as a list"),
    look("map", Degraded, "the options as a list"),
    look("quickmap", Degraded, "the options as a list"),
    look("picker", Degraded, LAYOUT),
    look("rating", Degraded, LAYOUT),
    look("vertical", Degraded, LAYOUT),
    look("no-ticks", Degraded, LAYOUT),
    look("distress", Degraded, LAYOUT),
    look("analog-scale", Degraded, LAYOUT),
    look("no-calendar", Degraded, LAYOUT),
    look("month-year", Degraded, "a whole day is asked"),
    look("year", Degraded, "a whole day is asked"),
    look("ethiopian", Degraded, "the Gregorian calendar"),
    look("coptic", Degraded, "the Gregorian calendar"),
    look("islamic", Degraded, "the Gregorian calendar"),
    look("bikram-sambat", Degraded, "the Gregorian calendar"),
    look("myanmar", Degraded, "the Gregorian calendar"),
    look("persian", Degraded, "the Gregorian calendar"),
    look("buddhist", Degraded, "the Gregorian calendar"),
    look("maps", Degraded, "the place is typed"),
    look("placement-map", Degraded, "the place is typed"),
    look("hide-input", Degraded, "the place is typed"),
    look("signature", Supported, "of an image: a signature"),
    look("draw", Degraded, "a photo of the drawing"),
    look("annotate", Degraded, "the photo as it is"),
    look(
        "new",
        Degraded,
        "a photo of either camera; on one's own phone it may be chosen",
    ),
    look(
        "new-front",
        Degraded,
        "a photo of either camera; on one's own phone it may be chosen",
    ),
    look(
        "new-rear",
        Degraded,
        "a photo of either camera; on one's own phone it may be chosen",
    ),
    look(
        "selfie",
        Degraded,
        "a photo of either camera; on one's own phone it may be chosen",
    ),
    look("pages", Degraded, LAYOUT),
    look(
        "w",
        Degraded,
        "width of a column: the screens have a layout of their own",
    ),
    look("dynamic-advanced", Degraded, LAYOUT),
];

pub(crate) fn appearance(word: &str) -> Option<&'static Appearance> {
    let exact = APPEARANCES.iter().find(|known| known.name == word);
    exact.or_else(|| {
        APPEARANCES.iter().find(|known| match known.name {
            "ex:" | "compact-" | "columns-" => word.starts_with(known.name),
            "w" => word
                .strip_prefix('w')
                .is_some_and(|rest| rest.parse::<u8>().is_ok()),
            "search" => word.starts_with("search("),
            _ => false,
        })
    })
}
