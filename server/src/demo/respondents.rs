//! What people answered. Behind each answer stands a satisfaction: of the session, of its trainer, of the person. All
//! scores follow from it, so that they agree with one another.

use super::{
    catalogue::{Trouble, trainer_effect},
    random::Random,
    sessions::{Asked, days_before},
};
use domain::{
    Day, Lang,
    answer::{Answer, Answers, Channel},
};

/// Answers of the whole demo.
pub(super) const ANSWERS: u32 = 600;

/// Answers already given in the first session of the table, which ends today: one short of a group.
const TODAY: u32 = 4;

/// Someone's answer, on its way to intake.
pub(super) struct Voice {
    /// Number of the campaign.
    pub asked: usize,
    pub day: Day,
    pub channel: Channel,
    pub lang: Lang,
    pub answers: Answers,
}

impl Voice {
    pub(super) fn score(&self, key: &str) -> Option<u32> {
        match self.answers.get(key) {
            Some(Answer::Score(score)) => Some(*score),
            _ => None,
        }
    }

    pub(super) fn pace(&self) -> &str {
        match self.answers.get("pace") {
            Some(Answer::Choice(pace)) => pace,
            _ => "",
        }
    }
}

/// How many answer each campaign: about four in five of those present, [`ANSWERS`] in all.
pub(super) fn turnout(campaigns: &[Asked], random: &mut Random) -> Vec<u32> {
    let mut answers: Vec<u32> = campaigns
        .iter()
        .map(|asked| match asked.present {
            _ if !asked.demo.closed => 0,
            // Nearly everybody, face to face.
            few @ 0..5 => few,
            many => share_of(many, 0.72 + 0.18 * random.share()),
        })
        .collect();
    if let Some(first) = answers.first_mut() {
        *first = TODAY;
    }
    let many: Vec<usize> = (0..campaigns.len())
        .filter(|index| campaigns[*index].demo.closed && campaigns[*index].present >= 8)
        .collect();
    // One more or less here and there; a bounded number of tries, since a table may leave too few people.
    for _ in 0..100_000 {
        let Some(&index) = random.pick(&many) else {
            break;
        };
        let total: u32 = answers.iter().sum();
        match total.cmp(&ANSWERS) {
            std::cmp::Ordering::Equal => break,
            std::cmp::Ordering::Less if answers[index] < campaigns[index].present => {
                answers[index] += 1;
            }
            std::cmp::Ordering::Greater if answers[index] > 5 => answers[index] -= 1,
            _ => {}
        }
    }
    answers
}

fn share_of(people: u32, share: f64) -> u32 {
    // A few dozen people times a share below one.
    (f64::from(people) * share) as u32
}

pub(super) fn voice(index: usize, asked: &Asked, random: &mut Random) -> Voice {
    let late = asked.demo.closed && random.chance(0.15);
    let after = if late { 1 + random.below(4) } else { 0 };
    let after = i32::try_from(after).unwrap_or_default();
    let on_tablet = !late && !asked.remote();
    Voice {
        asked: index,
        day: days_before(asked.demo.campaign.opens, -after),
        channel: if on_tablet {
            Channel::Tablet
        } else {
            Channel::Link
        },
        lang: if random.chance(0.02) {
            Lang::En
        } else {
            Lang::Fr
        },
        answers: scores(asked, random),
    }
}

/// Where the usual satisfaction lies on the scale of 1 to 4.
const USUAL: f64 = 3.4;

fn scores(asked: &Asked, random: &mut Random) -> Answers {
    let trouble = asked.row.trouble;
    let trainer = trainer_effect(asked.row.trainer);
    // Some came for something else altogether.
    let out_of_place = if random.chance(0.04) { 1.3 } else { 0.0 };
    let person = USUAL + asked.row.mood + random.around(0.55) - out_of_place;
    let mut answers = Answers::new();
    let (mut sum, mut n) = (0.0, 0.0);
    for (key, usual) in [
        ("objectives_met", 0.0),
        ("content_fit", -0.1),
        ("methods", 0.0),
        ("trainer_clarity", 0.15 + trainer),
        ("trainer_listen", 0.25 + trainer),
        ("org", -0.1),
        ("usefulness", 0.0),
    ] {
        let felt = person + usual - weight(trouble, key) + random.around(0.4);
        let may_not_concern = matches!(key, "trainer_listen" | "org" | "usefulness");
        if may_not_concern && random.chance(0.02) {
            answers.insert(key.to_owned(), Answer::NotConcerned);
        } else if !random.chance(0.01) {
            answers.insert(key.to_owned(), Answer::Score(step(felt, 1, 4)));
        }
        sum += felt;
        n += 1.0;
    }
    let felt = sum / n + random.around(0.2);
    let overall = step(felt, 1, 4);
    answers.insert("overall".to_owned(), Answer::Score(overall));
    if !random.chance(0.03) {
        let recommends = 2.6 * felt - 0.8 + random.around(0.8);
        // Nobody warns off what pleased.
        let (low, high) = match overall {
            1 => (0, 4),
            2 => (1, 7),
            3 => (5, 9),
            _ => (7, 10),
        };
        answers.insert("nps".to_owned(), Answer::Score(step(recommends, low, high)));
    }
    if !random.chance(0.01) {
        answers.insert(
            "pace".to_owned(),
            Answer::Choice(pace(trouble, random).to_owned()),
        );
    }
    answers
}

/// What a trouble takes off a question.
fn weight(trouble: Trouble, key: &str) -> f64 {
    match (trouble, key) {
        (Trouble::Org, "org") | (Trouble::Content, "content_fit") => 1.2,
        (Trouble::Trainer, "trainer_clarity" | "trainer_listen") => 1.0,
        (Trouble::Content, "usefulness" | "objectives_met") => 0.6,
        (Trouble::TooFast, "methods" | "objectives_met") => 0.5,
        (Trouble::TooSlow, "usefulness") => 0.3,
        _ => 0.0,
    }
}

fn pace(trouble: Trouble, random: &mut Random) -> &'static str {
    let (fast, slow) = match trouble {
        Trouble::TooFast => (0.5, 0.02),
        Trouble::TooSlow => (0.03, 0.3),
        _ => (0.09, 0.06),
    };
    match random.share() {
        share if share < fast => "too_fast",
        share if share < fast + slow => "too_slow",
        _ => "right",
    }
}

/// The step of a scale that is nearest.
fn step(felt: f64, low: u32, high: u32) -> u32 {
    // Within the scale once clamped.
    felt.round().clamp(f64::from(low), f64::from(high)) as u32
}
