//! What the quarantine holds, for a person to look at.

use crate::{
    Decisions, Error, HeldOp, Org, Quarantined, Source, Wanted,
    core::Core,
    exchange::Who,
    judge::{Asked, Judge, campaign_of},
};
use domain::{
    Refusal,
    entity::names,
    ids::{CampaignId, OpId, SessionId},
    quarantine::{Decision, Subject, Verdict},
};
use intake::Payload;
use std::collections::HashMap;
use sync::{
    EntityRef, Scope,
    plan::{Known, check_return},
};

/// Things read at once.
pub const KEPT_PAGE: usize = 200;
/// Bytes of items, or of bodies of operations, read at once: an item with photos is over a MiB.
pub const KEPT_BYTES: usize = 8 * 1024 * 1024;

/// What a page of things that are kept is made of.
pub trait Weighed {
    fn bytes(&self) -> usize;
}

impl Weighed for Quarantined {
    fn bytes(&self) -> usize {
        self.sealed.len()
    }
}

impl Weighed for HeldOp {
    fn bytes(&self) -> usize {
        self.op.body.len()
    }
}

/// Whether nothing more is read into a page: one that is not full is the last.
pub fn is_full(page: &[impl Weighed]) -> bool {
    page.len() >= KEPT_PAGE || page.iter().map(Weighed::bytes).sum::<usize>() >= KEPT_BYTES
}

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
        /// It is sealed to a key that the server does not have.
        unopened: bool,
    },
    Op(HeldOp),
}

/// How much waits for a reader's decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Undecided {
    pub count: u32,
    /// Items among them that no key of the server opens.
    pub unopened: u32,
}

/// What is left aside for good, with the decision that left it there.
pub type LeftAside = Vec<(Kept, Decision)>;

impl Org {
    /// How much waits for a decision of `who`, who may decide. Asked at every exchange: nothing is read while nothing
    /// waits, else the first page of each kind; what no page of [`KEPT_PAGE`] shows is not told apart.
    ///
    /// # Errors
    /// `Log`, `Closed`.
    pub async fn undecided(&self, who: Who) -> Result<Undecided, Error> {
        let count = self.read().await?.undecided_of_all();
        if count == 0 {
            return Ok(Undecided::default());
        }
        let items = self.log().quarantined(None, false).await?;
        let ops = self.log().set_aside(None, false).await?;
        let core = self.read().await?;
        let unopened = items.iter().filter(|held| core.lacks_key(held)).count();
        let others = ops
            .iter()
            .filter(|held| !may_read(&core, who, held.op.entity))
            .count();
        let few = |count| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(Undecided {
            count: count.saturating_sub(few(others)),
            unopened: few(unopened),
        })
    }

    /// What somebody decided to leave aside, of the decisions after `after`, and where to go on. A page of decisions may
    /// have none of these: whoever wants some goes on.
    ///
    /// # Errors
    /// `Log`, `Closed`.
    pub async fn left_aside(
        &self,
        who: Who,
        after: Option<Subject>,
    ) -> Result<(LeftAside, Option<Subject>), Error> {
        let (page, next) = self.decisions(who, after).await?;
        let left = page.into_iter().filter_map(|(subject, mut made)| {
            let last = made.pop()?;
            matches!(last.verdict, Verdict::Dismissed(_)).then_some((subject, last))
        });
        let mut left: HashMap<Subject, Decision> = left.collect();
        let wanted = Wanted {
            held: left.keys().cloned().collect(),
            ..Wanted::default()
        };
        let found = self.log().look_up(&wanted).await?;
        let core = self.read().await?;
        let mut asked = Asked::default();
        let mut told = Vec::new();
        for held in found.quarantined.into_iter().filter(|held| held.dismissed) {
            if let Some(decision) = left.remove(&held.subject()) {
                told.push((self.kept(&core, &mut asked, held), decision));
            }
        }
        for held in found.held.into_iter().filter(|held| held.dismissed) {
            if let Some(decision) = left.remove(&held.subject()) {
                told.push((kept_op(&core, who, held), decision));
            }
        }
        Ok((told, next))
    }

    /// Items after `after`, as many as make a page full ([`is_full`]), and where to go on; with `all`, also those that were dismissed.
    ///
    /// # Errors
    /// `Log`, `Closed`.
    pub async fn quarantined(
        &self,
        after: Option<Subject>,
        all: bool,
    ) -> Result<(Vec<Kept>, Option<Subject>), Error> {
        let page = self.log().quarantined(after, all).await?;
        let next = next(&page, Quarantined::subject);
        let core = self.read().await?;
        let mut asked = Asked::default();
        let kept = page
            .into_iter()
            .map(|held| self.kept(&core, &mut asked, held));
        Ok((kept.collect(), next))
    }

    /// Operations set aside after the id `after`, a page of them less those that `who` may not read, and where to go on.
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
        let next = next(&page, |held| held.op.id);
        let core = self.read().await?;
        let readable = page
            .into_iter()
            .filter(|held| may_read(&core, who, held.op.entity));
        let kept = readable.map(|held| kept_op(&core, who, held));
        Ok((kept.collect(), next))
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
        let last = page.last().filter(|_| page.len() >= KEPT_PAGE);
        let next = last.map(|(subject, _)| subject.clone());
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
        Ok((page, next))
    }

    /// An item as it is told: what it is about, and whether it could be accepted.
    fn kept(&self, core: &Core, asked: &mut Asked, held: Quarantined) -> Kept {
        let content = core.content(self.id, &held);
        let (campaign, session) = match &content {
            Ok(Payload::Note(note)) => (None, Some(note.session)),
            Ok(payload) => (campaign_of(payload), None),
            Err(_) => (None, None),
        };
        let source = Source::decided(core, held.source);
        let mut judge = Judge::decided(&source, asked);
        let hindrance = judge.judge(core, self.today(), || content).err();
        let thing = Thing::Item {
            unopened: core.lacks_key(&held),
            held,
            campaign,
            session,
        };
        Kept { thing, hindrance }
    }
}

fn kept_op(core: &Core, who: Who, held: HeldOp) -> Kept {
    Kept {
        hindrance: may_enter(core, who, &held).err(),
        thing: Thing::Op(held),
    }
}

/// Where to go on after a page; none after the last.
pub(crate) fn next<T: Weighed, K>(page: &[T], key: impl Fn(&T) -> K) -> Option<K> {
    page.last().filter(|_| is_full(page)).map(key)
}

/// Whether `who` may see operations on a record: whoever may pull its scope, or is named in the report.
pub(crate) fn may_read(core: &Core, who: Who, at: EntityRef) -> bool {
    let named = || {
        let record = core.state.get(at);
        record.is_some_and(|record| names(at.kind, &record.values(), who.person))
    };
    who.may_read(Scope::of(at.kind)).is_ok() || named()
}

/// Whether an operation may be in the log if `who` says so.
pub(crate) fn may_enter(core: &Core, who: Who, held: &HeldOp) -> Result<(), Refusal> {
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
