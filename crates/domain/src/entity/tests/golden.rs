//! Records as once written to a file: every later program reads them so.

use crate::{
    calendar::cadence::Calendar,
    campaign::{Campaign, Privacy, Stakeholder},
    entity::{EntityKind, Fields, check, fields, read},
    feedback::Feedback,
    solicitation::Solicitation,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// The record in the file and the typed one stand for each other, and a field added later does no harm.
fn same<T: Serialize + DeserializeOwned>(kind: EntityKind) -> T {
    same_in(include_str!("../../../golden/records.v1.json"), kind)
}

fn same_in<T: Serialize + DeserializeOwned>(file: &str, kind: EntityKind) -> T {
    let file: Value = serde_json::from_str(file).unwrap();
    let Value::Object(record) = file[kind.name()].clone() else {
        panic!("{kind:?} is not in the file");
    };
    assert_eq!(check(kind, &record), Ok(()));
    let typed: T = read(&record).unwrap();
    assert_eq!(fields(&typed), record, "{kind:?}");
    let mut newer: Fields = record;
    newer.insert("added_later".to_owned(), Value::Bool(true));
    assert_eq!(check(kind, &newer), Ok(()));
    typed
}

#[test]
fn records_read_as_they_were_written() {
    same::<Campaign>(EntityKind::Campaign);
    same::<Calendar>(EntityKind::Calendar);
    same::<Solicitation>(EntityKind::Solicitation);
    same::<Feedback>(EntityKind::Feedback);
}

/// Rules of a calendar with a mode of their own; those of the first file have none, and are anonymous.
#[test]
fn a_calendar_reads_with_and_without_modes() {
    let modes = |calendar: &Calendar| -> Vec<Privacy> {
        calendar.rules.iter().map(|rule| rule.privacy).collect()
    };
    let old = same::<Calendar>(EntityKind::Calendar);
    assert_eq!(modes(&old), [Privacy::Anonyme, Privacy::Anonyme]);
    let file = include_str!("../../../golden/records.v2.json");
    let new = same_in::<Calendar>(file, EntityKind::Calendar);
    assert_eq!(modes(&new), [Privacy::Confidentiel, Privacy::Nominatif]);
    assert_eq!(new.rules[1].privacy_reason, "Suivi individuel à trois mois");
}

#[test]
fn a_campaign_from_before_there_were_stakeholders_asks_beneficiaries() {
    let mut old = fields(&same::<Campaign>(EntityKind::Campaign));
    for later in ["stakeholder", "party", "called_off", "reminders"] {
        old.remove(later);
    }
    let campaign: Campaign = read(&old).unwrap();
    assert_eq!(campaign.stakeholder, Stakeholder::Beneficiary);
    assert!(campaign.party.is_empty() && campaign.reminders.is_empty());
}
