//! One answer in two tabs of one device: it becomes one item, whichever tab ends it, and the other is told.

use super::{
    flow::{question, tab},
    sample::{Mounted, begun, campaign, deliver, deliver_all, kept_kit, no_drafts, until},
};
use app::{
    random,
    respond::{
        draft::DraftKey,
        enrolment::with_locks,
        sealing::freeze,
        state::{Screen, Trouble},
        vault::{DraftRow, Vault, sheets::SheetRow},
    },
    storage::{
        StorageError,
        idb::{Change, Database, Schema},
        local,
    },
};
use domain::{
    Day, Lang,
    answer::{Answer, Channel},
    ids::ItemId,
};
use intake::{
    Payload,
    device::{Door, Vault as _},
};
use js_sys::{Object, Reflect};
use leptos::prelude::*;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

fn declined() -> Payload {
    Payload::Declined {
        campaign: campaign(),
        day: Day::constant(2026, 11, 21),
        abandoned: false,
    }
}

/// Ends the answer of this row, as some tab does.
async fn end(vault: &Vault, row: &DraftRow) -> Result<Option<ItemId>, StorageError> {
    let (item, label) = freeze(&kept_kit().kit, Door::Tablet, &declined()).unwrap();
    let stored = vault.store(&item, &label, Some(row), &[]).await?;
    Ok(stored.then_some(item.id))
}

#[wasm_bindgen_test]
async fn two_tabs_that_end_an_answer_in_one_instant_make_one_item() {
    let vault = Vault::open(0).await.unwrap();
    let row = begun(&vault).await;
    let ends = Rc::new(RefCell::new(Vec::new()));
    for _ in 0..2 {
        // A connection each, as tabs have.
        let (own, row, ends) = (Vault::open(0).await.unwrap(), row.clone(), Rc::clone(&ends));
        spawn_local(async move {
            let ended = end(&own, &row).await.unwrap();
            ends.borrow_mut().push(ended);
        });
    }
    until("both", || ends.borrow().len() == 2).await;
    let made: Vec<ItemId> = ends.borrow().iter().flatten().copied().collect();
    assert_eq!(made.len(), 1);
    assert_eq!(vault.items(&made).await.unwrap().len(), 1);
    assert!(vault.start(&Door::Tablet).await.unwrap().drafts.is_empty());
    deliver(&vault, &made).await;
}

#[wasm_bindgen_test]
async fn a_draft_that_is_taken_up_is_written_and_ended_there_alone() {
    let vault = Vault::open(0).await.unwrap();
    let first = begun(&vault).await;
    assert_eq!(vault.mirror_draft(&first, "as it was").await, Ok(true));
    let found = vault.take_up(&first).await.unwrap().unwrap();
    assert_eq!(found.locked.as_deref(), Some("as it was"));
    let second = found.row;
    assert_eq!((second.key == first.key, second.turn), (true, 1));
    assert_eq!(vault.mirror_draft(&first, "late").await, Ok(false));
    assert_eq!(vault.keep_photo(&first, 0, "late").await, Ok(false));
    assert_eq!(vault.drop_draft(&first).await, Ok(false));
    assert_eq!(end(&vault, &first).await, Ok(None));
    let start = vault.start(&Door::Tablet).await.unwrap();
    assert_eq!(start.drafts[0].locked.as_deref(), Some("as it was"));
    assert_eq!(vault.photo(&first, 0).await, Ok(None));

    let item = end(&vault, &second).await.unwrap().unwrap();
    assert!(vault.take_up(&first).await.unwrap().is_none());
    // The next person's is not that one, for all that it is of the same campaign.
    let next = begun(&vault).await;
    assert_eq!(vault.mirror_draft(&second, "late").await, Ok(false));
    assert!(vault.take_up(&second).await.unwrap().is_none());
    assert_eq!(end(&vault, &second).await, Ok(None));
    assert_eq!(vault.drop_draft(&next).await, Ok(true));
    deliver(&vault, &[item]).await;
}

#[wasm_bindgen_test]
async fn a_row_of_an_earlier_program_is_taken_up_too() {
    let vault = Vault::open(0).await.unwrap();
    let row = begun(&vault).await;
    let mut old = serde_json::to_value(&row).unwrap();
    old.as_object_mut().unwrap().remove("turn");
    let db = database().await;
    let written = Change::put("draft_keys", campaign().to_string(), &old).unwrap();
    db.apply(vec![written]).await.unwrap();
    assert_eq!(vault.mirror_draft(&row, "locked").await, Ok(true));
    let found = vault.take_up(&row).await.unwrap().unwrap();
    assert_eq!(vault.drop_draft(&found.row).await, Ok(true));
}

#[wasm_bindgen_test]
async fn an_emptied_storage_is_not_taken_for_another_tab() {
    let vault = Vault::open(0).await.unwrap();
    let row = begun(&vault).await;
    let gone = vec![
        Change::delete("draft_keys", campaign().to_string()),
        Change::delete("meta", "born"),
    ];
    database().await.apply(gone).await.unwrap();
    let item = end(&vault, &row).await.unwrap();
    let item = item.expect("the answer is all there is of it");
    Vault::open(0).await.unwrap();
    deliver(&vault, &[item]).await;
}

/// The device's database as it is.
async fn database() -> Database {
    let schema = Schema {
        name: "boucle-r".into(),
        version: 1,
        stores: &[],
    };
    Database::open(schema).await.unwrap()
}

#[wasm_bindgen_test]
async fn an_answer_goes_on_in_the_tab_that_took_it_up_and_the_other_says_so() {
    let vault = Vault::open(0).await.unwrap();
    no_drafts(&vault).await;
    let _insecure = without_locks();
    let (first, second) = (tab(&vault, kept_kit()).await, tab(&vault, kept_kit()).await);
    first.press("Commencer");
    question(&first, 0).await;
    first.inputs()[1].click();
    until("it is kept", || first.app.kept.get_untracked()).await;
    as_at_its_start(&second, &vault).await;
    assert_eq!(second.app.screen.get_untracked(), Screen::Resume(0));
    second.app.resume();
    question(&second, 0).await;
    let answers = || second.app.person.read_untracked().answers.clone();
    assert_eq!(answers()["overall"], Answer::Score(3));

    first.inputs()[0].click();
    until("the start", || {
        first.app.screen.get_untracked() == Screen::Invite
    })
    .await;
    // The start is in the browser's language.
    first.app.lang.set(Lang::Fr);
    until("the sentence", || {
        first.has("[role=alert]") && first.words("[role=alert]").contains("plus dans cet onglet")
    })
    .await;
    assert_eq!(
        first.app.person.read_untracked().trouble,
        Some(Trouble::Elsewhere)
    );
    assert!(first.app.person.read_untracked().answers.is_empty());

    finish(&second).await;
    let slot = ["boucle.r.draft.", &campaign().to_string()].concat();
    assert_eq!(local::get::<String>(&slot), None);
    assert_eq!(deliver_all(&vault).await, 1);
}

/// What a tab does with the drafts it finds.
async fn as_at_its_start(tab: &Mounted, vault: &Vault) {
    let found = vault.start(&Door::Tablet).await.unwrap().drafts;
    tab.app.sort_drafts(with_locks(found).await).await;
}

/// From the first question, answered, to the thanks.
async fn finish(tab: &Mounted) {
    for words in ["Suivant", "Passer", "Terminer"] {
        leptos::task::tick().await;
        tab.press(words);
        leptos::task::tick().await;
    }
    until("the thanks", || {
        matches!(tab.app.screen.get_untracked(), Screen::Thanks(_))
    })
    .await;
}

/// The browser has no locks while this lives, as at an insecure address.
struct WithoutLocks;

fn without_locks() -> WithoutLocks {
    let hidden = Object::new();
    Reflect::set(&hidden, &"configurable".into(), &true.into()).unwrap();
    let navigator: Object = window().navigator().unchecked_into();
    assert!(Reflect::define_property(&navigator, &"locks".into(), &hidden).unwrap());
    WithoutLocks
}

impl Drop for WithoutLocks {
    fn drop(&mut self) {
        let navigator: Object = window().navigator().unchecked_into();
        _ = Reflect::delete_property(&navigator, &"locks".into());
    }
}

#[wasm_bindgen_test]
async fn people_who_answer_in_two_tabs_of_a_tablet_leave_an_answer_each() {
    let vault = Vault::open(0).await.unwrap();
    no_drafts(&vault).await;
    let (first, second) = (tab(&vault, kept_kit()).await, tab(&vault, kept_kit()).await);
    for (tab, choice) in [(&first, 1), (&second, 0)] {
        as_at_its_start(tab, &vault).await;
        assert_eq!(tab.app.screen.get_untracked(), Screen::Invite);
        tab.press("Commencer");
        question(tab, 0).await;
        tab.inputs()[choice].click();
        until("it is kept", || tab.app.kept.get_untracked()).await;
    }
    finish(&second).await;
    // The place is free again, and whoever comes next has a draft of their own.
    second.app.next_person();
    leptos::task::tick().await;
    second.app.begin();
    question(&second, 0).await;
    let answers = |tab: &Mounted| tab.app.person.read_untracked().answers.clone();
    assert_eq!(answers(&first)["overall"], Answer::Score(3));
    assert!(answers(&second).is_empty());
    second.app.abandon();
    finish(&first).await;
    until("it is counted", || untrack(|| second.app.unsent()) == 2).await;
    assert_eq!(deliver_all(&vault).await, 3);
    assert!(vault.start(&Door::Tablet).await.unwrap().drafts.is_empty());
}

#[wasm_bindgen_test]
async fn what_a_closed_tab_leaves_is_offered_the_newest_first_and_nothing_of_it_is_dropped() {
    let vault = Vault::open(0).await.unwrap();
    no_drafts(&vault).await;
    for choice in [1, 0] {
        let closed = tab(&vault, kept_kit()).await;
        closed.press("Commencer");
        question(&closed, 0).await;
        closed.inputs()[choice].click();
        until("it is kept", || closed.app.kept.get_untracked()).await;
        // As a page that is gone, with its lock.
        closed.app.forget_person();
    }
    for score in [4, 3] {
        let next = tab(&vault, kept_kit()).await;
        as_at_its_start(&next, &vault).await;
        assert_eq!(next.app.screen.get_untracked(), Screen::Resume(0));
        next.app.resume();
        question(&next, 0).await;
        let answers = next.app.person.read_untracked().answers.clone();
        assert_eq!(answers["overall"], Answer::Score(score));
        finish(&next).await;
    }
    assert_eq!(deliver_all(&vault).await, 2);
}

#[wasm_bindgen_test]
async fn a_sheet_of_paper_is_kept_once_also_where_no_lock_keeps_tabs_apart() {
    let vault = Vault::open(0).await.unwrap();
    let sheet = |kept| SheetRow {
        campaign: campaign(),
        key: DraftKey::new(random::bytes()),
        kept,
        channel: Channel::Paper,
        day: None,
        touched_ms: app::clock::now_ms(),
        locked: None,
    };
    let (row, next) = (sheet(0), sheet(1));
    vault.begin_sheet(&row).await.unwrap();
    let mut made = Vec::new();
    for expected in [true, false] {
        let (item, label) = freeze(&kept_kit().kit, Door::Tablet, &declined()).unwrap();
        let kept = vault.keep_sheet(&item, &label, &row.key, &next).await;
        assert_eq!(kept, Ok(expected));
        made.push(item.id);
    }
    assert_eq!(vault.items(&made).await.unwrap().len(), 1);
    assert_eq!(vault.mirror_sheet(&row).await, Ok(false));
    let now = vault.sheet(campaign()).await.unwrap().unwrap();
    assert!(now.key == next.key);
    vault.drop_sheets(&[campaign()]).await.unwrap();
    deliver(&vault, &made).await;
}
