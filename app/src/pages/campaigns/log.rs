//! The log of solicitations: each time that people were asked. What is handed out here is added by itself; the rest by hand.

use crate::{
    clock,
    components::{
        Dialog, ErrorSummary, Icon, Problems, SelectField, TextArea, TextField, icon, use_toasts,
    },
    locales::{
        dates,
        workspace::{errors, lang, t},
    },
    pages::{
        record::words::{author, from_wire, wire},
        sessions::form::wrong,
    },
    state::{Commands, Log, Row, use_account, use_commands, use_log, use_people},
};
use domain::{
    Day, Refusal, day,
    entity::EntityKind,
    ids::{CampaignId, SolicitationId},
    role::Permission,
    solicitation::{ASKED_MAX, Means, Solicitation, SolicitationKind},
};
use leptos::{ev, prelude::*, task::spawn_local};
use sync::EntityRef;

fn of(log: Log, id: CampaignId) -> Vec<Row<SolicitationId, Solicitation>> {
    let all = log.solicitations();
    let mine = all.iter().filter(|row| row.value.campaign == id);
    mine.cloned().collect()
}

/// Notes that a survey was handed out on this screen, once a day and means; tests are no proof of anything. `count` is how
/// many people it was made for, where that is known; otherwise those present.
pub fn handed_out(
    (log, commands): (Log, Commands),
    id: CampaignId,
    (means, count): (Means, Option<usize>),
) {
    let today = clock::today();
    let Some(campaign) = untrack(|| log.campaign(id)).map(|row| row.value) else {
        return;
    };
    let others = untrack(|| of(log, id));
    let again = others
        .iter()
        .any(|row| (row.value.day, row.value.means) == (today, means));
    if again || campaign.test {
        return;
    }
    let session = untrack(|| log.session(campaign.session));
    let present = session.map_or(0, |row| campaign.present(&row.value));
    let one = Solicitation {
        campaign: id,
        day: today,
        means,
        kind: Solicitation::next_kind(others.iter().map(|row| &row.value), today),
        count: count.map_or(present, |count| u32::try_from(count).unwrap_or(ASKED_MAX)),
        note: String::new(),
        number: 0,
    };
    spawn_local(async move {
        // Nobody asked for it to be noted: a device that cannot keep it says so when they do something themselves.
        let _ = commands.create(EntityKind::Solicitation, &one).await;
    });
}

#[component]
pub fn SolicitationLog(id: CampaignId) -> impl IntoView {
    let t = &t().waves;
    let (log, account) = (use_log(), use_account());
    let all = Memo::new(move |_| of(log, id));
    let open = RwSignal::new(false);
    let lines = move || {
        all.get()
            .into_iter()
            .rev()
            .map(|row| view! { <Line row /> })
            .collect_view()
    };
    view! {
        <section class="section">
            <h2>{t.log}</h2>
            <p class="muted">{t.log_text}</p>
            <Show when=move || all.with(Vec::is_empty)>
                <p>{t.log_empty}</p>
            </Show>
            <ol class="history">{lines}</ol>
            {account
                .may_now(Permission::Act)
                .then(|| {
                    view! {
                        <div class="form-actions">
                            <button type="button" class="button" on:click=move |_| open.set(true)>
                                {icon(Icon::Plus)} {t.note_title}
                            </button>
                        </div>
                    }
                })}
            <Dialog title=t.note_title open=open>
                <Form id open all />
            </Dialog>
        </section>
    }
}

#[component]
fn Line(row: Row<SolicitationId, Solicitation>) -> impl IntoView {
    let (t, lang) = (&t().waves, lang());
    let (log, people, me) = (use_log(), use_people(), use_account().person());
    let one = row.value;
    let at = EntityRef {
        kind: EntityKind::Solicitation,
        id: row.id.0,
    };
    let count = match one.count {
        0 => t.unknown_count.to_owned(),
        count => (t.people)(count),
    };
    let kind = match one.number {
        0 => (t.kind)(one.kind).to_owned(),
        number => (t.reminder_n)(number),
    };
    let by = move || {
        let record = log.entity(at)?;
        let made = record.history.first()?;
        Some(author(&made.by, me, people, lang))
    };
    view! {
        <li>
            <strong>{dates::day(one.day, lang)}</strong> " " {kind} ", "
            {(t.means)(one.means)} ", " {count}
            {(!one.note.is_empty()).then(|| view! { <p class="prose">{one.note.clone()}</p> })}
            <p class="muted">{by}</p>
        </li>
    }
}

/// What is typed by hand.
#[derive(Clone, Copy)]
struct Typed {
    day: RwSignal<String>,
    count: RwSignal<String>,
    means: RwSignal<String>,
    kind: RwSignal<String>,
    note: RwSignal<String>,
}

impl Typed {
    fn new(today: Day, kind: SolicitationKind) -> Typed {
        Typed {
            day: RwSignal::new(day::text(today)),
            count: RwSignal::new(String::new()),
            means: RwSignal::new(wire(&Means::Phone)),
            kind: RwSignal::new(wire(&kind)),
            note: RwSignal::new(String::new()),
        }
    }

    /// The record as typed, or the field that is wrong.
    fn read(self, campaign: CampaignId) -> Result<Solicitation, (&'static str, Refusal)> {
        let text = |field: RwSignal<String>| field.with_untracked(|text| text.trim().to_owned());
        let day = day::typed(&text(self.day)).map_err(|refusal| ("day", refusal))?;
        // Nobody has been asked on a day to come.
        if clock::today() < day {
            return Err(("day", Refusal::DayToCome));
        }
        let count = match text(self.count).as_str() {
            "" => 0,
            typed => typed.parse().map_err(|_| ("count", Refusal::NotANumber))?,
        };
        let one = Solicitation {
            campaign,
            day,
            means: from_wire(&text(self.means)).unwrap_or(Means::Phone),
            kind: from_wire(&text(self.kind)).unwrap_or(SolicitationKind::Reminder),
            count,
            note: text(self.note),
            number: 0,
        };
        one.check().map_err(|refusal| ("count", refusal))?;
        Ok(one)
    }
}

#[component]
fn Form(
    id: CampaignId,
    open: RwSignal<bool>,
    all: Memo<Vec<Row<SolicitationId, Solicitation>>>,
) -> impl IntoView {
    let words = t();
    let t = &words.waves;
    let (commands, toasts) = (use_commands(), use_toasts());
    let problems = Problems::provide();
    let today = clock::today();
    let kind =
        all.with_untracked(|all| Solicitation::next_kind(all.iter().map(|row| &row.value), today));
    let typed = Typed::new(today, kind);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let one = match typed.read(id) {
            Ok(one) => one,
            Err((field, refusal)) => return problems.set(vec![wrong(field, refusal)]),
        };
        spawn_local(async move {
            match commands.create(EntityKind::Solicitation, &one).await {
                Ok(_) => {
                    open.set(false);
                    toasts.say(t.noted);
                }
                Err(error) => problems.one("", errors::command_error(&error)),
            }
        });
    };
    let means = Means::ALL.map(|one| (wire(&one), (t.means)(one).to_owned()));
    let kinds = [SolicitationKind::First, SolicitationKind::Reminder];
    let kinds = kinds.map(|one| (wire(&one), (t.kind)(one).to_owned()));
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            <div class="form-grid">
                <TextField id="day" label=t.day value=typed.day kind="date" />
                <TextField id="count" label=t.count hint=t.count_hint value=typed.count inputmode="numeric" />
            </div>
            <SelectField id="means" label=t.means_label value=typed.means options=means.to_vec() />
            <SelectField id="solicitation-kind" label=t.kind_label value=typed.kind options=kinds.to_vec() />
            <TextArea id="note" label=t.note value=typed.note />
            <div class="form-actions">
                <button class="button primary">{words.common.save}</button>
            </div>
        </form>
    }
}
