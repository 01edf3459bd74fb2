//! Who is asked what and when (*calendrier de recueil*): rules as data, and those an organisation begins with.
//!
//! Code holds no day of any session: [`super::plan`] makes days of the rules.

use crate::{
    Refusal,
    campaign::Privacy,
    entity::{LINE_MAX, NOTE_MAX},
    service::ServiceKind,
    session::Session,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use Stakeholder::{Beneficiary, Company, Funder, Principal, Team, Tutor};

/// The parties whose appreciation indicator 30 asks for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stakeholder {
    /// *Bénéficiaire*: trainee, candidate, apprentice.
    #[default]
    Beneficiary,
    Company,
    /// *Équipe pédagogique*: trainers, external ones included.
    Team,
    Funder,
    /// *Maître d'apprentissage*.
    Tutor,
    /// *Donneur d'ordres*: the provider a session is run for.
    Principal,
}

impl Stakeholder {
    pub const ALL: [Stakeholder; 6] = [Beneficiary, Company, Team, Funder, Tutor, Principal];

    /// Whom a session names as this party, blanks aside; none when it names nobody, or when they are no one party.
    pub fn party(self, session: &Session) -> Option<String> {
        let name = match self {
            Company => &session.company,
            Funder => &session.funder,
            Principal => &session.subcontracted_for,
            Beneficiary | Team | Tutor => return None,
        };
        let words: Vec<&str> = name.split_whitespace().collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wave {
    Positioning,
    Mid,
    /// *À chaud*: at the end, or within days of it.
    Hot,
    /// *À froid*: months later.
    Cold,
    Yearly,
    Term,
}

/// The day a rule counts from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    Start,
    Middle,
    End,
    /// Each term of the session.
    EachTerm,
    /// 1 January after each year in which the session ran; once for a company, funder or principal, however many its
    /// sessions were.
    January,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    Start,
    End,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// The session names a company.
    Company,
    /// The session names a funder.
    Funder,
    /// The session is run for another provider.
    Subcontracted,
    /// The session lasts more than so many days, its first and last included.
    LongerThan(u16),
    /// The session lasts more than so many days after the anchor.
    GoesOn(u16),
}

/// One line of the calendar. Field names in the log are those of this struct.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rule {
    pub stakeholder: Stakeholder,
    /// Key of the questionnaire.
    pub template: String,
    pub wave: Wave,
    pub anchor: Anchor,
    /// Days from the anchor to the opening; negative: before it.
    pub offset: i16,
    /// Put in the room on the very day, which therefore moves for no holiday.
    #[serde(default)]
    pub in_room: bool,
    /// Days from the opening to each reminder.
    pub reminders: Vec<u16>,
    /// Days from the opening to the last day on which answers are taken.
    pub closes: u16,
    /// That last day is no later than this one of the session.
    #[serde(default)]
    pub closes_by: Option<Edge>,
    /// All of them must hold.
    #[serde(default)]
    pub only_if: Vec<Condition>,
    /// How its surveys keep answers and people apart.
    #[serde(default, skip_serializing_if = "Privacy::is_anonymous")]
    pub privacy: Privacy,
    /// Why answers carry a name, as in [`crate::campaign::Campaign`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub privacy_reason: String,
    /// Left out by the organisation, its days kept for the day it is wanted again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub off: bool,
}

/// The rules an organisation made its own for one kind of service; without such a record [`defaults`] hold. Of several
/// for one kind the first by id counts. Field names in the log are those of this struct.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Calendar {
    pub kind: ServiceKind,
    pub rules: Vec<Rule>,
}

/// The rules in force for each kind of service.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rules(BTreeMap<ServiceKind, Vec<Rule>>);

impl Rules {
    /// `own` in order of their ids.
    pub fn new<'a>(own: impl IntoIterator<Item = &'a Calendar>) -> Rules {
        let mut rules = BTreeMap::new();
        for calendar in own {
            let known = rules.entry(calendar.kind);
            known.or_insert_with(|| calendar.rules.clone());
        }
        for kind in ServiceKind::ALL {
            rules.entry(kind).or_insert_with(|| defaults(kind));
        }
        Rules(rules)
    }

    pub fn of(&self, kind: ServiceKind) -> &[Rule] {
        self.0.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The moments at which a questionnaire is put to somebody: first those of this kind of service.
    pub fn moments(&self, kind: ServiceKind, template: &str, who: Stakeholder) -> Vec<Wave> {
        let others = ServiceKind::ALL.into_iter().filter(|other| *other != kind);
        let all = std::iter::once(kind).chain(others);
        all.flat_map(|kind| self.of(kind))
            .filter(|rule| rule.template == template && rule.stakeholder == who)
            .map(|rule| rule.wave)
            .collect()
    }
}

/// Whether its moment and who is asked name a survey: the calendar to begin with asks them this then, and nothing else.
pub fn is_usual(template: &str, wave: Wave, who: Stakeholder) -> bool {
    static USUAL: LazyLock<BTreeSet<(String, Wave, Stakeholder)>> = LazyLock::new(|| {
        let usual = |kind| {
            let rules = defaults(kind);
            let alone = |rule: &&Rule| {
                let same = |other: &&Rule| {
                    (other.wave, other.stakeholder) == (rule.wave, rule.stakeholder)
                };
                rules.iter().filter(same).count() == 1
            };
            let named = |rule: &Rule| (rule.template.clone(), rule.wave, rule.stakeholder);
            rules.iter().filter(alone).map(named).collect::<Vec<_>>()
        };
        ServiceKind::ALL.into_iter().flat_map(usual).collect()
    });
    USUAL.contains(&(template.to_owned(), wave, who))
}

/// Further from its session than this, either way, nobody asks.
const OFFSET_MAX: u16 = 1_100;
const OPEN_MAX: u16 = 366;
const RULES_MAX: usize = 40;
const REMINDERS_MAX: usize = 6;

impl Calendar {
    /// # Errors
    /// `TooLong`, `OutOfRange`, `Required` for a rule without a questionnaire, or with names and no reason for them.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.rules.len() > RULES_MAX {
            return Err(Refusal::TooLong);
        }
        self.rules.iter().try_for_each(Rule::check)
    }
}

const REMINDERS: [u16; 2] = [3, 7];
const CLOSES: u16 = 21;
/// A survey in the middle is for sessions of more than a week: in a shorter one it would come within days of the one of the
/// end, and change nothing any more.
const SHORT_DAYS: u16 = 7;
/// An apprentice who leaves within a month is asked the questions of the end, not those of the term as well.
const LAST_DAYS: u16 = 30;
/// From 1 January: when offices are open again, and so that the wave is over within the month.
const JANUARY_DAYS: i16 = 7;

/// The calendar an organisation begins with.
pub fn defaults(kind: ServiceKind) -> Vec<Rule> {
    match kind {
        ServiceKind::Formation => formation(),
        ServiceKind::Bilan => bilan(),
        ServiceKind::Vae => vae(),
        ServiceKind::Apprentissage => apprentissage(),
    }
}

fn formation() -> Vec<Rule> {
    let mut rules = vec![
        positioning("af.pos"),
        mid("af.mid"),
        hot("af.hot"),
        cold("af.cold3", 90),
        team("af.trainer"),
    ];
    rules.extend(company("af.company.hot", "af.company.cold"));
    rules.extend(partners());
    rules
}

/// Only beneficiaries and the team: guide de lecture, indicator 30.
fn bilan() -> Vec<Rule> {
    vec![
        positioning("bc.pos").one_to_one(),
        hot("bc.hot").one_to_one(),
        cold("bc.cold6", 180).one_to_one(),
        team("bc.team"),
    ]
}

fn vae() -> Vec<Rule> {
    let mut rules = vec![
        positioning("vae.pos").one_to_one(),
        mid("vae.mid").one_to_one(),
        hot("vae.hot").one_to_one(),
        cold("vae.cold", 90).one_to_one(),
        team("vae.team"),
    ];
    rules.extend(company("vae.company", "vae.company"));
    rules.extend(partners());
    rules
}

fn apprentissage() -> Vec<Rule> {
    let mut rules = vec![
        positioning("app.pos"),
        term(Beneficiary, "app.term").only_if(Condition::GoesOn(LAST_DAYS)),
        // Indicator 33: the teaching, apart from satisfaction.
        term(Beneficiary, "app.teach33"),
        term(Tutor, "app.master"),
        hot("app.end"),
        cold("app.cold6", 180),
        team("app.team"),
    ];
    rules.extend(company("app.company", "app.company"));
    rules.extend(partners());
    rules
}

/// Those behind any service but a bilan. There is one questionnaire for principals, whatever the service.
fn partners() -> [Rule; 2] {
    let yearly = "all.funder.year";
    [
        rule(Principal, "af.donneur", Wave::Hot, Anchor::End, 7).only_if(Condition::Subcontracted),
        rule(Funder, yearly, Wave::Yearly, Anchor::January, JANUARY_DAYS)
            .only_if(Condition::Funder),
    ]
}

/// A week before the session, and over when it begins: a single reminder.
fn positioning(template: &str) -> Rule {
    Rule {
        reminders: vec![3],
        closes_by: Some(Edge::Start),
        ..beneficiary(template, Wave::Positioning, Anchor::Start, -7)
    }
}

fn mid(template: &str) -> Rule {
    Rule {
        closes_by: Some(Edge::End),
        ..beneficiary(template, Wave::Mid, Anchor::Middle, 0)
    }
    .only_if(Condition::LongerThan(SHORT_DAYS))
}

fn hot(template: &str) -> Rule {
    Rule {
        in_room: true,
        ..beneficiary(template, Wave::Hot, Anchor::End, 0)
    }
}

fn cold(template: &str, days: i16) -> Rule {
    beneficiary(template, Wave::Cold, Anchor::End, days)
}

fn beneficiary(template: &str, wave: Wave, anchor: Anchor, offset: i16) -> Rule {
    rule(Beneficiary, template, wave, anchor, offset)
}

fn team(template: &str) -> Rule {
    rule(Team, template, Wave::Hot, Anchor::End, 1)
}

fn term(who: Stakeholder, template: &str) -> Rule {
    rule(who, template, Wave::Term, Anchor::EachTerm, 0)
}

fn company(hot: &str, cold: &str) -> [Rule; 2] {
    [(hot, Wave::Hot, 7), (cold, Wave::Cold, 90)].map(|(template, wave, days)| {
        rule(Company, template, wave, Anchor::End, days).only_if(Condition::Company)
    })
}

fn rule(who: Stakeholder, template: &str, wave: Wave, anchor: Anchor, offset: i16) -> Rule {
    Rule {
        stakeholder: who,
        template: template.to_owned(),
        wave,
        anchor,
        offset,
        in_room: false,
        reminders: REMINDERS.into(),
        closes: CLOSES,
        closes_by: None,
        only_if: Vec::new(),
        privacy: Privacy::Anonyme,
        privacy_reason: String::new(),
        off: false,
    }
}

impl Rule {
    fn check(&self) -> Result<(), Refusal> {
        let template = self.template.trim();
        if template.is_empty() || self.lacks_reason() {
            return Err(Refusal::Required);
        }
        if template.len() > LINE_MAX
            || self.privacy_reason.chars().count() > NOTE_MAX
            || self.reminders.len() > REMINDERS_MAX
        {
            return Err(Refusal::TooLong);
        }
        let near = self.offset.unsigned_abs() <= OFFSET_MAX && self.closes <= OPEN_MAX;
        let while_open = self.reminders.iter().all(|days| *days <= self.closes);
        (near && while_open)
            .then_some(())
            .ok_or(Refusal::OutOfRange)
    }

    /// Whether somebody would be reminded on the last day, or later: no such reminder is planned. Rules kept by earlier
    /// versions may have some.
    pub fn reminds_too_late(&self) -> bool {
        !self.off && self.reminders.iter().any(|days| *days >= self.closes)
    }

    /// Whether its answers would carry names without a word of why.
    pub fn lacks_reason(&self) -> bool {
        self.privacy == Privacy::Nominatif && self.privacy_reason.trim().is_empty()
    }

    /// Of a service for one person: what is said is theirs, whatever is promised, so nothing anonymous is.
    fn one_to_one(self) -> Rule {
        Rule {
            privacy: Privacy::Confidentiel,
            ..self
        }
    }

    fn only_if(mut self, condition: Condition) -> Rule {
        self.only_if.push(condition);
        self
    }
}

#[cfg(test)]
mod tests;
