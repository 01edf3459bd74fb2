//! Enrolled tablets.

use super::{App, Failure};
use crate::auth::{Actor, Devices, Granted};
use ::intake::wire::{Enrol, Enrolled};
use api::model::{EnrolCode, Tablet};
use domain::ids::DeviceId;

impl App {
    pub async fn tablets(&self, _actor: &Actor) -> Result<Vec<Tablet>, Failure> {
        Err(Failure::Busy)
    }

    pub async fn enrol_code(
        &self,
        _actor: &Granted<Devices>,
        _name: &str,
    ) -> Result<EnrolCode, Failure> {
        Err(Failure::Busy)
    }

    /// Redeems a code: the tablet, and the value of its device cookie.
    ///
    /// # Errors
    /// `Expired`, `TooManyAttempts`.
    pub async fn enrol(&self, _enrol: &Enrol) -> Result<(Enrolled, String), Failure> {
        Err(Failure::Expired)
    }

    pub async fn revoke_tablet(
        &self,
        _actor: &Granted<Devices>,
        _tablet: DeviceId,
    ) -> Result<(), Failure> {
        Err(Failure::Busy)
    }
}
