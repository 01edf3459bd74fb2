//! A device's numbers: holes, copies of a profile, and the same work numbered anew.

use crate::support::{Device, Server, creation, op, set};
use domain::ids::{DeviceId, OpId};
use sync::{
    Op, hash,
    plan::{Cursor, Stop},
    wire::{OpResult, OpStatus},
};
use testkit::id;

fn title(device: u128, cseq: u64, text: &str) -> Op {
    op(device, cseq, Some(creation().id), &set("title", text))
}

fn statuses(results: &[OpResult]) -> Vec<OpStatus> {
    results.iter().map(|result| result.status).collect()
}

fn prev(op: &Op) -> Option<String> {
    Some(hash::hex(&hash::operation(op)))
}

/// The same work as device `to` would number it.
fn renumbered(ops: &[Op], to: u128) -> Vec<Op> {
    let mut last = None;
    let number = |(cseq, op): (u64, &Op)| {
        let (device, sig) = (DeviceId(id(to)), Some("c2ln".to_owned()));
        let op = Op {
            device,
            cseq,
            sig,
            prev: last.take(),
            ..op.clone()
        };
        last = prev(&op);
        op
    };
    (1..).zip(ops).map(number).collect()
}

#[test]
fn a_hole_in_the_numbers_is_refused_whole() {
    let mut server = Server::with_action();
    let gap = |last_cseq| Err(Stop::Gap { last_cseq });
    assert_eq!(server.push(2, vec![title(2, 2, "x")]), gap(0));
    let holed = vec![title(2, 1, "x"), title(2, 3, "y")];
    assert_eq!(server.push(2, holed), gap(0));
    assert_eq!(server.log.len(), 1, "nothing of a refused push stays");
    server.push(2, vec![title(2, 1, "x")]).unwrap();
    assert_eq!(server.push(2, vec![title(2, 4, "z")]), gap(1));
}

#[test]
fn other_work_under_a_number_already_used_is_a_copied_profile_and_nothing_of_it_is_taken() {
    let mut server = Server::with_action();
    server.push(2, vec![title(2, 1, "un")]).unwrap();
    let mut copy = title(2, 1, "copie");
    copy.id = OpId(id(4242));
    let before = (server.log.clone(), server.aside.clone());
    assert_eq!(
        server.push(2, vec![copy.clone(), title(2, 2, "deux")]),
        Err(Stop::Taken)
    );
    assert_eq!((server.log.clone(), server.aside.clone()), before);
    // Twice in one push, too.
    copy.cseq = 2;
    let doubled = vec![title(2, 2, "deux"), copy];
    assert_eq!(server.push(2, doubled), Err(Stop::Taken));
}

#[test]
fn a_copy_that_goes_on_from_other_work_is_found_by_what_it_names_before() {
    let mut server = Server::with_action();
    let mut profile = Device::new(2, &server);
    profile.write(&set("title", "commun"));
    let mut copy = profile.clone();
    profile.write(&set("title", "de l’original"));
    copy.write(&set("title", "de la copie"));
    // Made next by the copy, never seen by the server: its numbers alone would fit.
    let third = copy.write(&set("title", "encore de la copie"));
    profile.push(&mut server);
    assert_eq!(server.push(2, vec![third]), Err(Stop::Taken));
    assert_eq!(server.log.len(), 3);
    // The first of a device names nothing before it.
    let mut first = title(3, 1, "x");
    first.prev = prev(&creation());
    assert_eq!(server.push(3, vec![first]), Err(Stop::Taken));
}

#[test]
fn programs_that_name_nothing_before_are_taken_by_their_numbers() {
    let mut server = Server::with_action();
    let mut device = Device::new(2, &server);
    device.write(&set("title", "un"));
    device.push(&mut server);
    let old = title(2, 2, "d’un vieux programme");
    server.push(2, vec![old.clone()]).unwrap();
    let held = server.cursors[&DeviceId(id(2))];
    let hash = Some(hash::operation(&old));
    assert_eq!(held, Cursor { cseq: 2, hash });
    // A server that did not keep hashes yet takes what follows, and keeps its hash from then on.
    let forgot = Cursor {
        cseq: 2,
        hash: None,
    };
    server.cursors.insert(DeviceId(id(2)), forgot);
    let mut next = title(2, 3, "trois");
    next.prev = prev(&old);
    server.push(2, vec![next.clone()]).unwrap();
    let hash = Some(hash::operation(&next));
    assert_eq!(server.cursors[&DeviceId(id(2))], Cursor { cseq: 3, hash });
}

#[test]
fn the_same_work_numbered_anew_is_a_duplicate_and_the_queue_goes_on_behind_it() {
    let mut server = Server::with_action();
    let bad = op(2, 2, Some(creation().id), &set("due", "demain"));
    let made = vec![title(2, 1, "un"), bad];
    let first = server.push(2, made.clone()).unwrap();
    let mut again = renumbered(&[made, vec![title(2, 3, "deux")]].concat(), 7);
    for op in &mut again {
        op.actor = domain::ids::PersonId(id(902));
    }
    let results = server.push_as_person(7, 902, again.clone()).unwrap();
    let expected = [
        OpStatus::Duplicate,
        OpStatus::Quarantined,
        OpStatus::Conflict,
    ];
    assert_eq!(statuses(&results), expected);
    assert_eq!(
        (&results[0].seq, &results[0].leaf),
        (&first[0].seq, &first[0].leaf)
    );
    assert_eq!((server.log.len(), server.aside.len()), (3, 1), "once each");
    let held = server.cursors[&DeviceId(id(7))];
    assert_eq!(
        (held.cseq, held.hash),
        (3, Some(hash::operation(&again[2])))
    );
}

#[test]
fn anything_else_changed_under_a_known_id_is_set_aside() {
    type Change = fn(&mut Op);
    let changes: [(&str, Change); 5] = [
        ("body", |op| op.body = set("title", "autre").encode()),
        ("salt", |op| op.salt[0] ^= 1),
        ("clock", |op| op.wall_ms += 1),
        ("base", |op| op.base = None),
        ("record", |op| op.entity.id = id(9)),
    ];
    for (what, change) in changes {
        let mut server = Server::with_action();
        let made = vec![title(2, 1, "un")];
        server.push(2, made.clone()).unwrap();
        let mut again = renumbered(&made, 7);
        change(&mut again[0]);
        let results = server.push_as_person(7, 902, again).unwrap();
        assert_eq!(results[0].status, OpStatus::Quarantined, "{what}");
        assert_eq!(results[0].code.as_deref(), Some("already_exists"), "{what}");
        assert_eq!((server.log.len(), server.aside.len()), (2, 1), "{what}");
    }
}

#[test]
fn each_part_of_an_operation_enters_its_hash_and_its_signature_does_not() {
    let first = title(2, 1, "un");
    let mut signed = first.clone();
    signed.sig = Some("c2ln".to_owned());
    assert_eq!(hash::operation(&signed), hash::operation(&first));
    let mut chained = first.clone();
    chained.prev = Some(String::new());
    assert_ne!(hash::operation(&chained), hash::operation(&first));
    for other in [title(2, 2, "un"), title(3, 1, "un"), title(2, 1, "deux")] {
        assert_ne!(hash::operation(&other), hash::operation(&first));
    }
}
