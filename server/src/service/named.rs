//! Nominative surveys: who said what, for those who follow it up, and for the person it is about. The log knows people by
//! ids alone; names are read beside it, and are gone once erased.

use super::{App, Failure};
use crate::auth::{Answers, Granted};
use api::outreach::{NamedAnswer, NamedAnswers, OwnAnswer};
use domain::{
    answer::{Place, ReleasedAnswer},
    campaign::{Campaign, Privacy},
    entity::EntityKind,
    ids::{CampaignId, ContactId},
    questionnaire::{Questionnaire, Said, said},
};
use ledger::Core;
use std::collections::HashMap;

impl App {
    /// The answers of a nominative survey in words, with the names of those who are still known; the others are only
    /// counted.
    ///
    /// # Errors
    /// `NotFound` for a survey that is unknown, or not nominative.
    pub async fn named_answers(
        &self,
        actor: &Granted<Answers>,
        campaign: CampaignId,
    ) -> Result<NamedAnswers, Failure> {
        let mut named = Vec::new();
        let mut unnamed = 0;
        {
            let core = actor.org.read().await?;
            let known = core.campaign(campaign);
            let known = known.filter(|known| known.privacy == Privacy::Nominatif);
            let known = known.ok_or(Failure::NotFound)?;
            let asked = core.questionnaire(&known.questionnaire);
            let words = |answer: &ReleasedAnswer| in_words(asked.as_ref(), answer);
            for answer in answers(&core, campaign) {
                match answer.contact {
                    Some(contact) => named.push((contact, words(&answer), answer)),
                    None => unnamed += 1,
                }
            }
        }
        let ids: Vec<ContactId> = named.iter().map(|(contact, ..)| *contact).collect();
        let known = actor.org.people.contacts(&ids).await?.into_iter();
        let names: HashMap<ContactId, String> =
            known.map(|known| (known.id, known.contact.name)).collect();
        let mut answers: Vec<NamedAnswer> = named
            .into_iter()
            .map(|(contact, said, answer)| NamedAnswer {
                name: names.get(&contact).cloned(),
                day: answer.day,
                excluded: answer.excluded.is_some(),
                said,
            })
            .collect();
        answers.sort_by(|a, b| (a.name.is_none(), &a.name).cmp(&(b.name.is_none(), &b.name)));
        Ok(NamedAnswers { answers, unnamed })
    }
}

/// What somebody said by name, survey by survey.
pub(super) fn said_by(core: &Core, contact: ContactId) -> Vec<OwnAnswer> {
    let campaigns = core.all::<Campaign>(EntityKind::Campaign);
    let nominative = campaigns.filter(|(_, campaign)| campaign.privacy == Privacy::Nominatif);
    let said = nominative.flat_map(|(id, campaign)| {
        let session = core.session(campaign.session);
        let asked = core.questionnaire(&campaign.questionnaire);
        let own = answers(core, CampaignId(id)).filter(move |one| one.contact == Some(contact));
        own.filter_map(move |answer| {
            Some(OwnAnswer {
                session: session.as_ref()?.title.clone(),
                day: answer.day,
                said: in_words(asked.as_ref(), &answer),
            })
        })
    });
    said.collect()
}

fn answers(core: &Core, campaign: CampaignId) -> impl Iterator<Item = ReleasedAnswer> {
    let ids = core.index.answers(&Place::Campaign(campaign)).iter();
    ids.filter_map(|id| core.record(EntityKind::Answer, id.0))
}

/// All answers of a survey were given to its one questionnaire.
fn in_words(asked: Option<&Questionnaire>, answer: &ReleasedAnswer) -> Vec<Said> {
    asked.map_or_else(Vec::new, |asked| said(asked, &answer.answers))
}
