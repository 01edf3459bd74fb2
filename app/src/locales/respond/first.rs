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
            "Pour améliorer cette formation et les suivantes. Répondre est facultatif et ne change rien à votre parcours.",
            "To improve this training and the next ones. Answering is optional and changes nothing for you.";
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
        test: "Essai\u{a0}: ces réponses ne compteront pas", "Trial: these answers will not count";
        start: "Commencer", "Start";
        decline: "Je ne souhaite pas répondre", "I would rather not answer";
        more: "En savoir plus sur vos données", "More about your data";
        controller: "Responsable", "Controller";
        purpose: "À quoi elles servent", "What they are for";
        purpose_text:
            "À mesurer et à améliorer la qualité des prestations, intérêt légitime de l’organisme. Répondre est facultatif.",
            "To measure and improve the quality of services, a legitimate interest of the provider. Answering is optional.";
        recipients: "Qui les lit", "Who reads them";
        recipients_text:
            "L’équipe de l’organisme. Un financeur voit des résultats d’ensemble, un auditeur peut voir des extraits. En dessous de cinq réponses, rien n’est montré par session.",
            "The provider’s team. A funder sees overall results, an auditor may see extracts. Below five answers nothing is shown per session.";
        retention: "Combien de temps elles sont gardées", "How long they are kept";
        retention_text:
            "Le temps d’un cycle de certification (trois ans et l’audit qui suit), puis seulement des totaux.",
            "For one certification cycle (three years and the audit that follows), then only totals.";
        rights: "Vos droits", "Your rights";
        rights_anonymous:
            "Comme rien ne relie vos réponses à vous, personne ne peut les retrouver une fois envoyées, ni les corriger, ni les effacer.",
            "As nothing links your answers to you, nobody can find them once sent, nor correct or erase them.";
        on_device: "Sur cet appareil", "On this device";
        on_device_text:
            "Vos réponses y sont chiffrées jusqu’à leur envoi. Une fois terminées, elles ne peuvent plus y être lues.",
            "Your answers are encrypted here until they are sent. Once finished, they can no longer be read here.";
        complaint: "Réclamation", "Complaint";
        complaint_text:
            "Vous pouvez saisir la CNIL, l’autorité française de protection des données (cnil.fr).",
            "You can complain to the CNIL, the French data protection authority (cnil.fr).";
        resume_title: "Une réponse a été interrompue", "An answer was interrupted";
        resume_text:
            "Si c’est la vôtre, reprenez-la. Sinon, commencez-en une nouvelle\u{a0}: rien de la précédente ne sera montré.",
            "If it is yours, take it up again. If not, start a new one: nothing of the earlier one will be shown.";
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
        // The organisation, whom to write to.
        controller_text: fn(&str, &str) -> String =
            |organisation, contact| [organisation, ". Contact\u{a0}: ", contact, "."].concat(),
            |organisation, contact| [organisation, ". Contact: ", contact, "."].concat();
        rights_text: fn(&str) -> String =
            |contact| ["Accès, rectification, effacement, limitation, opposition\u{a0}: écrivez à ", contact, "."].concat(),
            |contact| ["Access, rectification, erasure, restriction, objection: write to ", contact, "."].concat();
        resume_at: fn(u32) -> String =
            |question| ["Reprendre à la question\u{a0}", &question.to_string()].concat(),
            |question| ["Go on at question ", &question.to_string()].concat();
    }
}
