//! What was not taken is read, accepted, left where it is, and taken along; nothing of it is lost or told twice.

use super::{Tablet, World, answers};
use ::intake::{
    Payload,
    wire::{ItemStatus, Receipt},
};
use api::model::{Held, TabletEdit};
use domain::{
    Refusal,
    entity::EntityKind,
    ids::{CampaignId, DeviceId, OpId, PersonId},
    quarantine::{Subject, Verdict},
    role::Role,
};
use futures_util::TryStreamExt as _;
use server::{auth::Actor, service::Failure};
use std::collections::HashSet;
use sync::{
    Body, EntityRef, Op, Scope,
    wire::{OpStatus, Push},
};
use testkit::id;

fn told(receipt: &Receipt) -> (ItemStatus, Option<&str>) {
    (receipt.status, receipt.code.as_deref())
}

fn quarantined(code: &str) -> (ItemStatus, Option<&str>) {
    (ItemStatus::Quarantined, Some(code))
}

impl World {
    pub(super) async fn kept(&self) -> Vec<Held> {
        self.kept_for(&self.lead).await
    }

    async fn kept_for(&self, actor: &Actor) -> Vec<Held> {
        let page = self.app.quarantine(&actor.granted().unwrap(), None).await;
        page.unwrap().held
    }

    pub(super) async fn decide(&self, held: &[Held], verdict: Verdict) -> Vec<(Subject, Refusal)> {
        let subjects: Vec<Subject> = held.iter().map(|one| one.subject.clone()).collect();
        let by = self.lead.granted().unwrap();
        self.app.decide(&by, &subjects, &verdict).await.unwrap()
    }

    pub(super) async fn file(&self, actor: &Actor) -> serde_json::Value {
        let by = actor.granted().unwrap();
        let file = self.app.quarantine_file(&by).await.unwrap();
        let pages: Vec<_> = file.try_collect().await.unwrap();
        serde_json::from_slice(&pages.concat()).unwrap()
    }

    /// `boucle verify` finds nothing wrong.
    pub(super) async fn proved(&self) {
        let app = self.app.clone();
        let reports = tokio::task::spawn_blocking(move || app.verify(&[], true));
        for report in reports.await.unwrap().unwrap() {
            assert!(report.proven.is_ok(), "{report}");
        }
    }

    pub(super) async fn revoke(&self, tablet: &mut Tablet) {
        let devices = self.lead.granted().unwrap();
        let id = tablet.respondent.tablet().unwrap();
        self.app.revoke_tablet(&devices, id).await.unwrap();
        self.recognise(tablet).await;
    }

    pub(super) async fn limit(&self, tablet: &mut Tablet, only: Option<Vec<CampaignId>>) {
        let edit = TabletEdit {
            id: tablet.respondent.tablet().unwrap(),
            name: "Salle 3".to_owned(),
            only,
        };
        let devices = self.lead.granted().unwrap();
        self.app.edit_tablet(&devices, edit).await.unwrap();
        self.recognise(tablet).await;
    }

    /// Its next call.
    async fn recognise(&self, tablet: &mut Tablet) {
        let token = tablet.token.as_deref();
        tablet.respondent = self.app.respondent(token, None).await.unwrap();
    }

    fn acting(&self, role: Role) -> Actor {
        let mut actor = self.lead.clone();
        actor.role = role;
        actor
    }
}

#[tokio::test]
async fn what_a_revoked_tablet_delivers_waits_and_counts_once_accepted() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let mut tablet = world.tablet().await;
    world.revoke(&mut tablet).await;
    let kit = world.app.kit(&tablet.respondent, None).await;
    assert_eq!(kit, Err(Failure::DeviceRevoked));
    let items: Vec<_> = (500..506)
        .map(|n| tablet.seal(n, &answers(campaign.id, testkit::answers(3, "Bien"))))
        .collect();
    let first = tablet.send(items.clone()).await;
    assert!(
        first
            .iter()
            .all(|one| told(one) == quarantined("device_revoked"))
    );
    let counts = world.results(campaign.id).await.counts;
    assert_eq!((counts.received, counts.quarantined), (0, 6));
    let devices = world.lead.granted().unwrap();
    let tablets = world.app.tablets(&devices).await.unwrap();
    assert_eq!((tablets[0].quarantined, tablets[0].unsent), (6, 3));

    let kept = world.kept().await;
    assert_eq!(kept.len(), 6);
    for one in &kept {
        assert_eq!(one.code, "device_revoked");
        assert_eq!(one.day.as_deref(), Some("2026-11-20"));
        assert_eq!(one.tablet.as_deref(), Some("Salle 2"));
        assert_eq!((one.campaign, one.hindrance), (Some(campaign.id), None));
    }
    assert_eq!(world.decide(&kept, Verdict::Accepted).await, []);
    // Once, however often it is said, and however often the tablet sends it.
    assert_eq!(world.decide(&kept, Verdict::Accepted).await, []);
    assert_eq!(tablet.send(items).await, first);
    let results = world.results(campaign.id).await;
    assert_eq!(
        (results.counts.received, results.counts.quarantined),
        (6, 0)
    );
    assert_eq!(results.detail.unwrap().n, 6);
    assert_eq!(world.kept().await, []);
    assert_eq!(world.app.tablets(&devices).await.unwrap()[0].quarantined, 0);
    world.proved().await;

    // The answers are in the log as any others: without device, order or time.
    for stored in world.log(Scope::Answers).await {
        assert_eq!(stored.op.device, DeviceId::SERVER);
        assert_eq!((stored.op.wall_ms, stored.op.cseq), (0, 0));
        assert_eq!(stored.stamp.received_at, "2026-11-20");
    }
    // Who decided is known, and no longer which tablet brought them.
    let file = world.file(&world.lead).await;
    assert_eq!(file["items"], serde_json::json!([]));
    assert_eq!(file["decisions"].as_array().unwrap().len(), 6);
    let made = &file["decisions"][0]["decisions"][0];
    assert_eq!(made["by"], serde_json::json!(world.lead.person));
    assert_eq!(
        (&made["on"], &made["verdict"]),
        (&"2026-11-20".into(), &"accepted".into())
    );
    let device = tablet.respondent.tablet().unwrap().to_string();
    assert!(!file.to_string().contains(&device));
}

#[tokio::test]
async fn what_fills_several_pages_is_in_the_file_whole() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let mut tablet = world.tablet().await;
    world.revoke(&mut tablet).await;
    let payload = answers(campaign.id, testkit::answers(3, "Bien"));
    let items = (500..905).map(|n| tablet.seal(n, &payload));
    tablet.send(items.collect()).await;
    let file = world.file(&world.lead).await;
    let items = file["items"].as_array().unwrap();
    let ids: HashSet<_> = items
        .iter()
        .map(|one| one["item"]["id"].to_string())
        .collect();
    assert_eq!((items.len(), ids.len()), (405, 405));
    assert_eq!(file["format"], "boucle.quarantine.v1");
    assert_eq!(file["organisation"], "Atelier des savoirs");
    assert_eq!(file["operations"], serde_json::json!([]));
}

#[tokio::test]
async fn an_accepted_answer_waits_for_its_group() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let mut tablet = world.tablet().await;
    for n in 500..503 {
        tablet.answer(n, campaign.id, "Bien").await;
    }
    world.revoke(&mut tablet).await;
    tablet.answer(510, campaign.id, "Trop tard ?").await;
    world.decide(&world.kept().await, Verdict::Accepted).await;
    let counts = world.results(campaign.id).await.counts;
    assert_eq!((counts.received, counts.waiting), (4, 4));
    assert!(world.log(Scope::Answers).await.is_empty());
    world.tablet().await.answer(520, campaign.id, "Bien").await;
    assert_eq!(world.log(Scope::Answers).await.len(), 5);
    world.proved().await;
}

#[tokio::test]
async fn a_tablet_limited_to_campaigns_is_given_those_and_brings_no_other() {
    let world = World::new().await;
    let (own, other) = (
        world.campaign(30, |_| {}).await,
        world.campaign(31, |_| {}).await,
    );
    let mut tablet = world.tablet().await;
    assert_eq!(tablet.kit.sessions.len(), 2);
    world.limit(&mut tablet, Some(vec![own.id])).await;
    let kit = world.app.kit(&tablet.respondent, None).await.unwrap();
    let given: Vec<CampaignId> = kit.sessions.iter().map(|one| one.campaign).collect();
    assert_eq!(given, [own.id]);
    assert_eq!(kit.device.unwrap().name, "Salle 3");

    assert_eq!(tablet.answer(500, own.id, "Bien").await.code, None);
    let declined = Payload::Declined {
        campaign: other.id,
        day: super::today(),
        abandoned: false,
    };
    let sent = tablet.send(vec![tablet.seal(501, &declined)]).await;
    assert_eq!(told(&sent[0]), quarantined("not_for_this_tablet"));
    let kept = world.kept().await;
    assert_eq!(kept[0].campaign, Some(other.id));
    world.decide(&kept, Verdict::Accepted).await;
    let counts = world.results(other.id).await.counts;
    assert_eq!((counts.refused, counts.quarantined), (1, 0));
    world.proved().await;

    world.limit(&mut tablet, None).await;
    let kit = world.app.kit(&tablet.respondent, None).await.unwrap();
    assert_eq!(kit.sessions.len(), 2);
    let none = TabletEdit {
        id: tablet.respondent.tablet().unwrap(),
        name: "Salle 3".to_owned(),
        only: Some(Vec::new()),
    };
    let devices = world.lead.granted().unwrap();
    let refused = world.app.edit_tablet(&devices, none).await;
    assert!(matches!(refused, Err(Failure::Refused { .. })));
}

#[tokio::test]
async fn what_cannot_count_says_why_and_stays() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let tablet = world.tablet().await;
    let payload = answers(campaign.id, testkit::answers(3, "Bien"));
    let (good, twin) = (tablet.seal(500, &payload), tablet.seal(500, &payload));
    let mut broken = tablet.seal(501, &payload);
    broken.sealed[40] ^= 1;
    let nowhere = tablet.seal(502, &answers(CampaignId(id(99)), testkit::answers(3, "")));
    tablet.send(vec![good, twin.clone(), broken, nowhere]).await;
    let kept = world.kept().await;
    let hindrance = |code: &str| kept.iter().find(|one| one.code == code).unwrap().hindrance;
    assert_eq!(hindrance("malformed"), Some(Refusal::Malformed));
    assert_eq!(
        hindrance("unknown_reference"),
        Some(Refusal::UnknownReference)
    );
    // Other bytes under an id may be another answer: somebody may say so.
    assert_eq!(hindrance("already_exists"), None);
    let mut refused = world.decide(&kept, Verdict::Accepted).await;
    refused.sort_by_key(|(_, refusal)| refusal.code());
    let codes: Vec<Refusal> = refused.iter().map(|(_, refusal)| *refusal).collect();
    assert_eq!(codes, [Refusal::Malformed, Refusal::UnknownReference]);
    let counts = world.results(campaign.id).await.counts;
    assert_eq!((counts.received, counts.quarantined), (2, 0));
    let again = tablet.send(vec![twin]).await;
    assert_eq!(told(&again[0]), quarantined("already_exists"));
    assert_eq!(world.kept().await.len(), 2);
    world.proved().await;
}

#[tokio::test]
async fn what_is_dismissed_is_marked_and_kept_and_may_still_be_accepted() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let mut tablet = world.tablet().await;
    world.revoke(&mut tablet).await;
    tablet.answer(500, campaign.id, "Bien").await;
    let kept = world.kept().await;
    let reason = |text: &str| Verdict::Dismissed(text.to_owned());
    let by = world.lead.granted().unwrap();
    let empty = world.app.decide(&by, &[], &reason(" ")).await;
    assert!(matches!(empty, Err(Failure::Refused { .. })));
    world.decide(&kept, reason("Essai de la tablette")).await;
    world.decide(&kept, reason("Encore")).await;
    assert_eq!(world.kept().await, []);
    let devices = world.lead.granted().unwrap();
    assert_eq!(world.app.tablets(&devices).await.unwrap()[0].quarantined, 0);
    assert_eq!(world.results(campaign.id).await.counts.quarantined, 0);
    world.proved().await;

    // The file has it whole: whoever holds the key can read it without this program.
    let file = world.file(&world.lead).await;
    let item = &file["items"][0];
    assert_eq!(
        (&item["dismissed"], &item["code"]),
        (&true.into(), &"device_revoked".into())
    );
    let sealed: ::intake::wire::Item = serde_json::from_value(item["item"].clone()).unwrap();
    assert_eq!(sealed.kid, tablet.kit.kid);
    let decisions = file["decisions"][0]["decisions"].as_array().unwrap();
    assert_eq!(decisions.len(), 1);
    assert_eq!(decisions[0]["verdict"]["dismissed"], "Essai de la tablette");

    // The screen has it too: what, who left it there, when and why.
    let left = world.app.left_aside(&by, None).await.unwrap();
    assert_eq!(left.next, None);
    let [one] = left.left.as_slice() else {
        panic!("one thing was left aside: {left:?}");
    };
    assert_eq!(one.held.subject, kept[0].subject);
    assert_eq!(
        (one.held.campaign, one.held.hindrance),
        (Some(campaign.id), None)
    );
    assert_eq!(
        (one.decision.by, one.decision.on),
        (world.lead.person, super::today())
    );
    assert_eq!(one.decision.verdict, reason("Essai de la tablette"));

    world.decide(&kept, Verdict::Accepted).await;
    assert_eq!(world.results(campaign.id).await.counts.received, 1);
    assert_eq!(world.app.left_aside(&by, None).await.unwrap().left, []);
    world.proved().await;
}

#[tokio::test]
async fn whoever_decides_is_told_with_the_figures_how_much_waits() {
    let world = World::new().await;
    let waits = |actor: Actor| async {
        let actor = actor;
        let reader = world.app.rollups(&actor, 0).await.unwrap().reader.unwrap();
        (reader.held, reader.unopened)
    };
    assert_eq!(waits(world.lead.clone()).await, (0, 0));
    // An operation, an item of a survey that is not there, one sealed to a key that is not.
    let trainer = world.acting(Role::Trainer);
    let op = forbidden(&world, trainer.person, 901);
    let push = Push {
        device: op.device,
        epoch: None,
        ops: vec![op],
    };
    world.app.push(&trainer, push).await.unwrap();
    let tablet = world.tablet().await;
    let nowhere = answers(CampaignId(id(99)), testkit::answers(3, ""));
    let known = tablet.seal(500, &nowhere);
    let mut unknown = tablet.seal(501, &nowhere);
    unknown.kid = "lost".to_owned();
    tablet.send(vec![known, unknown]).await;
    assert_eq!(waits(world.lead.clone()).await, (3, 1));
    assert_eq!(waits(world.acting(Role::QualityLead)).await, (3, 1));
    assert_eq!(waits(trainer).await, (0, 0));

    let kept = world.kept().await;
    let unopened: Vec<bool> = kept.iter().map(|one| one.unopened).collect();
    assert_eq!(unopened.iter().filter(|one| **one).count(), 1);
    world
        .decide(&kept, Verdict::Dismissed("Essai".to_owned()))
        .await;
    assert_eq!(waits(world.lead.clone()).await, (0, 0));
}

/// An operation of a trainer that the role did not allow.
fn forbidden(world: &World, person: PersonId, n: u128) -> Op {
    let at = EntityRef {
        kind: EntityKind::Service,
        id: id(n),
    };
    let fields = domain::entity::fields(&testkit::service());
    let device = DeviceId(id(60));
    Op {
        id: OpId(id(n)),
        device,
        cseq: u64::try_from(n - 900).unwrap(),
        actor: person,
        ..world.op(at, None, &Body::Create { fields })
    }
}

#[tokio::test]
async fn a_refused_operation_enters_the_log_when_somebody_says_so() {
    let world = World::new().await;
    let trainer = world.acting(Role::Trainer);
    let person = trainer.person;
    let own = forbidden(&world, person, 901);
    // Pushed by somebody else than it says: nobody can vouch for it.
    let other = forbidden(&world, PersonId(id(70)), 902);
    let action = |op: Op| Op {
        entity: EntityRef {
            kind: EntityKind::Action,
            ..op.entity
        },
        body: Body::Create {
            fields: domain::entity::fields(&testkit::action()),
        }
        .encode(),
        ..op
    };
    let later = action(forbidden(&world, person, 903));
    let push = Push {
        device: own.device,
        epoch: None,
        ops: vec![own.clone(), other, later],
    };
    let pushed = world.app.push(&trainer, push).await.unwrap();
    let status: Vec<OpStatus> = pushed.results.iter().map(|one| one.status).collect();
    use OpStatus::{Quarantined, Stored};
    assert_eq!(status, [Quarantined, Quarantined, Stored]);

    let kept = world.kept().await;
    assert_eq!(kept.len(), 2);
    assert_eq!((&kept[0].op, kept[0].hindrance), (&Some(own.clone()), None));
    assert_eq!(kept[1].hindrance, Some(Refusal::Forbidden));
    let refused = world.decide(&kept, Verdict::Accepted).await;
    assert_eq!(refused, [(kept[1].subject.clone(), Refusal::Forbidden)]);
    assert!(world.team().await.get(own.entity).is_some());
    assert_eq!(world.kept().await.len(), 1);
    // It came after what its device made later: the proof knows that it was set aside.
    world.proved().await;
    let again = Push {
        device: own.device,
        epoch: None,
        ops: vec![own],
    };
    let pushed = world.app.push(&trainer, again).await.unwrap();
    assert_eq!(pushed.results[0].status, OpStatus::Duplicate);
}

#[tokio::test]
async fn what_was_dismissed_does_not_come_back_with_its_record() {
    let world = World::new().await;
    let at = EntityRef {
        kind: EntityKind::Action,
        id: id(100),
    };
    let body = Body::Comment {
        text: "Plus tôt".to_owned(),
    };
    let early = world.op(at, None, &body);
    let pushed = world.push(vec![early]).await;
    assert_eq!(pushed.results[0].code.as_deref(), Some("unknown_reference"));
    let kept = world.kept().await;
    assert_eq!(kept[0].hindrance, Some(Refusal::UnknownReference));
    world
        .decide(&kept, Verdict::Dismissed("Doublon".to_owned()))
        .await;
    let action = domain::entity::fields(&testkit::action());
    world.create(at.kind, at.id, action).await;
    assert!(world.team().await.get(at).unwrap().comments.is_empty());
    world.decide(&kept, Verdict::Accepted).await;
    assert_eq!(world.team().await.get(at).unwrap().comments.len(), 1);
    world.proved().await;
}

#[tokio::test]
async fn only_those_who_may_see_answers_decide_and_nobody_sees_others_reports() {
    let world = World::new().await;
    for role in [Role::Team, Role::Trainer] {
        let actor = world.acting(role);
        assert!(
            actor.granted::<server::auth::Answers>().is_err(),
            "{role:?}"
        );
    }
    let lead = world.acting(Role::QualityLead);
    let op = forbidden(&world, lead.person, 901);
    let report = Op {
        entity: EntityRef {
            kind: EntityKind::Report,
            ..op.entity
        },
        body: b"{}".to_vec(),
        ..op
    };
    let push = Push {
        device: report.device,
        epoch: None,
        ops: vec![report],
    };
    world.app.push(&lead, push).await.unwrap();
    let kept = world.kept().await;
    assert_eq!(kept.len(), 1);
    assert_eq!(world.kept_for(&lead).await, []);
    let told = world.app.rollups(&lead, 0).await.unwrap().reader.unwrap();
    assert_eq!(told.held, 0);
    let subjects = [kept[0].subject.clone()];
    let dismiss = Verdict::Dismissed("Non".to_owned());
    let by = lead.granted().unwrap();
    world.app.decide(&by, &subjects, &dismiss).await.unwrap();
    assert_eq!(world.kept().await.len(), 1);
    world.decide(&kept, dismiss).await;
    let file = world.file(&lead).await;
    assert_eq!(
        (&file["operations"], &file["decisions"]),
        (&serde_json::json!([]), &serde_json::json!([]))
    );
    assert_eq!(
        world.file(&world.lead).await["operations"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}
