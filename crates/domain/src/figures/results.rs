//! The results of one campaign, or of a pool of small ones, as they may be shown. Suppression happens here, on the
//! server, before anything is sent: under [`SMALL_GROUP`] answers only counts leave.

use super::{Nps, Rate};
use crate::{
    Day, Text,
    answer::{Answer, Channel, Exclusion, ReleasedAnswer, Survey},
    ids::{AnswerId, CampaignId, OpId, ServiceId},
    photo::Photo,
    questionnaire::{Question, QuestionKind, Questionnaire, together},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The one bar of a question that asks to sign, and of one that asks for a photo: how many did.
pub const SIGNED: &str = "signed";
pub const PHOTO: &str = "photo";
/// Fewer answers than this are never broken down.
pub const SMALL_GROUP: u32 = 5;

/// What intake counted for a campaign; no answer can be told from these.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Valid answers received, released or still waiting for their group. Excluded ones are not taken off.
    pub received: u32,
    /// Of those, waiting until a group of five can be released.
    pub waiting: u32,
    /// People who said no on the tablet.
    pub refused: u32,
    /// Answers begun and dropped when the tablet was reset.
    pub abandoned: u32,
    pub quarantined: u32,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CampaignResults {
    pub campaign: CampaignId,
    pub counts: Counts,
    /// Valid answers less excluded ones, against people present.
    pub response: Rate,
    /// Absent under [`SMALL_GROUP`] answers.
    pub detail: Option<Detail>,
    /// Empty for roles that may not see single answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<ExcludedAnswer>,
}

/// Small groups of one survey, service and quarter, pooled.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Pool {
    pub service: ServiceId,
    pub quarter: String,
    /// None in results kept by programs older than this field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<Survey>,
    /// Absent when exclusions brought the pool under [`SMALL_GROUP`] answers.
    pub detail: Option<Detail>,
    /// Empty for roles that may not see single answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<ExcludedAnswer>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Detail {
    /// Released answers that count.
    pub n: u32,
    pub excluded: u32,
    /// How the answers that count came in; left out by servers of before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Came>,
    /// Respondents at 3 or 4 (of 4) on `overall` among those who answered it.
    pub satisfaction: Rate,
    pub nps: Nps,
    pub questions: Vec<QuestionResult>,
    pub comments: Vec<Comment>,
    /// Empty for roles that may not see single answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoLine>,
    /// Single answers, for excluding one; empty for roles that may not see them.
    pub answers: Vec<AnswerLine>,
}

/// So many answers came in this way; nothing of what they say.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Came {
    pub channel: Channel,
    pub count: u32,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct QuestionResult {
    pub key: String,
    pub text: Text,
    /// People who chose a step or an option ("not concerned" is left out).
    pub n: u32,
    pub not_concerned: u32,
    /// From the lowest step to the highest, or in the order of the options; empty for text questions.
    pub bars: Vec<Bar>,
    /// Mean step of a scale question.
    pub mean: Option<f64>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Bar {
    /// The step as a number ("3") or the key of the option ("slow").
    pub key: String,
    /// Wording of an option; steps of a scale are worded by the catalogue.
    pub text: Option<Text>,
    pub count: u32,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Comment {
    pub answer: AnswerId,
    pub question: String,
    pub text: String,
    #[serde(with = "crate::day::wire")]
    pub day: Day,
}

/// A photo that somebody gave, to be fetched by the answer and the question.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PhotoLine {
    pub answer: AnswerId,
    pub question: String,
    pub photo: Photo,
    #[serde(with = "crate::day::wire")]
    pub day: Day,
}

/// One answer in a line: enough to decide on excluding it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AnswerLine {
    pub answer: AnswerId,
    #[serde(with = "crate::day::wire")]
    pub day: Day,
    pub channel: Channel,
    pub overall: Option<u32>,
    pub nps: Option<u32>,
    pub answered: u32,
    pub excluded: Option<Exclusion>,
    /// The operation that wrote `excluded`: the base of the next edit. None when it was never written.
    pub version: Option<OpId>,
}

/// An answer that was excluded, and nothing of what it says: told whatever the size of the group, so that it can be
/// taken back when its exclusion hid all the rest.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ExcludedAnswer {
    pub answer: AnswerId,
    #[serde(with = "crate::day::wire")]
    pub day: Day,
    pub exclusion: Exclusion,
    /// The operation that excluded it: the base of taking it back.
    pub version: Option<OpId>,
}

/// A released answer of the log, as the figures need it.
#[derive(Clone, Copy, Debug)]
pub struct Released<'a> {
    pub id: AnswerId,
    /// The operation that wrote `excluded`; none when it was never written.
    pub version: Option<OpId>,
    pub answer: &'a ReleasedAnswer,
}

/// The results of one campaign. `released` are its answers from the log, test answers included only when the campaign
/// is a test. `with_answers` is whether the reader may see single answers.
pub fn compute(
    campaign: CampaignId,
    questionnaire: &Questionnaire,
    present: u32,
    counts: Counts,
    released: &[Released<'_>],
    with_answers: bool,
) -> CampaignResults {
    let excluded = excluded(released);
    CampaignResults {
        campaign,
        counts,
        response: Rate {
            part: counts.received.saturating_sub(count(excluded.iter())),
            whole: present,
        },
        detail: detail(questionnaire, released, with_answers),
        excluded: if with_answers { excluded } else { Vec::new() },
    }
}

/// The pooled results of small groups that had the same survey; none before the pool has released any answer.
/// `versions` are those of its questionnaire that were asked, the oldest first.
pub fn compute_pool(
    (service, quarter): (ServiceId, &str),
    survey: &Survey,
    versions: &[Questionnaire],
    released: &[Released<'_>],
    with_answers: bool,
) -> Option<Pool> {
    if released.is_empty() {
        return None;
    }
    let mut questionnaire = together(versions.iter().cloned())?;
    // Which version somebody had may be the version of their session alone.
    questionnaire
        .questions
        .retain(|question| asked(&question.key, versions, released) >= SMALL_GROUP);
    Some(Pool {
        service,
        quarter: quarter.to_owned(),
        survey: Some(survey.clone()),
        detail: detail(&questionnaire, released, with_answers),
        excluded: if with_answers {
            excluded(released)
        } else {
            Vec::new()
        },
    })
}

/// How many answers that count are to a version with this question.
fn asked(key: &str, versions: &[Questionnaire], released: &[Released<'_>]) -> u32 {
    let asks = |released: &&Released<'_>| {
        let version = &released.answer.questionnaire.version;
        let mut versions = versions.iter();
        released.answer.excluded.is_none()
            && versions.any(|one| one.version == *version && one.question(key).is_some())
    };
    count(released.iter().filter(asks))
}

fn excluded(released: &[Released<'_>]) -> Vec<ExcludedAnswer> {
    let line = |released: &Released<'_>| {
        Some(ExcludedAnswer {
            answer: released.id,
            day: released.answer.day,
            exclusion: released.answer.excluded.clone()?,
            version: released.version,
        })
    };
    released.iter().filter_map(line).collect()
}

fn detail(
    questionnaire: &Questionnaire,
    released: &[Released<'_>],
    with_answers: bool,
) -> Option<Detail> {
    let counted: Vec<Released<'_>> = released
        .iter()
        .filter(|released| released.answer.excluded.is_none())
        .copied()
        .collect();
    let n = count(counted.iter());
    if n < SMALL_GROUP {
        return None;
    }
    let mut nps = Nps::default();
    scores(&counted, "nps").for_each(|score| nps.count(score));
    let overall: Vec<u32> = scores(&counted, "overall").collect();
    Some(Detail {
        n,
        excluded: count(released.iter()) - n,
        channels: channels(&counted),
        satisfaction: satisfaction(questionnaire, &overall),
        nps,
        questions: questionnaire
            .questions
            .iter()
            .map(|q| question_result(q, &counted))
            .collect(),
        comments: comments(questionnaire, &counted),
        photos: if with_answers {
            photos(questionnaire, &counted)
        } else {
            Vec::new()
        },
        answers: if with_answers {
            released.iter().map(line).collect()
        } else {
            Vec::new()
        },
    })
}

fn channels(counted: &[Released<'_>]) -> Vec<Came> {
    let mut counts: BTreeMap<Channel, u32> = BTreeMap::new();
    for released in counted {
        *counts.entry(released.answer.channel).or_default() += 1;
    }
    let came = |(channel, count)| Came { channel, count };
    counts.into_iter().map(came).collect()
}

/// Satisfied is the upper half of the scale: 3-4 of 4, 4-5 of 5.
fn satisfaction(questionnaire: &Questionnaire, overall: &[u32]) -> Rate {
    let satisfied_from = match questionnaire.question("overall").map(|q| &q.kind) {
        Some(QuestionKind::Likert5) => 4,
        _ => 3,
    };
    let part = count(overall.iter().filter(|score| **score >= satisfied_from));
    Rate {
        part,
        whole: count(overall.iter()),
    }
}

fn question_result(question: &Question, counted: &[Released<'_>]) -> QuestionResult {
    let given = || {
        counted
            .iter()
            .filter_map(|released| released.answer.answers.get(&question.key))
    };
    let mut bars = empty_bars(&question.kind);
    let mut n = 0;
    for answer in given() {
        let before = n;
        match answer {
            Answer::Score(score) => n += add(&mut bars, &score.to_string()),
            Answer::Choice(key) => n += add(&mut bars, key),
            // Of an order of preference, how often each option came first.
            Answer::Choices(keys) if matches!(question.kind, QuestionKind::Rank { .. }) => {
                n += keys.first().map_or(0, |key| add(&mut bars, key));
            }
            Answer::Choices(keys) => {
                let known = count(keys.iter().filter(|key| add(&mut bars, key) == 1));
                n += known.min(1);
            }
            Answer::Text(text) => n += u32::from(!text.trim().is_empty()),
            Answer::Signature(_) => n += add(&mut bars, SIGNED),
            Answer::Photo(_) => n += add(&mut bars, PHOTO),
            Answer::Day(_) | Answer::Number(_) => n += 1,
            Answer::NotConcerned => {}
        }
        debug_assert!(n - before <= 1);
    }
    for released in counted {
        if released.answer.gone.contains(&question.key) {
            n += add_gone(&mut bars, &question.kind);
        }
    }
    let total: u32 = scores(counted, &question.key).sum();
    let mean = (question.kind.scale().is_some() && n > 0).then(|| f64::from(total) / f64::from(n));
    QuestionResult {
        key: question.key.clone(),
        text: question.text.clone(),
        n,
        not_concerned: count(given().filter(|answer| **answer == Answer::NotConcerned)),
        bars,
        mean,
    }
}

fn empty_bars(kind: &QuestionKind) -> Vec<Bar> {
    let bar = |key: String, text| Bar {
        key,
        text,
        count: 0,
    };
    match kind {
        QuestionKind::Signature => vec![bar(SIGNED.to_owned(), None)],
        QuestionKind::Photo => vec![bar(PHOTO.to_owned(), None)],
        QuestionKind::Yesno | QuestionKind::Consent => ["yes", "no"]
            .iter()
            .map(|key| bar((*key).to_owned(), None))
            .collect(),
        kind => match kind.scale() {
            Some((low, high)) => (low..=high)
                .map(|step| bar(step.to_string(), None))
                .collect(),
            None => kind
                .options()
                .iter()
                .map(|o| bar(o.key.clone(), Some(o.text.clone())))
                .collect(),
        },
    }
}

/// Counts one choice; 1 when it was one of the bars (plain numbers have none and count as given).
fn add(bars: &mut [Bar], key: &str) -> u32 {
    if bars.is_empty() {
        return 1;
    }
    match bars.iter_mut().find(|bar| bar.key == key) {
        Some(bar) => {
            bar.count += 1;
            1
        }
        None => 0,
    }
}

/// Counts an answer of which only the key is left, as it was before.
fn add_gone(bars: &mut [Bar], kind: &QuestionKind) -> u32 {
    match kind {
        QuestionKind::Signature => add(bars, SIGNED),
        QuestionKind::Photo => add(bars, PHOTO),
        _ => 1,
    }
}

fn scores<'a>(counted: &'a [Released<'a>], key: &'a str) -> impl Iterator<Item = u32> + 'a {
    counted
        .iter()
        .filter_map(move |released| score(released.answer, key))
}

fn score(answer: &ReleasedAnswer, key: &str) -> Option<u32> {
    match answer.answers.get(key) {
        Some(Answer::Score(score)) => Some(*score),
        _ => None,
    }
}

/// Free texts, question by question; within a question in the order of the log, which is shuffled.
fn comments(questionnaire: &Questionnaire, counted: &[Released<'_>]) -> Vec<Comment> {
    let mut comments = Vec::new();
    let shown = questionnaire.questions.iter();
    for question in shown.filter(|question| question.kind.is_shown()) {
        for Released { id, answer, .. } in counted {
            if let Some(Answer::Text(text)) = answer.answers.get(&question.key)
                && !text.trim().is_empty()
            {
                comments.push(Comment {
                    answer: *id,
                    question: question.key.clone(),
                    text: text.clone(),
                    day: answer.day,
                });
            }
        }
    }
    comments
}

/// In the order of [`comments`].
fn photos(questionnaire: &Questionnaire, counted: &[Released<'_>]) -> Vec<PhotoLine> {
    let mut photos = Vec::new();
    for question in &questionnaire.questions {
        for Released { id, answer, .. } in counted {
            if let Some(Answer::Photo(photo)) = answer.answers.get(&question.key) {
                photos.push(PhotoLine {
                    answer: *id,
                    question: question.key.clone(),
                    photo: photo.clone(),
                    day: answer.day,
                });
            }
        }
    }
    photos
}

fn line(released: &Released<'_>) -> AnswerLine {
    let answer = released.answer;
    AnswerLine {
        answer: released.id,
        day: answer.day,
        channel: answer.channel,
        overall: score(answer, "overall"),
        nps: score(answer, "nps"),
        answered: count(answer.answers.iter()) + count(answer.gone.iter()),
        excluded: answer.excluded.clone(),
        version: released.version,
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}
