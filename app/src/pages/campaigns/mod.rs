//! Recueil: one survey of a session, its poster and its paper form.

pub mod close;
pub mod custody;
pub mod hand_out;
pub mod letter;
pub mod links;
pub mod log;
pub mod mail;
pub mod paper;
pub mod poster;
pub mod privacy;
pub mod show;
pub mod tally;

pub use mail::MailPage;
pub use paper::PaperPage;
pub use poster::PosterPage;
pub use show::CampaignPage;
pub use tally::Tally;

use crate::{
    clock,
    components::{Tone, badge},
    locales::workspace::t,
    pages::calendar::facts,
    state::Log,
};
use domain::campaign::{Campaign, Stage};
use leptos::prelude::*;

/// Where it is today, in a word.
pub fn status_badge(campaign: &Campaign) -> impl IntoView + use<> {
    let t = t();
    match campaign.stage(clock::today()) {
        Stage::Planned => badge(Tone::Attention, t.waves.planned),
        Stage::Open => badge(Tone::Ok, t.campaigns.open),
        Stage::Closed => badge(Tone::Plain, t.campaigns.closed),
        Stage::CalledOff => badge(Tone::Plain, t.waves.called_off),
    }
}

/// What a survey is called.
pub fn name(log: Log, campaign: &Campaign) -> String {
    let Campaign {
        wave,
        stakeholder,
        questionnaire,
        opens,
        ..
    } = campaign;
    facts::survey_name(log, *wave, *stakeholder, &questionnaire.key, *opens)
}
