//! Small forms, and what becomes of them.

use super::{Defaults, Fate, Imported, import};
use crate::{
    finding::{Code, Level},
    markdown::markdown,
    sheet::sheets_in,
};
use domain::{
    Lang, Text,
    questionnaire::{Question, QuestionKind},
};

fn form(text: &str) -> Imported {
    let defaults = Defaults {
        title: "Form".to_owned(),
        lang: Lang::Fr,
    };
    import(&sheets_in(markdown(text)), &defaults)
}

fn question(imported: &Imported, key: &str) -> Question {
    let questionnaire = imported.questionnaire.as_ref().unwrap();
    questionnaire.question(key).unwrap().clone()
}

/// Codes with their rows and columns.
fn said(imported: &Imported) -> Vec<(Code, u32, u32)> {
    let findings = imported.findings.iter();
    findings
        .map(|found| (found.code, found.row, found.column))
        .collect()
}

fn fates(imported: &Imported) -> Vec<Fate> {
    imported
        .outcomes
        .iter()
        .map(|outcome| outcome.fate)
        .collect()
}

#[test]
fn wordings_come_in_both_languages_and_in_easy_words() {
    let imported = form(
        "| survey |
         | | type | name | label::French (fr) | label::English (en) | label::Français facile (fr-x-falc) | hint |
         | | text | a | Bonjour | Hello | Salut | Ici |",
    );
    let a = question(&imported, "a");
    assert_eq!(
        a.text,
        Text {
            fr: "Bonjour".to_owned(),
            en: "Hello".to_owned()
        }
    );
    assert_eq!(a.easy.unwrap().text.fr, "Salut");
    // What names no language is in the one of the screen.
    assert_eq!(a.help.unwrap().fr, "Ici");
    assert_eq!(said(&imported), []);
    assert_eq!(fates(&imported), [Fate::Accepted]);
}

#[test]
fn a_refusal_has_row_and_column_and_takes_along_what_hangs_on_it() {
    let imported = form(
        "| survey |
         | | type | name | label | relevant |
         | | video | face | Film | |
         | | text | a | A | ${face} != '' |
         | | text | b | B | ${a} = 'x' |
         | | text | c | C | |",
    );
    assert_eq!(
        said(&imported),
        [
            (Code::TypeRefused, 3, 2),
            (Code::NameUnknown, 4, 5),
            (Code::NameUnknown, 5, 5),
        ]
    );
    assert_eq!(
        fates(&imported),
        [Fate::Refused, Fate::Refused, Fate::Refused, Fate::Accepted]
    );
    assert_eq!(imported.questionnaire.unwrap().questions.len(), 1);
}

#[test]
fn integers_take_their_bounds_from_their_constraint() {
    let imported = form(
        "| survey |
         | | type | name | label | constraint | constraint_message |
         | | integer | age | Age | . >= 16 and . <= 99 | |
         | | integer | even | Pair | . >= 0 and . <= 10 and . != 3 | Pas trois |
         | | integer | any | Nombre | | |",
    );
    let age = question(&imported, "age");
    assert_eq!(age.kind, QuestionKind::Number { min: 16, max: 99 });
    assert_eq!(age.constraint, None);
    let even = question(&imported, "even");
    assert_eq!(even.kind, QuestionKind::Number { min: 0, max: 10 });
    assert_eq!(even.constraint.unwrap().test, "it != 3");
    assert_eq!(
        question(&imported, "any").kind,
        QuestionKind::Decimal { places: 0 }
    );
}

#[test]
fn groups_within_groups_are_put_behind_one_another() {
    let imported = form(
        "| survey |
         | | type | name | label | relevant |
         | | text | a | A | |
         | | begin_group | outer | Outer | ${a} = 'x' |
         | | text | b | B | |
         | | begin_group | inner | Inner | ${b} = 'y' or ${b} = 'z' |
         | | text | c | C | |
         | | end_group | | | |
         | | begin_group | silent | | ${b} = 'w' |
         | | text | d | D | ${c} != '' |
         | | end_group | | | |
         | | end_group | | | |",
    );
    let questionnaire = imported.questionnaire.clone().unwrap();
    let sections: Vec<_> = questionnaire
        .sections
        .iter()
        .map(|section| (section.key.as_str(), section.relevant.as_deref().unwrap()))
        .collect();
    assert_eq!(
        sections,
        [
            ("outer", "a = 'x'"),
            ("inner", "a = 'x' and (b = 'y' or b = 'z')"),
            ("outer_2", "a = 'x'"),
        ]
    );
    let d = question(&imported, "d");
    assert_eq!(d.relevant.as_deref(), Some("b = 'w' and answered(c)"));
    assert_eq!(d.section.as_deref(), Some("outer_2"));
    assert_eq!(said(&imported), [(Code::GroupFlattened, 6, 4)]);
}

#[test]
fn repeats_are_written_out() {
    let imported = form(
        "| survey |
         | | type | name | label | relevant | repeat_count |
         | | begin_repeat | job | Emploi | | 2 |
         | | text | title | Titre | | |
         | | text | why | Pourquoi ? | ${title} != '' | |
         | | end_repeat | | | | |
         | | begin_repeat | child | Enfant | | |
         | | text | age | Age | | |
         | | end_repeat | | | | |",
    );
    assert_eq!(
        question(&imported, "why_2").relevant.as_deref(),
        Some("answered(title_2)")
    );
    let questionnaire = imported.questionnaire.clone().unwrap();
    assert_eq!(questionnaire.sections[1].title.fr, "Emploi (2)");
    let third = questionnaire.section("child_3").unwrap();
    assert_eq!(third.relevant.as_deref(), Some("child_more_2 = 'yes'"));
    assert_eq!(fates(&imported)[..2], [Fate::Accepted; 2]);
    assert_eq!(said(&imported), [(Code::RepeatBounded, 7, 2)]);
}

#[test]
fn what_belongs_to_a_refused_repeat_is_refused_with_it() {
    let imported = form(
        "| survey |
         | | type | name | label |
         | | text | a | A |
         | | begin_repeat | site | Chantier |
         | | note | hello | Bonjour |
         | | begin_repeat | worker | Salarié |
         | | text | job | Métier |
         | | end_repeat | | |
         | | end_repeat | | |",
    );
    let asked = imported.questionnaire.clone().unwrap().questions;
    let keys: Vec<&str> = asked.iter().map(|question| question.key.as_str()).collect();
    assert_eq!(keys, ["a"], "nobody is asked whether there is another");
    assert_eq!(imported.questionnaire.as_ref().unwrap().sections, []);
    let refused: Vec<_> = said(&imported)
        .into_iter()
        .filter(|(code, ..)| code.level() == Level::Refused)
        .collect();
    assert_eq!(
        refused,
        [
            (Code::RepeatNotAsked, 4, 2),
            (Code::RepeatNotAsked, 5, 2),
            (Code::InRepeat, 7, 2),
        ]
    );
    assert_eq!(
        fates(&imported),
        [Fate::Accepted, Fate::Refused, Fate::Refused]
    );
}

#[test]
fn nobody_is_asked_for_a_round_that_does_not_come_in() {
    let imported = form(
        "| survey |
         | | type | name | label |
         | | begin_repeat | site | Chantier |
         | | image | place | Photo |
         | | end_repeat | | |",
    );
    let asked = imported.questionnaire.clone().unwrap().questions;
    let keys: Vec<&str> = asked.iter().map(|question| question.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "place_1",
            "site_more_1",
            "place_2",
            "site_more_2",
            "place_3"
        ]
    );
    assert_eq!(
        fates(&imported),
        [Fate::Refused],
        "not as often as the form says"
    );
}

#[test]
fn what_is_true_of_every_round_is_said_once() {
    let imported = form(
        "| survey |
         | | type | name | label | media::image | repeat_count |
         | | begin_repeat | job | Emploi | | 3 |
         | | geopoint | place | Lieu | | |
         | | | | | a.png | |
         | | end_repeat | | | | |",
    );
    let said = said(&imported);
    assert_eq!(
        said.iter().map(|(code, ..)| *code).collect::<Vec<_>>(),
        [Code::TypeDegraded, Code::CommentRow]
    );
}

#[test]
fn or_other_adds_an_option_and_a_question() {
    let imported = form(
        "| survey |
         | | type | name | label |
         | | select_one way or_other | way | Comment ? |
         | choices |
         | | list_name | name | label |
         | | way | bus | En bus |",
    );
    assert_eq!(question(&imported, "way").kind.options()[1].key, "other");
    let more = question(&imported, "way_other");
    assert_eq!(more.relevant.as_deref(), Some("selected(way, 'other')"));
}

#[test]
fn a_table_is_a_group_of_questions_of_one_kind() {
    let table = |second: &str| {
        form(&format!(
            "| survey |
             | | type | name | label | appearance |
             | | begin_group | t | Table | table-list |
             | | select_one l | a | A | |
             | | {second} | b | B | |
             | | end_group | | | |
             | choices |
             | | list_name | name | label |
             | | l | yes | Oui |"
        ))
    };
    let same = table("select_one l");
    assert!(same.questionnaire.as_ref().unwrap().sections[0].table);
    assert_eq!(said(&same), []);
    let mixed = table("text");
    assert!(!mixed.questionnaire.as_ref().unwrap().sections[0].table);
    assert_eq!(said(&mixed), [(Code::TableMixed, 3, 5)]);
}

#[test]
fn forms_that_make_no_sense_are_refused_whole() {
    let first = |text: &str| {
        let imported = form(text);
        assert_eq!(imported.questionnaire, None);
        said(&imported)[0]
    };
    assert_eq!(first("| choices |\n| | list_name |").0, Code::NoSurvey);
    assert_eq!(
        first("| survey |\n| | name |\n| | a |").0,
        Code::NoTypeColumn
    );
    assert_eq!(
        first("| survey |\n| | type | label | label |\n| | text | a | b |"),
        (Code::ColumnTwice, 2, 4)
    );
    assert_eq!(
        first("| survey |\n| | type | name |\n| | end_group | |"),
        (Code::GroupNotOpened, 3, 2)
    );
    assert_eq!(
        first("| survey |\n| | type | name |\n| | begin_group | g |\n| | text | a |").0,
        Code::GroupNotClosed
    );
    assert_eq!(
        first("| survey |\n| | type | name |\n| | today | t |").0,
        Code::NothingAsked
    );
}

#[test]
fn circles_are_refused() {
    let imported = form(
        "| survey |
         | | type | name | label | relevant |
         | | text | a | A | ${b} = 'x' |
         | | text | b | B | ${a} = 'x' |
         | | text | c | C | |",
    );
    assert_eq!(
        said(&imported),
        [(Code::Circle, 3, 5), (Code::Circle, 4, 5)]
    );
}

#[test]
fn names_become_keys() {
    let imported = form(
        "| survey |
         | | type | name | label | relevant |
         | | text | first-name | A | |
         | | text | option | B | ${first-name} = 'x' |
         | | text | _9 | C | |",
    );
    let keys: Vec<Option<&str>> = imported
        .outcomes
        .iter()
        .map(|outcome| outcome.key.as_deref())
        .collect();
    assert_eq!(keys, [Some("first_name"), Some("q_option"), Some("q__9")]);
    assert_eq!(
        question(&imported, "q_option").relevant.as_deref(),
        Some("first_name = 'x'")
    );
    assert_eq!(fates(&imported), [Fate::Degraded; 3]);
}

#[test]
fn an_image_is_a_photo_and_a_signature_where_it_says_so() {
    let imported = form(
        "| survey |
         | | type | name | label | appearance | relevant |
         | | image | place | Photo | | |
         | | image | signed | Signature | signature | ${place} != '' |
         | | image | self | Portrait | selfie | |
         | | text | why | Why | | concat(${place}, 'x') = 'x' |",
    );
    assert_eq!(question(&imported, "place").kind, QuestionKind::Photo);
    let signed = question(&imported, "signed");
    assert_eq!(signed.kind, QuestionKind::Signature);
    assert_eq!(signed.relevant.as_deref(), Some("answered(place)"));
    assert_eq!(question(&imported, "self").kind, QuestionKind::Photo);
    let refused = said(&imported);
    assert!(
        refused.contains(&(Code::AppearanceIgnored, 5, 5)),
        "{refused:?}"
    );
    // What is in a picture is nothing to compute with.
    assert!(refused.contains(&(Code::TypesDiffer, 6, 6)), "{refused:?}");
}

#[test]
fn a_fourth_photo_does_not_come_in() {
    let imported = form(
        "| survey |
         | | type | name | label |
         | | image | a | A |
         | | image | b | B |
         | | image | c | C |
         | | image | d | D |
         | | image | e | E |",
    );
    assert_eq!(
        said(&imported),
        [(Code::TooManyPhotos, 6, 4), (Code::TooManyPhotos, 7, 4)]
    );
    assert_eq!(imported.questionnaire.unwrap().questions.len(), 3);
}
