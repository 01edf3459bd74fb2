//! What respondents' devices ask and send.

use super::{App, Failure};
use crate::auth::Respondent;
use ::intake::wire::{Batch, Kit, Receipts};

impl App {
    /// Who asks: by the device cookie of a tablet, or the `X-Boucle-Link` header. The header wins when both are there.
    ///
    /// # Errors
    /// `LinkUnknown`, `DeviceUnknown`, `DeviceRevoked`.
    pub async fn respondent(
        &self,
        _device_token: Option<&str>,
        _link: Option<&str>,
    ) -> Result<Respondent, Failure> {
        Err(Failure::DeviceUnknown)
    }

    /// Everything the device needs to ask offline.
    ///
    /// # Errors
    /// `CampaignClosed` for a link whose campaign takes no more answers.
    pub async fn kit(&self, _respondent: &Respondent) -> Result<Kit, Failure> {
        Err(Failure::Busy)
    }

    /// Takes a batch; the receipts are given once it is on disk.
    ///
    /// # Errors
    /// `TooLarge`, `Busy`: nothing of the batch was taken.
    pub async fn take_items(
        &self,
        _respondent: &Respondent,
        _batch: Batch,
    ) -> Result<Receipts, Failure> {
        Err(Failure::Busy)
    }
}
