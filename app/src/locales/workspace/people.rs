//! People who are asked: the list of a session, links and strips that count once, mail.

use super::one;
use crate::catalogue;
use domain::{
    Lang::{En, Fr},
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
        import_lead: "Un fichier CSV ou XLSX, une personne par ligne. Seules les colonnes choisies sont lues\u{a0}: les autres ne quittent pas le fichier.", "A CSV or XLSX file, one person per row. Only the chosen columns are read: the others do not leave the file.";
        to_session: "Revenir à la session", "Back to the session";
        see_list: "Voir les personnes", "See the people";
        edit: "Modifier", "Edit";
        edit_title: "Modifier la personne", "Edit the person";
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
        bounced_hint: "À cocher quand un envoi vous est retourné, à décocher quand l’adresse est corrigée.", "Tick it when mail was returned to you, untick it once the address is mended.";
        saved: "Personne enregistrée.", "Person saved.";
        erase: "Effacer", "Erase";
        erase_title: "Effacer cette personne\u{202f}?", "Erase this person?";
        erase_text: "Son nom, son adresse et ce qui lui a été envoyé disparaissent, de toutes les sessions. Son lien ne s’ouvrira plus. Ce qui a été compté le reste\u{a0}: rien n’y mène à elle.", "Their name, their address and what was sent to them go, from all sessions. Their link will not open any more. What was counted stays counted: nothing there leads to them.";
        erased: "Personne effacée.", "Person erased.";
        file: "Ses données", "Their data";
        undo: "Reprendre le dernier import", "Take the last import back";
        undo_title: "Reprendre le dernier import\u{202f}?", "Take the last import back?";

        strips: "Bandelettes à imprimer", "Strips to print";
        strips_text: "Un code par personne, qui ne compte qu’une fois. À couper et à distribuer au hasard\u{a0}: rien ne dit à qui va laquelle.", "One code per person, which counts once. To cut and hand out at random: nothing says who gets which.";
        strips_lead: "Chaque bandelette ouvre le questionnaire et compte une seule fois. Ouverte avec du réseau, elle marche ensuite sans\u{a0}; le serveur départage les doubles à l’arrivée.", "Each strip opens the questionnaire and counts once. Opened with a network, it then works without; the server settles doubles when they arrive.";
        count: "Nombre de bandelettes", "Number of strips";
        count_hint: "200 au plus à la fois. Imprimez-les tout de suite\u{a0}: le serveur n’en garde que l’empreinte et ne les montrera plus.", "200 at most at a time. Print them at once: the server keeps only their hash and will not show them again.";
        make_strips: "Créer les bandelettes", "Make the strips";
        strip_text: "Votre avis\u{a0}: trois minutes, une seule fois.", "Your opinion: three minutes, once.";
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
        undo_text: fn(u32) -> String =
            |n| if one(Fr, n as usize) { format!("{n} personne quitte cette session. Si elle n’est d’aucune autre, elle est effacée.") } else { format!("{n} personnes quittent cette session. Celles qui ne sont d’aucune autre sont effacées.") },
            |n| if one(En, n as usize) { format!("{n} person leaves this session. If they are of no other, they are erased.") } else { format!("{n} people leave this session. Those who are of no other are erased.") };
        undone: fn(u32) -> String =
            |n| if one(Fr, n as usize) { format!("{n} personne retirée.") } else { format!("{n} personnes retirées.") },
            |n| if one(En, n as usize) { format!("{n} person taken out.") } else { format!("{n} people taken out.") };
        strip_number: fn(u32) -> String =
            |n| format!("N° {n}"),
            |n| format!("No. {n}");
    }
}
