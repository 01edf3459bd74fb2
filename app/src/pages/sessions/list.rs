//! `/app/sessions`: every session, narrowed by the address.

use super::{
    CollectTabs,
    select::{self, Filter, KIND, Line, SURVEY, Survey, YEAR},
};
use crate::{
    clock,
    components::{
        Empty, FilterBar, FilterSelect, Filters, Icon, More, PAGE, PageHead, SortHead, Tone, badge,
        csv, icon, save_file,
    },
    locales::{
        dates,
        workspace::{lang, t},
    },
    routes::Page,
    state::{use_account, use_log, use_rollups},
};
use domain::{day, role::Permission, service::ServiceKind};
use leptos::prelude::*;

#[component]
pub fn SessionsPage() -> impl IntoView {
    let t = &t().sessions;
    let lang = lang();
    let (log, rollups, account) = (use_log(), use_rollups(), use_account());
    let filters = Filters::new();
    let shown = Memo::new(move |_| {
        let lines = select::lines(
            &log.sessions(),
            &log.services(),
            &log.campaigns(),
            &rollups.campaigns(),
            clock::today(),
        );
        Filter::read(|key| filters.get(key)).select(lines)
    });
    let export = move |_| {
        let rows = shown.with(|lines| table(lines));
        save_file(&format!("{}.csv", t.file), "text/csv", &csv(&rows, lang));
    };
    let any = Memo::new(move |_| !log.sessions().is_empty());
    view! {
        <CollectTabs page=Page::Sessions />
        <PageHead title=t.tab_sessions lead=t.lead>
            <Show when=move || any.get()>
                <button type="button" class="button" on:click=export>{icon(Icon::Download)} {t.export}</button>
            </Show>
            <Show when=move || account.may(Permission::Plan)>
                <a class="button" href=Page::ImportSessions.path()>{icon(Icon::Upload)} {t.import}</a>
                <a class="button primary" href=Page::NewSession.path()>{icon(Icon::Plus)} {t.new}</a>
            </Show>
        </PageHead>
        <Show when=move || any.get() fallback=NoSession>
            <section class="section">
                <SessionFilters filters count=Signal::derive(move || (t.count)(shown.with(Vec::len))) />
                <Show
                    when=move || shown.with(|lines| !lines.is_empty())
                    fallback=move || view! { <NoMatch filters /> }
                >
                    <Table filters shown />
                </Show>
            </section>
        </Show>
    }
}

#[component]
fn NoSession() -> impl IntoView {
    let (t, account) = (&t().sessions, use_account());
    view! {
        <Empty title=t.empty_title text=t.empty_text>
            <Show when=move || account.may(Permission::Plan)>
                <a class="button" href=Page::NewSession.path()>{icon(Icon::Plus)} {t.new}</a>
            </Show>
        </Empty>
    }
}

#[component]
fn NoMatch(filters: Filters) -> impl IntoView {
    let t = &t().sessions;
    view! {
        <Empty title=t.no_match_title text=t.no_match_text>
            <button type="button" class="button" on:click=move |_| filters.clear()>{t.clear}</button>
        </Empty>
    }
}

#[component]
fn SessionFilters(filters: Filters, count: Signal<String>) -> impl IntoView {
    let t = &t().sessions;
    let log = use_log();
    let entry = |key: &str, words: &str| (key.to_owned(), words.to_owned());
    let years = move || {
        let mut years = vec![entry("", t.any_year)];
        let all = select::years(&log.sessions())
            .into_iter()
            .map(|year| year.to_string());
        years.extend(all.map(|year| (year.clone(), (t.of_year)(&year))));
        years
    };
    let mut kinds = vec![entry("", t.any_kind)];
    kinds.extend(ServiceKind::ALL.map(|kind| entry(select::kind_key(kind), (t.kind)(kind))));
    let surveys = vec![
        entry("", t.any_state),
        entry(Survey::Open.key(), t.state_open),
        entry(Survey::Closed.key(), t.state_closed),
        entry(Survey::None.key(), t.state_none),
    ];
    view! {
        <FilterBar filters search=t.search count>
            <FilterSelect filters key=YEAR label=t.filter_year options=Signal::derive(years) />
            <FilterSelect filters key=KIND label=t.filter_kind options=kinds />
            <FilterSelect filters key=SURVEY label=t.filter_state options=surveys />
        </FilterBar>
    }
}

#[component]
fn Table(filters: Filters, shown: Memo<Vec<Line>>) -> impl IntoView {
    let t = &t().sessions;
    let drawn = RwSignal::new(PAGE);
    let rows = move || {
        let lines = shown.with(|lines| lines.iter().take(drawn.get()).cloned().collect::<Vec<_>>());
        lines.into_iter().map(row).collect_view()
    };
    view! {
        <div class="table-wrap">
            <table class="list">
                <thead>
                    <tr>
                        <SortHead filters key="title" label=t.title />
                        <SortHead filters key="service" label=t.service />
                        <SortHead filters key="dates" label=t.dates usual=true />
                        <th scope="col">{t.place}</th>
                        <th scope="col">{t.trainer_short}</th>
                        <SortHead filters key="answers" label=t.answers number=true />
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <More drawn rows=Signal::derive(move || shown.with(Vec::len)) />
    }
}

fn row(line: Line) -> impl IntoView {
    let lang = lang();
    let all = t();
    let t = &all.sessions;
    let session = &line.session;
    let answers = match line.survey {
        Survey::None => String::from("–"),
        _ => (t.n_of)(line.received, session.present()),
    };
    view! {
        <tr>
            <th scope="row">
                <a href=Page::Session(line.id).path()>{session.title.clone()}</a>
                {(line.survey == Survey::Open).then(|| view! { " " {badge(Tone::Ok, t.state_open)} })}
                {line.in_conflict.then(|| view! { " " {badge(Tone::Attention, all.common.in_conflict)} })}
            </th>
            <td data-label=t.service>{select::service_title(&line).to_owned()}</td>
            <td data-label=t.dates class="num">{dates::period(session.starts, session.ends, lang)}</td>
            <td data-label=t.place>{session.site.clone()}</td>
            <td data-label=t.trainer_short>{session.trainer.clone()}</td>
            <td data-label=t.answers class="num">{answers}</td>
        </tr>
    }
}

/// The rows shown, for a spreadsheet.
fn table(lines: &[Line]) -> Vec<Vec<String>> {
    let t = &t().sessions;
    let head = [
        t.title,
        t.service,
        t.service_kind,
        t.starts,
        t.ends,
        t.place,
        t.trainer_short,
        t.company_short,
        t.funder_short,
        t.subcontracted_short,
        t.headcount,
        t.absent,
        t.answers,
    ];
    let mut table = vec![head.map(str::to_owned).to_vec()];
    table.extend(lines.iter().map(|line| {
        let session = &line.session;
        let kind = line.service.as_ref().map(|service| (t.kind)(service.kind));
        vec![
            session.title.clone(),
            select::service_title(line).to_owned(),
            kind.unwrap_or_default().to_owned(),
            day::text(session.starts),
            day::text(session.ends),
            session.site.clone(),
            session.trainer.clone(),
            session.company.clone(),
            session.funder.clone(),
            session.subcontracted_for.clone(),
            session.headcount.to_string(),
            session.absent.to_string(),
            line.received.to_string(),
        ]
    }));
    table
}
