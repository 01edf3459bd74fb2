//! Answers past their time are reduced once, whoever does it and whoever is killed; no memory keeps what is gone.

use crate::{
    catch_up,
    pair::{Fault, Pair},
    photos,
};
use domain::{
    answer::{Place, ReleasedAnswer},
    entity::EntityKind,
    ids::CampaignId,
    retention::Retention,
};
use ledger::{Error, LogStore as _, Source};
use std::{collections::BTreeSet, sync::Arc};
use sync::{Body, Stored};

/// Long after every survey of these tests.
const LATE: &str = "2036-01-01T12:00:00Z";

async fn answered(pair: &Pair, count: u128) -> CampaignId {
    let campaign = catch_up::campaign(pair).await;
    for first in (0..count).step_by(100) {
        let end = (first + 100).min(count);
        let items = 500 + first..500 + end;
        catch_up::take(&pair.one, campaign, items).await.unwrap();
    }
    pair.close(campaign).await;
    pair.share();
    pair.is_now(LATE);
    campaign
}

impl Pair {
    async fn stored(&self) -> Vec<Stored> {
        let to = self.db.load().await.unwrap().head.seq;
        self.db.read(0, to, 10_000).await.unwrap()
    }

    async fn counted(&self) -> u32 {
        let removed = self.db.people().removals().await.unwrap();
        removed.iter().map(|one| one.removal.answers).sum()
    }

    /// How many rows of each record of the server's say that they were reduced; no row twice.
    async fn said(&self) -> Vec<usize> {
        let (mut sizes, mut seen) = (Vec::new(), BTreeSet::new());
        for stored in self.stored().await {
            if stored.op.entity.kind == EntityKind::Erasure {
                let Ok(Body::Create { fields }) = Body::decode(&stored.op) else {
                    panic!("{stored:?}");
                };
                let erasure: domain::erasure::Erasure = domain::entity::read(&fields).unwrap();
                sizes.push(erasure.rows.0.len());
                assert!(erasure.rows.0.iter().all(|row| seen.insert(row.seq)));
            }
        }
        sizes
    }

    /// Nothing that anybody said is on disk or in a server's memory.
    async fn says_nothing(&self) {
        for stored in self.stored().await {
            let body = String::from_utf8(stored.op.body).unwrap();
            assert!(!body.contains("Bien"), "{body}");
        }
        for waiting in self.db.load().await.unwrap().waiting {
            assert!(!format!("{waiting:?}").contains("Bien"));
        }
        for server in [&self.one, &self.two] {
            let core = server.read().await.unwrap();
            let answers = core.all::<ReleasedAnswer>(EntityKind::Answer);
            let waiting = core.waiting.iter().map(|one| one.answer.clone());
            let all = answers.map(|(_, one)| one).chain(waiting);
            all.for_each(|one| assert!(!format!("{one:?}").contains("Bien"), "{one:?}"));
        }
    }
}

#[tokio::test]
async fn the_other_server_learns_of_it_without_reading_everything() {
    let pair = Pair::new().await;
    let campaign = answered(&pair, 20).await;
    let keep = Retention::default();
    assert_eq!(pair.one.would_reduce(keep).await, Ok(20));
    let before = pair.one.read().await.unwrap().rev;
    let read = pair.reads();
    pair.two.reduce_due(keep).await.unwrap();
    assert_eq!(pair.one.would_reduce(keep).await, Ok(0));
    // The record, and each row that it names.
    assert_eq!(pair.reads() - read, 21);
    let core = pair.one.read().await.unwrap();
    let place = Place::Campaign(campaign);
    assert!(
        core.index
            .changed(before)
            .any(|(changed, _)| *changed == place)
    );
    drop(core);
    pair.says_nothing().await;
    pair.holds_what_is_stored().await;
    assert_eq!((pair.said().await, pair.counted().await), (vec![20], 20));
}

#[tokio::test]
async fn before_its_time_nothing_goes_and_after_it_once() {
    let pair = Pair::new().await;
    answered(&pair, 7).await;
    let keep = Retention::default();
    pair.is_now("2029-12-11T12:00:00Z");
    pair.one.reduce_due(keep).await.unwrap();
    assert_eq!(pair.said().await, Vec::<usize>::new());
    pair.is_now("2029-12-12T12:00:00Z");
    pair.one.reduce_due(keep).await.unwrap();
    let rev = pair.db.rev().await.unwrap();
    for server in [&pair.one, &pair.two] {
        server.reduce_due(keep).await.unwrap();
    }
    assert_eq!(
        pair.db.rev().await.unwrap(),
        rev,
        "nothing is written twice"
    );
    assert_eq!((pair.said().await, pair.counted().await), (vec![7], 7));
}

#[tokio::test]
async fn a_server_killed_between_batches_goes_on_where_it_was() {
    let pair = Pair::new().await;
    answered(&pair, 620).await;
    let keep = Retention::default();
    let mut faults = vec![Fault::None];
    faults.extend([Fault::Refuses; 5]);
    pair.next_commits(&faults);
    assert_eq!(pair.one.reduce_due(keep).await, Err(Error::Busy));
    assert_eq!((pair.said().await, pair.counted().await), (vec![500], 500));
    pair.holds_what_is_stored().await;
    // The answer to a commit is lost: it is found to be done.
    pair.next_commits(&[Fault::LosesAnswer]);
    pair.one.reduce_due(keep).await.unwrap();
    assert_eq!(
        (pair.said().await, pair.counted().await),
        (vec![500, 120], 620)
    );
    pair.says_nothing().await;
    pair.holds_what_is_stored().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_at_once_do_it_once() {
    let pair = Arc::new(Pair::new().await);
    answered(&pair, 620).await;
    let keep = Retention::default();
    let mut both = tokio::task::JoinSet::new();
    for own in [true, false] {
        let pair = pair.clone();
        both.spawn(async move {
            let server = if own { &pair.one } else { &pair.two };
            // Whoever keeps losing says so, and comes again.
            while server.reduce_due(keep).await.is_err() {}
        });
    }
    both.join_all().await;
    assert_eq!(pair.said().await.iter().sum::<usize>(), 620);
    assert_eq!(pair.counted().await, 620);
    pair.says_nothing().await;
    pair.holds_what_is_stored().await;
}

/// Three answers are no group: they wait in their pool for ever, and say nothing any more.
#[tokio::test]
async fn answers_that_wait_for_their_group_are_reduced_beside_the_log() {
    let pair = Pair::new().await;
    answered(&pair, 3).await;
    assert_eq!(pair.one.read().await.unwrap().waiting.len(), 3);
    pair.one.reduce_due(Retention::default()).await.unwrap();
    assert_eq!((pair.said().await, pair.counted().await), (Vec::new(), 3));
    assert_eq!(pair.one.read().await.unwrap().waiting.len(), 3);
    pair.says_nothing().await;
    pair.holds_what_is_stored().await;
}

/// The bytes of a photo stay while an answer that stays names them.
#[tokio::test]
async fn photos_go_with_the_last_answer_that_names_them() {
    let pair = Pair::new().await;
    let campaign = photos::campaign(&pair).await;
    for n in 500..505 {
        let arrived = [photos::photographed(campaign, n)];
        pair.one.take(&Source::Team, &arrived).await.unwrap();
    }
    assert_eq!(
        pair.one
            .read()
            .await
            .unwrap()
            .index
            .answers(&Place::Campaign(campaign))
            .len(),
        5
    );
    assert_eq!(pair.album.kept.lock().unwrap().len(), 5);
    pair.is_now(LATE);
    pair.one.reduce_due(Retention::default()).await.unwrap();
    assert_eq!(
        pair.album.kept.lock().unwrap().len(),
        5,
        "the survey is open"
    );
    pair.close(campaign).await;
    let later = photos::another(&pair).await;
    let same = [photos::photographed(later, 600)];
    pair.one.take(&Source::Team, &same).await.unwrap();
    pair.one.reduce_due(Retention::default()).await.unwrap();
    assert!(
        !pair.album.kept.lock().unwrap().is_empty(),
        "another answer names it"
    );
    assert_eq!(pair.counted().await, 5);
    pair.is_now("2046-01-01T12:00:00Z");
    pair.one.close_due().await.unwrap();
    pair.one.reduce_due(Retention::default()).await.unwrap();
    assert!(pair.album.kept.lock().unwrap().is_empty());
    assert_eq!(pair.counted().await, 6);
}
