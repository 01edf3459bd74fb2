//! The team's operation log: push, pull, results.

use super::{App, Failure, instant, intake::settle, results};
use crate::auth::Actor;
use ::sync::{
    hash,
    op::Scope,
    plan::{Pusher, Stop, plan_push},
    wire::{PULL_OPS_MAX, PUSH_OPS_MAX, Page, Push, Pushed, Rollups},
};
use domain::{entity::EntityKind, ids::CampaignId, role::Permission};
use std::collections::BTreeSet;
use store::log::Wanted;

/// Pages of the log looked through for one pull whose scope is rare.
const PAGES_MAX: u32 = 10;

/// The query of a pull.
#[derive(Clone, Debug)]
pub struct Pull {
    pub scope: Scope,
    pub after: u64,
    pub epoch: Option<String>,
    pub limit: u32,
}

impl App {
    /// # Errors
    /// `Gap`, `NumberTaken`, `TooLarge`, `Busy`.
    pub async fn push(&self, actor: &Actor, push: Push) -> Result<Pushed, Failure> {
        if push.ops.len() > PUSH_OPS_MAX {
            return Err(Failure::TooLarge);
        }
        let wanted = Wanted {
            ops: push.ops.iter().map(|op| op.id).collect(),
            device: Some(push.device),
            items: Vec::new(),
        };
        let received_at = instant(self.host.now());
        let write = actor.org.write(&wanted, |draft, found| {
            let pusher = Pusher {
                device: push.device,
                person: actor.person,
                role: actor.role,
                cursor: found.cursor,
                room: draft.core.room(push.device.0),
            };
            let held = |id| found.ops.get(&id).cloned().unwrap_or_default();
            let head = draft.head();
            let ops = push.ops.clone();
            let plan = plan_push(&mut draft.core.state, head, pusher, ops, &received_at, held)
                .map_err(|stop| match stop {
                    Stop::Gap { last_cseq } => Failure::Gap { last_cseq },
                    Stop::Taken => Failure::NumberTaken,
                })?;
            let results = plan.results.clone();
            let appended = plan.append.iter().map(|stored| stored.op.entity);
            let campaigns: BTreeSet<_> = appended
                .filter(|at| at.kind == EntityKind::Campaign)
                .map(|at| CampaignId(at.id))
                .collect();
            draft.pushed(push.device, found.cursor, plan);
            // Somebody may have closed one.
            for campaign in campaigns {
                settle(draft, campaign);
            }
            let head = draft.head();
            Ok(Pushed {
                epoch: draft.core.epoch.clone(),
                results,
                head: head.seq,
                chain: hash::hex(&head.chain),
                root: None,
            })
        });
        write.await
    }

    /// A page of the log. With another epoch than the server's, the page starts at the beginning of the log and carries
    /// the server's epoch: the reader starts afresh.
    ///
    /// # Errors
    /// `Forbidden` for a scope the role does not hold.
    pub async fn pull(&self, actor: &Actor, pull: &Pull) -> Result<Page, Failure> {
        let allowed = pull.scope.permission().is_none_or(|p| actor.role.may(p));
        if !allowed {
            return Err(Failure::Forbidden);
        }
        let (head, epoch) = {
            let core = actor.org.read().await?;
            (core.head, core.epoch.clone())
        };
        let same_life = pull.epoch.as_ref().is_none_or(|known| *known == epoch);
        let after = if same_life { pull.after } else { 0 };
        let limit = pull.limit.clamp(1, PULL_OPS_MAX);
        let mut page = Page {
            epoch,
            ops: Vec::new(),
            next: after.min(head.seq),
            head: head.seq,
            chain: hash::hex(&head.chain),
            root: None,
        };
        for _ in 0..PAGES_MAX {
            let read = actor.org.log().read(page.next, head.seq, limit).await?;
            for stored in read {
                if page.ops.len() == limit as usize {
                    return Ok(page);
                }
                // What belongs to other scopes is passed over, and the cursor with it.
                page.next = stored.stamp.seq;
                if Scope::of(stored.op.entity.kind) == pull.scope {
                    page.ops.push(stored);
                }
            }
            if page.next >= head.seq || page.ops.len() == limit as usize {
                break;
            }
        }
        Ok(page)
    }

    /// Results that changed after `after` (0: all), as the role may see them. What `after` counts are commits, not
    /// operations: a waiting answer changes a count without a line in the log.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn rollups(&self, actor: &Actor, after: u64) -> Result<Rollups, Failure> {
        let core = actor.org.read().await?;
        // A cursor from the future is from another life of the database.
        let after = if after > core.rev { 0 } else { after };
        let (mut campaigns, mut pools) = results::changed(&core, &actor.org.results, after);
        if !actor.role.may(Permission::Answers) {
            let campaigns = campaigns
                .iter_mut()
                .map(|one| (&mut one.detail, &mut one.excluded));
            let pools = pools
                .iter_mut()
                .map(|one| (&mut one.detail, &mut one.excluded));
            for (detail, excluded) in campaigns.chain(pools) {
                excluded.clear();
                if let Some(detail) = detail {
                    detail.answers.clear();
                }
            }
        }
        Ok(Rollups {
            head: core.rev,
            seq: core.head.seq,
            campaigns,
            pools,
        })
    }
}
