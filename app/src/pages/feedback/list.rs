//! `/app/feedback`: all of it, newest first, narrowed by the address.

use super::{new::NewFeedback, title};
use crate::{
    components::{Empty, FilterBar, FilterSelect, Filters, Icon, More, PAGE, PageHead, icon},
    locales::{
        dates,
        workspace::{lang, t},
    },
    pages::{record::words::wire, sessions::CollectTabs},
    routes::Page,
    state::{Row, use_account, use_log},
};
use domain::{
    calendar::cadence::Stakeholder,
    feedback::{Feedback, Form},
    ids::FeedbackId,
    role::Permission,
};
use leptos::prelude::*;

const FORM: &str = "form";
const WHO: &str = "who";
/// Characters of the text shown in a row.
const START: usize = 140;

type Line = Row<FeedbackId, Feedback>;

#[component]
pub fn FeedbackPage() -> impl IntoView {
    let all = t();
    let t = &all.feedback;
    let (log, account, filters) = (use_log(), use_account(), Filters::new());
    let open = RwSignal::new(false);
    let shown = Memo::new(move |_| {
        let (form, who) = (filters.get(FORM), filters.get(WHO));
        let text = filters.get("q").trim().to_lowercase();
        let all = log.feedback();
        let wanted = |row: &&Line| {
            let one = &row.value;
            let texts = [&one.party, &one.people, &one.channel, &one.summary];
            (form.is_empty() || wire(&one.form) == form)
                && (who.is_empty() || wire(&one.stakeholder) == who)
                && texts.iter().any(|part| part.to_lowercase().contains(&text))
        };
        all.iter().filter(wanted).cloned().collect::<Vec<_>>()
    });
    let any = Memo::new(move |_| !log.feedback().is_empty());
    view! {
        <CollectTabs page=Page::Feedback />
        <PageHead title=all.titles.feedback lead=t.lead>
            {account
                .may_now(Permission::Act)
                .then(|| {
                    view! {
                        <button type="button" class="button primary" on:click=move |_| open.set(true)>
                            {icon(Icon::Plus)} {t.new}
                        </button>
                    }
                })}
        </PageHead>
        <Show when=move || any.get() fallback=move || view! { <Empty title=t.empty_title text=t.empty_text /> }>
            <section class="section">
                <ListFilters filters count=Signal::derive(move || (t.count)(shown.with(Vec::len))) />
                <Show
                    when=move || shown.with(|lines| !lines.is_empty())
                    fallback=move || view! { <Empty title=t.no_match_title text=t.no_match_text /> }
                >
                    <Table shown />
                </Show>
            </section>
        </Show>
        <NewFeedback open />
    }
}

#[component]
fn ListFilters(filters: Filters, count: Signal<String>) -> impl IntoView {
    let all = t();
    let t = &all.feedback;
    let entry = |key: &str, words: &str| (key.to_owned(), words.to_owned());
    let mut forms = vec![entry("", t.any_form)];
    forms.extend(Form::ALL.map(|one| entry(&wire(&one), (t.form)(one))));
    let mut who = vec![entry("", all.calendar.any_who)];
    who.extend(Stakeholder::ALL.map(|one| entry(&wire(&one), (all.waves.stakeholder)(one))));
    view! {
        <FilterBar filters search=t.search count>
            <FilterSelect filters key=FORM label=t.form_label options=forms />
            <FilterSelect filters key=WHO label=t.who options=who />
        </FilterBar>
    }
}

#[component]
fn Table(shown: Memo<Vec<Line>>) -> impl IntoView {
    let t = &t().feedback;
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
                        <th scope="col">{t.tab}</th>
                        <th scope="col">{t.day}</th>
                        <th scope="col">{t.summary}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <More drawn rows=Signal::derive(move || shown.with(Vec::len)) />
    }
}

fn row(row: Line) -> impl IntoView {
    let t = &t().feedback;
    let one = row.value;
    let mut start: String = one.summary.chars().take(START).collect();
    if one.summary.chars().nth(START).is_some() {
        start.push('…');
    }
    view! {
        <tr>
            <th scope="row"><a href=Page::FeedbackOf(row.id).path()>{title(&one)}</a></th>
            <td class="num" data-label=t.day>{dates::day(one.day, lang())}</td>
            <td data-label=t.summary class="whole">{start}</td>
        </tr>
    }
}
