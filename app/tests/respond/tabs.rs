//! One answer in two tabs of one device: it becomes one item, whichever tab ends it, and the other is told.

use super::{
    flow::{question, tab},
    sample::{begun, campaign, deliver, deliver_all, kept_kit, no_drafts, until},
};
use app::{
    random,
    respond::{
        draft::DraftKey,
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
use leptos::prelude::*;
use std::{cell::RefCell, rc::Rc};
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
    assert_eq!(vault.photo(campaign(), 0).await, Ok(None));

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
    let (first, second) = (tab(&vault, kept_kit()).await, tab(&vault, kept_kit()).await);
    first.press("Commencer");
    question(&first, 0).await;
    first.inputs()[1].click();
    until("it is kept", || first.app.kept.get_untracked()).await;
    // As at the start of that tab.
    let found = vault.start(&Door::Tablet).await.unwrap().drafts;
    second.app.sort_drafts(found).await;
    until("the offer", || {
        second.app.screen.get_untracked() == Screen::Resume(0)
    })
    .await;
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

    for words in ["Suivant", "Passer", "Terminer"] {
        leptos::task::tick().await;
        second.press(words);
        leptos::task::tick().await;
    }
    until("the thanks", || {
        matches!(second.app.screen.get_untracked(), Screen::Thanks(_))
    })
    .await;
    let slot = ["boucle.r.draft.", &campaign().to_string()].concat();
    assert_eq!(local::get::<String>(&slot), None);
    assert_eq!(deliver_all(&vault).await, 1);
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
