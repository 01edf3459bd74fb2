//! The reason for leaving something in the quarantine.

use super::quarantine::Desk;
use crate::{
    components::{Dialog, ErrorSummary, Problems, TextField},
    locales::workspace::{errors, t},
};
use domain::quarantine::Verdict;
use leptos::prelude::*;

#[component]
pub fn Dismiss(desk: Desk) -> impl IntoView {
    let title = t().quarantine.dismiss_title.to_owned();
    view! {
        <Dialog title open=desk.asking>
            <Reason desk/>
        </Dialog>
    }
}

#[component]
fn Reason(desk: Desk) -> impl IntoView {
    let all = t();
    let words = &all.quarantine;
    let problems = Problems::provide();
    let reason = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let verdict = Verdict::Dismissed(reason.with_untracked(|reason| reason.trim().to_owned()));
        match verdict.check() {
            Ok(()) => {
                desk.asking.set(false);
                desk.decide(desk.asked.get_value(), verdict);
            }
            Err(refusal) => problems.one("dismiss-reason", errors::refusal(refusal)),
        }
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            <p>{words.dismiss_text}</p>
            <TextField id="dismiss-reason" label=words.reason hint=words.reason_hint value=reason />
            <div class="form-actions">
                <button class="button primary">{words.dismiss}</button>
                <button type="button" class="button" on:click=move |_| desk.asking.set(false)>
                    {all.common.cancel}
                </button>
            </div>
        </form>
    }
}
