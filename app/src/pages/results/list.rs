//! `/app/results`: every survey with its figures, and the pooled small groups below.

use super::{
    fresh::freshness,
    pools::Pools,
    select::{Filter, KIND, ResultRow, TESTS, YEAR, years},
    sheet::table,
};
use crate::{
    clock,
    components::{
        Empty, FilterBar, FilterSelect, Filters, Icon, PageHead, SortHead, Tone, badge, csv, icon,
        save_file,
    },
    locales::{
        dates,
        numbers::percent,
        workspace::{lang, t},
    },
    pages::{
        campaigns::name,
        record::words::{service, wire},
    },
    routes::Page,
    state::{Log, RollupsStore, use_log, use_rollups},
};
use domain::{
    Lang,
    campaign::{CampaignStatus, Stage},
    figures::{Rate, SMALL_GROUP},
    service::ServiceKind,
};
use leptos::prelude::*;

#[component]
pub fn ResultsPage() -> impl IntoView {
    let (log, rollups, lang, words) = (use_log(), use_rollups(), lang(), &t().results);
    let filters = Filters::new();
    let all = Memo::new(move |_| rows(log, rollups));
    let shown = Memo::new(move |_| Filter::read(|key| filters.get(key)).select(all.get()));
    let export = move |_| {
        let rows = shown.with(|rows| table(rows, lang));
        save_file(
            &format!("{}.csv", words.file),
            "text/csv",
            &csv(&rows, lang),
        );
    };
    let none = Memo::new(move |_| all.with(Vec::is_empty));
    let count = Signal::derive(move || (words.count)(shown.with(Vec::len)));
    view! {
        <PageHead title=t().titles.results lead=words.lead fresh=freshness()>
            <button type="button" class="button" disabled=move || shown.with(Vec::is_empty) on:click=export>
                {icon(Icon::Download)} {words.export_list}
            </button>
        </PageHead>
        <Show when=move || !none.get() fallback=NoSurvey>
            <section class="section">
                <ResultFilters filters all count/>
                <Show when=move || shown.with(|rows| !rows.is_empty()) fallback=move || view! { <NoMatch filters/> }>
                    <ResultTable filters shown/>
                </Show>
            </section>
        </Show>
        <Pools/>
    }
}

/// Every campaign that has begun with its session, service and the last figures received.
fn rows(log: Log, rollups: RollupsStore) -> Vec<ResultRow> {
    let words = &t().results;
    let campaigns = log.campaigns();
    let today = clock::today();
    // What nobody could answer has no results.
    let begun = campaigns
        .iter()
        .filter(|row| matches!(row.value.stage(today), Stage::Open | Stage::Closed));
    begun
        .map(|row| {
            let session = log.session(row.value.session).map(|row| row.value);
            let service = session
                .as_ref()
                .and_then(|session| log.service(session.service));
            ResultRow {
                campaign: row.id,
                ends: session.as_ref().map(|session| session.ends),
                title: session
                    .map_or_else(|| words.unknown_session.to_owned(), |session| session.title),
                service: service.map(|row| row.value),
                test: row.value.test,
                open: row.value.status == CampaignStatus::Open,
                survey: name(log, &row.value),
                results: rollups.campaign(row.id),
            }
        })
        .collect()
}

#[component]
fn NoSurvey() -> impl IntoView {
    let words = &t().results;
    view! {
        <Empty title=words.empty_title text=words.empty_text>
            <a class="button primary" href=Page::Sessions.path()>{words.to_sessions}</a>
        </Empty>
    }
}

#[component]
fn NoMatch(filters: Filters) -> impl IntoView {
    let words = &t().results;
    view! {
        <Empty title=words.no_match_title text=words.no_match_text>
            <button type="button" class="button" on:click=move |_| filters.clear()>{words.clear}</button>
        </Empty>
    }
}

#[component]
fn ResultFilters(
    filters: Filters,
    all: Memo<Vec<ResultRow>>,
    count: Signal<String>,
) -> impl IntoView {
    let (lang, words) = (lang(), &t().results);
    let entry = |key: &str, words: &str| (key.to_owned(), words.to_owned());
    let mut kinds = vec![entry("", words.any_kind)];
    kinds.extend(
        ServiceKind::ALL
            .iter()
            .map(|kind| entry(&wire(kind), service(*kind, lang))),
    );
    let tests = vec![entry("", words.no_tests), entry("shown", words.with_tests)];
    let of_years = move || {
        let mut options = vec![entry("", words.any_year)];
        let years = all.with(|rows| years(rows));
        options.extend(
            years
                .into_iter()
                .map(|year| entry(&year.to_string(), &year.to_string())),
        );
        options
    };
    view! {
        <FilterBar filters search=words.search count>
            <FilterSelect filters key=KIND label=words.filter_kind options=kinds/>
            <FilterSelect filters key=YEAR label=words.filter_year options=Signal::derive(of_years)/>
            <FilterSelect filters key=TESTS label=words.filter_tests options=tests/>
        </FilterBar>
    }
}

#[component]
fn ResultTable(filters: Filters, shown: Memo<Vec<ResultRow>>) -> impl IntoView {
    let words = &t().results;
    view! {
        <div class="table-wrap">
            <table class="list">
                <thead>
                    <tr>
                        <SortHead filters key="title" label=words.session/>
                        <th scope="col">{words.service}</th>
                        <SortHead filters key="ended" label=words.ended usual=true/>
                        <SortHead filters key="answers" label=words.answers number=true/>
                        <SortHead filters key="response" label=words.response number=true/>
                        <SortHead filters key="satisfaction" label=words.satisfaction number=true/>
                    </tr>
                </thead>
                <tbody>{move || shown.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(row: ResultRow) -> impl IntoView {
    let (lang, words) = (lang(), &t().results);
    let response = row
        .results
        .as_ref()
        .map(|results| results.response)
        .unwrap_or_default();
    let kind = row.service.as_ref().map(|one| service(one.kind, lang));
    let answers = match response {
        Rate { part, whole: 0 } => part.to_string(),
        Rate { part, whole } => (words.answers_of)(part, whole),
    };
    let satisfaction = satisfaction(&row, lang);
    view! {
        <tr>
            <th scope="row">
                <a href=Page::CampaignResults(row.campaign).path()>{row.title}</a>
                <br/>
                <span class="muted">{row.survey}</span>
                {row.test.then(|| view! { " " {badge(Tone::Attention, words.test)} })}
                {row.open.then(|| view! { " " {badge(Tone::Plain, words.open)} })}
            </th>
            <td data-label=words.service>{kind}</td>
            <td data-label=words.ended>{row.ends.map(|ends| dates::day(ends, lang))}</td>
            <td class="num" data-label=words.answers>{answers}</td>
            <td class="num" data-label=words.response>{share(response, lang)}</td>
            <td class="num" data-label=words.satisfaction>{satisfaction}</td>
        </tr>
    }
}

fn share(rate: Rate, lang: Lang) -> String {
    rate.share()
        .map_or_else(|| t().common.none.to_owned(), |share| percent(share, lang))
}

/// The rate with its n, or why there is none.
fn satisfaction(row: &ResultRow, lang: Lang) -> AnyView {
    let words = &t().results;
    match row.results.as_ref().map(|results| results.detail.as_ref()) {
        Some(Some(detail)) => {
            let satisfied = detail.satisfaction;
            view! {
                {share(satisfied, lang)} " "
                <span class="n">{(words.n)(satisfied.whole)}</span>
            }
            .into_any()
        }
        Some(None) => {
            let few = (words.too_few_short)(row.answers(), SMALL_GROUP);
            view! { <span class="n">{few}</span> }.into_any()
        }
        None => view! { <span class="n">{words.not_computed}</span> }.into_any(),
    }
}
