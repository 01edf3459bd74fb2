//! The rules of one kind of service while they are typed: what they were drawn from, and what becomes of them when others
//! change them meanwhile.

use super::{facts, kept};
use crate::{
    pages::record::words::{from_wire, wire},
    state::{Account, CommandError, Commands, Log, unsaved::Unsaved},
};
use domain::{
    calendar::cadence::{Calendar, Rule, defaults},
    campaign::Privacy,
    entity::{self, EntityKind},
    ids::OpId,
    service::ServiceKind,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

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

/// The same, to be kept.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Words {
    rule: Rule,
    on: bool,
    template: String,
    offset: String,
    reminders: String,
    closes: String,
    privacy: String,
    privacy_reason: String,
}

/// What was typed and not saved.
#[derive(Serialize, Deserialize)]
struct Left {
    rules: Vec<Words>,
    drawn: Vec<Rule>,
    base: Option<OpId>,
}

impl Typed {
    fn words(self) -> Words {
        Words {
            rule: self.rule.get_value(),
            on: self.on.get(),
            template: self.template.get(),
            offset: self.offset.get(),
            reminders: self.reminders.get(),
            closes: self.closes.get(),
            privacy: self.privacy.get(),
            privacy_reason: self.privacy_reason.get(),
        }
    }

    fn of(words: Words) -> Typed {
        Typed {
            rule: StoredValue::new(words.rule),
            on: RwSignal::new(words.on),
            template: RwSignal::new(words.template),
            offset: RwSignal::new(words.offset),
            reminders: RwSignal::new(words.reminders),
            closes: RwSignal::new(words.closes),
            privacy: RwSignal::new(words.privacy),
            privacy_reason: RwSignal::new(words.privacy_reason),
        }
    }

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
    left: StoredValue<Unsaved>,
}

impl Sheet {
    /// As it was left on this device, or as the rules are now.
    pub fn new(account: Account, log: Log, kind: ServiceKind) -> Sheet {
        let left = Unsaved::of(account, &format!("calendar.{}", wire(&kind)));
        let before: Option<Left> = left.read();
        let sheet = Sheet {
            log,
            kind,
            rules: RwSignal::new(Vec::new()),
            drawn: StoredValue::default(),
            base: StoredValue::new(None),
            left: StoredValue::new(left),
        };
        match before {
            None => sheet.draw(),
            Some(before) => {
                let typed = before.rules.into_iter().map(Typed::of).collect();
                sheet.rules.set(typed);
                sheet.drawn.set_value(before.drawn);
                sheet.base.set_value(before.base);
            }
        }
        sheet
    }

    /// Whether something is typed that is not saved. Keeps it on this device while it is.
    pub fn watch(self) -> Memo<bool> {
        let words = Memo::new(move |_| {
            self.rules
                .with(|rules| rules.iter().map(|one| one.words()).collect::<Vec<_>>())
        });
        let unsaved = Memo::new(move |_| {
            words.track();
            self.read() != Some(self.drawn.get_value())
        });
        Effect::new(move |_| {
            let (rules, unsaved) = (words.get(), unsaved.get());
            self.left.with_value(|left| match unsaved {
                false => left.forget(),
                true => left.keep(&Left {
                    rules,
                    drawn: self.drawn.get_value(),
                    base: self.base.get_value(),
                }),
            });
        });
        unsaved
    }

    /// As they are now, whatever was typed.
    pub fn draw(self) {
        let now = untrack(|| facts::rules(self.log)).of(self.kind).to_vec();
        self.drawn.set_value(now.clone());
        self.base.set_value(untrack(|| self.version()));
        self.rules.set(typed(&now));
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
