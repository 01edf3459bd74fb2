//! `/app/calendar/rules`: for each kind of service who is asked, how long before or after, with which reminders.

use super::{
    facts,
    kept::{KIND, Kept, ToDecide},
    typed::{Sheet, Typed},
};
use crate::{
    components::{Filters, Notice, PageHead, Switch, Tone, use_toasts},
    locales::workspace::{errors, lang, t},
    pages::{
        record::words::{from_wire, wire},
        sessions::{CollectTabs, select::kind_key},
    },
    routes::Page,
    state::{CommandError, Log, questionnaires::newest, use_account, use_commands, use_log},
};
use domain::{
    Refusal,
    calendar::cadence::Rule,
    campaign::{Privacy, Stakeholder, few_expected},
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

#[component]
pub fn RulesOf(kind: ServiceKind) -> impl IntoView {
    let t = &t().calendar;
    let (log, toasts, commands) = (use_log(), use_toasts(), use_commands());
    let may_plan = use_account().may_now(Permission::Plan);
    let sheet = Sheet::new(use_account(), log, kind);
    sheet.follow();
    let unsaved = sheet.watch();
    let problem = RwSignal::new(None::<String>);
    let known = StoredValue::new(untrack(|| newest(log)));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(rules) = sheet.read() else {
            return problem.set(Some(t.rules_wrong.to_owned()));
        };
        if let Some(sentence) = wrong_rule(log, &rules) {
            return problem.set(Some(sentence));
        }
        spawn_local(async move {
            let sentence = match sheet.keep(commands, rules).await {
                Ok(()) => {
                    sheet.draw();
                    toasts.say(t.saved);
                    None
                }
                Err(CommandError::Refused(Refusal::OutOfRange | Refusal::TooLong)) => {
                    Some(t.rules_wrong.to_owned())
                }
                Err(error) => Some(errors::command_error(&error)),
            };
            problem.set(sentence);
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
            <Show when=move || may_plan && unsaved.get()>
                <NotSaved sheet />
            </Show>
            {may_plan
                .then(|| {
                    view! {
                        <div class="form-actions">
                            <button class="button primary">{t.save}</button>
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| sheet.begin_anew()
                            >
                                {t.defaults}
                            </button>
                        </div>
                    }
                })}
        </form>
    }
}

/// What the first rule that cannot be kept must have mended.
fn wrong_rule(log: Log, rules: &[Rule]) -> Option<String> {
    let t = &t().calendar;
    let name = |rule: &Rule| {
        untrack(|| facts::kind_name(log, rule.wave, rule.stakeholder, &rule.template))
    };
    let reason = rules.iter().find(|rule| rule.lacks_reason());
    let late = rules.iter().find(|rule| rule.reminds_too_late());
    let reason = reason.map(|rule| (t.no_reason)(&name(rule)));
    reason.or_else(|| late.map(|rule| (t.late_reminder)(&name(rule))))
}

/// Said as long as something is typed that does not apply yet.
#[component]
fn NotSaved(sheet: Sheet) -> impl IntoView {
    let t = &t().calendar;
    view! {
        <Notice tone=Tone::Attention text=t.unsaved>
            <button type="button" class="button small" on:click=move |_| sheet.draw()>
                {t.drop_unsaved}
            </button>
        </Notice>
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
    let rule = typed.drawn();
    let name = untrack(|| facts::kind_name(use_log(), rule.wave, rule.stakeholder, &rule.template));
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
            <RuleMode index typed known who=rule.stakeholder />
        </fieldset>
    }
}

/// How the surveys of a rule keep answers and people apart.
#[component]
fn RuleMode(
    index: usize,
    typed: Typed,
    known: StoredValue<Vec<Published>>,
    who: Stakeholder,
) -> impl IntoView {
    let words = &t().waves;
    let mode = Memo::new(move |_| {
        typed
            .privacy
            .with(|mode| from_wire(mode))
            .unwrap_or_default()
    });
    let id = format!("privacy-{index}");
    let options = Privacy::ALL.map(|one| {
        let chosen = one == mode.get_untracked();
        view! { <option value=wire(&one) selected=chosen>{(words.mode)(one)}</option> }
    });
    let meaning = move || (words.mode_text)(mode.get());
    let signs = move || {
        let key = typed.template.get();
        let signs = known.with_value(|known| {
            let mut known = known.iter();
            let one = known.find(|one| one.questionnaire.key == key);
            one.is_some_and(|one| mode.get().for_asking(&one.questionnaire) != mode.get())
        });
        signs.then(|| view! { <p class="hint">{t().calendar.signed}</p> })
    };
    // How many learners there will be, no rule knows.
    let few = move || {
        let few = few_expected(who, mode.get(), 0)?;
        typed
            .on
            .get()
            .then(|| view! { <p class="hint">{(words.small_group)(few)}</p> })
    };
    let reason = move || {
        let id = format!("reason-{index}");
        (mode.get() == Privacy::Nominatif).then(|| {
            view! {
                <div class="field">
                    <label for=id.clone()>{words.privacy_reason}</label>
                    <textarea class="input" id=id bind:value=typed.privacy_reason></textarea>
                </div>
            }
        })
    };
    view! {
        <div class="field">
            <label for=id.clone()>{words.privacy}</label>
            <select class="input" id=id bind:value=typed.privacy>{options}</select>
            <p class="hint">{meaning}</p>
            {signs}
            {few}
        </div>
        {reason}
    }
}
