//! What a person does at a desk: invents records, changes fields, remarks, decides. Values are unique, so that each can be
//! found again wherever it went.

use crate::desk::Page;
use domain::{
    action::ActionStatus,
    entity::{self, EntityKind},
    ids::OpId,
};
use serde_json::{Value, json};
use sync::{
    Body, Entity, EntityRef, Op, State,
    device::{Device as _, steps},
    plan::check_decision,
};

/// Works until the page is killed or the seed has had its operations.
pub(crate) async fn work(page: &Page) {
    let around = &page.around;
    while around.truth.borrow().writes < around.pace.writes {
        let pause = around.chance.between(1, around.pace.between_writes_ms);
        around.world.clock().sleep(pause).await;
        if around.over.get() {
            return;
        }
        let Some((at, base, body)) = page.read(|replica| invent(page, replica.view())) else {
            continue;
        };
        let mut op = page.op(at, base, &body);
        if page.profile.poison.take() {
            op.body = b"{".to_vec();
            around.truth.borrow_mut().poison.insert(op.id);
        }
        around.truth.borrow_mut().writes += 1;
        if steps::append(page, vec![op.clone()]).await.is_ok() {
            let now = around.world.now_ms();
            around
                .truth
                .borrow_mut()
                .operation_kept(page.profile.number, now, &op);
        }
    }
}

type Change = (EntityRef, Option<OpId>, Body);

/// Something the domain allows on the records as they are shown; none when chance chose what is not possible.
fn invent(page: &Page, view: &State) -> Option<Change> {
    let chance = &page.around.chance;
    let actions: Vec<(&EntityRef, &Entity)> = view
        .entities
        .iter()
        .filter(|(at, _)| at.kind == EntityKind::Action)
        .collect();
    if actions.is_empty() || chance.one_in(8) {
        return Some(create(page));
    }
    let disputed: Vec<_> = actions
        .iter()
        .filter(|(_, entity)| entity.in_conflict())
        .collect();
    if let Some((at, entity)) = chance.pick(&disputed).filter(|_| chance.one_in(3)) {
        return decide(page, **at, entity);
    }
    let (at, entity) = chance.pick(&actions)?;
    match chance.below(10) {
        0 => Some((
            **at,
            None,
            Body::Comment {
                text: page.words("remarque"),
            },
        )),
        1 | 2 => set(entity, **at, "status", status(page)),
        3 => set(
            entity,
            **at,
            "due",
            json!(format!("2027-0{}-15", chance.between(1, 9))),
        ),
        4 => set(entity, **at, "criterion", json!(page.words("critère"))),
        _ => set(entity, **at, "title", json!(page.words("titre"))),
    }
}

fn create(page: &Page) -> Change {
    let mut action = testkit::action();
    action.title = page.words("titre");
    action.criterion = "Note d’au moins 3,2".to_owned();
    let id = domain::ids::random_id(page.around.chance.bytes());
    let at = EntityRef {
        kind: EntityKind::Action,
        id,
    };
    (
        at,
        None,
        Body::Create {
            fields: entity::fields(&action),
        },
    )
}

fn set(entity: &Entity, at: EntityRef, field: &str, value: Value) -> Option<Change> {
    entity::check_set(at.kind, &entity.values(), field, &value).ok()?;
    let field = field.to_owned();
    Some((at, entity.version(&field), Body::Set { field, value }))
}

fn status(page: &Page) -> Value {
    let status = page.around.chance.pick(&ActionStatus::ALL);
    json!(status.copied().unwrap_or_default())
}

/// Keeps one of the values, or writes a third.
fn decide(page: &Page, at: EntityRef, entity: &Entity) -> Option<Change> {
    let chance = &page.around.chance;
    let (name, field) = entity
        .fields
        .iter()
        .find(|(_, field)| !field.contenders.is_empty())?;
    let over: Vec<OpId> = field
        .contenders
        .iter()
        .map(|contender| contender.by.op)
        .collect();
    let value = match chance.below(3) {
        0 => field.value.clone(),
        1 => field.contenders.first()?.value.clone(),
        _ if name == "title" => json!(page.words("décidé")),
        _ => field.value.clone(),
    };
    let base = Some(field.by.op);
    check_decision(entity, at.kind, base, name, &value, &over).ok()?;
    Some((
        at,
        base,
        Body::Resolve {
            field: name.clone(),
            value,
            over,
            from: None,
        },
    ))
}

impl Page {
    /// Words nobody else writes.
    fn words(&self, what: &str) -> String {
        format!(
            "{what} {:016x}",
            u64::from_be_bytes(self.around.chance.bytes())
        )
    }

    pub(crate) fn op(&self, entity: EntityRef, base: Option<OpId>, body: &Body) -> Op {
        let id = OpId(domain::ids::random_id(self.around.chance.bytes()));
        let now = self.profile.now_ms(&self.around.world);
        let salt = self.around.chance.bytes();
        Op::made(id, self.profile.person, entity, base, body, now, salt)
    }
}
