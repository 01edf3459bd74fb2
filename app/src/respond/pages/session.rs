//! One session before the tablet goes round: where everybody is, what to correct of it, then hand over.

use super::{bar, trainer};
use crate::{
    locales::dates,
    respond::{
        Respond,
        custody::Watch,
        desk::Corrected,
        icons::{ARROW_LEFT, ARROW_RIGHT, CHECK, MINUS, PLUS, icon},
        parts::{
            alert, attention, body, button, form, group, heading, label, live, steps, submit,
            title, whereabouts, words,
        },
    },
};
use domain::{custody::Balance, ids::CampaignId};
use leptos::{ev::MouseEvent, prelude::*};

/// How the correction went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Kept,
    NotKept,
    TooManyAbsent,
    RefusedStays,
    Keeping,
}

/// The figures being corrected, and what became of the last correction. Kept beside the page, which is drawn again
/// in another language.
#[derive(Clone, Copy)]
pub(super) struct Correction {
    /// Whose figures they are; none once the trainer has left the page.
    pub(super) campaign: Option<CampaignId>,
    headcount: u32,
    absent: u32,
    refused: u32,
    /// Refusals that were counted when they were shown: no fewer can be saved.
    counted: u32,
    said: Said,
}

impl Correction {
    pub(super) const NONE: Correction = Correction {
        campaign: None,
        headcount: 0,
        absent: 0,
        refused: 0,
        counted: 0,
        said: Said::Nothing,
    };
}

pub(super) fn page(
    app: Respond,
    watch: Watch,
    campaign: CampaignId,
    figures: RwSignal<Correction>,
) -> AnyView {
    let device = app.device.read_untracked();
    let session = device.kit.as_ref().and_then(|kept| kept.session(campaign));
    let Some(session) = session.cloned() else {
        // Closed by the team meanwhile.
        drop(device);
        app.show_trainer();
        return ().into_any();
    };
    drop(device);
    if figures.read_untracked().campaign != Some(campaign) {
        let now = untrack(|| watch.of(campaign));
        let now = now.map(|now| now.sum).unwrap_or_default();
        figures.set(Correction {
            campaign: Some(campaign),
            headcount: now.headcount,
            absent: now.absent,
            refused: now.refused,
            counted: now.refused,
            said: Said::Nothing,
        });
    }
    follow(watch, campaign, figures);
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
        counter(app, "refused", trainer.refused, figures, |figures| {
            &mut figures.refused
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
                    live(move || stands(app, watch, campaign)),
                    group("headcount", counters),
                    group("form-actions", save),
                    words("help", trainer.refused_stays),
                    words("help", trainer.hand_over_text),
                ],
            ),
            foot(app, campaign),
        ],
        move || correct(app, campaign, figures),
    )
}

/// Refusals that come from elsewhere, or from a respondent's screen, are counted: what was not typed over follows them.
fn follow(watch: Watch, campaign: CampaignId, figures: RwSignal<Correction>) {
    let counted = Memo::new(move |_| watch.of(campaign).map(|now| now.sum.refused));
    Effect::new(move |_| {
        let Some(counted) = counted.get() else { return };
        let was = figures.get_untracked();
        if counted != was.counted {
            let mut figures = figures.write();
            figures.refused = match was.refused == was.counted {
                true => counted,
                false => was.refused.max(counted),
            };
            figures.counted = counted;
        }
    });
}

/// Where everybody is, in words; what to do about it; and how fresh that is.
fn stands(app: Respond, watch: Watch, campaign: CampaignId) -> AnyView {
    let trainer = &app.staff().trainer;
    let Some(now) = watch.of(campaign) else {
        return ().into_any();
    };
    let mut parts = vec![trainer::answered(app, &now, "tally".to_owned())];
    if now.sum.balance() != Balance::Uncounted {
        parts.push(words("", (trainer.custody)(&now)));
    }
    let advice = (trainer.custody_advice)(now.sum.balance());
    parts.push(match now.sum.balance() {
        Balance::Even => whereabouts(CHECK, advice),
        _ => attention(advice, None),
    });
    if now.aside > 0 {
        parts.push(words("help", (trainer.custody_aside)(now.aside)));
    }
    let told = match watch.told_ms() {
        Some(at) => (trainer.custody_told)(&dates::moment(at, app.lang.get())),
        None => trainer.custody_never_told.to_owned(),
    };
    parts.push(words("help", told));
    group("tally custody", parts)
}

fn correct(app: Respond, campaign: CampaignId, figures: RwSignal<Correction>) {
    let wanted = figures.get_untracked();
    let say = move |said| {
        if let Some(mut figures) = figures.try_write() {
            figures.said = said;
        }
    };
    if wanted.said == Said::Keeping {
        return;
    }
    if wanted.refused < wanted.counted {
        say(Said::RefusedStays);
        return;
    }
    let done = move |kept| say(if kept { Said::Kept } else { Said::NotKept });
    let corrected = Corrected {
        headcount: wanted.headcount,
        absent: wanted.absent,
        refused: wanted.refused,
        more_refused: wanted.refused - wanted.counted,
    };
    say(Said::Keeping);
    if app.correct(campaign, corrected, done).is_err() {
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
        Said::Nothing | Said::Keeping => ().into_any(),
        Said::Kept => whereabouts(CHECK, trainer.corrected),
        Said::NotKept => alert(trainer.storage_full, None),
        Said::TooManyAbsent => alert(trainer.absent_too_many, None),
        Said::RefusedStays => alert(trainer.refused_stays, None),
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
