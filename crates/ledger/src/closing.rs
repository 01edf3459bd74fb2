//! Campaigns whose last day is over.

use crate::{Core, Draft, Error, Org, OwnOp, Wanted, release::settle};
use domain::{
    Day,
    answer::Place,
    campaign::{Campaign, CampaignStatus},
    entity::EntityKind,
    ids::{CampaignId, DeviceId, PersonId},
};
use std::collections::BTreeSet;
use sync::{Body, EntityRef};

impl Org {
    /// Closes campaigns whose last day is over, which releases their answers or pools them; answers how many. What still
    /// waits of closed ones, as in databases of older programs, is pooled too.
    ///
    /// # Errors
    /// `Busy`, `Closed`.
    pub async fn close_due(&self) -> Result<u32, Error> {
        let today = self.today();
        {
            let core = self.read().await?;
            if due(&core, today).is_empty() && left_waiting(&core).is_empty() {
                return Ok(0);
            }
        }
        let received_at = self.instant();
        let nothing = Wanted::default();
        let write = self.write(&nothing, |draft, _| {
            let due = due(draft.core, today);
            for id in &due {
                close(draft, *id, &received_at);
            }
            for id in left_waiting(draft.core) {
                settle(draft, id);
            }
            Ok(u32::try_from(due.len()).unwrap_or(u32::MAX))
        });
        write.await
    }
}

/// Open campaigns past their last day.
fn due(core: &Core, today: Day) -> Vec<CampaignId> {
    core.all::<Campaign>(EntityKind::Campaign)
        .filter(|(_, campaign)| campaign.status == CampaignStatus::Open && campaign.closes < today)
        .map(|(id, _)| CampaignId(id))
        .collect()
}

/// Closed campaigns, tests aside, with answers that never joined a pool: those of older programs, which pooled
/// beneficiaries only.
fn left_waiting(core: &Core) -> BTreeSet<CampaignId> {
    let places = core.waiting.iter().map(|waiting| &waiting.answer.place);
    let campaigns: BTreeSet<CampaignId> = places
        .filter_map(|place| match place {
            Place::Campaign(id) => Some(*id),
            Place::Pool { .. } => None,
        })
        .collect();
    let closed = |id: &CampaignId| {
        let campaign = core.campaign(*id);
        campaign.is_some_and(|it| it.status == CampaignStatus::Closed && !it.test)
    };
    campaigns.into_iter().filter(closed).collect()
}

/// Closes a campaign in the server's name.
pub fn close(draft: &mut Draft<'_>, id: CampaignId, received_at: &str) {
    let at = EntityRef {
        kind: EntityKind::Campaign,
        id: id.0,
    };
    let base = draft.core.state.get(at).and_then(|c| c.version("status"));
    let op = OwnOp {
        device: DeviceId::SERVER,
        actor: PersonId::SERVER,
        entity: at,
        base,
        body: Body::Set {
            field: "status".to_owned(),
            value: "closed".into(),
        },
        received_at: received_at.to_owned(),
    };
    draft.own(vec![op]);
    settle(draft, id);
}
