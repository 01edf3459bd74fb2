//! Deciding on the quarantine. Accepting takes the way that taking goes; what is left there is marked, and stays
//! until its time is over.

use crate::{
    Draft, Error, Found, HeldOp, KEPT_PAGE, Org, Quarantined, Source, Tablets, Wanted,
    exchange::Who,
    judge::{Asked, Counted, Judge, campaign_of, count},
    quarantine::{may_enter, may_read, next},
    release::settle,
    ticket::hashes,
};
use domain::{
    Refusal,
    ids::CampaignId,
    quarantine::{Decision, Subject, Verdict},
};
use std::collections::{BTreeSet, HashSet};

impl Org {
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
        self.turn(who, subjects, verdict, None).await
    }

    /// Counts what was kept because nothing opened it, now that the keys with these names do: what its source may bring
    /// without anybody's decision. The rest stays for somebody to decide on.
    ///
    /// # Errors
    /// `Busy`, `Closed`: some of it may be counted.
    pub async fn take_opened(
        &self,
        who: Who,
        tablets: &Tablets,
        kids: &HashSet<String>,
    ) -> Result<(), Error> {
        let unopened = Refusal::UnknownReference.code();
        let mut after = None;
        loop {
            let page = self.log().quarantined(after, false).await?;
            let opened = page
                .iter()
                .filter(|held| held.code == unopened && kids.contains(&held.kid));
            let subjects: Vec<_> = opened.map(Quarantined::subject).collect();
            if !subjects.is_empty() {
                self.turn(who, &subjects, &Verdict::Accepted, Some(tablets))
                    .await?;
            }
            after = next(&page, Quarantined::subject);
            if after.is_none() {
                return Ok(());
            }
        }
    }

    /// Carries out one verdict; with `tablets`, only on what their limits do not forbid.
    async fn turn(
        &self,
        who: Who,
        subjects: &[Subject],
        verdict: &Verdict,
        tablets: Option<&Tablets>,
    ) -> Result<Vec<(Subject, Refusal)>, Error> {
        if subjects.len() > KEPT_PAGE {
            return Err(Error::TooLarge);
        }
        let mut wanted = Wanted {
            held: subjects.to_vec(),
            ..Wanted::default()
        };
        if *verdict == Verdict::Accepted {
            wanted.tickets = self.tickets_of(&wanted).await?;
        }
        let received_at = self.instant();
        let write = self.write(&wanted, |draft, found| {
            let mut turn = Turn {
                org: self,
                draft,
                who,
                verdict,
                tablets,
                received_at: &received_at,
                asked: Asked::with(found.tickets.clone()),
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

    /// Hashes of the tokens that came with items somebody decides on.
    async fn tickets_of(&self, wanted: &Wanted) -> Result<Vec<String>, Error> {
        let found = self.log().look_up(wanted).await?;
        let core = self.read().await?;
        let kept = found.quarantined.iter();
        let contents: Vec<_> = kept
            .filter_map(|held| core.content(self.id, held).ok())
            .collect();
        Ok(hashes(contents.iter()))
    }
}

/// One verdict while it is planned.
struct Turn<'a, 'd> {
    org: &'a Org,
    draft: &'a mut Draft<'d>,
    who: Who,
    verdict: &'a Verdict,
    /// With them an item counts if its source may bring it, else because somebody says so.
    tablets: Option<&'a Tablets>,
    received_at: &'a str,
    asked: Asked,
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
                Verdict::Dismissed(_) => Ok(self.dismiss_item(held)),
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
        // What somebody left aside meanwhile is theirs to take back.
        if self.tablets.is_some() && held.dismissed {
            return Ok(false);
        }
        let counted = self.counted(held)?;
        let campaign = counted.campaign();
        self.campaigns.extend(count(self.draft, counted));
        self.draft.accept_item(held, campaign);
        Ok(true)
    }

    /// What an item counts as.
    fn counted(&mut self, held: &Quarantined) -> Result<Counted, Refusal> {
        let (core, today) = (&*self.draft.core, self.draft.today);
        let content = || core.content(self.org.id, held);
        let Some(tablets) = self.tablets else {
            let source = Source::decided(core, held.source);
            return Judge::decided(&source, &mut self.asked).judge(core, today, content);
        };
        let source = Source::of_kept(core, held.source, tablets).ok_or(Refusal::Forbidden)?;
        Judge::new(&source, &mut self.asked).judge(core, today, content)
    }

    fn dismiss_item(&mut self, held: &Quarantined) -> bool {
        let content = || self.draft.core.content(self.org.id, held);
        // Only rows of older programs do not say whose they are.
        let about = held.source.is_none().then(content).and_then(Result::ok);
        let about = about.as_ref().and_then(campaign_of);
        self.draft.dismiss_item(held, about)
    }

    fn accept_op(&mut self, held: &HeldOp, beside: Vec<HeldOp>) -> Result<bool, Refusal> {
        may_enter(self.draft.core, self.who, held)?;
        self.draft
            .accept_op(held, beside, self.who.role, self.received_at);
        Ok(true)
    }
}
