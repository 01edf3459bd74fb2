//! Which actions the list shows, and in which order. Pure: filters come from the address, today from the clock.

use super::words::{days_late, is_open};
use crate::{order::sort_by, pages::record::words::from_wire, state::Row};
use domain::{
    Day,
    action::{Action, ActionStatus, ActionType},
    ids::{ActionId, PersonId},
};

pub type ActionRow = Row<ActionId, Action>;

/// Keys of the address.
pub const TEXT: &str = "q";
pub const STAGE: &str = "status";
pub const KIND: &str = "type";
pub const OWNER: &str = "owner";
pub const SORT: &str = "sort";

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Stage {
    /// Still to carry out.
    #[default]
    Open,
    Late,
    All,
    One(ActionStatus),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Owner {
    Nobody,
    Person(PersonId),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Column {
    Title,
    Status,
    Owner,
    #[default]
    Due,
}

impl Column {
    pub const ALL: [Column; 4] = [Column::Title, Column::Status, Column::Owner, Column::Due];

    pub fn key(self) -> &'static str {
        match self {
            Column::Title => "title",
            Column::Status => "status",
            Column::Owner => "owner",
            Column::Due => "due",
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    pub text: String,
    pub stage: Stage,
    pub kind: Option<ActionType>,
    pub owner: Option<Owner>,
    pub column: Column,
    pub descending: bool,
}

impl Filter {
    /// From the values of the address; what makes no sense is as if absent.
    pub fn read(get: impl Fn(&str) -> String) -> Filter {
        let stage = match get(STAGE).as_str() {
            "all" => Stage::All,
            "late" => Stage::Late,
            name => from_wire(name).map_or(Stage::Open, Stage::One),
        };
        let owner = match get(OWNER).as_str() {
            "none" => Some(Owner::Nobody),
            id => id.parse().ok().map(Owner::Person),
        };
        let sort = get(SORT);
        let (key, descending) = match sort.strip_prefix('-') {
            Some(key) => (key, true),
            None => (sort.as_str(), false),
        };
        let column = Column::ALL.into_iter().find(|column| column.key() == key);
        Filter {
            text: get(TEXT),
            stage,
            kind: from_wire(&get(KIND)),
            owner,
            column: column.unwrap_or_default(),
            descending,
        }
    }

    /// Rows to show. `name_of` gives the owner's name, for searching and sorting.
    pub fn select(
        &self,
        rows: &[ActionRow],
        today: Day,
        name_of: impl Fn(PersonId) -> String,
    ) -> Vec<ActionRow> {
        let owner_name = |row: &ActionRow| row.value.owner.map(&name_of).unwrap_or_default();
        let wanted = self.text.trim().to_lowercase();
        let mut rows: Vec<ActionRow> = rows
            .iter()
            .filter(|row| self.admits(&row.value, today))
            .filter(|row| wanted.is_empty() || holds(&row.value, &owner_name(row), &wanted))
            .cloned()
            .collect();
        sort_by(&mut rows, |a, b| {
            let (x, y) = (&a.value, &b.value);
            let order = match self.column {
                Column::Title => x.title.to_lowercase().cmp(&y.title.to_lowercase()),
                Column::Status => place(x.status).cmp(&place(y.status)),
                Column::Owner => owner_name(a).cmp(&owner_name(b)),
                // Without a date: after all others.
                Column::Due => (x.due.is_none(), x.due).cmp(&(y.due.is_none(), y.due)),
            };
            if self.descending {
                order.reverse()
            } else {
                order
            }
        });
        rows
    }

    fn admits(&self, action: &Action, today: Day) -> bool {
        let stage = match self.stage {
            Stage::All => true,
            Stage::Open => is_open(action.status) || action.status == ActionStatus::Done,
            Stage::Late => days_late(action.status, action.due, today).is_some(),
            Stage::One(status) => action.status == status,
        };
        let owner = match self.owner {
            None => true,
            Some(Owner::Nobody) => action.owner.is_none(),
            Some(Owner::Person(id)) => action.owner == Some(id),
        };
        stage && owner && self.kind.is_none_or(|kind| action.kind == kind)
    }
}

fn holds(action: &Action, owner: &str, wanted: &str) -> bool {
    [
        action.title.as_str(),
        &action.description,
        &action.expected_result,
        &action.criterion,
        owner,
    ]
    .iter()
    .any(|text| text.to_lowercase().contains(wanted))
}

fn place(status: ActionStatus) -> usize {
    let all = ActionStatus::ALL.iter();
    all.take_while(|one| **one != status).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::action::Source;
    use uuid::Uuid;

    const TODAY: Day = Day::constant(2026, 11, 21);

    fn row(number: u128, title: &str, status: ActionStatus, due: Option<Day>) -> ActionRow {
        Row {
            id: ActionId(Uuid::from_u128(number)),
            value: Action {
                title: title.to_owned(),
                kind: ActionType::Corrective,
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

    fn rows() -> Vec<ActionRow> {
        vec![
            row(
                1,
                "Ouvrir la salle",
                ActionStatus::InProgress,
                Some(Day::constant(2026, 11, 3)),
            ),
            row(2, "Relire le support", ActionStatus::Proposed, None),
            row(
                3,
                "Acheter des casques",
                ActionStatus::Done,
                Some(Day::constant(2026, 10, 1)),
            ),
            row(4, "Changer de salle", ActionStatus::Abandoned, None),
        ]
    }

    fn titles(query: &[(&str, &str)]) -> Vec<String> {
        let get = |key: &str| {
            let found = query.iter().find(|(name, _)| *name == key);
            found.map_or_else(String::new, |(_, value)| (*value).to_owned())
        };
        let shown = Filter::read(get).select(&rows(), TODAY, |_| String::new());
        shown.into_iter().map(|row| row.value.title).collect()
    }

    #[test]
    fn what_is_left_to_do_comes_first_by_due_date() {
        assert_eq!(
            titles(&[]),
            [
                "Acheter des casques",
                "Ouvrir la salle",
                "Relire le support"
            ]
        );
    }

    #[test]
    fn the_address_narrows_the_list() {
        assert_eq!(titles(&[("status", "late")]), ["Ouvrir la salle"]);
        assert_eq!(titles(&[("status", "abandoned")]), ["Changer de salle"]);
        assert_eq!(
            titles(&[("status", "all"), ("q", "SALLE"), ("sort", "-title")]),
            ["Ouvrir la salle", "Changer de salle"]
        );
        assert_eq!(titles(&[("type", "preventive")]).len(), 0);
        assert_eq!(titles(&[("owner", "none"), ("status", "all")]).len(), 4);
    }

    #[test]
    fn an_address_without_sense_shows_the_usual_list() {
        assert_eq!(
            titles(&[("status", "zzz"), ("owner", "zzz"), ("sort", "zzz")]).len(),
            3
        );
    }
}
