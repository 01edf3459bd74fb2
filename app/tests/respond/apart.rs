//! What the server has and keeps apart: said to the person who answered, and to whoever holds the tablet.

use super::{
    flow::kiosk_with,
    sample::{campaign, deliver, kept_kit},
};
use app::respond::{
    sealing::freeze,
    state::{Ending, Screen, Stop},
    vault::Vault,
};
use domain::{Day, Lang, answer::Answers, ids::ItemId};
use intake::{
    Payload,
    device::{Door, Rested, Settled, Vault as _},
};
use leptos::{prelude::*, task::tick};
use wasm_bindgen_test::wasm_bindgen_test;

/// An answer that the server keeps apart with this code, in the device's database.
async fn apart(vault: &Vault, code: &str) -> Rested {
    let kit = kept_kit().kit;
    let payload = Payload::Answers {
        campaign: campaign(),
        questionnaire: kit.sessions[0].questionnaire.clone(),
        day: Day::constant(2026, 11, 21),
        lang: Lang::Fr,
        channel: domain::answer::Channel::Tablet,
        answers: Answers::new(),
        token: None,
        photos: Vec::new(),
    };
    let (item, label) = freeze(&kit, Door::Tablet, &payload).unwrap();
    vault.store(&item, &label, None, &[]).await.unwrap();
    let one = Rested {
        label,
        epoch: None,
        day: 20_000,
        bytes: 1_100,
        aside: Some(code.to_owned()),
    };
    let settled = Settled {
        delivered: vec![one.clone()],
        ..Settled::default()
    };
    vault.settle(&settled).await.unwrap();
    one
}

async fn codes(vault: &Vault, id: ItemId) -> Option<String> {
    let rested = vault.rested().await.unwrap();
    let one = rested.into_iter().find(|one| one.label.id == id);
    one.expect("it stays for a restored server").aside
}

#[wasm_bindgen_test]
async fn who_answered_too_late_is_told_so_and_never_that_it_counts() {
    let (screen, vault) = kiosk_with(kept_kit()).await;
    let late = apart(&vault, "campaign_closed").await;
    screen.app.device.write().aside = vec![late.clone()];
    screen
        .app
        .go(Screen::Thanks(Ending::Answered(late.label.id)));
    tick().await;
    let said = screen.words("main");
    assert!(
        said.contains("arrivée après la clôture de l’enquête"),
        "{said}"
    );
    assert!(said.contains("l’organisme décide si elle compte"), "{said}");
    for untrue in ["Reçu par le serveur à", "lues avec celles du groupe"] {
        assert!(!said.contains(untrue), "{said}");
    }
    screen.app.lang.set(Lang::En);
    tick().await;
    assert!(screen.words("main").contains("after the survey had closed"));
    screen.app.forget_person();
    deliver(&vault, &[late.label.id]).await;
}

#[wasm_bindgen_test]
async fn of_links_that_do_not_count_a_screen_tells_the_same_whatever_the_reason() {
    let (screen, vault) = kiosk_with(kept_kit()).await;
    let mut told = Vec::new();
    for code in ["link_spent", "link_unknown", "typed_by_link"] {
        let one = apart(&vault, code).await;
        screen.app.device.write().aside = vec![one.clone()];
        screen
            .app
            .go(Screen::Thanks(Ending::Answered(one.label.id)));
        tick().await;
        told.push(screen.words("main .attention"));
    }
    assert!(told[0].contains("gardée à part"), "{told:?}");
    assert!(told.iter().all(|one| *one == told[0]), "{told:?}");
    screen.app.forget_person();
}

#[wasm_bindgen_test]
async fn a_tablet_that_goes_round_tells_the_next_person_nothing_of_it() {
    let (screen, vault) = kiosk_with(kept_kit()).await;
    screen.app.device.write().aside = vec![apart(&vault, "campaign_closed").await];
    screen.app.go(Screen::Stop(Stop::Gone));
    tick().await;
    assert!(!screen.has("main .attention"));
}

#[wasm_bindgen_test]
async fn whoever_holds_the_tablet_sees_the_reasons_until_they_have_read_them() {
    let (screen, vault) = kiosk_with(kept_kit()).await;
    let late = apart(&vault, "campaign_closed").await;
    let other = apart(&vault, "not_for_this_tablet").await;
    screen.app.device.write().aside = vec![late.clone(), other];
    screen.app.go(Screen::Trainer);
    tick().await;
    let said = screen.words("main");
    assert!(said.contains("gardé à part"), "{said}");
    assert!(
        said.contains("Arrivé après la clôture de l’enquête (1)."),
        "{said}"
    );
    assert!(said.contains("pas confiée à cette tablette (1)."), "{said}");
    screen.press("J’ai compris");
    tick().await;
    assert!(!screen.words("main").contains("gardé à part"));
    // On disk too, and the item itself stays.
    for _ in 0..300 {
        if codes(&vault, late.label.id).await.is_none() {
            return;
        }
        app::clock::sleep(10).await;
    }
    panic!("it is told again at the next start");
}
