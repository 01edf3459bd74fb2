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
        campaigns::custody::sum,
        coverage::read::{period, with_proofs},
        record::named::{name, op_name},
    },
    routes::Page,
    state::{
        Log, RollupsStore, SetAside, SyncStatus, ToCheck, use_log, use_rollups, use_sync_status,
        use_to_check,
    },
    workspace::sync_sheet::waiting,
};
use domain::{
    Day,
    campaign::{CampaignStatus, Stakeholder},
    coverage::{State, coverage},
    custody::Balance,
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
    let to_check = use_to_check();
    // The work of a whole year: not again each time the server is heard of.
    let late = Memo::new(move |_| late_cells(log, rollups, clock::today()));
    let alerts = Memo::new(move |_| {
        let today = clock::today();
        let mut all = refused(log, rollups, to_check);
        all.extend(late_actions(log, today));
        all.extend(undecided(log, to_check));
        all.extend(held(to_check));
        all.extend(late.get());
        all.extend(too_many(log, rollups));
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

/// What somebody did here and the server did not take, by name: first what nobody else has, then what the server keeps.
fn refused(log: Log, rollups: RollupsStore, to_check: ToCheck) -> Vec<Alert> {
    let t = &t().home;
    let (kept, here): (Vec<SetAside>, _) = to_check
        .refused()
        .get()
        .into_iter()
        .partition(|one| one.held);
    let alert = |all: Vec<SetAside>, tone, text: fn(usize, &str) -> String| {
        let ops: Vec<Op> = all.into_iter().map(|one| one.op).collect();
        let name = op_name(log, rollups, ops.first()?, &ops);
        Some(Alert {
            tone,
            text: text(ops.len(), &name),
            button: t.see_refused,
            page: Page::Verify,
        })
    };
    let here = alert(here, Tone::Late, t.refused);
    let kept = alert(kept, Tone::Attention, t.refused_kept);
    here.into_iter().chain(kept).collect()
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

/// Records of any kind with values to decide between, or deleted against a change.
fn undecided(log: Log, to_check: ToCheck) -> Vec<Alert> {
    let t = &t().home;
    let alert = |text| Alert {
        tone: Tone::Attention,
        text,
        button: t.see_record,
        page: Page::Verify,
    };
    let all = to_check.records();
    let named = all.iter().take(EACH_MAX).filter_map(|at| {
        let record = log.entity(*at)?;
        let name = name(log, *at);
        let said = if record.deleted.is_some() {
            t.deleted
        } else {
            t.conflict
        };
        Some(alert(said(&name)))
    });
    let more = all.len().saturating_sub(EACH_MAX);
    let more = (more > 0).then(|| alert((t.more_to_check)(more)));
    named.chain(more).collect()
}

/// What the server set aside and keeps for this person to decide on, as it last told.
fn held(to_check: ToCheck) -> Vec<Alert> {
    let t = &t().home;
    let held = to_check.held();
    let alert = |count: usize, text: fn(usize) -> String| {
        (count > 0).then(|| Alert {
            tone: Tone::Attention,
            text: text(count),
            button: t.see_quarantine,
            page: Page::Verify,
        })
    };
    let rest = alert(held.count.saturating_sub(held.unopened), t.quarantined);
    rest.into_iter()
        .chain(alert(held.unopened, t.unopened))
        .collect()
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

/// Sessions of which more answers are known than people expected: no rate of theirs is right.
fn too_many(log: Log, rollups: RollupsStore) -> Vec<Alert> {
    let t = &t().home;
    let campaigns = log.campaigns();
    let asked = campaigns
        .iter()
        .filter(|row| row.value.stakeholder == Stakeholder::Beneficiary && !row.value.test);
    asked
        .filter_map(|row| {
            let session = log.session(row.value.session)?.value;
            let counts = rollups.campaign(row.id)?.counts;
            // What tablets told may have arrived since.
            match sum(row.id, &session, counts, &[]).balance() {
                Balance::Over(n) => Some(Alert {
                    tone: Tone::Attention,
                    text: (t.over)(&session.title, n),
                    button: t.see_session,
                    page: Page::Session(row.value.session),
                }),
                _ => None,
            }
        })
        .take(EACH_MAX)
        .collect()
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
