//! What exports and import previews need to print or map.

use super::{App, Failure, results};
use crate::auth::{Answers, Granted, Plan};
use domain::{
    campaign::{Campaign, QuestionnaireRef},
    entity::EntityKind,
    figures::CampaignResults,
    ids::CampaignId,
    questionnaire::Questionnaire,
    session::Session,
};
use ledger::Core;

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
        actor: &Granted<Answers>,
        campaign: CampaignId,
    ) -> Result<CampaignSheet, Failure> {
        let core = actor.org.read().await?;
        sheet(&core, &actor.org.results, campaign).ok_or(Failure::NotFound)
    }

    /// A published questionnaire, built in or of the organisation.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn questionnaire(
        &self,
        actor: &Granted<Plan>,
        reference: &QuestionnaireRef,
    ) -> Result<Questionnaire, Failure> {
        let core = actor.org.read().await?;
        core.questionnaire(reference).ok_or(Failure::NotFound)
    }

    /// All campaigns with answers, newest session first.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn campaign_sheets(
        &self,
        actor: &Granted<Answers>,
    ) -> Result<Vec<CampaignSheet>, Failure> {
        let core = actor.org.read().await?;
        let mut sheets: Vec<CampaignSheet> = core
            .all::<Campaign>(EntityKind::Campaign)
            .filter_map(|(id, _)| sheet(&core, &actor.org.results, CampaignId(id)))
            .filter(|sheet| sheet.results.counts.received > 0)
            .collect();
        sheets.sort_by_key(|sheet| std::cmp::Reverse(sheet.session.starts));
        Ok(sheets)
    }
}

fn sheet(core: &Core, cache: &results::Cache, id: CampaignId) -> Option<CampaignSheet> {
    let campaign = core.campaign(id)?;
    let session = core.session(campaign.session)?;
    Some(CampaignSheet {
        service: core.service(session.service)?.title,
        session,
        questionnaire: core.questionnaire(&campaign.questionnaire)?,
        campaign,
        results: results::of_campaign(core, cache, id)?,
    })
}
