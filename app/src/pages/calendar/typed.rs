//! The rules of one kind of service while they are typed: what they were drawn from, and what becomes of them when others
//! change them meanwhile.

use super::{facts, kept};
use crate::{
    pages::record::words::{from_wire, wire},
    state::{CommandError, Commands, Log},
};
use domain::{
    calendar::cadence::{Calendar, Rule, defaults},
    campaign::Privacy,
    entity::{self, EntityKind},
    ids::OpId,
    service::ServiceKind,
};
use leptos::prelude::*;

/// A rule as it is typed.
#[derive(Clone, Copy)]
pub struct Typed {
    rule: StoredValue<Rule>,
    pub on: RwSignal<bool>,
    pub template: RwSignal<String>,
    pub offset: RwSignal<String>,
    pub reminders: RwSignal<String>,
    pub closes: RwSignal<String>,
    pub privacy: RwSignal<String>,
    pub privacy_reason: RwSignal<String>,
}

impl Typed {
    fn new(rule: Rule) -> Typed {
        let reminders: Vec<String> = rule.reminders.iter().map(u16::to_string).collect();
        Typed {
            on: RwSignal::new(!rule.off),
            template: RwSignal::new(rule.template.clone()),
            offset: RwSignal::new(rule.offset.to_string()),
            reminders: RwSignal::new(reminders.join(", ")),
            closes: RwSignal::new(rule.closes.to_string()),
            privacy: RwSignal::new(wire(&rule.privacy)),
            privacy_reason: RwSignal::new(rule.privacy_reason.clone()),
            rule: StoredValue::new(rule),
        }
    }

    /// As it was drawn.
    pub fn drawn(self) -> Rule {
        self.rule.get_value()
    }

    /// The rule as typed; none when a number cannot be read.
    fn read(self) -> Option<Rule> {
        let reminders = self.reminders.get_untracked();
        let days = reminders.split([',', ';', ' ']).map(str::trim);
        let days = days.filter(|days| !days.is_empty()).map(str::parse);
        let privacy = self.privacy.with_untracked(|mode| from_wire(mode))?;
        let reason = self.privacy_reason.get_untracked();
        Some(Rule {
            privacy,
            privacy_reason: match privacy {
                Privacy::Nominatif => reason.trim().to_owned(),
                _ => String::new(),
            },
            off: !self.on.get_untracked(),
            template: self.template.get_untracked(),
            offset: self.offset.get_untracked().trim().parse().ok()?,
            reminders: days.collect::<Result<_, _>>().ok()?,
            closes: self.closes.get_untracked().trim().parse().ok()?,
            ..self.rule.get_value()
        })
    }
}

/// The rules of one kind as they are typed, and what they were typed from.
#[derive(Clone, Copy)]
pub struct Sheet {
    log: Log,
    kind: ServiceKind,
    pub rules: RwSignal<Vec<Typed>>,
    drawn: StoredValue<Vec<Rule>>,
    /// Who wrote what was drawn; none where the original rules hold.
    base: StoredValue<Option<OpId>>,
}

impl Sheet {
    pub fn new(log: Log, kind: ServiceKind) -> Sheet {
        let sheet = Sheet {
            log,
            kind,
            rules: RwSignal::new(Vec::new()),
            drawn: StoredValue::default(),
            base: StoredValue::new(None),
        };
        sheet.draw();
        sheet
    }

    /// As they are now, whatever was typed.
    pub fn draw(self) {
        let now = untrack(|| facts::rules(self.log)).of(self.kind).to_vec();
        self.rules.set(typed(&now));
        self.drawn.set_value(now);
        self.base.set_value(untrack(|| self.version()));
    }

    fn version(self) -> Option<OpId> {
        let at = kept::in_force(self.log, self.kind)?;
        self.log.entity(at)?.version("rules")
    }

    /// None when a number cannot be read.
    pub fn read(self) -> Option<Vec<Rule>> {
        self.rules
            .with_untracked(|rules| rules.iter().map(|one| one.read()).collect())
    }

    /// Others' rules are drawn as they come, unless somebody is typing: then both are kept, to decide between.
    pub fn follow(self) {
        let version = Memo::new(move |_| self.version());
        Effect::new(move |_| {
            let news = version.get() != self.base.get_value();
            if news && self.read() == Some(self.drawn.get_value()) {
                self.draw();
            }
        });
    }

    /// # Errors
    /// Nothing was written.
    pub async fn keep(self, commands: Commands, rules: Vec<Rule>) -> Result<(), CommandError> {
        let kind = self.kind;
        let own = untrack(|| kept::in_force(self.log, kind));
        let calendar = Calendar { kind, rules };
        match own {
            Some(_) if calendar.rules == self.drawn.get_value() => Ok(()),
            Some(at) => {
                let rules = entity::fields(&calendar)
                    .remove("rules")
                    .unwrap_or_default();
                let base = self.base.get_value();
                commands.set_from(at, "rules", rules, base, "").await
            }
            None => {
                let made = commands.create(EntityKind::Calendar, &calendar).await;
                made.map(|_| ())
            }
        }
    }

    /// The rules that an organisation begins with, to be kept or not.
    pub fn begin_anew(self) {
        self.rules.set(typed(&defaults(self.kind)));
    }
}

fn typed(rules: &[Rule]) -> Vec<Typed> {
    rules.iter().cloned().map(Typed::new).collect()
}
