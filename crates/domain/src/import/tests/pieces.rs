//! Days, labels and single cells.

use crate::{
    Refusal, Text,
    answer::Answer,
    import::{
        cells::read,
        days::{Order, read_day},
        words::{clean, label, normal},
    },
    questionnaire::{Choice, Question, QuestionKind, TEXT_MAX},
};

fn question(kind: QuestionKind, may_not_concern: bool) -> Question {
    let text = Text {
        fr: "?".to_owned(),
        en: "?".to_owned(),
    };
    Question {
        may_not_concern,
        ..Question::new("q", kind, text)
    }
}

fn options(wordings: &[(&str, &str, &str)]) -> Vec<Choice> {
    let option = |(key, fr, en): &(&str, &str, &str)| {
        let text = Text {
            fr: (*fr).to_owned(),
            en: (*en).to_owned(),
        };
        Choice::new(key, text)
    };
    wordings.iter().map(option).collect()
}

fn cell(kind: QuestionKind, text: &str) -> Result<Option<Answer>, Refusal> {
    read(&question(kind, true), text, Order::DayFirst)
}

#[test]
fn days_are_read_as_the_tools_write_them() {
    for text in [
        "2026-11-08",
        "2026-11-08 16:05:12",
        "2026-11-08T16:05:12Z",
        "2026/11/08 4:05:12 PM UTC+1",
        "2026/11/8 4:05:12 PM GMT+4",
        "08/11/2026",
        "08/11/2026 16:05:12",
        "8/11/26 16:05",
        "08-11-2026",
        "08.11.2026",
        "\u{feff} 08/11/2026\u{a0}16:05",
    ] {
        let day = read_day(text, Order::DayFirst).map(|day| day.to_string());
        assert_eq!(day.as_deref(), Some("2026-11-08"), "{text}");
    }
    for text in [
        "",
        "hier",
        "31/02/2026",
        "2026-13-01",
        "46344",
        "1/2",
        "1/2/3/4",
        "08/11/1926",
        "8/11/202",
        "+8/11/2026",
        "2026-11-",
        "//",
        "é/à/2026",
    ] {
        assert_eq!(read_day(text, Order::DayFirst), None, "{text}");
    }
}

#[test]
fn a_column_decides_whether_the_day_or_the_month_comes_first() {
    let order = |cells: &[&str]| Order::of(cells.iter().copied());
    assert_eq!(order(&["03/04/2026", "11/25/2026"]), Order::MonthFirst);
    assert_eq!(order(&["03/04/2026", "25/11/2026"]), Order::DayFirst);
    assert_eq!(order(&["03/04/2026", ""]), Order::DayFirst);
    // Both: the American day is the odd one, and will be named as bad.
    assert_eq!(order(&["25/11/2026", "11/25/2026"]), Order::DayFirst);
    assert_eq!(order(&["2026-11-25"]), Order::DayFirst);
}

#[test]
fn wording_is_compared_without_its_dress() {
    assert_eq!(
        normal("\u{feff}L’ÉCOUTE\u{202f}: œuvre, cafe\u{301} !"),
        "l ecoute oeuvre cafe"
    );
    assert_eq!(label("Très satisfait(e)s"), label("TRES SATISFAIT"));
    assert_eq!(label("N/A"), label("na"));
    assert_ne!(label("-"), label("N/A"));
    assert_eq!(clean("\u{feff}\u{a0} x\u{200b}\n"), "x");
}

#[test]
fn scale_cells_are_numbers_labels_or_codes() {
    for (text, step) in [
        ("1", 1),
        ("4", 4),
        ("3.0", 3),
        ("3,0", 3),
        ("3/4", 3),
        ("3 sur 4", 3),
        ("3 - Plutôt oui", 3),
        ("1 – Très satisfait", 4),
        ("2 (plutôt non)", 2),
        ("Pas du tout", 1),
        ("plutot non", 2),
        ("Plutôt oui", 3),
        ("Tout à fait", 4),
        ("Tout a\u{300} fait", 4),
        ("TOUT À FAIT D'ACCORD", 4),
        ("Plutôt pas d’accord", 2),
        ("Très satisfaite", 4),
        ("Satisfait(e)", 3),
        ("Peu satisfaits", 2),
        ("Pas du tout satisfait", 1),
        ("Not at all", 1),
        ("Very satisfied", 4),
        ("A1", 1),
        ("A4", 4),
        ("AO03", 3),
    ] {
        assert_eq!(
            cell(QuestionKind::Likert4, text),
            Ok(Some(Answer::Score(step))),
            "{text}"
        );
    }
    for (text, refusal) in [
        ("0", Refusal::OutOfRange),
        ("5", Refusal::OutOfRange),
        ("A5", Refusal::OutOfRange),
        ("3/5", Refusal::OutOfRange),
        ("99999999999", Refusal::OutOfRange),
        ("Neutre", Refusal::OutOfRange),
        ("Ni d'accord, ni pas d'accord", Refusal::OutOfRange),
        ("3,5", Refusal::UnknownChoice),
        ("-1", Refusal::UnknownChoice),
        ("4 personnes", Refusal::UnknownChoice),
        ("A", Refusal::UnknownChoice),
        ("A\u{e9}", Refusal::UnknownChoice),
        ("bof", Refusal::UnknownChoice),
        ("-", Refusal::UnknownChoice),
    ] {
        assert_eq!(cell(QuestionKind::Likert4, text), Err(refusal), "{text}");
    }
    assert_eq!(cell(QuestionKind::Nps, "0"), Ok(Some(Answer::Score(0))));
    assert_eq!(
        cell(QuestionKind::Nps, "10 - Très probable"),
        Ok(Some(Answer::Score(10)))
    );
    assert_eq!(cell(QuestionKind::Nps, "11"), Err(Refusal::OutOfRange));
    // Codes of 0 to 10 are one off, and nobody can tell from which side.
    assert_eq!(cell(QuestionKind::Nps, "AO01"), Err(Refusal::UnknownChoice));
    assert_eq!(cell(QuestionKind::Likert5, "5"), Ok(Some(Answer::Score(5))));
}

#[test]
fn choice_cells_are_keys_or_wordings() {
    let pace = || QuestionKind::Single {
        options: options(&[
            ("too_slow", "Trop lent", "Too slow"),
            ("right", "Adapté", "Right"),
        ]),
    };
    for text in ["too_slow", "trop lent", "TROP LENTE", "Too slow"] {
        let slow = Answer::Choice("too_slow".to_owned());
        assert_eq!(cell(pace(), text), Ok(Some(slow)), "{text}");
    }
    assert_eq!(cell(pace(), "A1"), Err(Refusal::UnknownChoice));

    let tools = || QuestionKind::Multi {
        options: options(&[
            ("board", "Tableau", "Board"),
            ("video", "Vidéo, son, image", "Video"),
            ("paper", "Papier", "Paper"),
        ]),
    };
    let chosen = |keys: &[&str]| {
        Ok(Some(Answer::Choices(
            keys.iter().map(|key| (*key).to_owned()).collect(),
        )))
    };
    assert_eq!(
        cell(tools(), "Tableau;Papier;"),
        chosen(&["board", "paper"])
    );
    assert_eq!(
        cell(tools(), "Vidéo, son, image, Papier"),
        chosen(&["video", "paper"])
    );
    assert_eq!(cell(tools(), "board, board"), chosen(&["board"]));
    assert_eq!(cell(tools(), "Tableau, Craie"), Err(Refusal::UnknownChoice));

    let yes = Answer::Choice("yes".to_owned());
    assert_eq!(cell(QuestionKind::Yesno, "Oui"), Ok(Some(yes)));
    assert_eq!(
        cell(QuestionKind::Yesno, "peut-être"),
        Err(Refusal::UnknownChoice)
    );
}

#[test]
fn not_concerned_counts_where_it_is_offered() {
    for text in [
        "N/A",
        "Sans objet",
        "NSP",
        "non concernée",
        "Not applicable",
    ] {
        let offered = read(
            &question(QuestionKind::Likert4, true),
            text,
            Order::DayFirst,
        );
        assert_eq!(offered, Ok(Some(Answer::NotConcerned)), "{text}");
        let not_offered = read(
            &question(QuestionKind::Likert4, false),
            text,
            Order::DayFirst,
        );
        assert_eq!(not_offered, Ok(None), "{text}");
    }
}

#[test]
fn texts_keep_their_words_and_have_a_limit() {
    let text = |text: &str| Ok(Some(Answer::Text(text.to_owned())));
    assert_eq!(
        cell(QuestionKind::Long, " Très bien !\nMerci. "),
        text("Très bien !\nMerci.")
    );
    assert_eq!(cell(QuestionKind::Long, "RAS"), text("RAS"));
    assert_eq!(cell(QuestionKind::Long, "-"), text("-"));
    assert_eq!(cell(QuestionKind::Long, " \u{a0} "), Ok(None));
    assert!(cell(QuestionKind::Long, &"é".repeat(TEXT_MAX)).is_ok());
    assert_eq!(
        cell(QuestionKind::Long, &"é".repeat(TEXT_MAX + 1)),
        Err(Refusal::TooLong)
    );
    assert_eq!(
        cell(QuestionKind::Number { min: 0, max: 9 }, "7.0"),
        Ok(Some(Answer::Score(7)))
    );
    assert_eq!(
        cell(QuestionKind::Number { min: 0, max: 9 }, "x"),
        Err(Refusal::NotANumber)
    );
    assert_eq!(
        cell(QuestionKind::Date, "31/12/26").map(|day| day.is_some()),
        Ok(true)
    );
    assert_eq!(cell(QuestionKind::Date, "demain"), Err(Refusal::NotADate));
}
