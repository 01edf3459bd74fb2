//! One person's way through the questionnaire, on the screen and in the device's database.

use super::sample::{
    Mounted, campaign, deliver, deliver_all, kept_kit, mount, no_drafts, private_key, until,
};
use app::{
    later::Fetched,
    respond::{
        pages,
        sealing::freeze,
        state::{Ending, Screen, Trouble},
        vault::Vault,
    },
    storage::local,
};
use domain::{Lang, answer::Answer};
use intake::{
    Payload,
    device::{Door, KeptKit, Vault as _, What},
    seal::open,
};
use leptos::{prelude::*, task::tick, web_sys::HtmlElement};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

async fn kiosk() -> (Mounted, Vault) {
    kiosk_with(kept_kit()).await
}

/// What the page fetches is in the tests' own program.
pub(super) fn staff() -> Fetched<pages::Open> {
    Box::pin(std::future::ready(Ok(pages::staff::open as pages::Open)))
}

/// The kiosk on its first screen, with a database behind it.
pub(super) async fn kiosk_with(kit: KeptKit) -> (Mounted, Vault) {
    let vault = Vault::open(0).await.unwrap();
    no_drafts(&vault).await;
    let screen = tab(&vault, kit).await;
    (screen, vault)
}

/// A tab of that device, on the kiosk's first screen.
pub(super) async fn tab(vault: &Vault, kit: KeptKit) -> Mounted {
    let given = vault.clone();
    let screen = mount(move |app| {
        app.use_vault(given);
        app.speak(Lang::Fr);
        app.device.write().kit = Some(kit);
        app.device.write().kiosk = Some(campaign());
        app.invite(campaign());
        app.lang.set(Lang::Fr);
        pages::stage(app, String::new(), staff)
    });
    tick().await;
    screen
}

pub(super) async fn question(screen: &Mounted, at: u32) {
    until("the question", || {
        screen.app.screen.get_untracked() == Screen::Question(at)
    })
    .await;
    tick().await;
}

#[wasm_bindgen_test]
async fn answers_survive_going_back_and_end_sealed_in_the_outbox() {
    let (screen, vault) = kiosk().await;
    assert!(screen.words("h1").contains("Votre avis"));
    screen.press("Commencer");
    question(&screen, 0).await;
    assert_eq!(screen.words("legend"), "overall");
    assert!(screen.has("fieldset input[type=radio]"));
    screen.inputs()[1].click();
    tick().await;
    screen.press("Suivant");
    question(&screen, 1).await;
    screen.press("Passer");
    question(&screen, 2).await;
    screen.type_in("textarea", " Plus d’exercices. ");
    tick().await;
    screen.press("Retour");
    question(&screen, 1).await;
    screen.press("Retour");
    question(&screen, 0).await;
    assert!(screen.inputs()[1].checked(), "Back keeps the answer");
    screen.app.speak(Lang::En);
    tick().await;
    assert!(screen.inputs()[1].checked(), "so does another language");
    screen.app.speak(Lang::Fr);
    tick().await;
    screen.press("Suivant");
    question(&screen, 1).await;
    screen.press("Passer");
    question(&screen, 2).await;
    screen.press("Terminer");
    until("the thanks", || {
        matches!(screen.app.screen.get_untracked(), Screen::Thanks(_))
    })
    .await;

    let Screen::Thanks(Ending::Answered(id)) = screen.app.screen.get_untracked() else {
        panic!("not answered");
    };
    let item = vault.items(&[id]).await.unwrap().remove(0);
    let opened = open(&private_key(), "atelier", "k1", id, &item.sealed).unwrap();
    let Payload::Answers { answers, .. } = opened else {
        panic!("not answers");
    };
    assert_eq!(answers.len(), 2);
    assert_eq!(answers["overall"], Answer::Score(3));
    assert_eq!(
        answers["improve"],
        Answer::Text("Plus d’exercices.".to_owned())
    );
    // Nothing of the person is left but the sealed item.
    assert!(screen.app.person.read_untracked().answers.is_empty());
    assert!(vault.start(&Door::Tablet).await.unwrap().drafts.is_empty());
    let slot = ["boucle.r.draft.", &campaign().to_string()].concat();
    assert_eq!(local::get::<String>(&slot), None);
    deliver(&vault, &[id]).await;
}

#[wasm_bindgen_test]
async fn a_tap_is_in_local_storage_before_anything_else_and_unreadable_there() {
    let (screen, vault) = kiosk().await;
    screen.press("Commencer");
    question(&screen, 0).await;
    screen.press("Passer");
    question(&screen, 1).await;
    screen.press("Passer");
    question(&screen, 2).await;
    let slot = ["boucle.r.draft.", &campaign().to_string()].concat();
    let before: String = local::get(&slot).unwrap();
    screen.type_in("textarea", "Une phrase plantée");
    // No await: the tap itself has written.
    let after: String = local::get(&slot).unwrap();
    assert_ne!(before, after);
    assert!(!after.contains("phrase"));
    let row = vault
        .start(&Door::Tablet)
        .await
        .unwrap()
        .drafts
        .remove(0)
        .row;
    let draft = row.key.open(campaign(), &after).unwrap();
    assert_eq!(draft.at, 2);
    assert_eq!(
        draft.answers["improve"],
        Answer::Text("Une phrase plantée".to_owned())
    );
    screen.app.abandon();
    until("the count", || {
        !screen.app.device.read_untracked().labels.is_empty()
    })
    .await;
    assert_eq!(local::get::<String>(&slot), None);
    assert_eq!(screen.app.screen.get_untracked(), Screen::Invite);
    deliver_all(&vault).await;
}

#[wasm_bindgen_test]
async fn nothing_answered_is_said_and_can_end_without_an_answer() {
    let (screen, vault) = kiosk().await;
    screen.press("Commencer");
    for at in 0..3 {
        question(&screen, at).await;
        screen.press(if at == 2 { "Terminer" } else { "Passer" });
    }
    until("the sentence", || {
        screen.app.person.read_untracked().trouble == Some(Trouble::NothingAnswered)
    })
    .await;
    tick().await;
    screen.press("Terminer sans répondre");
    until("the end", || {
        screen.app.screen.get_untracked() == Screen::Thanks(Ending::Declined)
    })
    .await;
    assert_eq!(deliver_all(&vault).await, 1);
}

/// Makes every write fail as on a full device, until dropped.
struct FullDevice(wasm_bindgen::JsValue, wasm_bindgen::JsValue);

impl FullDevice {
    fn new() -> Self {
        let store = js_sys::Reflect::get(&js_sys::global(), &"IDBObjectStore".into()).unwrap();
        let methods = js_sys::Reflect::get(&store, &"prototype".into()).unwrap();
        let put = js_sys::Reflect::get(&methods, &"put".into()).unwrap();
        let throws =
            js_sys::Function::new_no_args("throw new DOMException('', 'QuotaExceededError')");
        js_sys::Reflect::set(&methods, &"put".into(), &throws).unwrap();
        Self(methods, put)
    }
}

impl Drop for FullDevice {
    fn drop(&mut self) {
        js_sys::Reflect::set(&self.0, &"put".into(), &self.1).unwrap();
    }
}

#[wasm_bindgen_test]
async fn a_full_device_says_so_and_keeps_the_answer_on_the_screen() {
    let (screen, vault) = kiosk().await;
    screen.press("Commencer");
    question(&screen, 0).await;
    screen.inputs()[0].click();
    for at in 0..2 {
        question(&screen, at).await;
        tick().await;
        screen.press(if at == 0 { "Suivant" } else { "Passer" });
    }
    question(&screen, 2).await;
    let full = FullDevice::new();
    screen.press("Terminer");
    until("the alert", || screen.has("[role=alert]")).await;
    assert!(screen.words("[role=alert]").contains("la place manque"));
    assert_eq!(screen.app.screen.get_untracked(), Screen::Question(2));
    assert_eq!(screen.app.person.read_untracked().answers.len(), 1);
    drop(full);
    screen.press("Réessayer");
    until("the thanks", || {
        matches!(screen.app.screen.get_untracked(), Screen::Thanks(_))
    })
    .await;
    assert_eq!(deliver_all(&vault).await, 1);
}

#[wasm_bindgen_test]
async fn figures_that_are_not_kept_yet_survive_another_language() {
    let screen = mount(move |app| {
        app.speak(Lang::Fr);
        app.device.write().kit = Some(kept_kit());
        app.open_session(campaign());
        pages::stage(app, String::new(), staff)
    });
    let shown = |screen: &Mounted| {
        screen
            .inputs()
            .iter()
            .map(|one| one.value())
            .collect::<Vec<_>>()
    };
    until("the session's figures", || {
        shown(&screen) == ["12", "2", "0"]
    })
    .await;
    let more: HtmlElement = screen.one("#headcount + button").unchecked_into();
    more.click();
    tick().await;
    assert_eq!(shown(&screen), ["13", "2", "0"]);
    screen.press("EN");
    tick().await;
    assert!(
        screen.words("label").contains("People expected"),
        "{}",
        screen.words("label")
    );
    until("the figures as they were changed", || {
        shown(&screen) == ["13", "2", "0"]
    })
    .await;
    // Leaving the page leaves them.
    screen.press("Sessions");
    tick().await;
    screen.app.open_session(campaign());
    until("the session's own figures", || {
        shown(&screen) == ["12", "2", "0"]
    })
    .await;
    screen.app.speak(Lang::Fr);
}

#[wasm_bindgen_test]
async fn a_trainer_sees_where_everybody_is_without_a_network() {
    let screen = mount(move |app| {
        app.speak(Lang::Fr);
        let mut device = app.device.write();
        device.kit = Some(kept_kit());
        // An answer, somebody who did not want to, and one begun and dropped.
        for (answers, abandoned) in [(true, false), (false, false), (false, true)] {
            let payload = Payload::Declined {
                campaign: campaign(),
                day: domain::Day::constant(2026, 11, 21),
                abandoned,
            };
            let (_, mut label) = freeze(&kept_kit().kit, Door::Tablet, &payload).unwrap();
            if answers {
                label.what = What::Answer(campaign());
            }
            device.labels.push(label);
        }
        drop(device);
        app.open_session(campaign());
        pages::stage(app, String::new(), staff)
    });
    until("the sum", || {
        screen.has(".custody")
            && screen.words(".custody").contains(
                "12 personnes attendues = 4 reçues par le serveur + 1 gardée ici, pas encore envoyée + 1 refus \
                 + 2 absents + 4 sans réponse",
            )
    })
    .await;
    assert!(screen.words(".custody").contains("Il manque 4 personnes"));
    // Fewer were expected than are counted: the same page says so, and what to do.
    screen.app.device.update(|device| {
        let kept = device.kit.as_mut().unwrap();
        kept.kit.sessions[0].detail.headcount = 7;
    });
    until("more than expected", || {
        screen
            .words(".custody")
            .contains("Plus de réponses que de personnes")
    })
    .await;
    screen.app.show_trainer();
    until("the list of sessions", || screen.has(".session-list")).await;
    assert!(
        screen
            .words(".session-list")
            .contains("1 de plus que l’effectif")
    );
}
