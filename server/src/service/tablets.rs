//! Enrolled tablets.

use super::{App, Failure, accounts::line, instant_of_ms};
use crate::auth::{Devices, Granted, crockford, fresh_token, hash, tidy_code};
use ::intake::wire::{DeviceInfo, Enrol, Enrolled};
use api::model::{EnrolCode, Tablet, TabletEdit};
use domain::{
    Refusal,
    ids::{CampaignId, DeviceId},
};
use store::{StoreError, tablet};

const CODE_CHARACTERS: usize = 10;
const CODE_MS: i64 = 15 * 60 * 1_000;
/// Campaigns a tablet may be limited to.
const ONLY_MAX: usize = 500;

impl App {
    pub async fn tablets(&self, actor: &Granted<Devices>) -> Result<Vec<Tablet>, Failure> {
        let tablets = self
            .store
            .control()
            .tablets(actor.organisation(), self.now_ms())
            .await?;
        let core = actor.org.read().await?;
        let tablet = |tablet: tablet::Tablet| Tablet {
            id: tablet.id,
            name: tablet.name,
            enrolled: tablet.enrolled.map(instant_of_ms),
            last_contact: tablet.last_contact.map(instant_of_ms),
            unsent: tablet.unsent,
            revoked: tablet.revoked,
            only: tablet.only,
            quarantined: core.undecided(tablet.id.0),
        };
        Ok(tablets.into_iter().map(tablet).collect())
    }

    /// A tablet with this name, and a code of 15 minutes that enrols it once.
    ///
    /// # Errors
    /// `Refused` for an empty or long name, or that of another tablet.
    pub async fn enrol_code(
        &self,
        actor: &Granted<Devices>,
        name: &str,
        only: Option<Vec<CampaignId>>,
    ) -> Result<EnrolCode, Failure> {
        let name = checked(name, only.as_deref())?;
        self.is_new_name(actor, name, None).await?;
        let tablet = tablet::Tablet {
            id: DeviceId(self.host.ordered_id()),
            org: actor.organisation(),
            name: name.to_owned(),
            enrolled: None,
            last_contact: None,
            unsent: 0,
            revoked: false,
            only,
            told: None,
        };
        let code = crockford::<CODE_CHARACTERS>(&*self.host);
        let expires = self.now_ms() + CODE_MS;
        let control = self.store.control();
        control.add_tablet(&tablet, &hash(&code), expires).await?;
        Ok(EnrolCode {
            code,
            expires: instant_of_ms(expires),
        })
    }

    /// Redeems a code: the tablet, and the token it calls with. Guessing is hopeless: 50 random bits for 15
    /// minutes.
    ///
    /// # Errors
    /// `Expired`.
    pub async fn enrol(&self, enrol: &Enrol) -> Result<Enrolled, Failure> {
        let code = tidy_code(&enrol.code);
        let token = fresh_token(&*self.host);
        let control = self.store.control();
        let redeemed = control
            .enrol_tablet(&hash(&code), &hash(&token), self.now_ms())
            .await;
        match redeemed {
            Ok(tablet) => {
                let device = DeviceInfo {
                    id: tablet.id,
                    name: tablet.name,
                };
                Ok(Enrolled { device, token })
            }
            Err(StoreError::Unmet) => Err(Failure::Expired),
            Err(error) => Err(error.into()),
        }
    }

    /// Another name, and other campaigns.
    ///
    /// # Errors
    /// `Refused` for an empty or long name, or that of another tablet; `NotFound`.
    pub async fn edit_tablet(
        &self,
        actor: &Granted<Devices>,
        edit: TabletEdit,
    ) -> Result<(), Failure> {
        let name = checked(&edit.name, edit.only.as_deref())?;
        self.is_new_name(actor, name, Some(edit.id)).await?;
        let (control, org) = (self.store.control(), actor.organisation());
        let edited = control.edit_tablet(org, edit.id, name, edit.only.as_deref());
        match edited.await {
            Err(StoreError::Unmet) => Err(Failure::NotFound),
            other => Ok(other?),
        }
    }

    /// Rows, buttons and what is set aside name a tablet by its name alone.
    async fn is_new_name(
        &self,
        actor: &Granted<Devices>,
        name: &str,
        own: Option<DeviceId>,
    ) -> Result<(), Failure> {
        let control = self.store.control();
        let all = control.tablets(actor.organisation(), self.now_ms()).await?;
        let same = |one: &tablet::Tablet| one.name.to_lowercase() == name.to_lowercase();
        let mut others = all.iter().filter(|one| !one.revoked && Some(one.id) != own);
        match others.any(same) {
            true => Err(Failure::refused("tablet", Refusal::AlreadyExists)),
            false => Ok(()),
        }
    }

    /// The tablet gets no surveys any more until it is enrolled again; what it still delivers goes to quarantine.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn revoke_tablet(
        &self,
        actor: &Granted<Devices>,
        tablet: DeviceId,
    ) -> Result<(), Failure> {
        let control = self.store.control();
        match control.revoke_tablet(actor.organisation(), tablet).await {
            Err(StoreError::Unmet) => Err(Failure::NotFound),
            other => Ok(other?),
        }
    }
}

/// The name, tidied, if it is one.
fn checked<'a>(name: &'a str, only: Option<&[CampaignId]>) -> Result<&'a str, Failure> {
    let name = name.trim();
    line("name", name)?;
    match only {
        Some([]) => Err(Failure::refused("only", Refusal::Required)),
        Some(only) if only.len() > ONLY_MAX => Err(Failure::refused("only", Refusal::TooLong)),
        _ => Ok(name),
    }
}
