//! The example organisation is believable, whatever the day.

use super::{Demo, comments::COMMENTS, organisation};
use domain::{
    Day,
    action::{ActionStatus, Source},
    answer::{Answer, Answers, Place},
    day::quarter,
    entity::{EntityKind, check, fields},
    ids::{AnswerId, CampaignId, random_id},
    questionnaire::{builtin, check_answers},
    service::ServiceKind,
    session::Session,
};
use intake::Payload;
use jiff::ToSpan as _;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// A working day, a Sunday, the first and the last of a year, a leap day.
const DAYS: [&str; 5] = [
    "2026-11-20",
    "2026-11-22",
    "2027-01-01",
    "2027-12-31",
    "2028-02-29",
];

fn demos() -> impl Iterator<Item = (Day, &'static Demo)> {
    static DEMOS: LazyLock<Vec<(Day, Demo)>> = LazyLock::new(|| {
        let demo = |(seed, day): (u64, &str)| {
            let day = day.parse().unwrap();
            (day, organisation(day, seed))
        };
        (0..).zip(DAYS).map(demo).collect()
    });
    DEMOS.iter().map(|(day, demo)| (*day, demo))
}

fn answers(demo: &Demo) -> Vec<(CampaignId, Day, &Answers)> {
    let of = |item| match item {
        &Payload::Answers {
            campaign,
            day,
            ref answers,
            ..
        } => Some((campaign, day, answers)),
        _ => None,
    };
    demo.items.iter().filter_map(of).collect()
}

fn session_of(demo: &Demo, campaign: CampaignId) -> &Session {
    let asked = demo
        .campaigns
        .iter()
        .find(|asked| asked.id == campaign)
        .unwrap();
    let found = demo
        .sessions
        .iter()
        .find(|(id, _)| *id == asked.campaign.session);
    &found.unwrap().1
}

fn kind_of(demo: &Demo, session: &Session) -> ServiceKind {
    let found = demo.services.iter().find(|(id, _)| *id == session.service);
    found.unwrap().1.kind
}

fn text<'a>(answers: &'a Answers, question: &str) -> Option<&'a str> {
    match answers.get(question) {
        Some(Answer::Text(text)) => Some(text),
        _ => None,
    }
}

fn overall(answers: &Answers) -> u32 {
    match answers["overall"] {
        Answer::Score(score) => score,
        _ => 0,
    }
}

#[test]
fn forty_sessions_of_the_four_kinds_over_eighteen_months() {
    for (today, demo) in demos() {
        assert_eq!(demo.sessions.len(), 40);
        let mut kinds: BTreeMap<ServiceKind, usize> = BTreeMap::new();
        let first = today.saturating_sub(19.months());
        for (_, session) in &demo.sessions {
            *kinds.entry(kind_of(demo, session)).or_default() += 1;
            assert_eq!(
                check(EntityKind::Session, &fields(session)),
                Ok(()),
                "{}",
                session.title
            );
            assert!(first <= session.ends && session.ends <= today.tomorrow().unwrap());
        }
        assert_eq!(kinds.into_values().collect::<Vec<_>>(), [22, 7, 6, 5]);
        let titles: BTreeSet<&str> = demo
            .sessions
            .iter()
            .map(|(_, s)| s.title.as_str())
            .collect();
        assert_eq!(titles.len(), 40, "every session has a name of its own");
        let subcontracted = demo
            .sessions
            .iter()
            .filter(|(_, s)| !s.subcontracted_for.is_empty());
        assert!(subcontracted.count() >= 2);
    }
}

#[test]
fn past_campaigns_are_closed_and_three_are_open() {
    for (today, demo) in demos() {
        let mut links = BTreeSet::new();
        for asked in &demo.campaigns {
            assert_eq!(
                check(EntityKind::Campaign, &fields(&asked.campaign)),
                Ok(())
            );
            assert_eq!(asked.closed, asked.campaign.closes < today);
            assert!(links.insert(&asked.campaign.link));
        }
        assert_eq!(
            demo.campaigns.iter().filter(|asked| !asked.closed).count(),
            3
        );
    }
}

#[test]
fn six_hundred_answers_fit_their_questionnaire_and_their_campaign() {
    for (today, demo) in demos() {
        let answers = answers(demo);
        assert_eq!(answers.len(), 600);
        let mut received: BTreeMap<CampaignId, u32> = BTreeMap::new();
        for (campaign, day, answers) in answers {
            let asked = demo
                .campaigns
                .iter()
                .find(|asked| asked.id == campaign)
                .unwrap();
            let questionnaire = builtin(&asked.campaign.questionnaire).unwrap();
            assert_eq!(check_answers(&questionnaire, answers), Ok(()));
            assert!(asked.campaign.opens <= day && day <= asked.campaign.closes && day <= today);
            *received.entry(campaign).or_default() += 1;
        }
        let closed = demo.campaigns.iter().filter(|asked| asked.closed);
        let people = closed.map(|asked| session_of(demo, asked.id).present());
        let rate = f64::from(received.values().sum::<u32>()) / f64::from(people.sum::<u32>());
        assert!((0.75..0.87).contains(&rate), "response rate {rate}");
        for (campaign, received) in received {
            assert!(received <= session_of(demo, campaign).present());
        }
    }
}

#[test]
fn scores_are_those_of_a_provider_that_does_well_with_something_to_mend() {
    for (_, demo) in demos() {
        let answers = answers(demo);
        let satisfied = answers
            .iter()
            .filter(|(.., answers)| overall(answers) >= 3)
            .count();
        assert!(
            (500..570).contains(&satisfied),
            "{satisfied} of 600 satisfied"
        );
        let unhappy = answers
            .iter()
            .filter(|(.., answers)| overall(answers) == 1)
            .count();
        assert!(
            (1..25).contains(&unhappy),
            "{unhappy} of 600 not at all satisfied"
        );
        // Whoever recommends is satisfied, and the other way round.
        for (.., answers) in answers {
            if let Some(Answer::Score(nps)) = answers.get("nps") {
                assert!(
                    *nps < 9 || overall(answers) >= 3,
                    "recommends what did not please"
                );
                assert!(*nps > 3 || overall(answers) <= 3, "praises and warns off");
            }
        }
    }
}

#[test]
fn at_least_250_comments_differ_and_agree_with_their_scores() {
    for (_, demo) in demos() {
        let mut said = BTreeSet::new();
        for (campaign, _, answers) in answers(demo) {
            let kind = kind_of(demo, session_of(demo, campaign));
            for question in ["best", "improve"] {
                let Some(text) = text(answers, question) else {
                    continue;
                };
                let comment = COMMENTS
                    .iter()
                    .find(|comment| comment.text == text)
                    .unwrap();
                assert_eq!(comment.question, question);
                assert!(comment.overall.contains(&overall(answers)), "{text}");
                let often = comment.fits.contains(&"often");
                assert!(said.insert(text) || often, "said twice: {text}");
                let alone = matches!(kind, ServiceKind::Bilan | ServiceKind::Vae);
                assert!(
                    !alone || matches!(comment.fits[0], "bilan" | "vae"),
                    "{text}"
                );
                let score = match answers.get(comment.about) {
                    Some(Answer::Score(score)) => *score,
                    _ => continue,
                };
                match (question, *comment.overall.end()) {
                    ("improve", ..=2) => assert!(score <= 2, "{score} and {text}"),
                    ("best", 3..) => assert!(score >= 3, "{score} and {text}"),
                    _ => {}
                }
            }
        }
        assert!(said.len() >= 250, "{} comments", said.len());
    }
}

#[test]
fn the_file_of_comments_reads_whole_with_french_typography() {
    let lines = include_str!("comments.txt").lines();
    let written = lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .count();
    assert_eq!(COMMENTS.len(), written);
    let mut texts = BTreeSet::new();
    for comment in COMMENTS.iter() {
        assert!(texts.insert(comment.text), "twice: {}", comment.text);
        assert!(!comment.text.contains('\''), "{}", comment.text);
        for sign in [" !", " ?", " ;", " :"] {
            assert!(!comment.text.contains(sign), "{}", comment.text);
        }
        assert!(matches!(comment.question, "best" | "improve"));
        assert!(*comment.overall.start() >= 1 && *comment.overall.end() <= 4);
    }
}

/// Bilans and VAE come one to three at a time: only their pool can be read.
#[test]
fn small_groups_make_a_pool_that_can_be_shown_and_others_that_wait() {
    for (_, demo) in demos() {
        let mut pools: BTreeMap<(ServiceKind, String), usize> = BTreeMap::new();
        for (campaign, day, _) in answers(demo) {
            let session = session_of(demo, campaign);
            let kind = kind_of(demo, session);
            if matches!(kind, ServiceKind::Bilan | ServiceKind::Vae) {
                assert!(session.present() < 5);
                *pools.entry((kind, quarter(day))).or_default() += 1;
            }
        }
        for kind in [ServiceKind::Bilan, ServiceKind::Vae] {
            assert!(
                pools.iter().any(|((of, _), n)| *of == kind && *n >= 5),
                "{pools:?}"
            );
        }
        assert!(pools.values().any(|n| *n < 5));
    }
}

/// Releases as intake does, for what an action needs: campaigns of five, and pools of five.
fn release(demo: &Demo, text_wanted: &str) -> Option<(AnswerId, Place)> {
    let answers = answers(demo);
    let holds = |answers: &Answers| {
        ["best", "improve"]
            .iter()
            .any(|question| text(answers, question) == Some(text_wanted))
    };
    let (campaign, day, _) = answers.iter().find(|(.., answers)| holds(answers))?;
    let n = answers
        .iter()
        .filter(|(other, ..)| other == campaign)
        .count();
    let place = if n >= 5 {
        Place::Campaign(*campaign)
    } else {
        Place::Pool {
            service: session_of(demo, *campaign).service,
            quarter: quarter(*day),
            survey: None,
        }
    };
    Some((AnswerId(random_id([7; 16])), place))
}

#[test]
fn fifteen_actions_at_all_stages_most_from_a_comment() {
    for (today, demo) in demos() {
        let actions = demo.actions(|quote| release(demo, &quote.text));
        assert_eq!(actions.len(), 15);
        let (mut stages, mut overdue, mut from_comments) = (BTreeSet::new(), 0, 0);
        for (_, action) in &actions {
            assert_eq!(
                check(EntityKind::Action, &fields(action)),
                Ok(()),
                "{}",
                action.title
            );
            stages.insert(format!("{:?}", action.status));
            assert!(action.opened <= today);
            assert!(action.owner.is_some() && !action.criterion.is_empty());
            let due = action.due.unwrap();
            assert!(
                action.opened < due,
                "{}: due before it was opened",
                action.title
            );
            let under_way = matches!(
                action.status,
                ActionStatus::Proposed | ActionStatus::Approved | ActionStatus::InProgress
            );
            overdue += usize::from(under_way && due < today);
            if let Source::Comment { quote, place, .. } = &action.source {
                assert!(!quote.is_empty() && !place.is_empty());
                from_comments += 1;
            }
        }
        assert_eq!(stages.len(), ActionStatus::ALL.len());
        assert!(overdue >= 2);
        assert!(
            from_comments >= 8,
            "{from_comments} actions from comments on {today}"
        );
        // Nothing released yet: all are ideas, none is lost.
        let ideas = demo.actions(|_| None);
        assert!(
            ideas
                .iter()
                .all(|(_, action)| action.source == Source::Idea)
        );
    }
}

#[test]
fn others_were_asked_too_and_something_was_forgotten() {
    for (today, demo) in demos() {
        let who: BTreeSet<_> = demo
            .others
            .iter()
            .map(|one| one.campaign.stakeholder)
            .collect();
        assert!(who.len() >= 3, "{who:?}");
        for one in &demo.others {
            let checked = check(EntityKind::Campaign, &fields(&one.campaign));
            assert_eq!(checked, Ok(()));
            assert!(builtin(&one.campaign.questionnaire).is_some());
            assert_eq!(one.closed, one.campaign.closes < today);
        }
        for (_, one) in &demo.solicitations {
            assert_eq!(check(EntityKind::Solicitation, &fields(one)), Ok(()));
            assert!(one.day <= today);
        }
        for (_, one) in &demo.feedback {
            assert_eq!(check(EntityKind::Feedback, &fields(one)), Ok(()));
            assert!(one.day <= today);
        }
    }
}

#[test]
fn the_same_day_and_seed_give_the_same_organisation() {
    let today: Day = "2026-11-20".parse().unwrap();
    let [one, again, other] = [7, 7, 8].map(|seed| organisation(today, seed));
    assert_eq!(one.items, again.items);
    assert_eq!(one.campaigns, again.campaigns);
    assert_eq!(one.plan, again.plan);
    assert_ne!(one.items, other.items);
    assert_ne!(
        one.campaigns[0].campaign.link,
        other.campaigns[0].campaign.link
    );
}
