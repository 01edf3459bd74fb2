//! One session before the tablet goes round: head-count and absents to correct, then hand over.

use super::{bar, notice};
use crate::{
    locales::dates,
    respond::{
        Respond,
        icons::{ARROW_LEFT, ARROW_RIGHT, CHECK, MINUS, PLUS, icon},
        kit,
    },
};
use domain::ids::CampaignId;
use leptos::{ev, prelude::*};

/// How the correction went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Kept,
    NotKept,
    TooManyAbsent,
}

pub(super) fn page(app: Respond, campaign: CampaignId) -> AnyView {
    let session = app
        .device
        .kit
        .with_untracked(|kit| kit.as_ref()?.session(campaign).cloned());
    let Some(session) = session else {
        // Closed by the team meanwhile.
        app.show_trainer();
        return ().into_any();
    };
    let told = session.clone();
    let now = Memo::new(move |_| app.device.labels.with(|labels| kit::tally(&told, labels)));
    let headcount = RwSignal::new(now.get_untracked().headcount);
    let absent = RwSignal::new(now.get_untracked().absent);
    let said = RwSignal::new(Said::Nothing);
    let correct = move |ev: ev::SubmitEvent| {
        ev.prevent_default();
        let done = move |kept| said.set(if kept { Said::Kept } else { Said::NotKept });
        let sent = app.correct(campaign, headcount.get(), absent.get(), done);
        if sent.is_err() {
            said.set(Said::TooManyAbsent);
        }
    };
    let detail = session.detail.clone();
    let when = move || dates::period(detail.starts, detail.ends, app.lang.get());
    view! {
        <form class="stage" autocomplete="off" novalidate on:submit=correct>
            {bar::bar(app, view! { <p><strong>{when}</strong></p> })} <main class="desk">
                <h1 class="question" tabindex="-1">{session.detail.title.clone()}</h1>
                <div class="tally">
                    <p class="figure" id="tally">
                        {move || (app.t().trainer.tally)(now.get().answered, now.get().expected())}
                    </p>
                    <progress
                        max=move || now.get().expected().max(1)
                        value=move || now.get().answered.min(now.get().expected())
                        aria-labelledby="tally"
                    ></progress>
                </div>
                <div class="headcount">
                    {counter(app, "headcount", headcount, said)} {counter(app, "absent", absent, said)}
                </div>
                <div class="form-actions">
                    <button type="submit" class="button">
                        {move || app.t().trainer.correct}
                    </button>
                    {move || outcome(app, said.get())}
                </div>
                <p class="help">{move || app.t().trainer.hand_over_text}</p>
            </main> {steps(app, campaign)}
        </form>
    }
    .into_any()
}

/// A number with a button at each side.
fn counter(
    app: Respond,
    id: &'static str,
    value: RwSignal<u32>,
    said: RwSignal<Said>,
) -> impl IntoView {
    let label = move || {
        let words = &app.t().trainer;
        if id == "absent" {
            words.absent
        } else {
            words.headcount
        }
    };
    let change = move |number: u32| {
        value.set(number);
        said.set(Said::Nothing);
    };
    let named = move |what: &'static str| move || [label(), ", ", what].concat();
    let words = move || &app.t().trainer;
    view! {
        <div>
            <label for=id>{label}</label>
            <button
                type="button"
                class="button"
                aria-label=move || named(words().fewer)()
                on:click=move |_| change(value.get().saturating_sub(1))
            >
                {icon(MINUS)}
            </button>
            <input
                class="input"
                id=id
                inputmode="numeric"
                autocomplete="off"
                prop:value=move || value.get().to_string()
                on:change=move |ev| change(event_target_value(&ev).trim().parse().unwrap_or(value.get()))
            />
            <button
                type="button"
                class="button"
                aria-label=move || named(words().more)()
                on:click=move |_| change(value.get() + 1)
            >
                {icon(PLUS)}
            </button>
        </div>
    }
}

fn outcome(app: Respond, said: Said) -> Option<AnyView> {
    let words = app.t();
    match said {
        Said::Nothing => None,
        Said::Kept => Some(notice::whereabouts(CHECK, words.trainer.corrected).into_any()),
        Said::NotKept => Some(notice::alert(words.trainer.storage_full, ()).into_any()),
        Said::TooManyAbsent => Some(notice::alert(words.trainer.absent_too_many, ()).into_any()),
    }
}

fn steps(app: Respond, campaign: CampaignId) -> impl IntoView {
    view! {
        <footer class="steps">
            <button type="button" class="button" on:click=move |_| app.show_trainer()>
                {icon(ARROW_LEFT)} {move || app.t().trainer.sessions}
            </button>
            <button type="button" class="button primary" on:click=move |_| app.hand_over(campaign)>
                {move || app.t().trainer.hand_over} {icon(ARROW_RIGHT)}
            </button>
        </footer>
    }
}
