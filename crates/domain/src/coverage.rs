//! Coverage: who of all who must be asked was asked, service by service, in a period; and what proves it. What counts is
//! that people were asked: no number of answers is wanted (guide de lecture, indicator 30). Pure, computed on the device.

use crate::{
    Day,
    calendar::{
        agenda::{Entry, Facts, Run, Standing, agenda, same},
        cadence::{Stakeholder, Wave},
        days_between,
    },
    campaign::{Campaign, Stage},
    feedback::Feedback,
    figures::Rate,
    ids::{CampaignId, FeedbackId, ServiceId, SolicitationId},
    service::ServiceKind,
    solicitation::{Means, Solicitation, SolicitationKind},
};
use std::collections::BTreeMap;

/// First and last day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Period {
    pub from: Day,
    pub to: Day,
}

impl Period {
    pub fn holds(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
}

/// What was done and heard, beside the [`Facts`] of what was to be.
#[derive(Clone, Copy)]
pub struct Proofs<'a> {
    pub solicitations: &'a [(SolicitationId, &'a Solicitation)],
    pub feedback: &'a [(FeedbackId, &'a Feedback)],
    /// The kind of a service, for feedback that is about one.
    pub kind_of: &'a dyn Fn(ServiceId) -> Option<ServiceKind>,
    /// Answers of a campaign that count.
    pub received: &'a dyn Fn(CampaignId) -> u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    NotRequired(Reason),
    ToCome,
    /// To be asked now, or nothing is planned for those who must be.
    Due,
    /// Was to be asked, and nothing says that it was.
    Late,
    Done,
    /// Asked, and nobody answered so far: covered all the same.
    NoAnswer,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// A bilan asks its beneficiaries and the team only.
    Bilan,
    /// No session of the service in the period.
    NoSession,
    /// Nobody of that kind is named in a session.
    NoParty,
    /// No session was run for another provider.
    NotSubcontracted,
    /// Only apprentices have a tutor of their own.
    NotApprenticeship,
    CalledOff,
}

/// One stakeholder of one kind of service in the period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    pub stakeholder: Stakeholder,
    pub kind: ServiceKind,
    pub state: State,
    pub items: Vec<Item>,
    /// What was heard of them without a survey.
    pub feedback: Vec<FeedbackId>,
}

/// One survey, asked or to be asked, with its proof.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    pub entry: Entry,
    pub state: State,
    pub solicitations: Vec<SolicitationId>,
    pub received: u32,
    /// Feedback that does instead of it.
    pub replaced_by: Option<FeedbackId>,
}

/// Answers against people asked, pooled over the surveys of one stakeholder and wave.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WaveRate {
    pub stakeholder: Stakeholder,
    pub wave: Wave,
    pub rate: Rate,
    /// Surveys that are left out: nobody counted whom they asked.
    pub unknown: u32,
}

/// Solicitations by their campaign.
type Asked<'a> = BTreeMap<CampaignId, Vec<(SolicitationId, &'a Solicitation)>>;

impl<'a> Proofs<'a> {
    fn asked(&self) -> Asked<'a> {
        let mut asked = Asked::new();
        for (id, one) in self.solicitations {
            asked.entry(one.campaign).or_default().push((*id, *one));
        }
        asked
    }
}

/// Feedback of the period, with the kind of service it is about; none when it is about all of them.
type Heard<'a> = (FeedbackId, &'a Feedback, Option<ServiceKind>);

fn heard<'a>(facts: Facts<'_>, proofs: Proofs<'a>, period: Period) -> Vec<Heard<'a>> {
    let runs = facts.runs_by_id();
    let about = |feedback: &Feedback| {
        let of_session = feedback.session.and_then(|id| runs.get(&id));
        let of_session = of_session.map(|run| run.kind);
        of_session.or_else(|| feedback.service.and_then(proofs.kind_of))
    };
    let all = proofs.feedback.iter();
    // Programs before took feedback of a day to come.
    all.filter(|(_, feedback)| period.holds(feedback.day) && feedback.day <= facts.today)
        .map(|(id, feedback)| (*id, *feedback, about(feedback)))
        .collect()
}

/// All cells, by stakeholder, then service.
pub fn coverage(facts: Facts<'_>, proofs: Proofs<'_>, period: Period) -> Vec<Cell> {
    let asked = proofs.asked();
    let items: Vec<Item> = agenda(facts)
        .into_iter()
        .map(|entry| item(entry, facts.today, &asked, proofs))
        .collect();
    let heard = heard(facts, proofs, period);
    let cells = Stakeholder::ALL.into_iter().flat_map(|stakeholder| {
        let kinds = ServiceKind::ALL.into_iter();
        kinds.map(move |kind| (stakeholder, kind))
    });
    cells
        .map(|(stakeholder, kind)| {
            let of_cell = |item: &&Item| {
                item.entry.wave.stakeholder == stakeholder && item.entry.kinds.contains(&kind)
            };
            let all: Vec<&Item> = items.iter().filter(of_cell).collect();
            cell((stakeholder, kind), &all, &heard, facts, period)
        })
        .collect()
}

fn cell(
    (stakeholder, kind): (Stakeholder, ServiceKind),
    all: &[&Item],
    heard: &[Heard<'_>],
    facts: Facts<'_>,
    period: Period,
) -> Cell {
    let in_period = all
        .iter()
        .filter(|item| period.holds(item.entry.wave.opens));
    let items: Vec<Item> = in_period.map(|item| (*item).clone()).collect();
    let heard = heard.iter().filter(|(_, feedback, about)| {
        feedback.stakeholder == stakeholder && about.is_none_or(|about| about == kind)
    });
    let feedback: Vec<FeedbackId> = heard.map(|(id, ..)| *id).collect();
    let state = match not_required(stakeholder, kind, facts, period) {
        // What was asked all the same is shown, as proof of more than is wanted.
        Some(reason) if items.is_empty() => State::NotRequired(reason),
        _ => total(&items, !feedback.is_empty()).unwrap_or_else(|| {
            let later = |item: &&Item| period.to < item.entry.wave.opens;
            match all.iter().any(later) {
                true => State::ToCome,
                false => State::Due,
            }
        }),
    };
    let feedback = match state {
        State::NotRequired(_) => Vec::new(),
        _ => feedback,
    };
    Cell {
        stakeholder,
        kind,
        state,
        items,
        feedback,
    }
}

/// Why nobody must be asked.
fn not_required(
    stakeholder: Stakeholder,
    kind: ServiceKind,
    facts: Facts<'_>,
    period: Period,
) -> Option<Reason> {
    use Stakeholder::{Beneficiary, Company, Funder, Principal, Team, Tutor};
    if kind == ServiceKind::Bilan && !matches!(stakeholder, Beneficiary | Team) {
        return Some(Reason::Bilan);
    }
    if stakeholder == Tutor && kind != ServiceKind::Apprentissage {
        return Some(Reason::NotApprenticeship);
    }
    let runs = facts.runs.iter().filter(|run| {
        run.kind == kind && run.session.starts <= period.to && period.from <= run.session.ends
    });
    let runs: Vec<_> = runs.collect();
    if runs.is_empty() {
        return Some(Reason::NoSession);
    }
    let named = runs
        .iter()
        .any(|run| stakeholder.party(run.session).is_some());
    match stakeholder {
        Company | Funder if !named => Some(Reason::NoParty),
        Principal if !named => Some(Reason::NotSubcontracted),
        _ => None,
    }
}

/// Of several surveys what needs somebody most; none without any survey or feedback.
fn total(items: &[Item], heard: bool) -> Option<State> {
    let order = [
        State::Late,
        State::Due,
        State::Done,
        State::NoAnswer,
        State::ToCome,
        State::NotRequired(Reason::CalledOff),
    ];
    let has = |state: &State| items.iter().any(|item| item.state == *state);
    match order.into_iter().find(has) {
        Some(urgent @ (State::Late | State::Due)) => Some(urgent),
        _ if heard => Some(State::Done),
        other => other,
    }
}

fn item(entry: Entry, today: Day, asked: &Asked<'_>, proofs: Proofs<'_>) -> Item {
    let campaign = entry.campaign;
    let asked = campaign.and_then(|id| asked.get(&id)).into_iter().flatten();
    let solicitations: Vec<SolicitationId> = asked.map(|(id, _)| *id).collect();
    let received = campaign.map_or(0, |id| (proofs.received)(id));
    let replaced_by = replacement(&entry, today, proofs);
    let wave = &entry.wave;
    let state = match entry.standing {
        _ if received > 0 || replaced_by.is_some() => State::Done,
        Standing::CalledOff => State::NotRequired(Reason::CalledOff),
        _ if !solicitations.is_empty() => State::NoAnswer,
        _ if today < wave.opens => State::ToCome,
        _ if today <= wave.closes && entry.standing != Standing::Closed => State::Due,
        _ => State::Late,
    };
    Item {
        entry,
        state,
        solicitations,
        received,
        replaced_by,
    }
}

/// What is heard this many days before a survey is due is still about the same time.
const DAYS_BEFORE: i32 = 14;

/// Being at a funder's event in the same year does instead of asking it; what was heard of somebody about a session does
/// instead of asking them about it.
fn replacement(entry: &Entry, today: Day, proofs: Proofs<'_>) -> Option<FeedbackId> {
    let wave = &entry.wave;
    let mut of_them = proofs.feedback.iter();
    let found = of_them.find(|(_, feedback)| {
        if feedback.stakeholder != wave.stakeholder || today < feedback.day {
            return false;
        }
        let yearly = wave.wave == Wave::Yearly
            && feedback.form.is_event()
            && feedback.day.year() == wave.opens.year()
            && (feedback.party.is_empty() || same(feedback.party.trim(), &entry.party));
        let of_session = wave.wave != Wave::Yearly
            && feedback.session == Some(entry.session)
            && days_between(wave.due, feedback.day) >= -DAYS_BEFORE;
        yearly || of_session
    });
    found.map(|(id, _)| *id)
}

/// Response rates of the period, by stakeholder, then wave. Answers and people are added up, shares never averaged.
pub fn rates(facts: Facts<'_>, proofs: Proofs<'_>, period: Period) -> Vec<WaveRate> {
    let begun = facts.campaigns.iter().filter(|(_, campaign)| {
        let stage = campaign.stage(facts.today);
        period.holds(campaign.opens) && matches!(stage, Stage::Open | Stage::Closed)
    });
    let (asked_by, runs) = (proofs.asked(), facts.runs_by_id());
    let mut rates: Vec<WaveRate> = Vec::new();
    for (id, campaign) in begun {
        let (stakeholder, wave) = (campaign.stakeholder, campaign.wave);
        let same = |rate: &WaveRate| (rate.stakeholder, rate.wave) == (stakeholder, wave);
        let index = rates.iter().position(same).unwrap_or(rates.len());
        if index == rates.len() {
            rates.push(WaveRate {
                stakeholder,
                wave,
                rate: Rate::default(),
                unknown: 0,
            });
        }
        let asked = asked_by.get(id).map_or(&[][..], Vec::as_slice);
        let run = runs.get(&campaign.session).copied();
        match people_asked(campaign, run, asked) {
            0 => rates[index].unknown += 1,
            asked => {
                rates[index].rate.part += (proofs.received)(*id);
                rates[index].rate.whole += asked;
            }
        }
    }
    rates.sort_by_key(|rate| (rate.stakeholder, rate.wave));
    rates
}

/// Beneficiaries present; of others those asked for the first time by the means that asked most: two means may reach the same
/// people, while those whom one of them asks later, such as a late invitation, are others.
fn people_asked(
    campaign: &Campaign,
    run: Option<&Run<'_>>,
    asked: &[(SolicitationId, &Solicitation)],
) -> u32 {
    match campaign.stakeholder {
        Stakeholder::Beneficiary => run.map_or(0, |run| campaign.present(run.session)),
        _ => {
            let first = asked.iter().map(|(_, one)| one);
            let first = first.filter(|one| one.kind == SolicitationKind::First);
            let mut by: BTreeMap<Means, u32> = BTreeMap::new();
            for one in first {
                let sum = by.entry(one.means).or_default();
                *sum = sum.saturating_add(one.count);
            }
            by.into_values().max().unwrap_or(0)
        }
    }
}

#[cfg(test)]
mod tests;
