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
        self.uncount(held, about);
        self.no_longer_kept(held.source, held.weight(), held.dismissed);
        self.commit.accepted.push(held.subject());
    }

    /// False when it was left there before.
    pub(crate) fn dismiss_item(&mut self, held: &Quarantined, about: Option<CampaignId>) -> bool {
        if held.dismissed {
            return false;
        }
        self.uncount(held, about);
        self.kept_for_good(held.source);
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
        self.no_longer_kept(Some(op.device.0), weight(op), held.dismissed);
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
        self.kept_for_good(Some(source.0));
        self.core.orphans.retain(|orphan| orphan != op);
        let left = self.commit.held.entry(op.id).or_insert(beside);
        for other in left.iter_mut().filter(|other| other.op == *op) {
            other.dismissed = true;
        }
        true
    }

    /// An item goes because its time is over.
    pub(crate) fn forget_item(&mut self, held: &Quarantined) {
        if !held.dismissed {
            self.uncount(held, None);
        }
        self.no_longer_kept(held.source, held.weight(), held.dismissed);
        self.commit.forgotten.push((held.subject(), self.today));
    }

    /// The same of an operation; `beside` is all that is set aside under its id.
    pub(crate) fn forget_op(&mut self, held: &HeldOp, beside: Vec<HeldOp>) {
        let op = &held.op;
        let source = held.pushed.as_ref().map_or(op.device, |by| by.device);
        self.no_longer_kept(Some(source.0), weight(op), held.dismissed);
        let left = self.commit.held.entry(op.id).or_insert(beside);
        left.retain(|other| other.op != *op);
        self.commit.forgotten.push((held.subject(), self.today));
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

    fn kept_for_good(&mut self, source: Option<Uuid>) {
        let Some(shelf) = self.shelves(source).first().copied() else {
            return;
        };
        let aside = self.core.aside.entry(shelf).or_default();
        aside.dismissed = aside.dismissed.saturating_add(1);
        self.commit.aside.insert(shelf, *aside);
    }
}

#[cfg(test)]
mod tests {
    use crate::{Aside, Core, Draft, Host, Pause, Quarantined};
    use domain::ids::ItemId;
    use jiff::{Timestamp, civil::date};
    use std::time::Duration;
    use uuid::Uuid;

    struct Still;

    impl Host for Still {
        fn now(&self) -> Timestamp {
            Timestamp::UNIX_EPOCH
        }

        fn fill(&self, _: &mut [u8]) {}

        fn pause(&self, _: Duration) -> Pause<'_> {
            Box::pin(std::future::ready(()))
        }
    }

    fn held(n: u128, source: Option<u128>, bytes: usize, dismissed: bool) -> Quarantined {
        Quarantined {
            item: ItemId(Uuid::from_u128(n)),
            sha: String::new(),
            alg: String::new(),
            kid: String::new(),
            sealed: vec![0; bytes],
            code: String::new(),
            day: String::new(),
            source: source.map(Uuid::from_u128),
            campaign: None,
            dismissed,
        }
    }

    /// Two tablets' things, one of them in a row that does not say so: whatever order they go in, nothing is noted in the
    /// end, as the proof demands.
    #[test]
    fn rows_of_older_programs_are_taken_off_the_sum() {
        let rows = [
            held(1, None, 100, true),
            held(2, Some(8), 180, false),
            held(3, Some(9), 60, true),
        ];
        for first in 0..rows.len() {
            let mut core = Core::empty(String::new());
            let noted = |bytes, count, dismissed| Aside {
                count,
                bytes,
                dismissed,
            };
            core.aside.insert(Uuid::from_u128(8), noted(180, 1, 0));
            core.aside.insert(Uuid::from_u128(9), noted(160, 2, 2));
            let mut draft = Draft::new(&mut core, &Still, date(2026, 11, 20));
            for n in 0..rows.len() {
                draft.accept_item(&rows[(first + n) % rows.len()], None);
            }
            let left = draft.core.aside.values().copied();
            assert!(
                left.clone().all(|aside| aside == Aside::default()),
                "{first}"
            );
        }
    }
}
