//! The control database: accounts, sign-in, invitations, tablets, the demo.

use crate::{id, org};
use domain::{
    ids::{CampaignId, DeviceId, PersonId},
    role::Role,
};
use store::{
    Control, StoreError,
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
    }
}

pub(crate) async fn story(control: &Control) {
    accounts(control).await;
    invitations(control).await;
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
        .start_login("h1", person, org(1), 100, None)
        .await
        .unwrap();
    control
        .start_login("h2", person, org(1), 100, Some("h1"))
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
    control.invite(&bob, &place, "i1", 100).await.unwrap();
    let again = control.invite(&bob, &place, "i2", 100).await;
    assert!(matches!(again, Err(StoreError::Exists)));
    let place = member(1, 102, Role::Team);
    control.invite_again(&bob, &place, "i3", 100).await.unwrap();
    assert_eq!(control.invitation("i1", 50).await.unwrap(), None);
    assert_eq!(control.invitation("i3", 100).await.unwrap(), None);
    let invitation = control.invitation("i3", 50).await.unwrap().unwrap();
    assert_eq!((invitation.org, invitation.person), (org(1), bob.person));
    control
        .accept_invitation("i3", bob.person, "$p")
        .await
        .unwrap();
    let twice = control.accept_invitation("i3", bob.person, "$q").await;
    assert!(matches!(twice, Err(StoreError::Unmet)));
    let people = control.people(org(1)).await.unwrap();
    let names: Vec<_> = people.iter().map(|(a, r)| (a.name.as_str(), *r)).collect();
    assert_eq!(
        names,
        [
            ("Personne 101", Role::Direction),
            ("Personne 102", Role::Team)
        ]
    );
    assert_eq!(people[1].0.password.as_deref(), Some("$p"));
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
    control
        .invite(&only_here, &member(9, 109, Role::Trainer), "i9", 900)
        .await
        .unwrap();
    control
        .start_login("h9", person, org(1), 900, None)
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
