//! From a finished answer to the outbox and out of it, in the device's own database.

use super::sample::{begun, campaign, deliver, kept_kit, private_key};
use app::{
    respond::{sealing::freeze, vault::Vault},
    storage::StorageError,
};
use domain::{Day, answer::Answers, ids::ItemId};
use intake::{
    Note, Payload,
    device::{CarriedItem, Door, Label, Refused, Rested, Settled, Vault as _, What, tally},
    outbox::next_batch,
    seal::open,
    wire::Item,
};
use std::cell::Cell;
use wasm_bindgen_test::wasm_bindgen_test;

fn declined() -> Payload {
    Payload::Declined {
        campaign: campaign(),
        day: Day::constant(2026, 11, 21),
        abandoned: true,
    }
}

fn rested(label: &Label) -> Rested {
    Rested {
        label: label.clone(),
        epoch: Some("first".to_owned()),
        day: 20_000,
        bytes: 1_100,
        aside: None,
    }
}

async fn waits(vault: &Vault, id: ItemId) -> bool {
    let labels = vault.labels().await.unwrap();
    labels.iter().any(|label| label.id == id)
}

#[wasm_bindgen_test]
async fn room_is_made_of_what_was_delivered_and_never_of_what_waits() {
    let vault = Vault::open(0).await.unwrap();
    let kit = kept_kit().kit;
    let (sent, label) = freeze(&kit, Door::Tablet, &declined()).unwrap();
    let (unsent, unsent_label) = freeze(&kit, Door::Tablet, &declined()).unwrap();
    vault.store(&sent, &label, None, &[]).await.unwrap();
    vault
        .store(&unsent, &unsent_label, None, &[])
        .await
        .unwrap();
    deliver(&vault, &[sent.id]).await;
    // Even when told to: another tab may have put it back among what waits.
    vault.forget(&[unsent.id]).await.unwrap();
    let full = Cell::new(true);
    let write = async || match full.replace(false) {
        true => Err(StorageError::Quota),
        false => Ok(()),
    };
    assert_eq!(vault.fit(write).await, Ok(()));
    assert_eq!(
        vault.items(&[sent.id, unsent.id]).await.unwrap(),
        std::slice::from_ref(&unsent)
    );
    deliver(&vault, &[unsent.id]).await;
}

#[wasm_bindgen_test]
fn a_frozen_item_opens_for_the_organisation_only() {
    let kit = kept_kit().kit;
    let (item, label) = freeze(&kit, Door::Tablet, &declined()).unwrap();
    assert_eq!(label.what, What::Declined(campaign()));
    let opened = open(&private_key(), &kit.org, &kit.kid, item.id, &item.sealed);
    assert_eq!(opened, Ok(declined()));
    let (again, _) = freeze(&kit, Door::Tablet, &declined()).unwrap();
    assert_ne!(item.id, again.id);
    assert_eq!(item.id.0.get_version_num(), 4, "no time in the id");
    assert_ne!(item.sealed, again.sealed);
}

#[wasm_bindgen_test]
async fn a_finished_answer_takes_its_draft_with_it_and_leaves_on_a_receipt() {
    let vault = Vault::open(0).await.unwrap();
    let kit = kept_kit();
    let row = begun(&vault).await;
    assert_eq!(vault.mirror_draft(&row, "locked").await, Ok(true));
    let found = vault.start(&Door::Tablet).await.unwrap().drafts;
    assert_eq!(found[0].locked.as_deref(), Some("locked"));

    let (item, label) = freeze(&kit.kit, Door::Tablet, &declined()).unwrap();
    let stored = vault.store(&item, &label, Some(&row), &[]).await;
    assert_eq!(stored, Ok(true));
    // A mirror that comes late finds no key and writes nothing.
    assert_eq!(vault.mirror_draft(&row, "late").await, Ok(false));
    let start = vault.start(&Door::Tablet).await.unwrap();
    assert!(start.drafts.is_empty());
    assert!(start.labels.iter().any(|label| label.id == item.id));

    let items = vault.items(&[item.id]).await.unwrap();
    assert_eq!(
        next_batch(&items, 1).unwrap().items,
        std::slice::from_ref(&item)
    );
    let settled = Settled {
        delivered: vec![rested(&label)],
        kit: Some((Door::Tablet, kit.clone())),
        ..Settled::default()
    };
    vault.settle(&settled).await.unwrap();
    assert!(!waits(&vault, item.id).await);
    assert_eq!(vault.kit(&Door::Tablet).await.unwrap(), Some(kit));
    // Kept sealed for a server restored from a backup, until it is let go.
    assert!(vault.rested().await.unwrap().contains(&rested(&label)));
    assert_eq!(
        vault.items(&[item.id]).await.unwrap(),
        std::slice::from_ref(&item)
    );
    vault.forget(&[item.id]).await.unwrap();
    assert_eq!(vault.items(&[item.id]).await.unwrap(), []);
}

#[wasm_bindgen_test]
async fn what_the_server_refuses_stays_until_it_is_sent_again() {
    let vault = Vault::open(0).await.unwrap();
    let (item, label) = freeze(&kept_kit().kit, Door::Tablet, &declined()).unwrap();
    vault.store(&item, &label, None, &[]).await.unwrap();
    let refused = Refused {
        item: item.clone(),
        label,
        code: "malformed".to_owned(),
    };
    let settled = Settled {
        refused: vec![refused.clone()],
        ..Settled::default()
    };
    vault.settle(&settled).await.unwrap();
    assert_eq!(vault.aside(&Door::Tablet).await, Ok(1));
    let start = vault.start(&Door::Tablet).await.unwrap();
    assert!(!start.labels.iter().any(|label| label.id == item.id));
    assert!(start.refused.contains(&refused));
    vault.retry(&[refused]).await.unwrap();
    assert_eq!(
        vault.items(&[item.id]).await.unwrap(),
        std::slice::from_ref(&item)
    );
    deliver(&vault, &[item.id]).await;
}

#[wasm_bindgen_test]
fn the_tablet_counts_what_it_has_not_sent_yet() {
    let mut kit = kept_kit();
    let session = kit.kit.sessions[0].clone();
    let label = |payload: &Payload| freeze(&kept_kit().kit, Door::Tablet, payload).unwrap().1;
    let answer = label(&Payload::Answers {
        campaign: campaign(),
        questionnaire: session.questionnaire.clone(),
        day: Day::constant(2026, 11, 21),
        lang: domain::Lang::Fr,
        channel: domain::answer::Channel::Tablet,
        answers: Answers::new(),
        token: None,
        photos: Vec::new(),
    });
    let note = label(&Payload::Note(Note {
        session: session.session,
        day: Day::constant(2026, 11, 21),
        headcount: 14,
        absent: 1,
        seen: None,
    }));
    let waiting = [answer.clone(), note.clone(), label(&declined())];
    let now = tally(&session, &waiting);
    assert_eq!((now.answered, now.expected()), (5, 13));
    // Once delivered, the kit itself says so.
    kit.absorb(&answer.what);
    kit.absorb(&note.what);
    assert_eq!(tally(&kit.kit.sessions[0], &[]), now);
}

#[wasm_bindgen_test]
async fn a_note_takes_the_place_of_an_earlier_one() {
    let vault = Vault::open(0).await.unwrap();
    let note = |headcount| {
        Payload::Note(Note {
            session: kept_kit().kit.sessions[0].session,
            day: Day::constant(2026, 11, 21),
            headcount,
            absent: 0,
            seen: None,
        })
    };
    let kit = kept_kit().kit;
    let (first, first_label) = freeze(&kit, Door::Tablet, &note(10)).unwrap();
    let (second, second_label) = freeze(&kit, Door::Tablet, &note(11)).unwrap();
    vault.store(&first, &first_label, None, &[]).await.unwrap();
    vault
        .store(&second, &second_label, None, &[first.id])
        .await
        .unwrap();
    let ids: Vec<ItemId> = vault
        .labels()
        .await
        .unwrap()
        .iter()
        .map(|label| label.id)
        .collect();
    assert!(ids.contains(&second.id) && !ids.contains(&first.id));
    deliver(&vault, &[second.id]).await;
}

#[wasm_bindgen_test]
async fn what_waits_leaves_in_a_file_and_is_taken_in_once() {
    let vault = Vault::open(0).await.unwrap();
    let kit = kept_kit().kit;
    let (item, label) = freeze(&kit, Door::Tablet, &declined()).unwrap();
    let what = label.what.clone();
    vault.store(&item, &label, None, &[]).await.unwrap();
    let link = Door::Link("atelier.secret".to_owned());
    let (by_link, link_label) = freeze(&kit, link, &declined()).unwrap();
    vault.store(&by_link, &link_label, None, &[]).await.unwrap();

    let out = vault.unsent(&kit.org).await.unwrap();
    let carried = CarriedItem {
        item: item.clone(),
        what,
    };
    assert!(out.contains(&carried));
    // What came by somebody's link leaves by it alone, and another organisation's cannot be opened here.
    assert!(out.iter().all(|one| one.item.id != by_link.id));
    assert!(vault.unsent("autre").await.unwrap().is_empty());

    let (from_elsewhere, elsewhere) = freeze(&kit, Door::Tablet, &declined()).unwrap();
    let other = CarriedItem {
        item: from_elsewhere.clone(),
        what: elsewhere.what,
    };
    let file = vec![carried, other];
    assert_eq!(vault.take_in(&kit.org, &file).await, Ok(1));
    assert!(waits(&vault, from_elsewhere.id).await);
    // Once delivered it is not sent again for being in a file.
    deliver(&vault, &[from_elsewhere.id]).await;
    assert_eq!(vault.take_in(&kit.org, &file).await, Ok(0));
    assert!(!waits(&vault, from_elsewhere.id).await);
    deliver(&vault, &[item.id, by_link.id]).await;
}

/// A copy of an item in which one bit is another.
fn damaged(good: &Item) -> Item {
    let mut damaged = good.clone();
    damaged.sealed[40] ^= 1;
    damaged
}

#[wasm_bindgen_test]
async fn other_bytes_under_a_known_id_are_kept_and_sent_after_those() {
    let vault = Vault::open(0).await.unwrap();
    let kit = kept_kit().kit;
    let (good, label) = freeze(&kit, Door::Tablet, &declined()).unwrap();
    let bad = damaged(&good);
    let take_in = async |item: &Item| {
        let what = label.what.clone();
        let item = item.clone();
        vault.take_in(&kit.org, &[CarriedItem { item, what }]).await
    };
    let held = async || vault.items(&[good.id]).await.unwrap();
    assert_eq!(take_in(&bad).await, Ok(1));
    // The first waits: the other comes after it, and neither is new again.
    assert_eq!(take_in(&good).await, Ok(1));
    assert_eq!((take_in(&bad).await, take_in(&good).await), (Ok(0), Ok(0)));
    assert_eq!(held().await, std::slice::from_ref(&bad));
    let out = vault.unsent(&kit.org).await.unwrap();
    let both = |item: &Item| out.iter().any(|one| one.item == *item);
    assert!(both(&good) && both(&bad));
    assert_eq!(vault.turn_beside().await, Ok(false));
    deliver(&vault, &[good.id]).await;
    assert_eq!(vault.turn_beside().await, Ok(true));
    assert_eq!(held().await, std::slice::from_ref(&good));
    assert!(waits(&vault, good.id).await);
    deliver(&vault, &[good.id]).await;
    assert_eq!(vault.turn_beside().await, Ok(false));
    assert_eq!((take_in(&bad).await, take_in(&good).await), (Ok(0), Ok(0)));
    // Let go, with what lies beside it.
    vault.forget(&[good.id]).await.unwrap();
    assert_eq!(vault.turn_beside().await, Ok(false));
    assert_eq!(take_in(&bad).await, Ok(1));
    deliver(&vault, &[bad.id]).await;
    // What the server has already gives way at once.
    assert_eq!(take_in(&good).await, Ok(1));
    assert_eq!(held().await, std::slice::from_ref(&good));
    deliver(&vault, &[good.id]).await;
    vault.forget(&[good.id]).await.unwrap();
    assert_eq!(vault.turn_beside().await, Ok(false));
}

#[wasm_bindgen_test]
async fn what_was_refused_stays_beside_other_bytes_of_its_id() {
    let vault = Vault::open(0).await.unwrap();
    let kit = kept_kit().kit;
    let (good, label) = freeze(&kit, Door::Tablet, &declined()).unwrap();
    let bad = damaged(&good);
    let refuse = async |item: &Item| {
        let refused = Refused {
            item: item.clone(),
            label: label.clone(),
            code: "quarantine_full".to_owned(),
        };
        let settled = Settled {
            refused: vec![refused.clone()],
            ..Settled::default()
        };
        vault.settle(&settled).await.unwrap();
        refused
    };
    vault.store(&bad, &label, None, &[]).await.unwrap();
    let first = refuse(&bad).await;
    let what = label.what.clone();
    let item = good.clone();
    let carried = [CarriedItem { item, what }];
    assert_eq!(vault.take_in(&kit.org, &carried).await, Ok(1));
    let second = refuse(&good).await;
    assert_eq!(vault.take_in(&kit.org, &carried).await, Ok(0));
    let all = [first, second];
    let kept = vault.start(&Door::Tablet).await.unwrap().refused;
    assert!(all.iter().all(|one| kept.contains(one)));
    vault.retry(&all).await.unwrap();
    let kept = vault.start(&Door::Tablet).await.unwrap().refused;
    assert!(!all.iter().any(|one| kept.contains(one)));
    deliver(&vault, &[bad.id]).await;
    assert_eq!(vault.turn_beside().await, Ok(true));
    assert_eq!(
        vault.items(&[good.id]).await.unwrap(),
        std::slice::from_ref(&good)
    );
    deliver(&vault, &[good.id]).await;
    vault.forget(&[good.id]).await.unwrap();
    assert_eq!(vault.turn_beside().await, Ok(false));
}
