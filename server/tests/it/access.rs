//! Access of people over HTTP: who may give and take it, what ends at once, what still comes in, and who reads reports.

use crate::{
    app::{Caller, PASSWORD, TestApp},
    team::{Team, random},
};
use api::model::{InviteLink, Me, Team as Everybody, TeamMember};
use domain::{
    entity::{EntityKind, fields},
    ids::PersonId,
    report::Report,
    role::Role,
    team::What,
};
use serde_json::{Value, json};
use sync::{
    Body, EntityRef, Op,
    wire::{OpStatus, Page, Pushed, Rollups},
};

async fn me(caller: &mut Caller) -> Me {
    caller.api("me", json!({})).await.json()
}

async fn everybody(caller: &mut Caller) -> Everybody {
    caller.api("team", json!({})).await.json()
}

async fn member(caller: &mut Caller, person: PersonId) -> TeamMember {
    let all = everybody(caller).await.people.into_iter();
    all.into_iter().find(|one| one.person.id == person).unwrap()
}

async fn sign_in(caller: &mut Caller, email: &str) -> Me {
    let words = json!({ "email": email, "password": PASSWORD });
    caller.api("sign-in", words).await.json()
}

fn of(person: PersonId) -> Value {
    json!({ "person": person })
}

fn role(person: PersonId, role: Role) -> Value {
    json!({ "person": person, "role": role })
}

#[tokio::test]
async fn nobody_gets_more_rights_than_they_have_by_inviting_or_changing() {
    let (app, mut direction) = TestApp::ready().await;
    let mut lead = app.person(&mut direction, Role::QualityLead).await;
    let mut trainer = app.person(&mut direction, Role::Trainer).await;
    let invite = |email: &str, role: Role| json!({ "invite": { "name": "X", "email": email, "role": role } });
    let up = lead.api("invite", invite("x@example.org", Role::Direction));
    up.await.refused(403, "forbidden");
    lead.api("invite", invite("y@example.org", Role::QualityLead))
        .await
        .ok();
    let (first, other) = (
        me(&mut direction).await.person,
        me(&mut trainer).await.person,
    );
    let own = me(&mut lead).await.person;
    for (call, arguments) in [
        ("set-role", role(other, Role::Direction)),
        ("set-role", role(first, Role::Trainer)),
        ("withdraw", of(first)),
        ("new-link", of(first)),
        ("end-link", of(first)),
    ] {
        lead.api(call, arguments).await.refused(403, "forbidden");
    }
    lead.api("set-role", role(own, Role::Team))
        .await
        .refused(422, "refused");
    for call in ["team", "withdraw", "new-link", "end-link"] {
        trainer.api(call, of(own)).await.refused(403, "forbidden");
    }
    // The pending direction's link is no way in either.
    let pending: InviteLink = direction
        .api("invite", invite("dir@example.org", Role::Direction))
        .await
        .json();
    let again = lead.api("invite", invite("dir@example.org", Role::Team));
    again.await.refused(403, "forbidden");
    let seen = app
        .anonymous()
        .api("invitation", json!({ "token": pending.token }))
        .await;
    assert_eq!(seen.json::<Value>()["role"], "direction");
    let shown = everybody(&mut lead).await;
    let may: Vec<Role> = shown
        .people
        .iter()
        .filter(|one| one.changeable)
        .map(|one| one.person.role)
        .collect();
    assert!(!may.contains(&Role::Direction) && may.len() == 2, "{may:?}");
}

#[tokio::test]
async fn the_last_direction_and_oneself_stay() {
    let (app, mut direction) = TestApp::ready().await;
    let second = app.anonymous();
    let mut second = second
        .invited(&mut direction, "second@example.org", Role::Direction)
        .await;
    let (one, two) = (
        me(&mut direction).await.person,
        me(&mut second).await.person,
    );
    direction
        .api("withdraw", of(one))
        .await
        .refused(422, "refused");
    // Both at once: one of them stays.
    let (first, last) = tokio::join!(
        direction.api("set-role", role(two, Role::Team)),
        second.api("set-role", role(one, Role::Team))
    );
    let left = [me(&mut direction).await.role, me(&mut second).await.role];
    assert_eq!(
        left.iter().filter(|role| **role == Role::Direction).count(),
        1
    );
    assert_ne!(first.status.is_success(), last.status.is_success());
}

#[tokio::test]
async fn who_is_withdrawn_reads_nothing_more_and_what_waits_is_set_aside() {
    let (app, mut direction) = TestApp::ready().await;
    let mut gone = app.person(&mut direction, Role::Team).await;
    let before = me(&mut gone).await;
    let mut work = Team::of(&mut gone).await;
    let waits = work.op(EntityKind::Action, random(), fields(&testkit::action()));
    direction.api("withdraw", of(before.person)).await.ok();
    // The session only hands work over.
    for scope in ["team", "answers", "reports"] {
        let path = format!("/app/sync/v1/pull?scope={scope}");
        let pull = work.caller().get(&path);
        pull.await.refused(403, "scope_gone");
    }
    for path in ["rollups", "keys", "snapshot?scope=team", "checkpoints"] {
        let path = format!("/app/sync/v1/{path}");
        let read = work.caller().get(&path);
        read.await.refused(401, "sign_in_needed");
    }
    for call in ["people", "tablets", "team", "create-demo"] {
        let call = work.caller().api(call, json!({}));
        call.await.refused(401, "sign_in_needed");
    }
    for _ in 0..2 {
        let pushed: Pushed = work.send(vec![waits.clone()]).await.json();
        let told = (pushed.results[0].status, pushed.results[0].code.as_deref());
        assert_eq!(told, (OpStatus::Quarantined, Some("access_withdrawn")));
    }
    assert!(me(&mut gone).await.withdrawn);
    // A new sign-in is no more than that either.
    let mut elsewhere = app.anonymous();
    assert!(sign_in(&mut elsewhere, &before.email).await.withdrawn);
    elsewhere
        .api("people", json!({}))
        .await
        .refused(401, "sign_in_needed");
    // It counts once somebody says so, under the name of who made it, which stays.
    let held: Value = direction
        .api("quarantine", json!({ "after": null }))
        .await
        .json();
    let subject = &held["held"][0]["subject"];
    let decide = json!({ "subjects": [subject], "verdict": "accepted" });
    direction.api("decide", decide).await.ok();
    let mut lead = Team::of(&mut direction).await;
    let log = lead.log().await;
    assert_eq!(log[0]["id"], json!(waits.id));
    assert_eq!(log[0]["actor"], json!(before.person));
    let kept = member(&mut direction, before.person).await;
    assert!(kept.person.withdrawn && kept.person.name == before.name);
    assert!(kept.signed_in.is_some());
}

#[tokio::test]
async fn a_new_link_gives_access_back_and_ends_earlier_sessions() {
    let (app, mut direction) = TestApp::ready().await;
    let mut person = app.person(&mut direction, Role::Team).await;
    let who = me(&mut person).await;
    // Lost the password: until the link is used, everything goes on.
    let lost: InviteLink = direction.api("new-link", of(who.person)).await.json();
    assert!(member(&mut direction, who.person).await.link.is_some());
    person.api("people", json!({})).await.ok();
    direction.api("end-link", of(who.person)).await.ok();
    let accept =
        |token: &str| json!({ "token": token, "password": "une autre phrase, longue aussi" });
    let late = app
        .anonymous()
        .api("accept-invitation", accept(&lost.token))
        .await;
    late.refused(410, "expired");
    direction.api("withdraw", of(who.person)).await.ok();
    direction
        .api("withdraw", of(who.person))
        .await
        .refused(422, "refused");
    let back: InviteLink = direction.api("new-link", of(who.person)).await.json();
    assert!(
        me(&mut person).await.withdrawn,
        "not before the link is used"
    );
    let mut again = app.anonymous();
    let new: Me = again
        .api("accept-invitation", accept(&back.token))
        .await
        .json();
    assert_eq!(
        (new.person, new.withdrawn, new.role),
        (who.person, false, Role::Team)
    );
    again.api("people", json!({})).await.ok();
    person
        .api("me", json!({}))
        .await
        .refused(401, "sign_in_needed");
    let kinds: Vec<What> = everybody(&mut direction)
        .await
        .events
        .iter()
        .map(|event| event.what)
        .collect();
    let expected = [
        What::Joined,
        What::Link,
        What::Withdrawn,
        What::LinkEnded,
        What::Link,
        What::Joined,
        What::Invited,
    ];
    assert_eq!(kinds, expected);
    // Inviting the address of somebody withdrawn is asking them back.
    direction.api("withdraw", of(who.person)).await.ok();
    let invite = json!({ "invite": { "name": "Y", "email": who.email, "role": "trainer" } });
    direction.api("invite", invite).await.ok();
    let asked = member(&mut direction, who.person).await;
    assert_eq!(
        (asked.person.role, asked.person.name),
        (Role::Trainer, who.name)
    );
}

#[tokio::test]
async fn another_role_counts_at_the_next_call() {
    let (app, mut direction) = TestApp::ready().await;
    let mut lead = app.person(&mut direction, Role::QualityLead).await;
    let who = me(&mut lead).await.person;
    lead.get("/app/sync/v1/pull?scope=answers").await.ok();
    direction
        .api("set-role", role(who, Role::Trainer))
        .await
        .ok();
    let answers = lead.get("/app/sync/v1/pull?scope=answers").await;
    answers.refused(403, "scope_gone");
    let rollups: Rollups = lead.get("/app/sync/v1/rollups?after=0").await.json();
    let reader = rollups.reader.unwrap();
    assert_eq!((reader.role, reader.reports), (Role::Trainer, false));
    lead.api("tablets", json!({}))
        .await
        .refused(403, "forbidden");
}

/// Operations on one report, by direction.
struct Register<'a> {
    team: Team<'a>,
    actor: PersonId,
}

impl Register<'_> {
    async fn report(&mut self, id: uuid::Uuid, named: Vec<PersonId>) {
        let report = Report {
            named,
            ..testkit::report()
        };
        self.team.create(EntityKind::Report, id, &report).await;
    }

    async fn change(&mut self, id: uuid::Uuid, body: Body) {
        let mut op = self
            .team
            .op(EntityKind::Report, id, fields(&testkit::report()));
        let entity = EntityRef {
            kind: EntityKind::Report,
            id,
        };
        op = Op {
            device: op.device,
            cseq: op.cseq,
            ..Op::made(op.id, self.actor, entity, None, &body, 0, [7; 16])
        };
        let pushed: Pushed = self.team.send(vec![op]).await.json();
        assert_eq!(pushed.results[0].status, OpStatus::Stored, "{pushed:?}");
    }
}

async fn reports(caller: &mut Caller, after: u64) -> Page {
    let path = format!("/app/sync/v1/pull?scope=reports&after={after}");
    caller.get(&path).await.json()
}

fn records(page: &Page) -> Vec<uuid::Uuid> {
    page.ops.iter().map(|stored| stored.op.entity.id).collect()
}

#[tokio::test]
async fn who_is_named_in_a_report_reads_that_one_and_no_other() {
    let (app, mut direction) = TestApp::ready().await;
    let mut trainer = app.person(&mut direction, Role::Trainer).await;
    let named = me(&mut trainer).await.person;
    let actor = me(&mut direction).await.person;
    let [one, two] = [random(), random()];
    let mut register = Register {
        team: Team::of(&mut direction).await,
        actor,
    };
    register.report(one, Vec::new()).await;
    trainer
        .get("/app/sync/v1/pull?scope=reports")
        .await
        .refused(403, "scope_gone");
    register.report(two, vec![named]).await;
    let first = reports(&mut trainer, 0).await;
    assert_eq!(records(&first), [two]);
    assert_eq!(first.next, first.head);
    let part = first.part.clone().unwrap();
    let rollups: Rollups = trainer.get("/app/sync/v1/rollups?after=0").await.json();
    assert!(rollups.reader.unwrap().reports);
    // Named in the other as well: what is seen has another name, and from 0 there is all of it.
    let item = json!(named).as_str().unwrap().to_owned();
    let add = Body::Add {
        field: "named".to_owned(),
        item: item.clone(),
    };
    register.change(one, add).await;
    let both = reports(&mut trainer, first.next).await;
    assert_ne!(both.part, Some(part));
    assert_eq!(records(&reports(&mut trainer, 0).await), [one, two, one]);
    // Direction reads all of them.
    let whole = reports(register.team.caller(), 0).await;
    assert_eq!((records(&whole), whole.part), (vec![one, two, one], None));
}
