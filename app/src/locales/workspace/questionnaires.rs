//! Questionnaires: the library, one to read, and its questions.

use super::one;
use crate::catalogue;
use domain::Lang::{En, Fr};

catalogue! {
    Questionnaires {
        lead: "Les vôtres, et les modèles prêts à poser. Chaque modèle peut être utilisé tel quel ou dupliqué pour être adapté.", "Your own, and templates ready to be asked. Use a template as it is, or duplicate it to adapt it.";
        new: "Écrire un questionnaire", "Write a questionnaire";
        new_title: "Nouveau questionnaire", "New questionnaire";
        title_fr: "Titre en français", "Title in French";
        title_hint: "Les personnes interrogées le lisent.", "The people asked read it.";
        create: "Commencer", "Begin";
        own: "Vos questionnaires", "Your questionnaires";
        own_none_title: "Aucun questionnaire à vous", "No questionnaire of your own";
        own_none_text: "Les modèles ci-dessous suffisent pour commencer. Pour en adapter un, ouvrez-le puis dupliquez-le.", "The templates below are enough to begin. To adapt one, open it and duplicate it.";
        templates: "Modèles", "Templates";
        any_service: "toutes prestations", "all services";
        every_service: "Toutes prestations", "All services";
        any_who: "tous publics", "all audiences";
        search: "Chercher un questionnaire", "Search a questionnaire";
        filter_service: "Prestation", "Service";
        filter_who: "Public", "Audience";
        no_match: "Aucun questionnaire ne correspond.", "No questionnaire matches.";
        clear: "Tout montrer", "Show all";
        name: "Titre", "Title";
        who: "Pour qui", "For whom";
        size: "Questions", "Questions";
        duration: "Durée", "Duration";
        languages: "Langues", "Languages";
        draft: "Brouillon", "Draft";
        french: "français", "French";
        english: "anglais", "English";
        easy: "mots simples", "easy words";
        for_any: "Toute personne", "Anybody";

        use_it: "Utiliser", "Use";
        use_title: "Dans quelle session\u{202f}?", "In which session?";
        use_text: "L’enquête s’y prépare avec ce questionnaire.", "The survey is prepared there with this questionnaire.";
        use_search: "Chercher une session", "Search sessions";
        use_not_found: "Aucune session ne porte ce nom.", "No session has such a name.";
        use_none: "Aucune session. Préparez-en une d’abord.", "No session. Prepare one first.";
        duplicate: "Dupliquer", "Duplicate";
        next_version: "Nouvelle version", "New version";
        continue_draft: "Continuer le brouillon", "Continue the draft";
        reading: "Lire en", "Read in";
        read_fr: "Français", "French";
        read_en: "Anglais", "English";
        read_easy: "Mots simples", "Easy words";
        questions: "Questions", "Questions";
        facts: "Fiche", "Facts";
        key: "Clé", "Key";
        version: "Version", "Version";
        print: "Empreinte du contenu", "Content hash";
        print_hint: "SHA-256 du contenu\u{a0}: le même questionnaire a toujours la même.", "SHA-256 of the content: the same questionnaire always has the same one.";
        versions: "Versions", "Versions";
        required: "Réponse obligatoire", "Must be answered";
        required_if: "Réponse obligatoire si", "Must be answered if";
        relevant_if: "Posée si", "Asked if";
        section_if: "Section posée si", "Section asked if";
        constraint_if: "Réponse acceptée si", "Answer accepted if";
        filter_if: "Réponses proposées si", "Options offered if";
        worked_out: "Calculée", "Worked out";
        not_concerned: "Sans objet proposé", "“Not concerned” offered";
        no_words: "(sans texte)", "(no words)";
    }
    with {
        minutes: fn(u32) -> String = |n| format!("{n}\u{a0}min"), |n| format!("{n}\u{a0}min");
        count: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} question") } else { format!("{n} questions") },
            |n| if one(En, n) { format!("{n} question") } else { format!("{n} questions") };
        found: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} questionnaire") } else { format!("{n} questionnaires") },
            |n| if one(En, n) { format!("{n} questionnaire") } else { format!("{n} questionnaires") };
        numbered: fn(u32) -> String = |n| format!("Version\u{a0}{n}"), |n| format!("Version\u{a0}{n}");
        copy_of: fn(&str) -> String = |title| format!("{title} (copie)"), |title| format!("{title} (copy)");
        between: fn(u32, u32) -> String = |min, max| format!("de {min} à {max}"), |min, max| format!("{min} to {max}");
        kind: fn(&str) -> &'static str =
            |name| match name {
                "likert4" => "Échelle d’accord, 4 degrés",
                "likert5" => "Échelle de satisfaction, 5 degrés",
                "nps" => "Recommandation de 0 à 10",
                "ease3" => "Trois visages",
                "yesno" => "Oui ou non",
                "consent" => "Accord à donner ou à refuser",
                "single" => "Un seul choix",
                "multi" => "Plusieurs choix",
                "rank" => "Ordre de préférence",
                "number" => "Nombre entier",
                "decimal" => "Nombre à virgule",
                "date" => "Date",
                "short" => "Texte court",
                "long" => "Texte libre",
                "signature" => "Signature",
                "photo" => "Photo",
                "note" => "Phrase à lire, sans réponse",
                "calculated" => "Calcul, jamais montré",
                _ => "Autre",
            },
            |name| match name {
                "likert4" => "Agreement scale, 4 steps",
                "likert5" => "Satisfaction scale, 5 steps",
                "nps" => "Recommendation from 0 to 10",
                "ease3" => "Three faces",
                "yesno" => "Yes or no",
                "consent" => "Consent to give or refuse",
                "single" => "One choice",
                "multi" => "Several choices",
                "rank" => "Order of preference",
                "number" => "Whole number",
                "decimal" => "Decimal number",
                "date" => "Date",
                "short" => "Short text",
                "long" => "Free text",
                "signature" => "Signature",
                "photo" => "Photo",
                "note" => "Sentence to read, no answer",
                "calculated" => "Worked out, never shown",
                _ => "Other",
            };
    }
}
