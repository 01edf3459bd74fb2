//! What the server did not take and keeps for somebody to decide on.

use super::one;
use crate::catalogue;
use domain::Lang::{En, Fr};

catalogue! {
    Quarantine {
        title: "Mis de côté par le serveur", "Set aside by the server";
        lead: "Le serveur garde ce qu’il ne peut pas compter sans vous. Rien n’est effacé\u{a0}: acceptez ce qui doit compter, laissez de côté le reste avec une raison. Le contenu des réponses ne se lit pas ici.", "The server keeps what it cannot count without you. Nothing is deleted: accept what should count, leave the rest aside with a reason. What people answered cannot be read here.";
        nothing: "Le serveur n’a rien mis de côté.", "The server has set nothing aside.";
        nothing_waits: "Rien de ce que le serveur a mis de côté n’attend de décision.", "Nothing the server has set aside waits for a decision.";
        offline: "Cette liste se lit avec le réseau\u{a0}: elle est gardée par le serveur.", "This list needs the network: the server keeps it.";
        export: "Tout exporter en JSON", "Export all as JSON";
        more: "Afficher la suite", "Show more";
        unknown_campaign: "Enquête inconnue", "Unknown survey";
        sealed: "Envoi que le serveur ne peut pas ouvrir", "Item the server cannot open";
        by_link: "par un lien public ou un fichier", "by a public link or a file";
        accept: "Accepter", "Accept";
        dismiss: "Laisser de côté", "Leave aside";
        if_op: "Si vous acceptez\u{a0}: cette modification entre dans le journal, au nom de son auteur.", "If you accept: this change enters the log, in its author’s name.";
        accepted: "Accepté\u{a0}: les chiffres suivent au prochain échange.", "Accepted: the figures follow at the next exchange.";
        dismissed: "Laissé de côté, avec votre raison.", "Left aside, with your reason.";
        dismiss_title: "Laisser de côté", "Leave aside";
        dismiss_text: "Le serveur le garde, marqué avec votre nom et cette raison. Il reste dans l’export.", "The server keeps it, marked with your name and this reason. It stays in the export.";
        reason: "Raison", "Reason";
        reason_hint: "Par exemple\u{a0}: essai de la tablette.", "For example: trial of the tablet.";
        why_link: "Ce lien public est celui d’une autre enquête.", "This public link is another survey’s.";
        why_role: "Le rôle de son auteur ne permettait pas cette modification, ou elle est venue d’un autre compte que le sien.", "Its author’s role did not allow this change, or it came from another account than theirs.";
        why_closed: "L’enquête était close, et le lien public ne valait plus.", "The survey was closed, and the public link no longer good.";
        why_typed: "Elle se dit saisie depuis une feuille ou un appel, mais elle est venue par un lien qui ne permet pas de saisir. Acceptez-la si une personne de l’équipe l’a saisie.", "It says that it was typed in from a sheet or a call, but it came by a link that does not allow typing in. Accept it if somebody of the team typed it.";
        why_twice: "Le serveur a déjà autre chose sous le même numéro.", "The server has something else under the same number already.";
        why_empty: "Un champ obligatoire y est vide.", "A required field is empty in it.";
        why_long: "Un texte y est trop long.", "A text in it is too long.";
        why_newer: "Elle vient d’une version du programme que le serveur ne connaît pas.", "It comes from a version of the program that the server does not know.";
        why_criterion: "Elle juge l’action sans critère de réussite.", "It judges the action without a success criterion.";
        why_key: "Scellé avec une clé que le serveur n’a pas.", "Sealed with a key the server does not have.";
        import_key: "Importez la clé sauvegardée, sur le serveur\u{a0}: boucle keys import. Ce qu’elle ouvre compte alors de lui-même, sauf ce qui demande une décision.", "Import the saved key on the server: boucle keys import. What it opens then counts by itself, except what needs a decision.";
        why_nowhere: "Le serveur n’a pas l’enquête ou la fiche dont il s’agit.", "The server does not have the survey or record this is about.";
    }
    with {
        // How many, and who brought them on which day.
        items: fn(usize, &str, &str) -> String =
            |n, by, day| if one(Fr, n) { format!("{n} envoi apporté {by}, arrivé le {day}.") } else { format!("{n} envois apportés {by}, arrivés le {day}.") },
            |n, by, day| if one(En, n) { format!("{n} item brought {by}, received {day}.") } else { format!("{n} items brought {by}, received {day}.") };
        if_items: fn(usize) -> String =
            |n| {
                let counts = if one(Fr, n) { "il compte comme s’il avait été pris à son arrivée" } else { "ils comptent comme s’ils avaient été pris à leur arrivée" };
                format!("Si vous acceptez\u{a0}: {counts}. Une réponse anonyme rejoint son groupe, sans appareil ni heure.")
            },
            |n| {
                let counts = if one(En, n) { "it counts as if it" } else { "they count as if they" };
                format!("If you accept: {counts} had been taken on arrival. An anonymous answer joins its group, without device or time.")
            };
        left: fn(usize) -> String =
            |n| format!("Laissé de côté par décision ({n})"),
            |n| format!("Left aside by decision ({n})");
        // Who decided, on which day, and why.
        left_by: fn(&str, &str, &str) -> String =
            |by, day, reason| format!("Laissé de côté par {by} le {day}\u{a0}: {reason}"),
            |by, day, reason| format!("Left aside by {by} on {day}: {reason}");
        by_tablet: fn(&str) -> String =
            |name| format!("par la tablette «\u{202f}{name}\u{202f}»"),
            |name| format!("by the tablet “{name}”");
        // Who made a change, and when.
        made: fn(&str, &str) -> String =
            |name, moment| format!("{name}, le {moment}"),
            |name, moment| format!("{name}, {moment}");
        not_yet: fn(&str) -> String =
            |why| format!("Ne peut pas être accepté maintenant. {why}"),
            |why| format!("Cannot be accepted now. {why}");
        refused: fn(usize, &str) -> String =
            |n, why| format!("Pas accepté ({n}). {why}"),
            |n, why| format!("Not accepted ({n}). {why}");
    }
}
