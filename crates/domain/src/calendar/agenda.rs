//! What is due joined with the campaigns there are: one entry for each time that somebody is to be asked, or was.

use super::{
    Territory,
    cadence::{Anchor, Rules, Stakeholder, Wave},
    days_between,
    plan::{PlannedWave, last_day, plan, plan_year, ran_in},
};
use crate::{
    Day,
    campaign::{Campaign, CampaignStatus, Privacy, QuestionnaireRef, Stage},
    ids::{CampaignId, SessionId},
    service::ServiceKind,
    session::Session,
};

/// A session, and what kind of service it is a run of.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    pub id: SessionId,
    pub kind: ServiceKind,
    pub session: &'a Session,
}

/// What an organisation runs and asks. Tests are left out by whoever makes it.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    pub runs: &'a [Run<'a>],
    pub campaigns: &'a [(CampaignId, &'a Campaign)],
    pub rules: &'a Rules,
    pub territory: Territory,
    pub today: Day,
}

/// One time that somebody is to be asked. With a campaign the days are the campaign's own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The session it is about; of a yearly wave the latest that names the party.
    pub session: SessionId,
    /// The services it speaks for: several when a party is named in sessions of several.
    pub kinds: Vec<ServiceKind>,
    /// Empty for those who are no one party.
    pub party: String,
    pub wave: PlannedWave,
    pub campaign: Option<CampaignId>,
    pub standing: Standing,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Standing {
    /// No campaign yet, and still time for one.
    ToSetUp,
    /// No campaign, and its last day is over.
    Missed,
    Planned,
    Open,
    Closed,
    CalledOff,
}

/// All entries, by the day they open. What the rules ask comes with the campaign that does it; campaigns that no rule
/// asks for are entries of their own.
pub fn agenda(facts: Facts<'_>) -> Vec<Entry> {
    let mut left: Vec<(CampaignId, &Campaign)> = facts.campaigns.to_vec();
    // A campaign that was called off serves a wave only if no other does.
    left.sort_by_key(|(id, campaign)| {
        let off = campaign.stage(facts.today) == Stage::CalledOff;
        (off, campaign.opens, *id)
    });
    let mut entries: Vec<Entry> = due(facts)
        .into_iter()
        .map(|entry| entry.with_campaign(facts.today, &mut left))
        .collect();
    let served = entries.iter().filter(|entry| entry.campaign.is_some());
    let served: Vec<Place> = served.map(Entry::place).collect();
    let more = left.into_iter().filter_map(|(id, campaign)| {
        let entry = Entry::of_campaign(facts, id, campaign)?;
        // One that was called off and done again is told by the other.
        let again = entry.standing == Standing::CalledOff && served.contains(&entry.place());
        (!again).then_some(entry)
    });
    entries.extend(more);
    entries.sort_by(|a, b| (&a.wave, a.session, a.campaign).cmp(&(&b.wave, b.session, b.campaign)));
    entries
}

/// Where an entry is among those of all sessions, years apart.
type Place = (SessionId, Stakeholder, Wave, String);

/// What the rules ask of every session and year, without campaigns.
fn due(facts: Facts<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for run in facts.runs {
        let waves = plan(facts.rules.of(run.kind), run.session, facts.territory);
        entries.extend(waves.into_iter().map(|wave| {
            let party = wave.stakeholder.party(run.session).unwrap_or_default();
            Entry::bare(run.id, vec![run.kind], party, wave, facts.today)
        }));
    }
    let first = facts.runs.iter().map(|run| run.session.starts.year()).min();
    let last = facts
        .runs
        .iter()
        .map(|run| last_day(run.session).year())
        .max();
    for year in first.zip(last).into_iter().flat_map(|(a, b)| a..=b) {
        let sessions = facts.runs.iter();
        let sessions = sessions.map(|run| (facts.rules.of(run.kind), run.session));
        let waves = plan_year(sessions, year + 1, facts.territory);
        entries.extend(waves.into_iter().filter_map(|yearly| {
            let (session, kinds) = named(facts, &yearly.party, &yearly.wave, year)?;
            let (party, wave) = (yearly.party, yearly.wave);
            Some(Entry::bare(session, kinds, party, wave, facts.today))
        }));
    }
    entries
}

/// The latest session of a year that names a party, and the services of all that do.
fn named(
    facts: Facts<'_>,
    party: &str,
    wave: &PlannedWave,
    year: i16,
) -> Option<(SessionId, Vec<ServiceKind>)> {
    let asks = |kind| {
        let mut rules = facts.rules.of(kind).iter();
        rules.any(|rule| {
            rule.anchor == Anchor::January
                && !rule.off
                && (rule.stakeholder, &rule.template) == (wave.stakeholder, &wave.template)
        })
    };
    let runs: Vec<&Run<'_>> = facts
        .runs
        .iter()
        .filter(|run| ran_in(run.session, year) && asks(run.kind))
        .filter(|run| {
            wave.stakeholder
                .party(run.session)
                .is_some_and(|name| same(&name, party))
        })
        .collect();
    let latest = runs
        .iter()
        .max_by_key(|run| (last_day(run.session), run.id))?;
    let mut kinds: Vec<ServiceKind> = runs.iter().map(|run| run.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    Some((latest.id, kinds))
}

/// Whether two spellings are one party.
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

impl Entry {
    fn bare(
        session: SessionId,
        kinds: Vec<ServiceKind>,
        party: String,
        wave: PlannedWave,
        today: Day,
    ) -> Entry {
        let standing = match wave.closes < today {
            true => Standing::Missed,
            false => Standing::ToSetUp,
        };
        Entry {
            session,
            kinds,
            party,
            wave,
            campaign: None,
            standing,
        }
    }

    /// A campaign that no rule asks for; none when its session is not there.
    fn of_campaign(facts: Facts<'_>, id: CampaignId, campaign: &Campaign) -> Option<Entry> {
        let run = facts.runs.iter().find(|run| run.id == campaign.session)?;
        let wave = PlannedWave {
            opens: campaign.opens,
            stakeholder: campaign.stakeholder,
            wave: campaign.wave,
            template: campaign.questionnaire.key.clone(),
            due: campaign.opens,
            reminders: Vec::new(),
            closes: campaign.closes,
        };
        let party = campaign.party.clone();
        let mut entry = Entry::bare(run.id, vec![run.kind], party, wave, facts.today);
        entry.take(id, campaign, facts.today);
        Some(entry)
    }

    fn take(&mut self, id: CampaignId, campaign: &Campaign, today: Day) {
        self.campaign = Some(id);
        self.standing = match campaign.stage(today) {
            Stage::Planned => Standing::Planned,
            Stage::Open => Standing::Open,
            Stage::Closed => Standing::Closed,
            Stage::CalledOff => Standing::CalledOff,
        };
        self.wave.opens = campaign.opens;
        self.wave.closes = campaign.closes;
        self.wave.reminders.clone_from(&campaign.reminders);
        self.wave.template.clone_from(&campaign.questionnaire.key);
    }

    /// Takes the campaign that does what this entry asks: best by its questionnaire, then by its day.
    fn with_campaign(mut self, today: Day, left: &mut Vec<(CampaignId, &Campaign)>) -> Entry {
        let fitting = left.iter().enumerate();
        let fitting = fitting.filter(|(_, (_, campaign))| self.is_done_by(campaign));
        let best = fitting.min_by_key(|(index, (_, campaign))| {
            let off = campaign.stage(today) == Stage::CalledOff;
            let other = campaign.questionnaire.key != self.wave.template;
            let days = days_between(self.wave.opens, campaign.opens).abs();
            (off, other, days, *index)
        });
        if let Some((index, _)) = best {
            let (id, campaign) = left.remove(index);
            self.take(id, campaign, today);
        }
        self
    }

    /// The campaign that does what it asks. Whose answers would name them anyway is for whoever sets it up to say.
    pub fn campaign(&self, questionnaire: QuestionnaireRef, link: String) -> Campaign {
        Campaign {
            session: self.session,
            questionnaire,
            stakeholder: self.wave.stakeholder,
            party: self.party.clone(),
            wave: self.wave.wave,
            privacy: Privacy::Anonyme,
            privacy_reason: String::new(),
            test: false,
            status: CampaignStatus::Open,
            called_off: String::new(),
            opens: self.wave.opens,
            reminders: self.wave.reminders.clone(),
            closes: self.wave.closes,
            link,
        }
    }

    fn is_done_by(&self, campaign: &Campaign) -> bool {
        let wanted = (self.wave.stakeholder, self.wave.wave);
        if (campaign.stakeholder, campaign.wave) != wanted {
            return false;
        }
        match self.wave.wave {
            Wave::Yearly => {
                let year = campaign.opens.year() == self.wave.opens.year();
                year && same(&campaign.party, &self.party)
            }
            // Of several in a session each has its own questionnaire or its own time of the year.
            Wave::Term => {
                let near = days_between(self.wave.opens, campaign.opens).abs() <= TERM_DAYS;
                campaign.session == self.session
                    && near
                    && campaign.questionnaire.key == self.wave.template
            }
            _ => campaign.session == self.session,
        }
    }

    fn place(&self) -> Place {
        let about = (self.wave.stakeholder, self.wave.wave);
        (self.session, about.0, about.1, self.wave.template.clone())
    }
}

/// A survey moved further than this belongs to another term.
const TERM_DAYS: i32 = 45;

#[cfg(test)]
pub(crate) mod tests;
