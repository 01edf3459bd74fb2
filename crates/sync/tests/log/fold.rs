//! Operations into records: who wins, what is kept, how it ends.

use crate::support::{
    Device, Server, action, creation, op, over_the_wire, resolve, seen, set, stamp,
};
use domain::ids::OpId;
use serde_json::{Value, json};
use sync::{Body, Op, State, Stored, fold::Effect};

fn title(server: &Server) -> (&Value, Vec<&Value>) {
    let field = &server.action().fields["title"];
    (
        &field.value,
        field
            .contenders
            .iter()
            .map(|contender| &contender.value)
            .collect(),
    )
}

/// Devices 2 and 3 hold the action and have written a title each, offline.
fn two_titles() -> (Server, Device, Device) {
    let server = Server::with_action();
    let (mut two, mut three) = (Device::new(2, &server), Device::new(3, &server));
    two.write(&set("title", "de deux"));
    three.write(&set("title", "de trois"));
    (server, two, three)
}

#[test]
fn two_devices_on_two_fields_keep_both_without_a_word() {
    let mut server = Server::with_action();
    let (mut two, mut three) = (Device::new(2, &server), Device::new(3, &server));
    two.write(&set("title", "Nouveau titre"));
    three.write(&set("criterion", "Satisfaction au-dessus de 90 %"));
    two.push(&mut server);
    three.push(&mut server);
    two.pull(&server);
    three.pull(&server);
    assert_eq!(two.view(), three.view());
    assert!(!server.action().in_conflict());
    let values = server.action().values();
    assert_eq!(values["title"], "Nouveau titre");
    assert_eq!(values["criterion"], "Satisfaction au-dessus de 90 %");
}

#[test]
fn two_devices_on_one_field_keep_both_values_in_the_order_of_the_server() {
    let (mut server, mut two, mut three) = two_titles();
    three.push(&mut server);
    let results = two.push(&mut server);
    assert_eq!(
        title(&server),
        (&json!("de trois"), vec![&json!("de deux")])
    );
    assert_eq!(results[0].status, sync::wire::OpStatus::Conflict);
    two.pull(&server);
    three.pull(&server);
    assert_eq!(two.view(), three.view());
    assert_eq!(two.view(), server.state);
}

#[test]
fn history_tells_a_value_that_was_put_beside_from_one_that_took_its_place() {
    let (mut server, mut two, mut three) = two_titles();
    three.push(&mut server);
    two.push(&mut server);
    let contender = server.action().fields["title"].contenders[0].by.op;
    three.pull(&server);
    three.write(&resolve("title", "de deux", &[contender]));
    three.push(&mut server);
    let history = &server.action().history;
    let told: Vec<_> = history[1..]
        .iter()
        .map(|change| (&change.after, change.beside))
        .collect();
    let (two, three) = (json!("de deux"), json!("de trois"));
    assert_eq!(told, [(&three, false), (&two, true), (&two, false)]);
    assert_eq!(history[2].before.as_ref(), Some(&three));
}

#[test]
fn a_device_sees_the_conflict_as_soon_as_it_pulls_before_it_pushes() {
    let (mut server, mut two, mut three) = two_titles();
    three.push(&mut server);
    two.pull(&server);
    let before = seen(&two.view());
    two.push(&mut server);
    two.pull(&server);
    assert_eq!(
        seen(&two.view()),
        before,
        "the push changed nothing on the screen"
    );
}

#[test]
fn a_decision_takes_one_value_and_closes_the_others() {
    let (mut server, mut two, mut three) = two_titles();
    two.push(&mut server);
    three.push(&mut server);
    two.pull(&server);
    let contender = server.action().fields["title"].contenders[0].by.op;
    two.write(&resolve("title", "de trois", &[contender]));
    two.push(&mut server);
    assert_eq!(title(&server), (&json!("de trois"), vec![]));
    assert!(!server.action().in_conflict());
    // Nothing is forgotten: creation, two titles, the decision.
    let after: Vec<&Value> = server.action().history[1..]
        .iter()
        .map(|c| &c.after)
        .collect();
    assert_eq!(
        after,
        [&json!("de deux"), &json!("de trois"), &json!("de trois")]
    );
    // Device 3 wrote the value that was chosen: going on from it is no new conflict.
    three.write(&set("title", "de trois, mieux"));
    three.push(&mut server);
    assert_eq!(title(&server), (&json!("de trois, mieux"), vec![]));
}

#[test]
fn a_decision_covers_what_its_author_saw_and_nothing_later() {
    let (mut server, mut two, mut three) = two_titles();
    let mut four = Device::new(4, &server);
    four.write(&set("title", "de quatre"));
    two.push(&mut server);
    three.push(&mut server);
    two.pull(&server);
    let contender = server.action().fields["title"].contenders[0].by.op;
    two.write(&resolve("title", "décidé", &[contender]));
    four.push(&mut server);
    two.push(&mut server);
    assert_eq!(
        title(&server),
        (&json!("décidé"), vec![&json!("de quatre")])
    );

    // A decision on a value that changed meanwhile contends itself.
    let mut five = Device::new(5, &server);
    let mut six = Device::new(6, &server);
    five.write(&set("title", "de cinq"));
    five.push(&mut server);
    let contender = server.action().fields["title"].contenders[0].by.op;
    six.write(&resolve("title", "de quatre", &[contender]));
    six.push(&mut server);
    assert_eq!(
        title(&server),
        (&json!("de cinq"), vec![&json!("de quatre")])
    );
}

#[test]
fn two_opposite_decisions_contend_and_two_alike_agree() {
    let (mut server, mut two, mut three) = two_titles();
    two.push(&mut server);
    three.push(&mut server);
    two.pull(&server);
    three.pull(&server);
    let mut four = Device::new(4, &server);
    let contender = server.action().fields["title"].contenders[0].by.op;
    // All three decide offline, from the same two values.
    two.write(&resolve("title", "de deux", &[contender]));
    three.write(&resolve("title", "de trois", &[contender]));
    four.write(&resolve("title", "de deux", &[contender]));
    two.push(&mut server);
    assert_eq!(title(&server), (&json!("de deux"), vec![]));
    four.push(&mut server);
    assert_eq!(title(&server), (&json!("de deux"), vec![]));
    three.push(&mut server);
    assert_eq!(
        title(&server),
        (&json!("de deux"), vec![&json!("de trois")])
    );
    // Who has seen both decisions settles it.
    two.pull(&server);
    let contender = server.action().fields["title"].contenders[0].by.op;
    two.write(&resolve("title", "de trois", &[contender]));
    two.push(&mut server);
    assert_eq!(title(&server), (&json!("de trois"), vec![]));
    three.pull(&server);
    assert_eq!(three.view(), server.state);
}

#[test]
fn who_writes_the_same_agrees_and_goes_on_without_conflict() {
    let mut server = Server::with_action();
    let (mut two, mut three) = (Device::new(2, &server), Device::new(3, &server));
    two.write(&set("title", "pareil"));
    three.write(&set("title", "pareil"));
    two.push(&mut server);
    three.push(&mut server);
    assert_eq!(title(&server), (&json!("pareil"), vec![]));
    // Neither has pulled: both go on from their own operation, one after the other.
    three.write(&set("title", "de trois"));
    three.push(&mut server);
    assert_eq!(title(&server), (&json!("de trois"), vec![]));
    two.write(&set("title", "de deux"));
    two.push(&mut server);
    assert_eq!(
        title(&server),
        (&json!("de trois"), vec![&json!("de deux")])
    );
}

#[test]
fn a_contender_follows_its_author() {
    let (mut server, mut two, mut three) = two_titles();
    three.write(&set("title", "de trois, bis"));
    two.push(&mut server);
    three.push(&mut server);
    assert_eq!(
        title(&server),
        (&json!("de deux"), vec![&json!("de trois, bis")])
    );
    // Back to what the other wrote: nothing is left to decide.
    three.write(&set("title", "de deux"));
    three.push(&mut server);
    assert_eq!(title(&server), (&json!("de deux"), vec![]));
}

#[test]
fn an_accepted_value_that_meets_its_contender_ends_the_conflict() {
    let (mut server, mut two, mut three) = two_titles();
    two.push(&mut server);
    three.push(&mut server);
    two.pull(&server);
    two.write(&set("title", "de trois"));
    two.push(&mut server);
    assert_eq!(title(&server), (&json!("de trois"), vec![]));
}

#[test]
fn a_field_nobody_has_written_takes_the_first_value_and_keeps_the_second() {
    let mut server = Server::with_action();
    let (mut two, mut three) = (Device::new(2, &server), Device::new(3, &server));
    two.write(&set("later_field", 1));
    three.write(&set("later_field", 2));
    two.push(&mut server);
    three.push(&mut server);
    let field = &server.action().fields["later_field"];
    assert_eq!(
        (&field.value, &field.contenders[0].value),
        (&json!(1), &json!(2))
    );
}

#[test]
fn remarks_are_only_added_each_with_its_author() {
    let mut server = Server::with_action();
    let (mut two, mut three) = (Device::new(2, &server), Device::new(3, &server));
    two.write(&Body::Comment {
        text: "Vu.".to_owned(),
    });
    three.write(&Body::Comment {
        text: "Fait.".to_owned(),
    });
    two.push(&mut server);
    three.push(&mut server);
    let remarks: Vec<_> = server
        .action()
        .comments
        .iter()
        .map(|r| (&*r.text, r.by.actor))
        .collect();
    let person = |n| domain::ids::PersonId(testkit::id(n));
    assert_eq!(remarks, [("Vu.", person(902)), ("Fait.", person(903))]);
}

/// An operation of a program we do not know.
fn from_the_future() -> Op {
    let mut op = op(2, 1, None, &set("title", "x"));
    op.kind = "merge_text".to_owned();
    op.v = 7;
    // Neither UTF-8 nor JSON: nobody here may look inside.
    op.body = vec![0, 159, 146, 150, 255, 10, 13];
    op.alg = Some("ed25519".to_owned());
    op.sig = Some("c2ln".to_owned());
    op
}

#[test]
fn what_a_newer_program_wrote_changes_nothing_and_travels_byte_for_byte() {
    let mut state = State::default();
    state.apply(&creation(), Some(&stamp(1)));
    let before = state.entities.clone();
    let op = from_the_future();
    assert_eq!(state.apply(&op, Some(&stamp(2))), Effect::Inert);
    assert_eq!((state.entities, state.seq), (before, 2));
    let stored = Stored {
        op,
        stamp: stamp(2),
        leaf: "00".repeat(32),
    };
    assert_eq!(over_the_wire(&stored), stored);

    // A kind of record we do not know, too.
    let mut wire = serde_json::to_value(&stored).unwrap();
    wire["entity"]["kind"] = json!("risk");
    let read: Stored = serde_json::from_value(wire.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), wire);
}

#[test]
fn a_body_that_does_not_read_or_a_record_that_is_not_there_is_inert() {
    let mut state = State::default();
    for body in ["", "{}", "null", "{\"field\":\"title\"}", "[1]"] {
        let mut op = op(2, 1, None, &set("title", "x"));
        op.body = body.as_bytes().to_vec();
        assert_eq!(state.apply(&op, None), Effect::Inert, "{body}");
    }
    assert_eq!(
        state.apply(&op(2, 1, None, &set("title", "x")), None),
        Effect::Inert
    );
    assert_eq!(state.get(action()), None);
    // A second creation of the same record is a replay, never a newer record.
    state.apply(&creation(), Some(&stamp(1)));
    let mut again = creation();
    again.id = OpId(testkit::id(77));
    assert_eq!(state.apply(&again, Some(&stamp(2))), Effect::Inert);
    assert_eq!(state.get(action()).unwrap().history.len(), 1);
}
