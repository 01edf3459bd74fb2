//! Tablets: the list, enrolling one, revoking one.

use super::one;
use crate::catalogue;
use domain::Lang::{En, Fr};

catalogue! {
    Tablets {
        lead: "Une tablette enrôlée ouvre les sessions du jour et recueille les réponses, même sans réseau.", "An enrolled tablet opens the day’s sessions and collects answers, even without a network.";
        enrol: "Enrôler une tablette", "Enrol a tablet";
        name: "Nom de la tablette", "Name of the tablet";
        name_hint: "Par exemple\u{a0}: salle B12, ou camion 2.", "For example: room B12, or van 2.";
        make_code: "Créer le code", "Make the code";
        code_title: "Code d’enrôlement", "Enrolment code";
        code_text: "Sur la tablette, scannez ce code, ou ouvrez l’adresse ci-dessous et tapez le code.", "On the tablet, scan this code, or open the address below and type the code.";
        code_once: "Il ne sert qu’une fois.", "It works once.";
        qr_label: "QR code d’enrôlement", "Enrolment QR code";
        address: "Adresse à ouvrir", "Address to open";
        done: "C’est fait", "Done";
        column_name: "Tablette", "Tablet";
        column_state: "État", "Status";
        column_contact: "Dernier contact", "Last contact";
        column_unsent: "Pas encore envoyés", "Unsent";
        column_quarantined: "Mis de côté", "Set aside";
        edit: "Modifier", "Edit";
        edit_title: "Modifier la tablette", "Edit the tablet";
        edited: "Tablette modifiée.", "Tablet changed.";
        surveys: "Enquêtes", "Surveys";
        all_surveys: "Toutes les enquêtes ouvertes", "Every open survey";
        some_surveys: "Seulement celles choisies", "Only those chosen";
        some_hint: "Ce qu’elle apporterait pour une autre enquête serait mis de côté.", "What it brings for another survey would be set aside.";
        choose_one: "Choisissez au moins une enquête.", "Choose at least one survey.";
        no_open: "Aucune enquête n’est ouverte.", "No survey is open.";
        waiting: "À enrôler", "To enrol";
        active: "En service", "In service";
        revoked: "Retirée", "Revoked";
        never: "jamais", "never";
        revoke: "Retirer", "Revoke";
        revoke_title: "Retirer cette tablette\u{202f}?", "Revoke this tablet?";
        revoke_text: "Elle ne recevra plus de session. Ce qu’elle enverra encore sera mis de côté\u{a0}: la direction ou le référent qualité décide alors de l’accepter.", "It gets no more sessions. What it still sends is set aside: the management or the quality lead then decides whether to accept it.";
        revoked_done: "Tablette retirée.", "Tablet revoked.";
        empty_title: "Aucune tablette", "No tablet";
        empty_text: "N’importe quelle tablette avec un navigateur convient. Un code à usage unique la relie à votre organisme.", "Any tablet with a browser will do. A one-time code ties it to your organisation.";
        not_allowed: "Votre rôle ne permet pas d’enrôler des tablettes.", "Your role does not allow enrolling tablets.";
    }
    with {
        expires: fn(&str) -> String =
            |moment| format!("Valable jusqu’au {moment}."),
            |moment| format!("Valid until {moment}.");
        // The names of the surveys.
        limited: fn(&str) -> String =
            |names| format!("Limitée à\u{a0}: {names}"),
            |names| format!("Limited to: {names}");
        others: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} autre") } else { format!("{n} autres") },
            |n| if one(En, n) { format!("{n} other") } else { format!("{n} others") };
        unsent: fn(u32) -> String =
            |n| if one(Fr, n as usize) { format!("{n} envoi") } else { format!("{n} envois") },
            |n| if one(En, n as usize) { format!("{n} item") } else { format!("{n} items") };
    }
}
