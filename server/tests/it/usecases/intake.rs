//! What devices deliver is received once, whatever comes twice, damaged or late.

use super::{World, answers};
use ::intake::{
    Note, Payload, Seen,
    outbox::sha256_hex,
    wire::{BATCH_ITEMS_MAX, Batch, ITEM_BYTES_MAX, Item, ItemStatus, Receipt},
};
use domain::{
    Refusal,
    answer::{Answer, Answers},
    entity::EntityKind,
    ids::{CampaignId, SessionId},
};
use server::service::Failure;
use sync::{EntityRef, wire::OpStatus};
use testkit::{day, id};

/// What happens to a sealed item on its way.
type Damage = fn(&mut Item);

fn told(receipt: &Receipt) -> (ItemStatus, Option<&str>) {
    (receipt.status, receipt.code.as_deref())
}

const RECEIVED: (ItemStatus, Option<&str>) = (ItemStatus::Received, None);
const DUPLICATE: (ItemStatus, Option<&str>) = (ItemStatus::Duplicate, None);

fn quarantined(code: &str) -> (ItemStatus, Option<&str>) {
    (ItemStatus::Quarantined, Some(code))
}

#[tokio::test]
async fn an_answer_counts_once_however_often_it_is_sent() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let tablet = world.tablet().await;
    let item = tablet.seal(500, &answers(campaign.id, testkit::answers(3, "Bien")));
    let first = tablet.send(vec![item.clone(), item.clone()]).await;
    assert_eq!((told(&first[0]), told(&first[1])), (RECEIVED, DUPLICATE));
    assert_eq!(first[0].sha256, sha256_hex(&item.sealed));
    // Another tablet may carry it too.
    let again = world.tablet().await.send(vec![item]).await;
    assert_eq!(told(&again[0]), DUPLICATE);
    assert_eq!(again[0].sha256, first[0].sha256);
    let counts = world.results(campaign.id).await.counts;
    assert_eq!((counts.received, counts.waiting), (1, 1));
}

#[tokio::test]
async fn the_same_id_with_other_bytes_is_kept_beside_it() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let tablet = world.tablet().await;
    let payload = answers(campaign.id, testkit::answers(3, "Bien"));
    let (first, other) = (tablet.seal(500, &payload), tablet.seal(500, &payload));
    let receipts = tablet.send(vec![first.clone(), other.clone()]).await;
    assert_eq!(told(&receipts[0]), RECEIVED);
    assert_eq!(told(&receipts[1]), quarantined("already_exists"));
    assert_eq!(receipts[1].sha256, sha256_hex(&other.sealed));
    let again = tablet.send(vec![other, first]).await;
    assert_eq!(told(&again[0]), quarantined("already_exists"));
    assert_eq!(told(&again[1]), DUPLICATE);
    let counts = world.results(campaign.id).await.counts;
    assert_eq!((counts.received, counts.quarantined), (1, 1));
}

#[tokio::test]
async fn a_copy_damaged_on_its_way_does_not_keep_the_good_one_out() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let (tablet, courier) = (world.tablet().await, world.tablet().await);
    let payload = answers(campaign.id, testkit::answers(3, "Bien"));
    let sealed = |n| {
        let good = tablet.seal(n, &payload);
        let mut damaged = good.clone();
        damaged.sealed[40] ^= 1;
        (damaged, good)
    };
    let (damaged, good) = sealed(500);
    let receipts = courier.send(vec![damaged.clone()]).await;
    assert_eq!(told(&receipts[0]), quarantined("malformed"));
    let receipts = tablet.send(vec![good.clone()]).await;
    assert_eq!(told(&receipts[0]), RECEIVED);
    assert_eq!(receipts[0].sha256, sha256_hex(&good.sealed));
    // What comes next under that id is other bytes beside a counted answer, as ever.
    let other = tablet.seal(500, &payload);
    let all = vec![damaged, good, other];
    let once_more = [quarantined("malformed"), DUPLICATE];
    for _ in 0..2 {
        let receipts = courier.send(all.clone()).await;
        assert_eq!([told(&receipts[0]), told(&receipts[1])], once_more);
        assert_eq!(told(&receipts[2]), quarantined("already_exists"));
    }
    assert_eq!(told(&courier.send(all[..2].to_vec()).await[1]), DUPLICATE);

    // In one batch too, and where the good one may not count it waits for somebody.
    let (damaged, good) = sealed(501);
    let receipts = courier.send(vec![damaged, good]).await;
    assert_eq!(
        [told(&receipts[0]), told(&receipts[1])],
        [quarantined("malformed"), RECEIVED]
    );
    let nowhere = answers(CampaignId(id(99)), testkit::answers(3, "Bien"));
    let nowhere = tablet.seal(502, &nowhere);
    let mut damaged = nowhere.clone();
    damaged.sealed[40] ^= 1;
    let receipts = courier.send(vec![damaged, nowhere]).await;
    assert_eq!(told(&receipts[1]), quarantined("already_exists"));
    let kept = world.kept().await;
    let of = |code| kept.iter().filter(|one| one.code == code).count();
    assert_eq!((of("malformed"), of("already_exists")), (3, 2));
    assert_eq!(world.results(campaign.id).await.counts.received, 2);
    world.proved().await;
}

#[tokio::test]
async fn what_cannot_be_counted_is_kept_with_the_reason() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let tablet = world.tablet().await;
    let good = answers(campaign.id, testkit::answers(3, "Bien"));
    let mut other_version = good.clone();
    if let Payload::Answers { questionnaire, .. } = &mut other_version {
        questionnaire.version = 9;
    }
    let off_scale: Answers = [("overall".to_owned(), Answer::Score(5))].into();
    let nowhere = answers(CampaignId(id(99)), testkit::answers(3, "Bien"));
    let keep: Damage = |_| {};
    let cases: [(&Payload, Damage, &str); 8] = [
        (&good, |item| item.sealed[40] ^= 1, "malformed"),
        (&good, |item| item.sealed.truncate(10), "malformed"),
        (&good, |item| item.alg = "rot13".to_owned(), "unknown_kind"),
        (
            &good,
            |item| item.kid = "k9".to_owned(),
            "unknown_reference",
        ),
        (&other_version, keep, "unknown_reference"),
        (&nowhere, keep, "unknown_reference"),
        (&answers(campaign.id, off_scale), keep, "out_of_range"),
        (
            &answers(campaign.id, Answers::new()),
            keep,
            "nothing_answered",
        ),
    ];
    let sealed = (600..).zip(&cases).map(|(n, (payload, damage, _))| {
        let mut item = tablet.seal(n, payload);
        damage(&mut item);
        item
    });
    let items: Vec<Item> = sealed.collect();
    let first = tablet.send(items.clone()).await;
    for (receipt, (_, _, code)) in first.iter().zip(&cases) {
        assert_eq!(told(receipt), quarantined(code));
    }
    assert_eq!(tablet.send(items).await, first);
    assert_eq!(world.results(campaign.id).await.counts.received, 0);
}

#[tokio::test]
async fn what_is_too_large_stays_on_the_device() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let tablet = world.tablet().await;
    let mut item = tablet.seal(500, &answers(campaign.id, testkit::answers(3, "Bien")));
    let good = item.clone();
    item.sealed.resize(ITEM_BYTES_MAX + 1, 0);
    let receipts = tablet.send(vec![item]).await;
    assert_eq!(told(&receipts[0]), (ItemStatus::Rejected, Some("too_long")));
    let batch = Batch {
        items: vec![good.clone(); BATCH_ITEMS_MAX + 1],
        unsent: 0,
    };
    let whole = world.app.take_items(&tablet.respondent, batch).await;
    assert_eq!(whole, Err(Failure::TooLarge));
    // Its id was not used up.
    assert_eq!(told(&tablet.send(vec![good]).await[0]), RECEIVED);
}

#[tokio::test]
async fn a_link_answers_its_own_campaign_until_it_ends() {
    let world = World::new().await;
    let own = world.campaign(30, |_| {}).await;
    let other = world.campaign(31, |_| {}).await;
    let visitor = world.visitor(&own).await;
    assert_eq!(visitor.kit.sessions.len(), 1);
    assert_eq!(visitor.kit.sessions[0].campaign, own.id);
    // Anyone reads a poster: who pays, who trains and how many come are not for them.
    let told_of = &visitor.kit.sessions[0].detail;
    assert_eq!(told_of.title, world.session_now().await.title);
    let words = [
        &told_of.company,
        &told_of.funder,
        &told_of.trainer,
        &told_of.site,
    ];
    assert_eq!(
        (words, told_of.headcount),
        ([""; 4].map(String::from).each_ref(), 0)
    );
    assert_eq!(visitor.kit.questionnaires[0].questions.len(), 12);
    assert_eq!(told(&visitor.answer(500, own.id, "Bien").await), RECEIVED);
    let stolen = visitor.answer(501, other.id, "Bien").await;
    assert_eq!(told(&stolen), quarantined("forbidden"));
    let note = Payload::Note(Note {
        session: world.session,
        day: super::today(),
        headcount: 1,
        absent: 0,
        seen: None,
    });
    let note = visitor.send(vec![visitor.seal(502, &note)]).await;
    assert_eq!(told(&note[0]), quarantined("forbidden"));

    let tablet = world.tablet().await;
    world.close(&own).await;
    let closed = world.app.kit(&visitor.respondent, None).await;
    assert_eq!(closed, Err(Failure::CampaignClosed));
    let late = visitor.answer(503, own.id, "Bien").await;
    assert_eq!(told(&late), quarantined("campaign_closed"));
    // A tablet delivers what it holds, whenever that is.
    assert_eq!(told(&tablet.answer(504, own.id, "Bien").await), RECEIVED);
    for link in ["", "x", "x.y", &format!("{}.wrong", world.slug().await)] {
        let unknown = world.app.respondent(None, Some(link)).await;
        assert_eq!(unknown.err(), Some(Failure::LinkUnknown), "{link}");
    }
}

#[tokio::test]
async fn what_a_phone_answered_in_time_is_taken_for_a_month_after_the_last_day() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let visitor = world.visitor(&campaign).await;
    let declined = |day| Payload::Declined {
        campaign: campaign.id,
        day,
        abandoned: false,
    };
    world.days_later(22);
    assert_eq!(
        told(&visitor.answer(500, campaign.id, "Bien").await),
        RECEIVED
    );
    let after = visitor.seal(501, &declined(day("2026-12-12")));
    let receipts = visitor.send(vec![after]).await;
    assert_eq!(told(&receipts[0]), quarantined("campaign_closed"));
    world.days_later(31);
    let late = visitor.answer(502, campaign.id, "Bien").await;
    assert_eq!(told(&late), quarantined("campaign_closed"));
}

#[tokio::test]
async fn a_tablet_is_given_the_sessions_around_today() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let sessions = |kit: ::intake::wire::Kit| kit.sessions.len();
    let tablet = world.tablet().await;
    assert_eq!(sessions(tablet.kit), 1);
    world.days_later(2);
    let kit = world.app.kit(&tablet.respondent, None).await.unwrap();
    assert_eq!(kit.sessions[0].service, "Excel avancé");
    world.days_later(1);
    let kit = world.app.kit(&tablet.respondent, None).await.unwrap();
    assert_eq!(sessions(kit), 0);
    world.days_later(-17);
    let kit = world.app.kit(&tablet.respondent, None).await.unwrap();
    assert_eq!(sessions(kit), 1);
    world.close(&campaign).await;
    let kit = world.app.kit(&tablet.respondent, None).await.unwrap();
    assert_eq!(sessions(kit), 0);
}

#[tokio::test]
async fn refusals_are_counted_and_the_head_count_corrected() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let tablet = world.tablet().await;
    let declined = |abandoned| Payload::Declined {
        campaign: campaign.id,
        day: super::today(),
        abandoned,
    };
    let note = |session, headcount, absent| {
        Payload::Note(Note {
            session,
            day: day("2026-11-20"),
            headcount,
            absent,
            seen: None,
        })
    };
    let items = vec![
        tablet.seal(500, &declined(false)),
        tablet.seal(501, &declined(true)),
        tablet.seal(502, &note(world.session, 9, 2)),
        tablet.seal(503, &note(world.session, 3, 4)),
        tablet.seal(504, &note(SessionId(id(99)), 3, 0)),
    ];
    let receipts = tablet.send(items).await;
    let told: Vec<_> = receipts.iter().map(told).collect();
    let expected = [
        RECEIVED,
        RECEIVED,
        RECEIVED,
        quarantined("out_of_range"),
        quarantined("unknown_reference"),
    ];
    assert_eq!(told, expected);
    let results = world.results(campaign.id).await;
    assert_eq!((results.counts.refused, results.counts.abandoned), (1, 1));
    assert_eq!(results.response.whole, 7);
    let session = world.session_now().await;
    assert_eq!((session.headcount, session.absent), (9, 2));
}

#[tokio::test]
async fn a_tablets_correction_never_hides_what_the_office_changed_meanwhile() {
    let world = World::new().await;
    let tablet = world.tablet().await;
    let known = world.session_now().await;
    let seen = Seen {
        headcount: known.headcount,
        absent: known.absent,
    };
    let office = known.headcount + 4;
    let at = EntityRef {
        kind: EntityKind::Session,
        id: world.session.0,
    };
    let session = world.team().await.get(at).unwrap().clone();
    let base = session.version("headcount");
    let (kind, id) = (at.kind, at.id);
    let set = world.set(kind, id, base, "headcount", office.into());
    assert_eq!(set.await.status, OpStatus::Stored);
    let correct = async |item, headcount, absent| {
        let note = Note {
            session: world.session,
            day: super::today(),
            headcount,
            absent,
            seen: Some(seen),
        };
        let sent = tablet.send(vec![tablet.seal(item, &Payload::Note(note))]);
        assert_eq!(told(&sent.await[0]), RECEIVED);
    };

    // The absents alone: the head-count the tablet still shows is no correction.
    correct(500, seen.headcount, seen.absent + 1).await;
    let now = world.session_now().await;
    assert_eq!((now.headcount, now.absent), (office, seen.absent + 1));
    // Both changed the head-count: both stay visible.
    correct(501, seen.headcount + 1, seen.absent + 1).await;
    let session = world.team().await.get(at).unwrap().clone();
    assert_eq!(session.fields["headcount"].contenders.len(), 1);
    assert!(session.fields["absent"].contenders.is_empty());
}

/// A note in the place of one whose receipt was lost knows nothing of it: what it takes back is taken back.
#[tokio::test]
async fn a_tablet_takes_its_own_correction_back() {
    let world = World::new().await;
    let tablet = world.tablet().await;
    let known = world.session_now().await;
    for (item, headcount) in [(500, known.headcount + 3), (501, known.headcount)] {
        let note = Note {
            session: world.session,
            day: super::today(),
            headcount,
            absent: known.absent,
            seen: Some(Seen {
                headcount: known.headcount,
                absent: known.absent,
            }),
        };
        let sent = tablet.send(vec![tablet.seal(item, &Payload::Note(note))]);
        assert_eq!(told(&sent.await[0]), RECEIVED);
        assert_eq!(world.session_now().await.headcount, headcount);
    }
    let at = EntityRef {
        kind: EntityKind::Session,
        id: world.session.0,
    };
    assert!(!world.team().await.get(at).unwrap().in_conflict());
}

#[tokio::test]
async fn the_team_sees_when_a_tablet_called_and_what_it_holds() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let tablet = world.tablet().await;
    tablet.answer(500, campaign.id, "Bien").await;
    let devices = world.lead.granted().unwrap();
    let tablets = world.app.tablets(&devices).await.unwrap();
    assert_eq!(tablets[0].unsent, 3);
    assert_eq!(tablets[0].last_contact, tablets[0].enrolled);
}

#[tokio::test]
async fn two_tablets_never_have_one_name() {
    let world = World::new().await;
    let devices = world.lead.granted().unwrap();
    world.tablet().await;
    let taken = || Failure::Refused {
        field: "tablet".to_owned(),
        refusal: Refusal::AlreadyExists,
    };
    let code = world.app.enrol_code(&devices, " salle 2 ", None).await;
    assert_eq!(code.map(|_| ()), Err(taken()));
    world.tablet().await;
    let tablets = world.app.tablets(&devices).await.unwrap();
    let named = |name: &str| api::model::TabletEdit {
        id: tablets[1].id,
        name: name.to_owned(),
        only: None,
    };
    let edited = world.app.edit_tablet(&devices, named("Salle 2")).await;
    assert_eq!(edited, Err(taken()));
    // Its own name is no other's; one that was revoked gives its up.
    let edited = world.app.edit_tablet(&devices, named("Salle 3")).await;
    assert_eq!(edited, Ok(()));
    let revoked = world.app.revoke_tablet(&devices, tablets[0].id).await;
    assert_eq!(revoked, Ok(()));
    let edited = world.app.edit_tablet(&devices, named("Salle 2")).await;
    assert_eq!(edited, Ok(()));
}

/// Many tablets of one room deliver the same items at once.
#[tokio::test(flavor = "multi_thread")]
async fn tablets_that_deliver_together_are_each_received_once() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let mut rooms = tokio::task::JoinSet::new();
    for room in 0..6u128 {
        let tablet = world.tablet().await;
        rooms.spawn(async move {
            let mut received = 0;
            for n in 0..10u128 {
                // Every item is carried by two tablets.
                let item = 500 + (room / 2) * 10 + n;
                let sealed = tablet.seal(item, &answers(campaign.id, testkit::answers(3, "")));
                let receipts = tablet.send(vec![sealed]).await;
                received += u32::from(receipts[0].status == ItemStatus::Received);
            }
            received
        });
    }
    let received: u32 = rooms.join_all().await.into_iter().sum();
    assert_eq!(received, 30);
    let counts = world.results(campaign.id).await.counts;
    // The second of each pair has other bytes: sealing is never the same twice.
    assert_eq!((counts.received, counts.quarantined), (30, 30));
}

/// Refused items are kept, within bounds: beyond them a device keeps its own, and answers still come in.
#[tokio::test]
async fn a_device_cannot_fill_the_server_with_what_is_refused() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let (tablet, other) = (world.tablet().await, world.tablet().await);
    let broken = |n: u128, bytes: usize| Item {
        sealed: vec![1; bytes],
        ..tablet.seal(n, &answers(campaign.id, testkit::answers(3, "Bien")))
    };
    let rejected = (ItemStatus::Rejected, Some("quarantine_full"));
    // By count.
    for batch in [1_000..1_500, 1_500..2_000] {
        let receipts = tablet.send(batch.map(|n| broken(n, 40)).collect()).await;
        assert!(
            receipts
                .iter()
                .all(|one| one.status == ItemStatus::Quarantined)
        );
    }
    let items = vec![
        broken(3_000, 40),
        broken(1_000, 40),
        tablet.seal(3_001, &answers(campaign.id, testkit::answers(3, "Bien"))),
    ];
    let receipts = tablet.send(items).await;
    assert_eq!(told(&receipts[0]), rejected);
    assert_eq!(
        receipts[1].status,
        ItemStatus::Quarantined,
        "kept before: told again"
    );
    assert_eq!(told(&receipts[2]), RECEIVED);
    // By size; a device that is full takes nothing from another.
    let large = |n| broken(n, 64 * 1024);
    let receipts = other.send((4_000..4_257).map(large).collect()).await;
    let kept = receipts
        .iter()
        .filter(|one| one.status == ItemStatus::Quarantined);
    assert_eq!(kept.count(), 255);
    assert_eq!(told(&receipts[256]), rejected);
}
