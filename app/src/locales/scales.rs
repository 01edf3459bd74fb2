//! The words of the answer scales, the same where people answer and where results are read. Lowest step first.

use crate::catalogue;
use domain::Lang;

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
