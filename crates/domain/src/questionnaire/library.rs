//! Which questionnaires there are to choose from: the templates of the product and an organisation's own published
//! versions, each with whom it is for.

use super::{Questionnaire, builtins};
use crate::{calendar::cadence::Stakeholder, campaign::QuestionnaireRef, service::ServiceKind};
use serde::{Deserialize, Serialize};

/// Whom a questionnaire is for; none: for all of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Audience {
    #[serde(default)]
    pub service: Option<ServiceKind>,
    #[serde(default)]
    pub stakeholder: Option<Stakeholder>,
}

impl Audience {
    pub fn fits(self, service: ServiceKind, stakeholder: Stakeholder) -> bool {
        self.service.is_none_or(|own| own == service)
            && self.stakeholder.is_none_or(|own| own == stakeholder)
    }
}

/// A version that can be asked. Field names of an own one in the log are those of this struct.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Published {
    #[serde(flatten)]
    pub questionnaire: Questionnaire,
    #[serde(default)]
    pub audience: Audience,
}

/// The templates, by service and stakeholder.
pub const TEMPLATES: [(&str, Audience); 30] = {
    use ServiceKind::{Apprentissage, Bilan, Formation, Vae};
    use Stakeholder::{Beneficiary, Company, Funder, Principal, Team, Tutor};
    [
        of("af.pos", Some(Formation), Beneficiary),
        of("af.mid", Some(Formation), Beneficiary),
        of("af.hot", Some(Formation), Beneficiary),
        of("af.cold3", Some(Formation), Beneficiary),
        of("af.company.hot", Some(Formation), Company),
        of("af.company.cold", Some(Formation), Company),
        of("af.trainer", Some(Formation), Team),
        of("bc.pos", Some(Bilan), Beneficiary),
        of("bc.hot", Some(Bilan), Beneficiary),
        of("bc.cold6", Some(Bilan), Beneficiary),
        of("bc.team", Some(Bilan), Team),
        of("vae.pos", Some(Vae), Beneficiary),
        of("vae.mid", Some(Vae), Beneficiary),
        of("vae.hot", Some(Vae), Beneficiary),
        of("vae.cold", Some(Vae), Beneficiary),
        of("vae.company", Some(Vae), Company),
        of("vae.team", Some(Vae), Team),
        of("app.pos", Some(Apprentissage), Beneficiary),
        of("app.term", Some(Apprentissage), Beneficiary),
        of("app.end", Some(Apprentissage), Beneficiary),
        of("app.cold6", Some(Apprentissage), Beneficiary),
        of("app.teach33", Some(Apprentissage), Beneficiary),
        of("app.company", Some(Apprentissage), Company),
        of("app.master", Some(Apprentissage), Tutor),
        of("app.team", Some(Apprentissage), Team),
        of("all.falc", None, Beneficiary),
        of("all.dropout", None, Beneficiary),
        of("all.complaint", None, Beneficiary),
        of("all.funder.year", None, Funder),
        // One for principals, whatever the service.
        of("af.donneur", None, Principal),
    ]
};

const fn of(
    key: &'static str,
    service: Option<ServiceKind>,
    stakeholder: Stakeholder,
) -> (&'static str, Audience) {
    let stakeholder = Some(stakeholder);
    (
        key,
        Audience {
            service,
            stakeholder,
        },
    )
}

/// The key of a template, as the program holds it; none for any other.
pub fn template_key(key: &str) -> Option<&'static str> {
    let mut keys = TEMPLATES.iter().map(|(known, _)| *known);
    keys.find(|known| *known == key)
}

/// The templates in their current versions, in the order of [`TEMPLATES`].
pub fn templates() -> Vec<Published> {
    let all = builtins();
    let newest = |(key, audience): &(&str, Audience)| {
        let versions = all.iter().filter(|one| one.key == *key);
        let questionnaire = versions.max_by_key(|one| one.version)?.clone();
        Some(Published {
            questionnaire,
            audience: *audience,
        })
    };
    TEMPLATES.iter().filter_map(newest).collect()
}

/// The newest version of each own questionnaire, by title.
pub fn newest(own: &[Published]) -> Vec<&Published> {
    let later = |one: &Published| {
        let key = &one.questionnaire.key;
        own.iter().any(|other| {
            other.questionnaire.key == *key
                && other.questionnaire.version > one.questionnaire.version
        })
    };
    let mut newest: Vec<&Published> = own.iter().filter(|one| !later(one)).collect();
    newest.sort_by_key(|one| &one.questionnaire.title.fr);
    newest
}

/// A published version: an own one, or one that the product ever shipped.
pub fn find(own: &[Published], reference: &QuestionnaireRef) -> Option<Questionnaire> {
    let own = own.iter().map(|one| &one.questionnaire);
    let mut same = own.filter(|one| one.reference() == *reference);
    same.next().cloned().or_else(|| super::builtin(reference))
}
