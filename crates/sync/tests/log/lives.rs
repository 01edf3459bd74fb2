//! How records end, what happens to them, and who may write reports.

use crate::support::{Server, creation, op, resolve, set, text};
use domain::{
    entity::EntityKind,
    ids::{OpId, PersonId},
    role::Role,
};
use serde_json::{Value, json};
use sync::{
    Body, EntityRef, Op, Scope,
    wire::{OpResult, OpStatus},
};
use testkit::id;

fn delete(device: u128, cseq: u64, base: OpId) -> Op {
    op(device, cseq, Some(base), &Body::Delete)
}

fn told(results: &[OpResult]) -> Vec<(OpStatus, Option<&str>)> {
    let results = results.iter();
    results
        .map(|one| (one.status, one.code.as_deref()))
        .collect()
}

#[test]
fn a_deletion_that_saw_everything_is_clean_and_can_be_undone() {
    let mut server = Server::with_action();
    let results = server.push(2, vec![delete(2, 1, creation().id)]).unwrap();
    assert_eq!(results[0].status, OpStatus::Stored);
    let record = server.action();
    assert_eq!(record.deleted.as_ref().unwrap().later, []);
    assert_eq!(record.values()["title"], testkit::action().title);
    server
        .push(2, vec![op(2, 2, None, &Body::Restore)])
        .unwrap();
    assert_eq!(server.action().deleted, None);
    // Both are in the history, and change no field in it.
    assert_eq!(server.action().history.len(), 3);
    assert_eq!(
        server
            .action()
            .value_after("title", delete(2, 1, creation().id).id),
        None
    );
}

#[test]
fn edits_that_the_deletion_did_not_see_are_shown_with_it() {
    let mut server = Server::with_action();
    let title = |device, cseq, to: &str| op(device, cseq, Some(creation().id), &set("title", to));
    server.push(1, vec![title(1, 2, "avant")]).unwrap();
    let results = server.push(2, vec![delete(2, 1, creation().id)]).unwrap();
    assert_eq!(results[0].status, OpStatus::Conflict);
    let comment = Body::Comment {
        text: "Pas fini.".to_owned(),
    };
    server.push(3, vec![op(3, 1, None, &comment)]).unwrap();
    let deletion = server.action().deleted.as_ref().unwrap();
    let later: Vec<_> = deletion.later.iter().map(|by| by.op).collect();
    assert_eq!(
        later,
        [title(1, 2, "avant").id, op(3, 1, None, &comment).id]
    );
    assert_eq!(
        server.action().values()["title"],
        "avant",
        "nothing is lost"
    );
}

#[test]
fn only_what_nothing_points_at_is_deleted() {
    let mut server = Server::with_action();
    let blind = op(2, 1, None, &Body::Delete);
    assert_eq!(
        told(&server.push(2, vec![blind]).unwrap()),
        [(OpStatus::Quarantined, Some("malformed"))]
    );
    let entity = EntityRef {
        kind: EntityKind::Service,
        id: id(600),
    };
    let fields = domain::entity::fields(&testkit::service());
    let service = Op {
        entity,
        ..op(2, 2, None, &Body::Create { fields })
    };
    let gone = Op {
        entity,
        ..delete(2, 3, service.id)
    };
    assert_eq!(
        told(&server.push(2, vec![service, gone]).unwrap()),
        [
            (OpStatus::Stored, None),
            (OpStatus::Quarantined, Some("frozen"))
        ]
    );
}

#[test]
fn a_move_that_is_not_known_is_a_proposal_until_somebody_decides() {
    let mut server = Server::with_action();
    let status = |cseq, base, to: &str| op(2, cseq, base, &set("status", to));
    let first = Some(creation().id);
    let proposed = status(1, first, "done");
    let results = server.push(2, vec![proposed.clone()]).unwrap();
    assert_eq!(told(&results), [(OpStatus::Conflict, None)]);
    let field = &server.action().fields["status"];
    assert_eq!(
        (&field.value, &field.proposals[0].value),
        (&json!("proposed"), &json!("done"))
    );
    assert!(server.action().in_conflict());
    // As a decision it is as unknown as it was, and closes nothing.
    let decided = |cseq, base, over: &[_]| op(2, cseq, base, &resolve("status", "done", over));
    let early = decided(2, first, &[proposed.id]);
    let results = server.push(2, vec![early.clone()]).unwrap();
    assert_eq!(told(&results), [(OpStatus::Conflict, None)]);
    assert_eq!(server.action().values()["status"], "proposed");
    assert!(server.action().in_conflict());
    let accepted = |cseq, base| decided(cseq, base, &[early.id]);
    // Once there is a way from where the action is, it may be accepted.
    let begun = status(3, first, "in_progress");
    let results = server
        .push(2, vec![begun.clone(), accepted(4, Some(begun.id))])
        .unwrap();
    assert_eq!(told(&results), [(OpStatus::Stored, None); 2]);
    assert_eq!(server.action().values()["status"], "done");
    assert!(!server.action().in_conflict());
}

/// Seeds 1393 and 1522: a server put back had lost what was decided on, and the decision came back first.
#[test]
fn a_decision_that_comes_before_what_it_decides_on_is_kept_and_closes_nothing() {
    let mut server = Server::with_action();
    let first = Some(creation().id);
    let dropped = op(1, 2, first, &set("status", "abandoned"));
    server.push(1, vec![dropped.clone()]).unwrap();
    // Made where the action had been begun, done and contended with; none of that is here yet.
    let gone = [
        domain::ids::OpId(testkit::id(900)),
        domain::ids::OpId(testkit::id(901)),
    ];
    let decided = op(2, 1, Some(gone[0]), &resolve("status", "done", &gone));
    let results = server.push(2, vec![decided]).unwrap();
    assert_eq!(told(&results), [(OpStatus::Conflict, None)]);
    let field = &server.action().fields["status"];
    assert_eq!(
        (&field.value, &field.proposals[0].value),
        (&json!("abandoned"), &json!("done"))
    );
}

#[test]
fn a_proposal_is_dropped_by_a_decision_or_by_what_it_asked_for() {
    let mut server = Server::with_action();
    let status = |cseq, base, to: &str| op(2, cseq, base, &set("status", to));
    let first = Some(creation().id);
    let proposed = status(1, first, "done");
    let kept = op(2, 2, first, &resolve("status", "proposed", &[proposed.id]));
    server.push(2, vec![proposed, kept]).unwrap();
    assert!(!server.action().in_conflict());
    let again = status(3, first, "effective");
    let changed = status(4, first, "done");
    let begun = status(5, first, "in_progress");
    let done = status(6, Some(begun.id), "done");
    server.push(2, vec![again, changed]).unwrap();
    assert_eq!(
        server.action().fields["status"].proposals.len(),
        1,
        "one mind each"
    );
    server.push(2, vec![begun, done]).unwrap();
    assert!(!server.action().in_conflict());
    let bogus = status(7, first, "parti");
    assert_eq!(
        told(&server.push(2, vec![bogus]).unwrap()),
        [(OpStatus::Quarantined, Some("malformed"))]
    );
}

fn on(kind: EntityKind, op: Op) -> Op {
    let entity = EntityRef { kind, id: id(800) };
    Op { entity, ..op }
}

fn event(fields: &Value) -> Body {
    let fields = fields.as_object().unwrap().clone();
    Body::Event { fields }
}

#[test]
fn events_of_a_case_are_added_and_keep_what_this_program_does_not_know() {
    let mut server = Server::default();
    let fields = domain::entity::fields(&testkit::case());
    let created = on(EntityKind::Case, op(2, 1, None, &Body::Create { fields }));
    let newer = json!({"type": "replied", "on": "2026-11-21", "text": "Réponse", "by_post": true});
    let bodies = [
        (event(&newer), None),
        (
            event(&json!({"type": "acknowledged", "on": "2026-11-20"})),
            None,
        ),
        (
            event(&json!({"type": "unheard_of", "on": "2026-11-20"})),
            Some("malformed"),
        ),
        (event(&json!({"type": "note"})), Some("malformed")),
    ];
    server.push(2, vec![created]).unwrap();
    for (cseq, (body, code)) in (2..).zip(&bodies) {
        let made = on(EntityKind::Case, op(2, cseq, None, body));
        assert_eq!(
            server.push(2, vec![made]).unwrap()[0].code.as_deref(),
            *code
        );
    }
    let at = EntityRef {
        kind: EntityKind::Case,
        id: id(800),
    };
    let events = &server.state.get(at).unwrap().events;
    assert_eq!((events.len(), &json!(events[0].fields)), (2, &newer));
    // An action has none.
    let mut server = Server::with_action();
    let results = server.push(2, vec![op(2, 1, None, &bodies[0].0)]).unwrap();
    assert_eq!(results[0].code.as_deref(), Some("unknown_field"));
}

#[test]
fn a_report_is_written_by_direction_and_those_it_names_and_only_direction_names_them() {
    let report = |op| on(EntityKind::Report, op);
    let mut server = Server::default();
    let mut made = testkit::report();
    made.named = vec![PersonId(id(903))];
    let fields = domain::entity::fields(&made);
    let created = |device| {
        report(op(
            device,
            1,
            None,
            &Body::Create {
                fields: fields.clone(),
            },
        ))
    };
    let forbidden = (OpStatus::Quarantined, Some("forbidden"));
    for (device, role) in [(4, Role::QualityLead), (5, Role::Team), (6, Role::Trainer)] {
        let results = server.push_as(role, device, vec![created(device)]).unwrap();
        assert_eq!(told(&results), [forbidden], "{role:?}");
    }
    server
        .push_as(Role::Direction, 2, vec![created(2)])
        .unwrap();
    let base = Some(created(2).id);
    // Person 903 is named, 906 is not.
    let write = |device, cseq| report(op(device, cseq, base, &text("measures", "Entretien.", "")));
    let results = server.push_as(Role::Trainer, 6, vec![write(6, 2)]).unwrap();
    assert_eq!(told(&results), [forbidden]);
    let name = Body::Add {
        field: "named".to_owned(),
        item: id(906).to_string(),
    };
    let batch = vec![
        write(3, 1),
        report(op(3, 2, None, &name)),
        report(op(3, 3, base, &Body::Delete)),
    ];
    let results = server.push_as(Role::Trainer, 3, batch).unwrap();
    assert_eq!(
        told(&results),
        [(OpStatus::Stored, None), forbidden, forbidden]
    );
    let results = server
        .push_as(Role::Direction, 2, vec![report(op(2, 2, None, &name))])
        .unwrap();
    assert_eq!(results[0].status, OpStatus::Stored);
    let results = server.push_as(Role::Trainer, 6, vec![write(6, 3)]).unwrap();
    assert_eq!(results[0].status, OpStatus::Stored);
    assert_eq!(Scope::of(EntityKind::Report), Scope::Reports);
    assert_eq!(Scope::of(EntityKind::Case), Scope::Team);
}
