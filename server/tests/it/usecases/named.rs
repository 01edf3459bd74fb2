//! Nominative surveys: an answer by a personal link bears its person's name while they are known; no other answer does.

use super::{
    Started, World, answers,
    once::{TAKEN, code},
};
use ::intake::wire::ItemStatus;
use domain::campaign::{Campaign, Privacy};
use server::service::Failure;
use store::dump::Part;

impl World {
    pub(super) async fn nominative(&self, n: u128) -> Started {
        let named = |campaign: &mut Campaign| {
            campaign.privacy = Privacy::Nominatif;
            campaign.privacy_reason = "suivi individuel".to_owned();
        };
        self.campaign(n, named).await
    }
}

#[tokio::test]
async fn an_answer_by_a_personal_link_bears_the_name_of_its_person() {
    let world = World::new().await;
    world.import_people(world.session, &["Ana", "Bo"]).await;
    let campaign = world.nominative(30).await;
    let links = world.links(&campaign).await;
    let phone = world.holder(&links[0]).await.unwrap();
    assert_eq!(
        code(&phone.answer_once(1, &campaign, &links[0]).await),
        TAKEN
    );
    // What comes by the shared link is nobody's; a strip would promise a name.
    let plan = world.lead.granted().unwrap();
    let strips = world.app.strips(&plan, campaign.id, 1).await;
    assert_eq!(strips.err(), Some(Failure::Forbidden));
    let shared = world.holder(&campaign.link).await.unwrap();
    let said = answers(campaign.id, testkit::answers(1, ""));
    let receipt = shared.send(vec![shared.seal(3, &said)]).await.remove(0);
    assert_eq!(receipt.status, ItemStatus::Received);

    let lead = world.lead.granted().unwrap();
    let named = world.app.named_answers(&lead, campaign.id).await.unwrap();
    assert_eq!(named.unnamed, 1);
    let [ana] = &named.answers[..] else {
        panic!("{named:?}");
    };
    assert_eq!(ana.name.as_deref(), Some("Ana"));
    assert!(ana.said.iter().any(|said| said.answer.fr == "avis"));
    let people = world.contacts(world.session).await.people;
    let file = world.app.contact_file(&plan, people[0].id).await.unwrap();
    assert_eq!(file.answers.len(), 1);
    assert_eq!(file.answers[0].said, ana.said);
    let file = world.app.contact_file(&plan, people[1].id).await.unwrap();
    assert!(file.answers.is_empty(), "Bo said nothing");

    // Erased, what she said stays, and is nobody's.
    world.app.erase_contact(&plan, people[0].id).await.unwrap();
    let named = world.app.named_answers(&lead, campaign.id).await.unwrap();
    assert_eq!(named.answers[0].name, None);
    assert_eq!(named.unnamed, 1);
}

#[tokio::test]
async fn a_confidential_answer_by_a_personal_link_is_nobodys() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("data").display());
    let (org, ana) = {
        let world = World::at(&url).await;
        world.import_people(world.session, &["Ana"]).await;
        let confidential = |campaign: &mut Campaign| campaign.privacy = Privacy::Confidentiel;
        let campaign = world.campaign(30, confidential).await;
        let link = world.links(&campaign).await.remove(0);
        let phone = world.holder(&link).await.unwrap();
        assert_eq!(code(&phone.answer_once(1, &campaign, &link).await), TAKEN);
        let lead = world.lead.granted().unwrap();
        let refused = world.app.named_answers(&lead, campaign.id).await;
        assert_eq!(refused.err(), Some(Failure::NotFound));
        let ana = world.contacts(world.session).await.people.remove(0).id;
        let plan = world.lead.granted().unwrap();
        let file = world.app.contact_file(&plan, ana).await.unwrap();
        assert!(file.answers.is_empty() && file.surveys[0].answered);
        (world.lead.organisation(), ana.0)
    };
    // Nor is there a row of the log, or of what waits, that leads to her.
    let store = super::open_store(&url).await;
    let mut dump = store.dump(Part::Org(org)).await.unwrap();
    let mut logged = 0;
    while let Some(rows) = dump.next().await.unwrap() {
        for row in rows {
            if matches!(row.table(), "op" | "waiting") {
                let line = row.to_line().unwrap();
                assert!(!line.contains(&ana.to_string()), "{line}");
                logged += 1;
            }
        }
    }
    dump.end().await.unwrap();
    assert!(logged > 0);
}
