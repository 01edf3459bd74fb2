//! What is signed or photographed: typed names, and photos that come and go with their draft.

use super::sample::{Mounted, begun, campaign, kept_kit, mount, question};
use app::{
    random,
    respond::{draft::DraftKey, questions::capture, vault::Vault},
};
use domain::{
    Lang,
    answer::Answer,
    questionnaire::{PHOTOS_MAX, QuestionKind},
    signature::Signature,
};
use leptos::{prelude::*, task::tick};
use std::sync::Arc;
use wasm_bindgen_test::wasm_bindgen_test;

fn signing() -> Mounted {
    let mut kept = kept_kit();
    let mut asked = question("q", QuestionKind::Signature);
    asked.may_not_concern = true;
    kept.kit.questionnaires[0].questions = vec![asked];
    mount(move |app| {
        app.lang.set(Lang::Fr);
        app.person.write().asked = kept.asked(campaign()).map(Arc::new);
        capture::open(app, "q")
    })
}

fn answer(screen: &Mounted) -> Option<Answer> {
    screen.app.person.read_untracked().answers.get("q").cloned()
}

#[wasm_bindgen_test]
async fn a_typed_name_signs() {
    let screen = signing();
    screen.type_in(".sign input", "Marie Durand");
    let typed = Signature::Typed("Marie Durand".to_owned());
    assert_eq!(answer(&screen), Some(Answer::Signature(typed)));
    screen.type_in(".sign input", "  ");
    assert_eq!(answer(&screen), None);
    screen.type_in(".sign input", "Marie");
    screen.inputs()[1].click();
    tick().await;
    assert_eq!(answer(&screen), Some(Answer::NotConcerned));
    assert_eq!(screen.inputs()[0].value(), "", "no name is left");
}

#[wasm_bindgen_test]
async fn a_photo_lives_and_dies_with_its_draft() {
    let vault = Vault::open(0).await.unwrap();
    let row = begun(&vault).await;
    for place in 0..PHOTOS_MAX {
        assert_eq!(vault.keep_photo(&row, place, "locked").await, Ok(true));
    }
    let kept = vault.photo(&row, 2).await.unwrap();
    assert_eq!(kept.as_deref(), Some("locked"));
    assert_eq!(vault.drop_photo(&row, 2).await, Ok(true));
    assert_eq!(vault.photo(&row, 2).await.unwrap(), None);
    assert_eq!(vault.drop_draft(&row).await, Ok(true));
    for place in 0..PHOTOS_MAX {
        assert_eq!(vault.photo(&row, place).await.unwrap(), None);
    }
    // A camera that was slower than the reset.
    assert_eq!(vault.keep_photo(&row, 0, "late").await, Ok(false));
    assert_eq!(vault.photo(&row, 0).await.unwrap(), None);
}

#[wasm_bindgen_test]
fn bytes_are_locked_as_drafts_are() {
    let key = DraftKey::new(random::bytes());
    let locked = key.lock_bytes(random::bytes(), campaign(), b"a picture");
    let open = |key: &DraftKey| key.open_bytes(campaign(), &locked);
    assert_eq!(open(&key).as_deref(), Some(b"a picture".as_slice()));
    assert_eq!(open(&DraftKey::new(random::bytes())), None);
}
