//! Third and last step: what would be taken, every bad row by name, then what was taken.

use super::{Step, Wizard};
use crate::{
    components::{Notice, Tone},
    locales::workspace::{errors, t},
};
use api::model::ImportReport;
use domain::import::BadCell;
use leptos::prelude::*;

/// Bad rows listed by name; the count tells of the others.
const BAD_SHOWN: usize = 200;

#[component]
pub fn Check(wizard: Wizard) -> impl IntoView {
    let t = &t().imports;
    let Some(report) = wizard.report.get_untracked() else {
        return ().into_any();
    };
    let good = report.good;
    let (tone, ready) = if good > 0 {
        (Tone::Ok, (t.taken)(good))
    } else {
        (Tone::Plain, t.nothing_to_import.to_owned())
    };
    let label = move || {
        if wizard.busy() {
            t.importing.to_owned()
        } else {
            (t.import)(good)
        }
    };
    view! {
        <section class="section">
            <Notice tone=tone text=ready/>
            <Rest report/>
            <div class="form-actions">
                <button
                    type="button"
                    class="button primary"
                    disabled=move || good == 0 || wizard.busy()
                    on:click=move |_| wizard.ask(Step::Done)
                >
                    {label}
                </button>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| wizard.step.set(Step::Columns)
                >
                    {t.back_to_columns}
                </button>
            </div>
        </section>
    }
    .into_any()
}

#[component]
pub fn Done(wizard: Wizard, next: ViewFn) -> impl IntoView {
    let t = &t().imports;
    let Some(report) = wizard.report.get_untracked() else {
        return ().into_any();
    };
    view! {
        <section class="section">
            <div role="status">
                <Notice tone=Tone::Ok text=(t.done)(report.good)/>
            </div>
            <Rest report/>
            <div class="form-actions">
                {next.run()}
                <button type="button" class="button" on:click=move |_| wizard.start_again()>
                    {t.again}
                </button>
            </div>
        </section>
    }
    .into_any()
}

/// Rows that are not taken, and why.
#[component]
fn Rest(report: ImportReport) -> impl IntoView {
    let t = &t().imports;
    let bad_rows = report.rows.saturating_sub(report.good + report.known);
    let known = (report.known > 0)
        .then(|| view! { <Notice tone=Tone::Plain text=(t.known)(report.known)/> });
    let bad = (!report.bad.is_empty()).then(move || {
        view! {
            <Notice tone=Tone::Attention text=(t.bad)(bad_rows, report.rows)/>
            <BadRows report/>
        }
    });
    view! { {known} {bad} }
}

#[component]
fn BadRows(report: ImportReport) -> impl IntoView {
    let t = &t().imports;
    let hidden = report.bad.len().saturating_sub(BAD_SHOWN);
    let rows: Vec<_> = report
        .bad
        .iter()
        .take(BAD_SHOWN)
        .cloned()
        .map(|cell| {
            let field = field_of(&report, &cell);
            let column = if cell.column.is_empty() {
                t.whole_row.to_owned()
            } else {
                cell.column
            };
            view! {
                <tr class="row-bad">
                    <td class="num" data-label=t.row>{cell.row}</td>
                    <th scope="row">{column}</th>
                    <td data-label=t.value>{cell.value}</td>
                    <td data-label=t.reason class="why">{errors::refusal_of(field, cell.refusal)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <p>{t.bad_lead}</p>
        <div class="table-wrap tall" tabindex="0">
            <table class="list">
                <caption>{t.bad_title}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="num">{t.row}</th>
                        <th scope="col">{t.column}</th>
                        <th scope="col">{t.value}</th>
                        <th scope="col">{t.reason}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {(hidden > 0).then(|| view! { <p class="muted">{(t.more_bad)(hidden)}</p> })}
    }
}

/// What the cell's column feeds; nothing for a whole row.
fn field_of<'a>(report: &'a ImportReport, cell: &BadCell) -> &'a str {
    let feeds = |column: &u32| report.headers.get(*column as usize) == Some(&cell.column);
    let mut mapping = report.mapping.iter();
    let found = mapping.find(|(_, column)| feeds(column));
    found.map_or("", |(field, _)| field)
}
