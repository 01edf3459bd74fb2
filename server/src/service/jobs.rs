//! What the clock starts.

use super::{
    App, Failure, instant,
    intake::settle,
    org::{Core, Draft, Org, OwnOp},
};
use ::sync::{Body, EntityRef};
use domain::{
    Day,
    campaign::{Campaign, CampaignStatus},
    entity::EntityKind,
    ids::{CampaignId, DeviceId, PersonId},
};
use store::log::Wanted;
use uuid::Uuid;

impl App {
    /// Closes campaigns whose last day is over, which releases their answers or pools them, and forgets what has
    /// expired. Called at boot and hourly; answers how many were closed.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn close_due(&self) -> Result<u32, Failure> {
        let mut closed = 0;
        for org in self.orgs() {
            closed += self.close_due_of(&org).await?;
        }
        self.store.control().forget_expired(self.now_ms()).await?;
        Ok(closed)
    }

    async fn close_due_of(&self, org: &Org) -> Result<u32, Failure> {
        let today = org.today();
        if due(&*org.read().await?, today).is_empty() {
            return Ok(0);
        }
        let received_at = instant(self.host.now());
        let nothing = Wanted::default();
        let write = org.write(&nothing, |draft, _| {
            let due = due(draft.core, today);
            for id in &due {
                close(draft, *id, &received_at);
            }
            Ok(u32::try_from(due.len()).unwrap_or(u32::MAX))
        });
        write.await
    }
}

/// Open campaigns past their last day.
fn due(core: &Core, today: Day) -> Vec<Uuid> {
    core.all::<Campaign>(EntityKind::Campaign)
        .filter(|(_, campaign)| campaign.status == CampaignStatus::Open && campaign.closes < today)
        .map(|(id, _)| id)
        .collect()
}

pub(super) fn close(draft: &mut Draft<'_>, id: Uuid, received_at: &str) {
    let at = EntityRef {
        kind: EntityKind::Campaign,
        id,
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
    settle(draft, CampaignId(id));
}
