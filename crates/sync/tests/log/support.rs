//! Devices that write and a server that keeps, on memory.

use domain::{
    entity::{EntityKind, Fields, fields},
    ids::{DeviceId, OpId, PersonId},
    role::Role,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use sync::{
    Body, Entity, EntityRef, Op, Stamp, State, Stored, hash,
    op::SALT_BYTES,
    plan::{Cursor, Head, Known, Plan, Pusher, Room, Stop, plan_push},
    wire::OpResult,
};
use testkit::id;

pub(crate) const NOW: &str = "2026-11-21T10:00:00Z";

/// The action every test edits.
pub(crate) fn action() -> EntityRef {
    let (kind, id) = (EntityKind::Action, id(500));
    EntityRef { kind, id }
}

pub(crate) fn create(fields: Fields) -> Body {
    Body::Create { fields }
}

pub(crate) fn set(field: &str, value: impl Into<Value>) -> Body {
    let (field, value) = (field.to_owned(), value.into());
    Body::Set { field, value }
}

pub(crate) fn text(field: &str, value: &str, from: &str) -> Body {
    Body::Text {
        field: field.to_owned(),
        value: value.to_owned(),
        from: from.to_owned(),
    }
}

pub(crate) fn resolve(field: &str, value: impl Into<Value>, over: &[OpId]) -> Body {
    let (field, value, over) = (field.to_owned(), value.into(), over.to_vec());
    let from = None;
    Body::Resolve {
        field,
        value,
        over,
        from,
    }
}

/// What device `device` makes as its operation number `cseq`.
pub(crate) fn op(device: u128, cseq: u64, base: Option<OpId>, body: &Body) -> Op {
    let of = OpId(id(device * 1_000_000 + u128::from(cseq)));
    let actor = PersonId(id(900 + device));
    let wall_ms = 1_700_000_000_000 + cseq;
    Op {
        device: DeviceId(id(device)),
        cseq,
        ..Op::made(of, actor, action(), base, body, wall_ms, [7; SALT_BYTES])
    }
}

/// The creation of [`action`] by device 1.
pub(crate) fn creation() -> Op {
    op(1, 1, None, &create(fields(&testkit::action())))
}

/// What `Stored` looks like after a trip over the wire.
pub(crate) fn over_the_wire(stored: &Stored) -> Stored {
    serde_json::from_str(&serde_json::to_string(stored).unwrap()).unwrap()
}

#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) state: State,
    pub(crate) head: Option<Head>,
    pub(crate) log: Vec<Stored>,
    pub(crate) aside: Vec<(Op, String)>,
    pub(crate) cursors: BTreeMap<DeviceId, Cursor>,
    /// What each push may set aside.
    pub(crate) room: Room,
}

impl Default for Server {
    fn default() -> Server {
        Server {
            state: State::default(),
            head: None,
            log: Vec::new(),
            aside: Vec::new(),
            cursors: BTreeMap::new(),
            room: Room {
                count: 1_000,
                bytes: 1 << 20,
            },
        }
    }
}

impl Server {
    /// With [`action`] in its log.
    pub(crate) fn with_action() -> Server {
        let mut server = Server::default();
        server.push(1, vec![creation()]).unwrap();
        server
    }

    /// Plans and commits, as a member of the team who may do everything.
    pub(crate) fn push(&mut self, device: u128, ops: Vec<Op>) -> Result<Vec<OpResult>, Stop> {
        self.push_as(Role::QualityLead, device, ops)
    }

    pub(crate) fn push_as(
        &mut self,
        role: Role,
        by: u128,
        ops: Vec<Op>,
    ) -> Result<Vec<OpResult>, Stop> {
        self.take(role, by, 900 + by, ops)
    }

    /// From a device that the person took over.
    pub(crate) fn push_as_person(
        &mut self,
        by: u128,
        person: u128,
        ops: Vec<Op>,
    ) -> Result<Vec<OpResult>, Stop> {
        self.take(Role::QualityLead, by, person, ops)
    }

    fn take(
        &mut self,
        role: Role,
        by: u128,
        person: u128,
        ops: Vec<Op>,
    ) -> Result<Vec<OpResult>, Stop> {
        let device = DeviceId(id(by));
        let pusher = Pusher {
            device,
            person: PersonId(id(person)),
            role,
            withdrawn: false,
            cursor: self.cursors.get(&device).copied().unwrap_or_default(),
            room: self.room,
        };
        let mut state = self.state.clone();
        let known = |id| self.known(id);
        let Plan {
            append,
            quarantine,
            head,
            cursor,
            results,
        } = plan_push(&mut state, self.head(), pusher, ops, NOW, known)?;
        self.state = state;
        self.log.extend(append);
        let aside = quarantine.into_iter();
        self.aside
            .extend(aside.map(|(op, refusal)| (op, refusal.code().to_owned())));
        self.head = Some(head);
        self.cursors.insert(device, cursor);
        Ok(results)
    }

    pub(crate) fn head(&self) -> Head {
        self.head.clone().unwrap_or(Head::EMPTY)
    }

    pub(crate) fn action(&self) -> &Entity {
        self.state.get(action()).unwrap()
    }

    fn known(&self, id: OpId) -> Vec<Known> {
        let logged = self.log.iter().filter(|stored| stored.op.id == id);
        let aside = self.aside.iter().filter(|(op, _)| op.id == id);
        let aside = aside.map(|(op, code)| Known::SetAside {
            op: op.clone(),
            code: code.clone(),
        });
        logged.cloned().map(Known::Logged).chain(aside).collect()
    }
}

/// A copy of the log and the operations made since.
#[derive(Clone, Default)]
pub(crate) struct Device {
    pub(crate) number: u128,
    pub(crate) server: State,
    pub(crate) pending: Vec<Op>,
    cursor: Cursor,
    /// The record it writes; [`action`] unless told otherwise.
    pub(crate) at: Option<EntityRef>,
}

impl Device {
    pub(crate) fn new(number: u128, server: &Server) -> Device {
        let cursor = server.cursors.get(&DeviceId(id(number))).copied();
        let mut device = Device {
            number,
            cursor: cursor.unwrap_or_default(),
            ..Device::default()
        };
        device.pull(server);
        device
    }

    /// Makes an operation from what the screen shows.
    pub(crate) fn write(&mut self, body: &Body) -> Op {
        let base = match body {
            Body::Set { field, .. } | Body::Resolve { field, .. } | Body::Text { field, .. } => {
                self.view()
                    .get(self.at())
                    .and_then(|record| record.version(field))
            }
            Body::Delete => self.view().get(self.at()).and_then(Entity::last_change),
            _ => None,
        };
        self.make(base, body)
    }

    /// Made from what operation `base` wrote, whatever the screen shows.
    pub(crate) fn write_on(&mut self, body: &Body, base: OpId) -> Op {
        self.make(Some(base), body)
    }

    pub(crate) fn at(&self) -> EntityRef {
        self.at.unwrap_or_else(action)
    }

    fn make(&mut self, base: Option<OpId>, body: &Body) -> Op {
        let mut op = op(self.number, self.cursor.cseq + 1, base, body);
        op.entity = self.at();
        op.prev = self.cursor.hash.map(|hash| hash::hex(&hash));
        self.cursor = Cursor {
            cseq: op.cseq,
            hash: Some(hash::operation(&op)),
        };
        self.pending.push(op.clone());
        op
    }

    /// The log with this device's own operations on top.
    pub(crate) fn view(&self) -> State {
        let mut view = self.server.clone();
        for op in &self.pending {
            view.apply(op, None);
        }
        view
    }

    /// Sends everything; what the server answered stays pending until a pull brings it.
    pub(crate) fn push(&mut self, server: &mut Server) -> Vec<OpResult> {
        server.push(self.number, self.pending.clone()).unwrap()
    }

    /// The rest of the log, or its next `page` operations.
    pub(crate) fn pull_page(&mut self, server: &Server, page: usize) {
        let from = usize::try_from(self.server.seq).unwrap();
        for stored in server.log.iter().skip(from).take(page) {
            let stored = over_the_wire(stored);
            self.server.apply(&stored.op, Some(&stored.stamp));
            self.pending.retain(|op| op.id != stored.op.id);
        }
    }

    pub(crate) fn pull(&mut self, server: &Server) {
        self.pull_page(server, usize::MAX);
        self.pending
            .retain(|op| !server.aside.iter().any(|(aside, _)| aside == op));
    }
}

/// Values and contenders of every field of the action: what people see, without when the server got it.
pub(crate) fn seen(state: &State) -> Value {
    let Some(record) = state.get(action()) else {
        return Value::Null;
    };
    let fields = record.fields.iter().map(|(name, field)| {
        let contenders: Vec<&Value> = field.contenders.iter().map(|c| &c.value).collect();
        (name.clone(), json!([field.value, contenders]))
    });
    Value::Object(fields.collect())
}

pub(crate) fn stamp(seq: u64) -> Stamp {
    Stamp {
        seq,
        received_at: NOW.to_owned(),
    }
}
