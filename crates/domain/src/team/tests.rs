use super::{By, Change, Member, Standing, check};
use crate::{
    Refusal,
    ids::PersonId,
    role::{
        Role,
        Role::{Direction, QualityLead, Team, Trainer},
    },
};
use uuid::Uuid;

fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

fn member(number: u128, role: Role, standing: Standing) -> Member {
    Member {
        person: person(number),
        role,
        standing,
    }
}

fn by(role: Role) -> By {
    By {
        person: Some(person(1)),
        role,
    }
}

/// Every role beside every other: who may hand out which.
#[test]
fn nobody_hands_out_rights_that_they_do_not_have() {
    let table = [
        (Direction, [true, true, true, true]),
        (QualityLead, [false, true, true, true]),
        (Team, [false; 4]),
        (Trainer, [false; 4]),
    ];
    for (giver, row) in table {
        for (given, may) in Role::ALL.into_iter().zip(row) {
            assert_eq!(giver.may_hand_out(given), may, "{giver:?} gives {given:?}");
        }
    }
}

/// Every role of the one who asks, of the one it is about, and to be given.
#[test]
fn a_change_needs_the_rights_of_both_roles() {
    let direction = member(3, Direction, Standing::Active);
    for asks in Role::ALL {
        for has in Role::ALL {
            let of = member(2, has, Standing::Active);
            let people = [of, direction];
            let may = asks.may_hand_out(has);
            for change in [Change::Withdraw, Change::Link] {
                let done = check(by(asks), of, change, &people);
                let expected = if may { Ok(()) } else { Err(Refusal::Forbidden) };
                assert_eq!(done, expected, "{asks:?} {change:?} {has:?}");
            }
            for to in Role::ALL {
                let expected = match may && asks.may_hand_out(to) {
                    false => Err(Refusal::Forbidden),
                    true if to == has => Err(Refusal::IllegalMove),
                    true => Ok(()),
                };
                let done = check(by(asks), of, Change::Role(to), &people);
                assert_eq!(done, expected, "{asks:?} makes {has:?} {to:?}");
            }
        }
    }
}

#[test]
fn nobody_changes_their_own_access() {
    let own = member(1, Direction, Standing::Active);
    let people = [own, member(2, Direction, Standing::Active)];
    for change in [Change::Role(Team), Change::Withdraw, Change::Link] {
        let done = check(by(Direction), own, change, &people);
        assert_eq!(done, Err(Refusal::Oneself));
    }
}

#[test]
fn the_last_direction_stays() {
    let server = By {
        person: None,
        role: Direction,
    };
    let last = member(2, Direction, Standing::Active);
    // Who has not opened the account, or is gone, directs nothing.
    let people = [
        last,
        member(3, Direction, Standing::Invited),
        member(4, Direction, Standing::Withdrawn),
        member(5, QualityLead, Standing::Active),
    ];
    for change in [Change::Role(Trainer), Change::Withdraw] {
        let done = check(server, last, change, &people);
        assert_eq!(done, Err(Refusal::LastDirection));
    }
    assert_eq!(check(server, last, Change::Link, &people), Ok(()));
    let invited = people[1];
    assert_eq!(check(server, invited, Change::Withdraw, &people), Ok(()));
    let two = [last, member(6, Direction, Standing::Active)];
    assert_eq!(check(server, last, Change::Withdraw, &two), Ok(()));
}

#[test]
fn who_is_gone_is_not_withdrawn_again_but_may_be_asked_back() {
    let gone = member(2, Trainer, Standing::Withdrawn);
    let people = [gone];
    let again = check(by(QualityLead), gone, Change::Withdraw, &people);
    assert_eq!(again, Err(Refusal::IllegalMove));
    assert_eq!(check(by(QualityLead), gone, Change::Link, &people), Ok(()));
}
