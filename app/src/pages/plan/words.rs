//! Actions in words: states, types, steps, and how late they are.

use crate::{
    components::{Icon, Tone},
    locales::workspace::{plan::Plan, texts},
};
use domain::{
    Day, Lang,
    action::{ActionStatus, ActionType},
};

fn t(lang: Lang) -> &'static Plan {
    &texts(lang).plan
}

pub fn kind(kind: ActionType, lang: Lang) -> &'static str {
    match kind {
        ActionType::Corrective => t(lang).corrective,
        ActionType::Preventive => t(lang).preventive,
        ActionType::Improvement => t(lang).improvement,
    }
}

/// The wire name of a type, for radio buttons.
pub fn wire_kind(kind: ActionType) -> &'static str {
    match kind {
        ActionType::Corrective => "corrective",
        ActionType::Preventive => "preventive",
        ActionType::Improvement => "improvement",
    }
}

pub fn status(status: ActionStatus, lang: Lang) -> &'static str {
    match status {
        ActionStatus::Proposed => t(lang).proposed,
        ActionStatus::Approved => t(lang).approved,
        ActionStatus::InProgress => t(lang).in_progress,
        ActionStatus::Done => t(lang).done,
        ActionStatus::Effective => t(lang).effective,
        ActionStatus::Ineffective => t(lang).ineffective,
        ActionStatus::Abandoned => t(lang).abandoned,
    }
}

pub fn status_tone(status: ActionStatus) -> (Tone, Icon) {
    match status {
        ActionStatus::Proposed | ActionStatus::Approved => (Tone::Plain, Icon::NotYet),
        ActionStatus::InProgress => (Tone::Plain, Icon::Refresh),
        ActionStatus::Done => (Tone::Attention, Icon::Clock),
        ActionStatus::Effective => (Tone::Ok, Icon::Check),
        ActionStatus::Ineffective => (Tone::Late, Icon::Warning),
        ActionStatus::Abandoned => (Tone::Plain, Icon::Close),
    }
}

/// The verb of a step.
pub fn step(from: ActionStatus, to: ActionStatus, lang: Lang) -> &'static str {
    let t = t(lang);
    match to {
        ActionStatus::Proposed => t.to_proposed,
        ActionStatus::Approved => t.to_approved,
        ActionStatus::InProgress
            if matches!(from, ActionStatus::Proposed | ActionStatus::Approved) =>
        {
            t.to_in_progress
        }
        ActionStatus::InProgress => t.to_reopened,
        ActionStatus::Done => t.to_done,
        ActionStatus::Effective => t.to_effective,
        ActionStatus::Ineffective => t.to_ineffective,
        ActionStatus::Abandoned => t.to_abandoned,
    }
}

/// Whether there is still something to carry out: a due date in the past then means late.
pub fn is_open(status: ActionStatus) -> bool {
    matches!(
        status,
        ActionStatus::Proposed | ActionStatus::Approved | ActionStatus::InProgress
    )
}

/// Days past the due date of an action still to carry out; none when in time.
pub fn days_late(status: ActionStatus, due: Option<Day>, today: Day) -> Option<i32> {
    let due = due.filter(|due| is_open(status) && *due < today)?;
    i32::try_from(today.duration_since(due).as_hours() / 24).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_still_to_do_can_be_late() {
        let (due, today) = (Day::constant(2026, 11, 13), Day::constant(2026, 11, 21));
        assert_eq!(
            days_late(ActionStatus::InProgress, Some(due), today),
            Some(8)
        );
        assert_eq!(days_late(ActionStatus::Done, Some(due), today), None);
        assert_eq!(days_late(ActionStatus::Proposed, Some(today), today), None);
        assert_eq!(days_late(ActionStatus::Proposed, None, today), None);
    }

    #[test]
    fn every_move_of_the_machine_has_a_verb() {
        for lang in [Lang::Fr, Lang::En] {
            for from in ActionStatus::ALL {
                for to in from.next() {
                    assert!(!step(from, *to, lang).is_empty());
                }
            }
        }
        let again = step(
            ActionStatus::Ineffective,
            ActionStatus::InProgress,
            Lang::Fr,
        );
        assert_eq!(again, "Reprendre");
    }
}
