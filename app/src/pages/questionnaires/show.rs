//! A published questionnaire or a template, to read: every question as it is asked, and what can be done with it.

use super::{
    begin::{Duplicate, NextVersion},
    reading::{Questions, Wanted},
    use_it::UseIt,
    words,
};
use crate::{
    components::{PageHead, Switch},
    locales::workspace::{lang, t},
    pages::{not_found::NotHere, record::words as record},
    routes::Page,
    state::{
        Row,
        forms::export_path,
        preferences::lang_code,
        questionnaires::{published, templates},
        use_account, use_log, use_people,
    },
};
use domain::{
    Lang,
    entity::EntityKind,
    ids::QuestionnaireId,
    questionnaire::{Published, writing::progress},
    role::Permission,
};
use leptos::prelude::*;
use sync::{EntityRef, hash};

/// `/app/questionnaires/library/:key`.
#[component]
pub fn TemplatePage(key: &'static str) -> impl IntoView {
    let mut all = templates().iter();
    let template = all.find(|one| one.questionnaire.key == key).cloned();
    template.map(|of| view! { <Reading of own=false /> })
}

/// `/app/questionnaires/:id`.
#[component]
pub fn QuestionnairePage(id: QuestionnaireId) -> impl IntoView {
    let log = use_log();
    // What is published never changes: drawn once.
    let here = Memo::new(move |_| {
        let mut all = published(log).into_iter();
        all.find(|row| row.id == id).map(|row| row.value)
    });
    move || match here.get() {
        Some(of) => view! { <Reading of own=true /> }.into_any(),
        None => view! { <NotHere /> }.into_any(),
    }
}

#[component]
fn Reading(of: Published, own: bool) -> impl IntoView {
    let (words, account, lang) = (&t().questionnaires, use_account(), lang());
    let content = of.questionnaire.clone();
    let title = content.title.get(lang).to_owned();
    let about = content
        .about
        .as_ref()
        .map(|about| about.get(lang).to_owned());
    let wanted = RwSignal::new(match lang {
        Lang::Fr => Wanted::French,
        Lang::En => Wanted::English,
    });
    let mut ways = vec![
        (Wanted::French.key(), words.read_fr),
        (Wanted::English.key(), words.read_en),
    ];
    if content.has_easy() {
        ways.push((Wanted::Easy.key(), words.read_easy));
    }
    let choose = Callback::new(move |key| wanted.set(Wanted::of(key)));
    let (copied, next, used) = (of.clone(), of.clone(), of.clone());
    let may = account.may_now(Permission::Plan);
    let form = export_path(&content.reference());
    let versions = own.then(|| view! { <Versions key=content.key.clone() /> });
    view! {
        <PageHead title=title lead=about.unwrap_or_default()>
            {may.then(|| view! {
                {own.then(|| view! { <NextVersion of=next /> })}
                <Duplicate of=copied />
                <a class="button" href=form download="">{t().forms.export}</a>
                <UseIt of=used />
            })}
        </PageHead>
        <div class="split">
            <section class="section">
                <h2>{words.questions}</h2>
                <Switch
                    name="reading"
                    label=words.reading
                    options=ways
                    value=Signal::derive(move || wanted.get().key())
                    on_choose=choose
                />
                {
                    let content = content.clone();
                    move || view! { <Questions content=content.clone() wanted=wanted.get() /> }
                }
            </section>
            <div class="stack">
                <section class="section">
                    <h2>{words.facts}</h2>
                    <Facts of />
                </section>
                {versions}
            </div>
        </div>
    }
}

#[component]
fn Facts(of: Published) -> impl IntoView {
    let words = &t().questionnaires;
    let content = of.questionnaire;
    let json = serde_json::to_value(&content).unwrap_or_default();
    let print = hash::hex(&hash::document(&json));
    view! {
        <dl class="facts">
            <dt>{words.who}</dt>
            <dd>{words::audience(of.audience)}</dd>
            <dt>{words.size}</dt>
            <dd>{progress(&content).of}</dd>
            <dt>{words.duration}</dt>
            <dd>{(words.minutes)(content.minutes)}</dd>
            <dt>{words.languages}</dt>
            <dd>{words::languages(&content)}</dd>
            <dt>{words.key}</dt>
            <dd><code>{content.key}</code></dd>
            <dt>{words.version}</dt>
            <dd>{content.version}</dd>
            <dt>{words.print}</dt>
            <dd>
                <code class="hash">{print}</code>
                <p class="muted">{words.print_hint}</p>
            </dd>
        </dl>
    }
}

/// All versions of a key, the newest first, with who published each.
#[component]
fn Versions(key: String) -> impl IntoView {
    let (log, people, account) = (use_log(), use_people(), use_account());
    let (words, lang) = (&t().questionnaires, lang());
    let line = move |row: Row<QuestionnaireId, Published>| {
        let at = EntityRef {
            kind: EntityKind::Questionnaire,
            id: row.id.0,
        };
        let record = log.entity(at);
        let by = record.as_ref().and_then(|record| record.history.first());
        let by = by.map(|first| record::author(&first.by, account.person(), people, lang));
        view! {
            <li>
                <a href=Page::Questionnaire(row.id).path()>
                    {(words.numbered)(row.value.questionnaire.version)}
                </a>
                <span class="muted">{by}</span>
            </li>
        }
    };
    let lines = move || {
        let mut all = published(log);
        all.retain(|row| row.value.questionnaire.key == key);
        all.into_iter().map(line).collect_view()
    };
    view! {
        <section class="section">
            <h2>{words.versions}</h2>
            <ol class="history">{lines}</ol>
        </section>
    }
}

/// The language tag of what is shown.
pub fn tag(wanted: Wanted) -> &'static str {
    lang_code(wanted.lang())
}
