//! What a tablet tells the server that it holds, and what it is told of a session's people in return; kept for when there is
//! no network. Counts only. All of it is in the part for staff, and runs while one of its screens is on.

use super::{Respond, state::Exchange, vault::Vault};
use crate::{clock, net, storage::local};
use domain::ids::CampaignId;
use intake::{
    device::{Door, OnTablet, Refusals, Told, Vault as _, held, on_tablet, refusals},
    wire::{Counts, Holds},
};
use leptos::{prelude::*, task::spawn_local};

const URL: &str = "/r/intake/v1/custody";
/// Local storage: what the server last said. Another organisation's is not read.
const TOLD_KEY: &str = "boucle.r.custody";

/// What the screens for staff know of a session's people beside the kit.
#[derive(Clone, Copy)]
pub struct Watch {
    app: Respond,
    told: RwSignal<Option<Told>>,
    delivered: RwSignal<Refusals>,
}

impl Watch {
    /// Tells the server what is here whenever that or the exchange changes, for as long as the screens are there: also where
    /// nothing large gets through.
    pub fn new(app: Respond) -> Watch {
        let watch = Watch {
            app,
            told: RwSignal::new(local::get(TOLD_KEY)),
            delivered: RwSignal::new(Refusals::new()),
        };
        let stands = Memo::new(move |_| {
            let device = app.device.read();
            let talks = !matches!(
                device.exchange,
                Exchange::Sending { .. } | Exchange::Refused(_) | Exchange::Broken
            );
            let holds = (device.labels.len(), device.refused.len());
            (talks, holds, device.last_contact, device.kit.is_some())
        });
        Effect::new(move |_| {
            let (talks, ..) = stands.get();
            spawn_local(async move { watch.exchange(talks).await });
        });
        watch
    }

    /// One survey as it stands; none when the kit no longer holds it.
    pub fn of(self, campaign: CampaignId) -> Option<OnTablet> {
        let device = self.app.device.read();
        let kept = device.kit.as_ref()?;
        let org = kept.kit.org.as_str();
        let told = self.told.read();
        let told = told.as_ref().filter(|told| told.org == org);
        let held = held(&device.labels, &device.refused, org);
        Some(on_tablet(
            kept.session(campaign)?,
            &held,
            &device.labels,
            told,
            &self.delivered.read(),
        ))
    }

    /// When the server said what is shown of it: Unix milliseconds; none where it never did.
    pub fn told_ms(self) -> Option<u64> {
        let device = self.app.device.read();
        let org = &device.kit.as_ref()?.kit.org;
        let told = self.told.read();
        let told = told.as_ref().filter(|told| told.org == *org);
        told.map(|told| told.at_ms)
    }

    async fn exchange(self, talks: bool) {
        let app = self.app;
        let kit = app.device.read_untracked().kit.clone();
        let org = kit.filter(|_| app.is_tablet()).map(|kept| kept.kit.org);
        let Some((vault, org)) = app.vault().zip(org) else {
            return;
        };
        let Some(before) = delivered(&vault, &org).await else {
            return;
        };
        self.delivered.try_set(before.clone());
        if !talks {
            return;
        }
        let holds = {
            let device = app.device.read_untracked();
            let kept = u32::try_from(device.refused.len()).unwrap_or(u32::MAX);
            Holds {
                surveys: held(&device.labels, &device.refused, &org),
                unsent: untrack(|| app.unsent()).saturating_add(kept),
            }
        };
        let token = app.token();
        let headers = Door::Tablet.headers(token.as_deref());
        // Without an answer what was heard last stays, with its date.
        let Ok(Counts { surveys }) = net::post(URL, &headers, &holds).await else {
            return;
        };
        // What left meanwhile may be in these counts or not: the next exchange tells.
        if delivered(&vault, &org).await.as_ref() != Some(&before) {
            return;
        }
        let told = Told {
            org,
            at_ms: clock::now_ms(),
            surveys,
            delivered: before,
        };
        // Without room it is known until the page is closed.
        let _ = local::set(TOLD_KEY, &told);
        self.told.try_set(Some(told));
    }
}

async fn delivered(vault: &Vault, org: &str) -> Option<Refusals> {
    let rested = vault.rested().await.ok()?;
    Some(refusals(&rested, org))
}
