//! "À vérifier": values to decide between, and changes the server did not take.

use crate::catalogue;

catalogue! {
    Verify {
        lead: "Ce qui attend votre décision. Rien n’est perdu.", "What waits for your decision. Nothing is lost.";
        nothing_title: "Rien n’attend de décision", "Nothing waits for a decision";
        nothing_text: "Quand deux personnes changent le même champ, ou quand le serveur n’accepte pas une modification, cela apparaît ici.", "When two people change the same field, or when the server does not take a change, it shows here.";
        set_aside: "Modifications que le serveur n’a pas prises", "Changes the server did not take";
        set_aside_lead: "Elles restent sur cet appareil. Celles que le serveur garde aussi, la direction ou le référent qualité peut les accepter. Exportez-les pour les transmettre.", "They stay on this device. Those that the server keeps too can be accepted by the management or the quality lead. Export them to pass them on.";
        where_kept: "Gardée", "Kept";
        kept_both: "Ici et sur le serveur", "Here and on the server";
        kept_here: "Ici seulement", "Here only";
        take_off: "Retirer de la liste", "Take off the list";
        taken_off: "Retirée de la liste de cet appareil. Le serveur la garde.", "Taken off this device’s list. The server keeps it.";
        retry: "Renvoyer au serveur", "Send again";
        retried: "Renvoyé\u{a0}: le serveur décide de nouveau.", "Sent again: the server decides anew.";
        export: "Exporter en JSON", "Export as JSON";
        file: "a-verifier", "to-check";
        what: "Modification", "Change";
        reason: "Raison", "Reason";
        when: "Faite le", "Made";
        created: "Création", "Creation";
        remark: "Remarque", "Remark";
        event: "Événement", "Event";
        deletion: "Suppression de la fiche", "Deletion of the record";
        restoring: "Rétablissement de la fiche", "Return of the record";
        unreadable: "Modification d’une version plus récente", "Change of a newer version";
        service: "Prestation", "Service";
        session: "Session", "Session";
        questionnaire: "Questionnaire", "Questionnaire";
        draft: "Brouillon de questionnaire", "Draft questionnaire";
        campaign: "Enquête", "Survey";
        action: "Action", "Action";
        answer: "Réponse", "Answer";
        case: "Réclamation, difficulté ou aléa", "Complaint, difficulty or unforeseen event";
        report: "Signalement", "Report";
        calendar: "Calendrier", "Calendar";
        solicitation: "Sollicitation", "Solicitation";
        feedback: "Retour", "Feedback";
        other: "Fiche", "Record";
    }
    with {
        added: fn(&str, &str) -> String =
            |field, item| format!("{field}\u{a0}: ajout de {item}"),
            |field, item| format!("{field}: {item} added");
        removed: fn(&str, &str) -> String =
            |field, item| format!("{field}\u{a0}: retrait de {item}"),
            |field, item| format!("{field}: {item} removed");
        // Kind and title of a record.
        record: fn(&str, &str) -> String =
            |kind, title| format!("{kind}\u{a0}: {title}"),
            |kind, title| format!("{kind}: {title}");
        // A session, and which of its surveys.
        survey: fn(&str, &str) -> String =
            |session, survey| format!("{session}, {survey}"),
            |session, survey| format!("{session}, {survey}");
        // A field's name and the value somebody wanted.
        set: fn(&str, &str) -> String =
            |field, value| format!("{field}\u{a0}: {value}"),
            |field, value| format!("{field}: {value}");
    }
}
