//! The kinds of records: the program's reader of each, and what the page says of all of them.

use super::{
    asked::{Asked, Found, Step, asked},
    page::{part, parts, quoted},
};
use domain::{
    action::Action,
    answer::ReleasedAnswer,
    calendar::cadence::Calendar,
    campaign::Campaign,
    case::{Case, CaseEvent},
    draft::Draft,
    entity::{EntityKind, Fields, check_event, deletable, fields, may_move, read, shape},
    feedback::Feedback,
    questionnaire::{Audience, Published, Questionnaire},
    report::Report,
    service::Service,
    session::Session,
    solicitation::Solicitation,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;
use sync::Scope;

/// How the program reads a kind of record.
#[derive(Clone, Copy)]
pub(crate) struct Reader {
    pub(crate) ask: fn(&[Step]) -> Option<Found>,
    /// The record as the program understands it, with what was left out; none for what is no such record.
    pub(crate) whole: fn(&Fields) -> Option<Fields>,
}

fn of<T: DeserializeOwned + Serialize>() -> Reader {
    Reader {
        ask: asked::<T>,
        whole: |record| read::<T>(record).ok().map(|typed| fields(&typed)),
    }
}

pub(crate) fn reader(kind: EntityKind) -> Reader {
    match kind {
        EntityKind::Service => of::<Service>(),
        EntityKind::Session => of::<Session>(),
        // Whom it is for stands beside it: see `beside`.
        EntityKind::Questionnaire => Reader {
            ask: |path| match path.split_first() {
                Some((Step::Field(field), rest)) if field == "audience" => asked::<Audience>(rest),
                _ => asked::<Questionnaire>(path),
            },
            ..of::<Published>()
        },
        EntityKind::Campaign => of::<Campaign>(),
        EntityKind::Action => of::<Action>(),
        EntityKind::Answer => of::<ReleasedAnswer>(),
        EntityKind::Case => of::<Case>(),
        EntityKind::Report => of::<Report>(),
        EntityKind::Draft => of::<Draft>(),
        EntityKind::Calendar => of::<Calendar>(),
        EntityKind::Solicitation => of::<Solicitation>(),
        EntityKind::Feedback => of::<Feedback>(),
        EntityKind::Erasure | EntityKind::Other(_) => panic!("a kind that the page has not"),
    }
}

/// The kinds of the page. An erasure is the server's own: docs/sync-protocol.md has it, with the hashes.
pub(crate) fn kinds() -> impl Iterator<Item = EntityKind> {
    EntityKind::known().filter(|kind| *kind != EntityKind::Erasure)
}

/// Fields of a record that are not in its struct.
pub(crate) fn beside(kind: &str) -> &'static [&'static str] {
    match kind {
        "questionnaire" => &["audience"],
        "action" | "feedback" => &["attachments"],
        _ => &[],
    }
}

pub(crate) fn event() -> Reader {
    of::<CaseEvent>()
}

#[test]
fn the_page_has_every_kind_with_its_scope_and_whether_it_is_deleted_and_has_events() {
    let parts = parts();
    let yes = |cell: &str| match cell {
        "yes" => true,
        "no" => false,
        other => panic!("{other}"),
    };
    let event = json!({"type": "note", "on": "2026-11-21"});
    let event = event.as_object().unwrap();
    let mut told = Vec::new();
    for cells in part(&parts, "kinds").table("Kind") {
        let kind = EntityKind::named(cells[0].trim_matches('`')).unwrap();
        assert_eq!(
            cells[1].trim_matches('`'),
            Scope::of(kind).name(),
            "{kind:?}"
        );
        assert_eq!(yes(&cells[2]), deletable(kind), "{kind:?}");
        assert_eq!(yes(&cells[3]), check_event(kind, event).is_ok(), "{kind:?}");
        assert!(part(&parts, kind.name()).record.is_some(), "{kind:?}");
        told.push(kind);
    }
    told.sort();
    let mut known: Vec<EntityKind> = kinds().collect();
    known.sort();
    assert_eq!(told, known);
}

#[test]
fn the_page_has_every_move_of_every_status() {
    let parts = parts();
    for kind in kinds() {
        let found = (reader(kind).ask)(&[Step::Field("status".to_owned())]);
        let moves = part(&parts, kind.name()).table("`status` from");
        if shape(kind, "status") != domain::entity::Shape::Status {
            assert!(moves.is_empty(), "{kind:?}");
            continue;
        }
        let Some(Asked::Names(all)) = found.map(|found| found.asked) else {
            panic!("{kind:?}: {found:?}");
        };
        let told: Vec<_> = moves
            .iter()
            .map(|cells| (quoted(&cells[0])[0], quoted(&cells[1])))
            .collect();
        assert_eq!(told.len(), all.len(), "{kind:?}");
        for (from, to) in told {
            for other in all.iter().filter(|other| **other != from) {
                let knows = may_move(kind, "status", &json!(from), &json!(other));
                assert_eq!(to.contains(other), knows, "{kind:?}: {from} to {other}");
            }
        }
    }
}
