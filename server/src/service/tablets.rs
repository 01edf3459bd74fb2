//! Enrolled tablets.

use super::{App, Failure, instant_of_ms};
use crate::auth::{Devices, Granted, crockford, fresh_token, hash, tidy_code};
use ::intake::wire::{DeviceInfo, Enrol, Enrolled};
use api::model::{EnrolCode, Tablet};
use domain::{Refusal, entity::LINE_MAX, ids::DeviceId};
use store::{StoreError, tablet};

const CODE_CHARACTERS: usize = 10;
const CODE_MS: i64 = 15 * 60 * 1_000;

impl App {
    pub async fn tablets(&self, actor: &Granted<Devices>) -> Result<Vec<Tablet>, Failure> {
        let tablets = self.store.control().tablets(actor.organisation()).await?;
        let tablet = |tablet: tablet::Tablet| Tablet {
            id: tablet.id,
            name: tablet.name,
            enrolled: tablet.enrolled.map(instant_of_ms),
            last_contact: tablet.last_contact.map(instant_of_ms),
            unsent: tablet.unsent,
            revoked: tablet.revoked,
        };
        Ok(tablets.into_iter().map(tablet).collect())
    }

    /// A tablet with this name, and a code of 15 minutes that enrols it once.
    ///
    /// # Errors
    /// `Refused` for an empty or long name.
    pub async fn enrol_code(
        &self,
        actor: &Granted<Devices>,
        name: &str,
    ) -> Result<EnrolCode, Failure> {
        let name = name.trim();
        if name.is_empty() {
            return Err(Failure::refused("name", Refusal::Required));
        }
        if name.chars().count() > LINE_MAX {
            return Err(Failure::refused("name", Refusal::TooLong));
        }
        let tablet = tablet::Tablet {
            id: DeviceId(self.host.ordered_id()),
            org: actor.organisation(),
            name: name.to_owned(),
            enrolled: None,
            last_contact: None,
            unsent: 0,
            revoked: false,
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
            Err(StoreError::Conflict) => Err(Failure::Expired),
            Err(error) => Err(error.into()),
        }
    }

    /// The tablet can deliver nothing any more until it is enrolled again; what it holds stays on it.
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
            Err(StoreError::Conflict) => Err(Failure::NotFound),
            other => Ok(other?),
        }
    }
}
