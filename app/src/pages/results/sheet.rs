//! The list of surveys for a spreadsheet: plain numbers, nothing where a figure is not known, and nothing that the
//! screens do not show.

use super::select::ResultRow;
use crate::locales::{numbers::decimal, workspace::t};
use domain::{
    Lang, day,
    figures::{Nps, Rate},
};

pub fn table(rows: &[ResultRow], lang: Lang) -> Vec<Vec<String>> {
    let words = &t().results;
    let head = [
        words.session,
        words.service,
        words.ended,
        words.answers,
        words.present,
        words.response_percent,
        words.satisfaction_percent,
        words.satisfaction_n,
        words.satisfaction_low,
        words.satisfaction_high,
        words.nps,
        words.nps_n,
        words.test,
    ];
    let mut table = vec![head.map(str::to_owned).to_vec()];
    table.extend(rows.iter().map(|row| line(row, lang)));
    table
}

fn line(row: &ResultRow, lang: Lang) -> Vec<String> {
    let results = row.results.as_ref();
    let response = results.map(|results| results.response);
    let detail = results.and_then(|results| results.detail.as_ref());
    let satisfaction = detail.map(|detail| detail.satisfaction);
    let nps = detail.map(|detail| detail.nps);
    let interval = satisfaction.and_then(Rate::wilson95);
    let percent = |share: Option<f64>| number(share.map(|share| 100.0 * share), lang);
    let service = row.service.as_ref().map(|service| service.title.clone());
    let test = if row.test { t().results.test } else { "" };
    vec![
        row.title.clone(),
        service.unwrap_or_default(),
        row.ends.map(day::text).unwrap_or_default(),
        count(response.map(|rate| rate.part)),
        // Nobody present is a head-count that was not given.
        count(response.map(|rate| rate.whole).filter(|whole| *whole > 0)),
        percent(response.and_then(Rate::share)),
        percent(satisfaction.and_then(Rate::share)),
        count(satisfaction.map(|rate| rate.whole)),
        percent(interval.map(|interval| interval.low)),
        percent(interval.map(|interval| interval.high)),
        number(nps.and_then(Nps::score), lang),
        count(nps.map(Nps::n)),
        test.to_owned(),
    ]
}

fn number(value: Option<f64>, lang: Lang) -> String {
    value
        .map(|value| decimal(value, 1, lang))
        .unwrap_or_default()
}

fn count(people: Option<u32>) -> String {
    people.map(|people| people.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        Day,
        figures::{CampaignResults, Counts, Detail},
        ids::CampaignId,
    };
    use uuid::Uuid;

    fn row(response: Rate, detail: Option<Detail>) -> ResultRow {
        let campaign = CampaignId(Uuid::nil());
        ResultRow {
            campaign,
            title: "Excel".to_owned(),
            ends: Some(Day::constant(2026, 11, 5)),
            service: None,
            survey: "À chaud, bénéficiaires".to_owned(),
            test: false,
            open: false,
            results: Some(CampaignResults {
                campaign,
                counts: Counts::default(),
                response,
                detail,
                excluded: Vec::new(),
            }),
        }
    }

    #[test]
    fn figures_are_plain_numbers_and_unknown_ones_are_empty() {
        let detail = Detail {
            n: 6,
            excluded: 0,
            channels: Vec::new(),
            satisfaction: Rate { part: 5, whole: 6 },
            nps: Nps {
                promoters: 1,
                passives: 3,
                detractors: 2,
            },
            questions: Vec::new(),
            comments: Vec::new(),
            photos: Vec::new(),
            answers: Vec::new(),
        };
        let rows = [
            row(Rate { part: 6, whole: 7 }, Some(detail)),
            row(Rate { part: 3, whole: 0 }, None),
        ];
        let table = table(&rows, Lang::Fr);
        assert_eq!(table[0].len(), table[1].len());
        let figures = |row: usize| table[row][3..12].join(" | ");
        assert_eq!(
            figures(1),
            "6 | 7 | 85,7 | 83,3 | 6 | 43,6 | 97,0 | -16,7 | 6"
        );
        assert_eq!(table[2][3..12], ["3", "", "", "", "", "", "", "", ""]);
    }
}
