//! Results of campaigns and pools: everything adds up, and nothing of a small group leaves.

use crate::{
    Lang,
    answer::{Answer, Answers, Channel, Exclusion, Place, ReleasedAnswer, Survey},
    attachment::FileHash,
    calendar::cadence::Stakeholder,
    campaign::QuestionnaireRef,
    figures::{Came, CampaignResults, Counts, Pool, Released, SMALL_GROUP, compute, compute_pool},
    ids::{AnswerId, CampaignId, OpId, ServiceId},
    photo::Photo,
    questionnaire::{Question, QuestionKind, Questionnaire, builtin},
    signature::Signature,
};
use proptest::prelude::*;
use uuid::Uuid;

fn af_hot() -> Questionnaire {
    let first = QuestionnaireRef {
        key: "af.hot".to_owned(),
        version: 1,
    };
    builtin(&first).unwrap()
}

fn campaign() -> CampaignId {
    CampaignId(Uuid::from_u128(1))
}

fn pooled(
    versions: &[Questionnaire],
    answers: &[ReleasedAnswer],
    with_answers: bool,
) -> Option<Pool> {
    let at = (ServiceId(Uuid::from_u128(2)), "2026-T4");
    let survey = Survey {
        questionnaire: "af.hot".to_owned(),
        stakeholder: Stakeholder::Beneficiary,
    };
    compute_pool(at, &survey, versions, &read(answers), with_answers)
}

fn released(answers: Answers, excluded: bool) -> ReleasedAnswer {
    ReleasedAnswer {
        place: Place::Campaign(campaign()),
        questionnaire: af_hot().reference(),
        day: "2026-11-20".parse().unwrap(),
        lang: Lang::Fr,
        channel: Channel::Tablet,
        test: false,
        contact: None,
        answers,
        gone: Vec::new(),
        excluded: excluded.then(|| Exclusion {
            reason: "Essai".to_owned(),
        }),
    }
}

fn overall(score: u32) -> Answers {
    [("overall".to_owned(), Answer::Score(score))].into()
}

fn read(answers: &[ReleasedAnswer]) -> Vec<Released<'_>> {
    let version = |answer: &ReleasedAnswer| answer.excluded.is_some();
    (0..)
        .zip(answers)
        .map(|(id, answer)| Released {
            id: AnswerId(Uuid::from_u128(id)),
            version: version(answer).then_some(OpId(Uuid::from_u128(99))),
            answer,
        })
        .collect()
}

fn results(answers: &[ReleasedAnswer], with_answers: bool) -> CampaignResults {
    let received = u32::try_from(answers.len()).unwrap();
    let counts = Counts {
        received,
        ..Counts::default()
    };
    compute(
        campaign(),
        &af_hot(),
        20,
        counts,
        &read(answers),
        with_answers,
    )
}

#[test]
fn satisfied_are_the_upper_half_of_the_scale() {
    let answers = [4, 3, 3, 2, 1, 4].map(|score| released(overall(score), false));
    let detail = results(&answers, false).detail.unwrap();
    assert_eq!(
        (detail.satisfaction.part, detail.satisfaction.whole),
        (4, 6)
    );
    let overall = detail
        .questions
        .iter()
        .find(|q| q.key == "overall")
        .unwrap();
    assert_eq!(
        overall.bars.iter().map(|bar| bar.count).collect::<Vec<_>>(),
        [1, 1, 2, 2]
    );
    assert!((overall.mean.unwrap() - 17.0 / 6.0).abs() < 1e-12);
}

#[test]
fn an_excluded_answer_counts_nowhere_and_stays_in_the_list() {
    let mut answers = [4, 3, 3, 2, 1]
        .map(|score| released(overall(score), false))
        .to_vec();
    answers.push(released(overall(1), true));
    let results = results(&answers, true);
    assert_eq!((results.response.part, results.response.whole), (5, 20));
    let detail = results.detail.unwrap();
    assert_eq!((detail.n, detail.excluded, detail.answers.len()), (5, 1, 6));
    assert_eq!(detail.satisfaction.whole, 5);
    let line = detail
        .answers
        .iter()
        .find(|line| line.excluded.is_some())
        .unwrap();
    assert!(line.version.is_some(), "the next edit needs its base");
    assert!(
        detail
            .answers
            .iter()
            .filter(|line| line.version.is_none())
            .count()
            == 5
    );
}

#[test]
fn how_answers_came_is_counted_without_those_that_were_excluded() {
    let came = [
        (Channel::Paper, false),
        (Channel::Phone, false),
        (Channel::Paper, false),
        (Channel::Tablet, false),
        (Channel::Paper, false),
        (Channel::Link, true),
    ];
    let answers = came.map(|(channel, excluded)| ReleasedAnswer {
        channel,
        ..released(overall(3), excluded)
    });
    let channels = |with_answers| results(&answers, with_answers).detail.unwrap().channels;
    let expected = [
        (Channel::Tablet, 1),
        (Channel::Paper, 3),
        (Channel::Phone, 1),
    ];
    let expected = expected.map(|(channel, count)| Came { channel, count });
    assert_eq!(channels(true), expected);
    assert_eq!(
        channels(false),
        expected,
        "also for who sees no single answer"
    );
    assert!(results(&answers[..4], true).detail.is_none());
}

#[test]
fn an_exclusion_that_leaves_four_hides_them() {
    let mut answers = [4, 3, 3, 2]
        .map(|score| released(overall(score), false))
        .to_vec();
    answers.push(released(overall(1), true));
    assert_eq!(results(&answers, true).detail, None);
    let pooled = pooled(&[af_hot()], &answers, true).unwrap();
    assert_eq!(pooled.detail, None);
}

#[test]
fn what_an_exclusion_hides_can_be_taken_back_by_those_who_may() {
    let mut answers = [4, 3, 3, 2]
        .map(|score| released(overall(score), false))
        .to_vec();
    answers.push(released(overall(1), true));
    let told = results(&answers, true).excluded;
    let pooled = pooled(&[af_hot()], &answers, true).unwrap();
    assert_eq!(told, pooled.excluded);
    let [line] = told.as_slice() else {
        panic!("one was excluded: {told:?}");
    };
    assert_eq!(line.answer, AnswerId(Uuid::from_u128(4)));
    assert_eq!(line.exclusion.reason, "Essai");
    assert!(line.version.is_some(), "taking it back needs its base");
    assert!(results(&answers, false).excluded.is_empty());
}

#[test]
fn a_pool_is_shown_from_five() {
    let answers = [4, 3, 3, 2, 4].map(|score| released(overall(score), false));
    let shown = pooled(&[af_hot()], &answers, false).unwrap();
    assert_eq!(
        (shown.quarter.as_str(), shown.detail.unwrap().n),
        ("2026-T4", 5)
    );
    assert_eq!(pooled(&[af_hot()], &[], false), None);
}

/// One session had the new version, the others the old one: what only the new one asks is that session's.
#[test]
fn what_fewer_than_five_were_asked_is_left_out_of_a_pool() {
    let mut newer = af_hot();
    newer.version = 2;
    let mut added = newer.question("overall").unwrap().clone();
    added.key = "room".to_owned();
    newer.questions.push(added);
    let versions = [af_hot(), newer];
    let room = |version| {
        let mut answer = released(overall(4), false);
        answer.questionnaire.version = version;
        if version == 2 {
            answer.answers.insert("room".to_owned(), Answer::Score(1));
        }
        answer
    };
    let shown = |news: usize| {
        let answers = [vec![room(1); 5], vec![room(2); news]].concat();
        let detail = pooled(&versions, &answers, false).unwrap().detail.unwrap();
        let questions = detail.questions.iter();
        let n = questions.clone().find(|q| q.key == "room").map(|q| q.n);
        (n, questions.count())
    };
    assert_eq!(shown(4), (None, 12));
    assert_eq!(shown(5), (Some(5), 13));
}

/// Signatures are counted and photos listed, and only for those who may see single answers.
#[test]
fn signatures_are_counted_and_photos_are_for_those_who_may() {
    let mut asked = af_hot();
    let text = asked.questions[0].text.clone();
    asked.questions = vec![
        Question::new("signed", QuestionKind::Signature, text.clone()),
        Question::new("place", QuestionKind::Photo, text),
    ];
    let photo = Photo {
        sha256: FileHash([1; 32]),
        bytes: 9,
        width: 4,
        height: 3,
        about: "Le poste".to_owned(),
    };
    let signed = || {
        let typed = Signature::Typed("Marie".to_owned());
        ("signed".to_owned(), Answer::Signature(typed))
    };
    let shown = ("place".to_owned(), Answer::Photo(photo.clone()));
    let mut all: Vec<_> = (0..4).map(|_| released([signed()].into(), false)).collect();
    all.push(released([signed(), shown].into(), false));
    let detail = |with_answers| {
        let counts = Counts::default();
        let results = compute(campaign(), &asked, 9, counts, &read(&all), with_answers);
        results.detail.expect("five answers")
    };
    let seen = detail(true);
    let counted: Vec<_> = seen.questions.iter().map(|one| one.bars[0].count).collect();
    assert_eq!(counted, [5, 1]);
    assert_eq!(seen.questions[0].n, 5);
    assert_eq!(seen.photos.len(), 1);
    assert_eq!(seen.photos[0].photo, photo);
    assert_eq!(seen.photos[0].question, "place");
    assert_eq!(detail(false).photos, []);
    assert_eq!(seen.comments, []);
}

fn any_answers() -> impl Strategy<Value = Answers> {
    let likert = || {
        proptest::option::of(prop_oneof![
            4 => (1u32..=4).prop_map(Answer::Score),
            1 => Just(Answer::NotConcerned),
        ])
    };
    let pace =
        proptest::option::of(prop_oneof!["too_slow", "right", "too_fast"].prop_map(Answer::Choice));
    let nps = proptest::option::of((0u32..=10).prop_map(Answer::Score));
    let best = proptest::option::of("[a-z ]{0,8}".prop_map(Answer::Text));
    (likert(), likert(), pace, nps, best).prop_map(|(org, overall, pace, nps, best)| {
        let named = [
            ("org", org),
            ("overall", overall),
            ("pace", pace),
            ("nps", nps),
            ("best", best),
        ];
        let given = named
            .into_iter()
            .filter_map(|(key, answer)| Some((key.to_owned(), answer?)));
        given.collect()
    })
}

fn fields(value: &serde_json::Value) -> Vec<&str> {
    let mut fields: Vec<&str> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    fields.sort_unstable();
    fields
}

proptest! {
    #[test]
    fn results_add_up_and_small_groups_stay_hidden(
        said in proptest::collection::vec((any_answers(), proptest::bool::weighted(0.2)), 0..14),
        with_answers: bool,
    ) {
        let answers: Vec<_> = said.into_iter().map(|(said, out)| released(said, out)).collect();
        let counted: Vec<_> = answers.iter().filter(|answer| answer.excluded.is_none()).collect();
        let n = u32::try_from(counted.len()).unwrap();
        let results = results(&answers, with_answers);
        prop_assert_eq!(results.response.part, n);
        let pooled = pooled(&[af_hot()], &answers, with_answers);
        if n < SMALL_GROUP {
            prop_assert_eq!(&results.detail, &None);
            prop_assert_eq!(pooled.and_then(|pool| pool.detail), None);
            // Not a word, not a score: the wire holds counts, and of excluded answers what taking them back needs.
            let mut wire = serde_json::to_value(&results).unwrap();
            let out = wire.as_object_mut().unwrap().remove("excluded");
            let out = out.map_or(Vec::new(), |out| out.as_array().unwrap().clone());
            prop_assert_eq!(out.len(), if with_answers { answers.len() - counted.len() } else { 0 });
            for line in &out {
                prop_assert_eq!(fields(line), ["answer", "day", "exclusion", "version"]);
            }
            prop_assert_eq!(fields(&wire), ["campaign", "counts", "detail", "response"]);
            return Ok(());
        }
        let detail = results.detail.unwrap();
        prop_assert_eq!(Some(detail.clone()), pooled.unwrap().detail);
        prop_assert_eq!(detail.n, n);
        prop_assert_eq!(detail.answers.is_empty(), !with_answers);
        prop_assert_eq!(detail.questions.len(), 12);
        for question in &detail.questions {
            let given = |wanted: &dyn Fn(&Answer) -> bool| {
                let given = counted.iter().filter_map(|a| a.answers.get(&question.key));
                u32::try_from(given.filter(|a| wanted(a)).count()).unwrap()
            };
            let concerned = given(&|answer| match answer {
                Answer::NotConcerned => false,
                Answer::Text(text) => !text.trim().is_empty(),
                _ => true,
            });
            prop_assert_eq!(question.n, concerned);
            prop_assert_eq!(question.not_concerned, given(&|a| *a == Answer::NotConcerned));
            if !question.bars.is_empty() {
                prop_assert_eq!(question.bars.iter().map(|bar| bar.count).sum::<u32>(), question.n);
            }
        }
        let overall = detail.questions.iter().find(|q| q.key == "overall").unwrap();
        prop_assert_eq!(detail.satisfaction.whole, overall.n);
        prop_assert!(detail.satisfaction.part <= detail.satisfaction.whole);
        let nps = detail.questions.iter().find(|q| q.key == "nps").unwrap();
        prop_assert_eq!(detail.nps.n(), nps.n);
        let best = detail.questions.iter().find(|q| q.key == "best").unwrap();
        prop_assert_eq!(detail.comments.len(), best.n as usize);
    }
}
