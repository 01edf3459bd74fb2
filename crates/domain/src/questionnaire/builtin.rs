//! The questionnaires that ship with the product, as data: the templates of the four services, in French and English,
//! each question also in easy words.

use super::Questionnaire;
use crate::{campaign::QuestionnaireRef, service::ServiceKind};

macro_rules! files {
    ($($name:literal)+) => { &[$(($name, include_str!(concat!("../../questionnaires/", $name, ".json")))),+] };
}

/// Every version ever shipped, by key and version: campaigns and answers hang on them.
const FILES: &[(&str, &str)] = files! {
    "af.hot.v1"
    "af.pos.v1"
    "af.mid.v1"
    "af.hot.v2"
    "af.cold3.v1"
    "af.company.hot.v1"
    "af.company.cold.v1"
    "af.trainer.v1"
    "af.donneur.v1"
    "bc.pos.v1"
    "bc.hot.v1"
    "bc.cold6.v1"
    "bc.team.v1"
    "vae.pos.v1"
    "vae.mid.v1"
    "vae.hot.v1"
    "vae.cold.v1"
    "vae.team.v1"
    "vae.company.v1"
    "app.pos.v1"
    "app.term.v1"
    "app.end.v1"
    "app.cold6.v1"
    "app.master.v1"
    "app.company.v1"
    "app.team.v1"
    "app.teach33.v1"
    "all.funder.year.v1"
    "all.dropout.v1"
    "all.complaint.v1"
    "all.falc.v1"
};

/// All built-in questionnaires, every version ever shipped.
pub fn builtins() -> Vec<Questionnaire> {
    FILES.iter().map(|(_, file)| read(file)).collect()
}

pub fn builtin(reference: &QuestionnaireRef) -> Option<Questionnaire> {
    let name = format!("{}.v{}", reference.key, reference.version);
    let (_, file) = FILES.iter().find(|(known, _)| *known == name)?;
    Some(read(file))
}

/// What beneficiaries of a service are asked at its end, in its current version.
pub fn hot(kind: ServiceKind) -> QuestionnaireRef {
    let (key, version) = match kind {
        ServiceKind::Formation => ("af.hot", 2),
        ServiceKind::Bilan => ("bc.hot", 1),
        ServiceKind::Vae => ("vae.hot", 1),
        ServiceKind::Apprentissage => ("app.end", 1),
    };
    QuestionnaireRef {
        key: key.to_owned(),
        version,
    }
}

fn read(file: &str) -> Questionnaire {
    serde_json::from_str(file).expect("built-in questionnaires are read by a test")
}
