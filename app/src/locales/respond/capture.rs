//! What is drawn or photographed. A catalogue of its own, since its screens come later.

use crate::catalogue;
use domain::Lang;

catalogue! {
    Capture {
        sign_here:
            "Signez dans le cadre, avec le doigt, un stylet ou la souris.",
            "Sign in the box, with a finger, a pen or the mouse.";
        not_drawn: "Cadre pour signer, vide", "Box to sign in, empty";
        is_drawn: "Cadre pour signer, signé", "Box to sign in, signed";
        undo: "Annuler le dernier trait", "Undo the last stroke";
        clear: "Effacer", "Clear";
        no_more_room:
            "Le cadre ne prend plus de trait. Effacez pour recommencer.",
            "The box takes no more strokes. Clear it to start again.";
        by_keyboard:
            "Ou signez au clavier\u{a0}: tapez votre nom",
            "Or sign with the keyboard: type your name";
        photo_care:
            "Ne photographiez personne sans son accord. Ni le lieu, ni l’heure, ni l’appareil ne sont gardés.",
            "Photograph nobody without their consent. Neither place, time nor device is kept.";
        take: "Prendre une photo", "Take a photo";
        take_again: "Reprendre la photo", "Take it again";
        choose: "Choisir une image", "Choose a picture";
        remove: "Retirer la photo", "Remove the photo";
        your_photo: "Votre photo", "Your photo";
        about: "Que voit-on sur la photo\u{202f}? (facultatif)", "What does the photo show? (optional)";
        preparing: "Préparation de la photo…", "Preparing the photo…";
        unreadable:
            "Ce fichier n’est pas une image que cet appareil sait lire. Prenez-en une autre.",
            "This file is no picture that this device can read. Take another one.";
        no_room:
            "La place manque sur cet appareil\u{a0}: la photo n’est pas gardée.",
            "This device is out of space: the photo is not kept.";
        not_stored:
            "L’appareil a refusé d’écrire la photo. Réessayez.",
            "The device refused to write the photo. Try again.";
    }
}

pub fn texts(lang: Lang) -> &'static Capture {
    static TEXTS: [Capture; 2] = [FR, EN];
    match lang {
        Lang::Fr => &TEXTS[0],
        Lang::En => &TEXTS[1],
    }
}
