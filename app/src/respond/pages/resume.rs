//! After an interruption: whose answer it is, before anything of it is shown.

use super::bar;
use crate::respond::{
    Respond,
    parts::{body, button, group, heading, label, stage, words},
};
use leptos::prelude::*;

pub(super) fn page(app: Respond, at: u32, leaving: RwSignal<bool>) -> AnyView {
    let first = &app.t().first;
    let resume = (first.resume_at)(at + 1).into_any();
    let resume = button("button", resume, move || app.resume());
    let another = label(None, first.new_person, None);
    let another = button("button primary", another, move || app.abandon());
    stage(vec![
        bar::bar_with_door(app, leaving),
        body(
            "calm resume",
            vec![
                heading(None, first.resume_title),
                words("", first.resume_text),
                group("answers", vec![resume, another]),
            ],
        ),
    ])
}
