//! The waves due for a session, and those due once a year: rules of the [`super::cadence`] made days.
//!
//! A wave opens, and people are reminded, on working days of the territory, unless it is put in the room; reminders and
//! closing are counted from the day on which it really opens.

use super::{
    Territory,
    cadence::{Anchor, Condition, Edge, Rule, Stakeholder, Wave},
    days_between, shift,
    terms::terms,
    working::next_working_on_or_after,
};
use crate::{Day, campaign::Privacy, session::Session};
use serde::{Deserialize, Serialize};

/// Ordered by the day it opens. Field names in the log are those of this struct.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct PlannedWave {
    #[serde(with = "crate::day::wire")]
    pub opens: Day,
    pub stakeholder: Stakeholder,
    pub wave: Wave,
    pub template: String,
    /// The day of the rule, before a weekend or holiday moved it.
    #[serde(with = "crate::day::wire")]
    pub due: Day,
    /// After `opens`, up to `closes`, in order.
    #[serde(with = "crate::day::wire::many")]
    pub reminders: Vec<Day>,
    /// Last day on which answers are taken.
    #[serde(with = "crate::day::wire")]
    pub closes: Day,
    /// Both as the rule has them.
    #[serde(default, skip_serializing_if = "Privacy::is_anonymous")]
    pub privacy: Privacy,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub privacy_reason: String,
}

/// A wave that goes once to a party named in any number of sessions.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct YearlyWave {
    /// As sessions write it.
    pub party: String,
    #[serde(flatten)]
    pub wave: PlannedWave,
}

/// The waves of one session, in order of opening. Those of January are not among them: see [`plan_year`].
pub fn plan(rules: &[Rule], session: &Session, territory: Territory) -> Vec<PlannedWave> {
    let mut waves: Vec<PlannedWave> = rules
        .iter()
        .flat_map(|rule| {
            let anchors = anchor_days(rule.anchor, session).into_iter();
            anchors.filter_map(move |anchor| planned(rule, anchor, session, territory))
        })
        .collect();
    waves.sort_unstable();
    waves.dedup();
    waves
}

/// The waves of January of `year`, for sessions that ran in the year before, each with the rules of its service: one
/// for each party and questionnaire. Ordered by party, whatever the order of the sessions.
pub fn plan_year<'a>(
    sessions: impl IntoIterator<Item = (&'a [Rule], &'a Session)>,
    year: i16,
    territory: Territory,
) -> Vec<YearlyWave> {
    let Ok(january) = Day::new(year, 1, 1) else {
        return Vec::new();
    };
    let ran = sessions
        .into_iter()
        .filter(|(_, session)| ran_in(session, year - 1));
    let mut found: Vec<_> = ran
        .flat_map(|(rules, session)| rules.iter().map(move |rule| (rule, session)))
        .filter(|(rule, _)| rule.anchor == Anchor::January)
        .filter_map(|(rule, session)| {
            let party = rule.stakeholder.party(session)?;
            let wave = planned(rule, january, session, territory)?;
            let key = (
                party.to_lowercase(),
                wave.stakeholder,
                wave.template.clone(),
            );
            Some((key, party, wave))
        })
        .collect();
    // Of several spellings and rules the first in order, so that every device plans the same.
    found.sort_unstable();
    found.dedup_by(|next, kept| next.0 == kept.0);
    let waves = found.into_iter();
    waves
        .map(|(_, party, wave)| YearlyWave { party, wave })
        .collect()
}

/// Whether a session ran on a day of a year.
fn ran_in(session: &Session, year: i16) -> bool {
    session.starts.year() <= year && year <= last_day(session).year()
}

pub(super) fn last_day(session: &Session) -> Day {
    session.ends.max(session.starts)
}

fn anchor_days(anchor: Anchor, session: &Session) -> Vec<Day> {
    let (starts, ends) = (session.starts, last_day(session));
    match anchor {
        Anchor::Start => vec![starts],
        Anchor::Middle => vec![shift(starts, days_between(starts, ends) / 2)],
        Anchor::End => vec![ends],
        Anchor::EachTerm => terms(starts, ends),
        Anchor::January => Vec::new(),
    }
}

fn holds(condition: Condition, anchor: Day, session: &Session) -> bool {
    let last = last_day(session);
    match condition {
        Condition::Company => Stakeholder::Company.party(session).is_some(),
        Condition::Funder => Stakeholder::Funder.party(session).is_some(),
        Condition::Subcontracted => Stakeholder::Principal.party(session).is_some(),
        Condition::LongerThan(days) => days_between(session.starts, last) + 1 > days.into(),
        Condition::GoesOn(days) => days_between(anchor, last) > days.into(),
    }
}

/// Nobody is reminded on the day it opens, nor on its last.
///
/// None if the rule is off or a condition does not hold, or if the wave would be over before it is due. A survey in the
/// middle that weekends and holidays push to the last day is left to the one of the end.
fn planned(
    rule: &Rule,
    anchor: Day,
    session: &Session,
    territory: Territory,
) -> Option<PlannedWave> {
    let due = shift(anchor, rule.offset.into());
    let bound = match rule.closes_by {
        Some(Edge::Start) => session.starts,
        Some(Edge::End) => last_day(session),
        None => Day::MAX,
    };
    let asked = |condition: &Condition| holds(*condition, anchor, session);
    if rule.off || bound < due || !rule.only_if.iter().all(asked) {
        return None;
    }
    let opens = match next_working_on_or_after(due, territory) {
        working if !rule.in_room && working <= bound => working,
        _ => due,
    };
    if rule.anchor == Anchor::Middle && opens >= last_day(session) {
        return None;
    }
    let closes = shift(opens, rule.closes.into()).min(bound);
    let mut reminders: Vec<Day> = rule
        .reminders
        .iter()
        .map(|days| next_working_on_or_after(shift(opens, (*days).into()), territory))
        .filter(|day| opens < *day && *day < closes)
        .collect();
    reminders.sort_unstable();
    reminders.dedup();
    Some(PlannedWave {
        opens,
        stakeholder: rule.stakeholder,
        wave: rule.wave,
        template: rule.template.clone(),
        due,
        reminders,
        closes,
        privacy: rule.privacy,
        privacy_reason: rule.privacy_reason.clone(),
    })
}

#[cfg(test)]
mod tests;
