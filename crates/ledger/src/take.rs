//! Planning a batch: what each item is, whether it counts, and its receipt. Nothing is ever dropped: what cannot be
//! counted is kept in quarantine with the reason.

use crate::{
    Core, Draft, Error, Found, ItemTrace, Org, OwnOp, Quarantined, Waiting, Wanted, instant,
    late::{takes_from_links, takes_late},
    release::settle,
};
use domain::{
    Day, Refusal,
    answer::{Channel, Place, ReleasedAnswer},
    campaign::Campaign,
    entity::EntityKind,
    ids::{CampaignId, DeviceId, ItemId, OpId, PersonId},
    questionnaire::{Questionnaire, check_answers},
};
use intake::{
    Note, Payload,
    wire::{BATCH_ITEMS_MAX, Item, ItemStatus, Receipt},
};
use jiff::ToSpan as _;
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use sync::{Body, EntityRef, fold::Entity};
use uuid::Uuid;

/// An item with what opening it gave.
pub struct Arrived {
    pub item: Item,
    /// SHA-256 (hex) of the sealed bytes.
    pub sha: String,
    pub content: Result<Payload, Refusal>,
}

/// Who brings answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// An enrolled tablet.
    Tablet(DeviceId),
    /// Whoever holds a campaign's public link.
    Link(CampaignId),
    /// Somebody of the team who may import answers, or the example data.
    Team,
}

impl Org {
    /// Opens what a device delivered, about a tenth of a millisecond an item.
    ///
    /// # Errors
    /// `TooLarge`.
    pub fn opened(&self, items: Vec<Item>) -> Result<Vec<Arrived>, Error> {
        if items.len() > BATCH_ITEMS_MAX {
            return Err(Error::TooLarge);
        }
        Ok(self.keys.open(&self.id.to_string(), items))
    }

    /// Takes a batch; one receipt per item, in order, given once all of it is on disk.
    ///
    /// # Errors
    /// `Busy`, `Closed`: nothing of the batch was taken.
    pub async fn take(&self, source: Source, arrived: &[Arrived]) -> Result<Vec<Receipt>, Error> {
        let wanted = Wanted {
            items: arrived.iter().map(|arrived| arrived.item.id).collect(),
            ..Wanted::default()
        };
        let write = self.write(&wanted, |draft, found| {
            Ok(take(draft, found, arrived, source))
        });
        write.await
    }
}

/// The state of one batch while it is planned.
struct Batch<'a, 'd> {
    draft: &'a mut Draft<'d>,
    source: Source,
    traces: HashMap<ItemId, ItemTrace>,
    /// Campaigns asked for: reading one from its fields takes longer than judging an item.
    known: HashMap<CampaignId, Option<Arc<Known>>>,
    /// Campaigns that got something.
    campaigns: BTreeSet<CampaignId>,
}

/// A campaign and what it asks.
struct Known {
    campaign: Campaign,
    questionnaire: Option<Questionnaire>,
}

/// Plans the whole batch.
fn take(draft: &mut Draft<'_>, found: &Found, arrived: &[Arrived], source: Source) -> Vec<Receipt> {
    let mut batch = Batch {
        draft,
        source,
        traces: found.items.clone(),
        known: HashMap::new(),
        campaigns: BTreeSet::new(),
    };
    let receipts = arrived.iter().map(|arrived| batch.take(arrived)).collect();
    for campaign in std::mem::take(&mut batch.campaigns) {
        settle(batch.draft, campaign);
    }
    receipts
}

impl Batch<'_, '_> {
    fn take(&mut self, arrived: &Arrived) -> Receipt {
        if arrived.content == Err(Refusal::TooLong) {
            return receipt(arrived, ItemStatus::Rejected, Some(Refusal::TooLong.code()));
        }
        match self.traces.get(&arrived.item.id) {
            Some(trace) if trace.sha == arrived.sha => match &trace.code {
                None => receipt(arrived, ItemStatus::Duplicate, None),
                Some(code) => receipt(arrived, ItemStatus::Quarantined, Some(code)),
            },
            Some(trace) => {
                let trace = trace.clone();
                self.other_bytes(arrived, trace)
            }
            None => self.first(arrived),
        }
    }

    fn first(&mut self, arrived: &Arrived) -> Receipt {
        let judged = arrived
            .content
            .clone()
            .and_then(|payload| self.judge(payload));
        let (status, code) = match judged {
            Ok(()) => (ItemStatus::Received, None),
            Err(refusal) if self.set_aside(arrived, refusal) => {
                (ItemStatus::Quarantined, Some(refusal.code()))
            }
            Err(_) => return no_room(arrived),
        };
        let trace = ItemTrace {
            sha: arrived.sha.clone(),
            code: code.map(str::to_owned),
            others: Vec::new(),
        };
        self.remember(arrived.item.id, trace);
        receipt(arrived, status, code)
    }

    /// The same id with other bytes: both are kept, and somebody must look.
    fn other_bytes(&mut self, arrived: &Arrived, mut trace: ItemTrace) -> Receipt {
        let refusal = Refusal::AlreadyExists;
        if !trace.others.contains(&arrived.sha) {
            tracing::error!(item = %arrived.item.id, "an item came again with other bytes");
            if !self.set_aside(arrived, refusal) {
                return no_room(arrived);
            }
            trace.others.push(arrived.sha.clone());
            self.remember(arrived.item.id, trace);
        }
        receipt(arrived, ItemStatus::Quarantined, Some(refusal.code()))
    }

    fn remember(&mut self, item: ItemId, trace: ItemTrace) {
        self.traces.insert(item, trace.clone());
        self.draft.trace(item, trace);
    }

    /// Keeps an item that is not counted; false when there is no room: it stays on its device.
    fn set_aside(&mut self, arrived: &Arrived, refusal: Refusal) -> bool {
        let held = Quarantined {
            item: arrived.item.id,
            sha: arrived.sha.clone(),
            alg: arrived.item.alg.clone(),
            kid: arrived.item.kid.clone(),
            sealed: arrived.item.sealed.clone(),
            code: refusal.code().to_owned(),
            day: self.draft.today.to_string(),
        };
        if !self.draft.quarantine(self.source.id(), held) {
            return false;
        }
        let campaign = match &arrived.content {
            Ok(Payload::Answers { campaign, .. } | Payload::Declined { campaign, .. }) => {
                Some(*campaign)
            }
            _ => None,
        };
        tracing::warn!(code = refusal.code(), ?campaign, "an item was set aside");
        if let Some(campaign) = campaign.filter(|id| self.known(*id).is_some()) {
            self.draft.count(campaign, |tally| tally.quarantined += 1);
        }
        true
    }

    /// Counts a payload, or says why it cannot be.
    fn judge(&mut self, payload: Payload) -> Result<(), Refusal> {
        match payload {
            Payload::Declined {
                campaign,
                abandoned,
                day,
            } => {
                self.admitted(campaign, day)?;
                self.draft.count(campaign, |tally| {
                    if abandoned {
                        tally.abandoned += 1;
                    } else {
                        tally.refused += 1;
                    }
                });
                Ok(())
            }
            Payload::Note(note) => self.note(&note),
            Payload::Answers { .. } => self.answers(payload),
        }
    }

    fn answers(&mut self, payload: Payload) -> Result<(), Refusal> {
        let Payload::Answers {
            campaign: id,
            questionnaire,
            day,
            lang,
            channel,
            answers,
        } = payload
        else {
            return Err(Refusal::UnknownKind);
        };
        let known = self.admitted(id, day)?;
        let campaign = &known.campaign;
        if questionnaire != campaign.questionnaire {
            return Err(Refusal::UnknownReference);
        }
        let definition = known.questionnaire.as_ref();
        let definition = definition.ok_or(Refusal::UnknownReference)?;
        check_answers(definition, &answers).map_err(|(_, refusal)| refusal)?;
        let answer = ReleasedAnswer {
            place: Place::Campaign(id),
            questionnaire,
            day: self.believable(day, campaign),
            lang,
            channel: self.source.channel(channel),
            test: campaign.test,
            answers,
            excluded: None,
        };
        self.draft.count(id, |tally| tally.received += 1);
        let waiting = Waiting {
            id: self.draft.host.random_id(),
            campaign: id,
            answer,
        };
        self.draft.wait(waiting);
        self.campaigns.insert(id);
        Ok(())
    }

    /// The day of an answer. A clock that runs ahead must not put answers into the future, and a device's wrong clock must
    /// not mark the answers it brings; files hold days from before the campaign.
    fn believable(&self, day: Day, campaign: &Campaign) -> Day {
        let today = self.draft.today;
        let early = self.source != Source::Team && day < campaign.opens;
        if early || day > today.saturating_add(1.day()) {
            campaign.closes.min(today)
        } else {
            day
        }
    }

    /// The campaign, if this source may bring answers of `day` for it now.
    fn admitted(&mut self, id: CampaignId, day: Day) -> Result<Arc<Known>, Refusal> {
        let known = self.known(id).ok_or(Refusal::UnknownReference)?;
        let campaign = &known.campaign;
        let today = self.draft.today;
        match self.source {
            Source::Link(own) if own != id => Err(Refusal::Forbidden),
            Source::Link(_)
                if !takes_from_links(campaign, today)
                    && !takes_late(self.draft.core, id, campaign, (day, today)) =>
            {
                Err(Refusal::CampaignClosed)
            }
            _ => Ok(known),
        }
    }

    /// A campaign and what it asks, read once a batch: nothing of a batch changes either.
    fn known(&mut self, id: CampaignId) -> Option<Arc<Known>> {
        let core = &*self.draft.core;
        let read = || {
            let campaign = core.campaign(id)?;
            let questionnaire = core.questionnaire(&campaign.questionnaire);
            Some(Arc::new(Known {
                campaign,
                questionnaire,
            }))
        };
        self.known.entry(id).or_insert_with(read).clone()
    }

    /// What a trainer corrects on a tablet becomes operations on the session.
    fn note(&mut self, note: &Note) -> Result<(), Refusal> {
        let Source::Tablet(device) = self.source else {
            return Err(Refusal::Forbidden);
        };
        let core: &Core = self.draft.core;
        let session = core.session(note.session);
        let mut session = session.ok_or(Refusal::UnknownReference)?;
        (session.headcount, session.absent) = (note.headcount, note.absent);
        session.check()?;
        let at = EntityRef {
            kind: EntityKind::Session,
            id: note.session.0,
        };
        let entity = core.state.get(at).ok_or(Refusal::UnknownReference)?;
        let values = entity.values();
        let received_at = instant(self.draft.host.now());
        let counts = [
            (
                "headcount",
                note.headcount,
                note.seen.map(|seen| seen.headcount),
            ),
            ("absent", note.absent, note.seen.map(|seen| seen.absent)),
        ];
        let changed = counts.into_iter().filter(|(field, count, seen)| {
            *seen != Some(*count) && values.get(*field) != Some(&(*count).into())
        });
        let ops = changed.map(|(field, count, seen)| OwnOp {
            device,
            actor: PersonId::SERVER,
            entity: at,
            base: base(entity, field, seen),
            body: Body::Set {
                field: field.to_owned(),
                value: count.into(),
            },
            received_at: received_at.clone(),
        });
        let ops = ops.collect();
        self.draft.own(ops);
        Ok(())
    }
}

impl Source {
    /// Whose refused items are counted together: a tablet's, or all of one public link's. Never one person's.
    fn id(self) -> Uuid {
        match self {
            Source::Tablet(device) => device.0,
            Source::Link(campaign) => campaign.0,
            Source::Team => DeviceId::SERVER.0,
        }
    }

    /// How answers really came; devices only claim it.
    fn channel(self, claimed: Channel) -> Channel {
        match self {
            Source::Tablet(_) => Channel::Tablet,
            Source::Link(_) => Channel::Link,
            Source::Team => claimed,
        }
    }
}

/// The version a tablet's figure is an edit of. None where the team has changed the field since the tablet saw it: both
/// values then stay visible until somebody decides. Tablets' own notes follow each other.
fn base(entity: &Entity, field: &str, seen: Option<u32>) -> Option<OpId> {
    let current = entity.fields.get(field)?;
    let known = seen.is_none_or(|seen| current.value == seen);
    (known || current.by.actor == PersonId::SERVER).then_some(current.by.op)
}

fn no_room(arrived: &Arrived) -> Receipt {
    let code = Refusal::QuarantineFull.code();
    receipt(arrived, ItemStatus::Rejected, Some(code))
}

fn receipt(arrived: &Arrived, status: ItemStatus, code: Option<&str>) -> Receipt {
    Receipt {
        id: arrived.item.id,
        status,
        sha256: arrived.sha.clone(),
        code: code.map(str::to_owned),
    }
}
