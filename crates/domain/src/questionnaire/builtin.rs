//! The questionnaires that ship with the product, as data.

use super::Questionnaire;
use crate::campaign::QuestionnaireRef;

const FILES: &[&str] = &[include_str!("../../questionnaires/af.hot.v1.json")];

/// All built-in questionnaires, every version ever shipped.
pub fn builtins() -> Vec<Questionnaire> {
    FILES
        .iter()
        .map(|file| serde_json::from_str(file).expect("built-in questionnaires are read by a test"))
        .collect()
}

pub fn builtin(reference: &QuestionnaireRef) -> Option<Questionnaire> {
    builtins()
        .into_iter()
        .find(|questionnaire| questionnaire.reference() == *reference)
}
