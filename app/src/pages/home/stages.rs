//! How each stage of the loop stands, from the records and figures of this device.

use super::totals::Totals;
use crate::{components::Tone, routes::Page, state::Row};
use domain::{
    Day,
    action::{Action, ActionStatus},
    figures::Rate,
    ids::ActionId,
};

#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stage {
    pub state: State,
    /// Where it is worked on; none for a room that does not exist yet.
    pub page: Option<Page>,
}

/// What to say of a stage; the catalogue words it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum State {
    NotYet,
    NoAnswers,
    UpToDate,
    /// Answers, but no head-count to hold them against.
    Received(u32),
    Answered(Rate),
    Read(u32),
    ToDecide(usize),
    UnderWay(usize),
    Late(usize),
    ToVerify(usize),
}

impl State {
    pub fn tone(self) -> Tone {
        match self {
            State::NotYet | State::NoAnswers => Tone::Plain,
            State::UpToDate
            | State::Received(_)
            | State::Answered(_)
            | State::Read(_)
            | State::UnderWay(_) => Tone::Ok,
            State::ToDecide(_) | State::ToVerify(_) => Tone::Attention,
            State::Late(_) => Tone::Late,
        }
    }
}

/// Collect, analyse, decide, act, verify, inform.
pub fn stages(totals: &Totals, actions: &[Row<ActionId, Action>], today: Day) -> [Stage; 6] {
    let count = |wanted: &[ActionStatus]| {
        actions
            .iter()
            .filter(|row| wanted.contains(&row.value.status))
            .count()
    };
    let collect = match totals.received {
        0 if totals.surveys == 0 => State::NotYet,
        0 => State::NoAnswers,
        received if totals.response.whole == 0 => State::Received(received),
        _ => State::Answered(totals.response),
    };
    let analyse = match totals.read {
        0 => State::NotYet,
        read => State::Read(read),
    };
    let decide = match count(&[ActionStatus::Proposed]) {
        _ if actions.is_empty() => State::NotYet,
        0 => State::UpToDate,
        n => State::ToDecide(n),
    };
    let late = actions
        .iter()
        .filter(|row| is_late(&row.value, today))
        .count();
    let act = match count(&[ActionStatus::Approved, ActionStatus::InProgress]) {
        _ if late > 0 => State::Late(late),
        0 if count(&[ActionStatus::Done, ActionStatus::Effective]) > 0 => State::UpToDate,
        0 => State::NotYet,
        n => State::UnderWay(n),
    };
    let verify = match count(&[ActionStatus::Done]) {
        0 if count(&[ActionStatus::Effective, ActionStatus::Ineffective]) > 0 => State::UpToDate,
        0 => State::NotYet,
        n => State::ToVerify(n),
    };
    let stage = |state, page| Stage { state, page };
    [
        stage(collect, Some(Page::Sessions)),
        stage(analyse, Some(Page::Results)),
        stage(decide, Some(Page::Plan)),
        stage(act, Some(Page::Plan)),
        stage(verify, Some(Page::Plan)),
        stage(State::NotYet, None),
    ]
}

/// An action that is still to be done after its day.
pub fn is_late(action: &Action, today: Day) -> bool {
    let open = matches!(
        action.status,
        ActionStatus::Proposed | ActionStatus::Approved | ActionStatus::InProgress
    );
    open && action.due.is_some_and(|due| due < today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::action::{ActionType, Source};
    use uuid::Uuid;

    const TODAY: Day = Day::constant(2026, 11, 21);

    fn action(status: ActionStatus, due: Option<Day>) -> Row<ActionId, Action> {
        Row {
            id: ActionId(Uuid::nil()),
            value: Action {
                title: "Réduire l’attente".to_owned(),
                kind: ActionType::Improvement,
                description: String::new(),
                owner: None,
                due,
                expected_result: String::new(),
                criterion: String::new(),
                status,
                source: Source::Idea,
                opened: TODAY,
            },
            in_conflict: false,
        }
    }

    #[test]
    fn a_new_organisation_has_everything_ahead() {
        let all = stages(&Totals::default(), &[], TODAY);
        assert!(all.iter().all(|stage| stage.state == State::NotYet));
    }

    #[test]
    fn a_late_action_shows_first_and_one_done_waits_for_its_effect() {
        let yesterday = Some(Day::constant(2026, 11, 20));
        let actions = [
            action(ActionStatus::InProgress, yesterday),
            action(ActionStatus::InProgress, Some(TODAY)),
            action(ActionStatus::Done, yesterday),
        ];
        let all = stages(&Totals::default(), &actions, TODAY);
        assert_eq!(all[2].state, State::UpToDate);
        assert_eq!(all[3].state, State::Late(1));
        assert_eq!(all[4].state, State::ToVerify(1));
    }

    #[test]
    fn answers_without_a_head_count_are_counted_not_rated() {
        let mut totals = Totals {
            surveys: 1,
            unknown: 1,
            received: 7,
            ..Totals::default()
        };
        assert_eq!(stages(&totals, &[], TODAY)[0].state, State::Received(7));
        totals.response = Rate { part: 8, whole: 10 };
        let rated = State::Answered(totals.response);
        assert_eq!(stages(&totals, &[], TODAY)[0].state, rated);
    }
}
