//! Which sessions the list shows, and in which order. Pure: filters come from the address.

use crate::{
    order::{sort_by, sort_by_key},
    state::{Row, Rows},
};
use domain::{
    Day,
    campaign::{Campaign, Stage},
    figures::CampaignResults,
    ids::{CampaignId, ServiceId, SessionId},
    service::{Service, ServiceKind},
    session::Session,
};

/// Keys of the address.
pub const YEAR: &str = "year";
pub const KIND: &str = "kind";
pub const SURVEY: &str = "survey";

/// One line of the list.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    pub id: SessionId,
    pub session: Session,
    pub service: Option<Service>,
    pub survey: Survey,
    /// Answers received by its campaigns that count.
    pub received: u32,
    pub in_conflict: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Survey {
    None,
    Open,
    Closed,
}

impl Survey {
    pub fn key(self) -> &'static str {
        match self {
            Survey::None => "none",
            Survey::Open => "open",
            Survey::Closed => "closed",
        }
    }
}

/// Joins what the list shows of each session; surveys that nobody could answer yet are not told.
pub fn lines(
    sessions: &[Row<SessionId, Session>],
    services: &[Row<ServiceId, Service>],
    campaigns: &Rows<CampaignId, Campaign>,
    results: &[CampaignResults],
    today: Day,
) -> Vec<Line> {
    let line = |row: &Row<SessionId, Session>| {
        let mine: Vec<_> = campaigns
            .iter()
            .filter(|campaign| campaign.value.session == row.id && !campaign.value.test)
            .filter(|campaign| matches!(campaign.value.stage(today), Stage::Open | Stage::Closed))
            .collect();
        let open = mine.iter().any(|one| one.value.stage(today) == Stage::Open);
        let service = services
            .iter()
            .find(|service| service.id == row.value.service);
        let received = results
            .iter()
            .filter(|result| mine.iter().any(|one| one.id == result.campaign))
            .map(|result| result.counts.received);
        Line {
            id: row.id,
            session: row.value.clone(),
            service: service.map(|service| service.value.clone()),
            survey: match mine.is_empty() {
                true => Survey::None,
                false if open => Survey::Open,
                false => Survey::Closed,
            },
            received: received.sum(),
            in_conflict: row.in_conflict,
        }
    };
    sessions.iter().map(line).collect()
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    text: String,
    year: Option<i16>,
    kind: String,
    survey: String,
    sort: String,
}

impl Filter {
    /// From the values of the address; what makes no sense is as if absent.
    pub fn read(get: impl Fn(&str) -> String) -> Filter {
        Filter {
            text: get("q").trim().to_lowercase(),
            year: get(YEAR).parse().ok(),
            kind: get(KIND),
            survey: get(SURVEY),
            sort: get("sort"),
        }
    }

    pub fn select(&self, mut lines: Vec<Line>) -> Vec<Line> {
        lines.retain(|line| self.admits(line));
        let (key, down) = match self.sort.strip_prefix('-') {
            Some(key) => (key, true),
            None => (self.sort.as_str(), false),
        };
        let by_day = |line: &Line| -> (Day, Day) { (line.session.starts, line.session.ends) };
        match key {
            "title" => sort_by_key(&mut lines, |line| line.session.title.to_lowercase()),
            "service" => sort_by_key(&mut lines, |line| service_title(line).to_lowercase()),
            "answers" => sort_by_key(&mut lines, |line| line.received),
            "dates" => sort_by_key(&mut lines, by_day),
            // As the log gives them: newest first.
            _ => return lines,
        }
        if down {
            lines.reverse();
        }
        lines
    }

    fn admits(&self, line: &Line) -> bool {
        let session = &line.session;
        let year = self
            .year
            .is_none_or(|year| session.starts.year() <= year && year <= session.ends.year());
        let kind = self.kind.is_empty()
            || line
                .service
                .as_ref()
                .is_some_and(|service| kind_key(service.kind) == self.kind);
        let survey = self.survey.is_empty() || line.survey.key() == self.survey;
        year && kind && survey && self.holds(line)
    }

    fn holds(&self, line: &Line) -> bool {
        let session = &line.session;
        let texts = [
            session.title.as_str(),
            service_title(line),
            &session.site,
            &session.trainer,
            &session.company,
            &session.funder,
        ];
        self.text.is_empty()
            || texts
                .iter()
                .any(|text| text.to_lowercase().contains(&self.text))
    }
}

pub fn service_title(line: &Line) -> &str {
    line.service
        .as_ref()
        .map_or("", |service| service.title.as_str())
}

/// Years that sessions fall in, newest first.
pub fn years(sessions: &[Row<SessionId, Session>]) -> Vec<i16> {
    let mut years: Vec<i16> = sessions
        .iter()
        .flat_map(|row| [row.value.starts.year(), row.value.ends.year()])
        .collect();
    sort_by(&mut years, |a, b| b.cmp(a));
    years.dedup();
    years
}

/// The kind's name in the address.
pub fn kind_key(kind: ServiceKind) -> &'static str {
    match kind {
        ServiceKind::Formation => "formation",
        ServiceKind::Bilan => "bilan",
        ServiceKind::Vae => "vae",
        ServiceKind::Apprentissage => "apprentissage",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn line(title: &str, year: i16, received: u32, kind: ServiceKind) -> Line {
        let day = Day::new(year, 3, 2).expect("a day");
        Line {
            id: SessionId(Uuid::nil()),
            session: Session {
                service: ServiceId(Uuid::nil()),
                title: title.to_owned(),
                starts: day,
                ends: day,
                site: "Lyon".to_owned(),
                trainer: String::new(),
                company: String::new(),
                funder: String::new(),
                subcontracted_for: String::new(),
                headcount: 12,
                absent: 0,
                minors: false,
            },
            service: Some(Service {
                kind,
                title: "Excel".to_owned(),
            }),
            survey: Survey::None,
            received,
            in_conflict: false,
        }
    }

    fn titles(query: &[(&str, &str)]) -> Vec<String> {
        let get = |key: &str| {
            let found = query.iter().find(|(name, _)| *name == key);
            found
                .map(|(_, value)| (*value).to_owned())
                .unwrap_or_default()
        };
        let all = vec![
            line("Gestes et postures", 2026, 3, ServiceKind::Formation),
            line("Bilan d’Anne", 2025, 9, ServiceKind::Bilan),
        ];
        let shown = Filter::read(get).select(all);
        shown.into_iter().map(|line| line.session.title).collect()
    }

    #[test]
    fn filters_of_the_address_narrow_the_list() {
        assert_eq!(titles(&[]).len(), 2);
        assert_eq!(titles(&[("year", "2025")]), ["Bilan d’Anne"]);
        assert_eq!(titles(&[("kind", "formation")]), ["Gestes et postures"]);
        assert_eq!(titles(&[("q", "POSTURES ")]), ["Gestes et postures"]);
        assert_eq!(titles(&[("q", "lyon")]).len(), 2);
        assert_eq!(titles(&[("survey", "open")]).len(), 0);
    }

    #[test]
    fn the_address_sorts() {
        assert_eq!(titles(&[("sort", "-answers")])[0], "Bilan d’Anne");
        assert_eq!(titles(&[("sort", "title")])[0], "Bilan d’Anne");
        assert_eq!(titles(&[("sort", "-dates")])[0], "Gestes et postures");
    }
}
