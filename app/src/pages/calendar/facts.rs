//! What the log tells of who is to be asked: read once, for the domain to join.

use crate::{
    clock,
    locales::workspace::{lang, t},
    state::{Log, Row, questionnaires},
};
use domain::{
    Day,
    calendar::{
        agenda::{Entry, Facts, Run, agenda},
        cadence::{Rules, Stakeholder, Wave, is_usual},
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

/// What a survey is called: its moment and who is asked; where that tells it from no other, also the day it is for and
/// its questionnaire.
pub fn survey_name(log: Log, wave: Wave, who: Stakeholder, template: &str, opens: Day) -> String {
    let period = match wave {
        Wave::Yearly => opens.year().to_string(),
        Wave::Term => (t().waves.month)(opens.month(), opens.year()),
        _ => return kind_name(log, wave, who, template),
    };
    let name = format!("{} ({period})", name(wave, who));
    with_title(log, name, wave, who, template)
}

/// What an entry's survey is called.
pub fn entry_name(log: Log, entry: &Entry) -> String {
    let wave = &entry.wave;
    survey_name(log, wave.wave, wave.stakeholder, &wave.template, wave.opens)
}

/// What all surveys of a rule are called.
pub fn kind_name(log: Log, wave: Wave, who: Stakeholder, template: &str) -> String {
    with_title(log, name(wave, who), wave, who, template)
}

fn with_title(log: Log, name: String, wave: Wave, who: Stakeholder, template: &str) -> String {
    let title = match is_usual(template, wave, who) {
        true => None,
        false => questionnaires::title(log, template),
    };
    title.map_or(name.clone(), |title| {
        (t().waves.titled)(&name, title.get(lang()))
    })
}

/// A moment and who is asked.
pub fn name(wave: Wave, stakeholder: Stakeholder) -> String {
    let t = &t().waves;
    (t.name)((t.wave)(wave), (t.stakeholder)(stakeholder))
}
