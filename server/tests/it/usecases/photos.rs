//! Photos given as answers: on disk before they count, nothing beside their pixels, shown only where single answers are.

use super::{Tablet, World, answers};
use ::intake::{
    Payload, PhotoFile,
    outbox::sha256_hex,
    wire::{ItemStatus, Receipt},
};
use domain::{
    Text,
    answer::{Answer, Answers},
    campaign::{Campaign, Privacy},
    entity::{self, EntityKind},
    figures::PhotoLine,
    ids::{AnswerId, CampaignId},
    photo::Photo,
    quarantine::Verdict,
    questionnaire::{Question, QuestionKind, Questionnaire},
};
use server::{auth, service::Failure};
use sync::{Body, EntityRef, wire::OpStatus};

/// A JPEG of four by three pixels, as far as anybody looks; `n` makes it another.
pub(super) fn jpeg(n: u8) -> Vec<u8> {
    let frame = b"\xff\xc0\x00\x0b\x08\x00\x03\x00\x04\x01\x01\x11\x00";
    let scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00";
    [b"\xff\xd8".as_slice(), frame, scan, &[n; 40], b"\xff\xd9"].concat()
}

fn photo(file: &[u8]) -> Photo {
    Photo {
        sha256: sha256_hex(file).parse().unwrap(),
        bytes: u32::try_from(file.len()).unwrap(),
        width: 4,
        height: 3,
        about: "Le poste".to_owned(),
    }
}

fn asked() -> Questionnaire {
    let text = |words: &str| Text {
        fr: words.to_owned(),
        en: words.to_owned(),
    };
    Questionnaire {
        key: "place".to_owned(),
        version: 1,
        title: text("Le poste"),
        about: None,
        minutes: 1,
        sections: Vec::new(),
        questions: vec![
            Question::new("place", QuestionKind::Photo, text("Le poste ?")),
            Question::new("signed", QuestionKind::Signature, text("Signez")),
        ],
    }
}

impl World {
    pub(super) async fn photographed(&self) -> CampaignId {
        let fields = entity::fields(&asked());
        self.create(EntityKind::Questionnaire, testkit::id(70), fields)
            .await;
        let of = |campaign: &mut Campaign| {
            campaign.questionnaire = asked().reference();
            campaign.privacy = Privacy::Confidentiel;
        };
        self.campaign(30, of).await.id
    }

    pub(super) async fn photos(&self, campaign: CampaignId) -> Vec<PhotoLine> {
        let detail = self.results(campaign).await.detail;
        detail.map(|detail| detail.photos).unwrap_or_default()
    }
}

/// Somebody's answer with this photo, which came with these bytes.
fn given(campaign: CampaignId, photo: Photo, files: &[Vec<u8>]) -> Payload {
    let said = [("place".to_owned(), Answer::Photo(photo))];
    let mut payload = answers(campaign, Answers::from(said));
    if let Payload::Answers {
        questionnaire,
        photos,
        ..
    } = &mut payload
    {
        *questionnaire = asked().reference();
        *photos = files.iter().cloned().map(PhotoFile).collect();
    }
    payload
}

impl Tablet {
    pub(super) async fn photograph(&self, n: u128, campaign: CampaignId, file: &[u8]) -> Receipt {
        let payload = given(campaign, photo(file), &[file.to_vec()]);
        self.send(vec![self.seal(n, &payload)]).await.remove(0)
    }
}

#[tokio::test]
async fn a_photo_is_shown_with_its_group_to_those_who_may_see_answers() {
    let world = World::new().await;
    let (campaign, tablet) = (world.photographed().await, world.tablet().await);
    for n in 0..4 {
        let receipt = tablet
            .photograph(100 + u128::from(n), campaign, &jpeg(n))
            .await;
        assert_eq!(receipt.status, ItemStatus::Received);
    }
    assert_eq!(world.photos(campaign).await, [], "four are no group");
    tablet.photograph(104, campaign, &jpeg(4)).await;
    let shown = world.photos(campaign).await;
    assert_eq!(shown.len(), 5);
    let actor = world.lead.granted::<auth::Answers>().unwrap();
    for line in &shown {
        let file = world.app.photo(&actor, line.answer, "place").await.unwrap();
        assert_eq!(file.size, u64::from(line.photo.bytes));
        assert_eq!(line.photo.about, "Le poste");
    }
    let refused = |outcome: Result<_, Failure>| matches!(outcome, Err(Failure::NotFound));
    let first = shown[0].answer;
    assert!(refused(
        world.app.photo(&actor, first, "signed").await.map(drop)
    ));
    let nobody = AnswerId(testkit::id(999));
    assert!(refused(
        world.app.photo(&actor, nobody, "place").await.map(drop)
    ));
}

#[tokio::test]
async fn what_is_no_photo_is_set_aside() {
    let world = World::new().await;
    let (campaign, tablet) = (world.photographed().await, world.tablet().await);
    let file = jpeg(1);
    let exif = b"\xff\xe1\x00\x0aExif\0\0MM";
    let noted = [&file[..2], exif, &file[2..]].concat();
    let larger = Photo {
        width: 8,
        ..photo(&file)
    };
    for (n, payload) in [
        given(campaign, photo(&file), &[]),
        given(campaign, photo(&file), &[jpeg(2)]),
        given(campaign, larger, std::slice::from_ref(&file)),
        given(campaign, photo(&noted), std::slice::from_ref(&noted)),
        given(campaign, photo(b"GIF89a"), &[b"GIF89a".to_vec()]),
    ]
    .into_iter()
    .enumerate()
    {
        let item = tablet.seal(200 + n as u128, &payload);
        let receipt = tablet.send(vec![item]).await.remove(0);
        assert_eq!(receipt.status, ItemStatus::Quarantined, "{n}");
        assert_eq!(receipt.code.as_deref(), Some("not_a_photo"), "{n}");
    }
}

/// What a revoked tablet brings waits for somebody; accepted, it brings its photo along.
#[tokio::test]
async fn an_accepted_answer_brings_its_photo() {
    let world = World::new().await;
    let (campaign, mut tablet) = (world.photographed().await, world.tablet().await);
    for n in 0..4 {
        tablet
            .photograph(300 + u128::from(n), campaign, &jpeg(n))
            .await;
    }
    world.revoke(&mut tablet).await;
    let receipt = tablet.photograph(304, campaign, &jpeg(9)).await;
    assert_eq!(receipt.code.as_deref(), Some("device_revoked"));
    assert_eq!(world.photos(campaign).await, []);
    let kept = world.kept().await;
    assert_eq!(world.decide(&kept, Verdict::Accepted).await, []);
    let shown = world.photos(campaign).await;
    let sha = photo(&jpeg(9)).sha256;
    let line = shown.iter().find(|line| line.photo.sha256 == sha).unwrap();
    let actor = world.lead.granted::<auth::Answers>().unwrap();
    assert!(world.app.photo(&actor, line.answer, "place").await.is_ok());
}

/// A signature says who answered, whoever sets the campaign up.
#[tokio::test]
async fn no_anonymous_campaign_asks_anybody_to_sign() {
    let world = World::new().await;
    world.photographed().await;
    let mut campaign = testkit::campaign(world.session);
    campaign.questionnaire = asked().reference();
    assert_eq!(campaign.privacy, Privacy::Anonyme);
    let fields = entity::fields(&campaign);
    let at = EntityRef {
        kind: EntityKind::Campaign,
        id: testkit::id(31),
    };
    let pushed = world
        .push(vec![world.op(at, None, &Body::Create { fields })])
        .await;
    assert_eq!(pushed.results[0].status, OpStatus::Quarantined);
    assert_eq!(pushed.results[0].code.as_deref(), Some("signature_names"));
}

/// Nor one that names a version before it is there.
#[tokio::test]
async fn a_version_that_asks_to_sign_is_not_published_for_an_anonymous_campaign() {
    let world = World::new().await;
    world
        .campaign(31, |campaign| campaign.questionnaire = asked().reference())
        .await;
    let at = EntityRef {
        kind: EntityKind::Questionnaire,
        id: testkit::id(60),
    };
    let publish = |asked: &Questionnaire| {
        let fields = entity::fields(asked);
        world.op(at, None, &Body::Create { fields })
    };
    let pushed = world.push(vec![publish(&asked())]).await;
    assert_eq!(pushed.results[0].status, OpStatus::Quarantined);
    assert_eq!(pushed.results[0].code.as_deref(), Some("signature_names"));
    // Another version of it is nobody's concern.
    let mut next = asked();
    next.version += 1;
    let pushed = world.push(vec![publish(&next)]).await;
    assert_eq!(pushed.results[0].status, OpStatus::Stored);
}

/// Only photos make an item large: what goes into the log stays small.
#[tokio::test]
async fn long_answers_stay_on_their_device() {
    let world = World::new().await;
    let (campaign, tablet) = (world.photographed().await, world.tablet().await);
    let file = jpeg(1);
    let mut long = given(campaign, photo(&file), std::slice::from_ref(&file));
    if let Payload::Answers { answers, .. } = &mut long {
        let text = Answer::Text("x".repeat(70 * 1024));
        answers.insert("signed".to_owned(), text);
    }
    let receipt = tablet.send(vec![tablet.seal(400, &long)]).await.remove(0);
    assert_eq!(receipt.status, ItemStatus::Rejected);
    assert_eq!(receipt.code.as_deref(), Some("too_long"));
}
