//! Recueil: one survey of a session, its poster and its paper form.

pub mod close;
pub mod hand_out;
pub mod mail;
pub mod paper;
pub mod poster;
pub mod show;
pub mod tally;

pub use mail::MailPage;
pub use paper::PaperPage;
pub use poster::PosterPage;
pub use show::CampaignPage;
pub use tally::Tally;

use crate::{
    components::{Tone, badge},
    locales::workspace::t,
};
use domain::campaign::{Campaign, CampaignStatus};
use leptos::prelude::*;

/// Open or closed, in a word.
pub fn status_badge(campaign: &Campaign) -> impl IntoView + use<> {
    let t = &t().campaigns;
    match campaign.status {
        CampaignStatus::Open => badge(Tone::Ok, t.open),
        CampaignStatus::Closed => badge(Tone::Plain, t.closed),
    }
}
