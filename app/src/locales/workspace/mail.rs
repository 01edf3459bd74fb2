//! Asking by mail.

use super::one;
use crate::catalogue;
use domain::Lang::{En, Fr};

catalogue! {
    Mail {
        link: "Envoyer par courriel", "Send by mail";
        link_text: "Une invitation à chaque personne, puis des rappels à celles qui n’ont pas répondu, aux heures de bureau.", "An invitation to each person, then reminders to those who have not answered, at office hours.";
        named: "Chaque personne reçoit un lien à elle, qui compte une seule fois et relie ses réponses à son nom. Les rappels s’arrêtent à la réponse.", "Each person gets a link of their own, which counts once and ties their answers to their name. Reminders stop with the answer.";
        personal: "Chaque personne reçoit un lien à elle, qui compte une seule fois. Vous savez qui a répondu, pas ce qui a été répondu. Les rappels s’arrêtent à la réponse.", "Each person gets a link of their own, which counts once. You know who has answered, not what they answered. Reminders end with the answer.";
        shared: "Cette enquête est anonyme\u{a0}: tout le monde reçoit le même lien, et les rappels vont à tout le monde, puisque personne ne sait qui a répondu.", "This survey is anonymous: everybody gets the same link, and reminders go to everybody, since nobody knows who has answered.";
        from: "Expéditeur", "Sender";
        send_title: "Envoyer les invitations\u{202f}?", "Send the invitations?";
        send_text: "Elles partent dès la prochaine heure de bureau (8\u{a0}h à 19\u{a0}h, jours ouvrés), au plus tôt le jour de l’ouverture\u{a0}; les rappels suivent aux jours du calendrier de l’enquête. Personne n’est invité deux fois.", "They leave at the next office hour (8 am to 7 pm, working days), on the opening day at the earliest; reminders follow on the days of the survey’s calendar. Nobody is invited twice.";
        no_reminder: "Aucun rappel à venir au calendrier de cette enquête.", "No reminder to come in the calendar of this survey.";
        see_reminder: "Voir le rappel", "See the reminder";
        asked: "Les courriels partent.", "Mail is on its way.";
        column_sent: "Envois", "Sent";
        column_next: "Prochain", "Next";
        answered: "A répondu", "Has answered";
        failed: "Courriel refusé", "Mail refused";
        written: "Sans réponse", "No answer yet";
        waiting: "Va partir", "To be sent";
        not_yet: "Pas encore invité", "Not invited yet";
        letter: "Le courriel", "The letter";
        letter_lang: "Langue du courriel", "Language of the letter";
        letter_kind: "Quel courriel", "Which letter";
        invitation: "Invitation", "Invitation";
        reminder: "Rappel", "Reminder";
        try_it: "M’envoyer un essai", "Send me a trial";
        tried: "Essai envoyé à votre adresse.", "Trial sent to your address.";
        links: "Sans courriel", "Without mail";
        links_text: "Créez un lien par personne et remettez-le par le moyen de votre choix. Le serveur n’en garde que l’empreinte\u{a0}: ces liens ne seront plus affichés. Ceux d’avant restent bons tant que personne n’a répondu.", "Make one link per person and hand it over by any means. The server keeps only its hash: these links will not be shown again. Earlier ones stay good until somebody answers.";
        make_links: "Créer les liens", "Make the links";
        all_links: "Un lien par personne, avec son nom et son adresse", "One link per person, with name and address";
        copy_links: "Copier tous les liens", "Copy all links";
        copied_links: "Liens copiés.", "Links copied.";
        links_csv: "Télécharger le tableau, messages compris (CSV)", "Download the table with the messages (CSV)";
        links_keep: "Qui tient un lien peut répondre à la place de la personne\u{a0}: gardez cette liste pour vous et effacez-la une fois les liens remis.", "Whoever holds a link can answer in the person’s place: keep this list to yourself and delete it once the links are handed over.";
        never: "Non invité par courriel", "Not invited by mail";
        over: "Cette enquête n’accepte plus de réponse\u{a0}: personne n’y est plus invité, et aucun lien ne s’y crée plus. Voici à qui il a été écrit.", "This survey takes no more answers: nobody is invited any more, and no links are made. Here is who was written to.";
        subject: "Objet", "Subject";
        message: "Message", "Message";
        copy_subject: "Copier l’objet", "Copy the subject";
        copied_subject: "Objet copié.", "Subject copied.";
        copy_text: "Copier le message", "Copy the message";
        copied_text: "Message copié.", "Message copied.";
        with_them: "Répondre avec elle, au téléphone", "Answer with them, by telephone";
        see_message: "Message", "Message";
        each_their_own: "Ce serveur n’envoie pas de courriel\u{a0}: créez un lien par personne ci-dessous, puis copiez le message de chacune, lien compris.", "This server sends no mail: make one link per person below, then copy the message to each, link included.";
        link_column: "Lien", "Link";
        no_links: "Personne à qui donner un lien\u{a0}: chacun a répondu, ou la liste est vide.", "Nobody to give a link to: everybody has answered, or the list is empty.";
    }
    with {
        next_reminder: fn(&str) -> String =
            |day| format!("Prochain rappel\u{a0}: {day}, aux personnes invitées avant ce jour."),
            |day| format!("Next reminder: {day}, to the people invited before that day.");
        refused: fn(usize) -> String =
            |n| if one(Fr, n) { "Le serveur de messagerie a refusé une adresse\u{a0}: plus rien n’y part tant qu’elle n’est pas corrigée.".to_owned() } else { format!("Le serveur de messagerie a refusé {n} adresses\u{a0}: plus rien n’y part tant qu’elles ne sont pas corrigées.") },
            |n| if one(En, n) { "The mail server refused an address: nothing more is sent there until it is mended.".to_owned() } else { format!("The mail server refused {n} addresses: nothing more is sent there until they are mended.") };
        others: fn(u32) -> String =
            |n| if one(Fr, n as usize) { format!("{n} autre personne de la session n’est pas concernée\u{a0}: cette enquête s’adresse à d’autres.") } else { format!("{n} autres personnes de la session ne sont pas concernées\u{a0}: cette enquête s’adresse à d’autres.") },
            |n| if one(En, n as usize) { format!("{n} other person of the session is not asked: this survey is for others.") } else { format!("{n} other people of the session are not asked: this survey is for others.") };
        send: fn(usize) -> String =
            |n| if one(Fr, n) { format!("Inviter {n} personne") } else { format!("Inviter {n} personnes") },
            |n| if one(En, n) { format!("Invite {n} person") } else { format!("Invite {n} people") };
        sent: fn(u32, &str) -> String =
            |n, day| format!("{n}, le dernier le {day}"),
            |n, day| format!("{n}, the last on {day}");
    }
}
