//! What a tablet can tell of the people of a session: the sum holds before, while and after its items leave.

use domain::{
    Day,
    campaign::{Privacy, QuestionnaireRef},
    custody::{Balance, Held},
    ids::{CampaignId, ItemId, SessionId},
};
use intake::{
    Note,
    device::{Door, Label, OnTablet, Refused, Rested, Told, What, held, on_tablet, refusals},
    wire::{Count, Item, KitSession},
};
use testkit::{id, session};

const ORG: &str = "atelier";
const SURVEY: CampaignId = CampaignId(id(1));
const OTHER: CampaignId = CampaignId(id(2));

/// Twelve expected, of whom the server has five answers.
fn kit() -> KitSession {
    let day = Day::constant(2026, 11, 20);
    let mut detail = session(domain::ids::ServiceId(id(9)));
    (detail.headcount, detail.absent) = (12, 0);
    KitSession {
        session: SessionId(id(3)),
        detail,
        service: "Excel".to_owned(),
        campaign: SURVEY,
        questionnaire: QuestionnaireRef {
            key: "af.hot".to_owned(),
            version: 1,
        },
        privacy: Privacy::Anonyme,
        privacy_reason: String::new(),
        test: false,
        opens: day,
        closes: day,
        received: 5,
        asked: None,
        notice: Vec::new(),
    }
}

fn label(number: u128, what: What) -> Label {
    Label {
        id: ItemId(id(number)),
        org: ORG.to_owned(),
        door: Door::Tablet,
        what,
        day: None,
        abandoned: false,
    }
}

fn refused(number: u128) -> Refused {
    let label = label(number, What::Answer(SURVEY));
    Refused {
        item: Item {
            id: label.id,
            alg: String::new(),
            kid: String::new(),
            sealed: Vec::new(),
        },
        label,
        code: "too_large".to_owned(),
    }
}

fn rested(label: Label, aside: Option<&str>) -> Rested {
    Rested {
        label,
        epoch: None,
        day: 20_000,
        bytes: 1,
        aside: aside.map(str::to_owned),
    }
}

/// Two answers and a refusal, a head-count of 11 with two absent, what was begun and dropped, and what is not of this survey.
fn waiting() -> Vec<Label> {
    let mut dropped = label(24, What::Declined(SURVEY));
    dropped.abandoned = true;
    let mut by_link = label(25, What::Answer(SURVEY));
    by_link.door = Door::Link("atelier.0123".to_owned());
    let note = Note {
        session: SessionId(id(3)),
        day: Day::constant(2026, 11, 20),
        headcount: 11,
        absent: 2,
        seen: None,
    };
    vec![
        label(20, What::Answer(SURVEY)),
        label(21, What::Answer(SURVEY)),
        label(22, What::Declined(SURVEY)),
        label(23, What::Answer(OTHER)),
        dropped,
        by_link,
        label(26, What::Note(note)),
    ]
}

fn now(waiting: &[Label], told: Option<&Told>, rest: &[Rested]) -> OnTablet {
    let held = held(waiting, &[], ORG);
    on_tablet(&kit(), &held, waiting, told, &refusals(rest, ORG))
}

#[test]
fn a_tablet_tells_survey_by_survey_what_the_server_has_not() {
    let told = held(&waiting(), &[refused(30)], ORG);
    let of = |campaign, answers, declined, kept| Held {
        campaign,
        answers,
        declined,
        kept,
    };
    assert_eq!(told, [of(SURVEY, 2, 1, 1), of(OTHER, 1, 0, 0)]);
    assert_eq!(held(&waiting(), &[], "elsewhere"), []);
}

#[test]
fn without_a_network_all_that_the_tablet_did_is_in_the_sum() {
    let stands = now(&waiting(), None, &[]);
    let sum = stands.sum;
    assert_eq!((sum.headcount, sum.received, sum.absent), (11, 5, 2));
    assert_eq!((stands.here, sum.on_tablets, sum.refused), (2, 2, 1));
    assert_eq!(sum.balance(), Balance::Silent(1));
}

#[test]
fn what_the_server_said_is_counted_with_what_was_delivered_since() {
    let told = Told {
        org: ORG.to_owned(),
        at_ms: 1,
        surveys: vec![Count {
            campaign: SURVEY,
            refused: 3,
            aside: 1,
            elsewhere: 2,
        }],
        // One of those three came from here.
        delivered: [(SURVEY, 1)].into(),
    };
    let before = rested(label(40, What::Declined(SURVEY)), None);
    let stands = now(&waiting(), Some(&told), std::slice::from_ref(&before));
    assert_eq!((stands.sum.refused, stands.elsewhere), (4, 2));
    assert_eq!((stands.sum.on_tablets, stands.aside), (4, 1));

    // The refusal leaves, and is nobody more and nobody less; one that the server keeps apart is nobody.
    let left: Vec<Label> = waiting()
        .into_iter()
        .filter(|one| one.id != ItemId(id(22)))
        .collect();
    let after = [
        before,
        rested(label(22, What::Declined(SURVEY)), None),
        rested(label(41, What::Declined(SURVEY)), Some("campaign_closed")),
    ];
    assert_eq!(now(&left, Some(&told), &after).sum, stands.sum);
}
