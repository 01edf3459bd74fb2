//! Deleting a record and bringing it back. What others wrote that the deletion had not seen is never lost with it.

use super::commands::{CommandError, Commands};
use domain::{Refusal, entity, ids::OpId};
use sync::{
    Body, Entity, EntityRef,
    fold::{Author, Change, What},
};

/// What a deletion had not seen: who wrote it, and the change; none for a remark or an event.
pub fn later_edits(record: &Entity) -> Vec<(&Author, Option<&Change>)> {
    let written =
        |by: &Author| -> Option<&Change> { record.history.iter().find(|one| one.by.op == by.op) };
    let later = record.deleted.iter().flat_map(|deletion| &deletion.later);
    let about_deletion = |one: &Change| matches!(one.what, What::Deleted | What::Restored);
    later
        .map(|by| (by, written(by)))
        .filter(|(_, change)| !change.is_some_and(about_deletion))
        .collect()
}

/// The change from which on a deletion left out what this one did; none when it had seen everything.
pub fn unseen_from(record: &Entity) -> Option<OpId> {
    let later = &record.deleted.as_ref()?.later;
    let is_later = |change: &Change| later.iter().any(|by| by.op == change.by.op);
    let first = record.history.iter().position(is_later)?;
    let before = record.history.get(first.checked_sub(1)?)?;
    Some(before.by.op)
}

impl Commands {
    /// Deletes a record as it is seen here, also one that was deleted without seeing all of it; or, to take a return back,
    /// as it was before the changes that follow `unseen_from`.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn delete(
        self,
        at: EntityRef,
        unseen_from: Option<OpId>,
    ) -> Result<(), CommandError> {
        let record = self.log.entity_now(at).ok_or(Refusal::UnknownReference)?;
        entity::allowed(self.account.role(), at.kind)?;
        entity::deletable(at.kind)
            .then_some(())
            .ok_or(Refusal::Frozen)?;
        let back = record.deleted.is_some();
        let back = back.then(|| self.op(at, None, &Body::Restore));
        let last = back.as_ref().map(|op| op.id).or(record.last_change());
        let gone = self.op(at, unseen_from.or(last), &Body::Delete);
        self.write(back.into_iter().chain([gone]).collect()).await
    }

    /// Brings a deleted record back, with all that was written since.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn restore(self, at: EntityRef) -> Result<(), CommandError> {
        entity::allowed(self.account.role(), at.kind)?;
        self.write(vec![self.op(at, None, &Body::Restore)]).await
    }
}
