//! Answers whose time is over: what they say in words is removed from the log, from what waits and from where photos are
//! kept; a record of the server's says so in the same transaction. Place by place and a batch at a time: whoever stops
//! half-way goes on from there.

use crate::{Core, Draft, Error, Found, Org, OwnOp, Waiting, Wanted};
use domain::{
    Day,
    answer::{Answer, Place, ReleasedAnswer, Survey},
    attachment::FileHash,
    campaign::Campaign,
    day::quarter,
    entity::{self, EntityKind},
    erasure::{Erasure, ROWS_MAX, Row, Rows, reduce},
    ids::{AnswerId, DeviceId, OpId, PersonId},
    retention::{Removal, Removed, Retention},
    session::Session,
};
use std::collections::BTreeSet;
use sync::{Body, EntityRef, Stored, hash, plan::Known};
use uuid::Uuid;

impl Org {
    /// How many answers still hold something that these periods would remove today.
    ///
    /// # Errors
    /// `Closed`, `Log`.
    pub async fn would_reduce(&self, keep: Retention) -> Result<u32, Error> {
        let core = self.read().await?;
        let today = self.today();
        let count = |place: Place| speaking(&core, &place).count() + waiting(&core, &place).count();
        let sum: usize = due(&core, keep, today).into_iter().map(count).sum();
        Ok(u32::try_from(sum).unwrap_or(u32::MAX))
    }

    /// Reduces all answers that these periods remove today.
    ///
    /// # Errors
    /// `Busy`, `Closed`, `Log`; what was reduced is.
    pub async fn reduce_due(&self, keep: Retention) -> Result<(), Error> {
        let due = due(&*self.read().await?, keep, self.today());
        for place in due {
            let mut last = None;
            loop {
                let batch = self.reduce_some(&place).await?;
                if batch.is_none() {
                    break;
                }
                if batch == last {
                    tracing::error!(?place, "answers past their time could not be reduced");
                    break;
                }
                last = batch;
            }
        }
        Ok(())
    }

    /// One batch of a place; none when nothing is left.
    async fn reduce_some(&self, place: &Place) -> Result<Option<Batch>, Error> {
        let (wanted, waited, photos) = {
            let core = self.read().await?;
            let batch: Vec<_> = speaking(&core, place).take(ROWS_MAX).collect();
            let waited: BTreeSet<Uuid> = waiting(&core, place).map(|one| one.id).collect();
            if batch.is_empty() && waited.is_empty() {
                return Ok(None);
            }
            let made_by = batch.iter().filter_map(|(at, _)| made_by(&core, *at));
            let wanted = Wanted {
                ops: made_by.collect(),
                ..Wanted::default()
            };
            (wanted, waited, only_theirs(&core, place, &batch))
        };
        // Before the answers: killed in between, they still say which are left to remove.
        for sha in photos {
            self.photos.remove(sha).await?;
        }
        let received_at = self.instant();
        let write = self.write(&wanted, |draft, found| {
            reduce_found(draft, place, (found, &waited), &received_at);
            Ok::<_, Error>(())
        });
        write.await?;
        Ok(Some((wanted.ops, waited)))
    }
}

/// What made the answers of the log, and which answers waited: what comes meanwhile is of the next batch.
type Batch = (Vec<OpId>, BTreeSet<Uuid>);

/// Places of answers that are past their time.
fn due(core: &Core, keep: Retention, today: Day) -> Vec<Place> {
    let waits = core.waiting.iter().map(|waiting| &waiting.answer.place);
    let places: BTreeSet<&Place> = core.index.places().chain(waits).collect();
    let asked = core.all::<Campaign>(EntityKind::Campaign);
    let asked = asked.filter_map(|(_, campaign)| {
        let session = core.session(campaign.session)?;
        Some((campaign, session))
    });
    let asked: Vec<(Campaign, Session)> = asked.collect();
    let goes = |place: &&Place| match place {
        Place::Campaign(id) => {
            let campaign = core.campaign(*id);
            campaign.is_some_and(|campaign| keep.answers_go(&campaign, today))
        }
        // It does not say whose answers are in it: it waits for every survey that may have given some.
        Place::Pool { .. } => {
            let asked = asked.iter().filter(|one| may_be_of(place, one));
            let asked = asked.map(|(campaign, _)| campaign);
            let day = day_of(core, place);
            day.is_some_and(|day| keep.pooled_go(day, asked, today))
        }
    };
    places.into_iter().filter(goes).cloned().collect()
}

/// Whether answers to a survey may be in a pool.
fn may_be_of(place: &Place, (campaign, session): &(Campaign, Session)) -> bool {
    let Place::Pool {
        service,
        quarter: during,
        survey,
    } = place
    else {
        return false;
    };
    let of = Survey {
        questionnaire: campaign.questionnaire.key.clone(),
        stakeholder: campaign.stakeholder,
    };
    (session.service, quarter(session.ends)) == (*service, during.clone())
        && survey.as_ref().is_none_or(|survey| *survey == of)
}

/// The day that the answers of a pool have in common.
fn day_of(core: &Core, place: &Place) -> Option<Day> {
    let released = core.index.answers(place).iter();
    let mut released =
        released.filter_map(|id| core.record::<ReleasedAnswer>(EntityKind::Answer, id.0));
    let mut waits = core.waiting.iter().map(|waiting| &waiting.answer);
    let released = released.next().map(|answer| answer.day);
    released.or_else(|| Some(waits.find(|answer| answer.place == *place)?.day))
}

/// Answers of the log that still say something, as they are.
fn speaking<'a>(
    core: &'a Core,
    place: &Place,
) -> impl Iterator<Item = (EntityRef, ReleasedAnswer)> + use<'a> {
    let all = core.index.answers(place).iter();
    all.filter_map(|AnswerId(id)| {
        let (kind, id) = (EntityKind::Answer, *id);
        let answer: ReleasedAnswer = core.record(kind, id)?;
        reduce(&answer).map(|_| (EntityRef { kind, id }, answer))
    })
}

/// The same of those that wait for their group.
fn waiting<'a>(core: &'a Core, place: &'a Place) -> impl Iterator<Item = &'a Waiting> {
    let waits = core.waiting.iter();
    waits.filter(move |one| one.answer.place == *place && reduce(&one.answer).is_some())
}

fn made_by(core: &Core, at: EntityRef) -> Option<OpId> {
    Some(core.state.get(at)?.history.first()?.by.op)
}

fn photos(answer: &ReleasedAnswer) -> impl Iterator<Item = FileHash> {
    answer.answers.values().filter_map(|one| match one {
        Answer::Photo(photo) => Some(photo.sha256),
        _ => None,
    })
}

/// Photos that are named by answers of a batch, or by those that wait at its place, and by no other answer.
fn only_theirs(
    core: &Core,
    place: &Place,
    batch: &[(EntityRef, ReleasedAnswer)],
) -> BTreeSet<FileHash> {
    let own = batch.iter().map(|(_, answer)| answer);
    let own = own.chain(waiting(core, place).map(|waiting| &waiting.answer));
    let mut theirs: BTreeSet<FileHash> = own.flat_map(photos).collect();
    if theirs.is_empty() {
        return theirs;
    }
    let ids: BTreeSet<_> = batch.iter().map(|(at, _)| at.id).collect();
    for (id, other) in core.all::<ReleasedAnswer>(EntityKind::Answer) {
        if !ids.contains(&id) {
            photos(&other).for_each(|sha| _ = theirs.remove(&sha));
        }
    }
    let others = core.waiting.iter();
    for other in others.filter(|waiting| waiting.answer.place != *place) {
        photos(&other.answer).for_each(|sha| _ = theirs.remove(&sha));
    }
    theirs
}

/// Reduces what was found of a batch, as far as nobody else has, and what waits at its place.
fn reduce_found(
    draft: &mut Draft<'_>,
    place: &Place,
    (found, waited): (&Found, &BTreeSet<Uuid>),
    received_at: &str,
) {
    let known = found.ops.values().flatten();
    let mut rows: Vec<Stored> = known
        .filter_map(|known| match known {
            Known::Logged(stored) => reduced(stored),
            Known::SetAside { .. } => None,
        })
        .collect();
    rows.sort_by_key(|stored| stored.stamp.seq);
    let waited = reduce_waiting(draft, place, waited);
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX) + waited;
    if count == 0 {
        return;
    }
    draft.removed(Removed {
        day: draft.today,
        removal: Removal {
            answers: count,
            ..Removal::default()
        },
    });
    if rows.is_empty() {
        return;
    }
    let line = |stored: &Stored| Row {
        seq: stored.stamp.seq,
        sha256: FileHash(hash::bytes(&stored.op.body)),
    };
    let erasure = Erasure {
        place: place.clone(),
        day: draft.today,
        rows: Rows(rows.iter().map(line).collect()),
    };
    draft.reduce(place, rows);
    let op = OwnOp {
        device: DeviceId::SERVER,
        actor: PersonId::SERVER,
        entity: EntityRef {
            kind: EntityKind::Erasure,
            id: draft.host.random_id(),
        },
        base: None,
        body: Body::Create {
            fields: entity::fields(&erasure),
        },
        received_at: received_at.to_owned(),
    };
    draft.own(vec![op]);
}

/// An operation that made an answer, without what it says; none when it says nothing.
fn reduced(stored: &Stored) -> Option<Stored> {
    let Ok(Body::Create { fields }) = Body::decode(&stored.op) else {
        return None;
    };
    let answer = reduce(&entity::read(&fields).ok()?)?;
    let body = Body::Create {
        fields: entity::fields(&answer),
    };
    Some(Stored {
        op: stored.op.reduced(&body),
        ..stored.clone()
    })
}

/// What waits is beside the log: it is put there anew. Answers how many said something.
fn reduce_waiting(draft: &mut Draft<'_>, place: &Place, these: &BTreeSet<Uuid>) -> u32 {
    if !waiting(draft.core, place).any(|one| these.contains(&one.id)) {
        return 0;
    }
    let mut count = 0;
    for mut waiting in draft.stop_waiting(place) {
        let ours = these.contains(&waiting.id);
        if let Some(answer) = reduce(&waiting.answer).filter(|_| ours) {
            waiting.answer = answer;
            count += 1;
        }
        waiting.id = draft.host.random_id();
        draft.wait(waiting);
    }
    count
}
