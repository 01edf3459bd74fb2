//! Sessions from a table.

use super::{
    Mapped, Table,
    cells::whole_number,
    columns::{Target, guess},
    days::{Order, read_day},
    hints,
    row::{Mapping, Row, check_mapping},
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
    let targets = SESSION_FIELDS.map(|field| Target {
        key: field,
        wordings: Vec::new(),
        hints: hints::of_session_field(field),
    });
    guess(&table.headers, &targets, &[])
}

/// Reads every row. A row with one bad cell is not taken; it is named with the cell. Rows without anything in them are
/// passed over. Left out: the kind is formation, the title is the service's, the end is the start, people are none.
///
/// When the mapping lacks a needed field or names an unknown one, nothing is taken and row 1 is bad.
pub fn map_sessions(table: &Table, mapping: &SessionMapping) -> Mapped<ImportedSession> {
    let mut mapped = Mapped {
        good: Vec::new(),
        bad: check_mapping(table, mapping, &SESSION_FIELDS, &NEEDED),
    };
    if !mapped.bad.is_empty() {
        return mapped;
    }
    let order = Order::of(
        ["starts", "ends"]
            .into_iter()
            .filter_map(|field| mapping.get(field))
            .flat_map(|column| table.column(*column)),
    );
    for (index, number, identity) in table.filled() {
        let row = Row {
            table,
            mapping,
            index,
            number,
            bad: Vec::new(),
        };
        let mut reading = Sessions { row, order };
        let session = reading.session(identity);
        match session {
            Some(session) if reading.row.bad.is_empty() => mapped.good.push((number, session)),
            _ => mapped.bad.append(&mut reading.row.bad),
        }
    }
    mapped
}

/// A row of sessions while it is read.
struct Sessions<'a> {
    row: Row<'a>,
    order: Order,
}

impl Sessions<'_> {
    /// None when a needed cell is bad.
    fn session(&mut self, identity: RowIdentity) -> Option<ImportedSession> {
        let service = self.row.needed("service", |text| Ok(text.to_owned()));
        let kind = match self.row.mapping.contains_key("kind") {
            true => self.row.needed("kind", read_kind),
            false => Some(ServiceKind::Formation),
        };
        let order = self.order;
        let day = |text: &str| read_day(text, order).ok_or(Refusal::NotADate);
        let starts = self.row.needed("starts", day);
        let ends = self.row.read("ends", day).or(starts);
        let headcount = self.count("headcount");
        let absent = self.count("absent");
        let title = self.row.line("title");
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
            site: self.row.line("site"),
            trainer: self.row.line("trainer"),
            company: self.row.line("company"),
            funder: self.row.line("funder"),
            subcontracted_for: self.row.line("subcontracted_for"),
            headcount,
            absent,
            row: identity,
        };
        if session.ends < session.starts {
            self.row.refuse("ends", Refusal::DatesReversed);
        }
        if absent > headcount {
            self.row.refuse("absent", Refusal::OutOfRange);
        }
        Some(session)
    }

    fn count(&mut self, field: &str) -> u32 {
        let people = |text: &str| match whole_number(text)? {
            people if people > HEADCOUNT_MAX => Err(Refusal::OutOfRange),
            people => Ok(people),
        };
        self.row.read(field, people).unwrap_or_default()
    }
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
