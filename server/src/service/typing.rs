//! The address where sheets of paper, and answers given by telephone, are typed in. The shared link does not lead there:
//! whoever got that one could make any number of such answers.

use super::{App, Failure, once::open_campaign};
use crate::auth::{Act, Granted};
use ::intake::device::TYPING_SIGN;
use domain::ids::CampaignId;

impl App {
    /// What follows `/r/#p=` in the address: everybody of the team may type in sheets.
    ///
    /// # Errors
    /// `NotFound`; `Refused` for a closed campaign.
    pub async fn typing_link(
        &self,
        actor: &Granted<Act>,
        campaign: CampaignId,
    ) -> Result<String, Failure> {
        let org = &actor.org;
        let record = open_campaign(org, campaign).await?;
        let keys = org.keys().await?;
        let token = keys.typing(org.info().id, campaign).ok_or(Failure::Busy)?;
        let slug = &org.info().slug;
        Ok(format!("{slug}.{}{TYPING_SIGN}{token}", record.link))
    }
}
