//! What an operation says: one layout of bytes for each kind and version. A released layout never changes.

use crate::op::Op;
use domain::{Refusal, entity::Fields, ids::OpId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Bodies this version understands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    /// A whole new record.
    Create { fields: Fields },
    /// One field, made from the value `Op::base` wrote.
    Set { field: String, value: Value },
    /// The value someone decided on, which closes the listed contenders and proposals of a field. `from` is the accepted
    /// text they had before them: one that is merged differs from what its author sent.
    Resolve {
        field: String,
        value: Value,
        over: Vec<OpId>,
        from: Option<String>,
    },
    /// A long text, edited from the text `from`.
    Text {
        field: String,
        value: String,
        from: String,
    },
    /// One item more in a set.
    Add { field: String, item: String },
    /// One item less: the additions its author saw are undone.
    Remove {
        field: String,
        item: String,
        adds: Vec<OpId>,
    },
    /// A remark under a record; only ever added.
    Comment { text: String },
    /// What happened to a case or a report; only ever added.
    Event { fields: Fields },
    /// The record goes, with `Op::base` as the last change its author saw.
    Delete,
    /// The record comes back.
    Restore,
}

#[derive(Serialize, Deserialize)]
struct CreateV1 {
    fields: Fields,
}
#[derive(Serialize, Deserialize)]
struct SetV1 {
    field: String,
    value: Value,
}
#[derive(Serialize, Deserialize)]
struct ResolveV1 {
    field: String,
    value: Value,
    over: Vec<OpId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
}
#[derive(Serialize, Deserialize)]
struct TextV1 {
    field: String,
    value: String,
    from: String,
}
#[derive(Serialize, Deserialize)]
struct AddV1 {
    field: String,
    item: String,
}
#[derive(Serialize, Deserialize)]
struct RemoveV1 {
    field: String,
    item: String,
    adds: Vec<OpId>,
}
#[derive(Serialize, Deserialize)]
struct CommentV1 {
    text: String,
}

impl Body {
    /// The wire name and version of this body.
    pub fn kind(&self) -> (&'static str, u32) {
        let name = match self {
            Body::Create { .. } => "create",
            Body::Set { .. } => "set",
            Body::Resolve { .. } => "resolve",
            Body::Text { .. } => "text",
            Body::Add { .. } => "add",
            Body::Remove { .. } => "remove",
            Body::Comment { .. } => "comment",
            Body::Event { .. } => "event",
            Body::Delete => "delete",
            Body::Restore => "restore",
        };
        (name, 1)
    }

    pub fn encode(&self) -> Vec<u8> {
        fn json(body: &impl Serialize) -> Vec<u8> {
            // Structs and maps with text keys: nothing in them can fail to serialise.
            serde_json::to_vec(body).unwrap_or_default()
        }
        match self.clone() {
            Body::Create { fields } => json(&CreateV1 { fields }),
            Body::Set { field, value } => json(&SetV1 { field, value }),
            Body::Resolve {
                field,
                value,
                over,
                from,
            } => json(&ResolveV1 {
                field,
                value,
                over,
                from,
            }),
            Body::Text { field, value, from } => json(&TextV1 { field, value, from }),
            Body::Add { field, item } => json(&AddV1 { field, item }),
            Body::Remove { field, item, adds } => json(&RemoveV1 { field, item, adds }),
            Body::Comment { text } => json(&CommentV1 { text }),
            Body::Event { fields } => json(&fields),
            Body::Delete | Body::Restore => b"{}".to_vec(),
        }
    }

    /// # Errors
    /// `UnknownKind` when this version cannot know the layout (the operation is still stored and passed on);
    /// `Malformed` when it knows the layout and the bytes do not fit it.
    pub fn decode(op: &Op) -> Result<Body, Refusal> {
        fn read<'a, T: Deserialize<'a>>(op: &'a Op) -> Result<T, Refusal> {
            serde_json::from_slice(&op.body).map_err(|_| Refusal::Malformed)
        }
        match (op.kind.as_str(), op.v) {
            ("create", 1) => read(op).map(|CreateV1 { fields }| Body::Create { fields }),
            ("set", 1) => read(op).map(|SetV1 { field, value }| Body::Set { field, value }),
            ("resolve", 1) => read(op).map(|b: ResolveV1| Body::Resolve {
                field: b.field,
                value: b.value,
                over: b.over,
                from: b.from,
            }),
            ("text", 1) => read(op).map(|b: TextV1| Body::Text {
                field: b.field,
                value: b.value,
                from: b.from,
            }),
            ("add", 1) => read(op).map(|AddV1 { field, item }| Body::Add { field, item }),
            ("remove", 1) => read(op).map(|b: RemoveV1| Body::Remove {
                field: b.field,
                item: b.item,
                adds: b.adds,
            }),
            ("comment", 1) => read(op).map(|CommentV1 { text }| Body::Comment { text }),
            ("event", 1) => read(op).map(|fields| Body::Event { fields }),
            ("delete", 1) => read(op).map(|_: Fields| Body::Delete),
            ("restore", 1) => read(op).map(|_: Fields| Body::Restore),
            _ => Err(Refusal::UnknownKind),
        }
    }
}
