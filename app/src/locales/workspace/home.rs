//! Accueil.

use super::{one, s};
use crate::catalogue;
use domain::Lang::{En, Fr};

catalogue! {
    Home {
        title: "L’état de la boucle", "The state of the loop";
        prepare: "Préparer une session", "Prepare a session";
        stages: "Les six étapes", "The six stages";
        stages_done: "étapes à jour", "stages up to date";
        collect: "Recueillir", "Collect";
        analyse: "Analyser", "Analyse";
        decide: "Décider", "Decide";
        act: "Agir", "Act";
        verify: "Vérifier", "Verify";
        inform: "Informer", "Inform";
        not_yet: "Pas encore", "Not yet";
        up_to_date: "À jour", "Up to date";
        no_answers: "Aucune réponse", "No answers";
        todo: "À faire maintenant", "To do now";
        all_quiet: "Rien ne presse\u{a0}: aucune action en retard, aucune enquête à relancer.", "Nothing is pressing: no late action, no survey to follow up.";
        see_coverage: "Voir la couverture", "See the coverage";
        see_action: "Voir l’action", "See the action";
        see_campaign: "Voir l’enquête", "See the survey";
        see_session: "Voir la session", "See the session";
        see_record: "Départager", "Decide";
        see_quarantine: "Décider", "Decide";
        see_refused: "Voir ce qui est refusé", "See what was refused";
        see_device: "Voir cet appareil", "See this device";
        figures: "Satisfaction et réponses", "Satisfaction and answers";
        satisfaction: "Satisfaits ou très satisfaits", "Satisfied or very satisfied";
        satisfaction_method: "Réponses 3 et 4 à «\u{202f}Dans l’ensemble, cette formation ou cet accompagnement vous a-t-il donné satisfaction\u{202f}?\u{202f}», toutes réponses réunies, «\u{202f}sans objet\u{202f}» exclu. Intervalle à 95\u{202f}% (Wilson).", "Answers 3 and 4 to “Overall, were you satisfied with this training or support?”, all answers pooled, “not concerned” left out. 95% interval (Wilson).";
        response: "Taux de réponse", "Response rate";
        response_method: "Réponses reçues, rapportées aux personnes présentes de toutes les enquêtes commencées. Intervalle à 95\u{202f}% (Wilson).", "Answers received out of the people present, all surveys begun. 95% interval (Wilson).";
        recommend: "Recommandation (NPS)", "Recommendation (NPS)";
        recommend_method: "Part des notes 9 et 10 moins part des notes 0 à 6. Ce n’est pas un pourcentage.", "Share of 9 and 10 minus share of 0 to 6. Not a percentage.";
        few: "Encore trop peu de réponses", "Still too few answers";
        start_title: "Faire le premier tour", "The first turn";
        start_lead: "Boucle recueille ce que disent vos stagiaires, même sans réseau, et en fait des actions suivies. Voici le chemin.", "Boucle collects what your learners say, even without a network, and turns it into actions that are followed up. Here is the way.";
        step_session: "Préparer une session", "Prepare a session";
        step_session_text: "Une prestation, des dates, un effectif. Ou importez votre tableau.", "A service, dates, a head-count. Or import your spreadsheet.";
        step_campaign: "Ouvrir une enquête", "Open a survey";
        step_campaign_text: "Le questionnaire à chaud est prêt\u{a0}: douze questions, trois minutes.", "The end-of-session questionnaire is ready: twelve questions, three minutes.";
        step_collect: "Faire répondre", "Let people answer";
        step_collect_text: "Une tablette qui passe de main en main, ou un QR code à afficher.", "A tablet handed round, or a QR code to pin up.";
        step_results: "Lire les résultats", "Read the results";
        step_results_text: "Satisfaction, recommandation et commentaires, dès cinq réponses.", "Satisfaction, recommendation and comments, from five answers on.";
        step_action: "Décider d’une action", "Decide on an action";
        step_action_text: "Depuis un commentaire, avec un pilote et une échéance.", "From a comment, with an owner and a due date.";
        import: "Importer un tableau", "Import a spreadsheet";
        load_demo: "Charger un exemple", "Load an example";
        demo_text: "Un organisme fictif avec 40 sessions et 600 réponses, à part du vôtre. Il se supprime en un clic.", "A made-up organisation with 40 sessions and 600 answers, apart from yours. Deleted in one click.";
        demo_loading: "Préparation de l’exemple…", "Preparing the example…";
    }
    with {
        fresh: fn(&str) -> String =
            |moment| format!("Données du {moment}"),
            |moment| format!("Data of {moment}");
        quarantined: fn(usize) -> String =
            |n| if one(Fr, n) { format!("Le serveur a mis de côté {n} envoi\u{a0}: il attend votre décision.") } else { format!("Le serveur a mis de côté {n} envois\u{a0}: ils attendent votre décision.") },
            |n| if one(En, n) { format!("The server has set {n} item aside: it waits for your decision.") } else { format!("The server has set {n} items aside: they wait for your decision.") };
        // Sealed to a key that is not on the server.
        unopened: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} envoi est scellé avec une clé que le serveur n’a pas\u{a0}: il se lira quand elle sera importée.") } else { format!("{n} envois sont scellés avec une clé que le serveur n’a pas\u{a0}: ils se liront quand elle sera importée.") },
            |n| if one(En, n) { format!("{n} item is sealed with a key the server does not have: it can be read once the key is imported.") } else { format!("{n} items are sealed with a key the server does not have: they can be read once the key is imported.") };
        done_of: fn(usize) -> String =
            |n| format!("{n} sur 6"),
            |n| format!("{n} of 6");
        // Surveys whose head-count is not known.
        unknown: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} enquête laissée de côté\u{a0}: effectif inconnu.") } else { format!("{n} enquêtes laissées de côté\u{a0}: effectif inconnu.") },
            |n| if one(En, n) { format!("{n} survey left out: head-count unknown.") } else { format!("{n} surveys left out: head-count unknown.") };
        received: fn(u32) -> String =
            |n| if one(Fr, n as usize) { format!("{n} réponse reçue") } else { format!("{n} réponses reçues") },
            |n| if one(En, n as usize) { format!("{n} answer received") } else { format!("{n} answers received") };
        answered: fn(&str) -> String =
            |rate| format!("{rate} ont répondu"),
            |rate| format!("{rate} answered");
        answers: fn(u32) -> String =
            |n| if one(Fr, n as usize) { format!("{n} réponse lue") } else { format!("{n} réponses lues") },
            |n| if one(En, n as usize) { format!("{n} answer read") } else { format!("{n} answers read") };
        to_decide: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} idée à trancher") } else { format!("{n} idées à trancher") },
            |n| if one(En, n) { format!("{n} idea to decide") } else { format!("{n} ideas to decide") };
        under_way: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} action en cours") } else { format!("{n} actions en cours") },
            |n| if one(En, n) { format!("{n} action under way") } else { format!("{n} actions under way") };
        late: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} action en retard") } else { format!("{n} actions en retard") },
            |n| if one(En, n) { format!("{n} late action") } else { format!("{n} late actions") };
        to_verify: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} effet à vérifier") } else { format!("{n} effets à vérifier") },
            |n| if one(En, n) { format!("{n} effect to verify") } else { format!("{n} effects to verify") };
        late_action: fn(&str, &str) -> String =
            |title, day| format!("L’action «\u{202f}{title}\u{202f}» devait être faite le {day}."),
            |title, day| format!("The action “{title}” was due on {day}.");
        late_cells: fn(u32) -> String =
            |n| format!("{n} recueil{} en retard\u{a0}: rien n’indique que ces personnes ont été interrogées.", s(Fr, n)),
            |n| format!("{n} {} late: nothing says that these people were asked.", if n == 1 { "collection is" } else { "collections are" });
        // The session, and how many too many.
        over: fn(&str, u32) -> String =
            |session, n| format!("{session}\u{a0}: plus de réponses que de personnes attendues ({n} de trop). Corrigez l’effectif ou les absents."),
            |session, n| format!("{session}: more answers than people expected ({n} too many). Correct the head-count or the absences.");
        few_answers: fn(&str, u32, u32) -> String =
            |session, n, of| format!("{session}\u{a0}: {n} réponse{} sur {of} personne{1} présente{1}, enquête encore ouverte.", s(Fr, n), s(Fr, of)),
            |session, n, of| format!("{session}: {n} answer{} of {of} {} present, survey still open.", s(En, n), if one(En, of as usize) { "person" } else { "people" });
        conflict: fn(&str) -> String =
            |title| format!("Deux personnes ont changé «\u{202f}{title}\u{202f}» en même temps\u{a0}: les deux valeurs sont gardées."),
            |title| format!("Two people changed “{title}” at the same time: both values are kept.");
        deleted: fn(&str) -> String =
            |title| format!("«\u{202f}{title}\u{202f}» a été supprimé, mais quelqu’un y avait écrit entre-temps\u{a0}: rien n’est perdu."),
            |title| format!("“{title}” was deleted, but somebody had written in it meanwhile: nothing is lost.");
        // Beside those that are named.
        more_to_check: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} autre fiche attend une décision.") } else { format!("{n} autres fiches attendent une décision.") },
            |n| if one(En, n) { format!("{n} more record waits for a decision.") } else { format!("{n} more records wait for a decision.") };
        // What waits, in words, and since when.
        unsent: fn(&str, &str) -> String =
            |what, since| format!("En attente d’envoi\u{a0}: {what}, depuis le {since} pour le plus ancien."),
            |what, since| format!("Waiting to be sent: {what}, the oldest since {since}.");
        // How many, and the name of the first.
        refused: fn(usize, &str) -> String =
            |n, first| if one(Fr, n) { format!("Le serveur a refusé une modification faite ici ({first})\u{a0}: elle n’est que sur cet appareil.") } else { format!("Le serveur a refusé {n} modifications faites ici ({first}…)\u{a0}: elles ne sont que sur cet appareil.") },
            |n, first| if one(En, n) { format!("The server refused a change made here ({first}): it is on this device only.") } else { format!("The server refused {n} changes made here ({first}…): they are on this device only.") };
        // The same of what the server keeps for somebody to decide on.
        refused_kept: fn(usize, &str) -> String =
            |n, first| if one(Fr, n) { format!("Le serveur n’a pas pris une modification faite ici ({first})\u{a0}: il la garde, et la direction ou le référent qualité peut l’accepter.") } else { format!("Le serveur n’a pas pris {n} modifications faites ici ({first}…)\u{a0}: il les garde, et la direction ou le référent qualité peut les accepter.") },
            |n, first| if one(En, n) { format!("The server did not take a change made here ({first}): it keeps it, and the management or the quality lead can accept it.") } else { format!("The server did not take {n} changes made here ({first}…): it keeps them, and the management or the quality lead can accept them.") };
        n_of: fn(u32, u32) -> String =
            |part, whole| format!("{part} sur {whole}"),
            |part, whole| format!("{part} of {whole}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::questionnaire::builtins;

    #[test]
    fn the_satisfaction_figure_quotes_the_question_that_is_asked() {
        let asked = builtins();
        let overall = asked
            .iter()
            .flat_map(|questionnaire| &questionnaire.questions)
            .find(|question| question.key == "overall")
            .unwrap();
        assert!(FR.satisfaction_method.contains(overall.text.get(Fr)));
        assert!(EN.satisfaction_method.contains(overall.text.get(En)));
    }
}
