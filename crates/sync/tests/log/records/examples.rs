//! A server is given every example of the page, in its order: each is taken, and does what it says.

use super::{
    kinds::kinds,
    page::{Part, parts},
};
use crate::support::{NOW, Server, op};
use domain::{entity::EntityKind, role::Role};
use sync::{Body, Entity, EntityRef, Op, plan::plan_own, wire::OpStatus};

/// What `body` is as an operation on `at`, made from what the server has.
pub(crate) fn example(server: &Server, at: EntityRef, cseq: u64, kind: &str, body: &str) -> Op {
    let blank = Op {
        kind: kind.to_owned(),
        body: body.as_bytes().to_vec(),
        entity: at,
        ..op(1, cseq, None, &Body::Restore)
    };
    let read = Body::decode(&blank).unwrap_or_else(|_| panic!("{kind}: {body}"));
    // Nothing in the example is unknown to the program.
    let json = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
    assert_eq!(json(&read.encode()), json(&blank.body));
    let record = server.state.get(at);
    let base = match &read {
        Body::Set { field, .. } | Body::Text { field, .. } | Body::Resolve { field, .. } => {
            record.and_then(|record| record.version(field))
        }
        Body::Delete => record.and_then(Entity::last_change),
        _ => None,
    };
    Op { base, ..blank }
}

struct Story {
    server: Server,
    cseq: u64,
}

impl Story {
    fn push(&mut self, at: EntityRef, kind: &str, body: &str) -> (OpStatus, Option<String>) {
        self.cseq += 1;
        let op = example(&self.server, at, self.cseq, kind, body);
        let results = self.server.push_as(Role::Direction, 1, vec![op]).unwrap();
        (results[0].status, results[0].code.clone())
    }

    fn take(&mut self, part: &Part) {
        let (Some(kind), Some(id)) = (part.kind, part.record) else {
            assert!(
                part.bodies.is_empty(),
                "{}: examples of no record",
                part.title
            );
            return;
        };
        let at = EntityRef { kind, id };
        let created = self.push(at, "create", &part.blocks[0]);
        if kind == EntityKind::Answer {
            assert_eq!(
                created,
                (OpStatus::Quarantined, Some("forbidden".to_owned()))
            );
            self.release(at, &part.blocks[0]);
        } else {
            assert_eq!(created, (OpStatus::Stored, None), "{kind:?}");
        }
        for (body_kind, body) in &part.bodies {
            let before = self.server.state.get(at).cloned();
            let pushed = self.push(at, body_kind, body);
            assert_eq!(pushed, (OpStatus::Stored, None), "{kind:?}: {body}");
            let after = self.server.state.get(at).cloned();
            assert_ne!(before, after, "{kind:?}: {body} changes nothing");
        }
    }

    /// As the server does it.
    fn release(&mut self, at: EntityRef, body: &str) {
        let made = example(&self.server, at, 0, "create", body);
        let made = op_of_the_server(made);
        let head = self.server.head();
        let plan = plan_own(&mut self.server.state, head, vec![(made, NOW.to_owned())]);
        self.server.head = Some(plan.head);
        self.server.log.extend(plan.append);
    }
}

/// Under an id that nobody has pushed anything with.
fn op_of_the_server(made: Op) -> Op {
    Op {
        id: domain::ids::OpId(testkit::id(77)),
        device: domain::ids::DeviceId::SERVER,
        actor: domain::ids::PersonId::SERVER,
        ..made
    }
}

#[test]
fn a_server_takes_every_example() {
    let mut story = Story {
        server: Server::default(),
        cseq: 0,
    };
    for part in parts() {
        story.take(&part);
    }
    let made = story.server.state.entities.keys().map(|at| at.kind);
    let made: std::collections::BTreeSet<EntityKind> = made.collect();
    assert_eq!(made, kinds().collect());
}
