//! Who may do what. The one table of role and permission; the server asks it, the front end only mirrors it.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// *Direction*: everything, people included.
    Direction,
    /// *Référent qualité*.
    QualityLead,
    /// Pedagogy and administration staff.
    Team,
    /// *Formateur*.
    Trainer,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Permission {
    /// Create and change services, sessions and campaigns.
    Plan,
    /// Create, change and comment actions.
    Act,
    /// See single answers, exclude one with a reason, export, import answers.
    Answers,
    /// Read and write every report of violence, harassment or discrimination; others only those that name them.
    Reports,
    /// Enrol and revoke tablets.
    Devices,
    /// Invite people, set the organisation up, create and drop the demo.
    People,
}

impl Permission {
    pub const ALL: [Permission; 6] = [
        Permission::Plan,
        Permission::Act,
        Permission::Answers,
        Permission::Reports,
        Permission::Devices,
        Permission::People,
    ];
}

impl Role {
    pub const ALL: [Role; 4] = [
        Role::Direction,
        Role::QualityLead,
        Role::Team,
        Role::Trainer,
    ];

    pub fn may(self, permission: Permission) -> bool {
        use Permission::{Act, Answers, Devices, People, Plan};
        match self {
            Role::Direction => true,
            Role::QualityLead => matches!(permission, Plan | Act | Answers | Devices | People),
            Role::Team => matches!(permission, Plan | Act | Devices),
            Role::Trainer => matches!(permission, Act),
        }
    }

    /// Whether this role may give `other` to somebody, take it away, or open the account of somebody who has it: nobody
    /// hands out rights that they do not have.
    pub fn may_hand_out(self, other: Role) -> bool {
        let has = |permission| self.may(permission) || !other.may(permission);
        self.may(Permission::People) && Permission::ALL.into_iter().all(has)
    }
}
