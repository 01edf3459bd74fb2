//! Surveys that a session left behind when its dates changed: they were set up for the days that the rules gave before.
//!
//! Days that somebody chose by hand follow no rule, and are never among them.

use super::{
    Territory,
    agenda::{Facts, Run},
    cadence::Rule,
    plan::{PlannedWave, plan},
};
use crate::{
    Day,
    campaign::{Campaign, Stage, Stakeholder, Wave},
    ids::{CampaignId, SessionId},
    session::Session,
};

/// A survey whose session has other dates than when it was set up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    pub session: SessionId,
    pub campaign: CampaignId,
    /// The day it opens so far.
    pub opens: Day,
    pub fate: Fate,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    /// Can be given the days that the rules give now.
    Moves(PlannedWave),
    /// It is open: people are answering it.
    Begun,
    /// With the dates of now the rules no longer ask for it, or its time would be over.
    NotDue,
}

/// The surveys that a session left behind, by their opening. `earlier` are the first and last days it had before.
pub fn moved(facts: Facts<'_>, run: &Run<'_>, earlier: &[(Day, Day)]) -> Vec<Moved> {
    // Most sessions never move, and a calendar asks of all of them.
    if earlier.is_empty() {
        return Vec::new();
    }
    let (rules, territory) = (facts.rules.of(run.kind), facts.territory);
    let now = plan(rules, run.session, territory);
    let before = plans(rules, run.session, territory, earlier);
    let own: Vec<&(CampaignId, &Campaign)> = facts
        .campaigns
        .iter()
        .filter(|(_, campaign)| campaign.session == run.id)
        .collect();
    let taken = |campaign: &Campaign, opens: Day| {
        let mut own = own.iter();
        own.any(|(_, other)| {
            is_like(campaign, other.stakeholder, other.wave) && other.opens == opens
        })
    };
    let mut left: Vec<Moved> = own
        .iter()
        .filter_map(|(id, campaign)| {
            let begun = match campaign.stage(facts.today) {
                Stage::Planned => false,
                Stage::Open => true,
                Stage::Closed | Stage::CalledOff => return None,
            };
            if alike(&now, campaign).any(|wave| wave.opens == campaign.opens) {
                return None;
            }
            let place = before.iter().find_map(|plan| {
                alike(plan, campaign).position(|wave| wave.opens == campaign.opens)
            })?;
            let to = alike(&now, campaign)
                .nth(place)
                .filter(|to| facts.today <= to.closes && !taken(campaign, to.opens));
            let fate = match to {
                _ if begun => Fate::Begun,
                Some(to) => Fate::Moves(to.clone()),
                None => Fate::NotDue,
            };
            Some(Moved {
                session: run.id,
                campaign: *id,
                opens: campaign.opens,
                fate,
            })
        })
        .collect();
    left.sort_unstable_by_key(|one| (one.opens, one.campaign));
    left
}

/// What the rules gave for each of the dates it had.
fn plans(
    rules: &[Rule],
    session: &Session,
    territory: Territory,
    earlier: &[(Day, Day)],
) -> Vec<Vec<PlannedWave>> {
    let then = earlier.iter().filter_map(|(starts, ends)| {
        let session = Session {
            starts: *starts,
            ends: *ends,
            ..session.clone()
        };
        let readable = session.check_days().is_ok();
        readable.then(|| plan(rules, &session, territory))
    });
    then.collect()
}

/// The waves of a plan that a campaign may be one of, in order of opening: several where a session is asked each term.
fn alike<'a>(plan: &'a [PlannedWave], of: &'a Campaign) -> impl Iterator<Item = &'a PlannedWave> {
    let waves = plan.iter();
    waves.filter(|wave| is_like(of, wave.stakeholder, wave.wave))
}

fn is_like(of: &Campaign, stakeholder: Stakeholder, wave: Wave) -> bool {
    of.stakeholder == stakeholder && of.wave == wave
}

#[cfg(test)]
mod tests;
