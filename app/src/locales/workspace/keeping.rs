//! How long what names people, or may, is kept.

use super::s;
use crate::catalogue;
use domain::Lang::{En, Fr};

catalogue! {
    Keeping {
        title: "Durées de conservation", "How long data is kept";
        lead: "Ce qui nomme des personnes, ou peut en nommer, s’efface chaque jour tout seul, une fois son temps passé. Rien n’est effacé tant qu’un courriel attend de partir ou qu’une enquête de la session n’est pas close.", "What names people, or may, is removed by itself each day, once its time is over. Nothing goes while mail waits to leave, or while a survey of the session is not closed.";
        links: "Qui a été interrogé, qui a répondu, liens et courriels", "Who was asked, who answered, links and mail";
        links_hint: "Compté depuis le dernier jour de l’enquête.", "Counted from the last day of the survey.";
        contacts: "Noms et adresses des personnes interrogées", "Names and addresses of people who are asked";
        contacts_hint: "Compté depuis la fin de leur dernière session.", "Counted from the end of their last session.";
        answers: "Textes, photos et signatures des réponses", "Texts, photos and signatures of answers";
        answers_hint: "Compté depuis le dernier jour de l’enquête. Notes, choix et résultats restent les mêmes. Ce qui a été copié dans une action y reste.", "Counted from the last day of the survey. Ratings, choices and results stay the same. What was copied into an action stays there.";
        refused: "Envois à vérifier, une fois écartés", "Items to check, once dismissed";
        refused_hint: "Compté depuis la décision. Ceux d’une enquête dont les textes sont effacés partent avec eux\u{a0}; ce que personne n’a encore regardé reste jusque-là.", "Counted from the decision. Those of a survey whose texts are removed go with them; what nobody has looked at stays until then.";
        history: "Historique", "History";
        history_text: "Sans limite pour l’instant\u{a0}: actions, remarques et retours gardent ce qui y est écrit.", "No limit for now: actions, remarks and feedback keep what is written there.";
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
        months_after_decision: fn(u32) -> String =
            |months| format!("{months}\u{a0}mois après la décision"),
            |months| format!("{months} months after the decision");
        would_remove: fn(&str) -> String =
            |amount| format!("Avec ces durées, serait effacé aujourd’hui\u{a0}: {amount}."),
            |amount| format!("With these periods, today would remove: {amount}.");
        removed_on: fn(&str, &str) -> String =
            |day, amount| format!("{day}\u{a0}: {amount}."),
            |day, amount| format!("{day}: {amount}.");
        people: fn(u32) -> String =
            |count| format!("{count} personne{}", s(Fr, count)),
            |count| format!("{count} {}", if count == 1 { "person" } else { "people" });
        seats: fn(u32) -> String =
            |count| format!("{count} place{} dans des enquêtes", s(Fr, count)),
            |count| format!("{count} place{} in surveys", s(En, count));
        mails: fn(u32) -> String =
            |count| format!("{count} trace{} de courriel", s(Fr, count)),
            |count| format!("{count} trace{} of mail", s(En, count));
        texts: fn(u32) -> String =
            |count| format!("textes de {count} réponse{}", s(Fr, count)),
            |count| format!("texts of {count} answer{}", s(En, count));
        items: fn(u32) -> String =
            |count| format!("{count} envoi{} refusé{}", s(Fr, count), s(Fr, count)),
            |count| format!("{count} refused item{}", s(En, count));
    }
}
