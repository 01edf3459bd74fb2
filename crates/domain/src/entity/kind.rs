//! The kinds of records, and names of kinds that only newer programs know.

use crate::role::Permission;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EntityKind {
    Service,
    Session,
    Questionnaire,
    Campaign,
    Action,
    Answer,
    Case,
    Report,
    Draft,
    /// An organisation's own rules of who is asked when.
    Calendar,
    Solicitation,
    Feedback,
    /// That the server reduced answers: of its making only.
    Erasure,
    /// Of a newer program: kept and passed on as it came, without meaning here.
    Other(OtherKind),
}

/// The name of an unknown kind: small letters, digits and `_`, padded with zeros.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct OtherKind([u8; OTHER_MAX]);

/// Longest name of a kind, in bytes.
const OTHER_MAX: usize = 32;

const NAMES: [(EntityKind, &str); 13] = [
    (EntityKind::Service, "service"),
    (EntityKind::Session, "session"),
    (EntityKind::Questionnaire, "questionnaire"),
    (EntityKind::Campaign, "campaign"),
    (EntityKind::Action, "action"),
    (EntityKind::Answer, "answer"),
    (EntityKind::Case, "case"),
    (EntityKind::Report, "report"),
    (EntityKind::Draft, "draft"),
    (EntityKind::Calendar, "calendar"),
    (EntityKind::Solicitation, "solicitation"),
    (EntityKind::Feedback, "feedback"),
    (EntityKind::Erasure, "erasure"),
];

impl EntityKind {
    /// The kinds that this program knows.
    pub fn known() -> impl Iterator<Item = EntityKind> {
        NAMES.into_iter().map(|(kind, _)| kind)
    }

    /// The name on the wire.
    pub fn name(&self) -> &str {
        match self {
            EntityKind::Other(OtherKind(bytes)) => {
                let end = bytes.iter().position(|byte| *byte == 0);
                let name = &bytes[..end.unwrap_or(OTHER_MAX)];
                // Only ASCII goes in.
                std::str::from_utf8(name).unwrap_or_default()
            }
            known => NAMES
                .iter()
                .find_map(|(kind, name)| (kind == known).then_some(*name))
                .unwrap_or_default(),
        }
    }

    /// The kind of that name; none when it can be no kind's name.
    pub fn named(name: &str) -> Option<EntityKind> {
        let known = NAMES.iter().find(|(_, known)| *known == name);
        if let Some((kind, _)) = known {
            return Some(*kind);
        }
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if name.is_empty() || name.len() > OTHER_MAX || !name.bytes().all(fits) {
            return None;
        }
        let mut bytes = [0; OTHER_MAX];
        bytes[..name.len()].copy_from_slice(name.as_bytes());
        Some(EntityKind::Other(OtherKind(bytes)))
    }

    /// What a person needs to create or change such a record; none for a kind nobody here may write.
    pub fn permission(self) -> Option<Permission> {
        match self {
            EntityKind::Service
            | EntityKind::Session
            | EntityKind::Questionnaire
            | EntityKind::Draft
            | EntityKind::Campaign
            | EntityKind::Calendar => Some(Permission::Plan),
            EntityKind::Action
            | EntityKind::Case
            | EntityKind::Solicitation
            | EntityKind::Feedback => Some(Permission::Act),
            EntityKind::Answer => Some(Permission::Answers),
            EntityKind::Report => Some(Permission::Reports),
            EntityKind::Erasure | EntityKind::Other(_) => None,
        }
    }
}

impl Serialize for EntityKind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for EntityKind {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<'de, str>::deserialize(from)?;
        EntityKind::named(&name).ok_or_else(|| D::Error::custom("not the name of a kind"))
    }
}
