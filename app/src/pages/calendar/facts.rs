//! What the log tells of who is to be asked: read once, for the domain to join.

use crate::{
    clock,
    locales::workspace::t,
    state::{Log, Row},
};
use domain::{
    calendar::{
        agenda::{Entry, Facts, Run, agenda},
        cadence::{Rules, Stakeholder, Wave},
    },
    campaign::Campaign,
    ids::{CampaignId, SessionId},
    service::ServiceKind,
};

/// Runs `tell` on the records as they are now, tracked; tests are left out.
pub fn with_facts<T>(log: Log, tell: impl FnOnce(Facts<'_>) -> T) -> T {
    let (sessions, campaigns) = (log.sessions(), log.campaigns());
    let runs: Vec<Run<'_>> = sessions
        .iter()
        .filter_map(|row| {
            Some(Run {
                id: row.id,
                kind: log.service(row.value.service)?.value.kind,
                session: &row.value,
            })
        })
        .collect();
    let campaigns: Vec<(CampaignId, &Campaign)> = campaigns
        .iter()
        .filter(|row| !row.value.test)
        .map(|row| (row.id, &row.value))
        .collect();
    tell(Facts {
        runs: &runs,
        campaigns: &campaigns,
        rules: &rules(log),
        territory: clock::territory(),
        today: clock::today(),
    })
}

/// The rules in force.
pub fn rules(log: Log) -> Rules {
    let own = log.calendars();
    Rules::new(own.iter().map(|row: &Row<_, _>| &row.value))
}

/// The whole agenda, tracked.
pub fn entries(log: Log) -> Vec<Entry> {
    with_facts(log, agenda)
}

/// What is due of one session, without the yearly surveys that only hang on it.
pub fn of_session(log: Log, id: SessionId) -> Vec<Entry> {
    let mut all = entries(log);
    all.retain(|entry| entry.session == id);
    all
}

/// The kind of service a session is a run of.
pub fn kind_of(log: Log, id: SessionId) -> Option<ServiceKind> {
    let session = log.session(id)?.value;
    Some(log.service(session.service)?.value.kind)
}

/// What a survey is called: its moment and who is asked.
pub fn name(wave: Wave, stakeholder: Stakeholder) -> String {
    let t = &t().waves;
    (t.name)((t.wave)(wave), (t.stakeholder)(stakeholder))
}
