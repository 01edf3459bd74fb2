//! Memory that may not be what is stored is brought up to date by what is new, not by reading everything again.

use crate::pair::{Fault, Pair, WHO, create, database, op, push};
use domain::{
    Lang,
    answer::{Channel, Place},
    entity::{self, EntityKind},
    ids::{CampaignId, ItemId, ServiceId, SessionId},
};
use intake::{
    Payload,
    wire::{Delivered, Item, ItemStatus, Shown},
};
use ledger::{Arrived, Commit, Error, LogStore as _, Org, Pull, Source};
use std::sync::atomic::Ordering;
use sync::{Scope, plan::Head, wire::SignedHead};
use testkit::{af_hot, day, id};

const REFUSED: [Fault; 5] = [Fault::Refuses; 5];

#[tokio::test]
async fn a_server_that_lost_a_race_reads_what_is_new_only() {
    let pair = Pair::new().await;
    for n in 1..=20 {
        push(&pair.one, op(7, n)).await.unwrap();
    }
    for n in 1..=3 {
        push(&pair.two, op(8, n)).await.unwrap();
    }
    assert_eq!(pair.faulty.read.load(Ordering::Relaxed), 0);
    let pushed = push(&pair.one, op(7, 21)).await.unwrap();
    assert_eq!(pushed.head, 24);
    assert_eq!(pair.faulty.read.load(Ordering::Relaxed), 3);
    pair.holds_what_is_stored().await;
    // What was not stored is taken back without reading anything.
    pair.next_commits(&REFUSED);
    assert_eq!(push(&pair.one, op(7, 22)).await, Err(Error::Busy));
    pair.holds_what_is_stored().await;
    assert_eq!(pair.faulty.read.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn a_server_of_several_sees_what_the_others_wrote() {
    let pair = Pair::new().await;
    pair.share();
    push(&pair.two, op(8, 1)).await.unwrap();
    assert_eq!(pair.one.read().await.unwrap().head.seq, 1);
    pair.holds_what_is_stored().await;
    // Nothing new: nothing is read.
    let read = pair.faulty.read.load(Ordering::Relaxed);
    pair.holds_what_is_stored().await;
    assert_eq!(pair.faulty.read.load(Ordering::Relaxed), read);
}

#[tokio::test]
async fn another_life_or_another_history_is_read_from_the_beginning() {
    for epoch in ["another life", "life"] {
        let pair = Pair::new().await;
        pair.share();
        for n in 1..=2 {
            push(&pair.one, op(7, n)).await.unwrap();
        }
        let other = Pair::of(database(epoch).await).await;
        for n in 1..=3 {
            push(&other.one, op(8, n)).await.unwrap();
        }
        pair.put_in_place(other.faulty.db());
        pair.holds_what_is_stored().await;
    }
}

/// A service, a session and an open campaign: the records 1, 2 and 3 of device 7.
pub(crate) async fn campaign(pair: &Pair) -> CampaignId {
    let service = entity::fields(&testkit::service());
    let session = entity::fields(&testkit::session(ServiceId(id(7_001))));
    let campaign = entity::fields(&testkit::campaign(SessionId(id(7_002))));
    for (n, kind, fields) in [
        (1, EntityKind::Service, service),
        (2, EntityKind::Session, session),
    ] {
        push(&pair.one, create(7, n, kind, fields)).await.unwrap();
    }
    let campaign = create(7, 3, EntityKind::Campaign, campaign);
    pair.next_commits(&REFUSED);
    assert_eq!(push(&pair.one, campaign.clone()).await, Err(Error::Busy));
    pair.holds_what_is_stored().await;
    push(&pair.one, campaign).await.unwrap();
    pair.holds_what_is_stored().await;
    CampaignId(id(7_003))
}

pub(crate) async fn take(
    server: &Org,
    campaign: CampaignId,
    items: std::ops::Range<u128>,
) -> Option<ItemStatus> {
    let arrived: Vec<Arrived> = items.map(|n| arrived(campaign, n)).collect();
    let receipts = server.take(&Source::Team, &arrived).await.ok()?;
    receipts.receipts.first().map(|receipt| receipt.status)
}

fn arrived(campaign: CampaignId, n: u128) -> Arrived {
    Arrived {
        item: Item {
            id: ItemId(id(n)),
            alg: "none".to_owned(),
            kid: "none".to_owned(),
            sealed: Vec::new(),
        },
        sha: n.to_string(),
        content: Ok(Payload::Answers {
            campaign,
            questionnaire: af_hot(),
            day: day("2026-11-20"),
            lang: Lang::Fr,
            channel: Channel::Tablet,
            answers: testkit::answers(3, "Bien"),
            token: None,
            photos: Vec::new(),
        }),
    }
}

#[tokio::test]
async fn answers_of_a_write_that_failed_neither_stay_in_memory_nor_are_missed() {
    let pair = Pair::new().await;
    let campaign = campaign(&pair).await;
    let (place, one) = (Place::Campaign(campaign), &pair.one);
    take(one, campaign, 500..503).await.unwrap();
    // Five wait and are released, or nothing of it happened.
    pair.next_commits(&REFUSED);
    assert_eq!(take(one, campaign, 503..505).await, None);
    pair.holds_what_is_stored().await;
    let before = one.read().await.unwrap().rev;
    pair.next_commits(&[Fault::LosesAnswer]);
    let again = take(one, campaign, 503..505).await;
    assert_eq!(again, Some(ItemStatus::Duplicate));
    pair.holds_what_is_stored().await;
    {
        let core = one.read().await.unwrap();
        assert_eq!(core.index.answers(&place).len(), 5);
        // Whoever asks for results that changed is told of these.
        assert!(
            core.index
                .changed(before)
                .any(|(changed, _)| *changed == place)
        );
    }
    // What waits at another server counts here too, without a line in the log.
    let before = one.read().await.unwrap().rev;
    take(&pair.two, campaign, 600..602).await.unwrap();
    pair.share();
    let core = one.read().await.unwrap();
    assert_eq!(core.waiting.len(), 2);
    assert!(
        core.index
            .changed(before)
            .any(|(changed, _)| *changed == place)
    );
}

/// A database in the life of the pair's with its keys and nothing else.
async fn put_back(pair: &Pair) {
    let db = database("life").await;
    let mut commit = Commit::new(0, Head::EMPTY);
    commit.secrets = pair.one.secrets().await.unwrap();
    db.commit(&commit).await.unwrap();
    pair.put_in_place(db);
}

#[tokio::test]
async fn a_database_put_back_behind_a_head_it_signed_begins_another_life() {
    let pair = Pair::new().await;
    pair.share();
    let seen = push(&pair.one, op(7, 1)).await.unwrap().signed.unwrap();
    put_back(&pair).await;
    let forged = SignedHead {
        at: "2026-11-22T10:00:00Z".to_owned(),
        ..seen.clone()
    };
    let pull = |mark| async {
        let pull = Pull {
            scope: Scope::Team,
            after: 0,
            epoch: None,
            mark: Some(mark),
            limit: 10,
        };
        pair.one.pull(WHO, &pull).await.unwrap().epoch
    };
    assert_eq!(pull(forged).await, "life");
    let epoch = pull(seen.clone()).await;
    assert_ne!(epoch, "life");
    // Once: what is shown of an earlier life says nothing about this one.
    assert_eq!(pull(seen).await, epoch);
}

#[tokio::test]
async fn a_database_put_back_behind_a_receipt_it_signed_begins_another_life() {
    let pair = Pair::new().await;
    let campaign = campaign(&pair).await;
    pair.share();
    let arrived = [arrived(campaign, 500)];
    let receipts = pair.one.take(&Source::Team, &arrived).await.unwrap();
    let receipt = receipts.receipts[0].shown().unwrap();
    put_back(&pair).await;
    let show = |receipt: Shown| async {
        let delivered = Delivered {
            epoch: "life".to_owned(),
            receipts: vec![receipt],
        };
        pair.one.witness_delivery(&delivered).await.unwrap();
        pair.one.read().await.unwrap().epoch.clone()
    };
    let forged = Shown {
        sha256: "501".to_owned(),
        ..receipt.clone()
    };
    assert_eq!(show(forged).await, "life");
    assert_ne!(show(receipt).await, "life");
}
