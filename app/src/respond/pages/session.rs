//! One session before the tablet goes round: head-count and absents to correct, then hand over.

use super::bar;
use crate::{
    locales::dates,
    respond::{
        Respond,
        icons::{ARROW_LEFT, ARROW_RIGHT, CHECK, MINUS, PLUS, icon},
        parts::{
            alert, body, button, form, group, heading, label, live, steps, submit, tally, title,
            whereabouts, words,
        },
    },
};
use domain::ids::CampaignId;
use intake::device;
use leptos::{ev::MouseEvent, prelude::*};

/// How the correction went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Kept,
    NotKept,
    TooManyAbsent,
}

/// The two figures being corrected, and what became of the last correction. Kept beside the page, which is drawn again
/// in another language.
#[derive(Clone, Copy)]
pub(super) struct Correction {
    /// Whose figures they are; none once the trainer has left the page.
    pub(super) campaign: Option<CampaignId>,
    headcount: u32,
    absent: u32,
    said: Said,
}

impl Correction {
    pub(super) const NONE: Correction = Correction {
        campaign: None,
        headcount: 0,
        absent: 0,
        said: Said::Nothing,
    };
}

pub(super) fn page(app: Respond, campaign: CampaignId, figures: RwSignal<Correction>) -> AnyView {
    let device = app.device.read_untracked();
    let session = device.kit.as_ref().and_then(|kept| kept.session(campaign));
    let Some(session) = session.cloned() else {
        // Closed by the team meanwhile.
        drop(device);
        app.show_trainer();
        return ().into_any();
    };
    let now = device::tally(&session, &device.labels);
    drop(device);
    if figures.read_untracked().campaign != Some(campaign) {
        figures.set(Correction {
            campaign: Some(campaign),
            headcount: now.headcount,
            absent: now.absent,
            said: Said::Nothing,
        });
    }
    let trainer = &app.staff().trainer;
    let when = dates::period(session.detail.starts, session.detail.ends, app.lang.get());
    let name = session.detail.title.clone();
    let asked = session
        .asked
        .map(|(who, wave)| words("help", (trainer.asked)(who, wave)));
    let counters = vec![
        counter(app, "headcount", trainer.headcount, figures, |figures| {
            &mut figures.headcount
        }),
        counter(app, "absent", trainer.absent, figures, |figures| {
            &mut figures.absent
        }),
    ];
    let save = vec![
        submit("button", label(None, trainer.correct, None), || false),
        live(move || outcome(app, figures.get().said)),
    ];
    form(
        vec![
            bar::bar(app, title(when)),
            body(
                "desk",
                vec![
                    heading(None, name),
                    asked.into_any(),
                    live(move || {
                        let now = device::tally(&session, &app.device.read().labels);
                        let (answered, expected) = (now.answered, now.expected());
                        let text = (app.staff().trainer.tally)(answered, expected);
                        tally(text, "tally".to_owned(), (answered, expected))
                    }),
                    group("headcount", counters),
                    group("form-actions", save),
                    words("help", trainer.hand_over_text),
                ],
            ),
            foot(app, campaign),
        ],
        move || correct(app, campaign, figures),
    )
}

fn correct(app: Respond, campaign: CampaignId, figures: RwSignal<Correction>) {
    let wanted = figures.get_untracked();
    let say = move |said| {
        if let Some(mut figures) = figures.try_write() {
            figures.said = said;
        }
    };
    let done = move |kept| say(if kept { Said::Kept } else { Said::NotKept });
    let sent = app.correct(campaign, wanted.headcount, wanted.absent, done);
    if sent.is_err() {
        say(Said::TooManyAbsent);
    }
}

/// A number with a button at each side.
fn counter(
    app: Respond,
    id: &'static str,
    name: &'static str,
    figures: RwSignal<Correction>,
    part: fn(&mut Correction) -> &mut u32,
) -> AnyView {
    let value = move || *part(&mut figures.get());
    let change = move |number: u32| {
        let mut figures = figures.write();
        *part(&mut figures) = number;
        figures.said = Said::Nothing;
    };
    let side = move |mark, what: &str, up: bool| {
        let click = move |_: MouseEvent| {
            let now = untrack(value);
            change(if up { now + 1 } else { now.saturating_sub(1) });
        };
        let what = [name, ", ", what].concat();
        view! { <button type="button" class="button" aria-label=what on:click=click>{icon(mark)}</button> }
            .into_any()
    };
    let trainer = &app.staff().trainer;
    view! {
        <div>
            <label for=id>{name}</label>
            {side(MINUS, trainer.fewer, false)}
            <input
                class="input"
                id=id
                inputmode="numeric"
                autocomplete="off"
                prop:value=move || value().to_string()
                on:change=move |ev| {
                    let typed = event_target_value(&ev).trim().parse();
                    change(typed.unwrap_or(untrack(value)));
                }
            />
            {side(PLUS, trainer.more, true)}
        </div>
    }
    .into_any()
}

fn outcome(app: Respond, said: Said) -> AnyView {
    let trainer = &app.staff().trainer;
    match said {
        Said::Nothing => ().into_any(),
        Said::Kept => whereabouts(CHECK, trainer.corrected),
        Said::NotKept => alert(trainer.storage_full, None),
        Said::TooManyAbsent => alert(trainer.absent_too_many, None),
    }
}

fn foot(app: Respond, campaign: CampaignId) -> AnyView {
    let trainer = &app.staff().trainer;
    let back = label(Some(ARROW_LEFT), trainer.sessions, None);
    let over = label(None, trainer.hand_over, Some(ARROW_RIGHT));
    steps(vec![
        button("button", back, move || app.show_trainer()),
        button("button primary", over, move || app.hand_over(campaign)),
    ])
}
