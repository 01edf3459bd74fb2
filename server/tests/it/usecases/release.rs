//! Anonymous answers enter the log in groups, without order or time, and leave nothing behind.

use super::{Started, Tablet, World, open_store, today};
use domain::{
    answer::{Place, ReleasedAnswer, Survey},
    calendar::cadence::Stakeholder,
    campaign::{Campaign, CampaignStatus, Privacy},
    entity::{self, EntityKind},
    ids::{AnswerId, DeviceId, ServiceId, SessionId},
    quarantine::Verdict,
    role::Role,
};
use ledger::{Commit, LogStore as _};
use std::collections::HashSet;
use store::NewOrg;
use sync::{Body, EntityRef, Scope, wire::OpStatus};
use testkit::{day, id};
use uuid::Uuid;

/// Released answers with their ids, in the order of the log.
async fn released(world: &World) -> Vec<(AnswerId, ReleasedAnswer)> {
    let log = world.log(Scope::Answers).await;
    let created = log.iter().filter_map(|stored| {
        let Ok(Body::Create { fields }) = Body::decode(&stored.op) else {
            return None;
        };
        Some((
            AnswerId(stored.op.entity.id),
            entity::read(&fields).unwrap(),
        ))
    });
    created.collect()
}

async fn answer_times(tablet: &Tablet, campaign: &Started, items: std::ops::Range<u128>) {
    for n in items {
        tablet.answer(n, campaign.id, &format!("avis {n}")).await;
    }
}

#[tokio::test]
async fn four_wait_and_the_fifth_releases_all_of_them() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let tablet = world.tablet().await;
    answer_times(&tablet, &campaign, 500..504).await;
    let results = world.results(campaign.id).await;
    assert_eq!((results.counts.received, results.counts.waiting), (4, 4));
    assert_eq!((results.response.part, results.response.whole), (4, 11));
    assert!(results.detail.is_none());
    assert!(released(&world).await.is_empty());

    answer_times(&tablet, &campaign, 504..505).await;
    let results = world.results(campaign.id).await;
    assert_eq!((results.counts.received, results.counts.waiting), (5, 0));
    let detail = results.detail.unwrap();
    assert_eq!(
        (detail.n, detail.answers.len(), detail.comments.len()),
        (5, 5, 5)
    );
    // The next ones wait for a group of their own.
    answer_times(&tablet, &campaign, 505..509).await;
    assert_eq!(released(&world).await.len(), 5);
    assert_eq!(world.results(campaign.id).await.counts.waiting, 4);
}

#[tokio::test]
async fn nothing_in_the_log_tells_who_answered_or_when() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let tablet = world.tablet().await;
    answer_times(&tablet, &campaign, 500..505).await;
    for stored in world.log(Scope::Answers).await {
        let op = &stored.op;
        assert_eq!(stored.stamp.received_at, "2026-11-20");
        assert_eq!((op.wall_ms, op.cseq), (0, 0));
        assert_eq!(op.device, DeviceId::SERVER);
        assert_ne!(Some(op.device), tablet.respondent.tablet());
        // Ids without time, and none of an item.
        for id in [op.id.0, op.entity.id] {
            assert_eq!(id.get_version_num(), 4);
            assert!(id.as_u128() > 1_000);
        }
    }
}

/// The order of release is new each time: of twenty groups of five, not all stand as they came.
#[tokio::test]
async fn the_order_of_the_log_is_not_the_order_of_arrival() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let tablet = world.tablet().await;
    let payload = |n: u128| super::answers(campaign.id, testkit::answers(3, &n.to_string()));
    for group in 0..20 {
        let items = (0..5).map(|n| 500 + group * 5 + n);
        tablet
            .send(items.map(|n| tablet.seal(n, &payload(n))).collect())
            .await;
    }
    let comment = |answer: &ReleasedAnswer| format!("{:?}", answer.answers["best"]);
    let comments: Vec<String> = released(&world)
        .await
        .iter()
        .map(|(_, a)| comment(a))
        .collect();
    assert_eq!(comments.len(), 100);
    let in_order = comments.chunks(5).filter(|group| group.is_sorted()).count();
    assert!(in_order < 10, "{in_order} of 20 groups in order of arrival");
}

#[tokio::test]
async fn a_small_campaign_joins_the_pool_when_it_closes() {
    let world = World::new().await;
    let tablet = world.tablet().await;
    let first = world.campaign(30, |_| {}).await;
    answer_times(&tablet, &first, 500..503).await;
    world.close(&first).await;
    assert!(released(&world).await.is_empty());
    let counts = world.results(first.id).await.counts;
    assert_eq!((counts.received, counts.waiting), (3, 3));

    // Another session of the same service and quarter.
    let other = SessionId(id(21));
    let session = entity::fields(&testkit::session(ServiceId(id(10))));
    world.create(EntityKind::Session, other.0, session).await;
    let second = world
        .campaign(31, |campaign| campaign.session = other)
        .await;
    answer_times(&tablet, &second, 510..512).await;
    world.close(&second).await;
    let place = Place::Pool {
        service: ServiceId(id(10)),
        quarter: "2026-T4".to_owned(),
        survey: Some(Survey {
            questionnaire: "af.hot".to_owned(),
            stakeholder: Stakeholder::Beneficiary,
        }),
    };
    let answers = released(&world).await;
    assert_eq!(answers.len(), 5);
    assert!(answers.iter().all(|(_, answer)| answer.place == place));
    let rollups = world.app.rollups(&world.lead, 0).await.unwrap();
    assert_eq!(rollups.pools.len(), 1);
    assert_eq!(rollups.pools[0].detail.as_ref().unwrap().n, 5);
    let results = world.results(first.id).await;
    assert_eq!((results.counts.received, results.counts.waiting), (3, 0));
    assert!(results.detail.is_none());
    // The day of a pooled answer would name its session.
    let quarter = day("2026-10-01");
    assert!(answers.iter().all(|(_, answer)| answer.day == quarter));
    // What a tablet delivers late goes the same way, five at a time: one alone would be told by its arrival.
    answer_times(&tablet, &first, 520..524).await;
    assert_eq!(released(&world).await.len(), 5);
    answer_times(&tablet, &first, 524..525).await;
    assert_eq!(released(&world).await.len(), 10);
}

/// One company among beneficiaries would be told by what it says: it waits for others of its kind.
#[tokio::test]
async fn answers_of_companies_are_pooled_among_themselves() {
    let world = World::new().await;
    let tablet = world.tablet().await;
    let beneficiaries = world.campaign(30, |_| {}).await;
    answer_times(&tablet, &beneficiaries, 500..504).await;
    world.close(&beneficiaries).await;
    let company = world
        .campaign(31, |campaign| campaign.stakeholder = Stakeholder::Company)
        .await;
    answer_times(&tablet, &company, 504..505).await;
    world.close(&company).await;
    assert!(released(&world).await.is_empty());
    assert_eq!(world.results(company.id).await.counts.waiting, 1);

    answer_times(&tablet, &company, 505..509).await;
    let answers = released(&world).await;
    assert_eq!(answers.len(), 5);
    let of = |answer: &ReleasedAnswer| match &answer.place {
        Place::Pool { survey, .. } => survey.as_ref().map(|survey| survey.stakeholder),
        Place::Campaign(_) => None,
    };
    let companies = |(_, answer): &(_, ReleasedAnswer)| of(answer) == Some(Stakeholder::Company);
    assert!(answers.iter().all(companies));
    let pools = world.app.rollups(&world.lead, 0).await.unwrap().pools;
    let shown: Vec<_> = pools
        .iter()
        .filter_map(|pool| pool.survey.clone())
        .collect();
    assert_eq!(shown.len(), 1, "nothing of the four beneficiaries");
    assert_eq!(shown[0].stakeholder, Stakeholder::Company);
    // The fifth beneficiary's brings theirs; neither changes the other's figures.
    answer_times(&tablet, &beneficiaries, 509..510).await;
    let pools = world.app.rollups(&world.lead, 0).await.unwrap().pools;
    let sizes = pools.iter().map(|pool| pool.detail.as_ref().unwrap().n);
    assert_eq!(sizes.collect::<Vec<_>>(), [5, 5]);
}

#[tokio::test]
async fn a_campaign_with_a_group_releases_the_rest_when_it_closes() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let tablet = world.tablet().await;
    answer_times(&tablet, &campaign, 500..507).await;
    assert_eq!(released(&world).await.len(), 5);
    world.close(&campaign).await;
    assert_eq!(released(&world).await.len(), 7);
    assert_eq!(world.results(campaign.id).await.detail.unwrap().n, 7);
}

#[tokio::test]
async fn what_comes_after_the_end_of_a_released_campaign_joins_the_pool() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let mut tablet = world.tablet().await;
    answer_times(&tablet, &campaign, 500..507).await;
    world.close(&campaign).await;
    // One alone would be told by its arrival: from the tablet, and from the quarantine.
    answer_times(&tablet, &campaign, 507..508).await;
    world.revoke(&mut tablet).await;
    answer_times(&tablet, &campaign, 508..511).await;
    world.decide(&world.kept().await, Verdict::Accepted).await;
    assert_eq!(released(&world).await.len(), 7);
    assert_eq!(world.results(campaign.id).await.counts.waiting, 4);
    answer_times(&tablet, &campaign, 511..512).await;
    world.decide(&world.kept().await, Verdict::Accepted).await;
    let late = released(&world).await.split_off(7);
    assert_eq!(late.len(), 5);
    let pooled = |answer: &ReleasedAnswer| matches!(answer.place, Place::Pool { .. });
    assert!(late.iter().all(|(_, answer)| pooled(answer)));
    assert_eq!(world.results(campaign.id).await.detail.unwrap().n, 7);
}

#[tokio::test]
async fn the_calendar_closes_campaigns_past_their_last_day() {
    let world = World::new().await;
    let last_day = |campaign: &mut domain::campaign::Campaign| campaign.closes = today();
    let due = world.campaign(30, last_day).await;
    world.campaign(31, |_| {}).await;
    let tablet = world.tablet().await;
    answer_times(&tablet, &due, 500..507).await;
    assert_eq!(world.app.close_due().await, Ok(0));
    world.days_later(1);
    assert_eq!(world.app.close_due().await, Ok(1));
    assert_eq!(world.app.close_due().await, Ok(0));
    assert_eq!(released(&world).await.len(), 7);
}

#[tokio::test]
async fn confidential_answers_do_not_wait() {
    let world = World::new().await;
    let confidential = |c: &mut domain::campaign::Campaign| c.privacy = Privacy::Confidentiel;
    let campaign = world.campaign(30, confidential).await;
    answer_times(&world.tablet().await, &campaign, 500..501).await;
    assert_eq!(released(&world).await.len(), 1);
    // Shown to nobody before there are five all the same.
    assert!(world.results(campaign.id).await.detail.is_none());
}

#[tokio::test]
async fn a_test_counts_as_a_test_only() {
    let world = World::new().await;
    let test = world.campaign(30, |campaign| campaign.test = true).await;
    let tablet = world.tablet().await;
    answer_times(&tablet, &test, 500..503).await;
    world.close(&test).await;
    assert!(released(&world).await.is_empty());
    answer_times(&tablet, &test, 503..505).await;
    let answers = released(&world).await;
    assert_eq!(answers.len(), 5);
    assert!(answers.iter().all(|(_, answer)| answer.test));
    assert!(
        world
            .app
            .rollups(&world.lead, 0)
            .await
            .unwrap()
            .pools
            .is_empty()
    );
}

#[tokio::test]
async fn an_excluded_answer_stays_and_counts_no_more() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    answer_times(&world.tablet().await, &campaign, 500..510).await;
    let before = world.app.rollups(&world.lead, 0).await.unwrap();
    let line = before.campaigns[0].detail.as_ref().unwrap().answers[0].clone();
    let reason = serde_json::json!({"reason": "répondu deux fois"});
    let (answer, kind) = (line.answer.0, EntityKind::Answer);
    let excluded = world
        .set(kind, answer, line.version, "excluded", reason)
        .await;
    assert_eq!(excluded.status, OpStatus::Stored);
    // The next poll brings this campaign, and only what changed since.
    let changed = world.app.rollups(&world.lead, before.head).await.unwrap();
    let detail = changed.campaigns[0].detail.clone().unwrap();
    assert_eq!(
        (detail.n, detail.excluded, detail.answers.len()),
        (9, 1, 10)
    );
    assert_eq!(changed.campaigns[0].response.part, 9);
    let again = world.app.rollups(&world.lead, changed.head).await.unwrap();
    assert!(again.campaigns.is_empty() && again.head == changed.head);
    // Taken back from the value that is there now.
    let lines = detail.answers.into_iter();
    let line = lines.clone().find(|line| line.answer.0 == answer).unwrap();
    let null = serde_json::Value::Null;
    let back = world
        .set(kind, answer, line.version, "excluded", null)
        .await;
    assert_eq!(back.status, OpStatus::Stored);
    assert_eq!(world.results(campaign.id).await.detail.unwrap().n, 10);
}

#[tokio::test]
async fn an_exclusion_that_hides_the_rest_can_still_be_taken_back() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    answer_times(&world.tablet().await, &campaign, 500..505).await;
    let line = world.results(campaign.id).await.detail.unwrap().answers[0].clone();
    let reason = serde_json::json!({"reason": "essai"});
    let (answer, kind) = (line.answer.0, EntityKind::Answer);
    world
        .set(kind, answer, line.version, "excluded", reason)
        .await;
    let results = world.results(campaign.id).await;
    assert_eq!((&results.detail, results.excluded.len()), (&None, 1));
    let told = &results.excluded[0];
    assert_eq!(
        (told.answer.0, told.exclusion.reason.as_str()),
        (answer, "essai")
    );
    // A member of the team is told of none.
    let mut member = world.lead.clone();
    member.role = Role::Team;
    let rollups = world.app.rollups(&member, 0).await.unwrap();
    assert!(rollups.campaigns.iter().all(|one| one.excluded.is_empty()));

    let null = serde_json::Value::Null;
    let back = world
        .set(kind, answer, told.version, "excluded", null)
        .await;
    assert_eq!(back.status, OpStatus::Stored);
    let results = world.results(campaign.id).await;
    assert_eq!((results.detail.unwrap().n, results.excluded.len()), (5, 0));
}

/// The transaction that releases answers removes what waited; what is remembered of items tells nothing of answers.
#[tokio::test]
async fn waiting_answers_are_gone_once_they_are_released() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("data").display());
    let (org, items) = {
        let world = World::at(&url).await;
        let campaign = world.campaign(30, |_| {}).await;
        answer_times(&world.tablet().await, &campaign, 500..506).await;
        (world.lead.organisation(), 500..506u128)
    };
    let store = open_store(&url).await;
    let none = NewOrg {
        epoch: String::new(),
    };
    let loaded = store.org(org, &none).await.unwrap().load().await.unwrap();
    assert_eq!(loaded.waiting.len(), 1);
    let waiting: HashSet<Uuid> = loaded.waiting.iter().map(|w| w.id).collect();
    assert!(items.into_iter().all(|item| !waiting.contains(&id(item))));
}

#[tokio::test]
async fn an_organisation_that_cannot_be_written_keeps_no_other_open() {
    let store = open_store("mem://").await;
    let world = World::of(super::open_on(store.clone(), super::settings()).await).await;
    let campaign = world.campaign(30, |_| {}).await;
    let lead = world.lead.granted().unwrap();
    let demo = world.app.create_demo(&lead).await.unwrap();
    let none = NewOrg {
        epoch: String::new(),
    };
    let broken = store.org(demo, &none).await.unwrap();
    let stored = broken.load().await.unwrap();
    let mut commit = Commit::new(stored.rev, stored.head);
    commit.head.seq += 1;
    broken.commit(&commit).await.unwrap();
    world.days_later(400);
    assert!(world.app.close_due().await.is_err());
    let at = EntityRef {
        kind: EntityKind::Campaign,
        id: campaign.id.0,
    };
    let now: Campaign = entity::read(&world.team().await.get(at).unwrap().values()).unwrap();
    assert_eq!(now.status, CampaignStatus::Closed);
}
