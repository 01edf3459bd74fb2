//! Which surveys the list shows, and in which order. Pure.

use crate::{order::sort_by, pages::record::words::from_wire};
use domain::{
    Day,
    figures::CampaignResults,
    ids::CampaignId,
    service::{Service, ServiceKind},
};

/// Keys of the address.
pub const TEXT: &str = "q";
pub const KIND: &str = "kind";
pub const YEAR: &str = "year";
pub const TESTS: &str = "tests";
pub const SORT: &str = "sort";

/// A survey with what the list says of it.
#[derive(Clone, PartialEq, Debug)]
pub struct ResultRow {
    pub campaign: CampaignId,
    /// Of the session.
    pub title: String,
    pub ends: Option<Day>,
    pub service: Option<Service>,
    /// What the survey is called.
    pub survey: String,
    pub test: bool,
    pub open: bool,
    pub results: Option<CampaignResults>,
}

impl ResultRow {
    /// Answers that count, the waiting ones included.
    pub fn answers(&self) -> u32 {
        self.results
            .as_ref()
            .map_or(0, |results| results.response.part)
    }

    pub fn response(&self) -> Option<f64> {
        self.results.as_ref()?.response.share()
    }

    pub fn satisfaction(&self) -> Option<f64> {
        self.results.as_ref()?.detail.as_ref()?.satisfaction.share()
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Column {
    Title,
    #[default]
    Ended,
    Answers,
    Response,
    Satisfaction,
}

impl Column {
    pub const ALL: [Column; 5] = [
        Column::Title,
        Column::Ended,
        Column::Answers,
        Column::Response,
        Column::Satisfaction,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Column::Title => "title",
            Column::Ended => "ended",
            Column::Answers => "answers",
            Column::Response => "response",
            Column::Satisfaction => "satisfaction",
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filter {
    text: String,
    kind: Option<ServiceKind>,
    year: Option<i16>,
    tests: bool,
    column: Column,
    descending: bool,
}

impl Filter {
    /// From the values of the address; what makes no sense is as if absent. Newest first unless told.
    pub fn read(get: impl Fn(&str) -> String) -> Filter {
        let sort = get(SORT);
        let (key, descending) = match sort.strip_prefix('-') {
            Some(key) => (key, true),
            None => (sort.as_str(), sort.is_empty()),
        };
        let column = Column::ALL.into_iter().find(|column| column.key() == key);
        Filter {
            text: get(TEXT).trim().to_lowercase(),
            kind: from_wire(&get(KIND)),
            year: get(YEAR).parse().ok(),
            tests: get(TESTS) == "shown",
            column: column.unwrap_or_default(),
            descending,
        }
    }

    pub fn select(&self, mut rows: Vec<ResultRow>) -> Vec<ResultRow> {
        rows.retain(|row| self.admits(row));
        sort_by(&mut rows, |a, b| {
            let order = match self.column {
                Column::Title => a.title.to_lowercase().cmp(&b.title.to_lowercase()),
                Column::Ended => a.ends.cmp(&b.ends),
                Column::Answers => a.answers().cmp(&b.answers()),
                Column::Response => by_share(a.response(), b.response()),
                Column::Satisfaction => by_share(a.satisfaction(), b.satisfaction()),
            };
            if self.descending {
                order.reverse()
            } else {
                order
            }
        });
        rows
    }

    fn admits(&self, row: &ResultRow) -> bool {
        let service = row.service.as_ref();
        let holds = |text: &str| text.to_lowercase().contains(&self.text);
        let text = self.text.is_empty()
            || holds(&row.title)
            || service.is_some_and(|service| holds(&service.title));
        let kind = self
            .kind
            .is_none_or(|kind| service.is_some_and(|one| one.kind == kind));
        let year = self
            .year
            .is_none_or(|year| row.ends.is_some_and(|ends| ends.year() == year));
        text && kind && year && (self.tests || !row.test)
    }
}

/// No figure comes before the lowest one.
fn by_share(a: Option<f64>, b: Option<f64>) -> std::cmp::Ordering {
    a.unwrap_or(-1.0).total_cmp(&b.unwrap_or(-1.0))
}

/// Years that have surveys, newest first.
pub fn years(rows: &[ResultRow]) -> Vec<i16> {
    let mut years: Vec<i16> = rows
        .iter()
        .filter_map(|row| row.ends.map(|ends| ends.year()))
        .collect();
    sort_by(&mut years, |a, b| b.cmp(a));
    years.dedup();
    years
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::figures::{Counts, Rate};
    use uuid::Uuid;

    fn row(number: u128, title: &str, ends: Day, kind: ServiceKind, answers: u32) -> ResultRow {
        let campaign = CampaignId(Uuid::from_u128(number));
        ResultRow {
            campaign,
            title: title.to_owned(),
            ends: Some(ends),
            service: Some(Service {
                kind,
                title: "Prestation".to_owned(),
            }),
            survey: "À chaud, bénéficiaires".to_owned(),
            test: title == "Essai",
            open: false,
            results: Some(CampaignResults {
                campaign,
                counts: Counts::default(),
                response: Rate {
                    part: answers,
                    whole: 10,
                },
                detail: None,
                excluded: Vec::new(),
            }),
        }
    }

    fn titles(query: &[(&str, &str)]) -> Vec<String> {
        let rows = vec![
            row(
                1,
                "Excel",
                Day::constant(2025, 6, 3),
                ServiceKind::Formation,
                8,
            ),
            row(
                2,
                "Bilan de mai",
                Day::constant(2026, 5, 3),
                ServiceKind::Bilan,
                3,
            ),
            row(
                3,
                "Essai",
                Day::constant(2026, 6, 3),
                ServiceKind::Formation,
                9,
            ),
            row(
                4,
                "Word",
                Day::constant(2026, 2, 3),
                ServiceKind::Formation,
                5,
            ),
        ];
        let get = |key: &str| {
            let found = query.iter().find(|(name, _)| *name == key);
            found.map_or_else(String::new, |(_, value)| (*value).to_owned())
        };
        let shown = Filter::read(get).select(rows);
        shown.into_iter().map(|row| row.title).collect()
    }

    #[test]
    fn newest_first_and_no_tests_unless_asked() {
        assert_eq!(titles(&[]), ["Bilan de mai", "Word", "Excel"]);
        assert_eq!(titles(&[("tests", "shown")]).len(), 4);
    }

    #[test]
    fn the_address_narrows_and_sorts() {
        assert_eq!(titles(&[("year", "2025")]), ["Excel"]);
        assert_eq!(titles(&[("kind", "bilan")]), ["Bilan de mai"]);
        assert_eq!(titles(&[("q", "wor")]), ["Word"]);
        assert_eq!(
            titles(&[("sort", "answers")]),
            ["Bilan de mai", "Word", "Excel"]
        );
        assert_eq!(
            titles(&[("sort", "-answers")]),
            ["Excel", "Word", "Bilan de mai"]
        );
    }
}
