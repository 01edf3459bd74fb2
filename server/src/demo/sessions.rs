//! The table of sessions into records with dates before a given day.

use super::{
    DemoCampaign,
    catalogue::{End, REMOTE, SERVICES, SESSIONS, ServiceRow, SessionRow},
    random::Random,
};
use crate::dates::month;
use domain::{
    Day, Lang,
    campaign::{Campaign, CampaignStatus, Privacy, QuestionnaireRef, Stakeholder, Wave},
    ids::{CampaignId, ServiceId, SessionId, random_id},
    service::Service,
    session::Session,
};
use jiff::{ToSpan as _, civil::Weekday};

/// A campaign with what its answers depend on.
pub(super) struct Asked {
    pub demo: DemoCampaign,
    pub row: &'static SessionRow,
    pub service: &'static ServiceRow,
    pub present: u32,
}

impl Asked {
    pub(super) fn remote(&self) -> bool {
        self.row.site == REMOTE
    }
}

pub(super) fn services(random: &mut Random) -> Vec<(ServiceId, Service)> {
    let service = |row: &ServiceRow| Service {
        kind: row.kind,
        title: row.title.to_owned(),
    };
    SERVICES
        .iter()
        .map(|row| (ServiceId(random_id(random.bytes())), service(row)))
        .collect()
}

/// All sessions and, in the same order, their campaigns.
pub(super) fn sessions(
    today: Day,
    services: &[(ServiceId, Service)],
    random: &mut Random,
) -> (Vec<(SessionId, Session)>, Vec<Asked>) {
    let (mut sessions, mut campaigns) = (Vec::new(), Vec::new());
    for row in &SESSIONS {
        let known = SERVICES
            .iter()
            .zip(services)
            .find(|(service, _)| service.key == row.service);
        let Some((service, (service_id, _))) = known else {
            continue;
        };
        let id = SessionId(random_id(random.bytes()));
        let session = session(today, row, service, *service_id);
        for term in 1..=row.terms {
            let opens = term_end(&session, term, row.terms);
            campaigns.push(Asked {
                demo: campaign(today, id, opens, row.terms, random),
                row,
                service,
                present: session.present(),
            });
        }
        sessions.push((id, session));
    }
    (sessions, campaigns)
}

fn session(today: Day, row: &SessionRow, service: &ServiceRow, id: ServiceId) -> Session {
    let ends = match row.end {
        End::DaysAgo(days @ ..=0) => days_before(today, days),
        End::DaysAgo(days) => working_day(days_before(today, days)),
        End::Quarter { ago, day } => working_day(days_before(quarter_start(today, ago), -day)),
    };
    let starts = (1..row.days).fold(ends, |day, _| working_day(days_before(day, 1)));
    let site = if row.site == REMOTE {
        "à distance"
    } else {
        row.site
    };
    Session {
        service: id,
        title: format!("{}, {site}, {}", service.short, period(row, starts, ends)),
        starts,
        ends,
        site: row.site.to_owned(),
        trainer: row.trainer.to_owned(),
        company: row.company.to_owned(),
        funder: row.funder.to_owned(),
        subcontracted_for: row.subcontracted_for.to_owned(),
        headcount: row.people,
        absent: row.absent,
        minors: false,
    }
}

/// The last day of a term; of the last one it is the session's.
fn term_end(session: &Session, term: i32, terms: i32) -> Day {
    let length = (session.ends - session.starts).get_days();
    working_day(days_before(session.ends, length * (terms - term) / terms))
}

fn campaign(
    today: Day,
    session: SessionId,
    opens: Day,
    terms: i32,
    random: &mut Random,
) -> DemoCampaign {
    // A class that is back at school the week after answers longer.
    let closes = days_before(opens, if terms > 1 { -14 } else { -7 });
    DemoCampaign {
        id: CampaignId(random_id(random.bytes())),
        campaign: Campaign {
            session,
            questionnaire: QuestionnaireRef {
                key: "af.hot".to_owned(),
                version: 1,
            },
            stakeholder: Stakeholder::Beneficiary,
            party: String::new(),
            wave: Wave::Hot,
            privacy: Privacy::Anonyme,
            privacy_reason: String::new(),
            test: false,
            status: CampaignStatus::Open,
            called_off: String::new(),
            opens,
            reminders: Vec::new(),
            closes,
            link: link(random),
        },
        closed: closes < today,
    }
}

/// 26 characters of Crockford's base 32.
pub(super) fn link(random: &mut Random) -> String {
    const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let digit = |_| char::from(DIGITS[random.below(DIGITS.len())]);
    (0..26).map(digit).collect()
}

/// `days` before `day`; below 0 after it. Days stay within some years of now, far from the calendar's ends.
pub(super) fn days_before(day: Day, days: i32) -> Day {
    day.saturating_sub(days.days())
}

/// Public holidays of a fixed date, as month and day.
const HOLIDAYS: [(i8, i8); 8] = [
    (1, 1),
    (5, 1),
    (5, 8),
    (7, 14),
    (8, 15),
    (11, 1),
    (11, 11),
    (12, 25),
];

/// That day, or the last working day before.
fn working_day(day: Day) -> Day {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    if weekend || HOLIDAYS.contains(&(day.month(), day.day())) {
        working_day(days_before(day, 1))
    } else {
        day
    }
}

/// The first day of the quarter so many before that of `day`.
fn quarter_start(day: Day, ago: i32) -> Day {
    let months_in = i32::from((day.month() - 1) % 3);
    day.first_of_month()
        .saturating_sub((months_in + 3 * ago).months())
}

/// What tells a session from others of its service and site: the month, or the years of a class.
fn period(row: &SessionRow, starts: Day, ends: Day) -> String {
    match (row.terms, ends.year() - starts.year()) {
        (1, _) => {}
        (_, 0) => return format!("promotion {}", ends.year()),
        _ => return format!("promotion {}-{}", starts.year(), ends.year()),
    }
    format!("{} {}", month(ends, Lang::Fr), ends.year())
}
