//! Laws of the fold, with every kind of operation: replicas agree, however the log is cut; nothing accepted is out of
//! reach; snapshots stand for the log before them.

use crate::support::{Device, Server, op, over_the_wire};
use domain::entity::{EntityKind, fields};
use proptest::prelude::*;
use serde_json::{Value, json};
use sync::{
    Body, EntityRef, Op, Scope, State, Stored,
    fold::Entity,
    plan::{Head, check_decision},
    snapshot::{read, take, to_bytes},
};
use testkit::id;

fn case() -> EntityRef {
    let (kind, id) = (EntityKind::Case, id(700));
    EntityRef { kind, id }
}

fn with_case() -> Server {
    let mut server = Server::default();
    let fields = fields(&testkit::case());
    let made = op(1, 1, None, &Body::Create { fields });
    let entity = case();
    server.push(1, vec![Op { entity, ..made }]).unwrap();
    server
}

#[derive(Clone, Debug)]
enum Step {
    Set(u8),
    Status(usize),
    /// Changes that sentence of the text on the screen.
    Text(usize, u8),
    Add(u8),
    Remove(u8),
    Remark(u8),
    Event(u8),
    Delete,
    Restore,
    /// Takes the first value that waits.
    Decide,
    Push,
    /// The server takes it, the answer gets lost.
    PushUnheard,
    Pull(usize),
}

fn steps() -> impl Strategy<Value = Vec<(usize, Step)>> {
    let step = prop_oneof![
        2 => (0u8..3).prop_map(Step::Set),
        2 => (0usize..5).prop_map(Step::Status),
        4 => (0usize..3, 0u8..4).prop_map(|(at, to)| Step::Text(at, to)),
        2 => (0u8..3).prop_map(Step::Add),
        1 => (0u8..3).prop_map(Step::Remove),
        1 => any::<u8>().prop_map(Step::Remark),
        1 => any::<u8>().prop_map(Step::Event),
        1 => Just(Step::Delete),
        1 => Just(Step::Restore),
        1 => Just(Step::Decide),
        3 => Just(Step::Push),
        1 => Just(Step::PushUnheard),
        3 => (1usize..5).prop_map(Step::Pull),
    ];
    proptest::collection::vec((0usize..3, step), 0..50)
}

const STATUSES: [&str; 5] = [
    "received",
    "acknowledged",
    "in_progress",
    "answered",
    "closed",
];

fn item(n: u8) -> String {
    id(u128::from(n) + 1).to_string()
}

/// What a person would write at this step, from what they see.
fn body(record: &Entity, step: &Step) -> Option<Body> {
    let set = |field: &str, value: Value| Body::Set {
        field: field.to_owned(),
        value,
    };
    Some(match step {
        Step::Set(n) => set("title", json!(format!("titre {n}"))),
        Step::Status(n) => set("status", json!(STATUSES[*n])),
        Step::Text(at, to) => {
            let values = record.values();
            let from = values["description"].as_str().unwrap().to_owned();
            let mut sentences: Vec<_> = from.split_inclusive(". ").map(str::to_owned).collect();
            sentences.resize(3, "Rien. ".to_owned());
            sentences[*at] = format!("Phrase {at} {to}. ");
            Body::Text {
                field: "description".to_owned(),
                value: sentences.concat(),
                from,
            }
        }
        Step::Add(n) => Body::Add {
            field: "actions".to_owned(),
            item: item(*n),
        },
        Step::Remove(n) => Body::Remove {
            field: "actions".to_owned(),
            item: item(*n),
            adds: record.fields["actions"].additions().remove(&item(*n))?,
        },
        Step::Remark(n) => Body::Comment {
            text: format!("remarque {n}"),
        },
        Step::Event(n) => Body::Event {
            fields: json!({"type": "note", "on": "2026-11-21", "text": format!("{n}")})
                .as_object()?
                .clone(),
        },
        Step::Delete => Body::Delete,
        Step::Restore => Body::Restore,
        Step::Decide => {
            let contested = record.fields.iter().find(|(_, field)| field.is_contested());
            let (name, field) = contested?;
            let others = field.contenders.iter().chain(&field.proposals);
            let value = others.clone().next()?.value.clone();
            let over: Vec<_> = others.map(|other| other.by.op).collect();
            let base = Some(field.by.op);
            // As the screen does before it writes.
            check_decision(record, case().kind, base, name, &value, &over).ok()?;
            Body::Resolve {
                field: name.clone(),
                value,
                over,
                from: field.value.as_str().map(str::to_owned),
            }
        }
        Step::Push | Step::PushUnheard | Step::Pull(_) => return None,
    })
}

fn act(device: &mut Device, server: &mut Server, step: &Step) {
    match step {
        Step::Push => drop(device.push(server)),
        Step::PushUnheard => drop(server.push(device.number, device.pending.clone())),
        Step::Pull(page) => device.pull_page(server, *page),
        write => {
            let view = device.view();
            if let Some(body) = body(view.get(case()).unwrap(), write) {
                device.write(&body);
            }
        }
    }
}

/// Three devices that did all that, sent everything and pulled the rest.
fn play(steps: &[(usize, Step)]) -> (Server, Vec<Device>) {
    let mut server = with_case();
    let mut devices: Vec<Device> = [2, 3, 4].map(|n| Device::new(n, &server)).into();
    for device in &mut devices {
        device.at = Some(case());
    }
    for (who, step) in steps {
        act(&mut devices[*who], &mut server, step);
    }
    for device in &mut devices {
        device.push(&mut server);
    }
    for device in &mut devices {
        device.pull(&server);
    }
    (server, devices)
}

fn folded(mut state: State, log: &[Stored]) -> State {
    for stored in log {
        state.apply(&stored.op, Some(&stored.stamp));
    }
    state
}

/// Whether what `op` said can still be read in the record.
fn reachable(record: &Entity, op: &Op) -> bool {
    let mut written = record.history.iter().filter(|change| change.by.op == op.id);
    match Body::decode(op).unwrap() {
        Body::Create { fields } => written.any(|c| c.after == Value::Object(fields.clone())),
        Body::Set { value, .. } | Body::Resolve { value, .. } => written.any(|c| c.after == value),
        Body::Text { value, .. } => {
            let value = Value::String(value);
            written.any(|c| *c.wrote.as_ref().unwrap_or(&c.after) == value)
        }
        Body::Add { item, .. } => {
            written.any(|c| c.after.as_array().unwrap().contains(&json!(item)))
        }
        Body::Remove { .. } | Body::Delete | Body::Restore => written.next().is_some(),
        Body::Comment { text } => record
            .comments
            .iter()
            .any(|remark| remark.by.op == op.id && remark.text == text),
        Body::Event { fields } => record
            .events
            .iter()
            .any(|event| event.by.op == op.id && event.fields == fields),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// I4: devices that have pulled everything and sent everything hold the server's records, to the byte.
    #[test]
    fn i4_everybody_ends_with_the_same_bytes(steps in steps()) {
        let (server, devices) = play(&steps);
        let bytes = to_bytes(&server.state, Scope::Team).unwrap();
        for device in &devices {
            prop_assert!(device.pending.is_empty());
            prop_assert_eq!(&device.server, &server.state);
            prop_assert_eq!(&to_bytes(&device.server, Scope::Team).unwrap(), &bytes);
        }
        prop_assert_eq!(&folded(State::default(), &server.log), &server.state);
    }

    /// I5: every value the server took is the record's, waits beside it, or is in its history.
    #[test]
    fn i5_every_accepted_value_is_in_reach(steps in steps()) {
        let (server, _) = play(&steps);
        let record = server.state.get(case()).unwrap();
        for stored in &server.log {
            prop_assert!(reachable(record, &stored.op), "{:?} is forgotten", stored.op.kind);
        }
        prop_assert!(server.aside.is_empty());
    }

    /// A snapshot anywhere in the log, and what follows it, are the log.
    #[test]
    fn a_snapshot_and_the_tail_are_the_whole_log(steps in steps(), cut: prop::sample::Index) {
        let (server, _) = play(&steps);
        let (before, tail) = server.log.split_at(cut.index(server.log.len() + 1));
        let head = before.iter().try_fold(Head::EMPTY, |head, stored| head.after(stored)).unwrap();
        let state = folded(State::default(), before);
        let snapshot = take(&state, Scope::Team, &head, "e1").unwrap();
        let sent = serde_json::from_str(&serde_json::to_string(&snapshot).unwrap()).unwrap();
        prop_assert_eq!(&snapshot, &sent);
        let begun = read(&sent).unwrap();
        prop_assert_eq!(&begun, &state);
        prop_assert_eq!(&folded(begun, tail), &server.state);
        prop_assert_eq!(take(&state, Scope::Reports, &head, "e1").unwrap().state, b"[]");
    }

    /// Own work on top of the log shows what the log will show once nobody else has written meanwhile.
    #[test]
    fn rebase_alone_the_screen_does_not_move(steps in steps()) {
        let mut server = with_case();
        let mut device = Device::new(2, &server);
        device.at = Some(case());
        for (_, step) in &steps {
            let before = device.view();
            act(&mut device, &mut server, step);
            if matches!(step, Step::Push | Step::PushUnheard | Step::Pull(_)) {
                let record = |view: &State| view.get(case()).map(Entity::values);
                prop_assert_eq!(record(&device.view()), record(&before));
            }
        }
    }

    #[test]
    fn bodies_and_operations_survive_the_trip(steps in steps()) {
        let (server, _) = play(&steps);
        for stored in &server.log {
            prop_assert_eq!(&over_the_wire(stored), stored);
            let body = Body::decode(&stored.op).unwrap();
            prop_assert_eq!(&body.encode(), &stored.op.body);
            prop_assert_eq!((stored.op.kind.as_str(), stored.op.v), body.kind());
        }
    }
}

#[test]
fn a_snapshot_that_is_not_what_it_says_is_not_read() {
    use domain::Refusal;
    let server = with_case();
    let snapshot = take(&server.state, Scope::Team, &server.head(), "e1").unwrap();
    let mut other = snapshot.clone();
    other.state[20] ^= 1;
    assert_eq!(read(&other), Err(Refusal::Malformed));
    let mut newer = snapshot;
    newer.fold += 1;
    assert_eq!(read(&newer), Err(Refusal::UnknownKind));
}
