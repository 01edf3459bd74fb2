//! What every record's page says: where a change is, who wrote what, two values side by side, remarks and history.

use crate::catalogue;

catalogue! {
    Record {
        save: "Enregistrer", "Save";
        typing: "Pas encore enregistré.", "Not saved yet.";
        saving: "Enregistrement…", "Saving…";
        on_device: "Enregistré sur cet appareil.", "Saved on this device.";
        received: "Reçu par le serveur.", "Received by the server.";
        take_theirs: "Prendre cette valeur", "Take this value";
        keep_mine: "Garder mon texte", "Keep my text";
        you: "vous", "you";
        server: "le serveur", "the server";
        some_tablet: "une tablette", "a tablet";
        unknown_person: "une personne inconnue de cet appareil", "a person unknown to this device";
        nobody: "Sans pilote", "No owner";
        no_date: "Sans date", "No date";
        empty: "vide", "empty";
        yes: "oui", "yes";
        no: "non", "no";

        conflict_lead: "Ce champ a été changé de plusieurs côtés à la fois. Rien n’est perdu\u{a0}: choisissez la valeur à garder.", "This field was changed on several sides at once. Nothing is lost: choose the value to keep.";
        shown_value: "Valeur affichée", "Value shown";
        other_value: "Autre valeur", "Other value";
        keep_this: "Garder celle-ci", "Keep this one";
        write_third: "Écrire une autre valeur", "Write another value";
        third_value: "Autre valeur à garder", "Another value to keep";
        keep_third: "Garder cette valeur", "Keep this value";
        third_late: "Une valeur a changé pendant que vous écriviez. Relisez les valeurs ci-dessus\u{a0}: gardez votre texte, ou repartez de la valeur affichée.", "A value has changed while you were writing. Read the values above again: keep your text, or start from the value shown.";
        start_anew: "Repartir de la valeur affichée", "Start from the value shown";
        kept_value: "Valeur gardée", "Value kept";
        keep_both_hint: "La valeur affichée reste dans la fiche\u{202f}; une remarque dit toutes les valeurs, avec leurs auteurs et leurs dates.", "The value shown stays in the record; a remark tells all values, with their authors and dates.";
        noted: "C’est réglé\u{a0}: la valeur affichée reste, les autres sont dans les remarques de la fiche.", "Settled: the value shown remains, the others are in the record’s remarks.";
        resolved: "C’est réglé\u{a0}: une seule valeur reste.", "Settled: a single value remains.";

        remarks: "Remarques", "Remarks";
        no_remark: "Aucune remarque pour l’instant.", "No remark yet.";
        remark: "Nouvelle remarque", "New remark";
        add_remark: "Ajouter la remarque", "Add the remark";
        history: "Historique", "History";
        created: "Fiche créée", "Record created";
        confirmed: "valeur confirmée", "value confirmed";
        beside: "(écrit en même temps qu’une autre valeur, qui est restée)", "(written at the same time as another value, which stayed)";
        merged: "Deux textes fusionnés", "Two texts merged";
        merged_from: "Lire les deux textes", "Read both texts";
        deleted: "Fiche supprimée", "Record deleted";
        deleted_later: "Supprimée, avec des modifications ultérieures", "Deleted, with later edits";
        deleted_unseen: "La suppression ne tenait pas compte de ce qui suit. Rien n’est perdu\u{a0}: rétablissez la fiche pour tout retrouver, ou laissez-la supprimée.", "The deletion had not seen what follows. Nothing is lost: bring the record back to have all of it, or leave it deleted.";
        remark_or_event: "Remarque ou événement", "Remark or event";
        delete: "Supprimer la fiche", "Delete the record";
        restore: "Rétablir la fiche", "Bring the record back";
        leave_deleted: "Laisser supprimée", "Leave deleted";
        left_deleted: "La fiche reste supprimée.", "The record stays deleted.";
        restored: "Fiche rétablie", "Record restored";

        title: "Titre", "Title";
        kind: "Type de prestation", "Kind of service";
        starts: "Début", "Start";
        ends: "Fin", "End";
        site: "Lieu", "Site";
        trainer: "Formateur", "Trainer";
        company: "Entreprise", "Company";
        funder: "Financeur", "Funder";
        subcontracted_for: "Sous-traitée pour", "Subcontracted for";
        headcount: "Effectif", "Head-count";
        absent: "Absents", "Absent";
        minors: "Moins de 18\u{a0}ans", "Under 18";
        closes: "Fermeture", "Closing day";
        status: "État", "Status";
        included: "reprise dans les résultats", "back in the results";
        excluded: "Mise à l’écart", "Exclusion";
        open: "Ouverte", "Open";
        closed: "Close", "Closed";
        formation: "Formation", "Training";
        bilan: "Bilan de compétences", "Skills assessment";
        vae: "VAE", "Recognition of prior learning";
        apprentissage: "Apprentissage", "Apprenticeship";
    }
    with {
        // The name somebody gave it.
        tablet: fn(&str) -> String =
            |name| format!("la tablette «\u{202f}{name}\u{202f}»"),
            |name| format!("the tablet “{name}”");
        // The name of a field before its values.
        label: fn(&str) -> String =
            |name| format!("{name}\u{a0}: "),
            |name| format!("{name}: ");
        remark_said: fn(&str) -> String =
            |text| format!("Remarque\u{a0}: {text}"),
            |text| format!("Remark: {text}");
        deleted_by: fn(&str) -> String =
            |who_and_when| format!("Suppression\u{a0}: {who_and_when}"),
            |who_and_when| format!("Deletion: {who_and_when}");
        // Author and moment of a value; the second while it waits on this device.
        by: fn(&str, &str) -> String =
            |who, when| format!("{who}, {when}"),
            |who, when| format!("{who}, {when}");
        by_here: fn(&str, &str) -> String =
            |who, when| format!("{who}, {when}, pas encore envoyé"),
            |who, when| format!("{who}, {when}, not sent yet");
        changed_by: fn(&str) -> String =
            |who_and_when| format!("Dernière modification\u{a0}: {who_and_when}"),
            |who_and_when| format!("Last change: {who_and_when}");
        changed_meanwhile: fn(&str, &str) -> String =
            |who, value| format!("Pendant que vous écriviez, {who} a mis «\u{202f}{value}\u{202f}». Rien n’est perdu\u{a0}: choisissez."),
            |who, value| format!("While you were typing, {who} wrote “{value}”. Nothing is lost: choose.");
        // How many values there are beside the one shown.
        keep_both: fn(usize) -> String =
            |others| match others {
                0 | 1 => "Garder les deux dans une remarque".to_owned(),
                _ => "Garder toutes les valeurs dans une remarque".to_owned(),
            },
            |others| match others {
                0 | 1 => "Keep both in a remark".to_owned(),
                _ => "Keep all values in a remark".to_owned(),
            };
        // The first part of that remark, and one for each value: which, by whom and when, what.
        noted_of: fn(&str) -> String =
            |field| format!("«\u{202f}{field}\u{202f}» a été changé de plusieurs côtés à la fois. Toutes les valeurs sont notées ici."),
            |field| format!("“{field}” was changed on several sides at once. All values are noted here.");
        noted_value: fn(&str, &str, &str) -> String =
            |which, by, value| format!("{which} ({by})\u{a0}:\n{value}"),
            |which, by, value| format!("{which} ({by}):\n{value}");
        conflict: fn(&str) -> String =
            |field| format!("À vérifier\u{a0}: {field}"),
            |field| format!("To check: {field}");
    }
}
