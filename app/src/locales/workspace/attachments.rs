//! Files attached to a record.

use crate::catalogue;

catalogue! {
    Attachments {
        title: "Pièces jointes", "Attachments";
        none: "Aucune pièce jointe. Une photo ou un PDF garde la preuve avec le reste.", "No attachment yet. A photo or a PDF keeps the proof with the rest.";
        add: "Joindre un fichier", "Attach a file";
        photo: "Prendre une photo", "Take a photo";
        limits: "Photos (JPEG, PNG, WebP) et PDF, 20\u{a0}Mo au plus. Le lieu et l’appareil sont retirés des photos.", "Photos (JPEG, PNG, WebP) and PDF, 20\u{a0}MB at most. Place and device are removed from photos.";
        preparing: "Préparation du fichier…", "Preparing the file…";
        kept: "Pièce jointe enregistrée sur cet appareil.", "Attachment saved on this device.";
        remove: "Retirer", "Remove";
        here: "Sur cet appareil, pas encore envoyée", "On this device, not sent yet";
        received: "Reçue par le serveur", "Received by the server";
        lost: "Le serveur ne l’a plus, et cet appareil n’en garde que la petite image. Si vous avez le fichier, joignez-le de nouveau.", "The server no longer has it, and this device kept only the small picture. If you have the file, attach it again.";
        not_yet: "Encore sur l’appareil d’où elle vient", "Still on the device it comes from";
        unknown: "Pas sur cet appareil", "Not on this device";
        too_large: "Ce fichier dépasse 20\u{a0}Mo. Joignez un PDF plus léger ou plusieurs fichiers.", "This file is over 20\u{a0}MB. Attach a lighter PDF or several files.";
        kind: "Ce fichier n’est ni une photo (JPEG, PNG, WebP) ni un PDF. Enregistrez-le en PDF et recommencez.", "This file is neither a photo (JPEG, PNG, WebP) nor a PDF. Save it as a PDF and try again.";
        unreadable: "Ce fichier ne se lit pas\u{a0}: il est peut-être abîmé. Ouvrez-le ailleurs pour vérifier.", "This file cannot be read: it may be damaged. Open it elsewhere to check.";
        no_room: "Cet appareil n’a plus assez de place pour une pièce jointe\u{a0}: elle n’a pas été gardée. Le texte, lui, s’enregistre toujours. Libérez de la place, puis réessayez.", "This device has not enough room left for an attachment: it was not kept. Text is still saved. Free some room, then try again.";
        broken: "Les pièces jointes sont hors d’usage sur cet appareil\u{a0}: leur mémoire ne s’ouvre pas. Tout le reste fonctionne. Fermez les autres onglets de Boucle et rechargez la page.", "Attachments are out of use on this device: their storage does not open. All the rest works. Close other Boucle tabs and reload the page.";
        not_kept: "La pièce jointe n’a pas pu être gardée sur cet appareil. Réessayez.", "The attachment could not be kept on this device. Try again.";
        in_a_tab: "Ouvrir dans un onglet", "Open in a tab";
        save_copy: "Enregistrer une copie", "Save a copy";
        open_offline: "Cette pièce jointe n’est pas sur cet appareil. Rouvrez-la quand le réseau sera là.", "This attachment is not on this device. Open it again once the network is there.";
        open_not_yet: "Cette pièce jointe n’est pas encore arrivée\u{a0}: elle attend sur l’appareil d’où elle vient.", "This attachment has not arrived yet: it waits on the device it comes from.";
    }
    with {
        size_kb: fn(&str) -> String =
            |n| format!("{n}\u{a0}ko"),
            |n| format!("{n}\u{a0}kB");
        size_mb: fn(&str) -> String =
            |n| format!("{n}\u{a0}Mo"),
            |n| format!("{n}\u{a0}MB");
        sending: fn(&str) -> String =
            |percent| format!("Envoi en cours\u{a0}: {percent}"),
            |percent| format!("Being sent: {percent}");
        refused: fn(&str) -> String =
            |why| format!("Gardée sur cet appareil, refusée par le serveur\u{a0}: {why}"),
            |why| format!("Kept on this device, refused by the server: {why}");
        open_name: fn(&str) -> String =
            |name| format!("Ouvrir {name}"),
            |name| format!("Open {name}");
        remove_name: fn(&str) -> String =
            |name| format!("Retirer {name}"),
            |name| format!("Remove {name}");
        removed: fn(&str) -> String =
            |name| format!("{name} n’est plus joint."),
            |name| format!("{name} is no longer attached.");
    }
}
