//! That a tablet was handed round is a solicitation, which indicator 30 wants to see: told once for each survey and day,
//! by the first answer or refusal that a tablet brings of it. One record whatever the number of tablets and servers, since
//! its id follows from the survey and the day; it tells no device and no time, as answers must not either.

use crate::{Core, Draft, OwnOp, Source, judge::Counted};
use domain::{
    Day,
    answer::Channel,
    campaign::Campaign,
    day,
    entity::{self, EntityKind},
    ids::{CampaignId, DeviceId, PersonId},
    solicitation::{Means, Solicitation},
};
use sha2::{Digest as _, Sha256};
use sync::{Body, EntityRef};
use uuid::Uuid;

/// The survey and the day on which something shows that a tablet was handed round.
pub(crate) fn round(source: &Source, counted: &Counted) -> Option<(CampaignId, Day)> {
    source.tablet()?;
    match counted {
        Counted::Answer(campaign, answer, ..) if answer.channel == Channel::Tablet => {
            Some((*campaign, answer.day))
        }
        Counted::Declined { campaign, day, .. } => Some((*campaign, *day)),
        Counted::Answer(..) | Counted::Note(..) => None,
    }
}

/// Tells the log of it, unless it was told. A test is no proof of anything.
pub(crate) fn tell(draft: &mut Draft<'_>, (id, day): (CampaignId, Day)) {
    let at = EntityRef {
        kind: EntityKind::Solicitation,
        id: id_of(id, day),
    };
    if draft.core.state.get(at).is_some() {
        return;
    }
    let campaign = draft.core.campaign(id).filter(|campaign| !campaign.test);
    let Some(campaign) = campaign else { return };
    let Some(one) = solicitation(draft.core, id, &campaign, day) else {
        return;
    };
    let op = OwnOp {
        device: DeviceId::SERVER,
        actor: PersonId::SERVER,
        entity: at,
        base: None,
        body: Body::Create {
            fields: entity::fields(&one),
        },
        received_at: draft.today.to_string(),
    };
    draft.own(vec![op]);
}

/// None where somebody noted it by hand.
fn solicitation(core: &Core, id: CampaignId, of: &Campaign, day: Day) -> Option<Solicitation> {
    let all = core.all::<Solicitation>(EntityKind::Solicitation);
    let others: Vec<Solicitation> = all
        .map(|(_, other)| other)
        .filter(|other| other.campaign == id)
        .collect();
    let noted = |other: &Solicitation| (other.day, other.means) == (day, Means::Kiosk);
    if others.iter().any(noted) {
        return None;
    }
    let session = core.session(of.session);
    Some(Solicitation {
        campaign: id,
        day,
        means: Means::Kiosk,
        kind: Solicitation::next_kind(&others, day),
        number: 0,
        count: session.map_or(0, |session| of.present(&session)),
        note: String::new(),
    })
}

fn id_of(campaign: CampaignId, on: Day) -> Uuid {
    let digest: [u8; 32] = Sha256::new()
        .chain_update(b"boucle.kiosk.v1")
        .chain_update(campaign.0.as_bytes())
        .chain_update(day::text(on).as_bytes())
        .finalize()
        .into();
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(id).into_uuid()
}
