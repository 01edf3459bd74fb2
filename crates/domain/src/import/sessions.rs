//! Sessions from a table.

use super::{
    Mapped, Table,
    cells::whole_number,
    columns::{Target, guess},
    days::{Order, read_day},
    hints,
    row::{Mapping, Row, map_rows},
    table::RowIdentity,
    words::normal,
};
use crate::{Day, Refusal, service::ServiceKind, session::HEADCOUNT_MAX};
use serde::{Deserialize, Serialize};

/// Fields a column can feed, in the order they are offered.
pub const SESSION_FIELDS: [&str; 12] = [
    "service",
    "kind",
    "title",
    "starts",
    "ends",
    "site",
    "trainer",
    "company",
    "funder",
    "subcontracted_for",
    "headcount",
    "absent",
];

/// Fields without which no session can be made.
const NEEDED: [&str; 2] = ["service", "starts"];

/// Field name to column number, from 0.
pub type SessionMapping = Mapping;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ImportedSession {
    /// Title of the service; created when no service of that title and kind exists.
    pub service: String,
    pub kind: ServiceKind,
    pub title: String,
    #[serde(with = "crate::day::wire")]
    pub starts: Day,
    #[serde(with = "crate::day::wire")]
    pub ends: Day,
    pub site: String,
    pub trainer: String,
    pub company: String,
    pub funder: String,
    pub subcontracted_for: String,
    pub headcount: u32,
    pub absent: u32,
    pub row: RowIdentity,
}

/// The mapping a person would most likely choose, from the wording of headers.
pub fn guess_sessions(table: &Table) -> SessionMapping {
    guess_in(&table.headers)
}

/// The table under its own headings, titles above them left out.
#[must_use]
pub fn sessions_table(table: Table) -> Table {
    table.below_titles(|row| guess_in(row).len())
}

fn guess_in(headers: &[String]) -> SessionMapping {
    let targets = SESSION_FIELDS.map(|field| Target {
        key: field,
        wordings: Vec::new(),
        hints: hints::of_session_field(field),
    });
    guess(headers, &targets, &[])
}

/// Reads every row; those with a bad cell are named with it. Left out: the kind is formation, the title is the service's,
/// the end is the start, people are none.
pub fn map_sessions(table: &Table, mapping: &SessionMapping) -> Mapped<ImportedSession> {
    let order = Order::of(
        ["starts", "ends"]
            .into_iter()
            .filter_map(|field| mapping.get(field))
            .flat_map(|column| table.column(*column)),
    );
    map_rows(
        table,
        mapping,
        (&SESSION_FIELDS, &NEEDED),
        |row, identity| session(row, order, identity),
    )
}

/// None when a needed cell is bad.
fn session(row: &mut Row<'_>, order: Order, identity: RowIdentity) -> Option<ImportedSession> {
    let service = row.needed("service", |text| Ok(text.to_owned()));
    let kind = match row.mapping.contains_key("kind") {
        true => row.needed("kind", read_kind),
        false => Some(ServiceKind::Formation),
    };
    let day = |text: &str| read_day(text, order).ok_or(Refusal::NotADate);
    let starts = row.needed("starts", day);
    let ends = row.read("ends", day).or(starts);
    let headcount = count(row, "headcount");
    let absent = count(row, "absent");
    let title = row.line("title");
    let session = ImportedSession {
        title: if title.is_empty() {
            service.clone()?
        } else {
            title
        },
        service: service?,
        kind: kind?,
        starts: starts?,
        ends: ends?,
        site: row.line("site"),
        trainer: row.line("trainer"),
        company: row.line("company"),
        funder: row.line("funder"),
        subcontracted_for: row.line("subcontracted_for"),
        headcount,
        absent,
        row: identity,
    };
    if session.ends < session.starts {
        row.refuse("ends", Refusal::DatesReversed);
    }
    if absent > headcount {
        row.refuse("absent", Refusal::OutOfRange);
    }
    Some(session)
}

fn count(row: &mut Row<'_>, field: &str) -> u32 {
    let people = |text: &str| match whole_number(text)? {
        people if people > HEADCOUNT_MAX => Err(Refusal::OutOfRange),
        people => Ok(people),
    };
    row.read(field, people).unwrap_or_default()
}

/// The four kinds, as spelled out, abbreviated, or in the words of the Labour Code.
fn read_kind(text: &str) -> Result<ServiceKind, Refusal> {
    let text = format!(" {} ", normal(text));
    let says = |words: &[&str]| words.iter().any(|word| text.contains(&format!(" {word} ")));
    // "Formation par apprentissage" is apprenticeship: the special kinds first.
    if says(&["vae", "acquis de l experience", "prior learning"]) {
        Ok(ServiceKind::Vae)
    } else if says(&["bilan", "bilans", "bc", "cbc", "skills assessment"]) {
        Ok(ServiceKind::Bilan)
    } else if says(&["apprentissage", "cfa", "app", "apprenticeship"]) {
        Ok(ServiceKind::Apprentissage)
    } else if says(&["formation", "formations", "af", "training"]) {
        Ok(ServiceKind::Formation)
    } else {
        Err(Refusal::UnknownChoice)
    }
}
