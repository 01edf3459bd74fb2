//! Sheets of paper typed in: a code leads on, a kept sheet is sealed like any answer, a begun one comes back.

use super::{
    flow::staff,
    sample::{Mounted, campaign, deliver, kept_kit, mount, private_key, until},
};
use app::{
    respond::{
        pages,
        state::Screen,
        typist::Typist,
        vault::{Vault, sheets::SheetRow},
    },
    storage::{
        idb::{Change, Database, Schema},
        local,
    },
};
use domain::{
    Lang,
    answer::{Answer, Channel},
    ids::ItemId,
};
use intake::{Payload, device::Vault as _, seal::open};
use leptos::{prelude::*, task::tick, web_sys::HtmlElement};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

/// A page that types in sheets; once dropped it is for something else, as a tab that was closed.
struct Tab(Mounted);

impl std::ops::Deref for Tab {
    type Target = Mounted;

    fn deref(&self) -> &Mounted {
        &self.0
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        self.app.go(Screen::Opening);
    }
}

/// The page on its first sheet, with a database behind it.
async fn typing() -> (Tab, Vault) {
    let vault = Vault::open(0).await.unwrap();
    let screen = tab(vault.clone());
    until("a field", || focused().starts_with("t-")).await;
    (screen, vault)
}

fn tab(vault: Vault) -> Tab {
    let screen = mount(move |app| {
        app.use_vault(vault);
        app.open_to_type();
        app.device.write().kit = Some(kept_kit());
        app.invite(campaign());
        app.lang.set(Lang::Fr);
        pages::stage(app, String::new(), staff)
    });
    assert_eq!(screen.app.screen.get_untracked(), Screen::Typing);
    Tab(screen)
}

fn focused() -> String {
    document()
        .active_element()
        .map(|it| it.id())
        .unwrap_or_default()
}

fn slot() -> Option<String> {
    local::get(&["boucle.r.sheet.", &campaign().to_string()].concat())
}

async fn row(vault: &Vault) -> SheetRow {
    let mut rows = vault.sheets().await.unwrap();
    rows.retain(|row| row.campaign == campaign());
    rows.remove(0)
}

fn click(screen: &Mounted, selector: &str) {
    screen.one(selector).unchecked_into::<HtmlElement>().click();
}

#[wasm_bindgen_test]
async fn a_sheet_is_typed_sealed_and_leaves_nothing_to_read() {
    let (screen, vault) = typing().await;
    assert_eq!(focused(), "t-0");
    screen.type_in("#t-0", "9");
    tick().await;
    assert_eq!(focused(), "t-0", "a wrong code leads nowhere");
    assert!(screen.words("#t-0-error").contains("code"));
    screen.type_in("#t-0", "2");
    tick().await;
    assert_eq!(focused(), "t-1");
    assert_eq!(screen.words("#t-0-error"), "");
    screen.type_in("#t-1", "1");
    assert_eq!(focused(), "t-1", "a 10 may follow");
    screen.type_in("#t-1", "10");
    assert_eq!(focused(), "t-2");
    screen.type_in("#t-2", "Une phrase plantée");
    assert!(!slot().unwrap().contains("phrase"));
    let before: Vec<ItemId> = ids(&vault).await;
    click(&screen, "#keep");
    until("the next sheet", || {
        screen.words(".said").contains("Feuille")
    })
    .await;

    assert_eq!(slot(), None);
    let row = row(&vault).await;
    assert_eq!((row.kept, row.locked), (1, None));
    let id = ids(&vault)
        .await
        .into_iter()
        .find(|id| !before.contains(id))
        .unwrap();
    let item = vault.items(&[id]).await.unwrap().remove(0);
    let opened = open(&private_key(), "atelier", "k1", id, &item.sealed).unwrap();
    let Payload::Answers {
        answers,
        channel,
        day,
        ..
    } = opened
    else {
        panic!("not answers");
    };
    assert_eq!(channel, Channel::Paper);
    assert_eq!(day, app::clock::today());
    assert_eq!(answers["overall"], Answer::Score(3));
    assert_eq!(answers["nps"], Answer::Score(10));
    assert_eq!(
        answers["improve"],
        Answer::Text("Une phrase plantée".to_owned())
    );
    vault.drop_sheets(&[campaign()]).await.unwrap();
    deliver(&vault, &[id]).await;
}

#[wasm_bindgen_test]
async fn a_sheet_asked_for_too_early_does_not_block_those_that_follow() {
    let vault = Vault::open(0).await.unwrap();
    let screen = mount(move |app| {
        app.use_vault(vault);
        app.device.write().kit = Some(kept_kit());
        app.invite(campaign());
        Typist::new(app).keep(|| ());
        ().into_any()
    });
    assert!(!screen.app.person.read_untracked().busy);
}

async fn ids(vault: &Vault) -> Vec<ItemId> {
    let labels = vault.labels().await.unwrap();
    labels.iter().map(|label| label.id).collect()
}

fn value(screen: &Mounted, selector: &str) -> String {
    let value = js_sys::Reflect::get(&screen.one(selector), &"value".into());
    value.unwrap().as_string().unwrap()
}

#[wasm_bindgen_test]
async fn a_begun_sheet_comes_back_and_one_of_yesterday_does_not() {
    let (screen, vault) = typing().await;
    screen.type_in("#t-0", "3");
    screen.type_in("#t-2", "Plus d’exercices");
    assert!(slot().is_some());
    drop(screen);
    let (screen, _) = typing().await;
    assert_eq!(focused(), "t-1", "where it was left");
    assert_eq!(value(&screen, "#t-0"), "3");
    assert_eq!(value(&screen, "#t-2"), "Plus d’exercices");
    drop(screen);

    let mut old = row(&vault).await;
    old.touched_ms -= 13 * 60 * 60 * 1000;
    vault.begin_sheet(&old).await.unwrap();
    let (screen, _) = typing().await;
    assert!(row(&vault).await.key != old.key);
    assert_eq!(value(&screen, "#t-0"), "");
    assert_eq!(slot(), None);
    vault.drop_sheets(&[campaign()]).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_second_tab_waits_and_then_goes_on_with_the_sheet_of_the_first() {
    let (first, vault) = typing().await;
    first.type_in("#t-2", "Plus d’exercices");
    let begun = row(&vault).await.key;
    let second = tab(vault.clone());
    until("the sentence", || {
        second.has(".said") && second.words(".said").contains("autre onglet")
    })
    .await;
    second.type_in("#t-2", "Par-dessus");
    tick().await;
    assert!(row(&vault).await.key == begun);
    drop(first);
    until("the sheet", || value(&second, "#t-2") == "Plus d’exercices").await;
    assert!(row(&vault).await.key == begun);
    vault.drop_sheets(&[campaign()]).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_row_that_cannot_be_read_does_not_cost_another_campaigns_sheet() {
    let (screen, vault) = typing().await;
    screen.type_in("#t-2", "Plus d’exercices");
    drop(screen);
    let schema = Schema {
        name: "boucle-r".into(),
        version: 3,
        stores: &["sheets"],
    };
    let disk = Database::open(schema).await.unwrap();
    let damaged = Change::put_text("sheets", "another campaign", "{}".to_owned());
    disk.apply(vec![damaged]).await.unwrap();
    let (screen, _) = typing().await;
    let back = value(&screen, "#t-2");
    let mended = Change::delete("sheets", "another campaign");
    disk.apply(vec![mended]).await.unwrap();
    vault.drop_sheets(&[campaign()]).await.unwrap();
    assert_eq!(back, "Plus d’exercices");
}
