//! Lists of people, as providers keep them.

use super::table;
use crate::{
    Lang, Refusal,
    calendar::cadence::Stakeholder,
    import::{BadCell, guess_contacts, map_contacts},
};

fn bad(row: u32, column: &str, value: &str, refusal: Refusal) -> BadCell {
    BadCell::new(row, column, value, refusal)
}

#[test]
fn a_list_of_participants_is_read_with_what_is_wrong_by_row_and_column() {
    let table = table(
        &[
            "Nom",
            "Prénom",
            "E-mail",
            "Entreprise",
            "Profil",
            "Langue",
            "Date de naissance",
        ],
        &[
            &[
                "Diallo",
                "Awa",
                "awa@example.org",
                "Bois SA",
                "Stagiaire",
                "",
                "2001-02-03",
            ],
            &["Martin", "Luc", "luc@example", "", "", "", ""],
            &["", "", "", "", "", "", ""],
            &["Roux", "Zoé", "AWA@example.org ", "", "", "", ""],
            &[
                "Petit",
                "Ina",
                "ina@example.org",
                "",
                "Maître d’apprentissage",
                "Anglais",
                "",
            ],
            &["", "Max", "max@example.org", "", "directeur", "", ""],
        ],
    );
    let mapping = guess_contacts(&table);
    assert_eq!(mapping.len(), 6, "no more than is needed: {mapping:?}");
    let mapped = map_contacts(&table, &mapping);
    let good: Vec<_> = mapped
        .good
        .iter()
        .map(|(row, one)| (*row, one.name.as_str(), one.stakeholder, one.lang))
        .collect();
    assert_eq!(
        good,
        [
            (2, "Awa Diallo", Stakeholder::Beneficiary, Lang::Fr),
            (6, "Ina Petit", Stakeholder::Tutor, Lang::En),
        ]
    );
    assert_eq!(
        mapped.bad,
        [
            bad(3, "E-mail", "luc@example", Refusal::Malformed),
            bad(5, "E-mail", "AWA@example.org", Refusal::AlreadyExists),
            bad(7, "Nom", "", Refusal::Required),
            bad(7, "Profil", "directeur", Refusal::UnknownChoice),
        ]
    );
}

#[test]
fn two_names_that_are_too_long_together_are_refused() {
    let (last, first) = ("N".repeat(200), "P".repeat(200));
    let table = table(
        &["Nom", "Prénom", "E-mail"],
        &[&[last.as_str(), first.as_str(), "a@example.org"]],
    );
    let mapped = map_contacts(&table, &guess_contacts(&table));
    assert_eq!(mapped.bad, [bad(2, "Nom", &last, Refusal::TooLong)]);
}

#[test]
fn nothing_is_taken_without_a_column_for_the_address() {
    let table = table(&["Nom"], &[&["Diallo"]]);
    let mapped = map_contacts(&table, &guess_contacts(&table));
    assert!(mapped.good.is_empty());
    assert_eq!(mapped.bad, [bad(1, "email", "", Refusal::Required)]);
}
