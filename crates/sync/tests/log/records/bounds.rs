//! What the page says of each field beside its type: what holds when it is left out, how long or large it may be, and
//! what changes it. Tried out on the page's own examples.

use super::{
    kinds::{event, kinds, reader},
    page::{Part, Row, part, parts, records},
};
use domain::{
    Refusal,
    entity::{self, EntityKind, Fields, LINE_MAX, NOTE_MAX, Shape, check_event, check_set, shape},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A record that fields are changed in, and what the program says of it then.
struct Trial {
    whole: fn(&Fields) -> Option<Fields>,
    kind: EntityKind,
    record: Value,
}

impl Trial {
    fn check(&self, record: &Value) -> Result<(), Refusal> {
        let fields = record.as_object().unwrap();
        match self.kind {
            EntityKind::Other(_) => check_event(EntityKind::Case, fields),
            kind => entity::check(kind, fields),
        }
    }

    /// As if the object at `at` had another value in `field`; none: did not have it.
    fn changed(&self, at: &str, field: &str, value: Option<Value>) -> Value {
        let mut record = self.record.clone();
        let object = record
            .pointer_mut(at)
            .and_then(Value::as_object_mut)
            .unwrap();
        match value {
            Some(value) => object.insert(field.to_owned(), value),
            None => object.remove(field),
        };
        record
    }

    fn with(&self, at: &str, field: &str, value: Value) -> Result<(), Refusal> {
        self.check(&self.changed(at, field, Some(value)))
    }

    /// Each row of a part against the object at `at`, and what lies in it.
    fn part(&self, parts: &[Part], of: &Part, at: &str, tried: &mut BTreeSet<String>) {
        for row in of.rows() {
            let path = format!("{at}/{}", row.field);
            let Some(value) = self.record.pointer(&path) else {
                continue;
            };
            tried.insert(format!("{} {}", of.title, row.field));
            self.left_out(&row, at, value);
            self.lengths(&row, at, value);
            self.numbers(&row, at);
            let Some(inner) = row.link().map(|anchor| part(parts, anchor)) else {
                continue;
            };
            match value {
                Value::Object(object) => {
                    // `{"pool": {…}}` and its like: what the name holds.
                    let held = object.get("pool").filter(|_| inner.title == "Pool");
                    let path = if held.is_some() {
                        format!("{path}/pool")
                    } else {
                        path
                    };
                    self.part(parts, inner, &path, tried);
                }
                Value::Array(items) => {
                    for index in 0..items.len() {
                        self.part(parts, inner, &format!("{path}/{index}"), tried);
                    }
                }
                _ => {}
            }
        }
    }

    fn left_out(&self, row: &Row<'_>, at: &str, value: &Value) {
        let without = self.changed(at, row.field, None);
        let told = (row, at);
        if row.is_refused() {
            let conditional = row.left_out != "refused" && value.is_null();
            assert!(conditional || self.check(&without).is_err(), "{told:?}");
            return;
        }
        let default: Value = serde_json::from_str(row.left_out).unwrap();
        let with = self.changed(at, row.field, Some(default));
        // What names it may be at fault then: that is asked of neither.
        let read = |record: &Value| (self.whole)(record.as_object().unwrap());
        assert!(read(&without).is_some(), "{told:?}");
        assert_eq!(read(&without), read(&with), "{told:?}");
    }

    fn lengths(&self, row: &Row<'_>, at: &str, value: &Value) {
        let word = row.value.split([',', ':', ';', ' ']).next().unwrap();
        let max = match word {
            "line" => LINE_MAX,
            "text" => NOTE_MAX,
            _ => return self.items(row, at, value),
        };
        let of = |count: usize| json!("é".repeat(count));
        assert_ne!(
            self.with(at, row.field, of(max)),
            Err(Refusal::TooLong),
            "{row:?}"
        );
        assert_eq!(
            self.with(at, row.field, of(max + 1)),
            Err(Refusal::TooLong),
            "{row:?}"
        );
        let blank = self.with(at, row.field, json!(" ")) == Err(Refusal::Required);
        let needed = row.value.contains("not blank");
        // "Not blank when …" hangs on another field.
        let depends = row.value.contains("not blank when");
        assert!(depends || blank == needed, "{row:?}");
    }

    /// One item more than the page allows.
    fn items(&self, row: &Row<'_>, at: &str, value: &Value) {
        let Some((before, _)) = row.value.split_once(" at most") else {
            return;
        };
        let (Some(items), Ok(most)) = (
            value.as_array(),
            before
                .rsplit(' ')
                .next()
                .unwrap()
                .replace(',', "")
                .parse::<usize>(),
        ) else {
            return;
        };
        let any = json!("0193c3a1-7e57-7abc-8def-000000000101");
        let item = items.first().cloned().unwrap_or(any);
        let of = |count: usize| json!(vec![item.clone(); count]);
        assert_ne!(
            self.with(at, row.field, of(most)),
            Err(Refusal::TooLong),
            "{row:?}"
        );
        assert!(self.with(at, row.field, of(most + 1)).is_err(), "{row:?}");
    }

    fn numbers(&self, row: &Row<'_>, at: &str) {
        if row.value.starts_with("day") {
            let far = self.with(at, row.field, json!("2100-01-01"));
            let near = row.value.contains("near");
            let accepted = far != Err(Refusal::DayOutOfRange);
            assert_eq!(accepted, !near, "{row:?}");
        }
        let number = row.value.strip_prefix("number, ");
        let Some((_, most)) = number.and_then(|bounds| bounds.split_once(" to ")) else {
            return;
        };
        let most = most.split([':', ' ']).next().unwrap().replace(',', "");
        let Ok(most) = most.parse::<u64>() else {
            return;
        };
        assert_eq!(self.with(at, row.field, json!(most)), Ok(()), "{row:?}");
        assert!(
            self.with(at, row.field, json!(most + 1)).is_err(),
            "{row:?}"
        );
    }
}

#[test]
fn what_is_left_out_and_what_is_too_much_is_as_on_the_page() {
    let parts = parts();
    let mut tried = BTreeSet::new();
    for kind in kinds() {
        for record in records(&parts, kind) {
            let whole = reader(kind).whole;
            let record = Value::Object(record);
            let trial = Trial {
                whole,
                kind,
                record,
            };
            assert_eq!(trial.check(&trial.record), Ok(()), "{kind:?}");
            trial.part(&parts, part(&parts, kind.name()), "", &mut tried);
        }
    }
    let bodies = parts.iter().flat_map(|part| &part.bodies);
    for (_, body) in bodies.filter(|(kind, _)| kind == "event") {
        let trial = Trial {
            whole: event().whole,
            kind: EntityKind::named("event").unwrap(),
            record: serde_json::from_str(body).unwrap(),
        };
        trial.part(&parts, part(&parts, "event"), "", &mut tried);
    }
    let all = parts.iter().flat_map(|part| {
        let rows = part.rows().into_iter();
        rows.map(|row| format!("{} {}", part.title, row.field))
            .collect::<Vec<_>>()
    });
    let missing: Vec<String> = all.filter(|row| !tried.contains(row)).collect();
    assert_eq!(missing, [""; 0], "no example has these");
}

#[test]
fn what_changes_a_field_is_as_on_the_page() {
    let parts = parts();
    for kind in kinds() {
        let record = &records(&parts, kind)[0];
        for row in part(&parts, kind.name()).rows() {
            let same = check_set(kind, record, row.field, &record[row.field]);
            let expected = match shape(kind, row.field) {
                _ if same == Err(Refusal::Frozen) => "never",
                Shape::Value | Shape::Status => "set",
                Shape::Text => "text",
                Shape::Set => "add",
            };
            assert_eq!(row.changed_by, Some(expected), "{kind:?} {}", row.field);
        }
    }
}
