//! The control database: accounts, sign-in, invitations, tablets, the demo.

use crate::{id, org};
use domain::{
    ids::{CampaignId, DeviceId, PersonId},
    role::Role,
    team::What,
};
use store::{
    Control, StoreError,
    access::{Event, Step},
    account::{Account, Member, Org},
    tablet::Tablet,
};

fn an_org(n: u128, demo: bool) -> Org {
    Org {
        id: org(n),
        name: format!("Organisme {n}"),
        contact: "dpo@example.org".to_owned(),
        slug: format!("slug{n}"),
        zone: "Europe/Paris".to_owned(),
        territory: domain::calendar::Territory::default(),
        retention: domain::retention::Retention::default(),
        demo,
    }
}

fn account(n: u128, email: &str, password: Option<&str>) -> Account {
    Account {
        person: PersonId(id(n)),
        name: format!("Personne {n}"),
        email: email.to_owned(),
        password: password.map(str::to_owned),
    }
}

fn member(o: u128, person: u128, role: Role) -> Member {
    Member {
        org: org(o),
        person: PersonId(id(person)),
        role,
        withdrawn: false,
    }
}

fn event(person: u128, what: What, role: Role) -> Event {
    Event {
        at: 7,
        by: PersonId(id(101)),
        person: PersonId(id(person)),
        what,
        role,
        was: None,
    }
}

fn link(hash: &str, expires: i64) -> Step {
    Step::Link {
        name: None,
        hash: hash.to_owned(),
        expires,
    }
}

/// A new person with a link, as the last of `count` changes.
async fn invite(
    control: &Control,
    (account, member): (&Account, &Member),
    hash: &str,
    expires: i64,
    count: i64,
) -> Result<(), StoreError> {
    let step = Step::Invite {
        account: account.clone(),
        hash: hash.to_owned(),
        expires,
    };
    let note = Event {
        person: member.person,
        ..event(1, What::Invited, member.role)
    };
    control.change_access(member, count, &note, &step).await
}

pub(crate) async fn story(control: &Control) {
    accounts(control).await;
    invitations(control).await;
    access(control).await;
    tablets(control).await;
    demo(control).await;
}

async fn accounts(control: &Control) {
    assert!(!control.is_set_up().await.unwrap());
    let ada = account(101, "Ada@example.org", Some("$argon2id$1"));
    control
        .set_up(&an_org(1, false), &ada, Role::Direction)
        .await
        .unwrap();
    let second = control
        .set_up(
            &an_org(5, false),
            &account(105, "x@y", None),
            Role::Direction,
        )
        .await;
    assert!(matches!(second, Err(StoreError::Exists)));
    assert!(control.is_set_up().await.unwrap());
    assert_eq!(control.orgs().await.unwrap(), [an_org(1, false)]);
    assert_eq!(
        control.account_of(" ada@EXAMPLE.org ").await.unwrap(),
        Some(ada.clone())
    );
    assert_eq!(control.account_of("bob@example.org").await.unwrap(), None);

    let person = ada.person;
    control
        .start_login("h1", person, org(1), (9, 100), None)
        .await
        .unwrap();
    control
        .start_login("h2", person, org(1), (10, 100), Some("h1"))
        .await
        .unwrap();
    assert_eq!(control.login("h1", 50).await.unwrap(), None);
    assert_eq!(control.login("h2", 100).await.unwrap(), None);
    control.slide_login("h2", 200).await.unwrap();
    let login = control.login("h2", 100).await.unwrap().unwrap();
    assert_eq!(login.account, ada);
    assert_eq!(
        (login.member, login.expires),
        (member(1, 101, Role::Direction), 200)
    );
    control.set_password(person, "$argon2id$2").await.unwrap();
    assert_eq!(control.login("h2", 100).await.unwrap(), None);
}

async fn invitations(control: &Control) {
    let bob = account(102, "bob@example.org", None);
    let place = member(1, 102, Role::Trainer);
    let new = (&bob, &place);
    invite(control, new, "i1", 100, 0).await.unwrap();
    let again = invite(control, new, "i2", 100, 1).await;
    assert!(matches!(again, Err(StoreError::Exists)));
    let place = member(1, 102, Role::Team);
    let note = event(102, What::Link, Role::Team);
    let late = control
        .change_access(&place, 0, &note, &link("i2", 100))
        .await;
    assert!(
        matches!(late, Err(StoreError::Unmet)),
        "decided on an older state"
    );
    control
        .change_access(&place, 1, &note, &link("i3", 100))
        .await
        .unwrap();
    assert_eq!(control.invitation("i1", 50).await.unwrap(), None);
    assert_eq!(control.invitation("i3", 100).await.unwrap(), None);
    let invitation = control.invitation("i3", 50).await.unwrap().unwrap();
    assert_eq!((invitation.org, invitation.person), (org(1), bob.person));
    let joined = event(102, What::Joined, Role::Team);
    control
        .accept_invitation("i3", &invitation, "$p", &joined)
        .await
        .unwrap();
    let twice = control
        .accept_invitation("i3", &invitation, "$q", &joined)
        .await;
    assert!(matches!(twice, Err(StoreError::Unmet)));
    let people = control.people(org(1)).await.unwrap();
    let names: Vec<_> = people
        .iter()
        .map(|(a, r)| (a.name.as_str(), r.role))
        .collect();
    assert_eq!(
        names,
        [
            ("Personne 101", Role::Direction),
            ("Personne 102", Role::Team)
        ]
    );
    assert_eq!(people[1].0.password.as_deref(), Some("$p"));
}

/// Sessions of who is gone stay, to hand work over; the record says who did what.
async fn access(control: &Control) {
    let bob = PersonId(id(102));
    let start = control.start_login("b1", bob, org(1), (12, 900), None);
    start.await.unwrap();
    let gone = member(1, 102, Role::Team);
    let note = event(102, What::Withdrawn, Role::Team);
    let withdraw = control.change_access(&gone, 3, &note, &Step::Withdraw);
    withdraw.await.unwrap();
    assert!(
        control
            .login("b1", 50)
            .await
            .unwrap()
            .unwrap()
            .member
            .withdrawn
    );
    let back = event(102, What::Link, Role::Trainer);
    let place = member(1, 102, Role::Trainer);
    let new = link("i5", 100);
    let again = control.change_access(&place, 4, &back, &new);
    again.await.unwrap();
    let team = control.team(org(1), 50).await.unwrap();
    assert_eq!(team.count, 5);
    let kinds: Vec<What> = team.events.iter().map(|event| event.what).collect();
    let expected = [
        What::Link,
        What::Withdrawn,
        What::Joined,
        What::Link,
        What::Invited,
    ];
    assert_eq!(kinds, expected);
    assert_eq!(team.events[0], back);
    let told = |one: &store::access::Person| {
        (
            one.member.role,
            one.member.withdrawn,
            one.signed_in,
            one.link,
        )
    };
    let people: Vec<_> = team.people.iter().map(told).collect();
    let ada = (Role::Direction, false, Some(10), None);
    assert_eq!(people, [ada, (Role::Trainer, true, Some(12), Some(100))]);
    let found = control.invitation("i5", 50).await.unwrap().unwrap();
    let joined = event(102, What::Joined, Role::Trainer);
    let accept = control.accept_invitation("i5", &found, "$r", &joined);
    accept.await.unwrap();
    assert_eq!(control.login("b1", 50).await.unwrap(), None);
    let people = control.people(org(1)).await.unwrap();
    assert!(!people[1].1.withdrawn);
    // Two at once: one of them decides anew.
    let note = event(102, What::Role, Role::Team);
    let (one, two) = tokio::join!(
        control.change_access(&gone, 6, &note, &Step::Role),
        control.change_access(&gone, 6, &note, &Step::EndLinks)
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    let ended = control.change_access(&gone, 7, &note, &Step::EndLinks);
    ended.await.unwrap();
}

async fn tablets(control: &Control) {
    let tablet = Tablet {
        id: DeviceId(id(201)),
        org: org(1),
        name: "Salle 2".to_owned(),
        enrolled: None,
        last_contact: None,
        unsent: 0,
        revoked: false,
        only: None,
        told: None,
    };
    control.add_tablet(&tablet, "c1", 100).await.unwrap();
    assert_eq!(
        control.tablets(org(1), 99).await.unwrap(),
        std::slice::from_ref(&tablet)
    );
    // Its code expired: nobody enrols it any more.
    assert_eq!(control.tablets(org(1), 100).await.unwrap(), []);
    let late = control.enrol_tablet("c1", "t1", 100).await;
    assert!(matches!(late, Err(StoreError::Unmet)), "{late:?}");
    let enrolled = control.enrol_tablet("c1", "t1", 99).await.unwrap();
    assert_eq!(enrolled.enrolled, Some(99));
    let twice = control.enrol_tablet("c1", "t2", 99).await;
    assert!(matches!(twice, Err(StoreError::Unmet)));
    control.touch_tablet(tablet.id, 150, Some(4)).await.unwrap();
    control.touch_tablet(tablet.id, 160, None).await.unwrap();
    let seen = control.tablet_of("t1").await.unwrap().unwrap();
    assert_eq!(
        (seen.last_contact, seen.unsent, seen.revoked),
        (Some(160), 4, false)
    );
    let (renamed, only) = ("Salle 3", [CampaignId(id(7))]);
    let elsewhere = control.edit_tablet(org(2), tablet.id, renamed, None).await;
    assert!(matches!(elsewhere, Err(StoreError::Unmet)));
    let edited = control.edit_tablet(org(1), tablet.id, renamed, Some(&only));
    edited.await.unwrap();
    let seen = control.tablet_of("t1").await.unwrap().unwrap();
    assert_eq!(
        (seen.name.as_str(), seen.only),
        (renamed, Some(only.to_vec()))
    );
    all_at_once(control, tablet.id).await;
    control
        .edit_tablet(org(1), tablet.id, "Salle 2", None)
        .await
        .unwrap();
    let elsewhere = control.revoke_tablet(org(2), tablet.id).await;
    assert!(matches!(elsewhere, Err(StoreError::Unmet)));
    control.revoke_tablet(org(1), tablet.id).await.unwrap();
    assert!(control.tablet_of("t1").await.unwrap().unwrap().revoked);
    assert_eq!(control.tablet_of("t2").await.unwrap(), None);
    control
        .add_tablet(
            &Tablet {
                id: DeviceId(id(202)),
                ..tablet
            },
            "c2",
            300,
        )
        .await
        .unwrap();
    control.forget_expired(300).await.unwrap();
    assert_eq!(control.tablets(org(1), 0).await.unwrap().len(), 1);
}

/// A race that is lost does not say that there is no such tablet.
async fn all_at_once(control: &Control, tablet: DeviceId) {
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..2 {
        let control = control.clone();
        writers.spawn(async move {
            for round in 0..20 {
                let name = format!("Salle {writer}-{round}");
                control.edit_tablet(org(1), tablet, &name, None).await?;
            }
            Ok::<_, StoreError>(())
        });
    }
    for written in writers.join_all().await {
        written.unwrap();
    }
}

async fn demo(control: &Control) {
    let person = PersonId(id(101));
    let people = [(account(110, "owner@demo.example", None), Role::Team)];
    control
        .create_demo(
            &an_org(9, true),
            &people,
            &[member(9, 101, Role::Direction)],
        )
        .await
        .unwrap();
    let twice = control
        .create_demo(&an_org(8, true), &[], &[member(8, 101, Role::Direction)])
        .await;
    assert!(matches!(twice, Err(StoreError::Exists)));
    control
        .add_members(&[member(9, 102, Role::Team)])
        .await
        .unwrap();
    let only_here = account(109, "demo@example.org", None);
    let place = member(9, 109, Role::Trainer);
    invite(control, (&only_here, &place), "i9", 900, 0)
        .await
        .unwrap();
    control
        .start_login("h9", person, org(1), (11, 900), None)
        .await
        .unwrap();
    control.move_login("h9", person, org(9)).await.unwrap();
    let stranger = control.move_login("h9", person, org(7)).await;
    assert!(matches!(stranger, Err(StoreError::Unmet)));
    assert_eq!(
        control.login("h9", 1).await.unwrap().unwrap().member.org,
        org(9)
    );

    control.remove_org(org(9), org(1)).await.unwrap();
    assert_eq!(
        control.login("h9", 1).await.unwrap().unwrap().member.org,
        org(1)
    );
    assert_eq!(control.memberships(person).await.unwrap().len(), 1);
    assert_eq!(control.account_of("demo@example.org").await.unwrap(), None);
    assert!(
        control
            .account_of("bob@example.org")
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(control.orgs().await.unwrap().len(), 1);
    // Another demo may come.
    control
        .create_demo(&an_org(8, true), &[], &[member(8, 101, Role::Direction)])
        .await
        .unwrap();
}
