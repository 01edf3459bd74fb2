//! Who may bring answers that were typed in.

use super::{Started, Tablet, World, answers, once::TAKEN};
use ::intake::{Payload, wire::ItemStatus};
use domain::{answer::Channel, campaign::Privacy, quarantine::Verdict};
use server::service::Failure;

const ASIDE: (ItemStatus, Option<&str>) = (ItemStatus::Quarantined, Some("typed_by_link"));

fn typed(campaign: &Started, by: Channel) -> Payload {
    let mut payload = answers(campaign.id, testkit::answers(3, "avis"));
    if let Payload::Answers { channel, .. } = &mut payload {
        *channel = by;
    }
    payload
}

impl World {
    async fn typing_link(&self, campaign: &Started) -> Result<String, Failure> {
        let act = self.lead.granted().unwrap();
        self.app.typing_link(&act, campaign.id).await
    }
}

impl Tablet {
    async fn brings(&self, item: u128, payload: &Payload) -> (ItemStatus, Option<String>) {
        let receipt = self.send(vec![self.seal(item, payload)]).await.remove(0);
        (receipt.status, receipt.code)
    }
}

fn is((status, code): &(ItemStatus, Option<String>)) -> (ItemStatus, Option<&str>) {
    (*status, code.as_deref())
}

#[tokio::test]
async fn what_the_shared_link_calls_paper_or_a_call_waits_for_somebody() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| ()).await;
    let link = campaign.link.clone();
    let phone = world.holder(&link).await.unwrap();
    for (item, by) in [(1, Channel::Paper), (2, Channel::Phone)] {
        assert_eq!(is(&phone.brings(item, &typed(&campaign, by)).await), ASIDE);
    }
    let own = phone.brings(3, &typed(&campaign, Channel::Link)).await;
    assert_eq!(is(&own), TAKEN);
    assert_eq!(world.results(campaign.id).await.counts.received, 1);

    let allowed = world.lead.granted().unwrap();
    let held = world.app.quarantine(&allowed, None).await.unwrap().held;
    let subjects: Vec<_> = held.iter().map(|one| one.subject.clone()).collect();
    let refused = world
        .app
        .decide(&allowed, &subjects, &Verdict::Accepted)
        .await;
    assert_eq!(refused.unwrap(), []);
    assert_eq!(world.results(campaign.id).await.counts.received, 3);
}

#[tokio::test]
async fn sheets_count_behind_the_address_that_the_team_is_given_and_on_tablets() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| ()).await;
    let link = world.typing_link(&campaign).await.unwrap();
    assert_eq!(
        link,
        world.typing_link(&campaign).await.unwrap(),
        "a bookmark holds"
    );
    let typist = world.holder(&link).await.unwrap();
    for (item, by) in [(1, Channel::Paper), (2, Channel::Phone)] {
        assert_eq!(is(&typist.brings(item, &typed(&campaign, by)).await), TAKEN);
    }
    let tablet = world.tablet().await;
    let sheet = tablet.brings(3, &typed(&campaign, Channel::Paper)).await;
    assert_eq!(is(&sheet), TAKEN);
    let other = world.campaign(31, |_| ()).await;
    let elsewhere = typist.brings(4, &typed(&other, Channel::Paper)).await;
    assert_eq!(is(&elsewhere), (ItemStatus::Quarantined, Some("forbidden")));
}

#[tokio::test]
async fn nobody_makes_such_an_address_from_the_shared_link() {
    let world = World::new().await;
    let (one, other) = (
        world.campaign(30, |_| ()).await,
        world.campaign(31, |_| ()).await,
    );
    let (public, link) = (one.link.clone(), world.typing_link(&one).await.unwrap());
    let (secret, token) = link.split_once('-').unwrap();
    assert_eq!(
        secret, public,
        "the shared link, and what only the server makes"
    );
    let another = other.link.clone();
    let forged = [
        format!("{public}-"),
        format!("{public}-{}", "0".repeat(26)),
        format!("{another}-{token}"),
        format!("{public}.{token}"),
    ];
    for forged in forged {
        let opened = world.holder(&forged).await.err();
        assert_eq!(opened, Some(Failure::LinkUnknown), "{forged}");
    }
}

/// As by the shared link: nothing says whose they are, whatever the survey promises of personal links.
#[tokio::test]
async fn sheets_of_every_mode_are_typed_in_and_are_nobody_s() {
    let world = World::new().await;
    for (n, privacy) in [(30, Privacy::Confidentiel), (31, Privacy::Nominatif)] {
        let campaign = world
            .campaign(n, |campaign| {
                campaign.privacy = privacy;
                if privacy == Privacy::Nominatif {
                    campaign.privacy_reason = "Suivi de chacun".to_owned();
                }
            })
            .await;
        let link = world.typing_link(&campaign).await.unwrap();
        let typist = world.holder(&link).await.unwrap();
        let tablet = world.tablet().await;
        let item = n * 10;
        let sheet = typist.brings(item, &typed(&campaign, Channel::Paper)).await;
        let call = tablet
            .brings(item + 1, &typed(&campaign, Channel::Phone))
            .await;
        assert_eq!((is(&sheet), is(&call)), (TAKEN, TAKEN));
        let phone = world.holder(&campaign.link).await.unwrap();
        let claimed = phone
            .brings(item + 2, &typed(&campaign, Channel::Paper))
            .await;
        assert_eq!(
            is(&claimed),
            ASIDE,
            "the shared link still types nothing in"
        );
        let allowed = world.lead.granted().unwrap();
        if privacy == Privacy::Nominatif {
            let told = world
                .app
                .named_answers(&allowed, campaign.id)
                .await
                .unwrap();
            assert_eq!((told.answers.len(), told.unnamed), (0, 2));
        }
    }
}
