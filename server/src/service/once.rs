//! Links and strips that count once. The server keeps the hash of each token; the token itself is told once, to whoever
//! hands it over.

use super::{App, Failure, Org, people::shown};
use crate::auth::{Granted, Plan};
use api::outreach::{PersonalLink, STRIPS_MAX, Strip};
use domain::{
    Refusal,
    campaign::{self, Campaign, CampaignStatus, Privacy},
    ids::{CampaignId, ContactId},
};
use ledger::{Host, Seat, one_use, token_hash};
use std::collections::HashSet;
use store::people::{Known, NewSeat, SeatOf};

impl App {
    /// A fresh link for everybody of the session who may be asked and has not answered, also where mail came back.
    ///
    /// # Errors
    /// `NotFound`, `CampaignClosed`; `Refused` for an anonymous campaign: who answered would be known.
    pub async fn personal_links(
        &self,
        actor: &Granted<Plan>,
        campaign: CampaignId,
    ) -> Result<Vec<PersonalLink>, Failure> {
        let org = &actor.org;
        let record = open_campaign(org, campaign).await?;
        let mut links = Vec::new();
        let mut seats = Vec::new();
        for known in to_ask(org, campaign, &record).await? {
            let (seat, link) = self.personal(org, campaign, &record, known.id)?;
            seats.push(seat);
            let letter = self.by_hand(org, &record, &known, &link).await?;
            links.push(PersonalLink {
                contact: shown(known),
                link,
                letter,
            });
        }
        org.people.seat(&seats).await?;
        Ok(links)
    }

    /// Strips to print, numbered on from the last.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden` for a nominative campaign: a strip is nobody's; `Refused` for none or too many at once, and
    /// for a closed campaign.
    pub async fn strips(
        &self,
        actor: &Granted<Plan>,
        campaign: CampaignId,
        count: u32,
    ) -> Result<Vec<Strip>, Failure> {
        if count == 0 || count > STRIPS_MAX {
            return Err(Failure::refused("count", Refusal::OutOfRange));
        }
        let org = &actor.org;
        let record = open_campaign(org, campaign).await?;
        if record.privacy == Privacy::Nominatif {
            return Err(Failure::Forbidden);
        }
        let before = org.people.seats(campaign).await?;
        let last = before.iter().filter_map(|seat| seat.strip).max();
        let last = last.unwrap_or(0);
        let mut strips = Vec::new();
        let mut seats = Vec::new();
        for number in last + 1..=last + count {
            let (link, hash) = fresh(&*self.host, &org.info().slug, &record);
            let seat = Seat {
                campaign,
                id: self.host.random_id(),
            };
            seats.push(NewSeat {
                seat,
                of: SeatOf::Strip(number),
                hash,
            });
            strips.push(Strip { number, link });
        }
        org.people.seat(&seats).await?;
        Ok(strips)
    }

    /// A link more for somebody's seat, to be stored before it is handed over.
    pub(super) fn personal(
        &self,
        org: &Org,
        campaign: CampaignId,
        record: &Campaign,
        contact: ContactId,
    ) -> Result<(NewSeat, String), Failure> {
        if record.privacy == Privacy::Anonyme {
            return Err(Failure::refused("privacy", Refusal::Anonymous));
        }
        let (link, hash) = fresh(&*self.host, &org.info().slug, record);
        let seat = Seat {
            campaign,
            id: contact.0,
        };
        let new = NewSeat {
            seat,
            of: SeatOf::Contact(contact),
            hash,
        };
        Ok((new, link))
    }
}

/// A link with a new token, and the token's hash.
fn fresh(host: &dyn Host, slug: &str, record: &Campaign) -> (String, String) {
    let token = campaign::link(host.bytes());
    let link = format!("{slug}.{}.{token}", one_use(&record.link));
    (link, token_hash(&token))
}

pub(super) async fn open_campaign(org: &Org, id: CampaignId) -> Result<Campaign, Failure> {
    let record = org.read().await?.campaign(id).ok_or(Failure::NotFound)?;
    match record.status {
        CampaignStatus::Open => Ok(record),
        CampaignStatus::Closed => Err(Failure::refused("", Refusal::CampaignClosed)),
    }
}

/// The people of the campaign's session whom it asks, who did not object and have not answered by a link of theirs. Mail may
/// not reach all of them: they are asked by telephone, or handed their link.
pub(super) async fn to_ask(
    org: &Org,
    id: CampaignId,
    record: &Campaign,
) -> Result<Vec<Known>, Failure> {
    let mut people = org.people.of_session(record.session).await?;
    let answered = answered(org, id).await?;
    people.retain(|known| {
        let contact = &known.contact;
        record.asks(contact) && !contact.opted_out && !answered.contains(&known.id)
    });
    Ok(people)
}

/// Those of [`to_ask`] who are written to.
pub(super) async fn to_write(
    org: &Org,
    id: CampaignId,
    record: &Campaign,
) -> Result<Vec<Known>, Failure> {
    let mut people = to_ask(org, id, record).await?;
    people.retain(|known| known.contact.is_written_to());
    Ok(people)
}

/// Who answered a campaign by a link of theirs.
pub(super) async fn answered(org: &Org, id: CampaignId) -> Result<HashSet<ContactId>, Failure> {
    let seats = org.people.seats(id).await?.into_iter();
    let spent = seats.filter(|seat| seat.spent);
    Ok(spent.filter_map(|seat| seat.contact).collect())
}
