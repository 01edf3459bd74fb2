//! `/app/questionnaires`: the organisation's own, and the templates by service.

use super::{
    begin::NewDraft,
    from_form::FromForm,
    select::{Filter, Line, SERVICE, State, WHO},
    words,
};
use crate::{
    components::{
        Dialog, Empty, FilterBar, FilterSelect, Filters, Icon, PageHead, Tone, badge, icon,
    },
    locales::workspace::{lang, t},
    pages::{record::words::wire, sessions::CollectTabs},
    routes::Page,
    state::{
        questionnaires::{drafts, published, templates},
        use_account, use_log,
    },
};
use domain::{
    calendar::cadence::Stakeholder,
    questionnaire::{Published, template_key, writing::progress},
    role::Permission,
    service::ServiceKind,
};
use leptos::prelude::*;

#[component]
pub fn QuestionnairesPage() -> impl IntoView {
    let (words, account) = (&t().questionnaires, use_account());
    let filters = Filters::new();
    let own = own_lines();
    let all = StoredValue::new(template_lines());
    let filter = Memo::new(move |_| Filter::read(|key| filters.get(key)));
    let keep = move |lines: Vec<Line>| {
        let filter = filter.get();
        let kept = lines.into_iter().filter(|line| filter.takes(line));
        kept.collect::<Vec<Line>>()
    };
    let mine = Memo::new(move |_| keep(own.get()));
    let library = Memo::new(move |_| keep(all.get_value()));
    let count = move || (words.found)(mine.with(Vec::len) + library.with(Vec::len));
    let audience = move || filter.with(Filter::audience);
    let (opening, importing) = (RwSignal::new(false), RwSignal::new(false));
    view! {
        <CollectTabs page=Page::Questionnaires />
        <PageHead title=t().titles.questionnaires lead=words.lead>
            <Show when=move || account.may(Permission::Plan)>
                <button type="button" class="button" on:click=move |_| importing.set(true)>
                    {icon(Icon::Upload)} {t().forms.import}
                </button>
                <button type="button" class="button primary" on:click=move |_| opening.set(true)>
                    {icon(Icon::Plus)} {words.new}
                </button>
            </Show>
        </PageHead>
        <NewDraft open=opening audience=Signal::derive(audience) />
        <Dialog title=t().forms.title open=importing side=true>
            <FromForm />
        </Dialog>
        <Narrow filters count=Signal::derive(count) />
        <section class="section">
            <h2>{words.own}</h2>
            <Show
                when=move || !own.with(Vec::is_empty)
                fallback=move || view! { <Empty title=words.own_none_title text=words.own_none_text /> }
            >
                <Lines lines=mine />
            </Show>
        </section>
        <section class="section">
            <h2>{words.templates}</h2>
            {services().into_iter().map(|kind| view! { <OfService kind library /> }).collect_view()}
            <Show when=move || library.with(Vec::is_empty)>
                <p>{words.no_match}</p>
                <div class="form-actions">
                    <button type="button" class="button" on:click=move |_| filters.clear()>{words.clear}</button>
                </div>
            </Show>
        </section>
    }
}

/// Drafts first, then what is published in its newest version.
fn own_lines() -> Memo<Vec<Line>> {
    let log = use_log();
    Memo::new(move |_| {
        let published = published(log);
        let drafts = drafts(log, &published).into_iter().map(|row| Line {
            page: Page::Draft(row.id),
            content: row.value.content.into(),
            audience: row.value.audience,
            state: State::Draft,
        });
        let mut last = String::new();
        let newest = published.into_iter().filter(move |row| {
            let key = &row.value.questionnaire.key;
            let first = *key != last;
            last.clone_from(key);
            first
        });
        let newest =
            newest.map(|row| Line::of(Page::Questionnaire(row.id), row.value, State::Published));
        drafts.chain(newest).collect()
    })
}

fn template_lines() -> Vec<Line> {
    let line = |one: &Published| {
        let key = template_key(&one.questionnaire.key)?;
        Some(Line::of(Page::Template(key), one.clone(), State::Template))
    };
    templates().iter().filter_map(line).collect()
}

/// The four, then what is for all of them.
fn services() -> Vec<Option<ServiceKind>> {
    ServiceKind::ALL
        .map(Some)
        .into_iter()
        .chain([None])
        .collect()
}

#[component]
fn Narrow(filters: Filters, count: Signal<String>) -> impl IntoView {
    let words = &t().questionnaires;
    let mut kinds = vec![(String::new(), words.any_service.to_owned())];
    let kind = |kind| (wire(&kind), words::service(Some(kind)).to_owned());
    kinds.extend(ServiceKind::ALL.map(kind));
    let mut who = vec![(String::new(), words.any_who.to_owned())];
    who.extend(Stakeholder::ALL.map(|one| (wire(&one), words::stakeholder(Some(one)).to_owned())));
    view! {
        <FilterBar filters search=words.search count>
            <FilterSelect filters key=SERVICE label=words.filter_service options=kinds />
            <FilterSelect filters key=WHO label=words.filter_who options=who />
        </FilterBar>
    }
}

#[component]
fn OfService(kind: Option<ServiceKind>, library: Memo<Vec<Line>>) -> impl IntoView {
    let lines = Memo::new(move |_| {
        let mut lines = library.get();
        lines.retain(|line| line.audience.service == kind);
        lines
    });
    view! {
        <Show when=move || !lines.with(Vec::is_empty)>
            <h3>{words::service(kind)}</h3>
            <Lines lines />
        </Show>
    }
}

#[component]
fn Lines(lines: Memo<Vec<Line>>) -> impl IntoView {
    let words = &t().questionnaires;
    view! {
        <div class="table-wrap">
            <table class="list even library">
                <thead>
                    <tr>
                        <th scope="col">{words.name}</th>
                        <th scope="col">{words.who}</th>
                        <th scope="col" class="num">{words.size}</th>
                        <th scope="col" class="num">{words.duration}</th>
                        <th scope="col">{words.languages}</th>
                    </tr>
                </thead>
                <tbody>{move || lines.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(line: Line) -> impl IntoView {
    let words = &t().questionnaires;
    let content = line.content;
    let state = match line.state {
        State::Draft => Some(badge(Tone::Attention, words.draft).into_any()),
        State::Published => Some(badge(Tone::Ok, (words.numbered)(content.version)).into_any()),
        State::Template => None,
    };
    let title = content.title.get(lang());
    let title = if title.is_empty() {
        t().editor.untitled
    } else {
        title
    };
    view! {
        <tr>
            <th scope="row">
                <a href=line.page.path()>{title.to_owned()}</a>
                {state.map(|state| view! { " " {state} })}
            </th>
            <td data-label=words.who>{words::stakeholder(line.audience.stakeholder)}</td>
            <td class="num" data-label=words.size>{progress(&content).of}</td>
            <td class="num" data-label=words.duration>{(words.minutes)(content.minutes)}</td>
            <td data-label=words.languages>{words::languages(&content)}</td>
        </tr>
    }
}
