//! Who wrote which comment. A comment goes to somebody whose scores say the same: about the same question, as satisfied,
//! in a session it can have been written in.

use super::{random::Random, respondents::Voice, sessions::Asked};
use domain::{Lang, answer::Answer, service::ServiceKind};
use std::{ops::RangeInclusive, sync::LazyLock};

pub(super) struct Comment {
    pub question: &'static str,
    /// Key of the question it is about.
    pub about: &'static str,
    /// Overall scores it goes with.
    pub overall: RangeInclusive<u32>,
    /// All that must hold; the head of the file says what each word means.
    pub fits: Vec<&'static str>,
    pub text: &'static str,
}

/// All comments, in the order of the file.
pub(super) static COMMENTS: LazyLock<Vec<Comment>> =
    LazyLock::new(|| read(include_str!("comments.txt")));

/// Comments such as "Rien à signaler" that several people write.
const OFTEN: f64 = 0.12;

fn read(file: &'static str) -> Vec<Comment> {
    let mut comments = Vec::new();
    let mut head: Vec<&str> = Vec::new();
    for line in file.lines() {
        if let Some(group) = line.strip_prefix("## ") {
            head = group.split(" | ").collect();
        } else if let ([question, about, overall, fits], false) =
            (head.as_slice(), line.is_empty() || line.starts_with('#'))
        {
            let bounds = overall
                .split_once('-')
                .and_then(|(low, high)| Some(low.parse().ok()?..=high.parse().ok()?));
            comments.push(Comment {
                question,
                about,
                overall: bounds.unwrap_or(1..=4),
                fits: fits.split(',').collect(),
                text: line,
            });
        }
    }
    comments
}

impl Comment {
    fn is_often(&self) -> bool {
        self.fits.contains(&"often")
    }

    /// Whether this person may have written it.
    pub(super) fn fits(&self, voice: &Voice, asked: &Asked) -> bool {
        let free = !voice.answers.contains_key(self.question) && voice.lang == Lang::Fr;
        let satisfied = voice
            .score("overall")
            .is_some_and(|score| self.overall.contains(&score));
        free && satisfied
            && self.agrees(voice)
            && self.fits.iter().all(|word| holds(word, voice, asked))
    }

    /// Praise goes with the upper half of the question it is about, a wish with less than the best, a complaint with
    /// the lower half.
    fn agrees(&self, voice: &Voice) -> bool {
        if matches!(self.about, "overall" | "pace") {
            return true;
        }
        let complaint = *self.overall.end() <= 2;
        voice
            .score(self.about)
            .is_some_and(|score| match (self.question, complaint) {
                ("best", _) => score >= 3,
                (_, false) => score <= 3,
                (_, true) => score <= 2,
            })
    }
}

fn holds(word: &str, voice: &Voice, asked: &Asked) -> bool {
    let kind = asked.service.kind;
    match word {
        "often" => true,
        "any" => matches!(kind, ServiceKind::Formation | ServiceKind::Apprentissage),
        "formation" => kind == ServiceKind::Formation,
        "bilan" => kind == ServiceKind::Bilan,
        "vae" => kind == ServiceKind::Vae,
        "apprentissage" => kind == ServiceKind::Apprentissage,
        "room" => !asked.remote(),
        "remote" => asked.remote(),
        "days" => asked.row.days > 1,
        "too_fast" | "too_slow" => voice.pace() == word,
        service => asked.service.key == service,
    }
}

/// Gives every comment to somebody, as far as somebody fits; `first` are texts that must find their person before others
/// do, each with the days it may be from.
pub(super) fn hand_out(
    voices: &mut [Voice],
    campaigns: &[Asked],
    first: &[(&str, RangeInclusive<domain::Day>)],
    random: &mut Random,
) {
    for (text, days) in first {
        let Some(comment) = COMMENTS.iter().find(|comment| comment.text == *text) else {
            continue;
        };
        // Released: small groups may wait for ever.
        let known = |voice: &Voice| days.contains(&voice.day) && campaigns[voice.asked].demo.closed;
        give(comment, voices, campaigns, known, random);
    }
    let taken = |text: &str| first.iter().any(|(first, _)| *first == text);
    let mut order: Vec<&Comment> = COMMENTS
        .iter()
        .filter(|comment| !comment.is_often() && !taken(comment.text))
        .collect();
    random.shuffle(&mut order);
    for comment in order {
        give(comment, voices, campaigns, |_| true, random);
    }
    let often: Vec<&Comment> = COMMENTS
        .iter()
        .filter(|comment| comment.is_often())
        .collect();
    for voice in voices {
        if let Some(comment) = random.pick(&often)
            && random.chance(OFTEN)
            && comment.fits(voice, &campaigns[voice.asked])
        {
            write(comment, voice);
        }
    }
}

fn give(
    comment: &Comment,
    voices: &mut [Voice],
    campaigns: &[Asked],
    known: impl Fn(&Voice) -> bool,
    random: &mut Random,
) {
    let fitting: Vec<usize> = (0..voices.len())
        .filter(|index| {
            let voice = &voices[*index];
            known(voice) && comment.fits(voice, &campaigns[voice.asked])
        })
        .collect();
    if let Some(index) = random.pick(&fitting) {
        write(comment, &mut voices[*index]);
    }
}

fn write(comment: &Comment, voice: &mut Voice) {
    let text = Answer::Text(comment.text.to_owned());
    voice.answers.insert(comment.question.to_owned(), text);
}
