//! Words on and behind the charts.

use crate::catalogue;

catalogue! {
    Charts {
        show_table: "Voir le tableau", "Show the table";
        question: "Question", "Question";
        answer: "Réponse", "Answer";
        people: "Personnes", "People";
        share: "Part", "Share";
        mean: "Moyenne", "Mean";
        not_concerned: "Sans objet", "Not concerned";
        likert4_low: "Pas du tout, plutôt pas", "Not at all, rather not";
        likert4_high: "Plutôt oui, tout à fait", "Rather yes, fully";
        signed: "Signé", "Signed";
        photo: "Photo", "Photo";
        yes: "Oui", "Yes";
        no: "Non", "No";
        detractors: "Détracteurs (0 à 6)", "Detractors (0 to 6)";
        passives: "Passifs (7 et 8)", "Passives (7 and 8)";
        promoters: "Promoteurs (9 et 10)", "Promoters (9 and 10)";
    }
    with {
        likert4: [&'static str; 4] =
            ["Pas du tout", "Plutôt pas", "Plutôt oui", "Tout à fait"],
            ["Not at all", "Rather not", "Rather yes", "Fully"];
        likert5: [&'static str; 5] =
            ["Très insatisfait", "Insatisfait", "Ni l’un ni l’autre", "Satisfait", "Très satisfait"],
            ["Very dissatisfied", "Dissatisfied", "Neither", "Satisfied", "Very satisfied"];
        ease3: [&'static str; 3] = ["Non", "Moyen", "Oui"], ["No", "So-so", "Yes"];
        signatures: fn(u32) -> String =
            |n| format!("{n}\u{a0}signature{}", if n > 1 { "s" } else { "" }),
            |n| format!("{n} signature{}", if n == 1 { "" } else { "s" });
        photos: fn(u32) -> String =
            |n| format!("{n}\u{a0}photo{}", if n > 1 { "s" } else { "" }),
            |n| format!("{n} photo{}", if n == 1 { "" } else { "s" });
        // A score with its sign.
        net: fn(&str) -> String =
            |score| format!("Score net\u{a0}: {score}"),
            |score| format!("Net score: {score}");
        of: fn(u32, u32) -> String =
            |part, whole| format!("{part} sur {whole}"),
            |part, whole| format!("{part} of {whole}");
        // Name of a whole bar, its parts in words, n.
        bar: fn(&str, &str, u32) -> String =
            |name, parts, n| format!("{name}\u{a0}: {parts}. n\u{a0}=\u{a0}{n}."),
            |name, parts, n| format!("{name}: {parts}. n = {n}.");
        // Both bounds as percentages.
        interval: fn(&str, &str) -> String =
            |low, high| format!("Entre {low} et {high}, intervalle à 95\u{202f}%"),
            |low, high| format!("Between {low} and {high}, 95% interval");
    }
}
