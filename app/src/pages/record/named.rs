//! What an operation is about, when its record may not be on this device: one that the server did not take never came to
//! be, and whoever decides on it must know which it was.

use super::words;
use crate::{
    locales::workspace::{lang, t},
    state::{Log, People, RollupsStore, preferences::lang_code},
};
use domain::{
    entity::{EntityKind, Fields},
    figures::CampaignResults,
    ids::{AnswerId, ServiceId, SessionId},
};
use serde_json::Value;
use sync::{Body, EntityRef, Op};
use uuid::Uuid;

/// More would hide what the others are.
const FIELDS_MAX: usize = 10;

pub fn kind_name(kind: EntityKind) -> &'static str {
    let words = &t().verify;
    match kind {
        EntityKind::Service => words.service,
        EntityKind::Session => words.session,
        EntityKind::Questionnaire => words.questionnaire,
        EntityKind::Draft => words.draft,
        EntityKind::Campaign => words.campaign,
        EntityKind::Action => words.action,
        EntityKind::Answer => words.answer,
        EntityKind::Case => words.case,
        EntityKind::Report => words.report,
        EntityKind::Calendar => words.calendar,
        EntityKind::Solicitation => words.solicitation,
        EntityKind::Feedback => words.feedback,
        EntityKind::Erasure | EntityKind::Other(_) => words.other,
    }
}

/// Kind and title of a record that is here.
pub fn name(log: Log, at: EntityRef) -> String {
    let record = log.entity(at);
    with_kind(
        at.kind,
        record.and_then(|record| title(log, &record.values())),
    )
}

fn with_kind(kind: EntityKind, title: Option<String>) -> String {
    let kind = kind_name(kind);
    title.map_or_else(
        || kind.to_owned(),
        |title| (t().verify.record)(kind, &title),
    )
}

/// Kind and title of the record an operation is about: as the log here has it, or as the operation that would have made
/// it says, which may be another of `all`.
pub fn op_name(log: Log, rollups: RollupsStore, op: &Op, all: &[Op]) -> String {
    if op.entity.kind == EntityKind::Answer {
        return with_kind(
            EntityKind::Answer,
            answered(log, rollups, AnswerId(op.entity.id)),
        );
    }
    let title = log
        .entity(op.entity)
        .and_then(|record| title(log, &record.values()))
        .or_else(|| title(log, &created(op.entity, all)?));
    with_kind(op.entity.kind, title)
}

/// The session an answer is about, where the figures kept here tell of that answer: answers are on no device.
fn answered(log: Log, rollups: RollupsStore, answer: AnswerId) -> Option<String> {
    let tells = |one: &CampaignResults| {
        let detail = one.detail.iter();
        let mut lines = detail.clone().flat_map(|detail| &detail.answers);
        let mut comments = detail.flat_map(|detail| &detail.comments);
        lines.any(|line| line.answer == answer)
            || comments.any(|comment| comment.answer == answer)
            || one.excluded.iter().any(|line| line.answer == answer)
    };
    let about = rollups.campaigns().into_iter().find(tells)?.campaign;
    let campaign = log.campaign(about)?.value;
    Some(log.session(campaign.session)?.value.title)
}

/// The fields a record was to begin with.
fn created(at: EntityRef, all: &[Op]) -> Option<Fields> {
    let mut about = all.iter().filter(|op| op.entity == at);
    about.find_map(|op| match Body::decode(op) {
        Ok(Body::Create { fields }) => Some(fields),
        _ => None,
    })
}

/// Its own title, of a survey that of its session, of what somebody said its first words.
fn title(log: Log, fields: &Fields) -> Option<String> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let own = fields.get("title").and_then(|title| {
        // Questionnaires are named in each language.
        text(title.get(lang_code(lang())).unwrap_or(title))
    });
    let of_session = || record_title(log, "session", fields.get("session")?);
    own.or_else(of_session)
        .or_else(|| text(fields.get("party")?))
}

/// The title of the record that a field points at.
fn record_title(log: Log, field: &str, value: &Value) -> Option<String> {
    let id: Uuid = value.as_str()?.parse().ok()?;
    match field {
        "service" => Some(log.service(ServiceId(id))?.value.title),
        "session" => Some(log.session(SessionId(id))?.value.title),
        _ => None,
    }
}

/// Of an operation that would have made a record: its main fields and their values, in words; nothing of any other.
pub fn beginnings(log: Log, people: People, op: &Op) -> Vec<(String, String)> {
    let (kind, lang) = (op.entity.kind, lang());
    let Some(fields) = created(op.entity, std::slice::from_ref(op)) else {
        return Vec::new();
    };
    let said = fields.iter().filter_map(|(field, value)| {
        let label = words::field(kind, field, lang);
        let silent = match value {
            Value::Null | Value::Array(_) | Value::Object(_) => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        };
        // What this version has no word for would be the machine's.
        if silent || field == "title" || label == *field {
            return None;
        }
        let pointed = record_title(log, field, value);
        let value = pointed.unwrap_or_else(|| words::value(kind, field, value, people, lang));
        Some((label, value))
    });
    said.take(FIELDS_MAX).collect()
}
