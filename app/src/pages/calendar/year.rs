//! `/app/calendar`: the surveys of a year, month by month, with one button for what a month has to set up.

use super::{
    facts,
    lines::{Sheets, table},
    moved::LeftBehind,
    select,
    select::{Line, STATE, WHO, YEAR},
    set_up::SetUpYear,
};
use crate::{
    clock,
    components::{Empty, FilterBar, FilterSelect, Filters, Icon, More, PAGE, PageHead, icon},
    locales::workspace::t,
    pages::{record::words::wire, sessions::CollectTabs},
    routes::Page,
    state::{use_account, use_log},
};
use domain::{
    calendar::{agenda::Entry, cadence::Stakeholder},
    role::Permission,
};
use leptos::prelude::*;

#[component]
pub fn CalendarPage() -> impl IntoView {
    let all = t();
    let t = &all.calendar;
    let (log, account, filters) = (use_log(), use_account(), Filters::new());
    let lines = Memo::new(move |_| {
        let entries = facts::entries(log).into_iter();
        let line = |entry: Entry| Line {
            title: log
                .session(entry.session)
                .map(|row| row.value.title)
                .unwrap_or_default(),
            entry,
        };
        entries.map(line).collect::<Vec<_>>()
    });
    let year = Memo::new(move |_| select::year(|key| filters.get(key), clock::today().year()));
    let shown = Memo::new(move |_| {
        lines.with(|lines| select::shown(lines, year.get(), |key| filters.get(key)))
    });
    let any = Memo::new(move |_| {
        let of_year = |line: &Line| line.entry.wave.opens.year() == year.get();
        lines.with(|lines| lines.iter().any(of_year))
    });
    let may_plan = account.may_now(Permission::Plan);
    let sheets = may_plan.then(Sheets::closed);
    let (turned, drawn) = (RwSignal::new(Vec::new()), RwSignal::new(PAGE));
    // What is over stands folded, so that what there is to do comes first; whoever looks for something sees all of it.
    let over = move |month: i8| {
        let today = clock::today();
        let over = (year.get(), month) < (today.year(), today.month());
        over && [WHO, STATE, "q"]
            .iter()
            .all(|key| filters.get(key).is_empty())
    };
    view! {
        <CollectTabs page=Page::Calendar />
        <PageHead title=all.titles.calendar lead=t.lead>
            <a class="button" href=Page::CalendarRules.path()>{icon(Icon::Gear)} {t.to_rules}</a>
            {may_plan.then(|| view! { <SetUpYear lines=lines year=year /> })}
        </PageHead>
        <LeftBehind />
        <section class="section">
            <YearFilters filters lines year count=Signal::derive(move || (t.count)(shown.with(Vec::len))) />
            <Show when=move || shown.with(Vec::is_empty)>
                <Nothing any=any filters />
            </Show>
            {move || {
                let months = select::by_month(shown.get());
                let usual = folds(&months, over);
                let month = |((month, lines), usual)| {
                    let open = Folds { turned, of: (year.get(), month), usual };
                    view! { <Month month lines sheets open drawn /> }
                };
                months.into_iter().zip(usual).map(month).collect_view()
            }}
        </section>
        {sheets.map(|sheets| sheets.view(year))}
    }
}

#[component]
fn Nothing(any: Memo<bool>, filters: Filters) -> impl IntoView {
    let all = t();
    let t = &all.calendar;
    move || match any.get() {
        true => view! {
            <Empty title=t.no_match_title text=t.no_match_text>
                <button type="button" class="button" on:click=move |_| filters.clear()>
                    {all.sessions.clear}
                </button>
            </Empty>
        }
        .into_any(),
        false => view! {
            <Empty title=t.empty_title text=t.empty_text>
                <a class="button" href=Page::Sessions.path()>{all.sessions.see_list}</a>
            </Empty>
        }
        .into_any(),
    }
}

#[component]
fn YearFilters(
    filters: Filters,
    lines: Memo<Vec<Line>>,
    year: Memo<i16>,
    count: Signal<String>,
) -> impl IntoView {
    let all = t();
    let (t, waves) = (&all.calendar, &all.waves);
    let entry = |key: &str, words: &str| (key.to_owned(), words.to_owned());
    // The years there is something in, this one and the next; the current one is the usual list.
    let years = move || {
        let current = clock::today().year();
        let mut years: Vec<i16> = lines.with(|lines| {
            let years = lines.iter().map(|line| line.entry.wave.opens.year());
            years.chain([current, current + 1, year.get()]).collect()
        });
        crate::order::sort_by(&mut years, Ord::cmp);
        years.dedup();
        let option = |year: i16| match year == current {
            true => (String::new(), year.to_string()),
            false => (year.to_string(), year.to_string()),
        };
        years.into_iter().map(option).collect::<Vec<_>>()
    };
    let mut who = vec![entry("", t.any_who)];
    who.extend(Stakeholder::ALL.map(|one| entry(&wire(&one), (waves.stakeholder)(one))));
    let mut states = vec![entry("", t.any_state)];
    states.extend(select::STANDINGS.map(|one| entry(select::key(one), (waves.standing)(one))));
    view! {
        <FilterBar filters search=t.search count>
            <FilterSelect filters key=YEAR label=t.year options=Signal::derive(years) />
            <FilterSelect filters key=WHO label=waves.who options=who />
            <FilterSelect filters key=STATE label=t.state options=states />
        </FilterBar>
    }
}

/// Which months are open as usual: those that are not over, as many as make a page of lines, and the first in any case.
fn folds(months: &[(i8, Vec<Line>)], over: impl Fn(i8) -> bool) -> Vec<bool> {
    let mut drawn = 0;
    let open = |(month, lines): &(i8, Vec<Line>)| {
        let open = !over(*month) && (drawn == 0 || drawn + lines.len() <= PAGE);
        drawn += if open { lines.len() } else { 0 };
        open
    };
    months.iter().map(open).collect()
}

/// Whether a month's lines are drawn: as usual, or the other way round since somebody pressed its heading. Kept for the
/// whole page, whose months are drawn again at each change.
#[derive(Clone, Copy)]
struct Folds {
    turned: RwSignal<Vec<(i16, i8)>>,
    of: (i16, i8),
    usual: bool,
}

impl Folds {
    fn is_open(self) -> bool {
        self.usual != self.turned.with(|turned| turned.contains(&self.of))
    }

    fn turn(self) {
        self.turned.update(|turned| {
            let before = turned.len();
            turned.retain(|other| *other != self.of);
            if turned.len() == before {
                turned.push(self.of);
            }
        });
    }
}

#[component]
fn Month(
    month: i8,
    lines: Vec<Line>,
    /// None for those who plan nothing.
    sheets: Option<Sheets>,
    open: Folds,
    /// Lines of each month that are drawn.
    drawn: RwSignal<usize>,
) -> impl IntoView {
    let t = &t().calendar;
    let count = lines.len();
    let lines = StoredValue::new(lines);
    let is_open = Memo::new(move |_| open.is_open());
    let mark = move || icon(if is_open.get() { Icon::Up } else { Icon::Down });
    let set_up = move || {
        let sheets = sheets.filter(|_| is_open.get())?;
        lines.with_value(|lines| sheets.way_in(month, lines))
    };
    view! {
        <div class="month">
            <h2>
                <button
                    type="button"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| open.turn()
                >
                    {(t.month)(month)} {mark}
                </button>
            </h2>
            <span class="muted">{(t.count)(count)}</span>
            {set_up}
        </div>
        {move || {
            let first = || lines.with_value(|lines| lines.iter().take(drawn.get()).cloned().collect());
            is_open.get().then(|| view! {
                {table(first(), sheets)}
                <More drawn rows=count />
            })
        }}
    }
}
