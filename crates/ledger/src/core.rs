//! What is held in memory of an organisation, all of it derived from the database.

use crate::{Aside, Commit, Index, Tally, Waiting};
use domain::{
    Refusal,
    answer::Place,
    campaign::Campaign,
    campaign::QuestionnaireRef,
    entity::{self, EntityKind},
    ids::{CampaignId, ServiceId, SessionId},
    questionnaire::{Questionnaire, builtins},
    service::Service,
    session::Session,
};
use serde::de::DeserializeOwned;
use std::{
    collections::{BTreeSet, HashMap},
    sync::LazyLock,
};
use sync::{
    EntityRef, State,
    plan::{Head, Room},
};
use uuid::Uuid;

/// Refused material kept of one device, or of one campaign's public link.
const ASIDE_OF_ONE: Aside = Aside {
    count: 1_000,
    bytes: 16 * 1024 * 1024,
};
/// Refused material kept in all.
const ASIDE_OF_ALL: Aside = Aside {
    count: 20_000,
    bytes: 256 * 1024 * 1024,
};

pub struct Core {
    pub state: State,
    pub head: Head,
    /// Counts commits: what changed when is told by it.
    pub rev: u64,
    pub epoch: String,
    pub tallies: HashMap<CampaignId, Tally>,
    pub waiting: Vec<Waiting>,
    /// Refused material that is kept, by who brought it.
    pub(crate) aside: HashMap<Uuid, Aside>,
    pub index: Index,
    /// Memory may be ahead of the database: read it again before use.
    pub(crate) stale: bool,
    /// The organisation is being removed.
    pub(crate) closed: bool,
}

impl Core {
    pub(crate) fn committed(&mut self, commit: &Commit, touched: &BTreeSet<Place>) {
        self.rev = commit.at + 1;
        self.head = commit.head.clone();
        self.index.touch(touched, self.rev);
        self.stale = false;
    }

    /// What may still be set aside of what this device or link brings.
    pub(crate) fn room(&self, source: Uuid) -> Room {
        let one = self.aside.get(&source).copied().unwrap_or_default();
        let all = self.aside.values();
        let all = all.fold(Aside::default(), |sum, one| Aside {
            count: sum.count.saturating_add(one.count),
            bytes: sum.bytes.saturating_add(one.bytes),
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
        let same = |known: &&Questionnaire| known.reference() == *reference;
        BUILT_IN.iter().find(same).cloned().or_else(|| {
            self.all::<Questionnaire>(EntityKind::Questionnaire)
                .map(|(_, questionnaire)| questionnaire)
                .find(|questionnaire| questionnaire.reference() == *reference)
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

    /// # Errors
    /// `UnknownReference`.
    pub(crate) fn known_campaign(&self, id: CampaignId) -> Result<Campaign, Refusal> {
        self.campaign(id).ok_or(Refusal::UnknownReference)
    }
}
