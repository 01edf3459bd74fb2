//! Drafts: what is stored opens with its own key only, and tells nothing without it.

use super::sample::campaign;
use app::{
    random,
    respond::draft::{Draft, DraftKey, RESET_MS},
};
use domain::{
    Lang,
    answer::{Answer, Answers},
    ids::{CampaignId, random_id},
};
use wasm_bindgen_test::wasm_bindgen_test;

fn draft() -> Draft {
    let words = Answer::Text("Une phrase plantée".to_owned());
    Draft {
        campaign: campaign(),
        lang: Lang::Fr,
        at: 6,
        answers: Answers::from([("improve".to_owned(), words)]),
        saved_ms: 1_000_000_000_000,
        turn: 0,
    }
}

#[wasm_bindgen_test]
fn a_draft_opens_with_its_key_and_campaign_only() {
    let key = DraftKey::new(random::bytes());
    let locked = key.lock(random::bytes(), &draft());
    assert_eq!(key.open(campaign(), &locked), Some(draft()));
    let other = DraftKey::new(random::bytes());
    assert_eq!(other.open(campaign(), &locked), None);
    let elsewhere = CampaignId(random_id([9; 16]));
    assert_eq!(key.open(elsewhere, &locked), None);
    let stored: DraftKey = serde_json::from_str(&serde_json::to_string(&key).unwrap()).unwrap();
    assert_eq!(stored.open(campaign(), &locked), Some(draft()));
    let mut damaged = locked.into_bytes();
    damaged[30] ^= 1;
    assert_eq!(
        key.open(campaign(), &String::from_utf8(damaged).unwrap()),
        None
    );
}

#[wasm_bindgen_test]
fn two_writings_of_one_draft_differ_and_hold_no_word_of_it() {
    let key = DraftKey::new(random::bytes());
    let (one, two) = (
        key.lock(random::bytes(), &draft()),
        key.lock(random::bytes(), &draft()),
    );
    assert_ne!(one, two);
    assert!(!one.contains("phrase"));
}

#[wasm_bindgen_test]
fn a_draft_is_offered_for_half_an_hour_whatever_the_clock_does() {
    let draft = draft();
    assert!(!draft.expired(draft.saved_ms + RESET_MS - 1));
    assert!(draft.expired(draft.saved_ms + RESET_MS));
    assert!(!draft.expired(draft.saved_ms - 1_000), "set back a little");
    assert!(
        draft.expired(draft.saved_ms - RESET_MS),
        "set back for good"
    );
}
