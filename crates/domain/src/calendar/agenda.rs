//! What is due joined with the campaigns there are: one entry for each time that somebody is to be asked, or was.

use super::{
    Territory,
    cadence::{Anchor, Rules, Stakeholder, Wave},
    days_between,
    plan::{PlannedWave, YearlyWave, last_day, plan, plan_year},
};
use crate::{
    Day, Refusal,
    campaign::{Campaign, CampaignStatus, Stage},
    ids::{CampaignId, SessionId},
    questionnaire::Questionnaire,
    service::ServiceKind,
    session::Session,
};
use std::collections::{BTreeMap, BTreeSet};

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

impl<'a> Facts<'a> {
    /// Without those of thousands of years, as logs of before [`Session::check_days`] may hold.
    fn planned(&self) -> impl Iterator<Item = &'a Run<'a>> + use<'a> {
        let runs = self.runs.iter();
        // An end before the start is for people to settle, and ends meanwhile with its first day.
        runs.filter(|run| run.session.check_days() != Err(Refusal::DayOutOfRange))
    }

    pub(crate) fn runs_by_id(&self) -> BTreeMap<SessionId, &'a Run<'a>> {
        self.runs.iter().map(|run| (run.id, run)).collect()
    }
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
    let mut campaigns: Vec<(CampaignId, &Campaign)> = facts.campaigns.to_vec();
    // A campaign that was called off serves a wave only if no other does.
    campaigns.sort_by_key(|(id, campaign)| {
        let off = campaign.stage(facts.today) == Stage::CalledOff;
        (off, campaign.opens, *id)
    });
    let mut left = Left::new();
    for (id, campaign) in campaigns {
        let slot = Slot::of_campaign(campaign);
        left.entry(slot).or_default().push((id, campaign));
    }
    let mut entries: Vec<Entry> = due(facts)
        .into_iter()
        .map(|entry| entry.with_campaign(facts.today, &mut left))
        .collect();
    let served = entries.iter().filter(|entry| entry.campaign.is_some());
    let served: BTreeSet<Place> = served.map(Entry::place).collect();
    let runs = facts.runs_by_id();
    let more = left.into_values().flatten().filter_map(|(id, campaign)| {
        let run = runs.get(&campaign.session)?;
        let entry = Entry::of_campaign(run, id, campaign, facts.today);
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

/// Campaigns that no entry has taken yet.
type Left<'a> = BTreeMap<Slot, Vec<(CampaignId, &'a Campaign)>>;

/// What an entry and the campaign that does it have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Slot(Stakeholder, Wave, About);

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum About {
    Session(SessionId),
    /// Of a yearly wave, with the party in small letters.
    Year(i16, String),
}

impl Slot {
    fn of_campaign(of: &Campaign) -> Slot {
        Slot::new(of.stakeholder, of.wave, of.session, of.opens, &of.party)
    }

    fn of_entry(of: &Entry) -> Slot {
        let PlannedWave {
            stakeholder,
            wave,
            opens,
            ..
        } = of.wave;
        Slot::new(stakeholder, wave, of.session, opens, &of.party)
    }

    fn new(who: Stakeholder, wave: Wave, session: SessionId, opens: Day, party: &str) -> Slot {
        let about = match wave {
            Wave::Yearly => About::Year(opens.year(), party.to_lowercase()),
            _ => About::Session(session),
        };
        Slot(who, wave, about)
    }
}

/// What the rules ask of every session and year, without campaigns.
fn due(facts: Facts<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for run in facts.planned() {
        let waves = plan(facts.rules.of(run.kind), run.session, facts.territory);
        entries.extend(waves.into_iter().map(|wave| {
            let party = wave.stakeholder.party(run.session).unwrap_or_default();
            Entry::bare(run.id, vec![run.kind], party, wave, facts.today)
        }));
    }
    let named = named(facts);
    let years: BTreeSet<i16> = named.keys().map(|(year, ..)| *year).collect();
    for year in years {
        let sessions = facts
            .planned()
            .map(|run| (facts.rules.of(run.kind), run.session));
        let waves = plan_year(sessions, year + 1, facts.territory);
        entries.extend(waves.into_iter().filter_map(|YearlyWave { party, wave }| {
            let who = (party.to_lowercase(), wave.stakeholder);
            let runs = named.get(&(year, who.0, who.1, &wave.template))?;
            let (session, kinds) = latest(runs)?;
            Some(Entry::bare(session, kinds, party, wave, facts.today))
        }));
    }
    entries
}

/// The sessions of each year that name a party in small letters, by whom a rule of January asks what.
fn named<'a>(facts: Facts<'a>) -> BTreeMap<(i16, String, Stakeholder, &'a str), Vec<&'a Run<'a>>> {
    let mut named: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for run in facts.planned() {
        let rules = facts.rules.of(run.kind).iter();
        for rule in rules.filter(|rule| rule.anchor == Anchor::January && !rule.off) {
            let Some(party) = rule.stakeholder.party(run.session) else {
                continue;
            };
            let party = party.to_lowercase();
            for year in run.session.starts.year()..=last_day(run.session).year() {
                let key = (
                    year,
                    party.clone(),
                    rule.stakeholder,
                    rule.template.as_str(),
                );
                named.entry(key).or_default().push(run);
            }
        }
    }
    named
}

/// The latest of some sessions, and the services of all of them.
fn latest(runs: &[&Run<'_>]) -> Option<(SessionId, Vec<ServiceKind>)> {
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

    /// A campaign that no rule asks for.
    fn of_campaign(run: &Run<'_>, id: CampaignId, campaign: &Campaign, today: Day) -> Entry {
        let wave = PlannedWave {
            opens: campaign.opens,
            stakeholder: campaign.stakeholder,
            wave: campaign.wave,
            template: campaign.questionnaire.key.clone(),
            due: campaign.opens,
            reminders: Vec::new(),
            closes: campaign.closes,
            privacy: campaign.privacy,
            privacy_reason: campaign.privacy_reason.clone(),
        };
        let party = campaign.party.clone();
        let mut entry = Entry::bare(run.id, vec![run.kind], party, wave, today);
        entry.take(id, campaign, today);
        entry
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
    fn with_campaign(mut self, today: Day, left: &mut Left<'_>) -> Entry {
        let Some(left) = left.get_mut(&Slot::of_entry(&self)) else {
            return self;
        };
        let fitting = left.iter().enumerate();
        let fitting = fitting.filter(|(_, (_, campaign))| self.is_done_by(campaign));
        let best = fitting.min_by_key(|(index, (_, campaign))| {
            let off = campaign.stage(today) == Stage::CalledOff;
            let other = campaign.questionnaire.key != self.wave.template;
            let days = days_between(self.wave.opens, campaign.opens).abs();
            // Of those called off the last one says why: an earlier one may be a setting up taken back.
            let order = if off { usize::MAX - index } else { *index };
            (off, other, days, order)
        });
        if let Some((index, _)) = best {
            let (id, campaign) = left.remove(index);
            self.take(id, campaign, today);
        }
        self
    }

    /// The campaign that does what it asks, with a version of its questionnaire.
    pub fn campaign(&self, asked: &Questionnaire, link: String) -> Campaign {
        Campaign {
            session: self.session,
            questionnaire: asked.reference(),
            stakeholder: self.wave.stakeholder,
            party: self.party.clone(),
            wave: self.wave.wave,
            privacy: self.wave.privacy.for_asking(asked),
            privacy_reason: self.wave.privacy_reason.clone(),
            test: false,
            status: CampaignStatus::Open,
            called_off: String::new(),
            opens: self.wave.opens,
            reminders: self.wave.reminders.clone(),
            closes: self.wave.closes,
            link,
        }
    }

    /// Of several terms in a session each has its own questionnaire and its own time of the year.
    fn is_done_by(&self, campaign: &Campaign) -> bool {
        let near = || days_between(self.wave.opens, campaign.opens).abs() <= TERM_DAYS;
        self.wave.wave != Wave::Term || campaign.questionnaire.key == self.wave.template && near()
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
