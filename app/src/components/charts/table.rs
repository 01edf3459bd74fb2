//! The table behind each chart: the same figures, in rows.

use super::{bar_label, shape::Shape};
use crate::locales::{
    numbers::{decimal, percent},
    workspace::{lang, texts},
};
use domain::{Lang, figures::QuestionResult};
use leptos::prelude::*;

/// Rows are questions, columns the four steps.
#[component]
pub fn LikertTable(caption: String, questions: Vec<QuestionResult>) -> impl IntoView {
    let lang = lang();
    let words = &texts(lang).charts;
    let number = |label: &'static str, value: String| {
        view! { <td class="num" data-label=label>{value}</td> }
    };
    let rows: Vec<_> = questions
        .iter()
        .map(|question| {
            let cells: Vec<_> = question
                .bars
                .iter()
                .zip(words.likert4)
                .map(|(bar, label)| number(label, bar.count.to_string()))
                .collect();
            view! {
                <tr>
                    <th scope="row">{question.text.get(lang).to_owned()}</th>
                    {cells}
                    {number(words.not_concerned, question.not_concerned.to_string())}
                    {number("n", question.n.to_string())}
                    {number(words.mean, mean(question, lang))}
                </tr>
            }
        })
        .collect();
    view! {
        <details>
            <summary>{words.show_table}</summary>
            <div class="table-wrap">
                <table class="list">
                    <caption>{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words.question}</th>
                            {words.likert4.map(number_head)}
                            {number_head(words.not_concerned)}
                            {number_head("n")}
                            {number_head(words.mean)}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

/// Rows are the steps or options of one question.
#[component]
pub fn BarsTable(question: QuestionResult) -> impl IntoView {
    let lang = lang();
    let words = &texts(lang).charts;
    let n = f64::from(question.n.max(1));
    let rows: Vec<_> = question
        .bars
        .iter()
        .map(|bar| {
            view! {
                <tr>
                    <th scope="row">{bar_label(&question, bar, lang)}</th>
                    <td class="num" data-label=words.people>{bar.count}</td>
                    <td class="num" data-label=words.share>
                        {percent(f64::from(bar.count) / n, lang)}
                    </td>
                </tr>
            }
        })
        .collect();
    let ungrouped = Shape::of(&question) == Shape::Nps || question.not_concerned == 0;
    let outside = (!ungrouped).then(|| {
        view! {
            <tr>
                <th scope="row">{words.not_concerned}</th>
                <td class="num" data-label=words.people>{question.not_concerned}</td>
                <td class="num" data-label=words.share>"–"</td>
            </tr>
        }
    });
    view! {
        <details>
            <summary>{words.show_table}</summary>
            <div class="table-wrap">
                <table class="list">
                    <caption>{question.text.get(lang).to_owned()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words.answer}</th>
                            {number_head(words.people)}
                            {number_head(words.share)}
                        </tr>
                    </thead>
                    <tbody>{rows} {outside}</tbody>
                </table>
            </div>
        </details>
    }
}

fn number_head(label: &'static str) -> impl IntoView {
    view! { <th scope="col" class="num">{label}</th> }
}

/// Mean step, with the top of its scale so that it cannot be misread: `3,4 / 4`.
fn mean(question: &QuestionResult, lang: Lang) -> String {
    let top = question.bars.len();
    question.mean.map_or_else(
        || "–".to_owned(),
        |mean| format!("{}\u{a0}/\u{a0}{top}", decimal(mean, 1, lang)),
    )
}
