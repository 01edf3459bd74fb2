//! Exports of Google Forms, LimeSurvey and Microsoft Forms, put to `af.hot`.

use super::{cell, table};
use crate::{
    Day, Refusal,
    answer::Answer,
    campaign::QuestionnaireRef,
    import::{
        AnswerMapping, ImportedAnswer, Mapped, RowIdentity, Table, guess_answers, map_answers,
    },
    questionnaire::{Questionnaire, TEXT_MAX, builtin, check_answers},
};
use proptest::prelude::*;

fn af_hot() -> Questionnaire {
    let first = QuestionnaireRef {
        key: "af.hot".to_owned(),
        version: 1,
    };
    builtin(&first).unwrap()
}

fn today() -> Day {
    "2026-11-21".parse().unwrap()
}

fn take(table: &Table) -> Mapped<ImportedAnswer> {
    let questionnaire = af_hot();
    map_answers(
        table,
        &questionnaire,
        &guess_answers(table, &questionnaire),
        today(),
    )
}

/// The guess as `key=column` pairs.
fn guessed(headers: &[&str]) -> String {
    let mapping = guess_answers(&table(headers, &[]), &af_hot());
    let day = mapping.day.map(|column| format!("day={column}"));
    let questions = mapping
        .questions
        .iter()
        .map(|(key, column)| format!("{key}={column}"));
    day.into_iter()
        .chain(questions)
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn our_own_wording_is_found_in_both_languages_whatever_its_order() {
    let questionnaire = af_hot();
    for lang in [crate::Lang::Fr, crate::Lang::En] {
        let mut headers = vec!["Horodateur"];
        headers.extend(
            questionnaire
                .questions
                .iter()
                .rev()
                .map(|q| q.text.get(lang)),
        );
        let mapping = guess_answers(&table(&headers, &[]), &questionnaire);
        assert_eq!(mapping.day, Some(0));
        for (column, question) in (1..).zip(questionnaire.questions.iter().rev()) {
            assert_eq!(
                mapping.questions.get(&question.key),
                Some(&column),
                "{}",
                question.key
            );
        }
    }
}

#[test]
fn forms_made_by_others_are_guessed_from_their_words() {
    assert_eq!(
        guessed(&[
            "\u{feff}Horodateur",
            "Adresse e-mail",
            "Les objectifs de la formation ont-ils été atteints ?",
            "Le contenu a-t-il répondu à vos attentes ?",
            "Le rythme de la formation",
            "Les méthodes pédagogiques utilisées",
            "Le formateur était-il clair dans ses explications ?",
            "Disponibilité et écoute du formateur",
            "Organisation matérielle (salle, horaires)",
            "Cette formation vous sera-t-elle utile dans votre travail ?",
            "Satisfaction globale",
            "Recommanderiez-vous cette formation à un collègue ?",
            "Les points forts",
            "Vos suggestions d'amélioration",
        ]),
        "day=0 best=12 content_fit=3 improve=13 methods=5 nps=11 objectives_met=2 org=8 overall=10 \
         pace=4 trainer_clarity=6 trainer_listen=7 usefulness=9"
    );
    // LimeSurvey, by code and wording, and by code alone.
    assert_eq!(
        guessed(&[
            "id. ID de la réponse",
            "submitdate. Date de soumission",
            "startlanguage. Langue de départ",
            "G01Q02. Dans l’ensemble, cette formation ou cet accompagnement vous a-t-il donné satisfaction ?",
            "nps. Et maintenant, une note",
        ]),
        "day=1 nps=4 overall=3"
    );
    assert_eq!(
        guessed(&[
            "id",
            "submitdate",
            "lastpage",
            "objectivesmet",
            "overall",
            "nps"
        ]),
        "day=1 nps=5 objectives_met=3 overall=4"
    );
    // Microsoft Forms: of two time stamps, the end.
    assert_eq!(
        guessed(&["ID", "Heure de début", "Heure de fin", "Pace"]),
        "day=2 pace=3"
    );
}

#[test]
fn nothing_is_guessed_without_likeness_and_no_column_twice() {
    assert_eq!(
        guessed(&[
            "Nom",
            "Prénom",
            "Téléphone",
            "Ville",
            "Q1",
            "Comment allez-vous ?"
        ]),
        ""
    );
    assert_eq!(guessed(&["", " ", "\u{feff}", "???"]), "");
    assert_eq!(guessed(&["Rythme", "Rythme"]), "pace=0");
    assert_eq!(guessed(&["Horodateur", "Horodateur"]), "day=0");
}

#[test]
fn google_forms_rows_become_answers() {
    let mapped = take(&table(
        &[
            "Horodateur",
            "Objectifs atteints",
            "Rythme",
            "Écoute du formateur",
            "NPS",
            "Points forts",
        ],
        &[
            &[
                "2026/11/18 4:05:12 PM UTC+1",
                "4",
                "Trop lent",
                "Sans objet",
                "10",
                "La pratique",
            ],
            &["18/11/2026 16:05:12", "Plutôt oui", "", "3", "", ""],
        ],
    ));
    assert_eq!(mapped.bad, []);
    let (row, first) = &mapped.good[0];
    assert_eq!((*row, first.day.to_string().as_str()), (2, "2026-11-18"));
    assert_eq!(first.answers["objectives_met"], Answer::Score(4));
    assert_eq!(first.answers["pace"], Answer::Choice("too_slow".to_owned()));
    assert_eq!(first.answers["trainer_listen"], Answer::NotConcerned);
    assert_eq!(first.answers["nps"], Answer::Score(10));
    assert_eq!(
        first.answers["best"],
        Answer::Text("La pratique".to_owned())
    );
    let (_, second) = &mapped.good[1];
    assert_eq!(second.answers.len(), 2, "empty cells are not answers");
}

#[test]
fn american_stamps_are_told_by_the_column() {
    let mapped = take(&table(
        &["Timestamp", "overall"],
        &[&["11/3/2026 16:05:12", "4"], &["11/18/2026 9:00:00", "4"]],
    ));
    let days: Vec<String> = mapped.good.iter().map(|(_, a)| a.day.to_string()).collect();
    assert_eq!(days, ["2026-11-03", "2026-11-18"]);
}

#[test]
fn limesurvey_rows_that_were_never_finished_are_named() {
    let mapped = take(&table(
        &["id", "submitdate", "overall", "best"],
        &[
            &["1", "2026-11-18 16:05:12", "A4", "Très bien"],
            &["2", "", "A3", ""],
            &["3", "1980-01-01 00:00:00", "AO03", ""],
            &["4", "2026-11-18 17:00:00", "", " "],
        ],
    ));
    let days: Vec<String> = mapped.good.iter().map(|(_, a)| a.day.to_string()).collect();
    assert_eq!(
        days,
        ["2026-11-18", "2026-11-21"],
        "1980 stands for no stamp"
    );
    let bad: Vec<_> = mapped
        .bad
        .iter()
        .map(|b| (b.row, b.column.as_str(), b.refusal))
        .collect();
    assert_eq!(
        bad,
        [
            (3, "submitdate", Refusal::Required),
            (5, "", Refusal::NothingAnswered)
        ]
    );
}

#[test]
fn every_bad_cell_is_named_as_a_person_sees_it() {
    let mapped = take(&table(
        &["Horodateur", "Satisfaction globale", "NPS", "Points forts"],
        &[
            &["2026-11-18", "4", "9", ""],
            &["demain", "bof", "12", &"é".repeat(TEXT_MAX + 1)],
            &["", "", "", ""],
            &["2026-11-18", "3", "9", ""],
        ],
    ));
    assert_eq!(
        mapped.good.iter().map(|(row, _)| *row).collect::<Vec<_>>(),
        [2, 5]
    );
    let bad: Vec<_> = mapped
        .bad
        .iter()
        .map(|b| (b.row, b.column.as_str(), b.refusal))
        .collect();
    assert_eq!(
        bad,
        [
            (3, "Satisfaction globale", Refusal::UnknownChoice),
            (3, "NPS", Refusal::OutOfRange),
            (3, "Points forts", Refusal::TooLong),
            (3, "Horodateur", Refusal::NotADate),
        ]
    );
    assert_eq!(mapped.bad[0].value, "bof");
    assert!(
        mapped.bad[2].value.chars().count() < 200,
        "a huge cell is not shown whole"
    );
}

#[test]
fn marks_out_of_five_are_refused_not_clamped() {
    let marks = |marks: &[&str]| {
        let rows: Vec<Vec<&str>> = marks.iter().map(|mark| vec![*mark]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let mapped = take(&table(&["overall"], &rows));
        let rows = |rows: Vec<u32>| {
            rows.iter()
                .map(u32::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        };
        let bad = rows(mapped.bad.iter().map(|bad| bad.row).collect());
        (rows(mapped.good.iter().map(|(row, _)| *row).collect()), bad)
    };
    // One slip of the finger.
    assert_eq!(marks(&["4", "5", "3"]), ("2 4".to_owned(), "3".to_owned()));
    // Another scale: its 3 is not our 3 either.
    assert_eq!(
        marks(&["4", "5", "3", "5"]),
        (String::new(), "2 3 4 5".to_owned())
    );
    assert_eq!(
        marks(&["Satisfait", "Neutre", "Neutre", "N/A"]),
        (String::new(), "2 3 4 5".to_owned()),
        "the last row has nothing else"
    );
}

#[test]
fn a_row_is_known_by_its_cells_whatever_is_made_of_its_columns_and_two_equal_rows_are_two_people() {
    let rows: &[&[&str]] = &[
        &["2026-11-18 09:00:00", "4", "Bien"],
        &["2026-11-18 09:00:00", "4 ", "Bien", ""],
        &["2026-11-18 09:00:01", "4", "Bien"],
        &["2026-11-18 09:00:00", "4", "Bien"],
    ];
    let headers = &["Horodateur", "overall", "Points forts"];
    let keys = |mapped: Mapped<ImportedAnswer>| -> Vec<RowIdentity> {
        mapped.good.into_iter().map(|(_, a)| a.row).collect()
    };
    let first = keys(take(&table(headers, rows)));
    assert_eq!(
        first.iter().map(|row| row.occurrence).collect::<Vec<_>>(),
        [0, 1, 0, 2]
    );

    // Next month: one row more, other columns chosen, another default day.
    let grown = [rows, &[&["2026-12-01 09:00:00", "1", ""]]].concat();
    let table = table(headers, &grown);
    let questionnaire = af_hot();
    let mapping = AnswerMapping {
        questions: [("trainer_clarity".to_owned(), 1)].into(),
        day: None,
    };
    let later = map_answers(
        &table,
        &questionnaire,
        &mapping,
        "2026-12-02".parse().unwrap(),
    );
    assert_eq!(keys(later)[..4], first);
}

#[test]
fn a_mapping_that_fits_nothing_takes_nothing() {
    let questionnaire = af_hot();
    let table = table(&["a", "b"], &[&["4", "4"]]);
    for (questions, day, refusal) in [
        (vec![], None, Refusal::NothingAnswered),
        (vec![("overall", 2)], None, Refusal::UnknownField),
        (vec![("nope", 0)], None, Refusal::UnknownQuestion),
        (vec![("overall", 0)], Some(u32::MAX), Refusal::UnknownField),
    ] {
        let questions = questions
            .into_iter()
            .map(|(key, column)| (key.to_owned(), column));
        let mapping = AnswerMapping {
            questions: questions.collect(),
            day,
        };
        let mapped = map_answers(&table, &questionnaire, &mapping, today());
        assert_eq!(mapped.good, []);
        assert_eq!(
            mapped
                .bad
                .iter()
                .map(|b| (b.row, b.refusal))
                .collect::<Vec<_>>(),
            [(1, refusal)]
        );
    }
}

proptest! {
    /// Whatever the file: no panic, every row is taken, named or empty, and what is taken fits the questionnaire.
    #[test]
    fn any_table_is_accounted_for(
        headers in proptest::collection::vec(cell("[oanpbHh’é ]{0,12}|overall|nps|pace|best|Horodateur"), 0..8),
        rows in proptest::collection::vec(
            proptest::collection::vec(cell("[0-9]{1,2}|A[0-9]|[0-9]{1,2}/[0-9]{1,2}/20[0-9]{2}|N/A"), 0..10),
            0..12,
        ),
        columns in proptest::collection::btree_map("overall|nps|pace|best|org", 0u32..9, 0..4),
        day in proptest::option::of(0u32..9),
    ) {
        let questionnaire = af_hot();
        let table = Table { headers, rows };
        let chosen = AnswerMapping { questions: columns, day };
        for mapping in [guess_answers(&table, &questionnaire), chosen] {
            let mapped = map_answers(&table, &questionnaire, &mapping, today());
            for (_, answer) in &mapped.good {
                prop_assert_eq!(check_answers(&questionnaire, &answer.answers), Ok(()));
            }
            if mapped.bad.iter().all(|bad| bad.row > 1) {
                let mut rows: Vec<u32> = mapped.bad.iter().map(|bad| bad.row).collect();
                rows.dedup();
                let filled = table.filled().count();
                prop_assert_eq!(mapped.good.len() + rows.len(), filled);
            }
        }
    }
}
