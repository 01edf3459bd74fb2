//! A workspace on memory storage, with a log other people wrote in, and one component on the page.

use crate::attachments::server::shelf;
use crate::notes::{Disk, MemoryNotes};
use api::model::{Me, Organisation, Person};
use app::{
    attachments::files::Shelf,
    components::Toasts,
    state::{
        Stores,
        notes::{Note, Notes},
    },
};
use domain::{
    action::{Action, ActionStatus, ActionType, Source},
    entity::{self, EntityKind},
    ids::{DeviceId, OpId, OrgId, PersonId},
    role::Role,
};
use leptos::{
    mount::{UnmountHandle, mount_to},
    prelude::*,
    tachys::view::any_view::AnyViewState,
    web_sys::{Element, HtmlElement},
};
use std::{rc::Rc, sync::Arc};
use sync::{
    Body, Entity, EntityRef, Op, Scope, Stamp, Stored,
    device::{Disk as _, Fate, Outgoing, Position, Turn},
    op::SALT_BYTES,
    wire::Rollups,
};
use uuid::Uuid;
use wasm_bindgen::JsCast;

pub(crate) const CLAIRE: PersonId = PersonId(Uuid::from_u128(1));
pub(crate) const YANN: PersonId = PersonId(Uuid::from_u128(2));
pub(crate) const SAMIRA: PersonId = PersonId(Uuid::from_u128(3));

/// The server's log, written by hand.
#[derive(Default)]
pub(crate) struct Log(Vec<Stored>);

impl Log {
    /// Appends an operation and returns its id, the base of the next edit.
    pub(crate) fn write(
        &mut self,
        at: EntityRef,
        actor: PersonId,
        base: Option<OpId>,
        body: &Body,
    ) -> OpId {
        let seq = self.0.len() as u64 + 1;
        let id = OpId(Uuid::from_u128(1000 + u128::from(seq)));
        let wall_ms = 1_795_000_000_000;
        let op = Op {
            device: DeviceId(Uuid::from_u128(99)),
            cseq: seq,
            ..Op::made(id, actor, at, base, body, wall_ms, [0; SALT_BYTES])
        };
        let stamp = Stamp {
            seq,
            received_at: format!("2026-11-21T14:{seq:02}:00Z"),
        };
        self.0.push(Stored {
            op,
            stamp,
            leaf: String::new(),
        });
        id
    }

    pub(crate) fn set(
        &mut self,
        at: EntityRef,
        actor: PersonId,
        base: OpId,
        field: &str,
        value: impl Into<serde_json::Value>,
    ) -> OpId {
        let body = Body::Set {
            field: field.to_owned(),
            value: value.into(),
        };
        self.write(at, actor, Some(base), &body)
    }
}

/// An action in the log; its creation is the base of the first edit of every field.
pub(crate) fn action(log: &mut Log, title: &str) -> (EntityRef, OpId) {
    let at = EntityRef {
        kind: EntityKind::Action,
        id: Uuid::from_u128(7),
    };
    let action = Action {
        title: title.to_owned(),
        kind: ActionType::Corrective,
        description: String::new(),
        owner: None,
        due: None,
        expected_result: String::new(),
        criterion: String::new(),
        status: ActionStatus::Proposed,
        source: Source::Idea,
        opened: domain::Day::constant(2026, 11, 1),
    };
    let fields = entity::fields(&action);
    let created = log.write(at, CLAIRE, None, &Body::Create { fields });
    (at, created)
}

/// One component on the page, until dropped.
pub(crate) struct Stage {
    pub(crate) stores: Stores,
    place: Element,
    _mounted: UnmountHandle<AnyViewState>,
    _owner: Owner,
}

impl Stage {
    /// Opens the log as Claire, quality lead, and draws the view over it.
    pub(crate) async fn open(log: Log, view: impl FnOnce() -> AnyView + 'static) -> Stage {
        Stage::open_on(shelf(), log, view).await
    }

    /// With these figures, as the server told them last.
    pub(crate) async fn open_told(
        told: &Rollups,
        log: Log,
        view: impl FnOnce() -> AnyView + 'static,
    ) -> Stage {
        let notes = MemoryNotes::default();
        let told = serde_json::to_string(told).unwrap();
        notes.put_note(Note::Rollups, told).await.unwrap();
        Stage::open_over(notes, shelf(), log, Vec::new(), view).await
    }

    /// With changes made here that the server did not take; whether it keeps each.
    pub(crate) async fn open_refused(
        refused: Vec<(Op, bool)>,
        log: Log,
        view: impl FnOnce() -> AnyView + 'static,
    ) -> Stage {
        Stage::open_over(MemoryNotes::default(), shelf(), log, refused, view).await
    }

    /// With these files.
    pub(crate) async fn open_on(
        shelf: Shelf,
        log: Log,
        view: impl FnOnce() -> AnyView + 'static,
    ) -> Stage {
        Stage::open_over(MemoryNotes::default(), shelf, log, Vec::new(), view).await
    }

    async fn open_over(
        notes: MemoryNotes,
        shelf: Shelf,
        log: Log,
        refused: Vec<(Op, bool)>,
        view: impl FnOnce() -> AnyView + 'static,
    ) -> Stage {
        let disk = Disk::new(DeviceId(Uuid::from_u128(98)));
        let (ops, held): (Vec<Op>, Vec<bool>) = refused.into_iter().unzip();
        let made = disk.append(ops).await.unwrap();
        let own = made.into_iter().zip(held).map(|(one, held)| Outgoing {
            fate: Fate::SetAside {
                code: "forbidden".to_owned(),
                held,
            },
            ..one
        });
        let turn = Turn {
            scope: Scope::Team,
            from: Position::default(),
            to: Position::at("e", log.0.len() as u64),
            page: log.0,
            own: own.collect(),
            forget: Vec::new(),
        };
        disk.take(turn).await.unwrap();
        let people = serde_json::to_string(&people()).unwrap();
        notes.put_note(Note::People, people).await.unwrap();
        let owner = Owner::new();
        let stores = owner.with(|| Stores::open(me(), Rc::new(disk), Rc::new(notes), shelf));
        let stores = owner.with(|| stores).await.unwrap();
        let place = document().create_element("div").unwrap();
        document().body().unwrap().append_child(&place).unwrap();
        let mounted = owner.with(|| {
            mount_to(place.clone().unchecked_into(), move || {
                stores.provide();
                provide_context(Toasts::new());
                view()
            })
        });
        Stage {
            stores,
            place,
            _mounted: mounted,
            _owner: owner,
        }
    }

    /// A record as this device now has it.
    pub(crate) fn record(&self, at: EntityRef) -> Arc<Entity> {
        untrack(|| self.stores.log.entity(at)).unwrap()
    }

    pub(crate) fn text(&self) -> String {
        self.place.text_content().unwrap_or_default()
    }

    pub(crate) fn find(&self, selector: &str) -> Option<HtmlElement> {
        let found = self.place.query_selector(selector).unwrap();
        found.map(JsCast::unchecked_into)
    }

    pub(crate) fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.place.query_selector_all(selector).unwrap();
        (0..found.length())
            .filter_map(|index| found.item(index))
            .map(JsCast::unchecked_into)
            .collect()
    }

    /// Presses the first button that has these words in it.
    pub(crate) async fn press_within(&self, words: &str) {
        let button = self.all("button").into_iter().find(|button| {
            let text = button.text_content();
            text.is_some_and(|text| text.contains(words))
        });
        let button: HtmlElement = button.expect(words).unchecked_into();
        button.click();
        settle().await;
    }

    /// Goes to another page: this one is taken off, what it began runs on.
    pub(crate) async fn leave(self) {
        drop(self);
        settle().await;
    }

    /// Presses the button with these words.
    pub(crate) async fn press(&self, words: &str) {
        let button = self.all("button").into_iter().find(|button| {
            button
                .text_content()
                .is_some_and(|text| text.trim() == words)
        });
        let button: HtmlElement = button.expect(words).unchecked_into();
        button.click();
        settle().await;
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// Lets spawned work and the redraw after it run: memory storage answers at once, so a few turns are all there is.
pub(crate) async fn settle() {
    for _ in 0..10 {
        leptos::task::tick().await;
    }
}

fn people() -> Vec<Person> {
    let person = |id, name: &str| Person {
        id,
        name: name.to_owned(),
        email: String::new(),
        role: Role::Team,
        invited: false,
        withdrawn: false,
    };
    vec![
        person(CLAIRE, "Claire Moreau"),
        person(YANN, "Yann Le Goff"),
        person(SAMIRA, "Samira Benali"),
    ]
}

pub(crate) fn me() -> Me {
    let organisation = Organisation {
        id: OrgId(Uuid::from_u128(50)),
        name: "Les Ateliers".to_owned(),
        contact: String::new(),
        demo: false,
        slug: "ateliers".to_owned(),
        territory: domain::calendar::Territory::default(),
        retention: domain::retention::Retention::default(),
    };
    Me {
        person: CLAIRE,
        name: "Claire Moreau".to_owned(),
        email: String::new(),
        role: Role::QualityLead,
        organisation: organisation.clone(),
        organisations: vec![organisation],
        withdrawn: false,
    }
}
