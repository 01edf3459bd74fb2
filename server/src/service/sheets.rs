//! What exports and import previews need to print or map.

use super::{App, Failure};
use crate::auth::{Answers, Granted};
use domain::{
    campaign::Campaign,
    figures::{CampaignResults, Pool},
    ids::CampaignId,
    questionnaire::Questionnaire,
    session::Session,
};

/// The results of a campaign with the records they stand under.
#[derive(Clone, Debug)]
pub struct CampaignSheet {
    /// Title of the service.
    pub service: String,
    pub session: Session,
    pub campaign: Campaign,
    pub questionnaire: Questionnaire,
    pub results: CampaignResults,
}

impl App {
    /// # Errors
    /// `NotFound`.
    pub async fn campaign_sheet(
        &self,
        _actor: &Granted<Answers>,
        _campaign: CampaignId,
    ) -> Result<CampaignSheet, Failure> {
        Err(Failure::NotFound)
    }

    /// All campaigns with answers, newest session first.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn campaign_sheets(
        &self,
        _actor: &Granted<Answers>,
    ) -> Result<Vec<CampaignSheet>, Failure> {
        Err(Failure::Busy)
    }

    /// Pools of small groups, each with the title of its service.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn pool_sheets(
        &self,
        _actor: &Granted<Answers>,
    ) -> Result<Vec<(String, Pool)>, Failure> {
        Err(Failure::Busy)
    }
}
