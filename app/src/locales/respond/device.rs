//! "Cette tablette".

use crate::catalogue;

catalogue! {
    Device {
        title: "Cette tablette", "This tablet";
        unsent: "En attente d’envoi", "Waiting to be sent";
        refused: "Refusés par le serveur, gardés ici", "Refused by the server, kept here";
        contact: "Dernier échange", "Last in touch";
        clock: "Horloge", "Clock";
        clock_right: "à l’heure du serveur", "agrees with the server";
        storage: "Mémoire", "Storage";
        persisted: "le navigateur n’effacera rien de lui-même", "the browser will delete nothing by itself";
        not_persisted: "le navigateur peut effacer s’il manque de place", "the browser may delete when short of room";
        unknown: "inconnu", "unknown";
        offline: "Sans réseau", "Without a network";
        secure: "peut s’ouvrir à cette adresse", "can open at this address";
        not_secure: "ne peut pas s’ouvrir\u{a0}: cette adresse n’est pas en https", "cannot open: this address is not https";
        version: "Version de Boucle", "Version of Boucle";
        exchange: "Échanger maintenant", "Exchange now";
        ask_persist: "Demander à tout garder", "Ask to keep everything";
        carry_text:
            "Cette tablette ne retrouve pas de réseau\u{202f}? Enregistrez ce qui attend dans un fichier, puis ouvrez-le sur une autre tablette de l’organisme. Les réponses y restent chiffrées, et aucune n’est comptée deux fois.",
            "No network for this tablet any more? Save what waits to a file and open it on another tablet of the organisation. Answers stay encrypted in it, and none is counted twice.";
        carry_out: "Enregistrer ce qui attend", "Save what waits";
        carry_in: "Ouvrir le fichier d’une autre tablette", "Open another tablet’s file";
        file: "en-attente", "waiting";
        file_unreadable:
            "Ce fichier n’est pas celui d’une tablette, ou il est abîmé. Rien n’a été repris\u{a0}: enregistrez-le à nouveau sur l’autre tablette.",
            "This is not a tablet’s file, or it is damaged. Nothing was taken in: save it again on the other tablet.";
        file_elsewhere:
            "Ce fichier vient d’un autre organisme\u{a0}: seule une de ses tablettes peut l’envoyer.",
            "This file is another organisation’s: only one of its tablets can send it.";
        file_failed:
            "La mémoire de la tablette ne répond pas. Rien n’a changé\u{a0}: rechargez la page, puis recommencez.",
            "The tablet’s storage does not answer. Nothing has changed: reload the page, then try again.";
        rounds: "De main en main", "From hand to hand";
        rounds_text:
            "Quand la tablette fait le tour du groupe. Une personne peut toujours demander plus de temps.",
            "When the tablet goes round the group. A person can always ask for more time.";
        warn_after: "Demander si quelqu’un est là après (secondes)", "Ask whether somebody is there after (seconds)";
        reset_after: "Effacer et revenir au début après (secondes)", "Erase and start over after (seconds)";
        limits_unfair:
            "Laissez au moins 20\u{a0}secondes avant la question, 20\u{a0}secondes pour y répondre, et 900 au plus en tout.",
            "Leave at least 20 seconds before the question, 20 seconds to answer it, and 900 at most in all.";
        pin: "Nouveau code pour quitter le questionnaire (4 à 8 chiffres)", "New code to leave the questionnaire (4 to 8 figures)";
        pin_set: "Un code est demandé pour quitter le questionnaire.", "A code is asked for to leave the questionnaire.";
        pin_not_set: "Aucun code n’est demandé pour quitter le questionnaire.", "No code is asked for to leave the questionnaire.";
        pin_drop: "Ne plus demander de code", "Ask for no code any more";
        not_a_pin: "Le code a de 4 à 8 chiffres, et rien d’autre.", "The code has 4 to 8 figures, and nothing else.";
        keep_rounds: "Enregistrer ces réglages", "Save these settings";
        rounds_kept: "Réglages enregistrés sur cette tablette.", "Settings saved on this tablet.";
    }
    with {
        since: fn(&str, &str) -> String =
            |count, day| [count, ", depuis le ", day].concat(),
            |count, day| [count, ", since ", day].concat();
        // Whether it is ahead, and by how much.
        clock_off: fn(bool, &str) -> String =
            |ahead, span| [if ahead { "avance de " } else { "retarde de " }, span, "\u{202f}; les jours des réponses sont corrigés"].concat(),
            |ahead, span| [span, if ahead { " fast" } else { " slow" }, "; the days of answers are put right"].concat();
        mega: fn(u64) -> String =
            |size| [&size.to_string(), "\u{a0}Mo"].concat(),
            |size| [&size.to_string(), "\u{a0}MB"].concat();
        // In tenths: to write other fractions takes much of the page.
        giga: fn(u64) -> String =
            |tenths| [&(tenths / 10).to_string(), ",", &(tenths % 10).to_string(), "\u{a0}Go"].concat(),
            |tenths| [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string(), "\u{a0}GB"].concat();
        // The promise, then what is used and allowed.
        room: fn(&str, &str, &str) -> String =
            |promise, used, allowed| [promise, "\u{202f}; ", used, " sur ", allowed].concat(),
            |promise, used, allowed| [promise, "; ", used, " of ", allowed].concat();
        taken_in: fn(u32) -> String =
            |new| match new {
                0 => "Cette tablette avait déjà tout ce que contient ce fichier.".to_owned(),
                _ => ["Repris sur cette tablette, en attente d’envoi\u{a0}: ", &new.to_string()].concat(),
            },
            |new| match new {
                0 => "This tablet had everything in that file already.".to_owned(),
                _ => ["Taken in, waiting to be sent from here: ", &new.to_string()].concat(),
            };
    }
}
