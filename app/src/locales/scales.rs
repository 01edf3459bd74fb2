//! The words of the answer scales, the same where people answer and where results are read. Lowest step first.

use crate::catalogue;
use domain::{
    Lang,
    questionnaire::{QuestionKind, paper::Meaning},
};

catalogue! {
    Scales {
        yes: "Oui", "Yes";
        no: "Non", "No";
        not_concerned: "Sans objet", "Not concerned";
    }
    with {
        likert4: [&'static str; 4] =
            ["Pas du tout", "Plutôt pas", "Plutôt oui", "Tout à fait"],
            ["Not at all", "Rather not", "Rather yes", "Fully"];
        likert5: [&'static str; 5] =
            ["Très insatisfait", "Insatisfait", "Ni l’un ni l’autre", "Satisfait", "Très satisfait"],
            ["Very dissatisfied", "Dissatisfied", "Neither", "Satisfied", "Very satisfied"];
        ease3: [&'static str; 3] = ["Non", "Moyen", "Oui"], ["No", "So-so", "Yes"];
    }
}

pub fn scales(lang: Lang) -> &'static Scales {
    match lang {
        Lang::Fr => &FR,
        Lang::En => &EN,
    }
}

/// The words beside a box of a question on paper.
pub fn beside_box(kind: &QuestionKind, meaning: Meaning<'_>, lang: Lang, easy: bool) -> String {
    let words = scales(lang);
    let step = |step: u32| match kind {
        QuestionKind::Likert4 => words.likert4.get(step as usize - 1).copied(),
        QuestionKind::Likert5 => words.likert5.get(step as usize - 1).copied(),
        QuestionKind::Ease3 => words.ease3.get(step as usize - 1).copied(),
        _ => None,
    };
    match meaning {
        Meaning::Step(at) => step(at).map_or_else(|| at.to_string(), str::to_owned),
        Meaning::Yes => words.yes.to_owned(),
        Meaning::No => words.no.to_owned(),
        Meaning::Option(option) => option.wording(lang, easy).to_owned(),
        Meaning::NotConcerned => words.not_concerned.to_owned(),
    }
}
