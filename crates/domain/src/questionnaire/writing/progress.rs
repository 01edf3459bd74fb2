//! How far a questionnaire is written in each language, and in easy words.

use crate::{
    Text,
    questionnaire::{Question, Questionnaire},
};

/// Questions that people read, and how many of them are whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    pub of: usize,
    pub french: usize,
    pub english: usize,
    pub easy_french: usize,
    pub easy_english: usize,
}

pub fn progress(content: &Questionnaire) -> Progress {
    let mut progress = Progress::default();
    let read = content.questions.iter();
    for question in read.filter(|question| question.kind.is_shown()) {
        let texts = texts(question);
        let all = |language: fn(&Text) -> &String| {
            let mut texts = texts.iter();
            usize::from(texts.all(|text| !language(text).trim().is_empty()))
        };
        progress.of += 1;
        progress.french += all(|text| &text.fr);
        progress.english += all(|text| &text.en);
        let easy = |language: fn(&Text) -> &String| {
            let easy = question.easy.as_ref();
            usize::from(easy.is_some_and(|easy| !language(&easy.text).trim().is_empty()))
        };
        progress.easy_french += easy(|text| &text.fr);
        progress.easy_english += easy(|text| &text.en);
    }
    progress
}

/// What is read of a question in plain words. A help or message that nobody began is not missing.
fn texts(question: &Question) -> Vec<&Text> {
    let mut texts = vec![&question.text];
    texts.extend(question.help.iter().filter(|help| begun(help)));
    texts.extend(question.kind.options().iter().map(|option| &option.text));
    let message = question.constraint.as_ref().map(|one| &one.message);
    texts.extend(message.filter(|message| begun(message)));
    texts
}

fn begun(text: &Text) -> bool {
    !text.fr.trim().is_empty() || !text.en.trim().is_empty()
}
