//! Several devices, offline and on in any order: they end alike, and nothing is lost or doubled.

use crate::support::{Device, Server, action, resolve, seen, set};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use sync::{Body, State, plan::Head};

#[derive(Clone, Debug)]
enum Step {
    Set {
        field: usize,
        value: u8,
    },
    Remark(u8),
    /// Decides on the first contested field, for the first contender.
    Decide,
    Push,
    /// The server takes it, the answer gets lost: the next push sends it again.
    PushUnheard,
    Pull {
        page: usize,
    },
}

const FIELDS: [&str; 3] = ["title", "criterion", "description"];

fn steps() -> impl Strategy<Value = Vec<(usize, Step)>> {
    let step = prop_oneof![
        4 => (0usize..3, 0u8..4).prop_map(|(field, value)| Step::Set { field, value }),
        1 => any::<u8>().prop_map(Step::Remark),
        1 => Just(Step::Decide),
        2 => Just(Step::Push),
        1 => Just(Step::PushUnheard),
        2 => (1usize..5).prop_map(|page| Step::Pull { page }),
    ];
    proptest::collection::vec((0usize..3, step), 0..60)
}

fn take(device: &mut Device, server: &mut Server, step: &Step) {
    match step {
        Step::Set { field, value } => {
            device.write(&set(FIELDS[*field], format!("v{value}")));
        }
        Step::Remark(n) => {
            device.write(&Body::Comment {
                text: format!("remarque {n}"),
            });
        }
        Step::Decide => {
            let view = device.view();
            let record = view.get(action()).unwrap();
            let contested = record
                .fields
                .iter()
                .find(|(_, field)| !field.contenders.is_empty());
            if let Some((name, field)) = contested {
                let over: Vec<_> = field.contenders.iter().map(|c| c.by.op).collect();
                device.write(&resolve(name, field.contenders[0].value.clone(), &over));
            }
        }
        Step::Push => {
            device.push(server);
        }
        Step::PushUnheard => {
            server.push(device.number, device.pending.clone()).unwrap();
        }
        Step::Pull { page } => device.pull_page(server, *page),
    }
}

proptest! {
    #[test]
    fn all_devices_end_with_the_servers_records(steps in steps()) {
        let mut server = Server::with_action();
        let mut devices = [2, 3, 4].map(|number| Device::new(number, &server));
        let mut written = BTreeSet::new();
        for (who, step) in &steps {
            take(&mut devices[*who], &mut server, step);
            written.extend(devices[*who].pending.iter().map(|op| op.id));
        }
        for device in &mut devices {
            device.push(&mut server);
        }
        // Every operation once, none besides, numbered without holes, chained.
        let mut logged: Vec<_> = server.log[1..].iter().map(|stored| stored.op.id).collect();
        let end = server.log.iter().try_fold(Head::EMPTY, |head, stored| head.after(stored));
        prop_assert_eq!(end, Some(server.head()));
        logged.sort();
        prop_assert_eq!(logged, written.into_iter().collect::<Vec<_>>());
        prop_assert_eq!(server.aside.len(), 0);

        for device in &mut devices {
            device.pull(&server);
            prop_assert!(device.pending.is_empty());
            prop_assert_eq!(&device.server, &server.state);
        }
        // Folding again gives the same, and the history holds every value ever written.
        let mut again = State::default();
        for stored in &server.log {
            again.apply(&stored.op, Some(&stored.stamp));
        }
        prop_assert_eq!(&again, &server.state);
        for stored in &server.log {
            if let Ok(Body::Set { value, .. } | Body::Resolve { value, .. }) = Body::decode(&stored.op) {
                let mut history = server.action().history.iter();
                let kept = history.any(|c| c.by.op == stored.op.id && c.after == value);
                prop_assert!(kept, "{} is forgotten", value);
            }
        }
    }

    /// Alone, a device sees after the push what it saw before: its operations are replayed, not merged.
    #[test]
    fn without_others_the_screen_does_not_move(steps in steps()) {
        let mut server = Server::with_action();
        let mut device = Device::new(2, &server);
        for (_, step) in &steps {
            let before = seen(&device.view());
            let writes = matches!(step, Step::Set { .. } | Step::Remark(_) | Step::Decide);
            take(&mut device, &mut server, step);
            if !writes {
                prop_assert_eq!(seen(&device.view()), before);
            }
        }
        prop_assert!(!device.view().get(action()).unwrap().in_conflict());
    }

    /// Nobody's value disappears unless somebody decided: it is the field's, a contender's, or was written over by
    /// someone who had it on the screen.
    #[test]
    fn a_value_is_only_replaced_by_someone_who_saw_it(
        writes in proptest::collection::vec((0usize..3, 0u8..200), 1..12),
    ) {
        let mut server = Server::with_action();
        let mut devices = [2, 3, 4].map(|number| Device::new(number, &server));
        // All offline: the last value of each device is what its person stands by.
        let mut stands = [Value::Null, Value::Null, Value::Null];
        for (who, value) in writes {
            // Nobody else's: who writes the same agrees, and may go on from there.
            let value = json!(format!("v{value} de {who}"));
            devices[who].write(&set("title", value.clone()));
            stands[who] = value;
        }
        for device in &mut devices {
            device.push(&mut server);
        }
        let field = &server.action().fields["title"];
        let kept: Vec<&Value> = field
            .contenders
            .iter()
            .map(|contender| &contender.value)
            .chain([&field.value])
            .collect();
        for value in stands.iter().filter(|value| !value.is_null()) {
            prop_assert!(kept.contains(&value), "{value} is not among {kept:?}");
        }
    }
}
