//! How long what names people is kept.

use super::s;
use crate::catalogue;
use domain::Lang::{En, Fr};

catalogue! {
    Keeping {
        title: "Durées de conservation", "How long data is kept";
        lead: "Ce qui nomme des personnes s’efface chaque jour tout seul, une fois son temps passé. Rien n’est effacé tant qu’un courriel attend de partir ou qu’une enquête de la session n’est pas close.", "What names people is removed by itself each day, once its time is over. Nothing goes while mail waits to leave, or while a survey of the session is not closed.";
        links: "Qui a été interrogé, qui a répondu, liens et courriels", "Who was asked, who answered, links and mail";
        links_hint: "Compté depuis le dernier jour de l’enquête.", "Counted from the last day of the survey.";
        contacts: "Noms et adresses des personnes interrogées", "Names and addresses of people who are asked";
        contacts_hint: "Compté depuis la fin de leur dernière session.", "Counted from the end of their last session.";
        answers: "Réponses", "Answers";
        answers_text: "Sans limite\u{a0}: elles ne portent pas de nom, sauf celles d’une enquête nominative, tant que la personne n’est pas effacée. Un commentaire qui nomme quelqu’un ne s’efface pas encore.", "No limit: they bear no name, but for those of a survey by name, as long as the person is not erased. A comment that names somebody cannot be erased yet.";
        files: "Envois à vérifier, historique", "Items to check, history";
        files_text: "Sans limite pour l’instant.", "No limit for now.";
        change: "Changer les durées", "Change the periods";
        change_title: "Durées de conservation", "How long data is kept";
        counting: "Calcul de ce qui serait effacé…", "Counting what would be removed…";
        save: "Enregistrer les durées", "Save the periods";
        saved: "Durées enregistrées.", "Periods saved.";
        nothing: "rien", "nothing";
        none_yet: "Rien n’a encore été effacé.", "Nothing has been removed yet.";
        removed: "Ce qui a été effacé", "What was removed";
    }
    with {
        months: fn(u32) -> String =
            |months| format!("{months}\u{a0}mois"),
            |months| format!("{months} months");
        months_after_survey: fn(u32) -> String =
            |months| format!("{months}\u{a0}mois après la fin de l’enquête"),
            |months| format!("{months} months after the end of the survey");
        months_after_session: fn(u32) -> String =
            |months| format!("{months}\u{a0}mois après leur dernière session"),
            |months| format!("{months} months after their last session");
        would_remove: fn(&str) -> String =
            |amount| format!("Avec ces durées, serait effacé aujourd’hui\u{a0}: {amount}."),
            |amount| format!("With these periods, today would remove: {amount}.");
        removed_on: fn(&str, &str) -> String =
            |day, amount| format!("{day}\u{a0}: {amount}."),
            |day, amount| format!("{day}: {amount}.");
        // People, places in surveys, traces of mail.
        amount: fn(u32, u32, u32) -> String =
            |people, seats, mails| format!(
                "{people} personne{}, {seats} place{} dans des enquêtes, {mails} trace{} de courriel",
                s(Fr, people), s(Fr, seats), s(Fr, mails)
            ),
            |people, seats, mails| format!(
                "{people} {}, {seats} place{} in surveys, {mails} trace{} of mail",
                if people == 1 { "person" } else { "people" }, s(En, seats), s(En, mails)
            );
    }
}
