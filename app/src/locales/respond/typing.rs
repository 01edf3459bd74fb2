//! Typing in sheets of paper, and asking by telephone.

use crate::catalogue;

catalogue! {
    Typing {
        title: "Saisir les feuilles", "Type in sheets";
        channel: "Réponses données", "Answers given";
        paper: "sur papier", "on paper";
        phone: "par téléphone", "by telephone";
        day: "Feuille remplie le", "Sheet filled in on";
        not_that_day:
            "Choisissez un jour entre l’ouverture de l’enquête et aujourd’hui.",
            "Choose a day between the survey’s opening and today.";
        keys:
            "Tapez le code de la case cochée\u{a0}: le champ suivant vient tout seul. Entrée\u{a0}: suivant. Maj\u{a0}+\u{a0}Tab\u{a0}: précédent. Champ vide\u{a0}: pas de réponse. La langue choisie en haut est celle de la feuille.",
            "Type the code of the ticked box: the next field comes by itself. Enter: next. Shift\u{a0}+\u{a0}Tab: back. Empty field: no answer. The language chosen above is that of the sheet.";
        say_first: "À dire avant la première question", "To say before the first question";
        several: "Codes à la suite\u{a0}: 13", "Codes one after the other: 13";
        several_apart: "Codes séparés par une espace\u{a0}: 1 12", "Codes with a space between: 1 12";
        in_order: "Codes dans l’ordre, le préféré d’abord\u{a0}: 312", "Codes in order, the best liked first: 312";
        in_order_apart:
            "Codes dans l’ordre, le préféré d’abord, séparés par une espace\u{a0}: 12 1",
            "Codes in order, the best liked first, with a space between: 12 1";
        date: "Jour, mois, année\u{a0}: 21112026", "Day, month, year: 21112026";
        long: "Maj\u{a0}+\u{a0}Entrée\u{a0}: à la ligne", "Shift\u{a0}+\u{a0}Enter: new line";
        signed: "s\u{a0}: la feuille est signée", "s: the sheet is signed";
        skipped: "Pas posée après ces réponses.", "Not asked after these answers.";
        no_code:
            "Ce n’est pas un code de cette question. Corrigez-le, ou effacez-le.",
            "This is no code of this question. Correct it, or clear it.";
        no_date:
            "Ce n’est pas une date. Corrigez-la, ou effacez-la.",
            "This is not a date. Correct it, or clear it.";
        too_long: "Ce texte est trop long.", "This text is too long.";
        not_offered:
            "Cette option n’est pas proposée après les réponses précédentes. Corrigez-la, ou effacez-la.",
            "This option is not offered after the answers before. Correct it, or clear it.";
        all_answered: "Toutes les questions ont une réponse.", "Every question has an answer.";
        keep: "Enregistrer la feuille", "Keep the sheet";
        keep_key: "Ctrl\u{a0}+\u{a0}Entrée", "Ctrl\u{a0}+\u{a0}Enter";
        clear: "Vider", "Clear";
        cleared: "Feuille vidée.", "Sheet cleared.";
        undo: "Annuler", "Undo";
        restored:
            "La feuille commencée est de nouveau là.",
            "The sheet that was begun is here again.";
        not_here:
            "Cette adresse ne permet plus de saisir des feuilles. Ouvrez «\u{202f}Saisir les feuilles\u{202f}» depuis la page de l’enquête, une fois connecté. La feuille commencée sur cet appareil vous y attend\u{a0}; celles qui étaient enregistrées partent d’ici, et l’équipe décide si elles comptent.",
            "Sheets are no longer typed in at this address. Open “Type in sheets” from the survey’s page, signed in. The sheet begun on this device waits for you there; those that were kept are sent from here, and the team decides whether they count.";
        elsewhere:
            "Les feuilles de cette enquête se saisissent déjà dans un autre onglet. Continuez là-bas, ou fermez-le\u{a0}: la saisie s’ouvrira ici.",
            "Sheets of this survey are already being typed in another tab. Go on there, or close it: typing then opens here.";
        nothing_typed:
            "Rien n’est saisi\u{a0}: une feuille vide ne s’enregistre pas.",
            "Nothing is typed: an empty sheet is not kept.";
    }
    with {
        // Of the stack.
        kept: fn(u32) -> String =
            |number| ["Feuille\u{a0}", &number.to_string(), " enregistrée sur cet appareil."].concat(),
            |number| ["Sheet ", &number.to_string(), " kept on this device."].concat();
        // Numbers of questions.
        unanswered: fn(&str) -> String =
            |numbers| ["Sans réponse\u{a0}: ", numbers, "."].concat(),
            |numbers| ["Without an answer: ", numbers, "."].concat();
        // How many, and why the first.
        refused: fn(u32, &str) -> String =
            |count, why| ["Refusées par le serveur, gardées ici\u{a0}: ", &count.to_string(), " (", why, ")."].concat(),
            |count, why| ["Refused by the server, kept here: ", &count.to_string(), " (", why, ")."].concat();
    }
}
