//! The plan: its list, an action's page, and the sheet that opens a new one.

use super::one;
use crate::catalogue;
use domain::Lang::{En, Fr};

catalogue! {
    Plan {
        lead: "Ce qui a été décidé, par qui, pour quand, et comment on verra que cela a marché.", "What was decided, by whom, by when, and how one will see that it worked.";
        new: "Nouvelle action", "New action";
        new_from_comment: "Action née d’un commentaire", "Action from a comment";
        search: "Chercher dans le plan", "Search the plan";
        filter_status: "État", "Status";
        filter_kind: "Type", "Type";
        filter_owner: "Pilote", "Owner";
        any_owner: "de tous", "of everyone";
        nobody: "sans pilote", "without owner";
        any_kind: "tous types", "every type";
        open_only: "à mener", "to carry out";
        late_only: "en retard", "late";
        everything: "tous états", "every status";
        export: "Exporter en CSV", "Export as CSV";
        file: "plan", "plan";
        empty_title: "Aucune action pour l’instant", "No action yet";
        empty_text: "Une action naît d’un commentaire, dans les résultats, ou d’une idée de l’équipe.", "An action is born from a comment, in the results, or from an idea of the team.";
        to_results: "Lire les commentaires", "Read the comments";
        no_match_title: "Aucune action ne correspond", "No action matches";
        no_match_text: "Élargissez les filtres ou cherchez un autre mot.", "Widen the filters or try another word.";
        clear: "Tout afficher", "Show all";
        late: "En retard", "Late";
        in_conflict: "À vérifier", "To check";
        waiting: "En attente d’envoi", "Waiting to be sent";

        title: "Ce qui va changer", "What will change";
        title_hint: "Une phrase, avec un verbe.", "One sentence, with a verb.";
        kind: "Type", "Type";
        corrective: "Corrective", "Corrective";
        corrective_hint: "Un problème a eu lieu, on supprime sa cause.", "Something went wrong: its cause is removed.";
        preventive: "Préventive", "Preventive";
        preventive_hint: "Un risque est connu, on l’évite.", "A risk is known: it is avoided.";
        improvement: "Amélioration", "Improvement";
        improvement_hint: "Rien n’a manqué, on veut faire mieux.", "Nothing was wrong: it can be better.";
        description: "Description", "Description";
        owner: "Pilote", "Owner";
        due: "Échéance", "Due";
        expected_result: "Résultat attendu", "Expected result";
        criterion: "Critère de réussite", "Success criterion";
        criterion_hint: "À quoi verra-t-on que cela a marché\u{202f}? À fixer avant de commencer.", "How will one see that it worked? To be set before starting.";
        criterion_missing: "Sans critère de réussite, rien ne permet de dire si l’action a été efficace. Fixez-en un ici pour pouvoir conclure.", "Without a success criterion nothing can tell whether the action worked. Set one here to be able to conclude.";
        status: "État", "Status";
        source: "Origine", "Source";
        opened: "Ouverte le", "Opened";
        create: "Créer l’action", "Create the action";
        created: "Action créée.", "Action created.";
        see: "Ouvrir l’action", "Open the action";

        proposed: "Proposée", "Proposed";
        approved: "Validée", "Approved";
        in_progress: "En cours", "In progress";
        done: "Réalisée, effet à vérifier", "Done, effect to check";
        effective: "Efficace", "Effective";
        ineffective: "Sans effet", "Not effective";
        abandoned: "Abandonnée", "Abandoned";
        to_proposed: "Proposer à nouveau", "Propose again";
        to_approved: "Valider", "Approve";
        to_in_progress: "Commencer", "Start";
        to_reopened: "Reprendre", "Reopen";
        to_done: "Marquer réalisée", "Mark as done";
        to_effective: "Déclarer efficace", "Declare effective";
        to_ineffective: "Déclarer sans effet", "Declare not effective";
        to_abandoned: "Abandonner", "Abandon";
        next_step: "Étape suivante", "Next step";

        new_from_feedback: "Action née d’un retour", "Action from feedback";
        source_feedback_lead: "née d’un retour", "from feedback";
        back_to_feedback: "Lire le retour d’où elle vient", "Read the feedback it comes from";
        source_idea: "Idée de l’équipe", "Idea of the team";
        source_idea_lead: "née d’une idée de l’équipe", "from an idea of the team";
        source_comment_lead: "née d’un commentaire", "from a comment";
        back_to_results: "Voir les résultats d’où elle vient", "See the results it comes from";

        gone_title: "Cette action n’est pas sur cet appareil", "This action is not on this device";
        gone_text: "Elle arrivera avec le prochain échange avec le serveur, si elle existe.", "It will come with the next exchange with the server, if it exists.";
        to_plan: "Revenir au plan", "Back to the plan";
    }
    with {
        quoted: fn(&str) -> String =
            |text| format!("«\u{202f}{text}\u{202f}»"),
            |text| format!("“{text}”");
        count: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} action") } else { format!("{n} actions") },
            |n| if one(En, n) { format!("{n} action") } else { format!("{n} actions") };
        late_by: fn(i32) -> String =
            |days| format!("En retard de {days} j"),
            |days| format!("{days} d late");
        // Type and origin of an action: `Action corrective, née d’un commentaire`.
        about: fn(&str, &str) -> String =
            |kind, source| format!("Action {}, {source}.", kind.to_lowercase()),
            |kind, source| format!("{kind} action, {source}.");
        status_now: fn(&str) -> String =
            |status| format!("L’action est maintenant\u{a0}: {status}."),
            |status| format!("The action is now: {status}.");
    }
}
