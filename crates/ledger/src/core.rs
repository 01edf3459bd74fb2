//! What is held in memory of an organisation, all of it derived from the database.

use crate::{Aside, Commit, Index, Keys, Loaded, Quarantined, Tally, Waiting};
use domain::{
    Refusal,
    answer::{Place, ReleasedAnswer, Survey},
    campaign::Campaign,
    campaign::QuestionnaireRef,
    entity::{self, EntityKind},
    ids::{CampaignId, OrgId, ServiceId, SessionId},
    questionnaire::{Questionnaire, builtins},
    service::Service,
    session::Session,
};
use intake::Payload;
use serde::de::DeserializeOwned;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, LazyLock},
};
use sync::{
    Entity, EntityRef, Op, State,
    hash::{self, Hash},
    plan::{Head, Room},
    wire::SignedHead,
};
use uuid::Uuid;

/// Refused material kept of one device, or of one campaign's public link.
const ASIDE_OF_ONE: Aside = Aside {
    count: 1_000,
    bytes: 16 * 1024 * 1024,
    dismissed: 0,
};
/// Refused material kept in all.
const ASIDE_OF_ALL: Aside = Aside {
    count: 20_000,
    bytes: 256 * 1024 * 1024,
    dismissed: 0,
};

pub struct Core {
    pub state: State,
    pub head: Head,
    /// Counts commits: what changed when is told by it.
    pub rev: u64,
    pub epoch: String,
    pub keys: Arc<Keys>,
    /// The chain after each operation: what was signed of the log is found by it.
    pub(crate) chains: Vec<Hash>,
    pub tallies: HashMap<CampaignId, Tally>,
    pub waiting: Vec<Waiting>,
    /// Refused material that is kept, by who brought it.
    pub(crate) aside: HashMap<Uuid, Aside>,
    /// Operations set aside until the record they are about is there.
    pub(crate) orphans: Vec<Op>,
    pub index: Index,
    /// What memory has and the database, as far as is known, has not.
    pub(crate) ahead: Ahead,
    /// Memory may not be what is stored: catch up before use.
    pub(crate) stale: bool,
    /// The organisation is being removed.
    pub(crate) closed: bool,
}

/// What a write under way does to memory before it is stored.
#[derive(Default)]
pub(crate) struct Ahead {
    /// The records it writes, as they were.
    before: BTreeMap<EntityRef, Option<Arc<Entity>>>,
    /// Places whose results it changes.
    pub(crate) touched: BTreeSet<Place>,
}

impl Core {
    /// Nothing read yet of this life of a database.
    pub(crate) fn empty(epoch: String) -> Self {
        Self {
            state: State::default(),
            head: Head::EMPTY,
            rev: 0,
            epoch,
            keys: Arc::default(),
            chains: Vec::new(),
            tallies: HashMap::new(),
            waiting: Vec::new(),
            aside: HashMap::new(),
            orphans: Vec::new(),
            index: Index::default(),
            ahead: Ahead::default(),
            stale: true,
            closed: false,
        }
    }

    /// Keeps records as they are before a plan writes them.
    pub(crate) fn remember(&mut self, records: impl Iterator<Item = EntityRef>) {
        for at in records {
            let before = self.ahead.before.entry(at);
            before.or_insert_with(|| self.state.entities.get(&at).cloned());
        }
    }

    /// Nothing came of a plan.
    pub(crate) fn unplanned(&mut self) {
        self.ahead = Ahead::default();
        self.stale = false;
    }

    pub(crate) fn committed(&mut self, commit: &Commit) {
        self.rev = commit.at + 1;
        let mut end = self.chains.last().copied().unwrap_or(hash::GENESIS);
        for stored in &commit.ops {
            let leaf = hash::unhex(&stored.leaf).unwrap_or(hash::GENESIS);
            end = hash::chain(&end, &leaf);
            self.chains.push(end);
        }
        self.head = commit.head.clone();
        if let Some(epoch) = &commit.epoch {
            self.epoch.clone_from(epoch);
        }
        self.index.touch(&self.ahead.touched, self.rev);
        self.unplanned();
        // Keys are read from where they are kept.
        self.stale = !commit.secrets.is_empty();
    }

    /// What is in an item that is kept.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub(crate) fn content(&self, org: OrgId, held: &Quarantined) -> Result<Payload, Refusal> {
        self.keys.content(&org.to_string(), &held.item())
    }

    /// Whether it is sealed to a key that is not here.
    pub(crate) fn lacks_key(&self, held: &Quarantined) -> bool {
        self.keys.public_of(&held.kid).is_none()
    }

    /// Whether this log was once as the head says.
    pub(crate) fn passed(&self, head: &SignedHead) -> bool {
        let chain = self.chain_at(head.seq);
        chain.is_some_and(|chain| hash::hex(chain) == head.chain)
    }

    /// The chain after the operation of this number.
    fn chain_at(&self, seq: u64) -> Option<&Hash> {
        match seq.checked_sub(1) {
            None => Some(&hash::GENESIS),
            Some(at) => self.chains.get(usize::try_from(at).ok()?),
        }
    }

    /// Whether the operation of this number has this leaf.
    pub(crate) fn has_leaf(&self, seq: u64, leaf: &Hash) -> bool {
        let before = seq.checked_sub(1).and_then(|seq| self.chain_at(seq));
        before.is_some_and(|before| self.chain_at(seq) == Some(&hash::chain(before, leaf)))
    }

    /// Another server reduced an answer: memory does not hold what is not stored any more.
    pub(crate) fn reduced(&mut self, op: &Op) {
        if op.was().is_none() {
            return;
        }
        self.state.reduce(op);
        let answer = self.record::<ReleasedAnswer>(op.entity.kind, op.entity.id);
        self.ahead.touched.extend(answer.map(|answer| answer.place));
    }

    /// Takes back what was planned: records are again as at [`Core::head`]. What is beside the log is not: it is small
    /// and read anew.
    pub(crate) fn roll_back(&mut self) {
        let before = std::mem::take(&mut self.ahead.before);
        let new = before.iter().filter(|(_, record)| record.is_none());
        self.index.forget(&new.map(|(at, _)| at.id).collect());
        for (at, record) in before {
            match record {
                Some(record) => self.state.entities.insert(at, record),
                None => self.state.entities.remove(&at),
            };
        }
        self.state.seq = self.head.seq;
    }

    /// Takes in what lies beside the log, once the log is read to the same moment.
    pub(crate) fn caught_up(&mut self, loaded: Loaded) {
        let counted = loaded.tallies.iter();
        let counted = counted.filter(|(id, tally)| self.tallies.get(id) != Some(tally));
        let mut touched: BTreeSet<CampaignId> = counted.map(|(id, _)| *id).collect();
        let waits = |waiting: &[Waiting]| -> BTreeSet<_> {
            waiting.iter().map(|w| (w.id, w.campaign)).collect()
        };
        let (before, now) = (waits(&self.waiting), waits(&loaded.waiting));
        touched.extend(before.symmetric_difference(&now).map(|(_, id)| *id));
        let touched = touched.into_iter().map(Place::Campaign);
        self.ahead.touched.extend(touched);
        self.index.touch(&self.ahead.touched, loaded.rev);
        self.rev = loaded.rev;
        self.tallies = loaded.tallies;
        self.waiting = loaded.waiting;
        for waiting in &mut self.waiting {
            name_survey(waiting);
        }
        self.aside = loaded.aside;
        self.orphans = loaded.orphans;
        self.unplanned();
    }

    /// How much of what this device or link brought waits for somebody to decide on it.
    pub fn undecided(&self, source: Uuid) -> u32 {
        let aside = self.aside.get(&source).copied().unwrap_or_default();
        aside.count.saturating_sub(aside.dismissed)
    }

    /// How much waits for somebody to decide on it, whoever brought it.
    pub(crate) fn undecided_of_all(&self) -> u32 {
        let each = self.aside.keys().map(|source| self.undecided(*source));
        each.fold(0, u32::saturating_add)
    }

    /// What may still be set aside of what this device or link brings.
    pub(crate) fn room(&self, source: Uuid) -> Room {
        let one = self.aside.get(&source).copied().unwrap_or_default();
        let all = self.aside.values();
        let all = all.fold(Aside::default(), |sum, one| Aside {
            count: sum.count.saturating_add(one.count),
            bytes: sum.bytes.saturating_add(one.bytes),
            dismissed: 0,
        });
        let left = |max: Aside, kept: Aside| Room {
            count: max.count.saturating_sub(kept.count),
            bytes: max.bytes.saturating_sub(kept.bytes),
        };
        let (one, all) = (left(ASIDE_OF_ONE, one), left(ASIDE_OF_ALL, all));
        Room {
            count: one.count.min(all.count),
            bytes: one.bytes.min(all.bytes),
        }
    }

    pub fn campaign(&self, id: CampaignId) -> Option<Campaign> {
        self.record(EntityKind::Campaign, id.0)
    }

    pub fn session(&self, id: SessionId) -> Option<Session> {
        self.record(EntityKind::Session, id.0)
    }

    pub fn service(&self, id: ServiceId) -> Option<Service> {
        self.record(EntityKind::Service, id.0)
    }

    /// A published questionnaire, built in or of the log.
    pub fn questionnaire(&self, reference: &QuestionnaireRef) -> Option<Questionnaire> {
        static BUILT_IN: LazyLock<Vec<Questionnaire>> = LazyLock::new(builtins);
        let same = |known: &&Questionnaire| {
            (&known.key, known.version) == (&reference.key, reference.version)
        };
        BUILT_IN.iter().find(same).cloned().or_else(|| {
            self.all::<Questionnaire>(EntityKind::Questionnaire)
                .map(|(_, questionnaire)| questionnaire)
                .find(|known| same(&known))
        })
    }

    /// All records of a kind that can be read.
    pub fn all<T: DeserializeOwned>(&self, kind: EntityKind) -> impl Iterator<Item = (Uuid, T)> {
        let first = EntityRef {
            kind,
            id: Uuid::nil(),
        };
        let last = EntityRef {
            kind,
            id: Uuid::max(),
        };
        self.state
            .entities
            .range(first..=last)
            .filter_map(|(at, entity)| Some((at.id, entity::read(&entity.values()).ok()?)))
    }

    pub fn record<T: DeserializeOwned>(&self, kind: EntityKind, id: Uuid) -> Option<T> {
        let entity = self.state.get(EntityRef { kind, id })?;
        entity::read(&entity.values()).ok()
    }
}

/// Programs older than the field put what beneficiaries were asked into one group, whatever it was.
fn name_survey(waiting: &mut Waiting) {
    if let Place::Pool { survey, .. } = &mut waiting.answer.place {
        *survey = Some(Survey::of(survey.as_ref(), &waiting.answer.questionnaire));
    }
}
