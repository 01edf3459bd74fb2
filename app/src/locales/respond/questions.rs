//! Around the questions. The words of scales are `locales::scales`.

use crate::catalogue;

catalogue! {
    Questions {
        several: "Plusieurs réponses possibles.", "You can choose several.";
        nps_low: "0\u{a0}: pas du tout probable", "0: not at all likely";
        nps_high: "10\u{a0}: tout à fait probable", "10: extremely likely";
        your_answer: "Votre réponse", "Your answer";
        free_text_care:
            "N’écrivez ni nom, ni information de santé.",
            "Please write no names and nothing about health.";
        not_a_number:
            "Ce nombre ne convient pas. Corrigez-le, ou effacez-le pour passer.",
            "This number does not fit. Correct it, or clear it to skip.";
        missing:
            "Cette question attend une réponse.",
            "This question needs an answer.";
        in_order:
            "Touchez vos choix dans l’ordre, le préféré d’abord.",
            "Tap your choices in order, the one you like best first.";
        draft_not_kept:
            "La place manque sur cet appareil\u{a0}: votre réponse n’est gardée qu’à l’écran. Ne fermez pas cette page.",
            "This device is out of space: your answer is only kept on the screen. Do not close this page.";
        not_stored_full:
            "Votre réponse n’est pas encore enregistrée\u{a0}: la place manque sur cet appareil. Elle reste à l’écran. Appelez la personne qui anime, puis réessayez.",
            "Your answer is not saved yet: this device is out of space. It stays on the screen. Call the trainer, then try again.";
        not_stored:
            "Votre réponse n’est pas encore enregistrée\u{a0}: l’appareil a refusé de l’écrire. Elle reste à l’écran. Réessayez.",
            "Your answer is not saved yet: the device refused to write it. It stays on the screen. Try again.";
        nothing_answered:
            "Vous n’avez répondu à aucune question. Revenez en arrière pour répondre, ou terminez sans répondre.",
            "You have not answered any question. Go back to answer, or finish without answering.";
        finish_without: "Terminer sans répondre", "Finish without answering";
    }
    with {
        progress: fn(u32, u32) -> String =
            |number, all| ["Question\u{a0}", &number.to_string(), " sur ", &all.to_string()].concat(),
            |number, all| ["Question ", &number.to_string(), " of ", &all.to_string()].concat();
        // Used, at most, both as written in the language.
        characters: fn(&str, &str) -> String =
            |used, most| [used, " caractères sur ", most].concat(),
            |used, most| [used, " characters of ", most].concat();
        // Places behind the point.
        decimals: fn(u32) -> String =
            |places| match places {
                0 => "Un nombre.".to_owned(),
                _ => ["Un nombre. Chiffres après la virgule\u{a0}: ", &places.to_string(), " au plus."].concat(),
            },
            |places| match places {
                0 => "A number.".to_owned(),
                _ => ["A number. Digits after the point: ", &places.to_string(), " at most."].concat(),
            };
        between: fn(u32, u32) -> String =
            |min, max| ["Un nombre de ", &min.to_string(), " à ", &max.to_string(), "."].concat(),
            |min, max| ["A number from ", &min.to_string(), " to ", &max.to_string(), "."].concat();
    }
}
