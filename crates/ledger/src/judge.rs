//! What a payload counts as, or why it cannot be counted; and counting it.

use crate::{
    Core, Draft, OwnOp, Seat, Source, Ticket, Waiting, instant,
    late::{takes_from_links, takes_late},
    photos::{Kept, named},
    ticket::token_hash,
};
use domain::{
    Day, Refusal,
    answer::{Channel, Place, ReleasedAnswer},
    campaign::{Campaign, Privacy},
    entity::EntityKind,
    ids::{CampaignId, DeviceId, OpId, PersonId},
    questionnaire::{Questionnaire, check_answers},
};
use intake::{Note, Payload};
use jiff::ToSpan as _;
use std::{collections::HashMap, sync::Arc};
use sync::{Body, EntityRef, fold::Entity};

/// What a payload counts as.
pub(crate) enum Counted {
    /// With the seat that it fills, if it came with a token, and the photos that it names.
    Answer(CampaignId, Box<ReleasedAnswer>, Option<Seat>, Vec<Kept>),
    Declined {
        campaign: CampaignId,
        day: Day,
        abandoned: bool,
    },
    Note(DeviceId, Note),
}

/// Judges what one source brings.
pub(crate) struct Judge<'a> {
    pub(crate) source: &'a Source,
    /// Somebody decided that it may count, whoever brought it and when.
    decided: bool,
    asked: &'a mut Asked,
}

/// What is asked for in one turn: campaigns, of which it changes none (reading one from its fields takes longer than
/// judging an item), and tokens.
#[derive(Default)]
pub(crate) struct Asked {
    campaigns: HashMap<CampaignId, Option<Arc<Known>>>,
    tickets: HashMap<String, Ticket>,
}

/// A campaign and what it asks.
struct Known {
    campaign: Campaign,
    questionnaire: Option<Questionnaire>,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(source: &'a Source, asked: &'a mut Asked) -> Self {
        Self {
            source,
            decided: false,
            asked,
        }
    }

    pub(crate) fn decided(source: &'a Source, asked: &'a mut Asked) -> Self {
        Self {
            decided: true,
            ..Self::new(source, asked)
        }
    }

    /// What something counts as on the day `today`. Its content is asked for after its source: what a source may not bring
    /// is set aside for that, whether it can be opened or not.
    pub(crate) fn judge(
        &mut self,
        core: &Core,
        today: Day,
        content: impl FnOnce() -> Result<Payload, Refusal>,
    ) -> Result<Counted, Refusal> {
        if matches!(self.source, Source::Revoked(_)) {
            return Err(Refusal::DeviceRevoked);
        }
        match content()? {
            Payload::Declined {
                campaign,
                abandoned,
                day,
            } => {
                let known = self.admitted(core, campaign, (day, today))?;
                Ok(Counted::Declined {
                    campaign,
                    day: self.believable(day, today, &known.campaign),
                    abandoned,
                })
            }
            Payload::Note(note) => self.note(core, note),
            Payload::Answers {
                campaign: id,
                questionnaire,
                day,
                lang,
                channel,
                answers,
                token,
                photos,
            } => {
                let known = self.admitted(core, id, (day, today))?;
                let campaign = &known.campaign;
                if questionnaire != campaign.questionnaire {
                    return Err(Refusal::UnknownReference);
                }
                let typed = matches!(channel, Channel::Paper | Channel::Phone);
                if typed && !self.decided && !self.source.may_type() {
                    return Err(Refusal::TypedByLink);
                }
                let definition = known.questionnaire.as_ref();
                let definition = definition.ok_or(Refusal::UnknownReference)?;
                check_answers(definition, &answers).map_err(|(_, refusal)| refusal)?;
                let photos = named(&answers, photos)?;
                let ticket = self.ticket(id, token.as_deref())?;
                let named = campaign.privacy == Privacy::Nominatif;
                let answer = ReleasedAnswer {
                    place: Place::Campaign(id),
                    questionnaire,
                    day: self.believable(day, today, campaign),
                    lang,
                    channel: self.source.channel(channel),
                    test: campaign.test,
                    contact: ticket.filter(|_| named).and_then(|ticket| ticket.contact),
                    answers,
                    gone: Vec::new(),
                    excluded: None,
                };
                let seat = ticket.map(|ticket| ticket.seat);
                Ok(Counted::Answer(id, Box::new(answer), seat, photos))
            }
        }
    }

    /// Whether there is such a campaign.
    pub(crate) fn knows(&mut self, core: &Core, id: CampaignId) -> bool {
        self.asked.known(core, id).is_some()
    }

    /// The day of an answer. A clock that runs ahead must not put answers into the future, and a device's wrong clock must
    /// not mark the answers it brings; files hold days from before the campaign.
    fn believable(&self, day: Day, today: Day, campaign: &Campaign) -> Day {
        let early = *self.source != Source::Team && day < campaign.opens;
        if early || day > today.saturating_add(1.day()) {
            campaign.closes.min(today)
        } else {
            day
        }
    }

    /// The campaign, if this source may bring answers of `day` for it `today`.
    fn admitted(
        &mut self,
        core: &Core,
        id: CampaignId,
        (day, today): (Day, Day),
    ) -> Result<Arc<Known>, Refusal> {
        let known = self.asked.known(core, id);
        let known = known.ok_or(Refusal::UnknownReference)?;
        let campaign = &known.campaign;
        match self.source {
            _ if self.decided => Ok(known),
            Source::Limited(_, only) if !only.contains(&id) => Err(Refusal::NotForThisTablet),
            source if source.link().is_some_and(|own| own != id) => Err(Refusal::Forbidden),
            Source::Link(_) | Source::OneUse(_) | Source::Typing(_)
                if !takes_from_links(campaign, today)
                    && !takes_late(core, id, campaign, (day, today)) =>
            {
                Err(Refusal::CampaignClosed)
            }
            _ => Ok(known),
        }
    }

    /// What a token is for, whose seat is filled from here on. Somebody may decide that a double counts too, or what came with a
    /// token that nobody knows.
    fn ticket(&mut self, id: CampaignId, token: Option<&str>) -> Result<Option<Ticket>, Refusal> {
        let Some(token) = token else {
            let needed = matches!(self.source, Source::OneUse(_)) && !self.decided;
            return if needed {
                Err(Refusal::LinkUnknown)
            } else {
                Ok(None)
            };
        };
        let ticket = self.asked.tickets.get(&token_hash(token));
        match ticket.filter(|ticket| ticket.seat.campaign == id) {
            None if self.decided => Ok(None),
            None => Err(Refusal::LinkUnknown),
            Some(ticket) if ticket.spent && !self.decided => Err(Refusal::LinkSpent),
            Some(ticket) => {
                let ticket = *ticket;
                self.asked.spend(ticket.seat);
                Ok(Some(ticket))
            }
        }
    }

    fn note(&mut self, core: &Core, note: Note) -> Result<Counted, Refusal> {
        let device = self.source.tablet().ok_or(Refusal::Forbidden)?;
        let session = core.session(note.session);
        let mut session = session.ok_or(Refusal::UnknownReference)?;
        if let Source::Limited(_, only) = self.source {
            let mut campaigns = only.iter().filter_map(|id| core.campaign(*id));
            let ours = campaigns.any(|campaign| campaign.session == note.session);
            ours.then_some(()).ok_or(Refusal::NotForThisTablet)?;
        }
        (session.headcount, session.absent) = (note.headcount, note.absent);
        session.check()?;
        Ok(Counted::Note(device, note))
    }
}

impl Asked {
    pub(crate) fn with(tickets: HashMap<String, Ticket>) -> Self {
        Self {
            tickets,
            ..Self::default()
        }
    }

    fn known(&mut self, core: &Core, id: CampaignId) -> Option<Arc<Known>> {
        let read = || {
            let campaign = core.campaign(id)?;
            let questionnaire = core.questionnaire(&campaign.questionnaire);
            Some(Arc::new(Known {
                campaign,
                questionnaire,
            }))
        };
        self.campaigns.entry(id).or_insert_with(read).clone()
    }

    /// No token of this seat counts again in this turn.
    fn spend(&mut self, seat: Seat) {
        for ticket in self.tickets.values_mut().filter(|known| known.seat == seat) {
            ticket.spent = true;
        }
    }
}

impl Counted {
    /// The campaign it counts for.
    pub(crate) fn campaign(&self) -> Option<CampaignId> {
        match self {
            Counted::Answer(campaign, ..) | Counted::Declined { campaign, .. } => Some(*campaign),
            Counted::Note(..) => None,
        }
    }
}

/// The campaign that a payload is about.
pub(crate) fn campaign_of(payload: &Payload) -> Option<CampaignId> {
    match payload {
        Payload::Answers { campaign, .. } | Payload::Declined { campaign, .. } => Some(*campaign),
        Payload::Note(_) => None,
    }
}

/// Counts it; answers the campaign that has another answer waiting.
pub(crate) fn count(draft: &mut Draft<'_>, counted: Counted) -> Option<CampaignId> {
    match counted {
        Counted::Answer(campaign, answer, seat, photos) => {
            draft.spend(seat);
            draft.photos.extend(photos);
            draft.count(campaign, |tally| tally.received += 1);
            let waiting = Waiting {
                id: draft.host.random_id(),
                campaign,
                answer: *answer,
            };
            draft.wait(waiting);
            Some(campaign)
        }
        Counted::Declined {
            campaign,
            abandoned,
            ..
        } => {
            draft.count(campaign, |tally| {
                if abandoned {
                    tally.abandoned += 1;
                } else {
                    tally.refused += 1;
                }
            });
            None
        }
        Counted::Note(device, note) => {
            correct(draft, device, &note);
            None
        }
    }
}

/// What a trainer corrects on a tablet becomes operations on the session.
fn correct(draft: &mut Draft<'_>, device: DeviceId, note: &Note) {
    let at = EntityRef {
        kind: EntityKind::Session,
        id: note.session.0,
    };
    let Some(entity) = draft.core.state.get(at) else {
        return;
    };
    let values = entity.values();
    let received_at = instant(draft.host.now());
    let counts = [
        (
            "headcount",
            note.headcount,
            note.seen.map(|seen| seen.headcount),
        ),
        ("absent", note.absent, note.seen.map(|seen| seen.absent)),
    ];
    // A figure of this tablet's earlier note is its own to take back: the later one stands in that one's place on the
    // tablet, and so tells what was seen before either.
    let own = |field: &str| {
        let current = entity.fields.get(field);
        current.is_some_and(|current| current.by.tablet == Some(device))
    };
    let changed = counts.into_iter().filter(|(field, count, seen)| {
        (own(field) || *seen != Some(*count)) && values.get(*field) != Some(&(*count).into())
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
    draft.own(ops);
}

/// The version a tablet's figure is an edit of. None where the team has changed the field since the tablet saw it: both
/// values then stay visible until somebody decides. Tablets' own notes follow each other.
fn base(entity: &Entity, field: &str, seen: Option<u32>) -> Option<OpId> {
    let current = entity.fields.get(field)?;
    let known = seen.is_none_or(|seen| current.value == seen);
    (known || current.by.actor == PersonId::SERVER).then_some(current.by.op)
}
