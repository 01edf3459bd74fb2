//! What an editor does to a draft.

use super::*;
use crate::Text;
use crate::questionnaire::writing::{
    Group, History, Progress, Way, add, add_section, blank, drop_section, duplicate, groups,
    is_key, move_question, move_section, next_version, progress, propose, rename, rename_section,
    repeat,
};
use crate::questionnaire::writing::{KINDS, kind_name, kind_named, word, word_option};

fn free(_: &str) -> bool {
    false
}

fn empty() -> Questionnaire {
    blank("atelier".to_owned(), "Atelier".to_owned())
}

/// Questions `a b c …`, each in the section of that name; `-` is none.
fn written(sections: &[&str], questions: &[(&str, &str)]) -> Questionnaire {
    let mut content = empty();
    for key in sections {
        let place = add_section(&mut content);
        rename_section(&mut content, place, key);
    }
    for (key, section) in questions {
        let place = add(&mut content, None, QuestionKind::Likert4);
        let question = &mut content.questions[place];
        question.key = (*key).to_owned();
        question.section = (*section != "-").then(|| (*section).to_owned());
    }
    content
}

fn order(content: &Questionnaire) -> String {
    let shown = |question: &Question| {
        let section = question.section.as_deref().unwrap_or("-");
        format!("{}:{section}", question.key)
    };
    let all: Vec<String> = content.questions.iter().map(shown).collect();
    all.join(" ")
}

#[test]
fn a_key_is_proposed_of_the_words_that_tell_most() {
    for (text, key) in [
        ("Comment avez-vous trouvé le rythme ?", "trouve_rythme"),
        ("Qu’est-ce qui vous a le plus aidé ?", "plus_aide"),
        ("Cœur de métier", "coeur_metier"),
        ("Et", "et"),
        ("2 idées pour l’équipe", "q_2_idees_equipe"),
        ("", "q"),
        ("¿?", "q"),
        ("or", "q_or"),
    ] {
        assert_eq!(propose(text, free), key, "{text}");
    }
    let long = propose(
        "Organisation administrative exceptionnellement complexe",
        free,
    );
    assert_eq!(long, "organisation_administrative");
    assert!(is_key(&propose(&"a".repeat(200), free)));
}

#[test]
fn a_key_that_is_taken_is_counted_on() {
    let taken = |key: &str| matches!(key, "rythme" | "rythme_2");
    assert_eq!(propose("Rythme", taken), "rythme_3");
    assert_eq!(propose("rythme_2", taken), "rythme_3");
}

#[test]
fn a_proposed_key_follows_the_words_until_answers_hang_on_it() {
    let mut content = empty();
    add(&mut content, None, QuestionKind::Likert4);
    add(&mut content, None, QuestionKind::Likert4);
    content.questions[0].relevant = Some("question_2 > 1".to_owned());
    word(&mut content, 1, "Rythme".to_owned(), false);
    assert_eq!(order(&content), "question:- rythme:-");
    let followed = content.questions[0].relevant.as_deref();
    assert_eq!(followed, Some("rythme > 1"));
    word(&mut content, 0, "Rythme".to_owned(), false);
    word(&mut content, 1, "Rythme de travail".to_owned(), true);
    assert_eq!(order(&content), "rythme_2:- rythme:-");
    // One that somebody chose stays.
    rename(&mut content, 0, "pace");
    word(&mut content, 0, "Vitesse".to_owned(), false);
    assert_eq!(order(&content), "pace:- rythme:-");

    let single = kind_named("single", &QuestionKind::Long);
    let mut options = single.unwrap().options().to_vec();
    word_option(&mut options, 0, "Trop lent".to_owned(), false);
    word_option(&mut options, 1, "Trop lent".to_owned(), false);
    let keys: Vec<&str> = options.iter().map(|option| option.key.as_str()).collect();
    assert_eq!(keys, ["trop_lent", "trop_lent_2"]);
}

#[test]
fn a_question_of_another_type_keeps_the_options_it_can() {
    let pace = af_hot().question("pace").unwrap().kind.clone();
    for name in KINDS {
        let kind = kind_named(name, &pace).unwrap();
        assert_eq!(kind_name(&kind), name);
        let options = kind.options();
        assert!(options.is_empty() || options == pace.options(), "{name}");
    }
    assert_eq!(kind_named("video", &pace), None);
}

#[test]
fn conditions_follow_a_question_to_its_new_key() {
    let mut content = written(&["s"], &[("pace", "s"), ("why", "-")]);
    content.sections[0].relevant = Some("answered(pace)".to_owned());
    content.questions[1].relevant =
        Some("pace = 2 or pace = 3 and 'pace' = 'pace' or pace_2 = 1".to_owned());
    content.questions[1].required = Some("pace = ".to_owned());
    rename(&mut content, 0, "rythme");
    let expected = "rythme = 2 or rythme = 3 and 'pace' = 'pace' or pace_2 = 1";
    assert_eq!(content.questions[1].relevant.as_deref(), Some(expected));
    // What cannot be read stays as it was typed.
    assert_eq!(content.questions[1].required.as_deref(), Some("pace = "));
    let section = content.sections[0].relevant.as_deref();
    assert_eq!(section, Some("answered(rythme)"));
}

#[test]
fn a_question_moves_past_its_neighbour_and_out_of_its_section() {
    let mut content = written(
        &["s", "t"],
        &[("a", "-"), ("b", "s"), ("c", "s"), ("d", "t")],
    );
    assert_eq!(move_question(&mut content, 2, Way::Up), 1);
    assert_eq!(order(&content), "a:- c:s b:s d:t");
    assert_eq!(move_question(&mut content, 1, Way::Up), 1);
    assert_eq!(order(&content), "a:- c:- b:s d:t");
    assert_eq!(move_question(&mut content, 2, Way::Down), 2);
    assert_eq!(order(&content), "a:- c:- b:t d:t");
    // Section s is empty now, and still between them.
    assert_eq!(move_question(&mut content, 1, Way::Down), 1);
    assert_eq!(order(&content), "a:- c:s b:t d:t");
    assert_eq!(move_question(&mut content, 3, Way::Down), 3);
    assert_eq!(order(&content), "a:- c:s b:t d:-");
    assert_eq!(move_question(&mut content, 3, Way::Down), 3);
    assert_eq!(move_question(&mut content, 0, Way::Up), 0);
    assert_eq!(order(&content), "a:- c:s b:t d:-");
}

#[test]
fn a_section_moves_with_its_questions_and_leaves_them_when_it_goes() {
    let mut content = written(
        &["s", "t", "u"],
        &[("a", "s"), ("b", "s"), ("c", "-"), ("d", "u")],
    );
    let group = |section, questions| Group { section, questions };
    let expected = [
        group(Some(0), 0..2),
        group(None, 2..3),
        group(Some(1), 3..3),
        group(Some(2), 3..4),
    ];
    assert_eq!(groups(&content), expected);
    assert_eq!(move_section(&mut content, 2, Way::Up), 1);
    assert_eq!(move_section(&mut content, 1, Way::Up), 0);
    assert_eq!(order(&content), "d:u c:- a:s b:s");
    assert_eq!(move_section(&mut content, 0, Way::Up), 0);
    drop_section(&mut content, 1);
    assert_eq!(order(&content), "d:u c:- a:- b:-");
}

#[test]
fn what_is_added_or_repeated_has_a_key_of_its_own() {
    let mut content = written(&["s"], &[("a", "s")]);
    let group = groups(&content)[0].clone();
    add(&mut content, Some(&group), QuestionKind::Long);
    add(&mut content, None, QuestionKind::Nps);
    repeat(&mut content, 0);
    assert_eq!(order(&content), "a:s a_2:s question:s question_2:-");
}

#[test]
fn the_next_version_comes_after_all_that_are_published() {
    let (first, copy) = (
        empty(),
        duplicate(&af_hot(), "atelier".to_owned(), af_hot().title),
    );
    assert_eq!((copy.key.as_str(), copy.version), ("atelier", 1));
    assert_eq!(copy.questions, af_hot().questions);
    let second = Questionnaire {
        version: 2,
        ..first.clone()
    };
    let (next, base) = next_version(&first, &[&first, &second, &af_hot()]);
    assert_eq!((next.version, base), (3, first.reference()));
    // Forms of other programs come in with any number.
    let last = Questionnaire {
        version: u32::MAX,
        ..first
    };
    assert_eq!(next_version(&last, &[]).0.version, u32::MAX);
}

#[test]
fn a_language_is_whole_when_all_its_words_are_there() {
    let mut content = af_hot();
    assert_eq!(
        progress(&content),
        Progress {
            of: 12,
            french: 12,
            english: 12,
            easy_french: 0,
            easy_english: 0,
        }
    );
    let pace = content.questions.iter_mut().find(|one| one.key == "pace");
    if let QuestionKind::Single { options } = &mut pace.unwrap().kind {
        options[0].text.en.clear();
    }
    content.questions[0].text.en = " ".to_owned();
    assert_eq!(progress(&content).english, 10);
    let text = Text {
        fr: "C’était utile ?".to_owned(),
        en: String::new(),
    };
    content.questions[0].easy = Some(Wording { text, help: None });
    let written = progress(&content);
    assert_eq!((written.easy_french, written.easy_english), (1, 0));
}

#[test]
fn steps_are_taken_back_and_brought_again() {
    let mut history = History::new(0);
    history.write(1, Some("title"));
    history.write(2, Some("title"));
    history.write(2, None);
    history.write(3, Some("text"));
    history.undo();
    assert_eq!(history.now(), &2);
    history.undo();
    assert_eq!((history.now(), history.can_undo()), (&0, false));
    history.undo();
    history.redo();
    assert_eq!((history.now(), history.can_redo()), (&2, true));
    // Another way from here: what was taken back is gone.
    history.write(9, Some("text"));
    assert!(!history.can_redo());
    history.settle();
    history.write(10, Some("text"));
    history.undo();
    assert_eq!(history.now(), &9);
}

fn a_move() -> impl Strategy<Value = (usize, bool, bool)> {
    (0usize..9, any::<bool>(), any::<bool>())
}

proptest! {
    /// Whatever is moved, nothing is lost, and sections stay in one piece.
    #[test]
    fn moving_never_scatters_a_section(moves in prop::collection::vec(a_move(), 0..60)) {
        let mut content = written(
            &["s", "t", "u"],
            &[("a", "-"), ("b", "s"), ("c", "s"), ("d", "-"), ("e", "t"), ("f", "-")],
        );
        for (place, up, section) in moves {
            let way = if up { Way::Up } else { Way::Down };
            if section {
                move_section(&mut content, place % 3, way);
            } else {
                move_question(&mut content, place % 6, way);
            }
            let scattered = problems(&content)
                .into_iter()
                .any(|found| found.problem == Problem::Scattered);
            prop_assert!(!scattered, "{}", order(&content));
        }
        let mut keys: Vec<&str> = content.questions.iter().map(|one| one.key.as_str()).collect();
        keys.sort_unstable();
        prop_assert_eq!(keys.join(""), "abcdef");
    }
}

#[test]
fn versions_stay_comparable_while_a_key_means_the_same() {
    let old = af_hot();
    let place = |key: &str| old.questions.iter().position(|one| one.key == key).unwrap();
    let mut new = old.clone();
    new.questions[place("best")].text = Text {
        fr: "Le meilleur moment".to_owned(),
        en: String::new(),
    };
    new.questions.remove(place("org"));
    let extra = add(&mut new, None, QuestionKind::Date);
    new.questions[extra].key = "when".to_owned();
    assert_eq!(compatible(&old, &new), []);

    let mut new = old.clone();
    let (nps, pace) = (place("nps"), place("pace"));
    new.questions[nps].kind = QuestionKind::Likert5;
    let QuestionKind::Single { options } = &mut new.questions[pace].kind else {
        panic!("a choice");
    };
    options.push(Choice::new("none", old.title.clone()));
    assert_eq!(
        compatible(&old, &new),
        [Clash {
            question: nps,
            difference: Difference::Type
        }]
    );
    let QuestionKind::Single { options } = &mut new.questions[pace].kind else {
        panic!("a choice");
    };
    options[0].key = "slower".to_owned();
    let differences: Vec<Difference> = compatible(&old, &new)
        .into_iter()
        .map(|clash| clash.difference)
        .collect();
    assert_eq!(differences, [Difference::Options, Difference::Type]);
}

#[test]
fn versions_together_have_every_question_once_in_its_newest_words() {
    let word = |content: &mut Questionnaire, fr: &str| {
        for question in &mut content.questions {
            question.text.fr = fr.to_owned();
        }
    };
    let mut first = written(&[], &[("a", "-"), ("b", "-")]);
    let mut second = written(&[], &[("b", "-"), ("c", "-")]);
    word(&mut first, "old");
    word(&mut second, "new");
    let both = together([first, second]).unwrap();
    let told: Vec<(&str, &str)> = both
        .questions
        .iter()
        .map(|question| (question.key.as_str(), question.text.fr.as_str()))
        .collect();
    assert_eq!(told, [("b", "new"), ("c", "new"), ("a", "old")]);
    assert_eq!(together([]), None);
}

/// So that the results of an organisation that asked the first ones are told together with those of today.
#[test]
fn the_versions_of_each_template_are_comparable() {
    let all = builtins();
    for new in &all {
        for old in all.iter().filter(|old| old.key == new.key) {
            assert_eq!(compatible(old, new), [], "{} {}", new.key, old.version);
        }
    }
}
