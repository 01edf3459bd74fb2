//! The kit: what a device needs to ask offline.

use crate::{
    auth::Via,
    service::{Failure, Org},
};
use ::intake::wire::{DeviceInfo, Kit, KitSession};
use domain::{
    Day,
    campaign::{Campaign, CampaignStatus, Stakeholder},
    custody::GIVEN_DAYS_AHEAD,
    entity::EntityKind,
    ids::CampaignId,
    notice::{About, for_minors, notice},
    session::Session,
};
use jiff::ToSpan as _;
use ledger::{Core, takes_from_links};
use store::tablet::Tablet;

/// A tablet is given sessions that ended up to this many days ago …
const DAYS_BACK: i64 = 2;
/// … or start within this many.
const DAYS_AHEAD: i64 = GIVEN_DAYS_AHEAD;

pub(super) fn kit(core: &Core, org: &Org, via: &Via) -> Result<Kit, Failure> {
    let today = org.today();
    let (sessions, device) = match via {
        Via::Link { campaign, .. } | Via::Typing(campaign) => {
            (vec![of_link(core, org, *campaign, today)?], None)
        }
        Via::Tablet(tablet) => {
            let device = DeviceInfo {
                id: tablet.id,
                name: tablet.name.clone(),
            };
            (of_tablets(core, org, tablet), Some(device))
        }
    };
    let mut questionnaires = Vec::new();
    for session in &sessions {
        let questionnaire = core.questionnaire(&session.questionnaire);
        questionnaires.extend(questionnaire.filter(|new| !questionnaires.contains(new)));
    }
    let (kid, public_key) = core.keys.current().ok_or(Failure::Busy)?;
    Ok(Kit {
        organisation: org.info().name.clone(),
        org: org.info().id.to_string(),
        contact: org.info().contact.clone(),
        kid: kid.to_owned(),
        public_key: public_key.to_bytes(),
        device,
        sessions,
        questionnaires,
        epoch: Some(core.epoch.clone()),
        today: Some(today),
    })
}

fn of_link(core: &Core, org: &Org, id: CampaignId, today: Day) -> Result<KitSession, Failure> {
    let campaign = core.campaign(id).ok_or(Failure::LinkUnknown)?;
    if !takes_from_links(&campaign, today) {
        return Err(Failure::CampaignClosed);
    }
    let told = session(core, org, id, campaign).ok_or(Failure::LinkUnknown)?;
    Ok(for_anyone(told))
}

/// A poster is read by anyone: what only the team and its tablets need stays out.
fn for_anyone(told: KitSession) -> KitSession {
    let detail = Session {
        site: String::new(),
        trainer: String::new(),
        company: String::new(),
        funder: String::new(),
        subcontracted_for: String::new(),
        headcount: 0,
        absent: 0,
        ..told.detail
    };
    KitSession {
        detail,
        received: 0,
        ..told
    }
}

/// The surveys that a tablet may put to people now.
pub(in crate::service) fn campaigns_of(core: &Core, org: &Org, tablet: &Tablet) -> Vec<CampaignId> {
    let given = of_tablets(core, org, tablet).into_iter();
    given.map(|session| session.campaign).collect()
}

fn of_tablets(core: &Core, org: &Org, tablet: &Tablet) -> Vec<KitSession> {
    let given = |id| match &tablet.only {
        Some(only) => only.contains(&id),
        None => true,
    };
    let today = org.today();
    let (from, to) = (
        today.saturating_sub(DAYS_BACK.days()),
        today.saturating_add(DAYS_AHEAD.days()),
    );
    let open = core
        .all::<Campaign>(EntityKind::Campaign)
        .map(|(id, campaign)| (CampaignId(id), campaign))
        .filter(|(id, campaign)| given(*id) && is_for_rooms(campaign, to));
    let sessions = open.filter_map(|(id, campaign)| session(core, org, id, campaign));
    let mut sessions: Vec<KitSession> = sessions
        .filter(|session| session.detail.ends >= from && session.detail.starts <= to)
        .collect();
    sessions.sort_by(|a, b| {
        (a.detail.starts, &a.detail.title).cmp(&(b.detail.starts, &b.detail.title))
    });
    sessions
}

/// Those of beneficiaries that open soon: others are asked by link, and what is planned for months later would stand
/// beside what is asked today.
fn is_for_rooms(campaign: &Campaign, to: Day) -> bool {
    campaign.status == CampaignStatus::Open
        && campaign.stakeholder == Stakeholder::Beneficiary
        && campaign.opens <= to
}

fn session(core: &Core, org: &Org, id: CampaignId, campaign: Campaign) -> Option<KitSession> {
    let detail = core.session(campaign.session)?;
    let service = core.service(detail.service)?;
    let info = org.info();
    let notice = notice(&About {
        organisation: &info.name,
        contact: &info.contact,
        privacy: campaign.privacy,
        reason: &campaign.privacy_reason,
        minors: for_minors(campaign.stakeholder, Some(service.kind), &detail),
        stakeholder: campaign.stakeholder,
        signs: core
            .questionnaire(&campaign.questionnaire)
            .is_some_and(|asked| asked.asks_to_sign()),
        on_device: true,
        keep: info.retention,
    });
    Some(KitSession {
        session: campaign.session,
        service: service.title,
        detail,
        campaign: id,
        questionnaire: campaign.questionnaire,
        privacy: campaign.privacy,
        privacy_reason: campaign.privacy_reason,
        test: campaign.test,
        opens: campaign.opens,
        closes: campaign.closes,
        received: core.tallies.get(&id).map_or(0, |tally| tally.received),
        asked: Some((campaign.stakeholder, campaign.wave)),
        notice,
    })
}
