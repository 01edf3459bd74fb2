//! How far this device has read the server's log, scope by scope.

use super::{outgoing::Outgoing, trust::Trust};
use crate::{op::Scope, wire::Page};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Position {
    /// Which life of the server's database the log belongs to; none before the first answer.
    pub epoch: Option<String>,
    /// Cursor of the team's log.
    next: u64,
    /// Cursors of the other scopes read here. Apart from the team's, which programs before scopes had alone.
    #[serde(default)]
    beside: BTreeMap<Scope, u64>,
    /// Of these scopes only a part was read, as the server named it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    parts: BTreeMap<Scope, String>,
    /// What the server has signed of its log: shown to it, for its database may have been put back behind that.
    #[serde(default)]
    pub trust: Trust,
    /// Counts how often the log was begun anew here, so that other tabs see it.
    #[serde(default)]
    pub life: u32,
    /// The log is being read anew. Nothing is sent before all of it is here: only then is known what the server lacks.
    #[serde(default)]
    pub restarting: bool,
}

impl Position {
    /// A position in the team's log alone.
    pub fn at(epoch: &str, next: u64) -> Position {
        Position {
            epoch: Some(epoch.to_owned()),
            next,
            ..Position::default()
        }
    }

    /// Cursor of the next pull of a scope.
    pub fn next(&self, scope: Scope) -> u64 {
        match scope {
            Scope::Team => self.next,
            other => self.beside.get(&other).copied().unwrap_or(0),
        }
    }

    /// Scopes that are read here.
    pub fn scopes(&self) -> impl Iterator<Item = Scope> {
        [Scope::Team].into_iter().chain(self.beside.keys().copied())
    }

    /// The scope whose pages tell what became of an own operation: its own, or the team's as time goes on.
    pub(super) fn tells_of(&self, one: &Outgoing) -> Scope {
        let scope = one.scope();
        let read = self.scopes().any(|here| here == scope);
        if read { scope } else { Scope::Team }
    }

    /// After a page of a scope.
    pub(super) fn after(&self, scope: Scope, page: &Page) -> Position {
        let mut position = self.clone();
        position.epoch = Some(page.epoch.clone());
        match scope {
            Scope::Team => position.next = page.next,
            other => _ = position.beside.insert(other, page.next),
        }
        match &page.part {
            Some(part) => _ = position.parts.insert(scope, part.clone()),
            None => _ = position.parts.remove(&scope),
        }
        position
    }

    /// Whether a page belongs to another life of the server's database than what was read before: it says so, or its log
    /// ends before the place this device has read to.
    pub(super) fn is_past(&self, scope: Scope, page: &Page) -> bool {
        self.epoch
            .as_ref()
            .is_some_and(|epoch| *epoch != page.epoch || page.head < self.next(scope))
    }

    /// Whether a page shows another part of its scope than what was read before.
    pub(super) fn is_other_part(&self, scope: Scope, page: &Page) -> bool {
        self.next(scope) > 0 && self.parts.get(&scope) != page.part.as_ref()
    }

    /// At the beginning of another life.
    pub fn anew(&self) -> Position {
        let mut beside = self.beside.clone();
        beside.values_mut().for_each(|next| *next = 0);
        Position {
            beside,
            trust: self.trust.anew(),
            life: self.life.wrapping_add(1),
            restarting: true,
            ..Position::default()
        }
    }

    /// With what the server has signed since.
    pub(super) fn trusting(&self, trust: Trust) -> Position {
        Position {
            trust,
            ..self.clone()
        }
    }

    /// Everything of this life has been read.
    pub(super) fn whole(&self) -> Position {
        Position {
            restarting: false,
            ..self.clone()
        }
    }

    /// Without a scope that this device no longer reads.
    pub fn without(&self, scope: Scope) -> Position {
        let mut position = self.clone();
        if scope == Scope::Team {
            position.next = 0;
        }
        position.beside.remove(&scope);
        position.parts.remove(&scope);
        position
    }
}
