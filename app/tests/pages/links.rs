//! Links of one person each: whoever takes them asks that many people, and each message has its link in it.

use crate::stage::{CLAIRE, Log, Stage, settle};
use api::outreach::{KnownContact, PersonalLink, Preview};
use app::pages::campaigns::links::Made;
use domain::{
    Lang,
    calendar::cadence::Stakeholder,
    contact::Contact,
    entity::{self, EntityKind},
    ids::{CampaignId, ContactId, ServiceId, SessionId},
    solicitation::Means,
};
use leptos::prelude::*;
use sync::{Body, EntityRef};
use uuid::Uuid;
use wasm_bindgen_test::wasm_bindgen_test;

fn link(n: u128, name: &str) -> PersonalLink {
    PersonalLink {
        contact: KnownContact {
            id: ContactId(Uuid::from_u128(n)),
            contact: Contact {
                name: name.to_owned(),
                email: format!("{name}@example.org"),
                lang: Lang::Fr,
                stakeholder: Stakeholder::Beneficiary,
                party: String::new(),
                opted_out: false,
                bounced: false,
                refused_on: None,
                minor: false,
            },
        },
        link: format!("a.b.{name}"),
        letter: Preview {
            subject: "Votre avis".to_owned(),
            text: format!("Bonjour {name},\n\nhttps://b.example.org/r/#c=a.b.{name}\n"),
        },
    }
}

#[wasm_bindgen_test]
async fn taking_the_links_is_noted_once_with_their_number_and_each_message_can_be_copied() {
    let mut log = Log::default();
    let at = |kind, id| EntityRef {
        kind,
        id: Uuid::from_u128(id),
    };
    let session = entity::fields(&testkit::session(ServiceId(Uuid::from_u128(20))));
    let campaign = entity::fields(&testkit::campaign(SessionId(Uuid::from_u128(21))));
    for (at, fields) in [
        (at(EntityKind::Session, 21), session),
        (at(EntityKind::Campaign, 22), campaign),
    ] {
        log.write(at, CLAIRE, None, &Body::Create { fields });
    }
    let id = CampaignId(Uuid::from_u128(22));
    let links = vec![link(1, "ana"), link(2, "bo")];
    let stage = Stage::open(log, move || view! { <Made id links/> }.into_any()).await;
    stage.press("Message").await;
    let message = stage.find("#letter-text").unwrap();
    let message = js_sys::Reflect::get(&message, &"value".into()).unwrap();
    assert!(message.as_string().unwrap().contains("#c=a.b.ana"));

    stage.press("Copier tous les liens").await;
    stage.press("Copier le message").await;
    settle().await;
    let noted = untrack(|| stage.stores.log.solicitations());
    let [row] = noted.as_slice() else {
        panic!("one line: {noted:?}");
    };
    assert_eq!((row.value.means, row.value.count), (Means::Link, 2));
}
