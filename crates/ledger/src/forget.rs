//! What was refused and is kept aside goes when its time is over: what somebody dismissed, some months after that; what is of
//! a survey whose answers are reduced, with those. What nobody has decided on stays otherwise: refused is not deleted. Of each
//! thing stays what was decided, and the day it went.

use crate::{
    Core, Draft, Error, Found, HeldOp, KEPT_PAGE, Org, Quarantined, Wanted, quarantine::next,
};
use domain::{
    Day,
    ids::CampaignId,
    quarantine::{Subject, Verdict},
    retention::{Removal, Removed, Retention},
};
use std::collections::{HashMap, HashSet};

impl Org {
    /// How much of what is kept aside these periods would remove today.
    ///
    /// # Errors
    /// `Closed`, `Log`.
    pub async fn would_forget(&self, keep: Retention) -> Result<u32, Error> {
        let due = self.forgettable(keep).await?;
        Ok(u32::try_from(due.len()).unwrap_or(u32::MAX))
    }

    /// Removes what these periods remove today.
    ///
    /// # Errors
    /// `Busy`, `Closed`, `Log`; what was removed is.
    pub async fn forget_due(&self, keep: Retention) -> Result<(), Error> {
        let due = self.forgettable(keep).await?;
        for some in due.chunks(KEPT_PAGE) {
            let wanted = Wanted {
                held: some.to_vec(),
                ..Wanted::default()
            };
            let write = self.write(&wanted, |draft, found| {
                forget(draft, some, found, keep);
                Ok::<_, Error>(())
            });
            write.await?;
        }
        Ok(())
    }

    async fn forgettable(&self, keep: Retention) -> Result<Vec<Subject>, Error> {
        let (today, log) = (self.today(), self.log());
        let (mut due, mut dismissed, mut after) = (Vec::new(), HashSet::new(), None);
        loop {
            let page = log.quarantined(after, true).await?;
            let core = self.read().await?;
            for held in &page {
                if of_past_survey(&core, held, keep, today) {
                    due.push(held.subject());
                } else if held.dismissed {
                    dismissed.insert(held.subject());
                }
            }
            drop(core);
            after = next(&page, Quarantined::subject);
            if after.is_none() {
                break;
            }
        }
        let mut after = None;
        loop {
            let page = log.set_aside(after, true).await?;
            let left = page.iter().filter(|held| held.dismissed);
            dismissed.extend(left.map(HeldOp::subject));
            after = next(&page, |held| held.op.id);
            if after.is_none() {
                break;
            }
        }
        if !dismissed.is_empty() {
            let decided = self.decided().await?;
            let goes = |on: &Day| keep.refused_goes(*on, today);
            dismissed.retain(|subject| decided.get(subject).is_some_and(goes));
        }
        due.extend(dismissed);
        due.sort();
        Ok(due)
    }

    /// The day each thing was dismissed, of those last left where they are.
    async fn decided(&self) -> Result<HashMap<Subject, Day>, Error> {
        let (mut decided, mut after) = (HashMap::new(), None);
        loop {
            let page = self.log().decisions(after).await?;
            after = page.last().map(|(subject, _)| subject.clone());
            if after.is_none() {
                return Ok(decided);
            }
            for (subject, made) in page {
                if let Some(last) = made.last()
                    && matches!(last.verdict, Verdict::Dismissed(_))
                {
                    decided.insert(subject, last.on);
                }
            }
        }
    }
}

/// Whether an item came for a survey whose answers are reduced: as far as its row says, it is not opened for this.
fn of_past_survey(core: &Core, held: &Quarantined, keep: Retention, today: Day) -> bool {
    let campaign = held.campaign.or(held.source.map(CampaignId));
    let campaign = campaign.and_then(|id| core.campaign(id));
    campaign.is_some_and(|campaign| keep.answers_go(&campaign, today))
}

fn forget(draft: &mut Draft<'_>, subjects: &[Subject], found: &Found, keep: Retention) {
    let mut count = 0;
    for held in &found.quarantined {
        // Somebody may have decided otherwise meanwhile.
        if held.dismissed || of_past_survey(draft.core, held, keep, draft.today) {
            draft.forget_item(held);
            count += 1;
        }
    }
    let meant = |held: &&HeldOp| held.dismissed && subjects.contains(&held.subject());
    for held in found.held.iter().filter(meant) {
        let beside = found.held.iter().filter(|other| other.op.id == held.op.id);
        draft.forget_op(held, beside.cloned().collect());
        count += 1;
    }
    if count > 0 {
        draft.removed(Removed {
            day: draft.today,
            removal: Removal {
                refused: count,
                ..Removal::default()
            },
        });
    }
}
