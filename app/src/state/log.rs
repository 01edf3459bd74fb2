//! The records of the log as the screens read them: typed, sorted, reactive.

use super::deletion::later_edits;
use crate::{attachments::queue::Use, order::sort_by, random, signature, storage::StorageError};
use domain::{
    action::Action,
    answer::Exclusion,
    attachment::{Attachment, FileHash},
    calendar::cadence::Calendar,
    campaign::Campaign,
    entity::{self, EntityKind},
    feedback::Feedback,
    ids::{
        ActionId, AnswerId, CampaignId, DeviceId, FeedbackId, OpId, ServiceId, SessionId,
        SolicitationId, random_id,
    },
    service::Service,
    session::Session,
    solicitation::Solicitation,
};
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use std::{rc::Rc, sync::Arc};
use sync::{
    Body, Entity, EntityRef, Op, Scope, State,
    device::{Device, Disk, Fate, Loaded, Outgoing, Progress, Replica, Trust},
};
use uuid::Uuid;

/// A record with its id.
#[derive(Clone, PartialEq, Debug)]
pub struct Row<I, T> {
    pub id: I,
    pub value: T,
    /// Two values of one field wait for somebody's decision.
    pub in_conflict: bool,
}

pub type Rows<I, T> = Arc<Vec<Row<I, T>>>;

/// The log of this organisation on this device. A context: `use_log()`.
#[derive(Clone, Copy)]
pub struct Log {
    replica: RwSignal<Replica>,
    disk: StoredValue<Rc<dyn Disk<Error = StorageError>>, LocalStorage>,
    /// How far a long queue is; none between exchanges.
    progress: RwSignal<Option<Progress>>,
    /// Whether the person reads reports: every one, or those that name them.
    reports: StoredValue<bool>,
    services: Memo<Rows<ServiceId, Service>>,
    sessions: Memo<Rows<SessionId, Session>>,
    campaigns: Memo<Rows<CampaignId, Campaign>>,
    actions: Memo<Rows<ActionId, Action>>,
    calendars: Memo<Rows<Uuid, Calendar>>,
    solicitations: Memo<Rows<SolicitationId, Solicitation>>,
    feedback: Memo<Rows<FeedbackId, Feedback>>,
}

pub fn use_log() -> Log {
    expect_context()
}

impl Log {
    pub fn new(disk: Rc<dyn Disk<Error = StorageError>>, loaded: Loaded) -> Log {
        let replica = RwSignal::new(Replica::new(loaded));
        Log {
            replica,
            disk: StoredValue::new_local(disk),
            progress: RwSignal::new(None),
            reports: StoredValue::new(false),
            services: rows(replica, EntityKind::Service, ServiceId, |a, b| {
                a.value.title.cmp(&b.value.title)
            }),
            sessions: rows(replica, EntityKind::Session, SessionId, |a, b| {
                (b.value.starts, &a.value.title).cmp(&(a.value.starts, &b.value.title))
            }),
            campaigns: rows(replica, EntityKind::Campaign, CampaignId, |a, b| {
                (b.value.opens, a.id).cmp(&(a.value.opens, b.id))
            }),
            actions: rows(replica, EntityKind::Action, ActionId, |a, b| {
                // Without a due date last.
                let key = |row: &Row<ActionId, Action>| (row.value.due.is_none(), row.value.due);
                key(a)
                    .cmp(&key(b))
                    .then_with(|| a.value.title.cmp(&b.value.title))
            }),
            calendars: rows(
                replica,
                EntityKind::Calendar,
                |id| id,
                |a, b| a.id.cmp(&b.id),
            ),
            solicitations: rows(replica, EntityKind::Solicitation, SolicitationId, |a, b| {
                (a.value.day, a.id).cmp(&(b.value.day, b.id))
            }),
            feedback: rows(replica, EntityKind::Feedback, FeedbackId, |a, b| {
                (b.value.day, b.id).cmp(&(a.value.day, a.id))
            }),
        }
    }

    /// By title.
    pub fn services(self) -> Rows<ServiceId, Service> {
        self.services.get()
    }

    /// Newest first.
    pub fn sessions(self) -> Rows<SessionId, Session> {
        self.sessions.get()
    }

    /// Newest first.
    pub fn campaigns(self) -> Rows<CampaignId, Campaign> {
        self.campaigns.get()
    }

    pub fn campaigns_of(self, session: SessionId) -> Vec<Row<CampaignId, Campaign>> {
        let all = self.campaigns.get();
        let of_session = all.iter().filter(|row| row.value.session == session);
        let mut of_session: Vec<_> = of_session.cloned().collect();
        sort_by(&mut of_session, |a, b| {
            let days = |row: &Row<_, Campaign>| (row.value.opens, row.value.closes, row.id);
            days(a).cmp(&days(b))
        });
        of_session
    }

    /// By due date, those without one last.
    pub fn actions(self) -> Rows<ActionId, Action> {
        self.actions.get()
    }

    /// The organisation's own calendars, in order of their ids.
    pub fn calendars(self) -> Rows<Uuid, Calendar> {
        self.calendars.get()
    }

    /// Oldest first.
    pub fn solicitations(self) -> Rows<SolicitationId, Solicitation> {
        self.solicitations.get()
    }

    /// Newest first.
    pub fn feedback(self) -> Rows<FeedbackId, Feedback> {
        self.feedback.get()
    }

    pub fn service(self, id: ServiceId) -> Option<Row<ServiceId, Service>> {
        find(&self.services.get(), id)
    }

    pub fn session(self, id: SessionId) -> Option<Row<SessionId, Session>> {
        find(&self.sessions.get(), id)
    }

    pub fn campaign(self, id: CampaignId) -> Option<Row<CampaignId, Campaign>> {
        find(&self.campaigns.get(), id)
    }

    pub fn feedback_of(self, id: FeedbackId) -> Option<Row<FeedbackId, Feedback>> {
        find(&self.feedback.get(), id)
    }

    pub fn action(self, id: ActionId) -> Option<Row<ActionId, Action>> {
        find(&self.actions.get(), id)
    }

    /// All records of a kind, in no order: what only one room reads has no list of its own.
    pub fn all<I, T: DeserializeOwned>(
        self,
        kind: EntityKind,
        id: fn(Uuid) -> I,
    ) -> Vec<Row<I, T>> {
        self.replica.with(|replica| typed(replica.view(), kind, id))
    }

    /// The record behind the typed view: fields with versions and contenders, remarks, history.
    pub fn entity(self, at: EntityRef) -> Option<Arc<Entity>> {
        self.replica
            .with(|replica| replica.view().entities.get(&at).cloned())
    }

    /// Records with values to decide between, or deleted by somebody who had not seen all of them.
    pub fn undecided(self) -> Vec<EntityRef> {
        self.replica.with(|replica| {
            let entities = replica.view().entities.iter();
            let undecided =
                |entity: &Entity| entity.in_conflict() || !later_edits(entity).is_empty();
            let waiting = entities.filter(|(_, entity)| undecided(entity));
            waiting.map(|(at, _)| *at).collect()
        })
    }

    /// The same without tracking, for commands.
    pub(super) fn entity_now(self, at: EntityRef) -> Option<Arc<Entity>> {
        self.replica
            .with_untracked(|replica| replica.view().entities.get(&at).cloned())
    }

    /// Exclusions made here that results computed up to `results_seq` do not count yet, with the operation that wrote
    /// them (the `base` of the next edit). `None` takes an exclusion back.
    pub fn exclusions_after(self, results_seq: u64) -> Vec<(AnswerId, OpId, Option<Exclusion>)> {
        self.replica.with(|replica| {
            let ops = replica.on_answers(results_seq);
            ops.filter_map(|op| match Body::decode(op) {
                Ok(Body::Set { field, value }) if field == "excluded" => {
                    let excluded = serde_json::from_value(value).ok()?;
                    Some((AnswerId(op.entity.id), op.id, excluded))
                }
                _ => None,
            })
            .collect()
        })
    }

    /// This device's operations that the server has not received or has set aside, oldest first.
    pub fn unsettled(self) -> Vec<Outgoing> {
        self.replica
            .with(|replica| unsettled(replica).cloned().collect())
    }

    /// The same without tracking.
    pub(super) fn unsettled_now(self) -> Vec<Outgoing> {
        self.read(|replica| unsettled(replica).cloned().collect())
    }

    /// Whether an operation is one of this device's own.
    pub(super) fn made_here(self, id: OpId) -> bool {
        self.replica
            .with_untracked(|replica| replica.outgoing().any(|one| one.op.id == id))
    }

    /// How far the queue of this exchange is.
    pub(super) fn progress(self) -> RwSignal<Option<Progress>> {
        self.progress
    }

    /// Whether the next exchanges ask for reports.
    pub(crate) fn read_reports(self, reads: bool) {
        self.reports.set_value(reads);
    }

    /// What the server signed of its log.
    pub(super) fn trust(self) -> Trust {
        self.replica
            .with(|replica| replica.position().trust.clone())
    }

    /// Files attached to a record, by name. One of a kind that only newer programs know is left out.
    pub fn attachments(self, at: EntityRef) -> Vec<Attachment> {
        let mut all: Vec<Attachment> = self.replica.with(|replica| {
            let record = replica.view().get(at);
            let items = record.into_iter().flat_map(attached);
            items
                .filter_map(|item| Attachment::of_item(item).ok())
                .collect()
        });
        sort_by(&mut all, |a, b| {
            (&a.name, a.sha256).cmp(&(&b.name, b.sha256))
        });
        all
    }

    /// Who names a file.
    pub(crate) fn file_use(self, sha: FileHash) -> Use {
        let sha = sha.to_string();
        let names = |op: &Op| {
            op.body
                .windows(sha.len())
                .any(|part| part == sha.as_bytes())
        };
        self.read(|replica| {
            let mut unsettled = unsettled(replica);
            // While the log is read anew, nobody knows what its records name.
            if replica.position().restarting || unsettled.any(|one| names(&one.op)) {
                return Use::Unsettled;
            }
            let mut records = replica.view().entities.values();
            if records.any(|record| attached(record).any(|item| item.contains(&sha))) {
                Use::Settled
            } else {
                Use::Nowhere
            }
        })
    }

    /// The life of the server's database that was read here.
    pub(crate) fn epoch_now(self) -> Option<String> {
        self.read(|replica| replica.position().epoch.clone())
    }

    /// Whether an operation waits to be sent.
    pub(crate) fn has_waiting(self) -> bool {
        self.read(|replica| replica.waiting().next().is_some())
    }

    /// Whether a change of this record waits to be sent.
    pub fn is_waiting(self, at: EntityRef) -> bool {
        self.replica
            .with(|replica| replica.waiting().any(|op| op.entity == at))
    }
}

impl Device for Log {
    type Error = StorageError;

    fn disk(&self) -> Rc<dyn Disk<Error = StorageError>> {
        self.disk.get_value()
    }

    fn read<T>(&self, read: impl FnOnce(&Replica) -> T) -> T {
        self.replica.with_untracked(read)
    }

    fn change(&self, change: impl FnOnce(&mut Replica)) {
        self.replica.update(change);
    }

    fn fresh_id(&self) -> DeviceId {
        DeviceId(random_id(random::bytes()))
    }

    fn scopes(&self) -> Vec<Scope> {
        // Raw answers are not read here so far.
        let reports = self.reports.get_value().then_some(Scope::Reports);
        reports.into_iter().collect()
    }

    async fn verifies(&self, public: &[u8], text: &str, sig: &[u8]) -> Option<bool> {
        signature::verifies(public, text, sig).await
    }

    fn progress(&self, progress: Progress) {
        self.progress.set(Some(progress));
    }
}

fn unsettled(replica: &Replica) -> impl Iterator<Item = &Outgoing> {
    let outgoing = replica.outgoing();
    outgoing.filter(|one| !matches!(one.fate, Fate::Received { .. }))
}

/// Items of a record's set of files.
fn attached(record: &Entity) -> impl Iterator<Item = &str> {
    let field = record.fields.get(Attachment::FIELD);
    let items = field.and_then(|field| field.value.as_array());
    items.into_iter().flatten().filter_map(|item| item.as_str())
}

fn find<I: PartialEq + Copy, T: Clone>(rows: &[Row<I, T>], id: I) -> Option<Row<I, T>> {
    rows.iter().find(|row| row.id == id).cloned()
}

/// The records of one kind. One that does not read as its type (written by a newer program) is left out.
fn rows<I, T>(
    replica: RwSignal<Replica>,
    kind: EntityKind,
    id: fn(Uuid) -> I,
    order: fn(&Row<I, T>, &Row<I, T>) -> std::cmp::Ordering,
) -> Memo<Rows<I, T>>
where
    I: PartialEq + Send + Sync + 'static,
    T: PartialEq + Send + Sync + DeserializeOwned + 'static,
{
    Memo::new(move |_| {
        let mut rows = replica.with(|replica| typed(replica.view(), kind, id));
        sort_by(&mut rows, order);
        Arc::new(rows)
    })
}

fn typed<I, T: DeserializeOwned>(
    state: &State,
    kind: EntityKind,
    id: fn(Uuid) -> I,
) -> Vec<Row<I, T>> {
    // In order of their kinds: the records of the others are not walked.
    let end = |id| EntityRef { kind, id };
    let of_kind = state.entities.range(end(Uuid::nil())..=end(Uuid::max()));
    of_kind
        .filter(|(_, entity)| entity.deleted.is_none())
        .filter_map(|(at, entity)| {
            let value = entity::read(&entity.values()).ok()?;
            let in_conflict = entity.in_conflict();
            Some(Row {
                id: id(at.id),
                value,
                in_conflict,
            })
        })
        .collect()
}
