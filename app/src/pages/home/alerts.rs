//! What needs somebody now, the most pressing first.

use super::stages::is_late;
use crate::{
    clock,
    components::{Notice, Tone},
    locales::{
        dates,
        workspace::{lang, t},
    },
    pages::{
        coverage::read::{period, with_proofs},
        record::named::op_name,
    },
    routes::Page,
    state::{
        Account, Log, RollupsStore, SyncStatus, use_account, use_log, use_rollups, use_sync_status,
    },
    workspace::sync_sheet::waiting,
};
use domain::{
    Day,
    campaign::{CampaignStatus, Stakeholder},
    coverage::{State, coverage},
    role::Permission,
};
use leptos::prelude::*;
use sync::Op;

/// More than this many of a kind would hide the others.
const EACH_MAX: usize = 3;
/// Unsent work this old is worth a word.
const OLD_MS: u64 = 24 * 60 * 60 * 1000;

#[derive(Clone, PartialEq)]
struct Alert {
    tone: Tone,
    text: String,
    button: &'static str,
    page: Page,
}

#[component]
pub fn Alerts() -> impl IntoView {
    let t = t();
    let (log, rollups, status) = (use_log(), use_rollups(), use_sync_status());
    let account = use_account();
    // The work of a whole year: not again each time the server is heard of.
    let late = Memo::new(move |_| late_cells(log, rollups, clock::today()));
    let alerts = Memo::new(move |_| {
        let today = clock::today();
        let mut all: Vec<Alert> = refused(log, status).into_iter().collect();
        all.extend(late_actions(log, today));
        all.extend(conflicts(log));
        all.extend(quarantined(account, rollups));
        all.extend(late.get());
        all.extend(few_answers(log, rollups, today));
        all.extend(unsent(status));
        all
    });
    let one = |alert: Alert| {
        view! {
            <Notice tone=alert.tone text=alert.text>
                <a class="button small" href=alert.page.path()>{alert.button}</a>
            </Notice>
        }
    };
    let list = move || {
        let all = alerts.get();
        if all.is_empty() {
            return view! { <Notice tone=Tone::Ok text=t.home.all_quiet /> }.into_any();
        }
        all.into_iter().map(one).collect_view().into_any()
    };
    view! {
        <section class="section">
            <h2>{t.home.todo}</h2>
            {list}
        </section>
    }
}

/// What somebody did here and the server did not take, by name: nobody else sees it.
fn refused(log: Log, status: SyncStatus) -> Option<Alert> {
    let t = &t().home;
    let all: Vec<Op> = status.set_aside().into_iter().map(|one| one.op).collect();
    let first = all.first()?;
    Some(Alert {
        tone: Tone::Late,
        text: (t.refused)(all.len(), &op_name(log, first, &all)),
        button: t.see_refused,
        page: Page::Verify,
    })
}

fn late_actions(log: Log, today: Day) -> Vec<Alert> {
    let (t, lang) = (&t().home, lang());
    let actions = log.actions();
    let late = actions.iter().filter(|row| is_late(&row.value, today));
    late.take(EACH_MAX)
        .filter_map(|row| {
            let due = dates::day(row.value.due?, lang);
            Some(Alert {
                tone: Tone::Late,
                text: (t.late_action)(&row.value.title, &due),
                button: t.see_action,
                page: Page::Action(row.id),
            })
        })
        .collect()
}

fn conflicts(log: Log) -> Vec<Alert> {
    let t = &t().home;
    let alert = |title: &str, page: Page| Alert {
        tone: Tone::Attention,
        text: (t.conflict)(title),
        button: t.see_record,
        page,
    };
    let (actions, sessions) = (log.actions(), log.sessions());
    let actions = actions.iter().filter(|row| row.in_conflict);
    let sessions = sessions.iter().filter(|row| row.in_conflict);
    let mut all: Vec<Alert> = actions
        .take(EACH_MAX)
        .map(|row| alert(&row.value.title, Page::Action(row.id)))
        .collect();
    all.extend(
        sessions
            .take(EACH_MAX)
            .map(|row| alert(&row.value.title, Page::Session(row.id))),
    );
    all
}

/// What the server set aside of the surveys, as far as it told; for those who may decide on it.
fn quarantined(account: Account, rollups: RollupsStore) -> Option<Alert> {
    let t = &t().home;
    let counts = rollups.campaigns().into_iter().map(|one| one.counts);
    let count = counts.map(|counts| counts.quarantined).sum();
    let mine = count > 0 && account.may(Permission::Answers);
    mine.then(|| Alert {
        tone: Tone::Attention,
        text: (t.quarantined)(count),
        button: t.see_quarantine,
        page: Page::Verify,
    })
}

/// Cells of the year's board of coverage that nobody was asked for in time.
fn late_cells(log: Log, rollups: RollupsStore, today: Day) -> Option<Alert> {
    let t = &t().home;
    let year = period(|_| String::new(), today.year());
    let cells = with_proofs(log, rollups, |facts, proofs| coverage(facts, proofs, year));
    let late = cells.iter().filter(|cell| cell.state == State::Late);
    let count = u32::try_from(late.count()).unwrap_or(u32::MAX);
    (count > 0).then(|| Alert {
        tone: Tone::Late,
        text: (t.late_cells)(count),
        button: t.see_coverage,
        page: Page::Coverage,
    })
}

/// Surveys in their last days, or past them, with less than half of the people.
fn few_answers(log: Log, rollups: RollupsStore, today: Day) -> Vec<Alert> {
    let t = &t().home;
    let campaigns = log.campaigns();
    let open = campaigns.iter().filter(|row| {
        row.value.status == CampaignStatus::Open
            && row.value.stakeholder == Stakeholder::Beneficiary
            && !row.value.test
            && row.value.opens < today
    });
    open.filter_map(|row| {
        let session = log.session(row.value.session)?.value;
        let received = rollups
            .campaign(row.id)
            .map_or(0, |one| one.counts.received);
        let present = session.present();
        (received * 2 < present && session.ends <= today).then(|| Alert {
            tone: Tone::Attention,
            text: (t.few_answers)(&session.title, received, present),
            button: t.see_campaign,
            page: Page::Campaign(row.id),
        })
    })
    .take(EACH_MAX)
    .collect()
}

fn unsent(status: SyncStatus) -> Option<Alert> {
    let (t, lang) = (&t().home, lang());
    let unsent = status.unsent();
    let oldest = unsent.oldest_ms?;
    (clock::now_ms().saturating_sub(oldest) > OLD_MS).then(|| Alert {
        tone: Tone::Attention,
        text: (t.unsent)(&waiting(&unsent), &dates::moment(oldest, lang)),
        button: t.see_device,
        page: Page::Device,
    })
}
