//! Records other than those under test.

use app::state::{Stores, new_id};
use domain::{
    Day,
    action::{Action, ActionStatus, ActionType, Source},
    entity::EntityKind,
};
use sync::EntityRef;

pub(super) const TODAY: Day = Day::constant(2026, 11, 21);

pub(super) fn action(title: &str) -> Action {
    Action {
        title: title.to_owned(),
        kind: ActionType::Improvement,
        description: String::new(),
        owner: None,
        due: None,
        expected_result: String::new(),
        criterion: String::new(),
        status: ActionStatus::Proposed,
        source: Source::Idea,
        opened: TODAY,
    }
}

/// Creates an action on a device and says where it is.
pub(super) async fn create_action(stores: Stores, title: &str) -> EntityRef {
    let kind = EntityKind::Action;
    let id = stores.commands.create(kind, &action(title)).await.unwrap();
    EntityRef { kind, id }
}

/// Titles of all actions a device shows.
pub(super) fn titles(stores: Stores) -> Vec<String> {
    stores
        .log
        .actions()
        .iter()
        .map(|row| row.value.title.clone())
        .collect()
}

/// An address of a record nobody has.
pub(super) fn nowhere() -> EntityRef {
    EntityRef {
        kind: EntityKind::Action,
        id: new_id(),
    }
}
