//! Results of campaigns and pools from what is in memory, computed once per change.

use ::sync::EntityRef;
use domain::{
    answer::{Place, ReleasedAnswer},
    campaign::QuestionnaireRef,
    entity::EntityKind,
    figures::{CampaignResults, Counts, Pool, Released, compute, compute_pool},
    ids::{AnswerId, CampaignId, OpId},
    questionnaire::together,
};
use ledger::Core;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Mutex, PoisonError},
};

/// Results of campaigns with the revision they were computed at, single answers included.
#[derive(Default)]
pub(crate) struct Cache(Mutex<HashMap<CampaignId, (u64, CampaignResults)>>);

/// Everything that changed after revision `after`, single answers included.
pub(super) fn changed(core: &Core, cache: &Cache, after: u64) -> (Vec<CampaignResults>, Vec<Pool>) {
    let (mut campaigns, mut pools) = (Vec::new(), Vec::new());
    for (place, _) in core.index.changed(after) {
        match place {
            Place::Campaign(id) => campaigns.extend(of_campaign(core, cache, *id)),
            Place::Pool { .. } => pools.extend(of_pool(core, place)),
        }
    }
    (campaigns, pools)
}

/// None when the campaign, its session or its questionnaire is not there.
pub(super) fn of_campaign(core: &Core, cache: &Cache, id: CampaignId) -> Option<CampaignResults> {
    let revision = core.index.revision(&Place::Campaign(id));
    let mut cached = cache.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((computed, results)) = cached.get(&id)
        && *computed == revision
    {
        return Some(results.clone());
    }
    let results = computed(core, id)?;
    cached.insert(id, (revision, results.clone()));
    Some(results)
}

fn computed(core: &Core, id: CampaignId) -> Option<CampaignResults> {
    let campaign = core.campaign(id)?;
    let session = core.session(campaign.session)?;
    let questionnaire = core.questionnaire(&campaign.questionnaire)?;
    let tally = core.tallies.get(&id).copied().unwrap_or_default();
    let waiting = core.waiting.iter().filter(|w| w.campaign == id).count();
    let counts = Counts {
        received: tally.received,
        waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
        refused: tally.refused,
        abandoned: tally.abandoned,
        quarantined: tally.quarantined,
    };
    let answers = released(core, &Place::Campaign(id));
    let answers: Vec<_> = answers.iter().map(Line::released).collect();
    let present = campaign.present(&session);
    Some(compute(id, &questionnaire, present, counts, &answers, true))
}

/// One pool per questionnaire, its versions together: other questions cannot be counted together.
pub(super) fn of_pool(core: &Core, place: &Place) -> Vec<Pool> {
    let lines = released(core, place);
    let mut versions: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for line in &lines {
        let asked = &line.answer.questionnaire;
        versions
            .entry(&asked.key)
            .or_default()
            .insert(asked.version);
    }
    let pool = |(key, versions): (&str, BTreeSet<u32>)| {
        let version = |version| {
            let key = key.to_owned();
            core.questionnaire(&QuestionnaireRef { key, version })
        };
        let questionnaire = together(versions.into_iter().filter_map(version))?;
        let same = lines.iter().filter(|l| l.answer.questionnaire.key == key);
        let answers: Vec<_> = same.map(Line::released).collect();
        compute_pool(place, &questionnaire, &answers, true)
    };
    versions.into_iter().filter_map(pool).collect()
}

/// A released answer, read from its record.
struct Line {
    id: AnswerId,
    version: Option<OpId>,
    answer: ReleasedAnswer,
}

impl Line {
    fn released(&self) -> Released<'_> {
        Released {
            id: self.id,
            version: self.version,
            answer: &self.answer,
        }
    }
}

fn released(core: &Core, place: &Place) -> Vec<Line> {
    let line = |id: &AnswerId| {
        let at = EntityRef {
            kind: EntityKind::Answer,
            id: id.0,
        };
        Some(Line {
            id: *id,
            version: core.state.get(at)?.version("excluded"),
            answer: core.record(EntityKind::Answer, id.0)?,
        })
    };
    core.index.answers(place).iter().filter_map(line).collect()
}
