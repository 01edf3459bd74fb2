//! A draft under the pen. Every letter is on the device before the next one; an operation is written when a sheet closes,
//! when somebody saves, and when the page is left.

use super::{
    account::Account,
    commands::{CommandError, Commands, new_id},
    log::Log,
    questionnaires,
};
use crate::storage::local;
use domain::{
    Refusal,
    draft::Draft,
    entity::{self, EntityKind},
    ids::{DraftId, OpId, QuestionnaireId},
    questionnaire::{Audience, Published, Questionnaire, writing::History},
};
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};
use sync::{Body, EntityRef, decide::decide};

/// What is on this device of a draft and in no operation yet.
#[derive(Serialize, Deserialize)]
struct Working {
    content: Questionnaire,
    /// The version of the content that it was written from.
    base: Option<OpId>,
}

/// What one operation is made of.
struct Work {
    content: Questionnaire,
    base: Option<OpId>,
    slot: String,
}

/// One draft, as long as its page is open.
#[derive(Clone, Copy)]
pub struct Pen {
    pub id: DraftId,
    commands: Commands,
    log: Log,
    slot: StoredValue<String>,
    history: RwSignal<History<Questionnaire>>,
    base: RwSignal<Option<OpId>>,
    /// Something is in no operation yet.
    unsaved: RwSignal<bool>,
    saving: StoredValue<bool>,
    problem: RwSignal<Option<CommandError>>,
}

pub fn at(id: DraftId) -> EntityRef {
    EntityRef {
        kind: EntityKind::Draft,
        id: id.0,
    }
}

impl Pen {
    /// Takes up a draft where it was left, on this device or by whoever wrote last. None when it is not there.
    pub fn take_up(account: Account, commands: Commands, log: Log, id: DraftId) -> Option<Pen> {
        let record = log.entity_now(at(id))?;
        let draft: Draft = entity::read(&record.values()).ok()?;
        let slot = slot(account, id);
        let left: Option<Working> = local::get(&slot);
        let unsaved = left.is_some();
        let working = left.unwrap_or(Working {
            content: draft.content,
            base: record.version("content"),
        });
        let pen = Pen {
            id,
            commands,
            log,
            slot: StoredValue::new(slot),
            history: RwSignal::new(History::new(working.content)),
            base: RwSignal::new(working.base),
            unsaved: RwSignal::new(unsaved),
            saving: StoredValue::new(false),
            problem: RwSignal::new(None),
        };
        // What others kept is taken over while nothing of one's own is at stake.
        Effect::new(move |_| pen.follow());
        on_cleanup(move || pen.save());
        Some(pen)
    }

    pub fn content(self) -> Questionnaire {
        self.with(Clone::clone)
    }

    pub fn with<T>(self, read: impl FnOnce(&Questionnaire) -> T) -> T {
        self.history.with(|history| read(history.now()))
    }

    /// One change; those about the same thing, one behind the other, are one step to take back.
    pub fn write(self, about: Option<&str>, change: impl FnOnce(&mut Questionnaire)) {
        let mut next = untrack(|| self.content());
        change(&mut next);
        let same = self
            .history
            .with_untracked(|history| *history.now() == next);
        if !same {
            self.history.update(|history| history.write(next, about));
            self.keep();
        }
    }

    pub fn undo(self) {
        self.history.update(History::undo);
        self.keep();
    }

    pub fn redo(self) {
        self.history.update(History::redo);
        self.keep();
    }

    pub fn can_undo(self) -> bool {
        self.history.with(History::can_undo)
    }

    pub fn can_redo(self) -> bool {
        self.history.with(History::can_redo)
    }

    /// Something is in no operation yet.
    pub fn is_unsaved(self) -> bool {
        self.unsaved.get()
    }

    /// Somebody else kept another content since this one was begun: both will be there to choose between.
    pub fn has_other(self) -> bool {
        self.unsaved.get() && self.version() != self.base.get()
    }

    /// Why the device could not keep it.
    pub fn problem(self) -> Option<CommandError> {
        self.problem.get()
    }

    /// To local storage, before the next line runs; where that has no room, to the log at once.
    fn keep(self) {
        self.unsaved.set(true);
        let working = Working {
            content: untrack(|| self.content()),
            base: self.base.get_untracked(),
        };
        if self
            .slot
            .with_value(|slot| local::set(slot, &working))
            .is_err()
        {
            self.save();
        }
    }

    /// Writes an operation, if there is something to write. What is typed meanwhile is the next one.
    pub fn save(self) {
        if !self.unsaved.get_untracked() || self.saving.get_value() {
            return;
        }
        self.saving.set_value(true);
        self.history.update(History::settle);
        let work = self.work();
        spawn_local(async move {
            let kept = self.write_down(work).await;
            // The page may have been left meanwhile.
            _ = self.saving.try_set_value(false);
            _ = self.problem.try_set(kept.err());
        });
    }

    /// All that an operation is made of: nothing is read from the page once it may be gone.
    fn work(self) -> Work {
        Work {
            content: untrack(|| self.content()),
            base: self.base.get_untracked(),
            slot: self.slot.get_value(),
        }
    }

    async fn write_down(self, mut work: Work) -> Result<(), CommandError> {
        let at = at(self.id);
        loop {
            let record = self.log.entity_now(at);
            // What was written of a deleted draft waits on this device for its return.
            if record.is_none_or(|record| record.deleted.is_some()) {
                return Ok(());
            }
            let value = serde_json::to_value(&work.content).map_err(|_| Refusal::Malformed)?;
            self.commands
                .set_from(at, "content", value, work.base, "")
                .await?;
            let title = &work.content.title.fr;
            self.commands.set(at, "title", title).await?;
            let base = self.version_now();
            _ = self.base.try_set(base);
            let newer = self
                .history
                .try_with_untracked(|history| *history.now() != work.content);
            if newer == Some(true) {
                self.keep();
                return Ok(());
            }
            // Of a page that is gone, what was typed while this was written is on the device only.
            let left = newer.is_none().then(|| local::get::<Working>(&work.slot));
            let left = left.flatten().map(|left| left.content);
            let Some(content) = left.filter(|left| *left != work.content) else {
                local::delete(&work.slot);
                _ = self.unsaved.try_set(false);
                return Ok(());
            };
            work = Work {
                content,
                base,
                ..work
            };
        }
    }

    /// Publishes the content as the next version of its key. The draft stays, and has nothing more to say.
    ///
    /// # Errors
    /// Nothing was published.
    pub async fn publish(self, audience: Audience) -> Result<QuestionnaireId, CommandError> {
        let own = questionnaires::published(self.log);
        let own = own.iter().map(|row| &row.value.questionnaire);
        let key = self.with(|content| content.key.clone());
        let last = own
            .filter(|one| one.key == key)
            .map(|one| one.version)
            .max();
        let version = last.unwrap_or(0) + 1;
        self.write(None, |content| content.version = version);
        if self.unsaved.get_untracked() {
            self.write_down(self.work()).await?;
        }
        let version = Published {
            questionnaire: untrack(|| self.content()),
            audience,
        };
        let kind = EntityKind::Questionnaire;
        let id = self.commands.create(kind, &version).await?;
        Ok(QuestionnaireId(id))
    }

    fn follow(self) {
        let version = self.version();
        if self.unsaved.get() || version == self.base.get_untracked() {
            return;
        }
        let record = self.log.entity_now(at(self.id));
        let draft = record.and_then(|record| entity::read::<Draft>(&record.values()).ok());
        if let Some(draft) = draft {
            self.base.set(version);
            self.history
                .update(|history| history.write(draft.content, None));
        }
    }

    fn version(self) -> Option<OpId> {
        let record = self.log.entity(at(self.id))?;
        record.version("content")
    }

    fn version_now(self) -> Option<OpId> {
        self.log.entity_now(at(self.id))?.version("content")
    }
}

/// Where the working copy of a draft is kept: no other account on this device sees it.
fn slot(account: Account, id: DraftId) -> String {
    format!("{}{id}", slots(account))
}

/// Where all of an account's are.
pub(super) fn slots(account: Account) -> String {
    let me = account.me_now();
    format!("boucle.app.draft.{}.{}.", me.organisation.id, me.person)
}

impl Commands {
    /// Begins a draft.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn begin_draft(self, draft: &Draft) -> Result<DraftId, CommandError> {
        let id = self.create(EntityKind::Draft, draft).await?;
        Ok(DraftId(id))
    }

    /// Leaves a draft the content it has, and begins a draft with each of the others, in one transaction. `copy` makes a
    /// content into a draft of its own.
    pub async fn keep_as_drafts(
        self,
        at: EntityRef,
        copy: impl Fn(&Questionnaire, Audience) -> Draft,
    ) -> Result<(), CommandError> {
        entity::allowed(self.account.role(), at.kind)?;
        let record = self.log.entity_now(at).ok_or(Refusal::UnknownReference)?;
        let draft: Draft = entity::read(&record.values())?;
        let found = record.fields.get("content").ok_or(Refusal::UnknownField)?;
        let (base, decision) = decide(&record, at.kind, "content", found.value.clone())?;
        let mut ops = Vec::new();
        for other in found.others() {
            let content: Questionnaire =
                serde_json::from_value(other.value.clone()).map_err(|_| Refusal::Malformed)?;
            let fields = entity::fields(&copy(&content, draft.audience));
            entity::check(at.kind, &fields)?;
            let at = EntityRef { id: new_id(), ..at };
            ops.push(self.op(at, None, &Body::Create { fields }));
        }
        // Last, so that a push that is cut in the middle closes nothing that is kept nowhere.
        ops.push(self.op(at, base, &decision));
        self.write(ops).await
    }
}
