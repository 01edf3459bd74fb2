//! Who may change whose access to an organisation, decided on all of its people. The server asks before it writes; screens
//! ask for what they offer.

use crate::{Refusal, ids::PersonId, role::Role};
use serde::{Deserialize, Serialize};

/// A person of the organisation, or who was one: names stay, rights do not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Member {
    pub person: PersonId,
    pub role: Role,
    pub standing: Standing,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Has a link, or had one, and has not opened the account yet.
    Invited,
    Active,
    /// Reads nothing any more. What waits on their devices may still be handed over, to be decided on.
    Withdrawn,
}

/// What somebody wants to do with the access of a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    Role(Role),
    /// Ends the access of a member, or takes an invitation back.
    Withdraw,
    /// A link that opens the account, with a new password.
    Link,
}

/// A line of the record of whose access was given or taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Invited,
    /// A new link, for somebody who has an account or had one.
    Link,
    LinkEnded,
    /// The link was used: the account is open, with a new password.
    Joined,
    Role,
    Withdrawn,
}

/// Who asks: `person` is none for whoever runs commands on the server's own machine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct By {
    pub person: Option<PersonId>,
    pub role: Role,
}

/// Whether `by` may do this to `of`, one of `people`.
///
/// # Errors
/// `Forbidden` for rights that `by` does not have, `Oneself`, `LastDirection`, `IllegalMove` for what is so already.
pub fn check(by: By, of: Member, change: Change, people: &[Member]) -> Result<(), Refusal> {
    let given = match change {
        Change::Role(role) => role,
        Change::Withdraw | Change::Link => of.role,
    };
    if !by.role.may_hand_out(of.role) || !by.role.may_hand_out(given) {
        return Err(Refusal::Forbidden);
    }
    // Nobody shuts themselves out: somebody else does it.
    if by.person == Some(of.person) {
        return Err(Refusal::Oneself);
    }
    match change {
        Change::Role(role) if role == of.role => return Err(Refusal::IllegalMove),
        Change::Withdraw if of.standing == Standing::Withdrawn => {
            return Err(Refusal::IllegalMove);
        }
        Change::Link => return Ok(()),
        _ => {}
    }
    let leads = |one: &Member| one.role == Role::Direction && one.standing == Standing::Active;
    let others = || {
        people
            .iter()
            .any(|one| one.person != of.person && leads(one))
    };
    if leads(&of) && !others() {
        return Err(Refusal::LastDirection);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
