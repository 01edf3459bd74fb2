//! Every type of the XLSForm reference, by the names that pyxform knows, and what becomes of it. docs/xlsform.md is made
//! of this table.

/// What is done with a type or an appearance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Supported,
    /// It comes in with a warning.
    Degraded,
    /// It asks nobody anything: left out, with a warning.
    LeftOut,
    Refused,
}

/// What a type is built into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Becomes {
    Text,
    /// A text that a program would fill in: typed by hand.
    TypedText,
    Integer,
    /// A whole number from 0 to so many.
    UpTo(u32),
    Decimal,
    Range,
    One,
    Many,
    Rank,
    External,
    Date,
    Note,
    Calculated,
    Today,
    Hidden,
    Consent,
    /// A signature where its appearance says so.
    Photo,
    Nothing,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TypeRow {
    /// Its names, first the one of the reference.
    pub names: &'static [&'static str],
    pub becomes: Becomes,
    pub verdict: Verdict,
    /// For the table in the documents.
    pub remark: &'static str,
}

const fn row(
    names: &'static [&'static str],
    becomes: Becomes,
    verdict: Verdict,
    remark: &'static str,
) -> TypeRow {
    TypeRow {
        names,
        becomes,
        verdict,
        remark,
    }
}

use Becomes as B;
use Verdict::{Degraded, LeftOut, Refused, Supported};

/// All types, by the names that pyxform knows.
pub fn types() -> &'static [TypeRow] {
    TYPES
}

const TYPES: &[TypeRow] = &[
    row(
        &["text", "string", "q string", "add text prompt"],
        B::Text,
        Supported,
        "one line; several with `multiline` or `rows`",
    ),
    row(
        &["integer", "int", "q int", "add integer prompt"],
        B::Integer,
        Supported,
        "a whole number; with bounds when its constraint begins with `. >= a and . <= b`",
    ),
    row(
        &["decimal", "q decimal", "add decimal prompt"],
        B::Decimal,
        Supported,
        "a number with up to six places",
    ),
    row(
        &["range"],
        B::Range,
        Supported,
        "a number between `start` and `end`; `step` says how many places",
    ),
    row(
        &["percentage"],
        B::UpTo(100),
        Supported,
        "a whole number from 0 to 100",
    ),
    row(
        &["number of days in last month"],
        B::UpTo(31),
        Supported,
        "a whole number from 0 to 31",
    ),
    row(
        &["number of days in last six months"],
        B::UpTo(183),
        Supported,
        "a whole number from 0 to 183",
    ),
    row(
        &["number of days in last year"],
        B::UpTo(365),
        Supported,
        "a whole number from 0 to 365",
    ),
    row(
        &[
            "select_one",
            "select one",
            "select one from",
            "select1",
            "q select1",
            "select one using",
            "add select one prompt using",
        ],
        B::One,
        Supported,
        "one of the options; `or_other` adds an option and a question",
    ),
    row(
        &[
            "select_multiple",
            "select multiple from",
            "select all that apply",
            "select all that apply from",
            "q select",
            "select multiple using",
            "add select multiple prompt using",
        ],
        B::Many,
        Supported,
        "several of the options; `or_other` adds an option and a question",
    ),
    row(&["rank"], B::Rank, Supported, "the options in order"),
    row(
        &["select_one_external", "select one external"],
        B::External,
        Supported,
        "one of the options of the sheet *external_choices*",
    ),
    row(
        &[
            "select_one_from_file",
            "select one from file",
            "select_multiple_from_file",
            "select multiple from file",
        ],
        B::Nothing,
        Refused,
        "the options are in another file",
    ),
    row(
        &["note", "q note", "add note prompt"],
        B::Note,
        Supported,
        "a sentence to read",
    ),
    row(
        &["date", "q date", "add date prompt"],
        B::Date,
        Supported,
        "a day",
    ),
    row(
        &[
            "dateTime",
            "datetime",
            "date time",
            "q date time",
            "q dateTime",
            "add date time prompt",
            "add dateTime prompt",
        ],
        B::Date,
        Degraded,
        "a day, without the time",
    ),
    row(&["time"], B::TypedText, Degraded, "typed as text"),
    row(
        &["calculate", "q calculate", "add calculate prompt"],
        B::Calculated,
        Supported,
        "worked out from other answers",
    ),
    row(
        &["today", "get today"],
        B::Today,
        Supported,
        "the day of the answer",
    ),
    row(
        &[
            "start",
            "end",
            "start time",
            "end time",
            "get start time",
            "get end time",
        ],
        B::Today,
        Degraded,
        "the day of the answer, without the time",
    ),
    row(
        &["hidden"],
        B::Hidden,
        Degraded,
        "its default value, worked out; without one it is left out",
    ),
    row(
        &[
            "acknowledge",
            "trigger",
            "q acknowledge",
            "add acknowledge prompt",
        ],
        B::Consent,
        Degraded,
        "an agreement that may be refused: `'OK'` is yes",
    ),
    row(
        &["barcode", "q barcode", "add barcode prompt"],
        B::TypedText,
        Degraded,
        "typed as text",
    ),
    row(
        &[
            "geopoint",
            "location",
            "gps",
            "q geopoint",
            "q location",
            "add location prompt",
        ],
        B::TypedText,
        Degraded,
        "the place, typed as text",
    ),
    row(&["phone number"], B::TypedText, Degraded, "typed as text"),
    row(
        &[
            "deviceid",
            "device id",
            "imei",
            "get device id",
            "uri:deviceid",
            "simserial",
            "sim id",
            "get sim id",
            "uri:simserial",
            "subscriberid",
            "subscriber id",
            "get subscriber id",
            "uri:subscriberid",
            "phonenumber",
            "get phone number",
            "uri:phonenumber",
            "username",
            "uri:username",
            "email",
            "uri:email",
        ],
        B::Nothing,
        LeftOut,
        "no answer carries who or what it came from",
    ),
    row(
        &["audit"],
        B::Nothing,
        LeftOut,
        "nobody's way through the form is recorded",
    ),
    row(
        &["start-geopoint", "background-geopoint"],
        B::Nothing,
        LeftOut,
        "nobody's place is recorded unasked",
    ),
    row(
        &["xml-external", "csv-external"],
        B::Nothing,
        LeftOut,
        "other files are not read",
    ),
    row(
        &["background-audio"],
        B::Nothing,
        Refused,
        "nobody is recorded unasked",
    ),
    row(
        &[
            "image",
            "photo",
            "picture",
            "q picture",
            "q image",
            "add image prompt",
            "add photo prompt",
        ],
        B::Photo,
        Supported,
        "a photo; with `signature` a signature",
    ),
    row(
        &["audio", "q audio", "add audio prompt"],
        B::Nothing,
        Refused,
        "no question takes a recording",
    ),
    row(
        &["video", "q video", "add video prompt"],
        B::Nothing,
        Refused,
        "no question takes a recording",
    ),
    row(
        &["file", "add file prompt"],
        B::Nothing,
        Refused,
        "no question takes a file",
    ),
    row(
        &["geotrace", "q geotrace"],
        B::Nothing,
        Refused,
        "a line on a map",
    ),
    row(
        &["geoshape", "q geoshape"],
        B::Nothing,
        Refused,
        "an area on a map",
    ),
    row(&["osm"], B::Nothing, Refused, "a map of OpenStreetMap"),
    row(
        &["include"],
        B::Nothing,
        Refused,
        "the questions are in another file",
    ),
];

/// The row of a type by any of its names, with what is written behind it: the list, `or_other`.
pub(crate) fn type_row(written: &str) -> Option<(&'static TypeRow, Vec<&str>)> {
    let words: Vec<&str> = written.split_whitespace().collect();
    // The longest name wins: `select one from file x` is not `select one from` with the list `file`.
    (1..=words.len()).rev().find_map(|many| {
        let name = words[..many].join(" ");
        let known = |row: &&TypeRow| {
            row.names
                .iter()
                .any(|known| known.eq_ignore_ascii_case(&name))
        };
        let row = TYPES.iter().find(known)?;
        Some((row, words[many..].to_vec()))
    })
}
