//! The first screen: who asks, why, how long, and the privacy notice of the campaign's mode. After an interruption:
//! whose answer it is.

use crate::catalogue;

catalogue! {
    First {
        attract_title: "Votre avis compte", "Your feedback matters";
        attract_start: "Touchez l’écran pour commencer", "Tap the screen to start";
        who: "Qui demande", "Who is asking";
        why: "Pourquoi", "Why";
        why_text:
            "Pour améliorer les prestations. Répondre est facultatif et sans conséquence pour vous.",
            "To improve the services. Answering is optional and changes nothing for you.";
        how_long: "Combien de temps", "How long";
        anonymous: "Vos réponses sont anonymes", "Your answers are anonymous";
        anonymous_text:
            "Rien ne relie votre nom à vos réponses. Seul le jour est gardé.",
            "Nothing links your name to your answers. Only the day is kept.";
        confidential: "Vos réponses sont confidentielles", "Your answers are confidential";
        confidential_text:
            "L’organisme peut savoir qui a répondu, jamais qui a dit quoi.",
            "The provider may know who answered, never who said what.";
        named: "Vos réponses sont reliées à votre nom", "Your answers are linked to your name";
        unnamed: "Vos réponses ne portent pas votre nom", "Your answers do not bear your name";
        unnamed_text: "Seul un lien personnel les relierait à vous.", "Only a personal link would tie them to you.";
        signed: "Votre signature vous nomme.", "Your signature names you.";
        test: "Essai\u{a0}: ces réponses ne compteront pas", "Trial: these answers will not count";
        start: "Commencer", "Start";
        decline: "Je ne souhaite pas répondre", "I would rather not answer";
        more: "En savoir plus sur vos données", "More about your data";
        resume_title: "Une réponse a été interrompue", "An answer was interrupted";
        resume_text:
            "Si c’est la vôtre, reprenez-la. Sinon, commencez-en une nouvelle\u{a0}: rien de la précédente ne sera montré.",
            "If it is yours, take it up again. If not, start a new one: nothing of the earlier one will be shown.";
        elsewhere:
            "Cette réponse n’est plus dans cet onglet\u{a0}: un autre l’a terminée, reprise ou effacée.",
            "This answer is no longer in this tab: another finished it, took it up or deleted it.";
        nothing_asked: "Aucune question ne vous concerne aujourd’hui.", "No question concerns you today.";
        new_person: "Nouvelle personne", "New person";
    }
    with {
        // The organisation, the session.
        who_text: fn(&str, &str) -> String =
            |organisation, session| [organisation, ", pour la session «\u{202f}", session, "\u{202f}»."].concat(),
            |organisation, session| [organisation, ", for the session “", session, "”."].concat();
        // Questions, minutes.
        how_long_text: fn(u32, u32) -> String =
            |questions, minutes| [&questions.to_string(), "\u{a0}questions, environ ", &minutes.to_string(), "\u{a0}minutes."].concat(),
            |questions, minutes| [&questions.to_string(), " questions, about ", &minutes.to_string(), " minutes."].concat();
        // The reason given by the organisation.
        named_text: fn(&str) -> String =
            |reason| ["L’organisme en donne la raison\u{a0}: ", reason].concat(),
            |reason| ["The provider gives this reason: ", reason].concat();
        resume_at: fn(u32) -> String =
            |question| ["Reprendre à la question\u{a0}", &question.to_string()].concat(),
            |question| ["Go on at question ", &question.to_string()].concat();
    }
}
