//! The results of one campaign as sheets: exactly what the workspace shows, each figure with its numerator, n, interval
//! and method. Suppression has happened before: what is not in `CampaignResults` cannot leak here.

mod words;

use crate::{
    files::{Cell, Sheet},
    service::CampaignSheet,
};
use domain::{
    Day, Lang,
    figures::{Bar, Counts, Detail, PHOTO, QuestionResult, Rate, SIGNED, SMALL_GROUP},
};
use words::Words;

/// `resultats-2026-11-21`: the session's last day, no title, which may name people.
pub fn file_stem(campaign: &CampaignSheet, lang: Lang) -> String {
    format!("{}-{}", Words::of(lang).file, campaign.session.ends)
}

/// Summary, distribution, comments and what photos there are; all but the first only when there are enough answers.
pub fn sheets(campaign: &CampaignSheet, lang: Lang) -> Vec<Sheet> {
    let words = Words::of(lang);
    let mut sheets = vec![summary(campaign, words, lang)];
    if let Some(detail) = &campaign.results.detail {
        sheets.push(distribution(detail, words, lang));
        sheets.push(comments(detail, words, lang));
        if !detail.photos.is_empty() {
            sheets.push(photos(detail, words, lang));
        }
    }
    sheets
}

fn summary(campaign: &CampaignSheet, words: &Words, lang: Lang) -> Sheet {
    let fact = |name: &str, value: String| vec![Cell::text(name), Cell::text(value)];
    let results = &campaign.results;
    let mut rows = vec![
        header(&[
            words.figure,
            words.value,
            words.part,
            words.whole,
            words.low,
            words.high,
            words.method,
        ]),
        fact(words.service, campaign.service.clone()),
        fact(words.session, campaign.session.title.clone()),
        fact(
            words.dates,
            period(campaign.session.starts, campaign.session.ends, lang),
        ),
        fact(
            words.questionnaire,
            campaign.questionnaire.title.get(lang).to_owned(),
        ),
    ];
    if campaign.campaign.test {
        rows.push(remark(words.test, Cell::Empty, words.test_method));
    }
    rows.extend(counts(&results.counts, words));
    rows.push(rate(
        words.response,
        results.response,
        words.response_method,
    ));
    match &results.detail {
        Some(detail) => rows.extend(heads(detail, words)),
        None => {
            let have = Cell::text(format!("{} / {SMALL_GROUP}", results.response.part));
            rows.push(remark(words.too_few, have, words.too_few_method));
        }
    }
    Sheet {
        name: words.summary.to_owned(),
        rows,
    }
}

/// As people write days, for reading; columns of data hold ISO days, for sorting.
fn period(starts: Day, ends: Day, lang: Lang) -> String {
    let format = match lang {
        Lang::Fr => "%d/%m/%Y",
        Lang::En => "%-d %b %Y",
    };
    format!("{} – {}", starts.strftime(format), ends.strftime(format))
}

fn counts(counts: &Counts, words: &Words) -> Vec<Vec<Cell>> {
    let count = |name: &str, count| vec![Cell::text(name), Cell::Count(count)];
    vec![
        count(words.received, counts.received),
        count(words.waiting, counts.waiting),
        count(words.refused, counts.refused),
        count(words.abandoned, counts.abandoned),
    ]
}

fn heads(detail: &Detail, words: &Words) -> [Vec<Cell>; 3] {
    let nps = detail.nps;
    [
        vec![Cell::text(words.excluded), Cell::Count(detail.excluded)],
        rate(
            words.satisfaction,
            detail.satisfaction,
            words.satisfaction_method,
        ),
        vec![
            Cell::text(words.nps),
            Cell::number(nps.score(), 1),
            Cell::Empty,
            Cell::Count(nps.n()),
            Cell::Empty,
            Cell::Empty,
            Cell::text(words.nps_method),
        ],
    ]
}

fn rate(name: &str, rate: Rate, method: &str) -> Vec<Cell> {
    let percent = |share: Option<f64>| Cell::number(share.map(|share| 100.0 * share), 1);
    let interval = rate.wilson95();
    vec![
        Cell::text(name),
        percent(rate.share()),
        Cell::Count(rate.part),
        Cell::Count(rate.whole),
        percent(interval.map(|interval| interval.low)),
        percent(interval.map(|interval| interval.high)),
        Cell::text(method),
    ]
}

/// A row whose sentence stands in the last column.
fn remark(name: &str, value: Cell, sentence: &str) -> Vec<Cell> {
    let mut row = vec![Cell::text(name), value];
    row.resize(6, Cell::Empty);
    row.push(Cell::text(sentence));
    row
}

fn distribution(detail: &Detail, words: &Words, lang: Lang) -> Sheet {
    let columns = [
        words.question,
        words.answer,
        words.people,
        words.whole,
        words.share,
        words.mean,
    ];
    let questions = detail.questions.iter();
    let counted = questions.filter(|question| !question.bars.is_empty());
    let rows = counted.flat_map(|question| question_rows(question, words, lang));
    Sheet {
        name: words.distribution.to_owned(),
        rows: std::iter::once(header(&columns)).chain(rows).collect(),
    }
}

fn question_rows(question: &QuestionResult, words: &Words, lang: Lang) -> Vec<Vec<Cell>> {
    let text = || Cell::text(question.text.get(lang));
    let mut rows: Vec<Vec<Cell>> = question
        .bars
        .iter()
        .map(|bar| {
            let whole = question.n;
            let share = Rate {
                part: bar.count,
                whole,
            }
            .share();
            vec![
                text(),
                Cell::text(bar_label(question, bar, words, lang)),
                Cell::Count(bar.count),
                Cell::Count(whole),
                Cell::number(share.map(|share| 100.0 * share), 1),
                Cell::number(question.mean, 2),
            ]
        })
        .collect();
    if question.not_concerned > 0 {
        rows.push(vec![
            text(),
            Cell::text(words.not_concerned),
            Cell::Count(question.not_concerned),
        ]);
    }
    rows
}

/// The option's own wording, or the step's; scores stay numbers.
fn bar_label(question: &QuestionResult, bar: &Bar, words: &Words, lang: Lang) -> String {
    if let Some(text) = &bar.text {
        return text.get(lang).to_owned();
    }
    let steps: &[&str] = match (question.bars.len(), bar.key.as_str()) {
        (_, SIGNED) => return words.signed.to_owned(),
        (_, PHOTO) => return words.photo.to_owned(),
        (_, "yes") => return words.yes.to_owned(),
        (_, "no") => return words.no.to_owned(),
        (3, _) => &words.ease3,
        (4, _) => &words.likert4,
        (5, _) => &words.likert5,
        _ => &[],
    };
    let step = bar.key.parse::<usize>().ok();
    let label = step.and_then(|step| steps.get(step.checked_sub(1)?));
    label.map_or_else(|| bar.key.clone(), |label| (*label).to_owned())
}

fn comments(detail: &Detail, words: &Words, lang: Lang) -> Sheet {
    let rows = detail.comments.iter().map(|comment| {
        vec![
            question_cell(detail, &comment.question, lang),
            Cell::text(comment.day.to_string()),
            Cell::text(comment.text.as_str()),
        ]
    });
    let columns = [words.question, words.day, words.comment];
    Sheet {
        name: words.comments.to_owned(),
        rows: std::iter::once(header(&columns)).chain(rows).collect(),
    }
}

/// What photos there are, by their hashes: the pictures stay on the server.
fn photos(detail: &Detail, words: &Words, lang: Lang) -> Sheet {
    let rows = detail.photos.iter().map(|line| {
        vec![
            question_cell(detail, &line.question, lang),
            Cell::text(line.day.to_string()),
            Cell::text(line.photo.about.as_str()),
            Cell::text(line.photo.sha256.to_string()),
        ]
    });
    let columns = [words.question, words.day, words.about, words.hash];
    Sheet {
        name: words.photos.to_owned(),
        rows: std::iter::once(header(&columns)).chain(rows).collect(),
    }
}

fn question_cell(detail: &Detail, key: &str, lang: Lang) -> Cell {
    let found = detail.questions.iter().find(|question| question.key == key);
    Cell::text(found.map_or(key, |question| question.text.get(lang)))
}

fn header(columns: &[&str]) -> Vec<Cell> {
    columns.iter().map(|column| Cell::text(*column)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_gives_days_as_the_reader_writes_them() {
        let (starts, ends) = (Day::constant(2026, 11, 3), Day::constant(2026, 12, 5));
        assert_eq!(period(starts, ends, Lang::Fr), "03/11/2026 – 05/12/2026");
        assert_eq!(period(starts, ends, Lang::En), "3 Nov 2026 – 5 Dec 2026");
    }
}
