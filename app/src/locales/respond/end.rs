//! The last screen: thanks, what happens next, where the answer is.

use crate::catalogue;

catalogue! {
    End {
        thanks: "Merci, c’est enregistré.", "Thank you, it is saved.";
        what_next:
            "Vos réponses seront lues avec celles du groupe. L’organisme décide de ce qui change et vous le dira.",
            "Your answers will be read with those of the group. The provider decides what changes and will tell you.";
        declined: "C’est noté.", "Noted.";
        declined_text:
            "Votre choix est respecté. Rien d’autre que ce refus n’est compté.",
            "Your choice is respected. Nothing but this refusal is counted.";
        waiting: "elle partira dès qu’un réseau sera là", "it will leave as soon as there is a network";
        close_page: "Vous pouvez fermer cette page.", "You can close this page.";
        next_person: "Personne suivante", "Next person";
    }
    with {
        // Whether it came after the end of the survey. Of other reasons nothing is told: it might help to guess links.
        aside: fn(bool) -> String =
            |late| [
                if late { "La réponse donnée ici est arrivée après la clôture de l’enquête" } else { "La réponse donnée ici est bien arrivée" },
                ". Elle est gardée à part\u{a0}: l’organisme décide si elle compte.",
            ].concat(),
            |late| [
                if late { "The answer given here came after the survey had closed" } else { "The answer given here has arrived" },
                ". It is kept apart: the provider decides whether it counts.",
            ].concat();
        // A time of day.
        received: fn(&str) -> String =
            |time| ["Reçu par le serveur à ", time].concat(),
            |time| ["Received by the server at ", time].concat();
        returns_in: fn(u32) -> String =
            |seconds| ["Retour à l’accueil dans ", &seconds.to_string(), "\u{a0}s"].concat(),
            |seconds| ["Back to the start in ", &seconds.to_string(), "\u{a0}s"].concat();
    }
}
