//! People to ask, from a table.

use super::{
    Mapped, Table,
    cells::yes_or_no,
    columns::{Target, guess},
    hints,
    row::{Mapping, Row, map_rows},
    words::normal,
};
use crate::{
    Lang, Refusal,
    calendar::cadence::Stakeholder,
    contact::{Contact, address_key, check_address},
};
use std::collections::HashSet;

/// Fields a column can feed, in the order they are offered. No more is kept of anybody.
pub const CONTACT_FIELDS: [&str; 7] = [
    "name",
    "first_name",
    "email",
    "party",
    "stakeholder",
    "lang",
    "minor",
];

/// Fields without which nobody can be written to.
const NEEDED: [&str; 2] = ["name", "email"];

/// The mapping a person would most likely choose, from the wording of headers.
pub fn guess_contacts(table: &Table) -> Mapping {
    guess_in(&table.headers)
}

/// The table under its own headings, titles above them left out.
#[must_use]
pub fn contacts_table(table: Table) -> Table {
    table.below_titles(|row| guess_in(row).len())
}

fn guess_in(headers: &[String]) -> Mapping {
    let targets = CONTACT_FIELDS.map(|field| Target {
        key: field,
        wordings: Vec::new(),
        hints: hints::of_contact_field(field),
    });
    guess(headers, &targets, &[])
}

/// Reads every row, as `map_sessions` does. An address that an earlier row has is refused, with its cell. Left out: the
/// person is a beneficiary, reads French and is no minor.
pub fn map_contacts(table: &Table, mapping: &Mapping) -> Mapped<Contact> {
    let mut seen = HashSet::new();
    map_rows(table, mapping, (&CONTACT_FIELDS, &NEEDED), |row, _| {
        let contact = contact(row)?;
        if !seen.insert(address_key(&contact.email)) {
            row.refuse("email", Refusal::AlreadyExists);
        }
        // Both names together may be longer than each was allowed to be.
        if let Err((field, refusal)) = contact.check() {
            row.refuse(field, refusal);
        }
        Some(contact)
    })
}

/// None when a needed cell is bad.
fn contact(row: &mut Row<'_>) -> Option<Contact> {
    let last = row.needed("name", |text| Ok(text.to_owned()));
    let first = row.line("first_name");
    let email = row.needed("email", |text| {
        check_address(text).map(|()| text.to_owned())
    });
    let stakeholder = row.read("stakeholder", read_stakeholder);
    let lang = row.read("lang", read_lang);
    let minor = row.read("minor", |text| Ok(yes_or_no(text)? == "yes"));
    let party = row.line("party");
    let contact = Contact {
        name: format!("{first} {}", last?),
        email: email?,
        lang: lang.unwrap_or_default(),
        stakeholder: stakeholder.unwrap_or(Stakeholder::Beneficiary),
        party,
        opted_out: false,
        bounced: false,
        refused_on: None,
        minor: minor.unwrap_or_default(),
    };
    // Cells hold line breaks.
    Some(contact.tidy())
}

/// What people call those who are asked, in either language.
fn read_stakeholder(text: &str) -> Result<Stakeholder, Refusal> {
    let text = format!(" {} ", normal(text));
    let says = |words: &[&str]| words.iter().any(|word| text.contains(&format!(" {word}")));
    // "Maître d’apprentissage en entreprise" is a tutor: the special ones first.
    if says(&["maitre", "tuteur", "tutrice", "tutor"]) {
        Ok(Stakeholder::Tutor)
    } else if says(&["donneur", "principal"]) {
        Ok(Stakeholder::Principal)
    } else if says(&["financeur", "financeuse", "opco", "funder"]) {
        Ok(Stakeholder::Funder)
    } else if says(&["formateur", "formatrice", "equipe", "trainer", "team"]) {
        Ok(Stakeholder::Team)
    } else if says(&["entreprise", "employeur", "company", "employer", "rh "]) {
        Ok(Stakeholder::Company)
    } else if says(&[
        "beneficiaire",
        "stagiaire",
        "apprenant",
        "apprenti",
        "candidat",
        "participant",
        "trainee",
        "beneficiary",
        "apprentice",
        "candidate",
    ]) {
        Ok(Stakeholder::Beneficiary)
    } else {
        Err(Refusal::UnknownChoice)
    }
}

fn read_lang(text: &str) -> Result<Lang, Refusal> {
    match normal(text).as_str() {
        "fr" | "francais" | "french" => Ok(Lang::Fr),
        "en" | "anglais" | "english" => Ok(Lang::En),
        _ => Err(Refusal::UnknownChoice),
    }
}
