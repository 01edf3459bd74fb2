//! Screens on which nothing can be answered: why, and what to do.

use crate::catalogue;

catalogue! {
    Stops {
        unknown_title: "Ce lien ne mène à aucun questionnaire", "This link leads to no questionnaire";
        unknown_text:
            "Il est incomplet ou n’est plus valable. Demandez-le à nouveau à l’organisme, ou scannez l’affiche.",
            "It is incomplete or no longer valid. Ask the provider for it again, or scan the poster.";
        spent_title: "Ce lien a déjà servi", "This link was used already";
        spent_text:
            "Une réponse est arrivée avec ce lien\u{a0}: merci. Il ne compte qu’une fois.",
            "An answer came with this link: thank you. It counts once.";
        closed_title: "Cette enquête est terminée", "This survey has ended";
        closed_text:
            "Les réponses ne sont plus acceptées. Merci d’être passé.",
            "Answers are no longer accepted. Thank you for coming by.";
        offline_title: "Il faut du réseau la première fois", "A network is needed the first time";
        offline_text:
            "Ce questionnaire n’a encore jamais été ouvert sur cet appareil. Ouvrez-le une fois avec du réseau\u{a0}: il marchera ensuite sans.",
            "This questionnaire has never been opened on this device. Open it once with a network: it will then work without.";
        storage_title: "Ce navigateur ne peut rien enregistrer", "This browser cannot save anything";
        storage_text:
            "La navigation privée ou un réglage l’en empêche. Ouvrez cette page dans une fenêtre ordinaire.",
            "A private window or a setting prevents it. Open this page in an ordinary window.";
        gone_title: "Cette session n’est plus ouverte", "This session is no longer open";
        gone_text:
            "Rendez la tablette à la personne qui anime.",
            "Please give the tablet back to the trainer.";
    }
    with {
        not_yet_title: fn(&str) -> String =
            |day| ["Cette enquête ouvre le ", day].concat(),
            |day| ["This survey opens on ", day].concat();
        not_yet_text: &'static str =
            "Revenez ce jour-là avec le même lien.",
            "Come back on that day with the same link.";
    }
}
