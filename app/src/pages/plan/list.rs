//! `/app/plan`: every action, narrowed by the address.

use super::{
    NewAction,
    select::{ActionRow, Filter, KIND, OWNER, STAGE},
    words,
};
use crate::{
    clock,
    components::{
        Empty, FilterBar, FilterSelect, Filters, Icon, PageHead, SortHead, Tone, badge, csv, icon,
        save_file,
    },
    locales::{
        dates,
        workspace::{lang, t},
    },
    pages::record::words::{person, wire},
    routes::Page,
    state::{use_log, use_people},
};
use domain::{
    action::{ActionStatus, ActionType, Source},
    day,
    entity::EntityKind,
    ids::ActionId,
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use sync::EntityRef;

#[component]
pub fn PlanPage() -> impl IntoView {
    let (log, people, lang, words) = (use_log(), use_people(), lang(), &t().plan);
    let filters = Filters::new();
    let opening = RwSignal::new(false);
    let shown = Memo::new(move |_| {
        let filter = Filter::read(|key| filters.get(key));
        filter.select(&log.actions(), clock::today(), |id| {
            person(id, people, lang)
        })
    });
    let export = move |_| {
        let rows = shown.with(|rows| table(rows, people, lang));
        save_file(
            &format!("{}.csv", words.file),
            "text/csv",
            &csv(&rows, lang),
        );
    };
    let navigate = use_navigate();
    let open_new = Callback::new(move |id: ActionId| {
        navigate(
            &Page::Action(id).path(),
            leptos_router::NavigateOptions::default(),
        );
    });
    let none = Memo::new(move |_| log.actions().is_empty());
    view! {
        <PageHead title=t().titles.plan lead=words.lead>
            <button type="button" class="button" disabled=move || shown.with(Vec::is_empty) on:click=export>
                {icon(Icon::Download)} {words.export}
            </button>
            <button type="button" class="button primary" on:click=move |_| opening.set(true)>
                {icon(Icon::Plus)} {words.new}
            </button>
        </PageHead>
        <NewAction open=opening source=Signal::stored(Source::Idea) on_created=open_new/>
        <Show when=move || !none.get() fallback=NoAction>
            <section class="section">
                <PlanFilters filters count=Signal::derive(move || (words.count)(shown.with(Vec::len)))/>
                <Show when=move || shown.with(|rows| !rows.is_empty()) fallback=move || view! { <NoMatch filters/> }>
                    <ActionTable filters shown/>
                </Show>
            </section>
        </Show>
    }
}

#[component]
fn NoAction() -> impl IntoView {
    let words = &t().plan;
    view! {
        <Empty title=words.empty_title text=words.empty_text>
            <a class="button" href=Page::Results.path()>{words.to_results}</a>
        </Empty>
    }
}

#[component]
fn NoMatch(filters: Filters) -> impl IntoView {
    let words = &t().plan;
    view! {
        <Empty title=words.no_match_title text=words.no_match_text>
            <button type="button" class="button" on:click=move |_| filters.clear()>{words.clear}</button>
        </Empty>
    }
}

#[component]
fn PlanFilters(filters: Filters, count: Signal<String>) -> impl IntoView {
    let (people, lang, words) = (use_people(), lang(), &t().plan);
    let entry = |key: &str, words: &str| (key.to_owned(), words.to_owned());
    let mut stages = vec![
        entry("", words.open_only),
        entry("late", words.late_only),
        entry("all", words.everything),
    ];
    stages.extend(
        ActionStatus::ALL
            .iter()
            .map(|status| entry(&wire(status), words::status(*status, lang))),
    );
    let mut kinds = vec![entry("", words.any_kind)];
    kinds.extend(
        [
            ActionType::Corrective,
            ActionType::Preventive,
            ActionType::Improvement,
        ]
        .iter()
        .map(|kind| entry(&wire(kind), words::kind(*kind, lang))),
    );
    let owners = move || {
        let mut owners = vec![entry("", words.any_owner), entry("none", words.nobody)];
        let all = people.all().into_iter();
        owners.extend(all.map(|person| (wire(&person.id), person.name)));
        owners
    };
    view! {
        <FilterBar filters search=words.search count>
            <FilterSelect filters key=STAGE label=words.filter_status options=stages/>
            <FilterSelect filters key=KIND label=words.filter_kind options=kinds/>
            <FilterSelect filters key=OWNER label=words.filter_owner options=Signal::derive(owners)/>
        </FilterBar>
    }
}

#[component]
fn ActionTable(filters: Filters, shown: Memo<Vec<ActionRow>>) -> impl IntoView {
    let words = &t().plan;
    view! {
        <div class="table-wrap">
            <table class="list">
                <thead>
                    <tr>
                        <SortHead filters key="title" label=words.title/>
                        <th scope="col">{words.kind}</th>
                        <SortHead filters key="status" label=words.status/>
                        <SortHead filters key="owner" label=words.owner/>
                        <SortHead filters key="due" label=words.due usual=false/>
                    </tr>
                </thead>
                <tbody>{move || shown.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(row: ActionRow) -> impl IntoView {
    let (log, people, lang, words) = (use_log(), use_people(), lang(), &t().plan);
    let at = EntityRef {
        kind: EntityKind::Action,
        id: row.id.0,
    };
    let action = row.value;
    let (tone, mark) = words::status_tone(action.status);
    let late = words::days_late(action.status, action.due, clock::today());
    let owner = action.owner.map(|id| person(id, people, lang));
    view! {
        <tr>
            <th scope="row">
                <a href=Page::Action(row.id).path()>{action.title}</a>
                {row.in_conflict.then(|| view! { " " {badge(Tone::Attention, words.in_conflict)} })}
                {log.is_waiting(at).then(|| view! { " " {badge(Tone::Plain, words.waiting)} })}
            </th>
            <td data-label=words.kind>{words::kind(action.kind, lang)}</td>
            <td data-label=words.status>
                <span class=format!("badge {}", tone.class())>
                    {icon(mark)} {words::status(action.status, lang)}
                </span>
            </td>
            <td data-label=words.owner>{owner.unwrap_or_else(|| t().record.nobody.to_owned())}</td>
            <td data-label=words.due>
                {action.due.map_or_else(|| t().record.no_date.to_owned(), |due| dates::day(due, lang))}
                {late.map(|days| view! { " " {badge(Tone::Late, (words.late_by)(days))} })}
            </td>
        </tr>
    }
}

/// The rows shown, for a spreadsheet.
fn table(rows: &[ActionRow], people: crate::state::People, lang: domain::Lang) -> Vec<Vec<String>> {
    let words = &t().plan;
    let head = [
        words.title,
        words.kind,
        words.status,
        words.owner,
        words.due,
        words.opened,
        words.description,
        words.expected_result,
        words.criterion,
        words.source,
    ];
    let mut table = vec![head.map(str::to_owned).to_vec()];
    table.extend(rows.iter().map(|row| {
        let action = &row.value;
        let source = match &action.source {
            Source::Comment { quote, place, .. } | Source::Feedback { quote, place, .. } => {
                (t().common.labelled)(place, quote)
            }
            Source::Idea => words.source_idea.to_owned(),
        };
        vec![
            action.title.clone(),
            words::kind(action.kind, lang).to_owned(),
            words::status(action.status, lang).to_owned(),
            action
                .owner
                .map(|id| person(id, people, lang))
                .unwrap_or_default(),
            action.due.map(day::text).unwrap_or_default(),
            action.opened.to_string(),
            action.description.clone(),
            action.expected_result.clone(),
            action.criterion.clone(),
            source,
        ]
    }));
    table
}
