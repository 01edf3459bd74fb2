//! An answer sheet in words, question by question, in both languages: for the person it bears the name of, and for
//! whoever follows it up with them.

use super::{Question, QuestionKind, Questionnaire};
use crate::{
    Text,
    answer::{Answer, Answers},
    signature::Signature,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Said {
    pub question: Text,
    pub answer: Text,
}

/// What was answered, in the order of the questions. What was passed over is not in it.
pub fn said(questionnaire: &Questionnaire, answers: &Answers) -> Vec<Said> {
    let questions = questionnaire.questions.iter();
    let said = questions.filter_map(|question| {
        Some(Said {
            question: question.text.clone(),
            answer: words(question, answers.get(&question.key)?),
        })
    });
    said.collect()
}

fn words(question: &Question, answer: &Answer) -> Text {
    match answer {
        Answer::Score(score) => match question.kind.scale() {
            Some((_, best)) => same(format!("{score}/{best}")),
            None => same(score.to_string()),
        },
        Answer::Choice(key) => choice(question, key),
        Answer::Choices(keys) => {
            let chosen: Vec<Text> = keys.iter().map(|key| choice(question, key)).collect();
            let list = |of: fn(&Text) -> &String| {
                let texts = chosen.iter().map(|text| of(text).as_str());
                texts.collect::<Vec<_>>().join(" · ")
            };
            two(list(|text| &text.fr), list(|text| &text.en))
        }
        Answer::Text(text) => same(text.clone()),
        Answer::Day(day) => same(format!(
            "{:02}/{:02}/{:04}",
            day.day(),
            day.month(),
            day.year()
        )),
        Answer::Number(number) => {
            let number = number.to_string();
            two(number.replace('.', ","), number)
        }
        Answer::Signature(Signature::Typed(name)) => {
            two(format!("Signé\u{a0}: {name}"), format!("Signed: {name}"))
        }
        Answer::Signature(_) => two("Signé", "Signed"),
        Answer::Photo(_) => same("Photo"),
        Answer::NotConcerned => two("Sans objet", "Not applicable"),
    }
}

fn choice(question: &Question, key: &str) -> Text {
    if matches!(question.kind, QuestionKind::Yesno | QuestionKind::Consent) {
        return match key {
            "yes" => two("Oui", "Yes"),
            _ => two("Non", "No"),
        };
    }
    let mut options = question.kind.options().iter();
    let option = options.find(|option| option.key == key);
    option.map_or_else(|| same(key), |option| option.text.clone())
}

fn same(text: impl Into<String>) -> Text {
    let text = text.into();
    two(text.clone(), text)
}

fn two(fr: impl Into<String>, en: impl Into<String>) -> Text {
    Text {
        fr: fr.into(),
        en: en.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        expression::Number,
        questionnaire::{Choice, builtin, hot},
        service::ServiceKind,
    };

    #[test]
    fn a_sheet_reads_in_the_order_of_its_questions_in_both_languages() {
        let asked = builtin(&hot(ServiceKind::Formation)).unwrap();
        let question = |key: &str| asked.question(key).unwrap();
        let (pace, scale) = (question("pace"), question("methods"));
        let option = &pace.kind.options()[1];
        let answers = Answers::from([
            ("best".to_owned(), Answer::Text("Très clair".to_owned())),
            ("methods".to_owned(), Answer::Score(3)),
            ("pace".to_owned(), Answer::Choice(option.key.clone())),
        ]);
        let said = said(&asked, &answers);
        let read: Vec<&str> = said.iter().map(|one| one.answer.fr.as_str()).collect();
        assert_eq!(read, [option.text.fr.as_str(), "3/4", "Très clair"]);
        assert_eq!(said[0].answer.en, option.text.en);
        assert_eq!(said[1].question, scale.text);
    }

    #[test]
    fn several_options_and_numbers_are_written_as_each_language_does() {
        let options = ["a", "b"].map(|key| Choice::new(key, two(key, key.to_uppercase())));
        let multi = Question::new(
            "m",
            QuestionKind::Multi {
                options: options.into(),
            },
            same("?"),
        );
        let both = Answer::Choices(vec!["b".to_owned(), "a".to_owned()]);
        assert_eq!(words(&multi, &both), two("b · a", "B · A"));
        let decimal = Question::new("d", QuestionKind::Decimal { places: 1 }, same("?"));
        let number = Answer::Number(Number::read("12.5").unwrap());
        assert_eq!(words(&decimal, &number), two("12,5", "12.5"));
        assert_eq!(words(&decimal, &Answer::NotConcerned).fr, "Sans objet");
    }
}
