//! What people invent: changes the domain allows on the records as their screen shows them. Every value is unique, so that
//! it can be found again wherever it went.

use crate::desk::Page;
use domain::{
    action::ActionStatus,
    entity::{self, EntityKind, Fields},
    ids::OpId,
};
use serde_json::{Value, json};
use sync::{Body, Entity, EntityRef, State, decide, fold::Field};

/// What an operation is about, from what, and what it says.
pub(crate) type Change = (EntityRef, Option<OpId>, Body);

/// The long text that everybody edits.
pub(crate) const TEXT: &str = "description";
/// The set that everybody adds to.
pub(crate) const SET: &str = "actions";

/// None when chance chose what is not possible.
pub(crate) fn invent(page: &Page, view: &State) -> Option<Change> {
    let chance = &page.around.chance;
    let worked_on = |kind| matches!(kind, EntityKind::Action | EntityKind::Case);
    let records: Vec<(&EntityRef, &Entity)> = view
        .entities
        .iter()
        .filter(|(at, _)| worked_on(at.kind))
        .map(|(at, entity)| (at, &**entity))
        .collect();
    if records.is_empty() || chance.one_in(10) {
        return Some(create(page));
    }
    let disputed: Vec<_> = records
        .iter()
        .filter(|(_, entity)| entity.in_conflict())
        .collect();
    if let Some((at, entity)) = chance.pick(&disputed).filter(|_| chance.one_in(3)) {
        return decide(page, **at, entity);
    }
    let (at, entity) = chance.pick(&records)?;
    change(page, **at, entity)
}

fn change(page: &Page, at: EntityRef, entity: &Entity) -> Option<Change> {
    let chance = &page.around.chance;
    let is_case = at.kind == EntityKind::Case;
    match chance.below(16) {
        0 => Some((at, None, comment(page))),
        1 if is_case => Some((at, None, event(page))),
        1 | 2 => set(entity, at, "status", status(page, at.kind)),
        3 if is_case => add(page, at),
        4 if is_case => remove(page, at, entity),
        3 | 4 => set(entity, at, "due", due(page)),
        5 if is_case => set(entity, at, "severity", json!("high")),
        5 => set(entity, at, "criterion", json!(page.words("critère"))),
        6 => delete_or_restore(page, at, entity),
        7..=9 => text(page, at, entity),
        _ => set(entity, at, "title", json!(page.words("titre"))),
    }
}

fn create(page: &Page) -> Change {
    let id = domain::ids::random_id(page.around.chance.bytes());
    let (kind, fields) = if page.around.chance.one_in(2) {
        let mut action = testkit::action();
        action.title = page.words("titre");
        action.criterion = "Note d’au moins 3,2".to_owned();
        (EntityKind::Action, entity::fields(&action))
    } else {
        let mut case = testkit::case();
        case.title = page.words("titre");
        (EntityKind::Case, entity::fields(&case))
    };
    (EntityRef { kind, id }, None, Body::Create { fields })
}

fn comment(page: &Page) -> Body {
    let text = page.words("remarque");
    Body::Comment { text }
}

fn event(page: &Page) -> Body {
    let mut fields = Fields::new();
    fields.insert("type".to_owned(), json!("contacted"));
    fields.insert("on".to_owned(), json!("2026-11-21"));
    fields.insert("text".to_owned(), json!(page.words("appel")));
    Body::Event { fields }
}

fn set(entity: &Entity, at: EntityRef, field: &str, value: Value) -> Option<Change> {
    entity::check_set(at.kind, &entity.values(), field, &value).ok()?;
    let field = field.to_owned();
    Some((at, entity.version(&field), Body::Set { field, value }))
}

fn due(page: &Page) -> Value {
    json!(format!("2027-0{}-15", page.around.chance.between(1, 9)))
}

fn status(page: &Page, kind: EntityKind) -> Value {
    let chance = &page.around.chance;
    if kind == EntityKind::Case {
        let known = ["acknowledged", "in_progress", "answered", "closed"];
        return json!(chance.pick(&known));
    }
    let status = chance.pick(&ActionStatus::ALL);
    json!(status.copied().unwrap_or_default())
}

/// A sentence more, or one in the place of another.
fn text(page: &Page, at: EntityRef, entity: &Entity) -> Option<Change> {
    let from = text_of(entity.fields.get(TEXT)?);
    let mut sentences: Vec<&str> = from.split_inclusive(". ").collect();
    let new = format!("{}. ", page.words("Phrase"));
    let chance = &page.around.chance;
    let at_most = sentences.len().min(12) as u64;
    let place = usize::try_from(chance.below(at_most + 1)).ok()?;
    if place < sentences.len() && (sentences.len() > 3 || chance.one_in(3)) {
        sentences[place] = &new;
    } else {
        sentences.insert(place, &new);
    }
    let body = Body::Text {
        field: TEXT.to_owned(),
        value: sentences.concat(),
        from: from.clone(),
    };
    Some((at, entity.version(TEXT), body))
}

pub(crate) fn text_of(field: &Field) -> String {
    field.value.as_str().unwrap_or_default().to_owned()
}

fn add(page: &Page, at: EntityRef) -> Option<Change> {
    // Few, so that two people add the same one.
    let item = testkit::id(u128::from(page.around.chance.between(700, 705)));
    let body = Body::Add {
        field: SET.to_owned(),
        item: item.to_string(),
    };
    Some((at, None, body))
}

fn remove(page: &Page, at: EntityRef, entity: &Entity) -> Option<Change> {
    let items: Vec<_> = entity.fields.get(SET)?.additions().into_iter().collect();
    let (item, adds) = page.around.chance.pick(&items)?.clone();
    let body = Body::Remove {
        field: SET.to_owned(),
        item,
        adds,
    };
    Some((at, None, body))
}

fn delete_or_restore(page: &Page, at: EntityRef, entity: &Entity) -> Option<Change> {
    if entity.deleted.is_some() {
        return Some((at, None, Body::Restore));
    }
    let seldom = page.around.chance.one_in(3);
    seldom.then(|| (at, entity.last_change(), Body::Delete))
}

/// Keeps one of the values, or writes a third.
fn decide(page: &Page, at: EntityRef, entity: &Entity) -> Option<Change> {
    let chance = &page.around.chance;
    let contested: Vec<_> = entity
        .fields
        .iter()
        .filter(|(_, field)| field.is_contested())
        .collect();
    let (name, field) = *chance.pick(&contested)?;
    let mut others = field.others();
    let value = match chance.below(3) {
        0 => field.value.clone(),
        1 => others.next()?.value.clone(),
        _ if name == "title" => json!(page.words("décidé")),
        _ => field.value.clone(),
    };
    let (base, body) = decide::decide(entity, at.kind, name, value).ok()?;
    Some((at, base, body))
}

impl Page {
    /// Words nobody else writes.
    fn words(&self, what: &str) -> String {
        format!(
            "{what} {:016x}",
            u64::from_be_bytes(self.around.chance.bytes())
        )
    }
}
