//! Row shapes of the control database, and their conversion by hand.

use super::{
    account::{Account, Member, Org},
    tablet::Tablet,
};
use crate::{
    StoreError,
    rows::{name_of, named, pair_id, uuid_id, uuid_of},
};
use domain::{
    calendar::Territory,
    contact::address_key,
    custody::Held,
    ids::{CampaignId, DeviceId, OrgId, PersonId},
    retention::Retention,
};
use surrealdb::types::{RecordId, SurrealValue, Uuid as RowUuid};

pub(super) fn member_id(org: OrgId, person: PersonId) -> RecordId {
    pair_id("member", org.0, person.0)
}

pub(super) fn email_id(email: &str) -> RecordId {
    RecordId::new("email", address_key(email))
}

#[derive(SurrealValue)]
pub(super) struct OrgRow {
    id: RecordId,
    name: String,
    contact: String,
    slug: String,
    zone: String,
    territory: Option<String>,
    links_months: Option<i64>,
    contacts_months: Option<i64>,
    answers_months: Option<i64>,
    refused_months: Option<i64>,
    demo: bool,
}

impl OrgRow {
    pub(super) fn of(org: &Org) -> Self {
        Self {
            id: uuid_id("org", org.id.0),
            name: org.name.clone(),
            contact: org.contact.clone(),
            slug: org.slug.clone(),
            zone: org.zone.clone(),
            territory: Some(name_of(&org.territory)),
            links_months: Some(org.retention.links_months.into()),
            contacts_months: Some(org.retention.contacts_months.into()),
            answers_months: Some(org.retention.answers_months.into()),
            refused_months: Some(org.retention.refused_months.into()),
            demo: org.demo,
        }
    }

    pub(super) fn read(self) -> Result<Org, StoreError> {
        let territory = match &self.territory {
            Some(name) => named(name)?,
            None => Territory::of_zone(&self.zone),
        };
        let usual = Retention::default();
        let months = |kept: Option<i64>, usual| {
            let kept = kept.and_then(|months| u32::try_from(months).ok());
            kept.unwrap_or(usual)
        };
        Ok(Org {
            id: OrgId(uuid_of(&self.id)?),
            name: self.name,
            contact: self.contact,
            slug: self.slug,
            zone: self.zone,
            territory,
            retention: Retention {
                links_months: months(self.links_months, usual.links_months),
                contacts_months: months(self.contacts_months, usual.contacts_months),
                answers_months: months(self.answers_months, usual.answers_months),
                refused_months: months(self.refused_months, usual.refused_months),
            },
            demo: self.demo,
        })
    }
}

#[derive(SurrealValue)]
pub(super) struct AccountRow {
    id: RecordId,
    name: String,
    email: String,
    password: Option<String>,
}

impl AccountRow {
    pub(super) fn of(account: &Account) -> Self {
        Self {
            id: uuid_id("account", account.person.0),
            name: account.name.clone(),
            email: account.email.clone(),
            password: account.password.clone(),
        }
    }

    pub(super) fn read(self) -> Result<Account, StoreError> {
        Ok(Account {
            person: PersonId(uuid_of(&self.id)?),
            name: self.name,
            email: self.email,
            password: self.password,
        })
    }
}

/// The guard record of an address.
#[derive(SurrealValue)]
pub(super) struct EmailRow {
    id: RecordId,
    pub(super) person: RowUuid,
}

impl EmailRow {
    pub(super) fn of(account: &Account) -> Self {
        Self {
            id: email_id(&account.email),
            person: account.person.0.into(),
        }
    }
}

#[derive(SurrealValue)]
pub(super) struct MemberRow {
    id: RecordId,
    org: RowUuid,
    person: RowUuid,
    role: String,
    withdrawn: Option<bool>,
}

impl MemberRow {
    pub(super) fn of(member: &Member) -> Self {
        Self {
            id: member_id(member.org, member.person),
            org: member.org.0.into(),
            person: member.person.0.into(),
            role: name_of(&member.role),
            withdrawn: member.withdrawn.then_some(true),
        }
    }

    pub(super) fn read(self) -> Result<Member, StoreError> {
        Ok(Member {
            org: OrgId(self.org.into()),
            person: PersonId(self.person.into()),
            role: named(&self.role)?,
            withdrawn: self.withdrawn.unwrap_or_default(),
        })
    }
}

pub(super) fn campaign_rows(campaigns: &[CampaignId]) -> Vec<RowUuid> {
    campaigns.iter().map(|id| id.0.into()).collect()
}

#[derive(SurrealValue)]
pub(super) struct TabletRow {
    id: RecordId,
    org: RowUuid,
    name: String,
    enrolled: Option<i64>,
    last_contact: Option<i64>,
    unsent: i64,
    revoked: bool,
    campaigns: Option<Vec<RowUuid>>,
    held: Option<Vec<HeldRow>>,
    told: Option<i64>,
}

#[derive(SurrealValue)]
pub(super) struct HeldRow {
    campaign: RowUuid,
    answers: i64,
    declined: i64,
    kept: i64,
}

impl HeldRow {
    pub(super) fn of(held: &Held) -> Self {
        Self {
            campaign: held.campaign.0.into(),
            answers: held.answers.into(),
            declined: held.declined.into(),
            kept: held.kept.into(),
        }
    }

    fn read(self) -> Held {
        let count = |n| u32::try_from(n).unwrap_or(u32::MAX);
        Held {
            campaign: CampaignId(self.campaign.into()),
            answers: count(self.answers),
            declined: count(self.declined),
            kept: count(self.kept),
        }
    }
}

impl TabletRow {
    pub(super) fn of(tablet: &Tablet) -> Self {
        Self {
            id: uuid_id("tablet", tablet.id.0),
            org: tablet.org.0.into(),
            name: tablet.name.clone(),
            enrolled: tablet.enrolled,
            last_contact: tablet.last_contact,
            unsent: tablet.unsent.into(),
            revoked: tablet.revoked,
            campaigns: tablet.only.as_deref().map(campaign_rows),
            held: tablet
                .told
                .as_ref()
                .map(|(_, held)| held.iter().map(HeldRow::of).collect()),
            told: tablet.told.as_ref().map(|(at, _)| *at),
        }
    }

    pub(super) fn read(self) -> Result<Tablet, StoreError> {
        Ok(Tablet {
            id: DeviceId(uuid_of(&self.id)?),
            org: OrgId(self.org.into()),
            name: self.name,
            enrolled: self.enrolled,
            last_contact: self.last_contact,
            unsent: u32::try_from(self.unsent).unwrap_or(u32::MAX),
            revoked: self.revoked,
            only: self.campaigns.map(|all| {
                let all = all.into_iter();
                all.map(|id| CampaignId(id.into())).collect()
            }),
            told: self.told.zip(self.held).map(|(at, held)| {
                let held = held.into_iter().map(HeldRow::read);
                (at, held.collect())
            }),
        })
    }
}
