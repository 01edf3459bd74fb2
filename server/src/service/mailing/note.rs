//! What the log tells of mail: that so many people were asked, or reminded, on a day; the proof that indicator 30 wants.
//!
//! A batch is the mails of one kind and number of a campaign that left on one day. What left is told after each run of the
//! queue: a mail that waits for another try holds nothing back. Each record is a part of the batch, numbered from 0, whose id
//! follows from the batch and that number: two servers, or one that died in between, make one. A record never changes; what
//! leaves later on the same day is a part more.

use crate::service::{App, Failure, Org, import::id_of};
use ::sync::{Body, EntityRef};
use domain::{
    campaign::Campaign,
    day,
    entity::{self, EntityKind},
    ids::{DeviceId, PersonId},
    solicitation::{ASKED_MAX, Means, Solicitation, SolicitationKind},
};
use ledger::{Core, OwnOp, Wanted, instant};
use sha2::{Digest as _, Sha256};
use store::people::{Batch, MailKind};

impl App {
    /// Tells the log of the mail that left.
    pub(super) async fn note_sent(&self, org: &Org) -> Result<(), Failure> {
        for batch in org.people.unnoted().await? {
            self.note(org, &batch).await?;
            org.people.noted(&batch).await?;
        }
        Ok(())
    }

    async fn note(&self, org: &Org, batch: &Batch) -> Result<(), Failure> {
        let received_at = instant(self.host.now());
        let nothing = Wanted::default();
        let write = org.write(&nothing, |draft, _| {
            let ops = missing(draft.core, batch)
                .into_iter()
                .map(|(entity, one)| OwnOp {
                    device: DeviceId::SERVER,
                    actor: PersonId::SERVER,
                    entity,
                    base: None,
                    body: Body::Create {
                        fields: entity::fields(&one),
                    },
                    received_at: received_at.clone(),
                });
            let ops: Vec<OwnOp> = ops.collect();
            if !ops.is_empty() {
                draft.own(ops);
            }
            Ok::<_, Failure>(())
        });
        write.await
    }
}

/// The records of a batch that are not in the log. Tests are no proof of anything, and have none.
fn missing(core: &Core, batch: &Batch) -> Vec<(EntityRef, Solicitation)> {
    let campaign = core.campaign(batch.campaign);
    let counts = campaign.is_some_and(|campaign: Campaign| !campaign.test);
    let Some(day) = day::read(&batch.day).filter(|_| counts) else {
        return Vec::new();
    };
    let (mut left, mut new) = (batch.sent, Vec::new());
    for part in 0.. {
        let at = EntityRef {
            kind: EntityKind::Solicitation,
            id: id_of(&digest(batch, part)),
        };
        if let Some(told) = core.record::<Solicitation>(at.kind, at.id) {
            left = left.saturating_sub(told.count);
            continue;
        }
        if left == 0 {
            break;
        }
        let count = left.min(ASKED_MAX);
        left -= count;
        let one = Solicitation {
            campaign: batch.campaign,
            day,
            means: Means::Email,
            kind: match batch.kind {
                MailKind::Invitation => SolicitationKind::First,
                MailKind::Reminder => SolicitationKind::Reminder,
            },
            number: batch.number,
            count,
            note: String::new(),
        };
        new.push((at, one));
    }
    new
}

fn digest(batch: &Batch, part: u32) -> [u8; 32] {
    let kind = match batch.kind {
        MailKind::Invitation => 0_u8,
        MailKind::Reminder => 1,
    };
    Sha256::new()
        .chain_update(b"boucle.mail.v1")
        .chain_update(batch.campaign.0.as_bytes())
        .chain_update([kind])
        .chain_update(batch.number.to_be_bytes())
        .chain_update(batch.day.as_bytes())
        .chain_update(part.to_be_bytes())
        .finalize()
        .into()
}
