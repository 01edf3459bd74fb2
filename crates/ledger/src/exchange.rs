//! The team's operation log: push and pull.

use crate::{Error, LogError, Org, Wanted, core::Core, release::settle};
use domain::{
    entity::{EntityKind, names},
    ids::PersonId,
    role::Role,
};
use std::collections::BTreeSet;
use sync::{
    hash,
    incoming::{Incoming, Sent},
    op::{EntityRef, Scope},
    plan::{Pusher, plan_push},
    snapshot,
    wire::{PULL_OPS_MAX, PUSH_OPS_MAX, Page, Pushed, SignedHead, Snapshot},
};
use uuid::Uuid;

/// Pages of the log looked through for one pull whose scope is rare.
const PAGES_MAX: u32 = 10;

/// Whoever pushes or pulls, signed in.
#[derive(Clone, Copy, Debug)]
pub struct Who {
    pub person: PersonId,
    pub role: Role,
    /// The access was withdrawn: nothing is read, and what is pushed is set aside.
    pub withdrawn: bool,
}

impl Who {
    pub(crate) fn may_read(&self, scope: Scope) -> Result<(), Error> {
        let allowed = scope.permission().is_none_or(|p| self.role.may(p));
        (allowed && !self.withdrawn)
            .then_some(())
            .ok_or(Error::ScopeGone)
    }
}

/// The query of a pull.
#[derive(Clone, Debug)]
pub struct Pull {
    pub scope: Scope,
    pub after: u64,
    pub epoch: Option<String>,
    /// The last head that was signed for the reader.
    pub mark: Option<SignedHead>,
    pub limit: u32,
}

impl Org {
    /// # Errors
    /// `Gap`, `NumberTaken`, `TooLarge`, `Busy`, `Closed`.
    pub async fn push(&self, who: Who, push: Incoming) -> Result<Pushed, Error> {
        if push.ops.len() > PUSH_OPS_MAX {
            return Err(Error::TooLarge);
        }
        let wanted = Wanted {
            ops: push
                .ops
                .iter()
                .filter_map(Sent::op)
                .map(|op| op.id)
                .collect(),
            device: Some(push.device),
            ..Wanted::default()
        };
        let received_at = self.instant();
        let write = self.write(&wanted, |draft, found| {
            let pusher = Pusher {
                device: push.device,
                person: who.person,
                role: who.role,
                withdrawn: who.withdrawn,
                cursor: found.cursor,
                room: draft.core.room(push.device.0),
            };
            let held = |id| found.ops.get(&id).cloned().unwrap_or_default();
            let head = draft.head();
            let written = push.ops.iter().filter_map(Sent::op);
            draft.core.remember(written.map(|op| op.entity));
            let ops = push.ops.clone();
            let plan = plan_push(&mut draft.core.state, head, pusher, ops, &received_at, held)?;
            let results = plan.results.clone();
            let made = plan.append.iter().any(|stored| stored.op.kind == "create");
            draft.pushed(pusher, plan);
            if made {
                draft.take_back(&received_at);
            }
            // Somebody may have closed one.
            for campaign in draft.campaigns() {
                settle(draft, campaign);
            }
            let head = draft.head();
            let pushed = Pushed {
                epoch: draft.core.epoch.clone(),
                results,
                head: head.seq,
                chain: hash::hex(&head.chain),
                root: Some(head.root()),
                signed: None,
            };
            Ok::<_, Error>((pushed, head, draft.core.keys.clone()))
        });
        // Signed once it is on disk.
        let (mut pushed, head, keys) = write.await?;
        pushed.signed = keys.sign_head(self.id, &pushed.epoch, &head, self.instant());
        Ok(pushed)
    }

    /// The records of a scope as they are now, with where in the log that is.
    ///
    /// # Errors
    /// `ScopeGone` for a scope the role does not hold, `Closed`.
    pub async fn snapshot(&self, who: Who, scope: Scope) -> Result<Snapshot, Error> {
        who.may_read(scope)?;
        let core = self.read().await?;
        snapshot::take(&core.state, scope, &core.head, &core.epoch)
            .map_err(|refusal| LogError::Damaged(refusal.code().to_owned()).into())
    }

    /// Whether there is something for `who` to pull of the reports: direction's, and those that name the person.
    ///
    /// # Errors
    /// `Closed`, `Log`.
    pub async fn has_reports(&self, who: Who) -> Result<bool, Error> {
        let core = self.read().await?;
        Ok(part(&core, who, Scope::Reports).is_ok())
    }

    /// A page of the log. With another epoch than the server's, the page starts at the beginning of the log and carries
    /// the server's epoch: the reader starts afresh.
    ///
    /// # Errors
    /// `ScopeGone` for a scope the role does not hold, `Closed`.
    pub async fn pull(&self, who: Who, pull: &Pull) -> Result<Page, Error> {
        if let Some(mark) = &pull.mark {
            self.witness(mark).await?;
        }
        let (part, head, epoch, keys) = {
            let core = self.read().await?;
            let part = part(&core, who, pull.scope)?;
            (
                part,
                core.head.clone(),
                core.epoch.clone(),
                core.keys.clone(),
            )
        };
        let told = |at: EntityRef| {
            let shown = || part.as_ref().is_none_or(|part| part.contains(&at.id));
            Scope::of(at.kind) == pull.scope && shown()
        };
        let same_life = pull.epoch.as_ref().is_none_or(|known| *known == epoch);
        let after = if same_life { pull.after } else { 0 };
        let limit = pull.limit.clamp(1, PULL_OPS_MAX);
        let mut page = Page {
            signed: keys.sign_head(self.id, &epoch, &head, self.instant()),
            epoch,
            ops: Vec::new(),
            next: after.min(head.seq),
            head: head.seq,
            chain: hash::hex(&head.chain),
            root: Some(head.root()),
            part: part.as_ref().map(|part| hash::hex(&hash::part(part))),
        };
        for _ in 0..PAGES_MAX {
            let read = self.log().read(page.next, head.seq, limit).await?;
            for stored in read {
                if page.ops.len() == limit as usize {
                    return Ok(page);
                }
                // What belongs to other scopes is passed over, and the cursor with it.
                page.next = stored.stamp.seq;
                if told(stored.op.entity) {
                    page.ops.push(stored);
                }
            }
            if page.next >= head.seq || page.ops.len() == limit as usize {
                break;
            }
        }
        Ok(page)
    }
}

/// What `who` may read of a scope: some records of it, or all of it (none).
fn part(core: &Core, who: Who, scope: Scope) -> Result<Option<BTreeSet<Uuid>>, Error> {
    let Err(gone) = who.may_read(scope) else {
        return Ok(None);
    };
    if scope != Scope::Reports || who.withdrawn {
        return Err(gone);
    }
    let end = |id| EntityRef {
        kind: EntityKind::Report,
        id,
    };
    let reports = core
        .state
        .entities
        .range(end(Uuid::nil())..=end(Uuid::max()));
    let named = reports.filter(|(at, record)| names(at.kind, &record.values(), who.person));
    let named: BTreeSet<Uuid> = named.map(|(at, _)| at.id).collect();
    if named.is_empty() {
        Err(gone)
    } else {
        Ok(Some(named))
    }
}
