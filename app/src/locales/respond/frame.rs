//! What is around every screen.

use crate::catalogue;

catalogue! {
    Frame {
        page_title: "Boucle, votre avis", "Boucle, your feedback";
        opening: "Ouverture…", "Opening…";
        language: "Langue et taille du texte", "Language and text size";
        large_text: "Grand texte", "Large text";
        easy: "Facile", "Easy";
        easy_words: "Facile à lire", "Easy to read";
        back: "Retour", "Back";
        next: "Suivant", "Next";
        skip: "Passer", "Skip";
        finish: "Terminer", "Finish";
        stay: "Rester", "Stay";
        retry: "Réessayer", "Try again";
        part_missing:
            "Cet écran n’est pas encore sur cette tablette. Il faut du réseau pour le charger, une seule fois. Les réponses gardées ici ne risquent rien.",
            "This screen is not on this tablet yet. It takes a network to load it, once. The answers kept here are safe.";
        kept_tablet: "Enregistré sur cette tablette", "Saved on this tablet";
        kept_device: "Enregistré sur cet appareil", "Saved on this device";
        trainer_door: "Espace formateur", "Trainer’s area";
        trainer_door_hint:
            "Appuyez une seconde sans relâcher pour ouvrir l’espace formateur.",
            "Press and hold for a second to open the trainer’s area.";
        leave_title: "Quitter le questionnaire\u{202f}?", "Leave the questionnaire?";
        idle_title: "Êtes-vous toujours là\u{202f}?", "Are you still there?";
        idle_go_on: "Je continue", "I am still here";
        idle_slow_down: "Il me faut plus de temps", "I need more time";
    }
    with {
        idle_text: fn(u32) -> String =
            |seconds| ["Sans geste de votre part, vos réponses seront effacées dans ", &seconds.to_string(), "\u{a0}secondes."].concat(),
            |seconds| ["If you do nothing, your answers will be erased in ", &seconds.to_string(), " seconds."].concat();
    }
}
