//! Second step: which column feeds which field.

use super::{ImportField, Step, Wizard};
use crate::locales::workspace::t;
use api::model::ImportReport;
use leptos::prelude::*;

/// Letters of a header shown in the sample: some survey tools put whole questions there.
const HEADER_SHOWN: usize = 32;

#[component]
pub fn Columns(wizard: Wizard, fields: Vec<ImportField>) -> impl IntoView {
    let t = &t().imports;
    let report = StoredValue::new(wizard.report.get_untracked());
    let Some(report) = report.get_value() else {
        return ().into_any();
    };
    let rows: Vec<_> = fields
        .into_iter()
        .map(|field| row(wizard, field, &report))
        .collect();
    let nothing = move || wizard.mapping.with(|mapping| mapping.is_empty());
    view! {
        <section class="section">
            <p>{t.columns_lead}</p>
            <div class="table-wrap">
                <table class="list">
                    <thead>
                        <tr>
                            <th scope="col">{t.field}</th>
                            <th scope="col">{t.column}</th>
                            <th scope="col">{t.first_row}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="error" hidden=move || !nothing()>{t.nothing_mapped}</p>
            <div class="form-actions">
                <button
                    type="button"
                    class="button primary"
                    disabled=move || nothing() || wizard.busy()
                    on:click=move |_| wizard.ask(Step::Check)
                >
                    {t.check}
                </button>
                <button type="button" class="button" on:click=move |_| wizard.start_again()>
                    {t.other_file}
                </button>
            </div>
        </section>
        <Sample wizard report/>
    }
    .into_any()
}

fn row(wizard: Wizard, field: ImportField, report: &ImportReport) -> impl IntoView + use<> {
    let t = &t().imports;
    let key = StoredValue::new(field.key);
    let chosen = Memo::new(move |_| {
        let column = wizard
            .mapping
            .with(|mapping| key.with_value(|key| mapping.get(key).copied()));
        column.map_or_else(String::new, |column| column.to_string())
    });
    let choose = move |event| {
        let column: Option<u32> = event_target_value(&event).parse().ok();
        wizard.mapping.update(|mapping| match column {
            Some(column) => drop(mapping.insert(key.get_value(), column)),
            None => drop(key.with_value(|key| mapping.remove(key))),
        });
    };
    let options: Vec<_> = (0u32..)
        .zip(&report.headers)
        .map(|(column, header)| {
            let column = column.to_string();
            let selected = chosen.get_untracked() == column;
            view! { <option value=column selected=selected>{header.clone()}</option> }
        })
        .collect();
    let first = report.sample.first().cloned().unwrap_or_default();
    let value = move || {
        let column: Option<usize> = chosen.get().parse().ok();
        column.and_then(|column| first.get(column).cloned())
    };
    view! {
        <tr>
            <th scope="row">
                {field.label.clone()}
                {field.needed.then(|| view! { " " <span class="badge">{t.needed}</span> })}
            </th>
            <td data-label=t.column class="wide">
                <select class="input" aria-label=(t.column_for)(&field.label) on:change=choose>
                    <option value="" selected=chosen.get_untracked().is_empty()>{t.no_column}</option>
                    {options}
                </select>
            </td>
            <td data-label=t.first_row class="muted wide">{value}</td>
        </tr>
    }
}

/// The file as it was read.
#[component]
fn Sample(wizard: Wizard, report: ImportReport) -> impl IntoView {
    let t = &t().imports;
    let headers: Vec<_> = report
        .headers
        .iter()
        .map(|header| view! { <th scope="col">{short(header)}</th> })
        .collect();
    let rows: Vec<_> = report
        .sample
        .into_iter()
        .map(|cells| {
            let cells: Vec<_> = cells
                .into_iter()
                .zip(&report.headers)
                .map(|(cell, header)| view! { <td data-label=header.clone()>{cell}</td> })
                .collect();
            view! { <tr>{cells}</tr> }
        })
        .collect();
    view! {
        <details>
            <summary>{(t.sample)(&wizard.file_name())}</summary>
            <div class="table-wrap" tabindex="0">
                <table class="list">
                    <caption class="visually-hidden">{(t.sample)(&wizard.file_name())}</caption>
                    <thead>
                        <tr>{headers}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

/// A header short enough to stand over a column of answers.
fn short(header: &str) -> String {
    let start: String = header.chars().take(HEADER_SHOWN).collect();
    if start.len() < header.len() {
        format!("{}…", start.trim_end())
    } else {
        start
    }
}
