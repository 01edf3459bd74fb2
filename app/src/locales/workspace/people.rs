//! People who are asked: the list of a session, links and strips that count once, mail.

use super::one;
use crate::{catalogue, locales::numbers};
use domain::{
    Lang::{self, En, Fr},
    calendar::cadence::Stakeholder,
};

catalogue! {
    People {
        lead: "Les personnes à qui demander leur avis\u{a0}: juste de quoi leur écrire. Elles restent sur le serveur, ne vont ni dans le journal ni sur les tablettes, et s’effacent à leur demande.", "The people to ask for their opinion: just enough to write to them. They stay on the server, go neither into the log nor onto tablets, and are erased at their request.";
        link: "Personnes à interroger", "People to ask";
        empty_title: "Personne dans cette session", "Nobody in this session";
        empty_text: "Ajoutez les personnes une à une, ou importez votre liste. Il faut un nom et une adresse électronique.", "Add people one by one, or import your list. It takes a name and an e-mail address.";
        not_allowed: "Votre rôle ne permet pas de voir ces personnes.", "Your role does not allow seeing these people.";
        add: "Ajouter une personne", "Add a person";
        import: "Importer une liste", "Import a list";
        import_lead: "Un fichier CSV ou XLSX, une personne par ligne. Seules les colonnes choisies sont lues\u{a0}: rien des autres n’est gardé.", "A CSV or XLSX file, one person per row. Only the chosen columns are read: nothing of the others is kept.";
        to_session: "Revenir à la session", "Back to the session";
        see_list: "Voir les personnes", "See the people";
        search: "Chercher une personne", "Search for a person";
        sheet: "Fiche", "Details";
        name: "Nom", "Name";
        first_name: "Prénom", "First name";
        email: "Adresse électronique", "E-mail address";
        party: "Entreprise ou organisme", "Company or organisation";
        stakeholder: "En tant que", "Role";
        language: "Langue", "Language";
        state: "État", "Status";
        minor: "Moins de quinze ans", "Under fifteen";
        minor_hint: "La lettre s’adresse alors aussi à ses parents.", "The letter is then also addressed to the parents.";
        opted_out: "Ne veut plus de courriel", "Wants no more mail";
        bounced: "Les courriels reviennent", "Mail comes back";
        bounced_hint: "À cocher quand un envoi vous est retourné. Corriger l’adresse l’efface\u{a0}; décocher la fait réessayer.", "Tick it when mail was returned to you. Mending the address clears it; unticking has it tried again.";
        refused_on: "Adresse refusée le", "Address refused on";
        saved: "Personne enregistrée.", "Person saved.";
        erase: "Effacer", "Erase";
        erase_hint: "À sa demande, de toutes les sessions. Cela ne se défait pas.", "At their request, from all sessions. This cannot be undone.";
        erase_title: "Effacer cette personne\u{202f}?", "Erase this person?";
        erase_text: "Son nom, son adresse et ce qui lui a été envoyé disparaissent, de toutes les sessions. Son lien ne s’ouvrira plus. Ce qui a été compté le reste\u{a0}: rien n’y mène à elle. Si elle ne voulait plus de courriel, une empreinte de son adresse reste, pour qu’un nouvel import ne lui écrive pas.", "Their name, their address and what was sent to them go, from all sessions. Their link will not open any more. What was counted stays counted: nothing there leads to them. If they wanted no more mail, a hash of their address stays, so that a later import does not have them written to.";
        erased: "Personne effacée.", "Person erased.";
        file: "Ses données", "Their data";
        file_hint: "Tout ce qui est gardé sur cette personne, à lui remettre si elle le demande.", "Everything that is kept on this person, to hand over on request.";
        returned: "Courriels revenus", "Returned mail";
        returned_text: "Enregistrez les avis de non-remise depuis votre messagerie et choisissez-les ici. Rien n’est noté avant votre accord\u{a0}; ensuite, plus rien ne part à une adresse qui n’existe pas, jusqu’à ce qu’elle soit corrigée.", "Save the notices of failed delivery from your mail program and choose them here. Nothing is noted before you agree; then nothing more is sent to an address that does not exist, until it is mended.";
        returned_files: "Fichiers .eml ou mbox", ".eml or mbox files";
        returned_found: "Ce que disent ces avis", "What these notices say";
        returned_file: "Fichier", "File";
        returned_permanent: "N’arrivera jamais", "Will never arrive";
        returned_temporary: "Retardé, pas noté", "Delayed, not noted";
        returned_delivered: "Remis", "Delivered";
        returned_unread: "Pas compris", "Not understood";
        returned_nobody: "Personne ici", "Nobody here";
        yes: "oui", "yes";
        no: "non", "no";
        sessions: "Sessions", "Sessions";
        surveys: "Enquêtes de la session", "Surveys of the session";
        said: "Réponses nominatives", "Answers by name";
        answered: "A répondu par un lien personnel", "Answered by a personal link";
        mailed: "Courriels envoyés le", "Mail sent on";
        given_up: "Courriels abandonnés le", "Mail given up on";
        waiting: "Courriels à envoyer à partir du", "Mail to be sent from";
        undo_title: "Défaire le dernier import\u{202f}?", "Undo the last import?";
        undo_do: "Défaire l’import", "Undo the import";
        undo_stop: "S’arrêter là", "Stop here";

        strips: "Bandelettes à imprimer", "Strips to print";
        strips_text: "Un code par personne, qui ne compte qu’une fois. À couper et à distribuer au hasard\u{a0}: rien ne dit à qui va laquelle.", "One code per person, which counts once. To cut and hand out at random: nothing says who gets which.";
        strips_lead: "Chaque bandelette ouvre le questionnaire et compte une seule fois. Ouverte avec du réseau, elle marche ensuite sans\u{a0}; le serveur départage les doubles à l’arrivée.", "Each strip opens the questionnaire and counts once. Opened with a network, it then works without; the server settles doubles when they arrive.";
        count: "Nombre de bandelettes", "Number of strips";
        count_hint: "200 au plus à la fois. Imprimez-les tout de suite\u{a0}: le serveur n’en garde que l’empreinte et ne les montrera plus.", "200 at most at a time. Print them at once: the server keeps only their hash and will not show them again.";
        make_strips: "Créer les bandelettes", "Make the strips";
        strip_qr: "QR code de la bandelette", "QR code of the strip";
    }
    with {
        who: fn(Stakeholder) -> &'static str =
            |who| match who {
                Stakeholder::Beneficiary => "Bénéficiaire",
                Stakeholder::Company => "Entreprise",
                Stakeholder::Team => "Équipe pédagogique",
                Stakeholder::Funder => "Financeur",
                Stakeholder::Tutor => "Maître d’apprentissage",
                Stakeholder::Principal => "Donneur d’ordres",
            },
            |who| match who {
                Stakeholder::Beneficiary => "Beneficiary",
                Stakeholder::Company => "Company",
                Stakeholder::Team => "Teaching team",
                Stakeholder::Funder => "Funder",
                Stakeholder::Tutor => "Apprentice’s tutor",
                Stakeholder::Principal => "Principal",
            };
        refused: fn(&str) -> String =
            |day| format!("Adresse refusée par le serveur de messagerie le {day}"),
            |day| format!("Address refused by the mail server on {day}");
        refused_next: fn(&str) -> String =
            |day| format!("Adresse refusée par le serveur de messagerie le {day}\u{a0}: plus rien n’y part. Corrigez-la ou, si elle est bonne, décochez «\u{a0}Les courriels reviennent\u{a0}»\u{a0}: elle sera réessayée au prochain envoi."),
            |day| format!("Address refused by the mail server on {day}: nothing more is sent there. Mend it or, if it is right, untick “Mail comes back”: it is tried again at the next sending.");
        undo: fn(u32) -> String =
            |n| format!("Défaire le dernier import ({})", people(Fr, n)),
            |n| format!("Undo the last import ({})", people(En, n));
        undo_progress: fn(u32, u32) -> String =
            |done, of| format!("{} retirées sur {}", numbers::whole(done as usize, Fr), people(Fr, of)),
            |done, of| format!("{} of {} taken out", numbers::whole(done as usize, En), people(En, of));
        undone_some: fn(u32, u32) -> String =
            |n, left| format!("{} retirées, {} encore là\u{a0}: vous pourrez continuer plus tard.", numbers::whole(n as usize, Fr), numbers::whole(left as usize, Fr)),
            |n, left| format!("{} taken out, {} still there: you can go on later.", numbers::whole(n as usize, En), numbers::whole(left as usize, En));
        undo_text: fn(u32) -> String =
            |n| if one(Fr, n as usize) { format!("{n} personne quitte cette session. Si elle n’est d’aucune autre, elle est effacée.") } else { format!("{n} personnes quittent cette session. Celles qui ne sont d’aucune autre sont effacées.") },
            |n| if one(En, n as usize) { format!("{n} person leaves this session. If they are of no other, they are erased.") } else { format!("{n} people leave this session. Those who are of no other are erased.") };
        undone: fn(u32) -> String =
            |n| if one(Fr, n as usize) { format!("{n} personne retirée.") } else { format!("{n} personnes retirées.") },
            |n| if one(En, n as usize) { format!("{n} person taken out.") } else { format!("{n} people taken out.") };
        returned_message: fn(&str, u32) -> String =
            |file, n| format!("{file}, message {n}"),
            |file, n| format!("{file}, message {n}");
        returned_cut: fn(usize) -> String =
            |n| format!("Cet avis nomme trop de destinataires\u{a0}: seuls les {} premiers sont lus.", numbers::whole(n, Fr)),
            |n| format!("This notice names too many recipients: only the first {} are read.", numbers::whole(n, En));
        returned_rest: fn(usize) -> String =
            |n| format!("Ce message et les suivants ne sont pas lus\u{a0}: un fichier en donne {} destinataires au plus. Enregistrez-les dans un autre fichier.", numbers::whole(n, Fr)),
            |n| format!("This message and those after it are not read: a file gives {} recipients at most. Save them to another file.", numbers::whole(n, En));
        returned_progress: fn(u32, u32) -> String =
            |done, all| format!("{done} fichiers lus sur {all}."),
            |done, all| format!("{done} of {all} files read.");
        returned_note: fn(usize) -> String =
            |n| if one(Fr, n) { format!("Ne plus écrire à {n} adresse") } else { format!("Ne plus écrire à {n} adresses") },
            |n| if one(En, n) { format!("Stop writing to {n} address") } else { format!("Stop writing to {n} addresses") };
        returned_noted: fn(u32) -> String =
            |n| if one(Fr, n as usize) { format!("{n} adresse notée.") } else { format!("{n} adresses notées.") },
            |n| if one(En, n as usize) { format!("{n} address noted.") } else { format!("{n} addresses noted.") };
        strip_text: fn(u32) -> String =
            |n| format!("Votre avis\u{a0}: {n}\u{a0}minute{}, une seule fois.", if n < 2 { "" } else { "s" }),
            |n| format!("Your opinion: {n} minute{}, once.", if n == 1 { "" } else { "s" });
        strip_number: fn(u32) -> String =
            |n| format!("N° {n}"),
            |n| format!("No. {n}");
    }
}

fn people(lang: Lang, n: u32) -> String {
    let word = match (lang, one(lang, n as usize)) {
        (Fr, true) => "personne",
        (Fr, false) => "personnes",
        (En, true) => "person",
        (En, false) => "people",
    };
    format!("{}\u{a0}{word}", numbers::whole(n as usize, lang))
}
