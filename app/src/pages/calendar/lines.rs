//! The surveys of a month, one a line. What is set up has a page of its own; what is not has a sheet, that of its month a list
//! of what would be set up.

use super::{
    facts,
    select::{Line, to_set_up},
    set_up::{Preview, SetUpOne},
    standing_tone,
};
use crate::{
    components::{Dialog, icon},
    locales::{
        dates,
        workspace::{lang, t},
    },
    routes::Page,
    state::{questionnaires, use_log},
};
use domain::calendar::agenda::{Entry, Standing};
use leptos::prelude::*;

/// What stands open above the lines. One of each for the whole page: setting something up draws its month again.
#[derive(Clone, Copy)]
pub struct Sheets {
    survey: RwSignal<Option<Line>>,
    survey_open: RwSignal<bool>,
    month: RwSignal<(i8, Vec<Line>)>,
    month_open: RwSignal<bool>,
}

impl Sheets {
    pub fn closed() -> Self {
        Self {
            survey: RwSignal::new(None),
            survey_open: RwSignal::new(false),
            month: RwSignal::new((1, Vec::new())),
            month_open: RwSignal::new(false),
        }
    }

    /// The button of a month that has something to set up.
    pub fn way_in(self, month: i8, lines: &[Line]) -> Option<AnyView> {
        let all = t();
        let year = lines.first()?.entry.wave.opens.year();
        let count = to_set_up(lines, year, false).len();
        let words = (all.calendar.set_up_n)(count);
        let label = (all.common.labelled)(&words, (all.calendar.month)(month));
        let lines = lines.to_vec();
        let open = move |_| {
            self.month.set((month, lines.clone()));
            self.month_open.set(true);
        };
        (count > 0).then(|| {
            view! {
                <button type="button" class="button small" aria-label=label on:click=open>{words}</button>
            }
            .into_any()
        })
    }

    pub fn view(self, year: Memo<i16>) -> impl IntoView {
        let Self {
            survey,
            survey_open,
            month,
            month_open,
        } = self;
        let lines = Signal::derive(move || month.with(|(_, lines)| lines.clone()));
        let name = move || {
            let entry = survey.with(|line| line.as_ref().map(|line| line.entry.clone()));
            entry.map_or_else(String::new, |entry| {
                untrack(|| facts::entry_name(use_log(), &entry))
            })
        };
        let of_month = move || month.with(|(month, _)| (t().calendar.month)(*month).to_owned());
        view! {
            <Dialog title=Signal::derive(name) open=survey_open side=true>
                {move || survey.get().map(|line| view! { <Survey line open=survey_open /> })}
            </Dialog>
            <Dialog title=Signal::derive(of_month) open=month_open>
                <Preview lines year open=month_open off=0 />
            </Dialog>
        }
    }
}

/// What a survey that is not set up would be, and the button for it.
#[component]
fn Survey(line: Line, open: RwSignal<bool>) -> impl IntoView {
    let (all, lang, log) = (t(), lang(), use_log());
    let Line { entry, title } = line;
    let wave = &entry.wave;
    let about = format!("{}, {title}", untrack(|| facts::entry_name(log, &entry)));
    let asked = untrack(|| questionnaires::title(log, &wave.template));
    let asked = asked.map_or_else(|| wave.template.clone(), |asked| asked.get(lang).to_owned());
    let reminders: Vec<String> = wave
        .reminders
        .iter()
        .map(|day| dates::day(*day, lang))
        .collect();
    let party = (!entry.party.is_empty()).then(|| format!(" ({})", entry.party));
    let before = entry.campaign.map(|id| {
        view! { <p><a href=Page::Campaign(id).path()>{all.calendar.called_off_one}</a></p> }
    });
    let done = Callback::new(move |()| _ = open.try_set(false));
    view! {
        <dl class="facts">
            <dt>{all.calendar.session}</dt>
            <dd><a href=Page::Session(entry.session).path()>{title}</a></dd>
            <dt>{all.waves.asked_of}</dt>
            <dd>{(all.waves.stakeholder)(wave.stakeholder)} {party}</dd>
            <dt>{all.waves.questionnaire}</dt>
            <dd>{asked}</dd>
            <dt>{all.campaigns.dates}</dt>
            <dd>{dates::period(wave.opens, wave.closes, lang)}</dd>
            {(!reminders.is_empty())
                .then(|| view! { <dt>{all.waves.reminders}</dt> <dd>{reminders.join(", ")}</dd> })}
        </dl>
        {before}
        <div class="form-actions">
            <SetUpOne entry about done />
        </div>
    }
}

pub fn table(lines: Vec<Line>, sheets: Option<Sheets>) -> impl IntoView {
    let t = &t().calendar;
    view! {
        <div class="table-wrap">
            <table class="list even agenda">
                <thead>
                    <tr>
                        <th scope="col">{t.survey}</th>
                        <th scope="col">{t.opens}</th>
                        <th scope="col">{t.session}</th>
                        <th scope="col">{t.state}</th>
                    </tr>
                </thead>
                <tbody>
                    {lines.into_iter().map(|line| row(line, sheets)).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

fn row(line: Line, sheets: Option<Sheets>) -> impl IntoView {
    let lang = lang();
    let all = t();
    let (t, waves) = (&all.calendar, &all.waves);
    let Line { entry, title } = line.clone();
    let named = named(line, sheets);
    let (tone, mark) = standing_tone(entry.standing);
    let party = (!entry.party.is_empty())
        .then(|| view! { <br /> <span class="muted">{entry.party.clone()}</span> });
    let session = Page::Session(entry.session).path();
    let opens = dates::day(entry.wave.opens, lang);
    let standing = (waves.standing)(entry.standing);
    view! {
        <tr>
            <th scope="row">{named} {party}</th>
            <td data-label=t.opens>{opens}</td>
            <td data-label=t.session><a href=session>{title}</a></td>
            <td data-label=t.state>
                <span class=format!("badge {}", tone.class())>{icon(mark)} {standing}</span>
            </td>
        </tr>
    }
}

/// The name of a survey leads to what can be done about it.
fn named(line: Line, sheets: Option<Sheets>) -> AnyView {
    let Entry {
        standing, campaign, ..
    } = line.entry;
    let name = untrack(|| facts::entry_name(use_log(), &line.entry));
    match (standing, sheets, campaign) {
        (Standing::ToSetUp | Standing::CalledOff, Some(sheets), _) => {
            let open = move |_| {
                sheets.survey.set(Some(line.clone()));
                sheets.survey_open.set(true);
            };
            view! { <button type="button" class="to-sheet" on:click=open>{name}</button> }
                .into_any()
        }
        (_, _, Some(id)) => view! { <a href=Page::Campaign(id).path()>{name}</a> }.into_any(),
        _ => name.into_any(),
    }
}
