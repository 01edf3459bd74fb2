//! Photos that come with answers are kept before the commit, wherever that is: nobody else waits for it.

use crate::pair::{Fault, Pair, create, op, push};
use domain::{
    Lang, Text,
    answer::{Answer, Answers, Channel},
    campaign::Campaign,
    entity::{self, EntityKind},
    ids::{CampaignId, ItemId, ServiceId, SessionId},
    photo::Photo,
    questionnaire::{Question, QuestionKind, Questionnaire},
};
use intake::{
    Payload, PhotoFile,
    outbox::sha256_hex,
    wire::{Item, ItemStatus},
};
use ledger::{Arrived, Source};
use std::{sync::atomic::Ordering, time::Duration};
use sync::wire::OpStatus;
use testkit::{day, id};

/// A JPEG of four by three pixels, as far as anybody looks.
const JPEG: &[u8] = b"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x03\x00\x04\x01\x01\x11\x00\
    \xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x01\x01\xff\xd9";

fn asked() -> Questionnaire {
    let text = || Text {
        fr: "Le poste".to_owned(),
        en: "The workplace".to_owned(),
    };
    Questionnaire {
        key: "place".to_owned(),
        version: 1,
        title: text(),
        about: None,
        minutes: 1,
        sections: Vec::new(),
        questions: vec![Question::new("place", QuestionKind::Photo, text())],
    }
}

/// An open campaign that asks for a photo.
pub(crate) async fn campaign(pair: &Pair) -> CampaignId {
    let campaign = Campaign {
        questionnaire: asked().reference(),
        ..testkit::campaign(SessionId(id(7_002)))
    };
    let session = testkit::session(ServiceId(id(7_001)));
    for (n, kind, fields) in [
        (1, EntityKind::Service, entity::fields(&testkit::service())),
        (2, EntityKind::Session, entity::fields(&session)),
        (3, EntityKind::Questionnaire, entity::fields(&asked())),
        (4, EntityKind::Campaign, entity::fields(&campaign)),
    ] {
        let pushed = push(&pair.one, create(7, n, kind, fields)).await.unwrap();
        assert_eq!(pushed.results[0].status, OpStatus::Stored, "{n}");
    }
    CampaignId(id(7_004))
}

/// One more that asks for the same, years later.
pub(crate) async fn another(pair: &Pair) -> CampaignId {
    let campaign = Campaign {
        questionnaire: asked().reference(),
        opens: day("2035-11-20"),
        closes: day("2036-02-20"),
        link: "ANOTHER".to_owned(),
        ..testkit::campaign(SessionId(id(7_002)))
    };
    let fields = entity::fields(&campaign);
    let made = create(8, 1, EntityKind::Campaign, fields);
    let pushed = push(&pair.one, made).await.unwrap();
    assert_eq!(pushed.results[0].status, OpStatus::Stored);
    CampaignId(id(8_001))
}

pub(crate) fn photographed(campaign: CampaignId, n: u128) -> Arrived {
    let photo = Photo {
        sha256: sha256_hex(JPEG).parse().unwrap(),
        bytes: u32::try_from(JPEG.len()).unwrap(),
        width: 4,
        height: 3,
        about: String::new(),
    };
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
            questionnaire: asked().reference(),
            day: day("2026-11-20"),
            lang: Lang::Fr,
            channel: Channel::Tablet,
            answers: Answers::from([("place".to_owned(), Answer::Photo(photo))]),
            token: None,
            photos: vec![PhotoFile(JPEG.to_vec())],
        }),
    }
}

#[tokio::test]
async fn nobody_waits_for_a_store_of_photos_that_does_not_answer() {
    let pair = Pair::new().await;
    let (campaign, one) = (campaign(&pair).await, &pair.one);
    let arrived = [photographed(campaign, 500)];
    pair.album.hangs.store(true, Ordering::Relaxed);
    let mut taking = Box::pin(one.take(&Source::Team, &arrived));
    let early = tokio::time::timeout(Duration::from_millis(300), &mut taking).await;
    assert!(early.is_err());
    let waits = Duration::from_secs(5);
    let other = tokio::time::timeout(waits, push(one, op(8, 1)));
    assert_eq!(
        other.await.unwrap().unwrap().results[0].status,
        OpStatus::Stored
    );
    assert!(one.read().await.unwrap().waiting.is_empty());
    drop(taking);
    pair.holds_what_is_stored().await;
    pair.album.hangs.store(false, Ordering::Relaxed);
    let receipts = one.take(&Source::Team, &arrived).await.unwrap();
    assert_eq!(receipts.receipts[0].status, ItemStatus::Received);
    assert_eq!(one.read().await.unwrap().waiting.len(), 1);
    pair.holds_what_is_stored().await;
}

#[tokio::test]
async fn a_photo_is_kept_once_however_often_its_answer_is_planned() {
    let pair = Pair::new().await;
    let campaign = campaign(&pair).await;
    pair.next_commits(&[Fault::Refuses, Fault::LosesAnswer]);
    let arrived = [photographed(campaign, 500)];
    let receipts = pair.one.take(&Source::Team, &arrived).await.unwrap();
    assert_eq!(receipts.receipts[0].status, ItemStatus::Duplicate);
    assert_eq!(pair.album.kept.lock().unwrap().len(), 1);
    pair.holds_what_is_stored().await;
}
