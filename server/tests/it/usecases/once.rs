//! Links and strips that count once.

use super::{Started, Tablet, World, answers};
use ::intake::{
    Payload,
    wire::{ItemStatus, Receipt},
};
use domain::{Refusal, campaign::Privacy, quarantine::Verdict};
use server::service::Failure;

pub(super) fn with_token(payload: Payload, link: &str) -> Payload {
    let Payload::Answers {
        campaign,
        questionnaire,
        day,
        lang,
        channel,
        answers,
        ..
    } = payload
    else {
        panic!("answers");
    };
    let token = link.rsplit('.').next().map(str::to_owned);
    Payload::Answers {
        campaign,
        questionnaire,
        day,
        lang,
        channel,
        answers,
        token,
        photos: Vec::new(),
    }
}

impl World {
    async fn confidential(&self, n: u128) -> Started {
        let confidential = |campaign: &mut domain::campaign::Campaign| {
            campaign.privacy = Privacy::Confidentiel;
        };
        self.campaign(n, confidential).await
    }

    pub(super) async fn links(&self, campaign: &Started) -> Vec<String> {
        let plan = self.lead.granted().unwrap();
        let links = self.app.personal_links(&plan, campaign.id).await.unwrap();
        links.into_iter().map(|one| one.link).collect()
    }

    pub(super) async fn strip_links(&self, campaign: &Started, count: u32) -> Vec<String> {
        let plan = self.lead.granted().unwrap();
        let strips = self.app.strips(&plan, campaign.id, count).await.unwrap();
        strips.into_iter().map(|one| one.link).collect()
    }

    /// Whoever opened this link while it could be opened.
    pub(super) async fn holder(&self, link: &str) -> Result<Tablet, Failure> {
        let respondent = self.app.respondent(None, Some(link)).await?;
        let kit = self.app.kit(&respondent, None).await?;
        Ok(Tablet {
            app: self.app.clone(),
            respondent,
            token: None,
            kit,
        })
    }
}

impl Tablet {
    pub(super) async fn answer_once(&self, item: u128, campaign: &Started, link: &str) -> Receipt {
        let payload = answers(campaign.id, testkit::answers(3, "avis"));
        let item = self.seal(item, &with_token(payload, link));
        self.send(vec![item]).await.remove(0)
    }
}

pub(super) fn code(receipt: &Receipt) -> (ItemStatus, Option<&str>) {
    (receipt.status, receipt.code.as_deref())
}

const DOUBLE: (ItemStatus, Option<&str>) = (ItemStatus::Quarantined, Some("link_spent"));
const UNKNOWN: (ItemStatus, Option<&str>) = (ItemStatus::Quarantined, Some("link_unknown"));
pub(super) const TAKEN: (ItemStatus, Option<&str>) = (ItemStatus::Received, None);

#[tokio::test]
async fn the_first_answer_of_a_personal_link_counts_and_later_ones_wait_for_somebody() {
    let world = World::new().await;
    world.import_people(world.session, &["Ana", "Bo"]).await;
    let campaign = world.confidential(30).await;
    let first = world.links(&campaign).await;
    let second = world.links(&campaign).await;
    assert_eq!((first.len(), second.len()), (2, 2));

    let phone = world.holder(&first[0]).await.unwrap();
    let late = world.holder(&second[0]).await.unwrap();
    let receipt = phone.answer_once(1, &campaign, &first[0]).await;
    assert_eq!(code(&receipt), TAKEN);
    let again = phone.answer_once(1, &campaign, &first[0]).await;
    assert_eq!(again.code.as_deref(), Some("already_exists"), "sealed anew");
    assert_eq!(
        code(&phone.answer_once(2, &campaign, &first[0]).await),
        DOUBLE
    );
    // Another link of the same person, opened before.
    assert_eq!(
        code(&late.answer_once(3, &campaign, &second[0]).await),
        DOUBLE
    );
    let refused = world.holder(&second[0]).await.err();
    assert_eq!(refused, Some(Failure::LinkSpent));
    assert_eq!(world.links(&campaign).await.len(), 1, "Ana has answered");
    assert_eq!(world.results(campaign.id).await.counts.received, 1);

    let answers = world.lead.granted().unwrap();
    let held = world.app.quarantine(&answers, None).await.unwrap().held;
    let double = held.iter().find(|one| one.code == "link_spent").unwrap();
    assert_eq!(double.hindrance, None);
    let subject = [double.subject.clone()];
    let refused = world
        .app
        .decide(&answers, &subject, &Verdict::Accepted)
        .await;
    assert_eq!(refused.unwrap(), []);
    assert_eq!(world.results(campaign.id).await.counts.received, 2);
}

#[tokio::test]
async fn two_answers_of_one_link_in_one_batch_are_one_and_a_double() {
    let world = World::new().await;
    let campaign = world.confidential(30).await;
    let link = world.strip_links(&campaign, 1).await.remove(0);
    let phone = world.holder(&link).await.unwrap();
    let payload = with_token(answers(campaign.id, testkit::answers(3, "avis")), &link);
    let items = vec![phone.seal(1, &payload), phone.seal(2, &payload)];
    let receipts = phone.send(items).await;
    assert_eq!((code(&receipts[0]), code(&receipts[1])), (TAKEN, DOUBLE));
}

#[tokio::test]
async fn half_a_link_a_made_up_one_and_another_campaigns_open_nothing() {
    let world = World::new().await;
    world.import_people(world.session, &["Ana"]).await;
    let campaign = world.confidential(30).await;
    let other = world.confidential(31).await;
    let own = world.links(&campaign).await.remove(0);
    let foreign = world.links(&other).await.remove(0);
    let (half, token) = own.rsplit_once('.').unwrap();
    let made_up = format!("{half}.{}", "0".repeat(26));
    let crossed = format!("{half}.{}", foreign.rsplit('.').next().unwrap());
    let public = format!("{}.{token}", campaign.link);
    for link in [half, &made_up, &crossed, &public, &format!("{own}.x")] {
        let opened = world.holder(link).await.err();
        assert_eq!(opened, Some(Failure::LinkUnknown), "{link}");
    }
    // Delivered all the same: kept, not counted.
    let phone = world.holder(&own).await.unwrap();
    assert_eq!(
        code(&phone.answer_once(1, &campaign, &made_up).await),
        UNKNOWN
    );
    assert_eq!(
        code(&phone.answer_once(2, &campaign, &foreign).await),
        UNKNOWN
    );
    let bare = phone.answer(3, campaign.id, "sans jeton").await;
    assert_eq!(code(&bare), UNKNOWN, "what is cut off does not count");
    let visitor = world.visitor(&campaign).await;
    assert_eq!(
        code(&visitor.answer(4, campaign.id, "affiche").await),
        TAKEN
    );

    world.close(&campaign).await;
    assert_eq!(
        world.holder(&own).await.err(),
        Some(Failure::CampaignClosed)
    );
}

/// Whom mail does not reach is asked by telephone or handed a link; whoever objected is not asked at all.
#[tokio::test]
async fn somebody_whose_mail_comes_back_has_a_link_of_their_own() {
    let world = World::new().await;
    world
        .import_people(world.session, &["Ana", "Bo", "Cy"])
        .await;
    let campaign = world.confidential(30).await;
    let plan = world.lead.granted().unwrap();
    let people = world.contacts(world.session).await.people;
    let returned = world.app.note_returned(&plan, vec![people[0].id]).await;
    assert_eq!(returned.unwrap(), 1);
    let objects = api::outreach::ContactEdit {
        session: world.session,
        id: Some(people[1].id),
        contact: domain::contact::Contact {
            opted_out: true,
            ..people[1].contact.clone()
        },
        lifted: domain::contact::Lifted::default(),
    };
    world.app.save_contact(&plan, objects).await.unwrap();
    let links = world.app.personal_links(&plan, campaign.id).await.unwrap();
    let names: Vec<_> = links
        .iter()
        .map(|one| one.contact.contact.name.as_str())
        .collect();
    assert_eq!(names, ["Ana", "Cy"]);
}

#[tokio::test]
async fn anonymous_campaigns_have_strips_and_no_personal_links() {
    let world = World::new().await;
    world.import_people(world.session, &["Ana"]).await;
    let campaign = world.campaign(30, |_| {}).await;
    let plan = world.lead.granted().unwrap();
    let refused = world.app.personal_links(&plan, campaign.id).await;
    let anonymous = Failure::Refused {
        field: "privacy".to_owned(),
        refusal: Refusal::Anonymous,
    };
    assert_eq!(refused, Err(anonymous));
    let strips = world.app.strips(&plan, campaign.id, 3).await.unwrap();
    assert_eq!(
        strips.iter().map(|one| one.number).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    let more = world.app.strips(&plan, campaign.id, 2).await.unwrap();
    assert_eq!(more[0].number, 4);
    let phone = world.holder(&strips[0].link).await.unwrap();
    assert_eq!(
        code(&phone.answer_once(1, &campaign, &strips[0].link).await),
        TAKEN
    );
    assert_eq!(
        code(&phone.answer_once(2, &campaign, &strips[0].link).await),
        DOUBLE
    );
}
