//! Results of campaigns and pools from what is in memory, computed once per change.

use ::sync::EntityRef;
use domain::{
    answer::{Place, ReleasedAnswer, Survey},
    campaign::QuestionnaireRef,
    entity::EntityKind,
    figures::{CampaignResults, Counts, Pool, Released, compute, compute_pool},
    ids::{AnswerId, CampaignId, OpId, ServiceId},
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
    let (mut campaigns, mut pools) = (Vec::new(), BTreeSet::new());
    for (place, _) in core.index.changed(after) {
        match place {
            Place::Campaign(id) => campaigns.extend(of_campaign(core, cache, *id)),
            Place::Pool {
                service, quarter, ..
            } => {
                pools.insert((*service, quarter.as_str()));
            }
        }
    }
    let pools = pools.into_iter().flat_map(|at| of_pools(core, at));
    (campaigns, pools.collect())
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

/// What was pooled of a service and quarter: one pool per survey, the versions of its questionnaire together.
pub(super) fn of_pools(core: &Core, at: (ServiceId, &str)) -> Vec<Pool> {
    let mut surveys: BTreeMap<Survey, Vec<Line>> = BTreeMap::new();
    for place in core.index.pools(at) {
        let Place::Pool { survey, .. } = place else {
            continue;
        };
        for line in released(core, place) {
            let survey = Survey::of(survey.as_ref(), &line.answer.questionnaire);
            surveys.entry(survey).or_default().push(line);
        }
    }
    let pool = |(survey, lines): (Survey, Vec<Line>)| {
        let asked = lines.iter().map(|line| line.answer.questionnaire.version);
        let asked: BTreeSet<u32> = asked.collect();
        let version = |version| {
            let key = survey.questionnaire.clone();
            core.questionnaire(&QuestionnaireRef { key, version })
        };
        let versions: Vec<_> = asked.into_iter().filter_map(version).collect();
        let answers: Vec<_> = lines.iter().map(Line::released).collect();
        compute_pool(at, &survey, &versions, &answers, true)
    };
    surveys.into_iter().filter_map(pool).collect()
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
