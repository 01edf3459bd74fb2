//! Results as the server computed them for this reader, kept for offline reading, and the names of people and tablets.

use crate::order::sort_by_key;
use api::{
    model::{Person, TabletHolds},
    rpc,
};
use domain::{
    figures::{CampaignResults, Pool},
    ids::{CampaignId, DeviceId, PersonId},
};
use leptos::{prelude::*, task::spawn_local};
use sync::wire::{Reader, Rollups};

/// The last figures received. A context: `use_rollups()`.
#[derive(Clone, Copy)]
pub struct RollupsStore(RwSignal<Option<Rollups>>);

pub fn use_rollups() -> RollupsStore {
    expect_context()
}

impl RollupsStore {
    pub fn new(kept: Option<Rollups>) -> RollupsStore {
        RollupsStore(RwSignal::new(kept))
    }

    /// Number of the last operation these figures count; 0 before the first.
    pub fn seq(self) -> u64 {
        self.0.with(|all| all.as_ref().map_or(0, |all| all.seq))
    }

    pub fn campaign(self, id: CampaignId) -> Option<CampaignResults> {
        self.0.with(|all| {
            let campaigns = &all.as_ref()?.campaigns;
            campaigns.iter().find(|one| one.campaign == id).cloned()
        })
    }

    pub fn campaigns(self) -> Vec<CampaignResults> {
        self.0.with(|all| {
            all.as_ref()
                .map(|all| all.campaigns.clone())
                .unwrap_or_default()
        })
    }

    pub fn pools(self) -> Vec<Pool> {
        self.0.with(|all| {
            all.as_ref()
                .map(|all| all.pools.clone())
                .unwrap_or_default()
        })
    }

    pub(crate) fn head_now(self) -> u64 {
        self.0
            .with_untracked(|all| all.as_ref().map_or(0, |all| all.head))
    }

    /// Whom the figures kept here are for, as the server last said.
    pub(crate) fn reader(self) -> Option<Reader> {
        self.0.with(|all| all.as_ref()?.reader)
    }

    /// The same without tracking.
    pub(crate) fn reader_now(self) -> Option<Reader> {
        self.0.with_untracked(|all| all.as_ref()?.reader)
    }

    /// Takes what changed and returns the whole, for keeping.
    pub(crate) fn merge(self, news: Rollups) -> Rollups {
        self.0.update(|all| {
            let all = all.get_or_insert(Rollups {
                head: 0,
                seq: 0,
                campaigns: Vec::new(),
                pools: Vec::new(),
                reader: None,
            });
            (all.head, all.seq, all.reader) = (news.head, news.seq, news.reader);
            for campaign in news.campaigns {
                all.campaigns
                    .retain(|one| one.campaign != campaign.campaign);
                all.campaigns.push(campaign);
            }
            // One place has a pool for each questionnaire: all of them come together.
            all.pools.retain(|old| {
                let same = |new: &Pool| (new.service, &new.quarter) == (old.service, &old.quarter);
                !news.pools.iter().any(same)
            });
            all.pools.extend(news.pools);
        });
        self.0.get_untracked().unwrap_or(Rollups {
            head: 0,
            seq: 0,
            campaigns: Vec::new(),
            pools: Vec::new(),
            reader: None,
        })
    }

    pub(crate) fn replace(self, all: Option<Rollups>) {
        self.0.set(all);
    }
}

/// People of the organisation and its tablets, as last heard. A context: `use_people()`.
#[derive(Clone, Copy)]
pub struct People(RwSignal<Vec<Person>>, RwSignal<Vec<TabletHolds>>);

pub fn use_people() -> People {
    expect_context()
}

impl People {
    pub fn new(kept: Vec<Person>, tablets: Vec<TabletHolds>) -> People {
        People(RwSignal::new(kept), RwSignal::new(tablets))
    }

    /// Tablets by name, also those that were revoked.
    pub fn tablets(self) -> Vec<TabletHolds> {
        self.1.get()
    }

    pub fn tablet_name(self, id: DeviceId) -> Option<String> {
        self.1.with(|all| {
            let mut all = all.iter();
            all.find(|one| one.id == id).map(|one| one.name.clone())
        })
    }

    /// Asks the server what tablets told; without a network what was heard last stays.
    pub fn hear_of_tablets(self) {
        spawn_local(async move {
            if let Ok(all) = rpc::tablets_hold().await {
                self.replace_tablets(all);
            }
        });
    }

    pub(crate) fn replace_tablets(self, all: Vec<TabletHolds>) {
        if self.1.with_untracked(|old| *old != all) {
            self.1.set(all);
        }
    }

    /// Those who have access, by name.
    pub fn all(self) -> Vec<Person> {
        let all = self.0.get().into_iter();
        all.filter(|person| !person.withdrawn).collect()
    }

    pub fn name(self, id: PersonId) -> Option<String> {
        self.0.with(|all| {
            all.iter()
                .find(|one| one.id == id)
                .map(|one| one.name.clone())
        })
    }

    pub(crate) fn replace(self, mut all: Vec<Person>) {
        sort_by_key(&mut all, |person| person.name.to_lowercase());
        if self.0.with_untracked(|old| *old != all) {
            self.0.set(all);
        }
    }
}
