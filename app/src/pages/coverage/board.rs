//! `/app/coverage`: stakeholders by service, in a year or a quarter.

use super::{
    proof::Proof,
    rates::Rates,
    read::{self, QUARTER, YEAR},
    state_badge,
};
use crate::{
    clock,
    components::{Dialog, FilterSelect, Filters, Icon, PageHead, icon, print},
    locales::{
        dates,
        workspace::{lang, t},
    },
    pages::sessions::CollectTabs,
    routes::Page,
    state::{use_log, use_rollups},
};
use domain::{
    calendar::cadence::Stakeholder,
    coverage::{Cell, Period, State, coverage, rates},
    day,
    service::ServiceKind,
};
use leptos::prelude::*;

#[component]
pub fn CoveragePage() -> impl IntoView {
    let all = t();
    let t = &all.coverage;
    let (log, rollups, filters) = (use_log(), use_rollups(), Filters::new());
    let period = Memo::new(move |_| {
        let period = read::period(|key| filters.get(key), clock::today().year());
        (period.from, period.to)
    });
    let told = Memo::new(move |_| {
        let (from, to) = period.get();
        let period = Period { from, to };
        read::with_proofs(log, rollups, |facts, proofs| {
            (
                coverage(facts, proofs, period),
                rates(facts, proofs, period),
            )
        })
    });
    let open = RwSignal::new(false);
    let shown = RwSignal::new(None::<Cell>);
    let see = Callback::new(move |cell| {
        shown.set(Some(cell));
        open.set(true);
    });
    let title = Signal::derive(move || {
        let cell = shown.get();
        cell.map_or_else(String::new, |cell| name(&cell))
    });
    let lang = lang();
    let of_period = move || {
        let (from, to) = period.get();
        let printed = dates::day(clock::today(), lang);
        format!(
            "{} – {} {printed}",
            dates::period(from, to, lang),
            t.printed
        )
    };
    view! {
        <CollectTabs page=Page::Coverage />
        <PageHead title=all.titles.coverage lead=t.lead>
            <button type="button" class="button" on:click=move |_| print()>
                {icon(Icon::Print)} {t.print}
            </button>
        </PageHead>
        <PeriodFilters filters />
        <p class="only-print">{of_period}</p>
        <section class="section">
            <h2>{t.board}</h2>
            {move || told.with(|(cells, _)| board(cells, see))}
        </section>
        {move || told.with(|(_, rates)| view! { <Rates rates=rates.clone() /> })}
        <Dialog title open=open side=true>
            {move || shown.get().map(|cell| view! { <Proof cell /> })}
        </Dialog>
    }
}

/// Stakeholder and service of a cell.
fn name(cell: &Cell) -> String {
    let t = t();
    let (who, service) = (
        (t.waves.stakeholder)(cell.stakeholder),
        (t.sessions.kind)(cell.kind),
    );
    format!("{who}, {service}")
}

#[component]
fn PeriodFilters(filters: Filters) -> impl IntoView {
    let all = t();
    let t = &all.coverage;
    let log = use_log();
    let current = clock::today().year();
    let years = move || {
        let sessions = log.sessions();
        let starts = sessions.iter().map(|row| row.value.starts.year());
        let first = starts
            .filter(|year| day::YEARS.contains(year))
            .min()
            .unwrap_or(current)
            .min(current);
        let year = |year: i16| match year == current {
            true => (String::new(), year.to_string()),
            false => (year.to_string(), year.to_string()),
        };
        (first..=current + 1).map(year).collect::<Vec<_>>()
    };
    let mut quarters = vec![(String::new(), t.whole_year.to_owned())];
    quarters.extend((1..=4).map(|n: usize| (n.to_string(), (t.quarter)(n))));
    view! {
        <div class="filters">
            <FilterSelect filters key=YEAR label=all.calendar.year options=Signal::derive(years) />
            <FilterSelect filters key=QUARTER label=t.period options=quarters />
        </div>
    }
}

fn board(cells: &[Cell], see: Callback<Cell>) -> impl IntoView + use<> {
    let all = t();
    let kinds = ServiceKind::ALL.map(|kind| (all.sessions.kind)(kind));
    let row = |who: Stakeholder| {
        let cells: Vec<Cell> = cells
            .iter()
            .filter(|cell| cell.stakeholder == who)
            .cloned()
            .collect();
        let cells = cells.into_iter().map(move |cell| one(cell, see));
        view! {
            <tr>
                <th scope="row">{(all.waves.stakeholder)(who)}</th>
                {cells.collect_view()}
            </tr>
        }
    };
    view! {
        <div class="table-wrap">
            <table class="list board">
                <thead>
                    <tr>
                        <th scope="col">{all.coverage.who}</th>
                        {kinds.map(|kind| view! { <th scope="col">{kind}</th> })}
                    </tr>
                </thead>
                <tbody>{Stakeholder::ALL.map(row)}</tbody>
            </table>
        </div>
    }
}

/// Surveys of a cell whose people were asked, and all that were to be asked so far.
fn progress(cell: &Cell) -> (usize, usize) {
    let states = || cell.items.iter().map(|item| item.state);
    let done = |state: &State| matches!(state, State::Done | State::NoAnswer);
    let waits = |state: &State| matches!(state, State::Due | State::Late);
    let asked = states().filter(done).count();
    (asked, asked + states().filter(waits).count())
}

fn one(cell: Cell, see: Callback<Cell>) -> impl IntoView {
    let all = t();
    let (state, about) = (cell.state, name(&cell));
    let label = (all.sessions.kind)(cell.kind);
    let inside = match state {
        State::NotRequired(reason) if cell.items.is_empty() => {
            let reason = (all.coverage.reason)(reason);
            view! { {state_badge(state)} <p>{reason}</p> }.into_any()
        }
        _ => {
            let (done, begun) = progress(&cell);
            let told = (begun > 0).then(|| (all.coverage.done_of)(done, begun));
            let mut about = format!("{about}, {}", (all.coverage.state)(state));
            if let Some(told) = &told {
                about = format!("{about}, {told}");
            }
            // The state is then that of other periods, or of nothing at all.
            let nothing = (cell.items.is_empty() && cell.feedback.is_empty())
                .then(|| view! { <span class="muted">{all.coverage.none_planned}</span> });
            let words = (all.common.labelled)(all.coverage.see, &about);
            view! {
                <button
                    type="button"
                    class="button quiet cell"
                    aria-label=words
                    on:click=move |_| see.run(cell.clone())
                >
                    {state_badge(state)}
                    {told.map(|told| view! { <span class="muted">{told}</span> })}
                    {nothing}
                </button>
            }
            .into_any()
        }
    };
    view! { <td data-label=label>{inside}</td> }
}
