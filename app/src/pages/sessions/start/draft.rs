//! A survey as it is being typed.

use crate::{
    clock,
    pages::{
        calendar::change::period,
        record::words::{from_wire, wire},
    },
    random,
};
use domain::{
    Refusal,
    calendar::{
        agenda::Entry,
        cadence::{Rules, Stakeholder, Wave},
        shift, shift_to,
    },
    campaign::{Campaign, CampaignStatus, Privacy, few_expected, link},
    day,
    ids::SessionId,
    outreach::usual_reminders,
    questionnaire::Published,
    service::ServiceKind,
    session::Session,
};
use leptos::prelude::*;

/// The choice that is none of the calendar's.
pub const OTHER: &str = "other";
/// Days after the opening in which links still take answers, outside the calendar.
const DAYS_OPEN: i32 = 7;

#[derive(Clone, Copy)]
pub struct Draft {
    session: SessionId,
    kind: ServiceKind,
    planned: StoredValue<Vec<Entry>>,
    /// The session as the form opened, for the parties it names.
    of: StoredValue<Option<Session>>,
    templates: StoredValue<Vec<Published>>,
    rules: StoredValue<Rules>,
    /// The place of a planned survey, or [`OTHER`].
    pub which: RwSignal<String>,
    pub who: RwSignal<String>,
    pub when: RwSignal<String>,
    pub key: RwSignal<String>,
    pub party: RwSignal<String>,
    pub opens: RwSignal<String>,
    pub closes: RwSignal<String>,
    pub privacy: RwSignal<String>,
    pub privacy_reason: RwSignal<String>,
    pub test: RwSignal<bool>,
}

impl Draft {
    /// Begins with the survey that comes next, the one of the session's end if it is among them.
    pub fn new(
        (session, kind): (SessionId, ServiceKind),
        planned: Vec<Entry>,
        of: Option<Session>,
        (templates, rules): (Vec<Published>, Rules),
    ) -> Draft {
        let text = || RwSignal::new(String::new());
        let hot = |entry: &Entry| {
            (entry.wave.stakeholder, entry.wave.wave) == (Stakeholder::Beneficiary, Wave::Hot)
        };
        let first = planned.iter().position(hot);
        let first = first.or((!planned.is_empty()).then_some(0));
        let which = first.map_or_else(|| OTHER.to_owned(), |first| first.to_string());
        let draft = Draft {
            session,
            kind,
            planned: StoredValue::new(planned),
            of: StoredValue::new(of),
            templates: StoredValue::new(templates),
            rules: StoredValue::new(rules),
            which: RwSignal::new(which),
            who: RwSignal::new(wire(&Stakeholder::Beneficiary)),
            when: RwSignal::new(wire(&Wave::Hot)),
            key: text(),
            party: text(),
            opens: text(),
            closes: text(),
            privacy: RwSignal::new(wire(&Privacy::Anonyme)),
            privacy_reason: text(),
            test: RwSignal::new(false),
        };
        draft.fill_in();
        draft
    }

    /// Chooses a questionnaire: the planned survey it is for, or one outside the calendar, put to those it is made for.
    pub fn ask(self, key: &str) {
        let planned = self
            .planned
            .with_value(|planned| planned.iter().position(|entry| entry.wave.template == key));
        if let Some(index) = planned {
            self.which.set(index.to_string());
            return self.fill_in();
        }
        self.which.set(OTHER.to_owned());
        self.fill_in();
        self.key.set(key.to_owned());
        let audience = untrack(|| self.template()).map(|template| template.audience);
        if let Some(who) = audience.and_then(|audience| audience.stakeholder) {
            self.who.set(wire(&who));
        }
        self.follow_questionnaire();
    }

    /// Outside the calendar a survey's moment is one of those its questionnaire is made for, if it is made for any.
    pub fn follow_questionnaire(self) {
        if self.entry().is_some() {
            return;
        }
        let (key, who) = (self.key.get_untracked(), untrack(|| self.stakeholder()));
        let moments = self
            .rules
            .with_value(|rules| rules.moments(self.kind, &key, who));
        let moments: Vec<String> = moments.iter().map(wire).collect();
        let fits = self.when.with_untracked(|when| moments.contains(when));
        if let Some(first) = moments.into_iter().next().filter(|_| !fits) {
            self.when.set(first);
        }
    }

    fn entry(self) -> Option<Entry> {
        let index: usize = self.which.with_untracked(|which| which.parse()).ok()?;
        self.planned
            .with_value(|planned| planned.get(index).cloned())
    }

    /// What the chosen survey brings: who, when, with what. What was typed before goes.
    pub fn fill_in(self) {
        let today = clock::today();
        let soon = (today, shift(today, DAYS_OPEN));
        let (opens, closes) = match self.entry() {
            Some(entry) => {
                let wave = &entry.wave;
                self.who.set(wire(&wave.stakeholder));
                self.when.set(wire(&wave.wave));
                self.key.set(wave.template.clone());
                self.party.set(entry.party);
                self.privacy.set(wire(&wave.privacy));
                self.privacy_reason.set(wave.privacy_reason.clone());
                // What was forgotten can still be asked, from today.
                if wave.closes < today {
                    soon
                } else {
                    (wave.opens, wave.closes)
                }
            }
            None => {
                let first = self
                    .fitting()
                    .first()
                    .map(|one| one.questionnaire.key.clone());
                self.key.set(first.unwrap_or_default());
                self.party.set(String::new());
                self.when.set(wire(&Wave::Hot));
                self.follow_questionnaire();
                soon
            }
        };
        self.opens.set(day::text(opens));
        self.closes.set(day::text(closes));
    }

    fn stakeholder(self) -> Stakeholder {
        self.who.with(|who| from_wire(who)).unwrap_or_default()
    }

    /// Questionnaires for this service and whoever is asked; the one chosen stays among them.
    pub fn fitting(self) -> Vec<Published> {
        let who = self.stakeholder();
        let key = self.key.get();
        self.templates.with_value(|all| {
            let fitting = all
                .iter()
                .filter(|one| one.audience.fits(self.kind, who) || one.questionnaire.key == key);
            fitting.cloned().collect()
        })
    }

    pub fn template(self) -> Option<Published> {
        let key = self.key.get();
        self.templates
            .with_value(|all| all.iter().find(|one| one.questionnaire.key == key).cloned())
    }

    /// How many are expected, where so few are that their answers would not be shown; nothing where enough are, or in a mode
    /// in which each is read by name.
    pub fn few_expected(self) -> Option<Option<u32>> {
        let mode: Privacy = self
            .privacy
            .with(|mode| from_wire(mode))
            .unwrap_or_default();
        let who = self.stakeholder();
        let of = |session: &Option<Session>| few_expected(who, mode, session.as_ref()?.present());
        self.of.with_value(of)
    }

    /// The campaign as typed, or the field that is wrong.
    pub fn campaign(self) -> Result<Campaign, (&'static str, Refusal)> {
        let template = untrack(|| self.template()).ok_or(("template", Refusal::Required))?;
        let (opens, closes) = period(&self.opens.get_untracked(), &self.closes.get_untracked())?;
        let privacy = self.privacy.with_untracked(|mode| from_wire(mode));
        let privacy: Privacy = privacy.unwrap_or_default();
        let reason = self
            .privacy_reason
            .with_untracked(|reason| reason.trim().to_owned());
        if privacy == Privacy::Nominatif && reason.is_empty() {
            return Err(("privacy_reason", Refusal::Required));
        }
        let reminders = match self.entry() {
            Some(entry) => shift_to(&entry.wave.reminders, entry.wave.opens, (opens, closes)),
            None => usual_reminders(opens, closes),
        };
        let stakeholder = untrack(|| self.stakeholder());
        let named = |session: &Option<Session>| stakeholder.party(session.as_ref()?);
        let party = match self.party.with_untracked(|party| party.trim().to_owned()) {
            party if !party.is_empty() => party,
            _ => self.of.with_value(named).unwrap_or_default(),
        };
        let campaign = Campaign {
            session: self.session,
            questionnaire: template.questionnaire.reference(),
            stakeholder,
            party,
            wave: self
                .when
                .with_untracked(|when| from_wire(when))
                .unwrap_or(Wave::Hot),
            privacy,
            privacy_reason: match privacy {
                Privacy::Nominatif => reason,
                _ => String::new(),
            },
            test: self.test.get_untracked(),
            status: CampaignStatus::Open,
            called_off: String::new(),
            opens,
            reminders,
            closes,
            link: link(random::bytes()),
        };
        let allowed = campaign.may_ask(&template.questionnaire);
        allowed.map_err(|refusal| ("privacy", refusal))?;
        Ok(campaign)
    }
}
