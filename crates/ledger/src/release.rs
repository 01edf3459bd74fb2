//! Releasing waiting answers into the log: without device, order or time, in groups.

use crate::{Draft, OwnOp, Waiting};
use domain::{
    answer::{Place, Survey},
    campaign::{Campaign, CampaignStatus},
    day::{first_of_quarter, quarter},
    entity::{self, EntityKind},
    ids::{CampaignId, DeviceId, PersonId},
};
use intake::release::{self, Group, Moment, Step};
use sync::{Body, EntityRef};
use uuid::Uuid;

/// Does what is due for a campaign after something changed: releases its waiting answers, pools them, or lets them wait.
pub(crate) fn settle(draft: &mut Draft<'_>, id: CampaignId) {
    let Some(campaign) = draft.core.campaign(id) else {
        return;
    };
    let place = Place::Campaign(id);
    let moment = match campaign.status {
        CampaignStatus::Open => Moment::Open,
        CampaignStatus::Closed if draft.closes(id) => Moment::Closing,
        CampaignStatus::Closed => Moment::Closed,
    };
    let group = group(draft, &place);
    match release::campaign(group, campaign.privacy, moment, campaign.test) {
        Step::Wait => {}
        Step::Release => release(draft, &place),
        Step::Pool => pool(draft, &campaign, &place),
    }
}

fn group(draft: &Draft<'_>, place: &Place) -> Group {
    let waiting = draft.core.waiting.iter();
    let waiting = waiting.filter(|w| w.answer.place == *place).count();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Group {
        waiting: count(waiting),
        released: count(draft.core.index.answers(place).len()),
    }
}

fn pool(draft: &mut Draft<'_>, campaign: &Campaign, from: &Place) {
    let Some(session) = draft.core.session(campaign.session) else {
        return;
    };
    let place = Place::Pool {
        service: session.service,
        quarter: quarter(session.ends),
        // One company among beneficiaries would be no group: each survey has its own.
        survey: Some(Survey {
            questionnaire: campaign.questionnaire.key.clone(),
            stakeholder: campaign.stakeholder,
        }),
    };
    // The day would name the session.
    let day = first_of_quarter(session.ends);
    for mut waiting in draft.stop_waiting(from) {
        waiting.id = draft.host.random_id();
        waiting.answer.place = place.clone();
        waiting.answer.day = day;
        draft.wait(waiting);
    }
    if release::pool(group(draft, &place)) {
        release(draft, &place);
    }
}

fn release(draft: &mut Draft<'_>, place: &Place) {
    let taken = draft.stop_waiting(place);
    let mut group: Vec<(Uuid, Waiting)> = taken
        .into_iter()
        .map(|waiting| (draft.host.random_id(), waiting))
        .collect();
    // Sorting by ids that are random and new is a shuffle.
    group.sort_by_key(|(id, _)| *id);
    let received_at = draft.today.to_string();
    let ops = group.into_iter().map(|(id, waiting)| OwnOp {
        device: DeviceId::SERVER,
        actor: PersonId::SERVER,
        entity: EntityRef {
            kind: EntityKind::Answer,
            id,
        },
        base: None,
        body: Body::Create {
            fields: entity::fields(&waiting.answer),
        },
        received_at: received_at.clone(),
    });
    draft.own(ops.collect());
}
