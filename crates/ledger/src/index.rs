//! What would be slow to look for in the records: campaigns by link and by session, answers by place, and at which
//! revision each place last changed.

use crate::one_use;
use domain::{
    answer::{Place, ReleasedAnswer},
    campaign::Campaign,
    entity::{self, EntityKind},
    ids::{AnswerId, CampaignId, ServiceId, SessionId},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use sync::{Body, EntityRef, Op, State};
use uuid::Uuid;

#[derive(Default)]
pub struct Index {
    /// By secret; true for those that count nothing without a token.
    links: HashMap<String, (CampaignId, bool)>,
    campaigns: HashMap<SessionId, Vec<CampaignId>>,
    answers: BTreeMap<Place, Vec<AnswerId>>,
    touched: BTreeMap<Place, u64>,
}

impl Index {
    /// The campaign of a link, and whether it is the one of personal links and strips.
    pub fn link(&self, secret: &str) -> Option<(CampaignId, bool)> {
        self.links.get(secret).copied()
    }

    pub fn answers(&self, place: &Place) -> &[AnswerId] {
        self.answers.get(place).map_or(&[], Vec::as_slice)
    }

    /// Where answers are, or were.
    pub(crate) fn places(&self) -> impl Iterator<Item = &Place> {
        self.answers.keys()
    }

    /// The pools of a service and quarter that hold answers.
    pub fn pools<'a>(
        &'a self,
        (of, during): (ServiceId, &'a str),
    ) -> impl Iterator<Item = &'a Place> {
        let same = move |place: &&Place| match place {
            Place::Pool {
                service, quarter, ..
            } => *service == of && quarter == during,
            Place::Campaign(_) => false,
        };
        self.answers.keys().filter(same)
    }

    /// Places whose results changed after revision `after`.
    pub fn changed(&self, after: u64) -> impl Iterator<Item = (&Place, u64)> {
        let newer = self.touched.iter().filter(move |(_, rev)| **rev > after);
        newer.map(|(place, rev)| (place, *rev))
    }

    pub fn revision(&self, place: &Place) -> u64 {
        self.touched.get(place).copied().unwrap_or(0)
    }

    pub(crate) fn touch(&mut self, places: &BTreeSet<Place>, rev: u64) {
        for place in places {
            self.touched.insert(place.clone(), rev);
        }
    }

    /// Takes records out that were never stored.
    pub(crate) fn forget(&mut self, records: &BTreeSet<Uuid>) {
        if records.is_empty() {
            return;
        }
        self.links.retain(|_, (id, _)| !records.contains(&id.0));
        for campaigns in self.campaigns.values_mut() {
            campaigns.retain(|id| !records.contains(&id.0));
        }
        for answers in self.answers.values_mut() {
            answers.retain(|id| !records.contains(&id.0));
        }
    }

    /// Takes an operation in that `state` was just folded with; answers the places whose results it changes.
    pub(crate) fn take(&mut self, state: &State, op: &Op) -> Vec<Place> {
        match op.entity.kind {
            EntityKind::Campaign => self.take_campaign(op),
            EntityKind::Session => {
                let campaigns = self.campaigns.get(&SessionId(op.entity.id));
                let places = campaigns.into_iter().flatten();
                places.map(|id| Place::Campaign(*id)).collect()
            }
            EntityKind::Answer => self.take_answer(state, op),
            _ => Vec::new(),
        }
    }

    fn take_campaign(&mut self, op: &Op) -> Vec<Place> {
        let id = CampaignId(op.entity.id);
        if let Some(campaign) = created::<Campaign>(op) {
            let of_session = self.campaigns.entry(campaign.session).or_default();
            if !of_session.contains(&id) {
                of_session.push(id);
                // The first owner of a link keeps it.
                let one_use = one_use(&campaign.link);
                self.links.entry(campaign.link).or_insert((id, false));
                self.links.entry(one_use).or_insert((id, true));
            }
        }
        vec![Place::Campaign(id)]
    }

    fn take_answer(&mut self, state: &State, op: &Op) -> Vec<Place> {
        let Some(answer) = read(state, op.entity) else {
            return Vec::new();
        };
        let of_place = self.answers.entry(answer.place.clone()).or_default();
        if created::<ReleasedAnswer>(op).is_some() {
            of_place.push(AnswerId(op.entity.id));
        }
        vec![answer.place]
    }
}

/// The record an operation creates.
fn created<T: serde::de::DeserializeOwned>(op: &Op) -> Option<T> {
    match Body::decode(op) {
        Ok(Body::Create { fields }) => entity::read(&fields).ok(),
        _ => None,
    }
}

fn read(state: &State, at: EntityRef) -> Option<ReleasedAnswer> {
    entity::read(&state.get(at)?.values()).ok()
}
