//! `/app/calendar/rules`: for each kind of service who is asked, how long before or after, with which reminders.

use super::{
    facts,
    kept::{self, KIND, Kept, ToDecide},
};
use crate::{
    components::{Filters, Notice, PageHead, Switch, Tone, use_toasts},
    locales::workspace::{errors, lang, t},
    pages::{
        record::words::from_wire,
        sessions::{CollectTabs, select::kind_key},
    },
    routes::Page,
    state::{Commands, Log, questionnaires::newest, use_account, use_commands, use_log},
};
use domain::{
    Refusal,
    calendar::cadence::{Calendar, Rule, defaults},
    entity::{self, EntityKind},
    ids::OpId,
    questionnaire::Published,
    role::Permission,
    service::ServiceKind,
};
use leptos::{ev, prelude::*, task::spawn_local};

#[component]
pub fn CalendarRulesPage() -> impl IntoView {
    let all = t();
    let t = &all.calendar;
    let filters = Filters::new();
    let kind = Memo::new(move |_| {
        let chosen = from_wire(&filters.get(KIND));
        chosen.unwrap_or(ServiceKind::Formation)
    });
    let options = ServiceKind::ALL.map(|kind| (kind_key(kind), (all.sessions.kind)(kind)));
    let choose = Callback::new(move |key: &'static str| filters.set(KIND, key.to_owned()));
    let of_kind = move || {
        let kind = kind.get();
        view! {
            <ToDecide kind />
            <RulesOf kind />
            <Kept kind />
        }
    };
    view! {
        <CollectTabs page=Page::Calendar />
        <PageHead title=t.rules_title lead=t.rules_lead>
            <a class="button" href=Page::Calendar.path()>{all.coverage.to_calendar}</a>
        </PageHead>
        <Switch
            name="service-kind"
            label=t.service
            options=options.to_vec()
            value=Signal::derive(move || kind_key(kind.get()))
            on_choose=choose
        />
        <p class="muted">{t.rule_offset_hint}</p>
        {of_kind}
    }
}

/// A rule as it is typed.
#[derive(Clone, Copy)]
struct Typed {
    rule: StoredValue<Rule>,
    on: RwSignal<bool>,
    template: RwSignal<String>,
    offset: RwSignal<String>,
    reminders: RwSignal<String>,
    closes: RwSignal<String>,
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
            rule: StoredValue::new(rule),
        }
    }

    /// The rule as typed; none when a number cannot be read.
    fn read(self) -> Option<Rule> {
        let reminders = self.reminders.get_untracked();
        let days = reminders.split([',', ';', ' ']).map(str::trim);
        let days = days.filter(|days| !days.is_empty()).map(str::parse);
        Some(Rule {
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
struct Sheet {
    log: Log,
    kind: ServiceKind,
    rules: RwSignal<Vec<Typed>>,
    drawn: StoredValue<Vec<Rule>>,
    /// Who wrote what was drawn; none where the original rules hold.
    base: StoredValue<Option<OpId>>,
}

impl Sheet {
    fn new(log: Log, kind: ServiceKind) -> Sheet {
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
    fn draw(self) {
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
    fn read(self) -> Option<Vec<Rule>> {
        self.rules
            .with_untracked(|rules| rules.iter().map(|one| one.read()).collect())
    }

    /// Others' rules are drawn as they come, unless somebody is typing: then both are kept, to decide between.
    fn follow(self) {
        let version = Memo::new(move |_| self.version());
        Effect::new(move |_| {
            let news = version.get() != self.base.get_value();
            if news && self.read() == Some(self.drawn.get_value()) {
                self.draw();
            }
        });
    }

    async fn keep(self, commands: Commands, rules: Vec<Rule>) -> Result<(), String> {
        let kind = self.kind;
        let calendar = Calendar { kind, rules };
        if let Err(Refusal::OutOfRange | Refusal::TooLong) = calendar.check() {
            return Err(t().calendar.rules_wrong.to_owned());
        }
        let own = untrack(|| kept::in_force(self.log, kind));
        let kept = match own {
            Some(_) if calendar.rules == self.drawn.get_value() => Ok(()),
            Some(at) => {
                let rules = entity::fields(&calendar)
                    .remove("rules")
                    .unwrap_or_default();
                let base = self.base.get_value();
                commands.set_from(at, "rules", rules, base, "").await
            }
            None => commands
                .create(EntityKind::Calendar, &calendar)
                .await
                .map(|_| ()),
        };
        kept.map_err(|error| errors::command_error(&error))
    }
}

fn typed(rules: &[Rule]) -> Vec<Typed> {
    rules.iter().cloned().map(Typed::new).collect()
}

#[component]
pub fn RulesOf(kind: ServiceKind) -> impl IntoView {
    let t = &t().calendar;
    let (log, toasts, commands) = (use_log(), use_toasts(), use_commands());
    let may_plan = use_account().may_now(Permission::Plan);
    let sheet = Sheet::new(log, kind);
    sheet.follow();
    let problem = RwSignal::new(None::<String>);
    let known = StoredValue::new(untrack(|| newest(log)));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(rules) = sheet.read() else {
            return problem.set(Some(t.rules_wrong.to_owned()));
        };
        spawn_local(async move {
            match sheet.keep(commands, rules).await {
                Ok(()) => {
                    problem.set(None);
                    sheet.draw();
                    toasts.say(t.saved);
                }
                Err(sentence) => problem.set(Some(sentence)),
            }
        });
    };
    let wrong = move || {
        let text = problem.get();
        text.map(|text| view! { <Notice tone=Tone::Late text /> })
    };
    let cards = move || {
        let rules = sheet.rules.get().into_iter().enumerate();
        rules
            .map(|(index, one)| view! { <RuleCard index kind typed=one known /> })
            .collect_view()
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            {cards}
            <div role="alert">{wrong}</div>
            {may_plan
                .then(|| {
                    view! {
                        <div class="form-actions">
                            <button class="button primary">{t.save}</button>
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| sheet.rules.set(typed(&defaults(kind)))
                            >
                                {t.defaults}
                            </button>
                        </div>
                    }
                })}
        </form>
    }
}

#[component]
fn RuleCard(
    index: usize,
    kind: ServiceKind,
    typed: Typed,
    known: StoredValue<Vec<Published>>,
) -> impl IntoView {
    let all = t();
    let t = &all.calendar;
    let rule = typed.rule.get_value();
    let name = facts::name(rule.wave, rule.stakeholder);
    let field = move |key: &str| format!("{key}-{index}");
    let options = known.with_value(|known| {
        let fits = known
            .iter()
            .filter(|one| one.audience.fits(kind, rule.stakeholder) || one.questionnaire.key == rule.template);
        let option = |one: &Published| {
            let key = one.questionnaire.key.clone();
            let chosen = key == rule.template;
            view! { <option value=key selected=chosen>{one.questionnaire.title.get(lang()).to_owned()}</option> }
        };
        fits.map(option).collect_view()
    });
    let number = move |key: &'static str, words: String, value: RwSignal<String>| {
        let id = field(key);
        view! {
            <div class="field">
                <label for=id.clone()>{words}</label>
                <input class="input" id=id inputmode="text" autocomplete="off" bind:value=value />
            </div>
        }
    };
    let offset = format!("{} {}", t.rule_offset, (t.anchor)(&rule));
    view! {
        <fieldset class="card rule">
            <legend>{name}</legend>
            <div class="choices">
                <label>
                    <input type="checkbox" id=field("on") bind:checked=typed.on />
                    <span>{t.rule_on}</span>
                </label>
            </div>
            <div class="field">
                <label for=field("template")>{all.waves.template}</label>
                <select class="input" id=field("template") bind:value=typed.template>{options}</select>
            </div>
            <div class="form-grid">
                {number("offset", offset, typed.offset)}
                {number("reminders", t.rule_reminders.to_owned(), typed.reminders)}
                {number("closes", t.rule_closes.to_owned(), typed.closes)}
            </div>
        </fieldset>
    }
}
