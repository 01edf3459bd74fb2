//! The frame around every page: navigation, who is here, where the data is, help.

use super::one;
use crate::catalogue;
use domain::Lang::{En, Fr};

catalogue! {
    Shell {
        skip: "Aller au contenu", "Skip to content";
        more: "Plus", "More";
        help: "Aide du clavier", "Keyboard help";
        help_key_help: "Ouvrir cette aide", "Open this help";
        help_key_search: "Aller à la recherche de la page", "Go to the page’s search";
        help_key_close: "Fermer une fenêtre", "Close a window";
        help_key_rooms: "Aller à une pièce", "Go to a room";
        help_off: "Ces raccourcis se coupent dans les réglages.", "These shortcuts can be turned off in the settings.";
        key_escape: "Échap", "Esc";
        demo: "Ces données sont un exemple. Rien n’y engage votre organisme.", "This data is an example. Nothing here commits your organisation.";
        drop_demo: "Quitter et supprimer l’exemple", "Leave and delete the example";
        demo_dropped: "L’exemple est supprimé.", "The example is deleted.";
        insecure: "Cette adresse n’est pas sécurisée (https)\u{a0}: Boucle ne s’ouvrira pas sans réseau sur cet appareil. Demandez à l’administrateur une adresse en https.", "This address is not secure (https): Boucle will not open without a network on this device. Ask the administrator for an https address.";
        update: "Une nouvelle version de Boucle est prête.", "A new version of Boucle is ready.";
        update_now: "Mettre à jour", "Update";
        sync_title: "Où sont les données", "Where the data is";
        sync_unsent: "En attente d’envoi", "Waiting to be sent";
        sync_nothing_unsent: "Rien\u{a0}: tout est chez le serveur", "Nothing: the server has everything";
        sync_oldest: "La plus ancienne", "The oldest";
        sync_last: "Dernier échange", "Last exchange";
        sync_never: "jamais sur cet appareil", "never on this device";
        sync_see_aside: "Voir ce qui est à vérifier", "See what is to check";
        sync_device: "Cet appareil", "This device";
        sync_now: "Échanger maintenant", "Exchange now";
        sync_offline_text: "Sans réseau, tout ce que vous faites est gardé sur cet appareil et partira de lui-même.", "Without a network, all you do is kept on this device and goes out by itself.";
        sync_busy_text: "Le serveur a trop à faire. Ce que vous faites est gardé sur cet appareil\u{202f}; Boucle réessaie de lui-même.", "The server has too much to do. What you do is kept on this device; Boucle tries again by itself.";
        sync_signed: "Signé par le serveur", "Signed by the server";
        signed_checked: "signature vérifiée", "signature checked";
        signed_unchecked: "signature non vérifiable par ce navigateur", "a signature this browser cannot check";
        save_head: "Enregistrer la preuve", "Save the proof";
        doubt: "Le serveur contredit ce qu’il avait signé.", "The server contradicts what it had signed.";
        doubt_text: "Rien n’est bloqué ni perdu\u{a0}: ce que vous faites reste gardé ici et part comme avant. Enregistrez la preuve et donnez-la à l’administrateur, qui la comparera avec la base.", "Nothing is blocked or lost: what you do is kept here and goes out as before. Save the proof and give it to the administrator, who will compare it with the database.";
        state_unknown: "Enregistré sur cet appareil", "Saved on this device";
        state_busy: "Échange en cours…", "Exchanging…";
        state_offline: "Hors réseau, données de cet appareil", "Offline, data of this device";
        state_busy_server: "Serveur occupé, nouvel essai bientôt", "Server busy, trying again soon";
        state_sign_in: "Connectez-vous pour envoyer", "Sign in to send";
        state_other: "Un autre compte est ouvert ici", "Another account is open here";
        state_other_text: "Dans un autre onglet, une autre personne ou un autre organisme s’est connecté. Ce qui attend ici partira quand ce compte-ci sera de nouveau connecté.", "In another tab, another person or organisation has signed in. What waits here goes out once this account is signed in again.";
        reload: "Recharger la page", "Reload the page";
        not_found_title: "Cette page n’existe pas", "This page does not exist";
        not_found_text: "L’adresse est incomplète ou la page a changé de place.", "The address is incomplete, or the page has moved.";
        not_here_title: "Cette fiche n’est pas sur cet appareil", "This record is not on this device";
        not_here_text: "Elle n’est pas encore arrivée, ou l’adresse est incomplète.", "It has not arrived yet, or the address is incomplete.";
        part_coming: "Ouverture de la page…", "Opening the page…";
        part_missing_title: "Cette page n’est pas encore sur cet appareil", "This page is not on this device yet";
        part_missing_text: "Sans réseau, elle s’ouvre quand Boucle a été chargé une fois en entier ici. Retrouvez le réseau, puis réessayez.", "Without a network it opens once Boucle has been loaded here completely. Get back to a network, then try again.";
        refused_title: "Le serveur a refusé cette fiche", "The server refused this record";
        refused_text: "Elle n’est pas perdue\u{a0}: elle reste sur cet appareil. Voyez la raison, exportez-la ou renvoyez-la.", "It is not lost: it stays on this device. See the reason, export it or send it again.";
        to_home: "Aller à l’accueil", "Go to the home page";
        sign_out: "Se déconnecter", "Sign out";
    }
    with {
        // Beside the state, when the server contradicts what it signed.
        doubted: fn(&str) -> String =
            |state| format!("{state}. Le serveur se contredit"),
            |state| format!("{state}. The server contradicts itself");
        unsent: fn(usize) -> String =
            |n| format!("En attente d’envoi ({n})"),
            |n| format!("Waiting to be sent ({n})");
        sending: fn(usize, usize) -> String =
            |sent, of| format!("Envoi en cours\u{a0}: {sent} sur {of}"),
            |sent, of| format!("Sending: {sent} of {of}");
        signed: fn(u64, &str) -> String =
            |seq, checked| format!("jusqu’à l’opération {seq}, {checked}"),
            |seq, checked| format!("up to operation {seq}, {checked}");
        received: fn(&str) -> String =
            |time| format!("Reçu par le serveur à {time}"),
            |time| format!("Received by the server at {time}");
        aside: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} modification que le serveur n’a pas prise") } else { format!("{n} modifications que le serveur n’a pas prises") },
            |n| if one(En, n) { format!("{n} change the server did not take") } else { format!("{n} changes the server did not take") };
        changes: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} modification") } else { format!("{n} modifications") },
            |n| if one(En, n) { format!("{n} change") } else { format!("{n} changes") };
        files: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} pièce jointe") } else { format!("{n} pièces jointes") },
            |n| if one(En, n) { format!("{n} attachment") } else { format!("{n} attachments") };
        // The button's name: what it shows, and what it opens.
        sync_open: fn(&str) -> String =
            |state| format!("{state}. Où sont les données"),
            |state| format!("{state}. Where the data is");
        // The way to what waits for a decision, on every page.
        to_check: fn(usize) -> String =
            |n| format!("À\u{a0}vérifier ({n})"),
            |n| format!("To\u{a0}check ({n})");
    }
}
