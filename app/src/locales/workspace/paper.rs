//! The questionnaire on paper: what is chosen before printing, and what stands on the sheet beside the questions.

use crate::catalogue;

catalogue! {
    Paper {
        lead: "Pour qui préfère le papier\u{a0}: imprimez, faites remplir, puis saisissez les feuilles.", "For those who prefer paper: print, let people fill in, then type the sheets in.";
        language: "Langue de la feuille", "Language of the sheet";
        size: "Taille des lettres", "Letter size";
        size_plain: "Normale", "Normal";
        size_large: "Gros caractères", "Large print";
        wording: "Formulation", "Wording";
        wording_plain: "Courante", "Usual";
        wording_easy: "Facile à lire", "Easy to read";
        unknown: "Ce questionnaire n’est pas encore sur cet appareil.", "This questionnaire is not on this device yet.";
        tick_one: "Cochez une case par question. Vous pouvez passer une question.", "Tick one box per question. You may skip a question.";
        anonymous: "N’écrivez pas votre nom\u{a0}: la réponse est anonyme.", "Do not write your name: the answer is anonymous.";
        several: "Plusieurs cases possibles.", "You may tick several boxes.";
        several_said: "Plusieurs choix possibles", "You may choose several";
        rank: "Numérotez par ordre de préférence\u{a0}: 1 pour le préféré.", "Number them in order of preference: 1 for the one you like best.";
        only_if: "Seulement si cela vous concerne.", "Only if this concerns you.";
        nps_low: "pas du tout probable", "not at all likely";
        nps_high: "tout à fait probable", "extremely likely";
        sign: "Signez dans le cadre.", "Sign in the box.";
        signed: "Signé\u{a0}: saisir", "Signed: type";
        photo: "Photo\u{a0}: pas sur papier.", "Photo: not on paper.";
        statement: "Pour chaque ligne, cochez une case", "For each line, tick one box";
        date: "jour / mois / année", "day / month / year";
        thanks: "Merci. Rendez cette feuille à la personne qui vous l’a donnée, ou dans l’urne.", "Thank you. Give this sheet back to the person who handed it out, or put it into the box.";
    }
    with {
        minutes: fn(u32) -> String =
            |n| format!("Comptez {n}\u{a0}minutes."),
            |n| format!("It takes about {n} minutes.");
        reference: fn(&str, u32) -> String =
            |key, version| format!("Feuille {key}, version {version}"),
            |key, version| format!("Sheet {key}, version {version}");
    }
}
