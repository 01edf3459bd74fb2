//! Nominative surveys: who said what, for those who follow it up, and for the person it is about. The log knows people by
//! ids alone; names are read beside it, and are gone once erased.

use super::{App, Failure};
use crate::auth::{Answers, Granted};
use api::outreach::{NamedAnswer, NamedAnswers, OwnAnswer};
use domain::{
    answer::{Place, ReleasedAnswer},
    campaign::Privacy,
    entity::EntityKind,
    ids::{CampaignId, ContactId},
    questionnaire::{Said, said},
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
            let nominative = core
                .campaign(campaign)
                .is_some_and(|campaign| campaign.privacy == Privacy::Nominatif);
            if !nominative {
                return Err(Failure::NotFound);
            }
            for id in core.index.answers(&Place::Campaign(campaign)) {
                let answer = core.record::<ReleasedAnswer>(EntityKind::Answer, id.0);
                let Some(answer) = answer else { continue };
                match answer.contact {
                    Some(contact) => named.push((contact, in_words(&core, &answer), answer)),
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
    let all = core.all::<ReleasedAnswer>(EntityKind::Answer);
    let own = all.filter(|(_, answer)| answer.contact == Some(contact));
    let own = own.filter_map(|(_, answer)| {
        let Place::Campaign(id) = answer.place else {
            return None;
        };
        Some(OwnAnswer {
            session: core.session(core.campaign(id)?.session)?.title,
            day: answer.day,
            said: in_words(core, &answer),
        })
    });
    own.collect()
}

fn in_words(core: &Core, answer: &ReleasedAnswer) -> Vec<Said> {
    let asked = core.questionnaire(&answer.questionnaire);
    asked.map_or_else(Vec::new, |asked| said(&asked, &answer.answers))
}
