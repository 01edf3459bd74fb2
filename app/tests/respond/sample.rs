//! A kit with one campaign, and the small tools of these tests.

use app::{
    random,
    respond::{
        Respond,
        draft::DraftKey,
        vault::{DraftRow, Vault},
    },
};
use domain::{
    Day, Text,
    campaign::{Privacy, QuestionnaireRef},
    ids::{CampaignId, ItemId, ServiceId, SessionId, random_id},
    questionnaire::{Choice, Question, QuestionKind, Questionnaire},
    session::Session,
};
use intake::{
    PrivateKey,
    device::{Door, KeptKit, Rested, Settled, Vault as _},
    wire::{Kit, KitSession},
};
use leptos::{
    mount::mount_to,
    prelude::*,
    web_sys::{Element, HtmlElement, HtmlInputElement},
};
use wasm_bindgen::JsCast;

pub(super) fn text(words: &str) -> Text {
    Text {
        fr: words.to_owned(),
        en: [words, " (en)"].concat(),
    }
}

pub(super) fn options(keys: &[&str]) -> Vec<Choice> {
    keys.iter().map(|key| Choice::new(key, text(key))).collect()
}

pub(super) fn question(key: &str, kind: QuestionKind) -> Question {
    Question::new(key, kind, text(key))
}

/// Three questions of different kinds.
pub(super) fn questionnaire() -> Questionnaire {
    Questionnaire {
        key: "sample".to_owned(),
        version: 1,
        title: text("Votre avis"),
        about: None,
        minutes: 1,
        sections: Vec::new(),
        questions: vec![
            question("overall", QuestionKind::Likert4),
            question("nps", QuestionKind::Nps),
            question("improve", QuestionKind::Long),
        ],
    }
}

pub(super) fn private_key() -> PrivateKey {
    PrivateKey::derive(&[7; 32])
}

pub(super) fn campaign() -> CampaignId {
    CampaignId(random_id([3; 16]))
}

/// No answer is being given on this device.
pub(super) async fn no_drafts(vault: &Vault) {
    for found in vault.start(&Door::Tablet).await.unwrap().drafts {
        assert_eq!(vault.drop_draft(&found.row).await, Ok(true));
    }
}

/// An answer that has just been begun.
pub(super) async fn begun(vault: &Vault) -> DraftRow {
    no_drafts(vault).await;
    let row = DraftRow {
        campaign: campaign(),
        door: Door::Tablet,
        key: DraftKey::new(random::bytes()),
        turn: 0,
        place: 0,
    };
    assert_eq!(vault.begin_draft(&row).await, Ok(true));
    row
}

/// The server has them.
pub(super) async fn deliver(vault: &Vault, ids: &[ItemId]) {
    let labels = vault.labels().await.unwrap();
    let ours = labels.into_iter().filter(|label| ids.contains(&label.id));
    let delivered = ours.map(|label| Rested {
        label,
        epoch: None,
        day: 20_000,
        bytes: 1_100,
        aside: None,
    });
    let settled = Settled {
        delivered: delivered.collect(),
        ..Settled::default()
    };
    vault.settle(&settled).await.unwrap();
}

/// The server has all that waits; the answer is how many items that was.
pub(super) async fn deliver_all(vault: &Vault) -> usize {
    let labels = vault.labels().await.unwrap();
    let ids: Vec<ItemId> = labels.iter().map(|label| label.id).collect();
    deliver(vault, &ids).await;
    ids.len()
}

pub(super) fn kept_kit() -> KeptKit {
    let day = Day::constant(2026, 11, 21);
    KeptKit {
        fetched_ms: 1,
        delivered: None,
        kit: Kit {
            organisation: "Atelier Formation".to_owned(),
            org: "atelier".to_owned(),
            contact: "qualite@atelier.example".to_owned(),
            kid: "k1".to_owned(),
            public_key: private_key().public().to_bytes(),
            device: None,
            sessions: vec![KitSession {
                session: SessionId(random_id([2; 16])),
                detail: Session {
                    service: ServiceId(random_id([1; 16])),
                    title: "Excel avancé".to_owned(),
                    starts: day,
                    ends: day,
                    site: String::new(),
                    trainer: String::new(),
                    company: String::new(),
                    funder: String::new(),
                    subcontracted_for: String::new(),
                    headcount: 12,
                    absent: 2,
                    minors: false,
                },
                service: "Excel".to_owned(),
                campaign: campaign(),
                questionnaire: QuestionnaireRef {
                    key: "sample".to_owned(),
                    version: 1,
                },
                privacy: Privacy::Anonyme,
                privacy_reason: String::new(),
                test: false,
                opens: day,
                closes: Day::MAX,
                received: 4,
                asked: None,
                notice: Vec::new(),
            }],
            questionnaires: vec![questionnaire()],
            epoch: None,
            today: None,
        },
    }
}

/// Something mounted in the page, taken out again when dropped.
pub(super) struct Mounted {
    pub(super) place: HtmlElement,
    pub(super) app: Respond,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// Mounts what `draw` makes of a new state. The state outlives the test: the driver may still be at work.
pub(super) fn mount<V: IntoView + 'static>(draw: impl FnOnce(Respond) -> V + 'static) -> Mounted {
    let place: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&place).unwrap();
    let (sender, state) = std::sync::mpsc::channel();
    mount_to(place.clone(), move || {
        let app = Respond::new(Door::Tablet);
        sender.send(app).unwrap();
        draw(app)
    })
    .forget();
    Mounted {
        place,
        app: state.recv().unwrap(),
    }
}

impl Mounted {
    pub(super) fn one(&self, selector: &str) -> Element {
        self.place
            .query_selector(selector)
            .unwrap()
            .unwrap_or_else(|| panic!("no {selector}"))
    }

    pub(super) fn has(&self, selector: &str) -> bool {
        self.place.query_selector(selector).unwrap().is_some()
    }

    pub(super) fn words(&self, selector: &str) -> String {
        self.one(selector).text_content().unwrap_or_default()
    }

    pub(super) fn inputs(&self) -> Vec<HtmlInputElement> {
        let found = self.place.query_selector_all("input").unwrap();
        (0..found.length())
            .map(|index| found.get(index).unwrap().unchecked_into())
            .collect()
    }

    pub(super) fn type_in(&self, selector: &str, words: &str) {
        let field = self.one(selector);
        js_sys::Reflect::set(&field, &"value".into(), &words.into()).unwrap();
        let event = leptos::web_sys::Event::new("input").unwrap();
        field.dispatch_event(&event).unwrap();
    }

    /// Clicks the button with these words.
    pub(super) fn press(&self, words: &str) {
        let found = self.place.query_selector_all("button").unwrap();
        let button = (0..found.length())
            .map(|index| found.get(index).unwrap().unchecked_into::<HtmlElement>())
            .find(|button| button.text_content().unwrap_or_default().trim() == words)
            .unwrap_or_else(|| panic!("no button {words}"));
        button.click();
    }
}

/// Waits until `done`, a few seconds at most: storage answers in its own time.
pub(crate) async fn until(what: &str, done: impl Fn() -> bool) {
    for _ in 0..300 {
        if done() {
            return;
        }
        app::clock::sleep(10).await;
    }
    panic!("never: {what}");
}
