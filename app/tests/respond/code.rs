//! The code that leaves the kiosk: whoever types wrong ones waits, also after the page was opened anew.

use super::{
    flow::kiosk_with,
    sample::{Mounted, kept_kit, until},
};
use app::respond::{
    rounds::{Pin, Rounds},
    state::Screen,
    vault::Vault,
};
use intake::device::Door;
use leptos::{prelude::*, task::tick};
use wasm_bindgen_test::wasm_bindgen_test;

const CODE: &str = "4021";

/// The kiosk with this code kept, as it is after a start, and the dialog open.
async fn asked() -> (Mounted, Vault) {
    let (screen, vault) = kiosk_with(kept_kit()).await;
    let rounds = vault.start(&Door::Tablet).await.unwrap().rounds;
    screen.app.device.write().rounds = rounds;
    screen.app.leaving.set(true);
    tick().await;
    (screen, vault)
}

async fn enter(screen: &Mounted, code: &str) {
    screen.type_in("#pin", code);
    screen.press("Quitter");
    tick().await;
}

/// The count on disk.
async fn kept(vault: &Vault, wrong: u32) {
    for _ in 0..300 {
        if vault.start(&Door::Tablet).await.unwrap().rounds.wrong == wrong {
            return;
        }
        app::clock::sleep(10).await;
    }
    panic!("never kept: {wrong} wrong codes");
}

#[wasm_bindgen_test]
async fn after_three_wrong_codes_the_right_one_waits_too_and_a_reload_begins_the_wait_anew() {
    let (screen, vault) = kiosk_with(kept_kit()).await;
    let mut rounds = Rounds {
        pin: Pin::new([7; 16], CODE),
        ..Rounds::default()
    };
    vault.set_rounds(&rounds).await.unwrap();
    drop(screen);

    let (screen, vault) = asked().await;
    enter(&screen, "").await;
    for wrong in ["1111", "2222"] {
        enter(&screen, wrong).await;
        assert!(screen.words("#pin-error").contains("pas le code"));
        assert_eq!(screen.words("#pin-wait"), "", "an empty field is no try");
    }
    enter(&screen, "3333").await;
    assert!(
        screen.words("#pin-wait").contains("dans 1"),
        "fifteen seconds"
    );
    enter(&screen, CODE).await;
    assert!(
        screen.app.leaving.get_untracked(),
        "nobody gets out meanwhile"
    );
    kept(&vault, 3).await;
    drop(screen);

    let (again, vault) = asked().await;
    assert!(again.words("#pin-wait").contains("dans 1"));
    enter(&again, CODE).await;
    assert!(again.app.leaving.get_untracked());
    drop(again);

    // Once it is over, the right code leads out and the next wrong one is a first one.
    rounds.wrong = 2;
    vault.set_rounds(&rounds).await.unwrap();
    let (later, vault) = asked().await;
    enter(&later, CODE).await;
    until("the trainer", || {
        later.app.screen.get_untracked() == Screen::Trainer
    })
    .await;
    kept(&vault, 0).await;
    vault.set_rounds(&Rounds::default()).await.unwrap();
}
