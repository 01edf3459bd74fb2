//! What respondents' devices ask and send: the kit they work with offline, and the items they deliver.

mod kit;

pub(super) use kit::campaigns_of;

use super::{App, Failure, Org};
use crate::auth::{Respondent, Via, hash};
use ::{
    intake::{
        device::TYPING_SIGN,
        incoming::{Incoming, with_unreadable},
        wire::{BATCH_ITEMS_MAX, Delivered, Item, Kit, Receipts},
    },
    sync::wire::Keys,
};
use domain::ids::{CampaignId, OrgId};
use ledger::{Arrived, Core, Wanted};
use std::{mem, num::NonZero, sync::Arc, thread::available_parallelism};
use tokio::task::spawn_blocking;

/// Fewer are not worth a thread of their own.
const PART_ITEMS_MIN: usize = 32;

impl App {
    /// Who asks: by the device cookie of a tablet, or the `X-Boucle-Link` header. The header wins when both are there.
    ///
    /// # Errors
    /// `LinkUnknown`, `DeviceUnknown`.
    pub async fn respondent(
        &self,
        device_token: Option<&str>,
        link: Option<&str>,
    ) -> Result<Respondent, Failure> {
        if let Some(link) = link {
            let (slug, secret) = link.split_once('.').ok_or(Failure::LinkUnknown)?;
            let org = self.org_of_slug(slug).ok_or(Failure::LinkUnknown)?;
            if let Some((secret, token)) = secret.split_once(TYPING_SIGN) {
                let via = typist(&*org.read().await?, org.info().id, secret, token)?;
                return Ok(Respondent { org, via });
            }
            let (secret, token) = match secret.split_once('.') {
                Some((secret, token)) => (secret, Some(ledger::token_hash(token))),
                None => (secret, None),
            };
            let found = org.read().await?.index.link(secret);
            let (campaign, one_use) = match (found.ok_or(Failure::LinkUnknown)?, token) {
                ((campaign, true), Some(token)) => (campaign, Some(token)),
                ((campaign, false), None) => (campaign, None),
                // Half a link.
                _ => return Err(Failure::LinkUnknown),
            };
            return Ok(Respondent {
                org,
                via: Via::Link { campaign, one_use },
            });
        }
        let token = device_token.ok_or(Failure::DeviceUnknown)?;
        let tablet = self.store.control().tablet_of(&hash(token)).await?;
        let tablet = tablet.ok_or(Failure::DeviceUnknown)?;
        Ok(Respondent {
            org: self.org(tablet.org).ok_or(Failure::DeviceUnknown)?,
            via: Via::Tablet(tablet),
        })
    }

    /// Everything the device needs to ask offline.
    ///
    /// # Errors
    /// `CampaignClosed` for a link whose campaign takes no more answers; `LinkUnknown` and `LinkSpent` for one that counts
    /// once: whoever guesses 128 random bits needs no telling which of them are spent; `DeviceRevoked`: the tablet may still deliver what
    /// it holds, which goes to quarantine.
    pub async fn kit(
        &self,
        respondent: &Respondent,
        delivered: Option<Delivered>,
    ) -> Result<Kit, Failure> {
        let org = &respondent.org;
        if let Via::Tablet(tablet) = &respondent.via
            && tablet.revoked
        {
            return Err(Failure::DeviceRevoked);
        }
        // Whoever holds a public link is nobody's witness.
        if let Some(delivered) = delivered.filter(|_| respondent.tablet().is_some()) {
            org.witness_delivery(&delivered).await?;
        }
        let spent = match &respondent.via {
            Via::Link {
                campaign,
                one_use: Some(hash),
            } => Some(is_spent(org, *campaign, hash).await?),
            _ => None,
        };
        let kit = kit::kit(&*org.read().await?, org, &respondent.via)?;
        if spent == Some(true) {
            return Err(Failure::LinkSpent);
        }
        self.touch(respondent, None).await;
        Ok(kit)
    }

    /// The organisation's public keys: whoever has a receipt can check it.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn keys_for(&self, respondent: &Respondent) -> Result<Keys, Failure> {
        let keys = respondent.org.keys().await?.public();
        Ok(Keys { keys })
    }

    /// Takes a batch; the receipts are given once it is on disk.
    ///
    /// # Errors
    /// `TooLarge`, `Busy`: nothing of the batch was taken.
    pub async fn take_items(
        &self,
        respondent: &Respondent,
        batch: impl Into<Incoming> + Send,
    ) -> Result<Receipts, Failure> {
        let batch: Incoming = batch.into();
        if batch.len() > BATCH_ITEMS_MAX {
            return Err(Failure::TooLarge);
        }
        let org = respondent.org.clone();
        let mut receipts = match org.again(&batch.items).await? {
            Some(receipts) => receipts,
            None => {
                let arrived = opened(&org, batch.items).await?;
                org.take(&respondent.via.source(), &arrived).await?
            }
        };
        with_unreadable(&mut receipts.receipts, &batch.unreadable);
        self.touch(respondent, Some(batch.unsent)).await;
        Ok(receipts)
    }

    /// Notes that a tablet was heard of. What it brought is safe already: a failure is only logged.
    async fn touch(&self, respondent: &Respondent, unsent: Option<u32>) {
        if let Some(device) = respondent.tablet() {
            let now = self.now_ms();
            let touched = self.store.control().touch_tablet(device, now, unsent).await;
            if let Err(error) = touched {
                tracing::warn!(%error, "the last contact of a tablet was not noted");
            }
        }
    }
}

/// Whoever holds the address where sheets are typed in.
fn typist(core: &Core, org: OrgId, secret: &str, token: &str) -> Result<Via, Failure> {
    let (campaign, one_use) = core.index.link(secret).ok_or(Failure::LinkUnknown)?;
    if one_use || !core.keys.made_typing(org, campaign, token) {
        return Err(Failure::LinkUnknown);
    }
    Ok(Via::Typing(campaign))
}

/// Opens a batch, whose length was looked at. That is work: on every processor, and not on the threads that serve.
async fn opened(org: &Arc<Org>, mut items: Vec<Item>) -> Result<Vec<Arrived>, Failure> {
    let keys = org.keys().await?;
    let processors = available_parallelism().map_or(1, NonZero::get);
    let part_items = items.len().div_ceil(processors).max(PART_ITEMS_MIN);
    let mut parts = Vec::new();
    while !items.is_empty() {
        let rest = items.split_off(part_items.min(items.len()));
        let part = mem::replace(&mut items, rest);
        let (org, keys) = (org.clone(), keys.clone());
        parts.push(spawn_blocking(move || org.opened(&keys, part)));
    }
    let mut arrived = Vec::new();
    for part in parts {
        arrived.extend(part.await.map_err(Failure::unexpected)??);
    }
    Ok(arrived)
}

/// Whether an answer came with this token of a campaign.
async fn is_spent(org: &Org, campaign: CampaignId, hash: &str) -> Result<bool, Failure> {
    let wanted = Wanted {
        tickets: vec![hash.to_owned()],
        ..Wanted::default()
    };
    let found = org.log().look_up(&wanted).await?;
    let ticket = found.tickets.get(hash);
    let ours = ticket.filter(|ticket| ticket.seat.campaign == campaign);
    Ok(ours.ok_or(Failure::LinkUnknown)?.spent)
}
