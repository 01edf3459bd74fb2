//! A sheet of paper that is being typed, or somebody who is asked by telephone: what the questionnaire makes of the codes
//! typed so far. Pure. Fields and questions have the same places.

use domain::{
    Day,
    answer::{Answer, Answers},
    questionnaire::{Lack, Question, QuestionKind, Questionnaire, Rules, Sheet, paper},
};

/// What stands in one field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Typed {
    /// Nothing can be typed here: not asked after these answers, or nothing to answer.
    Skipped,
    Blank,
    Answer,
    /// No answer, and more typing will not make it one.
    Wrong,
    /// No answer yet.
    Begun,
    /// An option that the answers before it leave out.
    NotOffered,
    /// It does not meet the question's own test.
    Unmet,
}

impl Typed {
    /// Whether the sheet must not be kept like this.
    pub fn needs_mending(self) -> bool {
        matches!(
            self,
            Typed::Wrong | Typed::Begun | Typed::NotOffered | Typed::Unmet
        )
    }
}

/// A sheet as read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reading {
    pub fields: Vec<Typed>,
    /// What the fields mean, hidden ones too: the draft.
    pub answers: Answers,
    /// What is kept of them.
    pub finished: Answers,
}

/// Reads what was typed, as of the day the sheet was filled in.
pub fn read(asked: &Questionnaire, rules: &Rules, texts: &[String], day: Day) -> Reading {
    let mut answers = Answers::new();
    for (question, text) in asked.questions.iter().zip(texts) {
        if let Ok(Some(answer)) = paper::read(question, text) {
            answers.insert(question.key.clone(), answer);
        }
    }
    let sheet = rules.sheet(asked, &answers, day);
    let fields = asked.questions.iter().zip(texts).enumerate();
    Reading {
        fields: fields
            .map(|(place, (question, text))| field(&sheet, place, question, text))
            .collect(),
        finished: sheet.finished(&answers),
        answers,
    }
}

fn field(sheet: &Sheet<'_>, place: usize, question: &Question, text: &str) -> Typed {
    if !paper::is_on_paper(question) || !sheet.is_shown(place) {
        return Typed::Skipped;
    }
    match paper::read(question, text) {
        Ok(None) => Typed::Blank,
        Err(_) if paper::may_become(question, text) => Typed::Begun,
        Err(_) => Typed::Wrong,
        Ok(Some(answer)) if !is_offered(sheet, place, question, &answer) => Typed::NotOffered,
        Ok(Some(answer)) => match sheet.lack(place, Some(&answer)) {
            Some(Lack::Unmet) => Typed::Unmet,
            // What was left out on paper cannot be asked for any more.
            Some(Lack::Missing) | None => Typed::Answer,
        },
    }
}

/// Whether every option of the answer is there to choose.
fn is_offered(sheet: &Sheet<'_>, place: usize, question: &Question, answer: &Answer) -> bool {
    let keys = match answer {
        Answer::Choice(key) => std::slice::from_ref(key),
        Answer::Choices(keys) => keys,
        _ => return true,
    };
    let mut chosen = question
        .kind
        .options()
        .iter()
        .filter(|option| keys.contains(&option.key));
    chosen.all(|option| sheet.offers(place, option))
}

/// What would be typed for the answers of a draft.
pub fn texts(asked: &Questionnaire, answers: &Answers) -> Vec<String> {
    let text = |question: &Question| {
        let answer = answers.get(&question.key);
        answer.map_or_else(String::new, |answer| paper::typed(question, answer))
    };
    asked.questions.iter().map(text).collect()
}

/// The numbers that the questions bear on paper; what is only read has none, and what no sheet can hold none to type at.
pub fn numbers(asked: &Questionnaire) -> Vec<Option<u32>> {
    let mut last = 0;
    let number = |question: &Question| {
        let counts = question.kind.is_asked();
        last += u32::from(counts);
        paper::is_on_paper(question).then_some(last)
    };
    asked.questions.iter().map(number).collect()
}

/// Whether one code is the whole answer.
pub fn takes_one_code(question: &Question) -> bool {
    let kind = &question.kind;
    kind.scale().is_some()
        || matches!(
            kind,
            QuestionKind::Yesno
                | QuestionKind::Consent
                | QuestionKind::Single { .. }
                | QuestionKind::Signature
        )
}

impl Reading {
    /// The first field from `place` on where something can be typed.
    pub fn open_from(&self, place: usize) -> Option<usize> {
        let open = |place: &usize| self.fields[*place] != Typed::Skipped;
        (place..self.fields.len()).find(open)
    }

    /// The first field that must be mended before the sheet can be kept.
    pub fn to_mend(&self) -> Option<usize> {
        self.fields.iter().position(|field| field.needs_mending())
    }

    /// The numbers of the questions without an answer.
    pub fn blanks(&self, asked: &Questionnaire) -> Vec<u32> {
        let fields = numbers(asked).into_iter().zip(&self.fields);
        fields
            .filter(|(_, field)| **field == Typed::Blank)
            .filter_map(|(number, _)| number)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        Text,
        questionnaire::{Choice, Constraint, builtins},
    };

    fn text(words: &str) -> Text {
        Text {
            fr: words.to_owned(),
            en: words.to_owned(),
        }
    }

    fn question(key: &str, kind: QuestionKind) -> Question {
        Question::new(key, kind, text(key))
    }

    fn town(key: &str, region: &str) -> Choice {
        Choice {
            columns: vec![("region".to_owned(), region.to_owned())],
            ..Choice::new(key, text(key))
        }
    }

    /// A note, a condition, a filter, a constraint and something that is worked out.
    fn asked() -> Questionnaire {
        let regions = ["west", "east"].map(|key| Choice::new(key, text(key)));
        let towns = vec![town("brest", "west"), town("metz", "east")];
        Questionnaire {
            key: "sample".to_owned(),
            version: 1,
            title: text("Sample"),
            about: None,
            minutes: 1,
            sections: Vec::new(),
            questions: vec![
                question("hello", QuestionKind::Note),
                question("applied", QuestionKind::Yesno),
                Question {
                    relevant: Some("applied = 'no'".to_owned()),
                    required: Some("true".to_owned()),
                    ..question("why", QuestionKind::Long)
                },
                question(
                    "region",
                    QuestionKind::Single {
                        options: regions.to_vec(),
                    },
                ),
                Question {
                    filter: Some("option.region = region".to_owned()),
                    ..question("town", QuestionKind::Single { options: towns })
                },
                Question {
                    constraint: Some(Constraint {
                        test: "it <= 35".to_owned(),
                        message: text("Not more than 35"),
                    }),
                    ..question("hours", QuestionKind::Decimal { places: 1 })
                },
                question(
                    "minutes",
                    QuestionKind::Calculated {
                        value: "hours * 60".to_owned(),
                    },
                ),
            ],
        }
    }

    fn reading(texts: [&str; 7]) -> Reading {
        let asked = asked();
        let texts = texts.map(str::to_owned);
        let day = Day::constant(2026, 11, 21);
        read(&asked, &Rules::of(&asked), &texts, day)
    }

    #[test]
    fn questions_that_conditions_hide_are_skipped_and_not_kept() {
        use Typed::{Answer, Blank, Skipped};
        let yes = reading(["", "1", "Temps", "1", "1", "7,5", ""]);
        let fields = [Skipped, Answer, Skipped, Answer, Answer, Answer, Skipped];
        assert_eq!(yes.fields, fields);
        assert_eq!(yes.open_from(0), Some(1));
        assert_eq!(yes.open_from(2), Some(3));
        assert_eq!(yes.open_from(6), None);
        assert!(!yes.finished.contains_key("why"));
        assert!(yes.finished.contains_key("minutes"), "worked out");
        let no = reading(["", "2", "", "", "", "", ""]);
        assert_eq!(no.fields[2], Blank, "left out on paper, though required");
        assert_eq!(no.to_mend(), None);
        assert_eq!(no.fields[4], Skipped, "no town without its region");
        assert_eq!(no.blanks(&asked()), [2, 3, 5]);
    }

    #[test]
    fn nothing_wrong_is_taken() {
        let wrong = reading(["", "3", "", "1", "2", "35,5", ""]);
        assert_eq!(wrong.fields[1], Typed::Wrong);
        assert_eq!(wrong.fields[4], Typed::NotOffered);
        assert_eq!(wrong.fields[5], Typed::Unmet);
        assert_eq!(wrong.to_mend(), Some(1));
        assert!(!wrong.finished.contains_key("applied"));
        assert!(!wrong.finished.contains_key("town"));
        assert_eq!(
            reading(["", "", "", "", "", "35,", ""]).fields[5],
            Typed::Begun
        );
    }

    #[test]
    fn a_photo_has_no_place_on_paper_and_a_signature_has_a_letter() {
        let mut asked = asked();
        asked.questions = vec![
            question("place", QuestionKind::Photo),
            question("sign", QuestionKind::Signature),
        ];
        let texts = ["1".to_owned(), "S".to_owned()];
        let day = Day::constant(2026, 11, 21);
        let read = read(&asked, &Rules::of(&asked), &texts, day);
        assert_eq!(read.fields, [Typed::Skipped, Typed::Answer]);
        assert_eq!(read.finished.keys().collect::<Vec<_>>(), ["sign"]);
    }

    #[test]
    fn a_draft_comes_back_as_it_was_typed() {
        for asked in builtins() {
            let rules = Rules::of(&asked);
            let first: Vec<String> = asked
                .questions
                .iter()
                .map(|question| {
                    let boxes = paper::boxes(question);
                    boxes
                        .first()
                        .map_or_else(String::new, |tick| tick.code.clone())
                })
                .collect();
            let read = read(&asked, &rules, &first, Day::constant(2026, 11, 21));
            assert_eq!(texts(&asked, &read.answers), first, "{}", asked.key);
            assert_eq!(read.to_mend(), None, "{}", asked.key);
        }
    }

    #[test]
    fn questions_bear_the_numbers_of_the_paper() {
        let numbers = numbers(&asked());
        assert_eq!(
            numbers,
            [None, Some(1), Some(2), Some(3), Some(4), Some(5), None]
        );
    }
}
