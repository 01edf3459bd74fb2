//! Words that several rooms share.

use crate::catalogue;

catalogue! {
    Common {
        save: "Enregistrer", "Save";
        saved: "Enregistré sur cet appareil", "Saved on this device";
        cancel: "Annuler", "Cancel";
        close: "Fermer", "Close";
        undo: "Annuler", "Undo";
        retry: "Réessayer", "Try again";
        loading: "Un instant…", "One moment…";
        to_mend: "À corriger avant de continuer\u{a0}:", "To mend before going on:";
        optional: "facultatif", "optional";
        all: "toutes", "all";
        none: "–", "–";
        copy_link: "Copier le lien", "Copy the link";
        copied: "Lien copié.", "Link copied.";
        select_and_copy: "Le lien est sélectionné\u{a0}: copiez-le avec Ctrl + C.", "The link is selected: copy it with Ctrl + C.";
        online_only: "Cette page demande le serveur. Revenez quand le réseau sera là.", "This page needs the server. Come back once the network is there.";
        sign_in: "Se connecter", "Sign in";
        in_conflict: "Deux valeurs à départager", "Two values to decide between";
        not_sent: "En attente d’envoi", "Waiting to be sent";
        sort: "Trier", "Sort";
    }    with {
        labelled: fn(&str, &str) -> String =
            |label, sentence| format!("{label}\u{a0}: {sentence}"),
            |label, sentence| format!("{label}: {sentence}");
    }
}
