//! Tables of sessions, French and English.

use super::{cell, table};
use crate::{
    Refusal,
    import::{Table, guess_sessions, map_sessions, sessions_table},
    service::ServiceKind,
};
use proptest::prelude::*;

fn guessed(headers: &[&str]) -> String {
    let mapping = guess_sessions(&table(headers, &[]));
    let pairs: Vec<String> = mapping.iter().map(|(f, c)| format!("{f}={c}")).collect();
    pairs.join(" ")
}

/// With and without the little words, and as training software and schools call them.
#[test]
fn usual_french_headers_of_services_and_groups_are_known() {
    for service in [
        "Intitulé formation",
        "INTITULÉ FORMATION",
        "Nom formation",
        "Libellé de la formation",
        "Action de formation",
        "Intitulé du stage",
        "Nom du programme",
    ] {
        let headers = [service, "Nom du groupe", "Date de début"];
        assert_eq!(guessed(&headers), "service=0 starts=2 title=1", "{service}");
    }
    assert_eq!(
        guessed(&["Intitulé de la session", "Intitulé formation"]),
        "service=1 title=0"
    );
}

#[test]
fn headers_are_known_in_both_languages() {
    assert_eq!(
        guessed(&[
            "Intitulé de la formation",
            "Type de prestation",
            "Session",
            "Date de début",
            "Date de fin",
            "Lieu",
            "Formateur / formatrice",
            "Entreprise cliente",
            "Financeur (OPCO)",
            "Donneur d’ordres",
            "Nombre de participants",
            "Nb d'absents",
        ]),
        "absent=11 company=7 ends=4 funder=8 headcount=10 kind=1 service=0 site=5 starts=3 \
         subcontracted_for=9 title=2 trainer=6"
    );
    assert_eq!(
        guessed(&[
            "Course",
            "Kind",
            "Session title",
            "Start date",
            "End date",
            "Venue",
            "Trainer",
            "Company",
            "Funder",
            "Subcontracted for",
            "Headcount",
            "Absent"
        ]),
        "absent=11 company=7 ends=4 funder=8 headcount=10 kind=1 service=0 site=5 starts=3 \
         subcontracted_for=9 title=2 trainer=6"
    );
    assert_eq!(
        guessed(&["Formation", "Du", "Au", "Effectif"]),
        "ends=2 headcount=3 service=0 starts=1"
    );
    assert_eq!(
        guessed(&["Nom", "Date de naissance", "Téléphone", "IBAN"]),
        ""
    );
}

fn take(headers: &[&str], rows: &[&[&str]]) -> super::super::Mapped<super::super::ImportedSession> {
    let table = table(headers, rows);
    map_sessions(&table, &guess_sessions(&table))
}

#[test]
fn rows_become_sessions_and_what_is_left_out_is_filled() {
    let mapped = take(
        &[
            "Formation",
            "Type",
            "Session",
            "Début",
            "Fin",
            "Lieu",
            "Effectif",
            "Absents",
        ],
        &[
            &[
                "Excel avancé",
                "AF",
                "Excel, Lyon",
                "03/11/2026",
                "05/11/2026",
                "Lyon",
                "12",
                "1",
            ],
            &[
                "Excel avancé",
                "Formation",
                "",
                "2026-11-12",
                "",
                "",
                "8.0",
                "",
            ],
            &["", "", "", "", "", "", "", ""],
            &[
                "Bilan",
                "Bilan de compétences",
                "Bilan de novembre",
                "12.11.26",
            ],
        ],
    );
    assert_eq!(mapped.bad, []);
    let rows: Vec<u32> = mapped.good.iter().map(|(row, _)| *row).collect();
    assert_eq!(rows, [2, 3, 5]);
    let first = &mapped.good[0].1;
    assert_eq!(
        (first.title.as_str(), first.site.as_str()),
        ("Excel, Lyon", "Lyon")
    );
    assert_eq!((first.headcount, first.absent), (12, 1));
    assert_eq!(
        (first.starts.to_string(), first.ends.to_string()),
        ("2026-11-03".into(), "2026-11-05".into())
    );
    let second = &mapped.good[1].1;
    assert_eq!(second.title, "Excel avancé");
    assert_eq!(second.ends, second.starts);
    assert_eq!((second.headcount, second.absent), (8, 0));
    assert_eq!(mapped.good[2].1.kind, ServiceKind::Bilan);
}

#[test]
fn kinds_are_known_by_every_name() {
    for (text, kind) in [
        ("Action de formation", ServiceKind::Formation),
        ("af", ServiceKind::Formation),
        ("Formation", ServiceKind::Formation),
        ("1° Actions de formation", ServiceKind::Formation),
        ("Bilan de compétences", ServiceKind::Bilan),
        ("BC", ServiceKind::Bilan),
        ("VAE", ServiceKind::Vae),
        ("Validation des acquis de l’expérience", ServiceKind::Vae),
        ("Apprentissage", ServiceKind::Apprentissage),
        ("CFA", ServiceKind::Apprentissage),
        (
            "Actions de formation par apprentissage",
            ServiceKind::Apprentissage,
        ),
        ("Apprenticeship", ServiceKind::Apprentissage),
    ] {
        let mapped = take(
            &["Formation", "Type", "Début"],
            &[&["X", text, "2026-11-12"]],
        );
        assert_eq!(
            mapped.good.first().map(|(_, s)| s.kind),
            Some(kind),
            "{text}"
        );
    }
    // A table of a provider that does nothing else.
    let mapped = take(&["Formation", "Début"], &[&["X", "2026-11-12"]]);
    assert_eq!(mapped.good[0].1.kind, ServiceKind::Formation);
}

#[test]
fn every_bad_cell_is_named() {
    let long = "é".repeat(301);
    let mapped = take(
        &[
            "Formation",
            "Type",
            "Début",
            "Fin",
            "Lieu",
            "Effectif",
            "Absents",
        ],
        &[
            &["", "AF", "2026-11-12", "", "", "", ""],
            &["X", "coaching", "2026-11-12", "", "", "", ""],
            &["X", "AF", "bientôt", "", "", "", ""],
            &["X", "AF", "2026-11-12", "2026-11-11", "", "", ""],
            &["X", "AF", "2026-11-12", "", &long, "", ""],
            &["X", "AF", "2026-11-12", "", "", "douze", ""],
            &["X", "AF", "2026-11-12", "", "", "3000", ""],
            &["X", "AF", "2026-11-12", "", "", "3", "4"],
            &["X", "", "", "", "", "", ""],
        ],
    );
    assert_eq!(mapped.good, []);
    let bad: Vec<_> = mapped
        .bad
        .iter()
        .map(|b| (b.row, b.column.as_str(), b.refusal))
        .collect();
    assert_eq!(
        bad,
        [
            (2, "Formation", Refusal::Required),
            (3, "Type", Refusal::UnknownChoice),
            (4, "Début", Refusal::NotADate),
            (5, "Fin", Refusal::DatesReversed),
            (6, "Lieu", Refusal::TooLong),
            (7, "Effectif", Refusal::NotANumber),
            (8, "Effectif", Refusal::OutOfRange),
            (9, "Absents", Refusal::OutOfRange),
            (10, "Type", Refusal::Required),
            (10, "Début", Refusal::Required),
        ]
    );
}

#[test]
fn a_mapping_must_name_the_service_and_the_start() {
    let mapped = take(&["Lieu", "Effectif"], &[&["Lyon", "3"]]);
    assert_eq!(mapped.good, []);
    let bad: Vec<_> = mapped
        .bad
        .iter()
        .map(|b| (b.row, b.column.as_str(), b.refusal))
        .collect();
    assert_eq!(
        bad,
        [
            (1, "service", Refusal::Required),
            (1, "starts", Refusal::Required)
        ]
    );
    let table = table(&["a"], &[]);
    let mapping = [("service", 0), ("starts", 7), ("colour", 0)].map(|(f, c)| (f.to_owned(), c));
    let bad = map_sessions(&table, &mapping.into()).bad;
    let bad: Vec<_> = bad.iter().map(|b| (b.column.as_str(), b.refusal)).collect();
    assert_eq!(
        bad,
        [
            ("colour", Refusal::UnknownField),
            ("starts", Refusal::UnknownField)
        ]
    );
}

proptest! {
    #[test]
    fn any_table_is_accounted_for(
        headers in proptest::collection::vec(cell("Formation|Du|Au|Effectif"), 0..8),
        rows in proptest::collection::vec(
            proptest::collection::vec(cell("[0-9]{1,5}|[0-9]{1,2}/[0-9]{1,2}/20[0-9]{2}"), 0..10),
            0..12,
        ),
    ) {
        let table = Table { headers, rows };
        let mapped = map_sessions(&table, &guess_sessions(&table));
        if mapped.bad.iter().all(|bad| bad.row > 1) {
            let mut rows: Vec<u32> = mapped.bad.iter().map(|bad| bad.row).collect();
            rows.dedup();
            prop_assert_eq!(mapped.good.len() + rows.len(), table.filled().count());
        }
    }
}

/// As training software exports it: whose list it is, an empty line, then the headings.
#[test]
fn headings_are_found_under_a_title_and_row_numbers_stay_those_of_the_file() {
    let file = table(
        &["Sessions 2026, Atelier des savoirs", "", ""],
        &[
            &["", "", ""],
            &["Formation", "Date de début", "Effectif"],
            &["Excel", "2026-11-18", "8"],
            &["Word", "le mardi", "5"],
        ],
    );
    let table = sessions_table(file);
    let mapped = map_sessions(&table, &guess_sessions(&table));
    let good: Vec<_> = mapped
        .good
        .iter()
        .map(|(row, one)| (*row, one.service.as_str()))
        .collect();
    assert_eq!(good, [(4, "Excel")]);
    let [bad] = mapped.bad.as_slice() else {
        panic!("one: {:?}", mapped.bad);
    };
    assert_eq!((bad.row, bad.refusal), (5, Refusal::NotADate));
}

/// Headings that nobody knows are chosen by hand; a row of data that happens to hold known words is no heading.
#[test]
fn a_full_first_row_stays_the_headings() {
    let file = table(
        &["A", "B", "C"],
        &[
            &["Formation", "Date de début", "Effectif"],
            &["Excel", "2026-11-18", "8"],
        ],
    );
    assert_eq!(sessions_table(file.clone()), file);
}
