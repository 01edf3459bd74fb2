//! The sentences of the notice. French with its spacing; short, for many read them at fifteen.

use super::{About, Paragraph};
use crate::{
    Text,
    campaign::{Privacy, Stakeholder},
};

fn paragraph(title: (&str, &str), fr: String, en: String) -> Paragraph {
    Paragraph {
        title: Text {
            fr: title.0.to_owned(),
            en: title.1.to_owned(),
        },
        text: Text { fr, en },
    }
}

fn fixed(title: (&str, &str), fr: &str, en: &str) -> Paragraph {
    paragraph(title, fr.to_owned(), en.to_owned())
}

pub(super) fn controller(about: &About<'_>) -> Paragraph {
    let (organisation, contact) = (about.organisation, about.contact);
    paragraph(
        ("Responsable", "Controller"),
        format!("{organisation}. Pour toute question sur vos données, écrivez à\u{a0}: {contact}."),
        format!("{organisation}. For any question about your data, write to: {contact}."),
    )
}

pub(super) fn minors(about: &About<'_>) -> Paragraph {
    let (fr, en) = match about.privacy {
        _ if about.signs => (
            "Votre signature vous nomme\u{a0}: elle reste à côté de vos réponses. Si cela vous gêne, ne répondez pas.",
            "Your signature names you: it stays beside your answers. If you do not like that, do not answer.",
        ),
        Privacy::Anonyme => (
            "Personne ne saura ce que vous avez répondu, ni vos professeurs, ni votre employeur, ni vos parents.",
            "Nobody will know what you answered: not your teachers, not your employer, not your parents.",
        ),
        Privacy::Confidentiel => (
            "On peut savoir que vous avez répondu. Personne ne saura ce que vous avez répondu.",
            "People may know that you answered. Nobody will know what you answered.",
        ),
        Privacy::Nominatif => (
            "Par un lien personnel, votre nom reste à côté de vos réponses. Si cela vous gêne, ne répondez pas.",
            "By a personal link, your name stays beside your answers. If you do not like that, do not answer.",
        ),
    };
    let fr = format!(
        "Ces questions parlent de votre formation, pas de vos notes. Vous avez le droit de ne pas répondre. Cela ne change rien pour vous. {fr} Vous pouvez en parler d’abord avec vos parents ou avec un adulte de confiance. N’écrivez pas votre nom, ni celui d’une autre personne, ni rien sur la santé."
    );
    let en = format!(
        "These questions are about your training, not about your marks. You have the right not to answer. It changes nothing for you. {en} You can talk about it first with your parents or with an adult you trust. Do not write your name, anybody else’s name, or anything about health."
    );
    paragraph(
        ("Si vous avez moins de 18\u{a0}ans", "If you are under 18"),
        fr,
        en,
    )
}

pub(super) fn purpose(stakeholder: Stakeholder) -> Paragraph {
    let changes = match stakeholder {
        Stakeholder::Beneficiary => "ne change rien à votre parcours",
        _ => "n’a aucune conséquence pour vous",
    };
    paragraph(
        ("À quoi servent vos réponses", "What your answers are for"),
        format!(
            "À mesurer la qualité des prestations et à les améliorer. Base légale\u{a0}: l’intérêt légitime de l’organisme, qui doit recueillir l’avis des personnes. Répondre est facultatif et {changes}."
        ),
        "To measure the quality of services and to improve them. Legal basis: the legitimate interest of the provider, which must ask people for their opinion. Answering is optional and changes nothing for you.".to_owned(),
    )
}

pub(super) fn known(about: &About<'_>) -> Paragraph {
    let (fr, en) = match about.privacy {
        Privacy::Confidentiel if about.signs => (
            "Si vous avez répondu, et vos réponses. Votre signature vous nomme\u{a0}: elle est gardée avec elles, et l’équipe peut les relier à vous.".to_owned(),
            "Whether you answered, and your answers. Your signature names you: it is kept with them, and the team can tell that they are yours.".to_owned(),
        ),
        Privacy::Nominatif if about.signs => (
            format!("Vos réponses et votre signature. Votre signature vous nomme\u{a0}: même sur une tablette, sur papier ou par le lien partagé, l’équipe peut relier vos réponses à vous. Raison donnée par l’organisme\u{a0}: {}.", reason(about)),
            format!("Your answers and your signature. Your signature names you: even on a tablet, on paper or by the shared link the team can tell that the answers are yours. The reason given by the provider: {}.", reason(about)),
        ),
        Privacy::Anonyme => (
            "Vos réponses, leur langue et le jour. Ni votre nom, ni l’heure, ni l’appareil. Elles ne sont lues que mêlées à celles d’au moins quatre autres personnes. Si vous écrivez un nom ou un détail personnel, il sera lu\u{a0}: évitez-le.".to_owned(),
            "Your answers, their language and the day. Not your name, not the time, not the device. They are only read mixed with those of at least four other people. If you write a name or a personal detail, it will be read: better not.".to_owned(),
        ),
        Privacy::Confidentiel => (
            "D’un côté, si vous avez répondu\u{a0}; de l’autre, ce qui a été répondu, sans nom. Rien ne relie les deux. Si vous écrivez un nom ou un détail personnel, il sera lu\u{a0}: évitez-le.".to_owned(),
            "On one side, whether you answered; on the other, what was answered, without a name. Nothing joins the two. If you write a name or a personal detail, it will be read: better not.".to_owned(),
        ),
        Privacy::Nominatif => (
            format!("Par un lien personnel, vos réponses sont reliées à votre nom\u{a0}; sur une tablette, sur papier ou par le lien partagé, elles ne le portent pas. Raison donnée par l’organisme\u{a0}: {}.", reason(about)),
            format!("By a personal link your answers are linked to your name; on a tablet, on paper or by the shared link they do not bear it. The reason given by the provider: {}.", reason(about)),
        ),
    };
    paragraph(("Ce qui est enregistré", "What is recorded"), fr, en)
}

fn reason<'a>(about: &About<'a>) -> &'a str {
    about.reason.trim().trim_end_matches('.')
}

pub(super) fn readers(privacy: Privacy) -> Paragraph {
    let (fr, en) = match privacy {
        Privacy::Nominatif => (
            "L’équipe de l’organisme. Un financeur voit des résultats d’ensemble, un auditeur peut voir des extraits.",
            "The provider’s team. A funder sees overall results, an auditor may see extracts.",
        ),
        Privacy::Anonyme | Privacy::Confidentiel => (
            "L’équipe de l’organisme. Un financeur voit des résultats d’ensemble, un auditeur peut voir des extraits. En dessous de cinq réponses, rien n’est montré par session.",
            "The provider’s team. A funder sees overall results, an auditor may see extracts. Below five answers nothing is shown per session.",
        ),
    };
    fixed(("Qui les lit", "Who reads them"), fr, en)
}

pub(super) fn kept(about: &About<'_>) -> Paragraph {
    let keep = about.keep;
    let (links, people, answers) = (keep.links_months, keep.contacts_months, keep.answers_months);
    let (fr, en) = match about.privacy {
        Privacy::Anonyme => (
            format!(
                "Ce que vous écrivez, vos photos\u{a0}: {answers}\u{a0}mois après la fin de l’enquête. Les notes et les choix restent\u{a0}: ils ne nomment personne. Si l’organisme a votre adresse pour vous écrire, il la garde {people}\u{a0}mois après votre dernière session, et la trace des messages {links}\u{a0}mois après la fin de l’enquête."
            ),
            format!(
                "What you write, your photos: {answers} months after the end of the survey. Ratings and choices stay: they name nobody. If the provider has your address to write to you, it keeps it for {people} months after your last session, and the trace of messages for {links} months after the end of the survey."
            ),
        ),
        Privacy::Confidentiel if !about.signs => (
            format!(
                "La liste des personnes interrogées, et qui a répondu\u{a0}: {links}\u{a0}mois après la fin de l’enquête. Votre nom et votre adresse\u{a0}: {people}\u{a0}mois après votre dernière session. Ce que vous écrivez, vos photos\u{a0}: {answers}\u{a0}mois après la fin de l’enquête. Les notes et les choix restent\u{a0}: ils ne nomment personne."
            ),
            format!(
                "The list of who was asked, and who answered: {links} months after the end of the survey. Your name and address: {people} months after your last session. What you write, your photos: {answers} months after the end of the survey. Ratings and choices stay: they name nobody."
            ),
        ),
        Privacy::Confidentiel | Privacy::Nominatif => (
            format!(
                "La liste des personnes interrogées\u{a0}: {links}\u{a0}mois après la fin de l’enquête. Votre nom et votre adresse\u{a0}: {people}\u{a0}mois après votre dernière session. Ce que vous écrivez, votre signature, vos photos\u{a0}: {answers}\u{a0}mois après la fin de l’enquête. Ensuite, plus rien ne relie vos réponses à vous."
            ),
            format!(
                "The list of who was asked: {links} months after the end of the survey. Your name and address: {people} months after your last session. What you write, your signature, your photos: {answers} months after the end of the survey. After that nothing links your answers to you."
            ),
        ),
    };
    paragraph(("Combien de temps", "For how long"), fr, en)
}

pub(super) fn rights(about: &About<'_>) -> Paragraph {
    let contact = about.contact;
    let (fr, en) = match about.privacy {
        Privacy::Anonyme => (
            format!(
                "Comme rien ne relie vos réponses à vous, personne ne peut les retrouver une fois envoyées, ni les corriger, ni les effacer. Pour vos autres données, écrivez à {contact}."
            ),
            format!(
                "As nothing links your answers to you, nobody can find them once sent, nor correct or erase them. For your other data, write to {contact}."
            ),
        ),
        Privacy::Confidentiel if !about.signs => (
            format!(
                "Voir, corriger ou faire effacer votre nom et votre adresse, en limiter l’usage ou vous y opposer\u{a0}: écrivez à {contact}. Vos réponses ne portent pas votre nom\u{a0}: personne ne peut les retrouver."
            ),
            format!(
                "To see, correct or erase your name and address, restrict their use or object to it: write to {contact}. Your answers do not bear your name: nobody can find them."
            ),
        ),
        Privacy::Confidentiel | Privacy::Nominatif => (
            format!(
                "Voir, corriger ou faire effacer vos données, en limiter l’usage ou vous y opposer\u{a0}: écrivez à {contact}."
            ),
            format!(
                "To see, correct or erase your data, restrict their use or object to it: write to {contact}."
            ),
        ),
    };
    paragraph(("Vos droits", "Your rights"), fr, en)
}

pub(super) fn device() -> Paragraph {
    fixed(
        ("Sur cet appareil", "On this device"),
        "Vos réponses y sont chiffrées jusqu’à leur envoi. Une fois terminées, elles ne peuvent plus y être lues.",
        "Your answers are encrypted here until they are sent. Once finished, they can no longer be read here.",
    )
}

pub(super) fn complaint() -> Paragraph {
    fixed(
        ("Réclamation", "Complaint"),
        "Vous pouvez saisir la CNIL, l’autorité française de protection des données (cnil.fr).",
        "You can complain to the CNIL, the French data protection authority (cnil.fr).",
    )
}
