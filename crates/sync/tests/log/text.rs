//! Long texts: two people who change different sentences are both heard, two who change the same one decide.

use crate::support::{Device, Server, action, text};
use domain::entity::NOTE_MAX;
use proptest::prelude::*;
use serde_json::json;
use sync::{Body, Entity, wire::OpStatus};

const FIELD: &str = "description";

fn shown(device: &Device) -> String {
    let view = device.view();
    let record = view.get(action()).unwrap();
    record.values()[FIELD].as_str().unwrap().to_owned()
}

fn edit(device: &mut Device, to: &str) {
    let from = shown(device);
    device.write(&text(FIELD, to, &from));
}

/// Two devices that hold `from`, one that wrote `one` over it and one that wrote `other`; the first is first.
fn both(from: &str, one: &str, other: &str) -> (Server, Device, Device) {
    let mut server = Server::with_action();
    let mut two = Device::new(2, &server);
    edit(&mut two, from);
    two.push(&mut server);
    let mut three = Device::new(3, &server);
    two.pull(&server);
    edit(&mut two, one);
    edit(&mut three, other);
    two.push(&mut server);
    three.push(&mut server);
    (server, two, three)
}

fn told(record: &Entity) -> (&str, Vec<&str>) {
    let field = &record.fields[FIELD];
    let others = field.contenders.iter();
    let others = others.map(|other| other.value.as_str().unwrap()).collect();
    (field.value.as_str().unwrap(), others)
}

/// Fixed: every replica of every version must give these.
#[test]
fn known_merges() {
    let merges = [
        // Neighbouring sentences of one paragraph.
        (
            "Revoir le rythme. Raccourcir la pause. Prévenir les stagiaires.",
            "Revoir le rythme du matin. Raccourcir la pause. Prévenir les stagiaires.",
            "Revoir le rythme. Supprimer la pause. Prévenir les stagiaires.",
            Some("Revoir le rythme du matin. Supprimer la pause. Prévenir les stagiaires."),
        ),
        // The same sentence.
        (
            "Appeler avant vendredi.",
            "Appeler avant lundi.",
            "Écrire avant vendredi.",
            None,
        ),
        // One writes on at the end, one at the beginning.
        (
            "Fait.",
            "Fait. Vu avec Paul.",
            "Déjà dit. Fait.",
            Some("Déjà dit. Fait. Vu avec Paul."),
        ),
        // Lists.
        (
            "- un\n- deux\n- trois",
            "- un\n- deux bis\n- trois",
            "- un\n- deux\n- trois\n- quatre",
            Some("- un\n- deux bis\n- trois\n- quatre"),
        ),
        // No-break spaces do not part a sentence from its mark.
        (
            "Pourquoi\u{202f}? On ne sait pas\u{a0}; à voir.",
            "Pourquoi\u{202f}? On le sait\u{a0}; à voir.",
            "Pourquoi donc\u{202f}? On ne sait pas\u{a0}; à voir.",
            Some("Pourquoi donc\u{202f}? On le sait\u{a0}; à voir."),
        ),
        // Both made the same change, and one more.
        ("A. B.", "A1. B.", "A1. B1.", Some("A1. B1.")),
        // What the library takes for its own marks.
        (
            "a\\n.\r\nb",
            "a\\n.\r\nb c",
            "<<<<<<< x\na\\n.\r\nb",
            Some("<<<<<<< x\na\\n.\r\nb c"),
        ),
        ("", "Un.", "Deux.", None),
    ];
    for (from, one, other, merged) in merges {
        let (server, ..) = both(from, one, other);
        let expected = merged.map_or((one, vec![other]), |merged| (merged, vec![]));
        assert_eq!(told(server.action()), expected, "{from:?}");
    }
}

#[test]
fn a_merged_text_says_whose_words_it_holds_and_keeps_what_each_sent() {
    let (mut server, two, mut three) = both("Un. Deux.", "Un bis. Deux.", "Un. Deux bis.");
    let field = &server.action().fields[FIELD];
    let people = (field.by.actor, field.merged[0].actor);
    let person = |n| domain::ids::PersonId(testkit::id(n));
    assert_eq!(people, (person(903), person(902)));
    let last = server.action().history.last().unwrap();
    assert_eq!(last.after, json!("Un bis. Deux bis."));
    assert_eq!(last.wrote, Some(json!("Un. Deux bis.")));
    // Seen by somebody and written on, it is theirs.
    let _ = two;
    three.pull(&server);
    edit(&mut three, "Un bis. Deux bis. Trois.");
    three.push(&mut server);
    let field = &server.action().fields[FIELD];
    assert_eq!(
        (told(server.action()).0, field.merged.len()),
        ("Un bis. Deux bis. Trois.", 0)
    );
}

/// What was merged on its way is not what its author has on the screen: whatever they do next loses nothing.
#[test]
fn the_author_of_a_merged_text_who_writes_on_unaware_overwrites_nobody() {
    let start = || {
        let mut server = Server::with_action();
        let mut two = Device::new(2, &server);
        edit(&mut two, "Un. Deux.");
        two.push(&mut server);
        let three = Device::new(3, &server);
        two.pull(&server);
        edit(&mut two, "Un bis. Deux.");
        two.push(&mut server);
        (server, three)
    };
    let (mut server, mut three) = start();
    edit(&mut three, "Un. Deux bis.");
    edit(&mut three, "Un. Deux ter.");
    three.push(&mut server);
    assert_eq!(told(server.action()), ("Un bis. Deux ter.", vec![]));

    // From a program that does not know merging.
    let (mut server, mut three) = start();
    edit(&mut three, "Un. Deux bis.");
    three.write(&crate::support::set(FIELD, "Un. Deux vieux."));
    three.push(&mut server);
    assert_eq!(
        told(server.action()),
        ("Un bis. Deux bis.", vec!["Un. Deux vieux."])
    );
}

#[test]
fn a_contender_written_on_stays_one() {
    let (mut server, _, mut three) = both("Un.", "De deux.", "De trois.");
    assert_eq!(told(server.action()), ("De deux.", vec!["De trois."]));
    // Still unaware.
    let contender = three.pending.last().unwrap().id;
    three.write_on(&text(FIELD, "De trois. Suite.", "De trois."), contender);
    three.push(&mut server);
    assert_eq!(
        told(server.action()),
        ("De deux.", vec!["De trois. Suite."])
    );
}

#[test]
fn a_merge_that_would_be_too_long_is_left_to_people() {
    let half = "é".repeat(NOTE_MAX / 2);
    let (one, other) = (format!("{half}. A. B."), format!("A. B. {half}."));
    let (server, ..) = both("A. B.", &one, &other);
    assert_eq!(told(server.action()), (&*one, vec![&*other]));
}

#[test]
fn only_long_texts_are_edited_so_and_within_bounds() {
    let mut server = Server::with_action();
    let mut device = Device::new(2, &server);
    let long = "é".repeat(NOTE_MAX + 1);
    for (body, code) in [
        (text("title", "x", ""), "unknown_field"),
        (text("status", "done", ""), "unknown_field"),
        (text(FIELD, &long, ""), "too_long"),
        (text(FIELD, "x", &long), "too_long"),
    ] {
        device.write(&body);
        let results = device.push(&mut server);
        let result = results.last().unwrap();
        assert_eq!(result.status, OpStatus::Quarantined);
        assert_eq!(result.code.as_deref(), Some(code));
    }
}

proptest! {
    /// Whatever three texts: no panic, and one of the two ends: both in one text, or both kept.
    #[test]
    fn any_two_edits_are_merged_or_both_kept(
        from in "[ab.\\n \\\\é]{0,24}", one in "[ab.\\n \\\\é]{0,24}", other in "[ab.\\n \\\\é]{0,24}",
    ) {
        let (server, ..) = both(&from, &one, &other);
        let record = server.action();
        let (value, others) = told(record);
        let written: Vec<_> = record.history.iter().map(|c| c.wrote.as_ref().unwrap_or(&c.after)).collect();
        prop_assert!(written.contains(&&json!(one)) && written.contains(&&json!(other)));
        let merged = !record.fields[FIELD].merged.is_empty();
        let told = merged || others == [other.as_str()] && value == one
            // One of them changed nothing, or both the same.
            || value == other && (one == from || one == other) || value == one && other == from;
        prop_assert!(told, "{:?} {:?}", value, others);
    }

    /// Different sentences always merge, and each sentence is as its author wrote it.
    #[test]
    fn edits_of_different_sentences_merge(
        words in proptest::collection::vec("[a-z]{1,6}( [a-z]{1,6}){0,3}", 2..8),
        first: prop::sample::Index, second: prop::sample::Index,
    ) {
        let words: Vec<String> = words.iter().enumerate().map(|(n, word)| format!("{n} {word}")).collect();
        let (first, second) = (first.index(words.len()), second.index(words.len()));
        prop_assume!(first != second);
        let with = |changed: &[usize]| {
            let sentence = |(n, word): (usize, &String)| {
                if changed.contains(&n) { format!("{n} changed.") } else { format!("{word}.") }
            };
            words.iter().enumerate().map(sentence).collect::<Vec<_>>().join(" ")
        };
        let (server, ..) = both(&with(&[]), &with(&[first]), &with(&[second]));
        prop_assert_eq!(told(server.action()), (&*with(&[first, second]), vec![]));
    }
}

#[test]
fn an_untouched_body_kind_has_its_name() {
    assert_eq!(text("a", "b", "c").kind(), ("text", 1));
    assert_eq!(Body::Delete.encode(), b"{}");
}
