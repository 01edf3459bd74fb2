//! Questionnaires of the log: published versions and drafts, and what can be asked of whom. What a room reads often it
//! memoises itself: the frame needs none of this.

use super::log::{Log, Row};
use crate::order::sort_by;
use domain::{
    Text,
    campaign::QuestionnaireRef,
    draft::Draft,
    entity::EntityKind,
    ids::{DraftId, QuestionnaireId},
    questionnaire::{self, Published, Questionnaire},
};
use std::sync::LazyLock;

/// Thirty files, read when they are first asked for.
static TEMPLATES: LazyLock<Vec<Published>> = LazyLock::new(questionnaire::templates);

/// The templates of the product, by service and stakeholder.
pub fn templates() -> &'static [Published] {
    &TEMPLATES
}

/// Versions that this organisation published, the newest of each first.
pub fn published(log: Log) -> Vec<Row<QuestionnaireId, Published>> {
    let mut rows = log.all(EntityKind::Questionnaire, QuestionnaireId);
    let order = |row: &Row<QuestionnaireId, Published>| {
        let one = &row.value.questionnaire;
        (one.key.clone(), std::cmp::Reverse(one.version))
    };
    sort_by(&mut rows, |a, b| order(a).cmp(&order(b)));
    rows
}

/// Drafts with something that is not among the `published`, by title.
pub fn drafts(log: Log, published: &[Row<QuestionnaireId, Published>]) -> Vec<Row<DraftId, Draft>> {
    let done = |draft: &Draft| {
        let mut versions = published.iter();
        versions.any(|row| row.value.questionnaire == draft.content)
    };
    let mut rows = log.all(EntityKind::Draft, DraftId);
    rows.retain(|row: &Row<DraftId, Draft>| !done(&row.value));
    sort_by(&mut rows, |a, b| a.value.title.cmp(&b.value.title));
    rows
}

fn own(log: Log) -> Vec<Published> {
    published(log).into_iter().map(|row| row.value).collect()
}

/// The organisation's own questionnaires and the templates, each in its newest version.
pub fn newest(log: Log) -> Vec<Published> {
    let own = own(log);
    let own = questionnaire::newest(&own).into_iter().cloned();
    own.chain(templates().iter().cloned()).collect()
}

/// What a questionnaire is called, in its newest version.
pub fn title(log: Log, key: &str) -> Option<Text> {
    let of =
        |one: &Published| (one.questionnaire.key == key).then(|| one.questionnaire.title.clone());
    templates()
        .iter()
        .find_map(of)
        .or_else(|| own(log).iter().find_map(of))
}

/// What a campaign asks.
pub fn asked(log: Log, reference: &QuestionnaireRef) -> Option<Questionnaire> {
    questionnaire::find(&own(log), reference)
}
