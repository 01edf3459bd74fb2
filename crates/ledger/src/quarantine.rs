//! The quarantine: what it holds for a person, and what that person decides. Accepting takes the way that taking goes;
//! what is left there is marked, never deleted.

use crate::{
    Decisions, Draft, Error, Found, HeldOp, Org, Quarantined, Source, Wanted,
    core::Core,
    exchange::Who,
    judge::{Counted, Judge, campaign_of, count},
    release::settle,
};
use domain::{
    Day, Refusal,
    entity::names,
    ids::{CampaignId, OpId, OrgId, SessionId},
    quarantine::{Decision, Subject, Verdict},
};
use intake::{Payload, wire::Item};
use std::collections::{BTreeSet, HashSet};
use sync::{
    EntityRef, Scope,
    plan::{Known, check_return},
};

/// Things read at once: a page that holds fewer is the last.
pub const KEPT_PAGE: usize = 200;

/// Something kept, for somebody to decide on.
pub struct Kept {
    pub thing: Thing,
    /// Why it cannot be accepted now.
    pub hindrance: Option<Refusal>,
}

pub enum Thing {
    /// What it is about; its content is nobody's to read before it counts.
    Item {
        held: Quarantined,
        campaign: Option<CampaignId>,
        session: Option<SessionId>,
    },
    Op(HeldOp),
}

impl Org {
    /// Items after `after`, at most [`KEPT_PAGE`]; with `all`, also those that were dismissed.
    ///
    /// # Errors
    /// `Log`, `Closed`.
    pub async fn quarantined(&self, after: Option<Subject>, all: bool) -> Result<Vec<Kept>, Error> {
        let page = self.log().quarantined(after, all).await?;
        let core = self.read().await?;
        let kept = page.into_iter().map(|held| {
            let content = content(&core, self.id, &held);
            let (campaign, session) = match &content {
                Ok(Payload::Note(note)) => (None, Some(note.session)),
                Ok(payload) => (campaign_of(payload), None),
                Err(_) => (None, None),
            };
            let judged = content.and_then(|payload| judge(&core, self.today(), &held, payload));
            let hindrance = judged.err();
            let thing = Thing::Item {
                held,
                campaign,
                session,
            };
            Kept { thing, hindrance }
        });
        Ok(kept.collect())
    }

    /// Operations set aside after the id `after`, a page of them less those that `who` may not read, and whether more
    /// follow.
    ///
    /// # Errors
    /// `Log`, `Closed`.
    pub async fn set_aside(
        &self,
        who: Who,
        after: Option<OpId>,
        all: bool,
    ) -> Result<(Vec<Kept>, Option<OpId>), Error> {
        let page = self.log().set_aside(after, all).await?;
        let more = page.len() >= KEPT_PAGE;
        let next = page.last().map(|held| held.op.id).filter(|_| more);
        let core = self.read().await?;
        let readable = page
            .into_iter()
            .filter(|held| may_read(&core, who, held.op.entity));
        let kept = readable.map(|held| Kept {
            hindrance: may_enter(&core, who, &held).err(),
            thing: Thing::Op(held),
        });
        Ok((kept.collect(), next))
    }

    /// Carries out what `who` decided; answers what could not be accepted, and why. What is no longer there is passed
    /// over: the same decision twice is one.
    ///
    /// # Errors
    /// `TooLarge`, `Busy`, `Closed`: nothing was done.
    pub async fn decide(
        &self,
        who: Who,
        subjects: &[Subject],
        verdict: &Verdict,
    ) -> Result<Vec<(Subject, Refusal)>, Error> {
        if subjects.len() > KEPT_PAGE {
            return Err(Error::TooLarge);
        }
        let wanted = Wanted {
            held: subjects.to_vec(),
            ..Wanted::default()
        };
        let received_at = self.instant();
        let write = self.write(&wanted, |draft, found| {
            let mut turn = Turn {
                org: self,
                draft,
                who,
                verdict,
                received_at: &received_at,
                campaigns: BTreeSet::new(),
                refused: Vec::new(),
            };
            turn.decide(subjects, found);
            let Turn {
                draft,
                mut campaigns,
                refused,
                ..
            } = turn;
            draft.take_back(&received_at);
            campaigns.extend(draft.campaigns());
            for campaign in campaigns {
                settle(draft, campaign);
            }
            Ok(refused)
        });
        write.await
    }

    /// What people decided after `after`, less what is about operations that `who` may not read; and where to go on.
    ///
    /// # Errors
    /// `Log`, `Closed`.
    pub async fn decisions(
        &self,
        who: Who,
        after: Option<Subject>,
    ) -> Result<(Decisions, Option<Subject>), Error> {
        let mut page = self.log().decisions(after).await?;
        let more = page.len() >= KEPT_PAGE;
        let next = page.last().map(|(subject, _)| subject.clone());
        let ids = page.iter().map(|(subject, _)| OpId(subject.id));
        let wanted = Wanted {
            ops: ids.collect(),
            ..Wanted::default()
        };
        let known = self.log().look_up(&wanted).await?.ops;
        let core = self.read().await?;
        page.retain(|(subject, _)| {
            let known = known.get(&OpId(subject.id)).into_iter().flatten();
            let mut about = known.map(|known| match known {
                Known::Logged(stored) => stored.op.entity,
                Known::SetAside { op, .. } => op.entity,
            });
            about.all(|at| may_read(&core, who, at))
        });
        Ok((page, next.filter(|_| more)))
    }
}

fn content(core: &Core, org: OrgId, held: &Quarantined) -> Result<Payload, Refusal> {
    let item = Item {
        id: held.item,
        alg: held.alg.clone(),
        kid: held.kid.clone(),
        sealed: held.sealed.clone(),
    };
    core.keys.content(&org.to_string(), &item)
}

/// What an item would count as, once somebody says that it may.
fn judge(
    core: &Core,
    today: Day,
    held: &Quarantined,
    payload: Payload,
) -> Result<Counted, Refusal> {
    let source = Source::decided(core, held.source);
    Judge::decided(&source).judge(core, today, payload)
}

/// Whether `who` may see operations on a record: whoever may pull its scope, or is named in the report.
fn may_read(core: &Core, who: Who, at: EntityRef) -> bool {
    let scope = Scope::of(at.kind).permission();
    let named = || {
        let record = core.state.get(at);
        record.is_some_and(|record| names(at.kind, &record.values(), who.person))
    };
    scope.is_none_or(|permission| who.role.may(permission)) || named()
}

/// Whether an operation may be in the log if `who` says so.
fn may_enter(core: &Core, who: Who, held: &HeldOp) -> Result<(), Refusal> {
    // Other work has its id; and what was pushed as somebody else's stays nobody's.
    if held.code == Refusal::AlreadyExists.code() {
        return Err(Refusal::AlreadyExists);
    }
    let own = held
        .pushed
        .as_ref()
        .is_some_and(|pushed| (pushed.device, pushed.person) == (held.op.device, held.op.actor));
    if held.code == Refusal::Forbidden.code() && !own {
        return Err(Refusal::Forbidden);
    }
    check_return(&core.state, &held.op, who.role)
}

/// One call of [`Org::decide`] while it is planned.
struct Turn<'a, 'd> {
    org: &'a Org,
    draft: &'a mut Draft<'d>,
    who: Who,
    verdict: &'a Verdict,
    received_at: &'a str,
    /// Campaigns that got something.
    campaigns: BTreeSet<CampaignId>,
    refused: Vec<(Subject, Refusal)>,
}

impl Turn<'_, '_> {
    fn decide(&mut self, subjects: &[Subject], found: &Found) {
        let meant: HashSet<&Subject> = subjects.iter().collect();
        for held in &found.quarantined {
            let subject = held.subject();
            let outcome = match self.verdict {
                Verdict::Accepted => self.accept_item(held),
                Verdict::Dismissed(_) => self.dismiss_item(held),
            };
            self.note(subject, &held.code, outcome);
        }
        let ours = |held: &&HeldOp| {
            meant.contains(&held.subject()) && may_read(self.draft.core, self.who, held.op.entity)
        };
        let mut ops: Vec<&HeldOp> = found.held.iter().filter(ours).collect();
        ops.sort_by_key(|held| (held.op.device, held.op.cseq));
        for held in ops {
            let beside = found.held.iter().filter(|other| other.op.id == held.op.id);
            let beside = beside.cloned().collect();
            let outcome = match self.verdict {
                Verdict::Accepted => self.accept_op(held, beside),
                Verdict::Dismissed(_) => Ok(self.draft.dismiss_op(held, beside)),
            };
            self.note(held.subject(), &held.code, outcome);
        }
    }

    /// What came of one: whether anything changed, or why it could not.
    fn note(&mut self, subject: Subject, code: &str, outcome: Result<bool, Refusal>) {
        match outcome {
            Ok(false) => {}
            Ok(true) => {
                let decision = Decision {
                    verdict: self.verdict.clone(),
                    by: self.who.person,
                    on: self.draft.today,
                    code: code.to_owned(),
                };
                self.draft.decided(subject, decision);
            }
            Err(refusal) => self.refused.push((subject, refusal)),
        }
    }

    fn accept_item(&mut self, held: &Quarantined) -> Result<bool, Refusal> {
        let payload = content(self.draft.core, self.org.id, held)?;
        let campaign = campaign_of(&payload);
        let counted = judge(self.draft.core, self.draft.today, held, payload)?;
        self.campaigns.extend(count(self.draft, counted));
        self.draft.accept_item(held, campaign);
        Ok(true)
    }

    fn dismiss_item(&mut self, held: &Quarantined) -> Result<bool, Refusal> {
        let campaign = content(self.draft.core, self.org.id, held)
            .ok()
            .as_ref()
            .and_then(campaign_of);
        Ok(self.draft.dismiss_item(held, campaign))
    }

    fn accept_op(&mut self, held: &HeldOp, beside: Vec<HeldOp>) -> Result<bool, Refusal> {
        may_enter(self.draft.core, self.who, held)?;
        self.draft
            .accept_op(held, beside, self.who.role, self.received_at);
        Ok(true)
    }
}
