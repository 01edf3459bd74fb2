//! Results: the list of surveys, one survey's figures, comments and single answers.

use super::{one, s};
use crate::catalogue;
use domain::{
    Lang::{En, Fr},
    campaign::Privacy,
};

catalogue! {
    Results {
        lead: "Ce que disent les personnes, enquête par enquête, avec le nombre de réponses à côté de chaque taux.", "What people say, survey by survey, with the number of answers beside every rate.";
        search: "Chercher une session", "Search for a session";
        filter_kind: "Prestation", "Service";
        filter_year: "Année", "Year";
        filter_tests: "Essais", "Tests";
        any_kind: "toutes prestations", "every service";
        any_year: "toutes années", "every year";
        no_tests: "sans les essais", "without tests";
        with_tests: "avec les essais", "with tests";
        session: "Session", "Session";
        service: "Prestation", "Service";
        ended: "Fin", "End";
        answers: "Réponses", "Answers";
        response: "Taux de réponse", "Response rate";
        satisfaction: "Satisfaction", "Satisfaction";
        nps: "Recommandation (NPS)", "Recommendation (NPS)";
        test: "Essai", "Test";
        open: "En cours", "Open";
        closed: "Close", "Closed";
        export_list: "Exporter la liste", "Export the list";
        response_percent: "Taux de réponse (%)", "Response rate (%)";
        satisfaction_percent: "Satisfaction (%)", "Satisfaction (%)";
        satisfaction_n: "Satisfaction, n", "Satisfaction, n";
        satisfaction_low: "Satisfaction, borne basse à 95\u{202f}% (%)", "Satisfaction, lower bound at 95% (%)";
        satisfaction_high: "Satisfaction, borne haute à 95\u{202f}% (%)", "Satisfaction, upper bound at 95% (%)";
        nps_n: "Recommandation, n", "Recommendation, n";
        file: "resultats", "results";
        empty_title: "Aucune enquête pour l’instant", "No survey yet";
        empty_text: "Préparez une session, lancez son enquête à chaud, et les résultats arriveront ici.", "Prepare a session, start its end-of-session survey, and the results will come here.";
        to_sessions: "Voir les sessions", "See the sessions";
        no_match_title: "Aucune enquête ne correspond", "No survey matches";
        no_match_text: "Élargissez les filtres ou cherchez un autre mot.", "Widen the filters or try another word.";
        clear: "Tout afficher", "Show all";
        not_computed: "Pas encore de chiffres", "No figures yet";

        fresh_never: "Aucun chiffre reçu du serveur pour l’instant.", "No figures received from the server yet.";

        pools: "Petits groupes réunis", "Small groups together";
        pools_lead: "Les enquêtes closes avec moins de 5 réponses sont réunies par questionnaire, par prestation et par trimestre, sans la session\u{a0}: personne ne peut y être reconnu.", "Surveys closed with fewer than 5 answers are put together by questionnaire, service and quarter, without the session: nobody can be recognised.";
        pool_more: "Questions et commentaires", "Questions and comments";
        unknown_service: "Prestation inconnue de cet appareil", "Service unknown to this device";
        unknown_session: "Session inconnue de cet appareil", "Session unknown to this device";

        import: "Importer des réponses", "Import answers";
        campaign: "Voir l’enquête", "See the survey";
        export_csv: "Exporter en CSV", "Export as CSV";
        csv: "CSV", "CSV";
        export_xlsx: "Exporter en XLSX", "Export as XLSX";
        xlsx: "XLSX", "XLSX";
        export_offline: "L’export demande le serveur\u{a0}: revenez quand le réseau sera là.", "Exporting needs the server: come back once the network is there.";
        anonyme: "anonyme", "anonymous";
        confidentiel: "confidentielle", "confidential";
        nominatif: "nominative", "by name";
        test_notice: "Enquête d’essai\u{a0}: ces réponses ne comptent dans aucun autre chiffre.", "Test survey: these answers count in no other figure.";
        more_than_present: "Il y a plus de réponses que de personnes présentes\u{a0}: vérifiez l’effectif et les absents de la session.", "There are more answers than people present: check the session’s head-count and absences.";
        to_session: "Ouvrir la session", "Open the session";
        figures: "Chiffres", "Figures";
        satisfaction_method: "Part des personnes «\u{202f}plutôt\u{202f}» ou «\u{202f}tout à fait\u{202f}» satisfaites, parmi celles qui ont répondu à la question d’ensemble\u{202f}; «\u{202f}sans objet\u{202f}» est exclu. Intervalle de Wilson à 95\u{202f}%.", "Share of people “rather” or “fully” satisfied, among those who answered the overall question; “not concerned” is left out. 95% Wilson interval.";
        nps_method: "Part des notes 9 et 10 moins part des notes 0 à 6, de −100 à +100. Ce n’est pas un pourcentage.", "Share of scores 9 and 10 minus share of scores 0 to 6, from −100 to +100. Not a percentage.";
        questions: "Ce que disent les personnes", "What people say";

        few_open: "L’enquête est encore ouverte\u{a0}: montrez le code, envoyez le lien ou passez la tablette.", "The survey is still open: show the code, send the link or hand the tablet round.";
        few_closed: "L’enquête est close\u{a0}: ces réponses rejoignent celles des petits groupes au même questionnaire, pour la même prestation et le même trimestre.", "The survey is closed: these answers join those of small groups to the same questionnaire, for the same service and quarter.";
        few_pool: "Elles paraîtront dans Résultats quand ce groupe aura 5 réponses.", "They will appear in Results once that group has 5 answers.";
        to_pools: "Voir les petits groupes", "See the small groups";
        present: "Personnes présentes", "People present";
        refused: "Refus de répondre", "Declined to answer";
        abandoned: "Réponses abandonnées en route", "Answers abandoned on the way";
        quarantined: "Réponses mises de côté", "Answers set aside";
        excluded: "Réponses écartées", "Answers excluded";
        excluded_lead: "Elles ne comptent dans aucun chiffre. Reprendre une réponse la fait compter à nouveau.", "They count in no figure. Taking one back makes it count again.";
        quarantine_hint: "L’administrateur du serveur peut dire pourquoi.", "The server’s administrator can tell why.";

        comments: "Commentaires", "Comments";
        comments_search: "Chercher dans les commentaires", "Search the comments";
        filter_question: "Question", "Question";
        any_question: "toutes les questions", "every question";
        no_comments: "Personne n’a laissé de commentaire.", "Nobody left a comment.";
        no_comment_match: "Aucun commentaire ne contient ces mots.", "No comment holds these words.";
        more: "Afficher la suite", "Show more";
        create_action: "Créer une action", "Create an action";

        photos: "Photos", "Photos";
        photos_lead: "Données en réponse, sans lieu ni heure. Elles viennent du serveur\u{a0}: hors ligne, seule leur description paraît.", "Given as answers, without place or time. They come from the server: offline only their descriptions appear.";

        by_name: "Réponses par personne", "Answers by person";
        by_name_lead: "Enquête nominative\u{a0}: chaque réponse donnée par un lien personnel se lit avec le nom de la personne. Elle peut demander à voir ou à faire effacer ce qui la concerne.", "A survey by name: each answer given by a personal link is read with the person’s name. They can ask to see what concerns them, or have it erased.";
        erased_name: "Personne effacée", "Erased person";
        excluded_one: "écartée", "excluded";

        single: "Réponses une à une", "Single answers";
        single_lead: "Une réponse manifestement fausse (essai, doublon) peut être écartée, avec une raison. Elle est gardée et l’on peut revenir en arrière.", "An answer that is plainly wrong (a try, a double) can be excluded, with a reason. It is kept, and this can be undone.";
        day: "Jour", "Day";
        quarter: "Trimestre", "Quarter";
        channel: "Par", "By";
        tablet: "tablette", "tablet";
        link: "lien", "link";
        import_channel: "import", "import";
        paper: "papier", "paper";
        phone: "téléphone", "phone";
        overall: "Satisfaction", "Satisfaction";
        recommends: "Recommandation", "Recommendation";
        answered: "Questions répondues", "Questions answered";
        state: "État", "State";
        counts: "Comptée", "Counted";
        exclude: "Écarter…", "Exclude…";
        exclude_this: "Écarter cette réponse…", "Exclude this answer…";
        exclude_title: "Écarter une réponse", "Exclude an answer";
        exclude_lead: "La réponse ne comptera plus dans aucun chiffre. Elle est gardée, avec votre nom et votre raison.", "The answer will count in no figure any more. It is kept, with your name and your reason.";
        reason: "Raison", "Reason";
        reason_hint: "Par exemple\u{a0}: essai du formateur, réponse en double.", "For example: trainer’s try, double answer.";
        exclude_now: "Écarter la réponse", "Exclude the answer";
        excluded_done: "Réponse écartée.", "Answer excluded.";
        take_back: "Reprendre", "Take back";
        taken_back: "La réponse compte à nouveau.", "The answer counts again.";
        not_counted_yet: "Sur cet appareil, pas encore dans les chiffres", "On this device, not in the figures yet";

        gone_title: "Cette enquête n’est pas sur cet appareil", "This survey is not on this device";
        gone_text: "Elle arrivera avec le prochain échange avec le serveur, si elle existe.", "It will come with the next exchange with the server, if it exists.";
        to_results: "Toutes les enquêtes", "All surveys";

        import_lead: "Depuis Google Forms, LimeSurvey, Microsoft Forms ou un tableur. Le même fichier deux fois ne double rien.", "From Google Forms, LimeSurvey, Microsoft Forms or a spreadsheet. The same file twice doubles nothing.";
        import_day: "Date de la réponse", "Date of the answer";
        see_results: "Voir les résultats", "See the results";
    }
    with {
        // Why there are no figures under five answers.
        few_text: fn(Privacy) -> &'static str =
            |privacy| match privacy {
                Privacy::Anonyme => "En dessous de 5, rien n’est détaillé, pour que personne ne soit reconnu.",
                Privacy::Confidentiel => "En dessous de 5, rien n’est détaillé\u{a0}: on sait qui a répondu, on pourrait deviner qui a dit quoi.",
                Privacy::Nominatif => "En dessous de 5, aucun taux ni moyenne\u{a0}: ce serait le portrait de quelques personnes. Cette enquête est nominative\u{a0}: les réponses données par un lien personnel se lisent par nom, par les personnes habilitées.",
            },
            |privacy| match privacy {
                Privacy::Anonyme => "Under 5 nothing is broken down, so that nobody can be recognised.",
                Privacy::Confidentiel => "Under 5 nothing is broken down: who answered is known, so it could be guessed who said what.",
                Privacy::Nominatif => "Under 5 there is no rate and no mean: it would be the portrait of a few people. This survey is nominative: answers given by a personal link are read by name, by those who may.",
            };
        unnamed: fn(u32) -> String =
            |n| format!("{n} réponse{} sans nom\u{a0}: par une tablette, le lien partagé ou le papier.", s(Fr, n)),
            |n| format!("{n} answer{} without a name: by a tablet, the shared link or on paper.", s(En, n));
        // A day, or a quarter, as written.
        photo_of: fn(&str) -> String =
            |day| format!("Photo sans description, {day}"),
            |day| format!("Photo without a description, {day}");
        count: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} enquête") } else { format!("{n} enquêtes") },
            |n| if one(En, n) { format!("{n} survey") } else { format!("{n} surveys") };
        fresh: fn(&str) -> String =
            |time| format!("Chiffres du serveur, {time}."),
            |time| format!("Figures from the server, {time}.");
        fresh_old: fn(&str) -> String =
            |moment| format!("Hors connexion\u{a0}: derniers chiffres reçus le {moment}."),
            |moment| format!("Offline: last figures received {moment}.");
        title: fn(&str) -> String =
            |session| format!("Résultats\u{a0}: {session}"),
            |session| format!("Results: {session}");
        // Service, dates, wave and privacy mode of a survey.
        about: fn(&str, &str, &str, &str) -> String =
            |service, dates, wave, privacy| format!("{service}, {dates}. Enquête {wave}, {privacy}."),
            |service, dates, wave, privacy| format!("{service}, {dates}. Survey: {wave}, {privacy}.");
        n: fn(u32) -> String =
            |n| format!("n\u{a0}=\u{a0}{n}"),
            |n| format!("n\u{a0}=\u{a0}{n}");
        // Share in words beside a rate of a list: `n = 12`.
        answers_of: fn(u32, u32) -> String =
            |part, whole| format!("{part} sur {whole}"),
            |part, whole| format!("{part} of {whole}");
        response_n: fn(u32, u32) -> String =
            |part, whole| format!("{part} réponse{} pour {whole} personne{1} présente{1}", s(Fr, part), s(Fr, whole)),
            |part, whole| format!("{part} answer{} for {whole} {} present", s(En, part), if one(En, whole as usize) { "person" } else { "people" });
        // Received, excluded, head-count, absent.
        response_method: fn(u32, u32, u32, u32) -> String =
            |received, excluded, headcount, absent| format!("Réponses reçues moins écartées ({received} − {excluded}), rapportées à l’effectif moins les absents ({headcount} − {absent})."),
            |received, excluded, headcount, absent| format!("Answers received less excluded ({received} − {excluded}), over the head-count less the absent ({headcount} − {absent}).");
        nps_small: fn(u32) -> String =
            |n| format!("Avec {n} réponse{}, ne le comparez pas à un autre score.", s(Fr, n)),
            |n| format!("With {n} answer{}, do not compare it with another score.", s(En, n));
        too_few: fn(u32, u32) -> String =
            |n, of| format!("Encore trop peu de réponses ({n} sur {of})"),
            |n, of| format!("Too few answers so far ({n} of {of})");
        too_few_short: fn(u32, u32) -> String =
            |n, of| format!("trop peu ({n} sur {of})"),
            |n, of| format!("too few ({n} of {of})");
        waiting: fn(u32, u32, u32) -> String =
            |received, shown, waiting| format!("{received} reçues, {shown} affichées\u{a0}: {waiting} {} d’autres réponses, pour que personne ne soit reconnu à son heure d’arrivée.", if one(Fr, waiting as usize) { "attend" } else { "attendent" }),
            |received, shown, waiting| format!("{received} received, {shown} shown: {waiting} {} for more answers, so that nobody is recognised by the time of arrival.", if one(En, waiting as usize) { "waits" } else { "wait" });
        pending_exclusions: fn(usize) -> String =
            |n| if one(Fr, n) { "Une mise à l’écart est enregistrée sur cet appareil. Les chiffres suivront quand le serveur l’aura reçue.".to_owned() } else { format!("{n} mises à l’écart sont enregistrées sur cet appareil. Les chiffres suivront quand le serveur les aura reçues.") },
            |n| if one(En, n) { "One exclusion is saved on this device. The figures will follow once the server has it.".to_owned() } else { format!("{n} exclusions are saved on this device. The figures will follow once the server has them.") };
        comments_count: fn(usize, usize) -> String =
            |shown, all| if shown == all { format!("{all} commentaire{}", if one(Fr, all) { "" } else { "s" }) } else { format!("{shown} sur {all}") },
            |shown, all| if shown == all { format!("{all} comment{}", if one(En, all) { "" } else { "s" }) } else { format!("{shown} of {all}") };
        single_count: fn(usize) -> String =
            |n| format!("Réponses une à une ({n})"),
            |n| format!("Single answers ({n})");
        excluded_because: fn(&str) -> String =
            |reason| format!("Écartée\u{a0}: {reason}"),
            |reason| format!("Excluded: {reason}");
        pool: fn(&str, &str) -> String =
            |service, quarter| format!("{service}, {quarter}"),
            |service, quarter| format!("{service}, {quarter}");
        // Whom a survey asked, and what.
        survey: fn(&str, &str) -> String =
            |who, title| format!("{who}, «\u{202f}{title}\u{202f}»"),
            |who, title| format!("{who}, “{title}”");
        // Where a comment stands and the question it answers.
        place: fn(&str, &str) -> String =
            |place, question| format!("{place}. {question}"),
            |place, question| format!("{place}. {question}");
        action_is: fn(&str) -> String =
            |title| format!("Action\u{a0}: {title}"),
            |title| format!("Action: {title}");
        out_of_ten: fn(u32) -> String =
            |score| format!("{score} sur 10"),
            |score| format!("{score} of 10");
        import_title: fn(&str) -> String =
            |session| format!("Importer des réponses\u{a0}: {session}"),
            |session| format!("Import answers: {session}");
    }
}
