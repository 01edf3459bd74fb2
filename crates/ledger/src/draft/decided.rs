//! What a decision on the quarantine changes.

use super::Draft;
use crate::{HeldOp, Quarantined};
use domain::{
    ids::CampaignId,
    quarantine::{Decision, Subject},
    role::Role,
};
use sync::plan::{plan_return, weight};
use uuid::Uuid;

impl Draft<'_> {
    pub(crate) fn decided(&mut self, subject: Subject, decision: Decision) {
        self.commit.decisions.push((subject, decision));
    }

    /// An item that counts from here on leaves the quarantine: nothing may lead to an answer.
    pub(crate) fn accept_item(&mut self, held: &Quarantined, about: Option<CampaignId>) {
        let source = self.shelf_of(held);
        self.uncount(held, about);
        self.no_longer_kept(source, held.weight(), held.dismissed);
        self.commit.accepted.push(held.subject());
    }

    /// False when it was left there before.
    pub(crate) fn dismiss_item(&mut self, held: &Quarantined, about: Option<CampaignId>) -> bool {
        if held.dismissed {
            return false;
        }
        let source = self.shelf_of(held);
        self.uncount(held, about);
        self.kept_for_good(source);
        self.commit.dismissed.push(held.subject());
        true
    }

    /// Appends an operation that was found to make sense; `beside` is all that is set aside under its id.
    pub(crate) fn accept_op(
        &mut self,
        held: &HeldOp,
        beside: Vec<HeldOp>,
        role: Role,
        received_at: &str,
    ) {
        let (op, head) = (&held.op, self.head());
        self.core.remember([op.entity].into_iter());
        let ops = std::slice::from_ref(op);
        let plan = plan_return(&mut self.core.state, head, ops, role, received_at);
        self.append(plan);
        self.core.orphans.retain(|orphan| orphan != op);
        self.no_longer_kept(op.device.0, weight(op), held.dismissed);
        let left = self.commit.held.entry(op.id).or_insert(beside);
        left.retain(|other| other.op != *op);
    }

    /// False when it was left there before.
    pub(crate) fn dismiss_op(&mut self, held: &HeldOp, beside: Vec<HeldOp>) -> bool {
        if held.dismissed {
            return false;
        }
        let op = &held.op;
        let source = held.pushed.as_ref().map_or(op.device, |by| by.device);
        self.kept_for_good(source.0);
        self.core.orphans.retain(|orphan| orphan != op);
        let left = self.commit.held.entry(op.id).or_insert(beside);
        for other in left.iter_mut().filter(|other| other.op == *op) {
            other.dismissed = true;
        }
        true
    }

    /// It is no longer among the refused items of its campaign that wait for somebody.
    fn uncount(&mut self, held: &Quarantined, about: Option<CampaignId>) {
        // Rows of older programs do not say whose they are; those that were left there are counted no more.
        let older = about.filter(|_| held.source.is_none() && !held.dismissed);
        if let Some(campaign) = held.campaign.or(older) {
            self.count(campaign, |tally| {
                tally.quarantined = tally.quarantined.saturating_sub(1);
            });
        }
    }

    fn kept_for_good(&mut self, source: Uuid) {
        let aside = self.core.aside.entry(source).or_default();
        aside.dismissed = aside.dismissed.saturating_add(1);
        self.commit.aside.insert(source, *aside);
    }

    /// Whose refused items it is counted with. Rows of older programs do not say: the fullest can spare it, and only the
    /// sum of all is proved.
    fn shelf_of(&self, held: &Quarantined) -> Uuid {
        let fullest = || {
            let all = self.core.aside.iter();
            all.max_by_key(|(id, aside)| (aside.bytes, **id))
                .map_or(Uuid::nil(), |(id, _)| *id)
        };
        held.source.unwrap_or_else(fullest)
    }
}
