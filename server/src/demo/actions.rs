//! The improvement plan of the demo: fifteen actions at all stages, most of them from what people wrote.

use super::{Demo, random::Random, sessions::days_before};
use domain::{
    Day,
    action::{
        Action,
        ActionStatus::{
            self, Abandoned, Approved, Done, Effective, InProgress, Ineffective, Proposed,
        },
        ActionType::{self, Corrective, Improvement, Preventive},
        Source,
    },
    answer::Place,
    ids::{ActionId, AnswerId, random_id},
};
use std::ops::RangeInclusive;

/// The comment an action comes from: who released it knows the answer's id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quote {
    /// Key of the question.
    pub question: String,
    pub text: String,
    /// The day of the answer.
    pub day: Day,
}

/// An action before its comment was released.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct DemoAction {
    pub id: ActionId,
    pub action: Action,
    pub quote: Option<Quote>,
}

pub(super) struct ActionRow {
    title: &'static str,
    kind: ActionType,
    status: ActionStatus,
    /// Number of the person.
    owner: usize,
    /// Days from today; below 0 before it.
    due: i32,
    description: &'static str,
    expected_result: &'static str,
    criterion: &'static str,
    from: From,
}

enum From {
    /// A comment written between so many days ago and so many.
    Comment(&'static str, RangeInclusive<i32>),
    /// An idea of so many days ago.
    Idea(i32),
}

const ACTIONS: [ActionRow; 15] = [
    ActionRow {
        title: "Passer la formation Excel de deux à trois jours",
        kind: Corrective,
        status: Effective,
        owner: 2,
        due: -290,
        description: "Deux sessions de suite jugées trop rapides : ajouter une journée d’exercices corrigés.",
        expected_result: "Les participants terminent les exercices avant la correction.",
        criterion: "Moins de 15 % de « trop rapide » sur les deux sessions suivantes.",
        from: From::Comment(
            "Prévoir plus de temps pour finir les exercices avant la correction.",
            380..=500,
        ),
    },
    ActionRow {
        title: "Changer le vidéoprojecteur et les stores de la salle 2",
        kind: Corrective,
        status: Done,
        owner: 2,
        due: -60,
        description: "Devis accepté, pose faite pendant la fermeture.",
        expected_result: "Les supports sont lisibles du fond de la salle.",
        criterion: "Plus aucune remarque sur l’affichage pendant trois sessions.",
        from: From::Comment(
            "La salle est sombre et le vidéoprojecteur fatigue.",
            120..=330,
        ),
    },
    ActionRow {
        title: "Proposer un essai de connexion la veille de chaque session à distance",
        kind: Improvement,
        status: Effective,
        owner: 3,
        due: -250,
        description: "Créneau de quinze minutes, avec un numéro à appeler.",
        expected_result: "Tout le monde est connecté à l’heure le premier jour.",
        criterion: "Organisation jugée satisfaisante par au moins 85 % des participants à distance.",
        from: From::Comment(
            "Il faudrait pouvoir essayer la plateforme avant le premier jour.",
            300..=480,
        ),
    },
    ActionRow {
        title: "Envoyer les convocations quinze jours avant",
        kind: Corrective,
        status: InProgress,
        owner: 2,
        due: -18,
        description: "Modèle revu ; reste à déclencher l’envoi dès la confirmation de la session.",
        expected_result: "Chaque participant a dates, lieu et programme deux semaines avant.",
        criterion: "Neuf convocations sur dix envoyées à J-15 sur un trimestre.",
        from: From::Comment(
            "Recevoir la convocation plus tôt, je l\u{2019}ai eue quatre jours avant.",
            60..=170,
        ),
    },
    ActionRow {
        title: "Revoir l’implantation des tables pour le passage d’un fauteuil",
        kind: Corrective,
        status: Approved,
        owner: 1,
        due: 21,
        description: "Plan à valider avec la personne référente handicap.",
        expected_result: "Une allée de 1,40 m dans chaque salle.",
        criterion: "Contrôle sur place avant la prochaine session.",
        from: From::Comment(
            "Un fauteuil roulant passe difficilement entre les tables, à revoir.",
            20..=150,
        ),
    },
    ActionRow {
        title: "Sous-titrer les vidéos de cours",
        kind: Improvement,
        status: InProgress,
        owner: 3,
        due: 45,
        description: "Commencer par les douze vidéos les plus utilisées.",
        expected_result: "Les vidéos se suivent sans le son.",
        criterion: "Douze vidéos sous-titrées et relues.",
        from: From::Comment("Sous-titrer les vidéos.", 30..=160),
    },
    ActionRow {
        title: "Organiser une classe virtuelle de suivi à trois mois",
        kind: Improvement,
        status: Proposed,
        owner: 1,
        due: 60,
        description: "",
        expected_result: "Les participants reviennent avec leurs questions de terrain.",
        criterion: "La moitié des inscrits présents, satisfaits à 80 %.",
        from: From::Comment(
            "Un rappel ou une séance de suivi dans trois mois.",
            20..=150,
        ),
    },
    ActionRow {
        title: "Constituer un vivier de formateurs remplaçants pour l’apprentissage",
        kind: Corrective,
        status: InProgress,
        owner: 0,
        due: -9,
        description: "Deux conventions signées sur quatre.",
        expected_result: "Aucune séance annulée faute d’intervenant.",
        criterion: "Moins de 2 % d’heures non remplacées sur le trimestre.",
        from: From::Comment(
            "Trois professeurs absents et jamais remplacés ce trimestre.",
            60..=330,
        ),
    },
    ActionRow {
        title: "Publier l’emploi du temps six semaines à l’avance",
        kind: Corrective,
        status: Ineffective,
        owner: 2,
        due: -35,
        description: "Publié à temps, mais modifié trop souvent ensuite : chercher pourquoi avant de recommencer.",
        expected_result: "Les entreprises connaissent les semaines de cours.",
        criterion: "Moins de deux changements par mois et par classe.",
        from: From::Comment(
            "Le planning change trop souvent, on prévient l\u{2019}entreprise au dernier moment.",
            120..=330,
        ),
    },
    ActionRow {
        title: "Acheter deux platines d’entraînement pour l’habilitation électrique",
        kind: Corrective,
        status: Done,
        owner: 3,
        due: -40,
        description: "Livrées, installées à Lille.",
        expected_result: "Une platine pour trois personnes au plus.",
        criterion: "Méthodes jugées satisfaisantes par au moins 85 % du groupe.",
        from: From::Comment(
            "Deux platines pour tout le groupe, on attend son tour.",
            160..=380,
        ),
    },
    ActionRow {
        title: "Ouvrir un atelier collectif mensuel pour les candidats à la VAE",
        kind: Improvement,
        status: Approved,
        owner: 1,
        due: 30,
        description: "Deux heures, à distance, animées à tour de rôle.",
        expected_result: "Les candidats se soutiennent jusqu’au jury.",
        criterion: "Au moins quatre candidats par atelier pendant trois mois.",
        from: From::Comment(
            "Un atelier collectif pour rencontrer d\u{2019}autres candidats.",
            10..=190,
        ),
    },
    ActionRow {
        title: "Relancer les entreprises qui n’ont pas répondu",
        kind: Improvement,
        status: Proposed,
        owner: 1,
        due: 75,
        description: "",
        expected_result: "Un retour écrit de la moitié des commanditaires.",
        criterion: "Taux de réponse des entreprises au-dessus de 50 %.",
        from: From::Idea(6),
    },
    ActionRow {
        title: "Relire les questionnaires avec la personne référente handicap",
        kind: Improvement,
        status: InProgress,
        owner: 1,
        due: 14,
        description: "Vocabulaire, longueur, contraste des supports imprimés.",
        expected_result: "Chacun peut répondre seul.",
        criterion: "Relecture faite et corrections publiées.",
        from: From::Idea(25),
    },
    ActionRow {
        title: "Prévoir un remplaçant par formation à intervenant unique",
        kind: Preventive,
        status: Approved,
        owner: 0,
        due: -5,
        description: "Concerne l’anglais et l’habilitation électrique.",
        expected_result: "Aucune session reportée pour absence.",
        criterion: "Un nom et un accord écrit pour chaque formation concernée.",
        from: From::Idea(70),
    },
    ActionRow {
        title: "Remplacer l’émargement papier par une application",
        kind: Improvement,
        status: Abandoned,
        owner: 2,
        due: -110,
        description: "Essai abandonné : pas de réseau dans la moitié des salles.",
        expected_result: "Plus de feuilles à numériser.",
        criterion: "Toutes les sessions de Lyon émargées sans papier.",
        from: From::Idea(190),
    },
];

/// The comments that actions quote, with the days each may be from.
pub(super) fn quoted(today: Day) -> Vec<(&'static str, RangeInclusive<Day>)> {
    let quoted = |row: &ActionRow| match &row.from {
        From::Comment(text, ago) => Some((
            *text,
            days_before(today, *ago.end())..=days_before(today, *ago.start()),
        )),
        From::Idea(_) => None,
    };
    ACTIONS.iter().filter_map(quoted).collect()
}

/// The plan; `written` finds the question and day a comment was given to.
pub(super) fn actions(
    today: Day,
    people: &[super::DemoPerson],
    written: impl Fn(&str) -> Option<Quote>,
    random: &mut Random,
) -> Vec<DemoAction> {
    let mut action = |row: &ActionRow| {
        let (quote, ago) = match &row.from {
            From::Comment(text, ago) => (written(text), *ago.start()),
            From::Idea(ago) => (None, *ago),
        };
        // Read and discussed within the week.
        let read = quote.as_ref().map(|quote| days_before(quote.day, -6));
        let opened = read.unwrap_or(days_before(today, ago)).min(today);
        DemoAction {
            id: ActionId(random_id(random.bytes())),
            action: Action {
                title: row.title.to_owned(),
                kind: row.kind,
                description: row.description.to_owned(),
                owner: people.get(row.owner).map(|person| person.id),
                due: Some(days_before(today, -row.due)),
                expected_result: row.expected_result.to_owned(),
                criterion: row.criterion.to_owned(),
                status: row.status,
                source: Source::Idea,
                opened,
            },
            quote,
        }
    };
    ACTIONS.iter().map(&mut action).collect()
}

impl Demo {
    /// The plan, once answers are released: `released` finds the answer that holds a comment. An action whose comment
    /// still waits for its group is an idea.
    pub fn actions(
        &self,
        released: impl Fn(&Quote) -> Option<(AnswerId, Place)>,
    ) -> Vec<(ActionId, Action)> {
        let with_source = |demo: &DemoAction| {
            let mut action = demo.action.clone();
            let found = demo
                .quote
                .as_ref()
                .and_then(|quote| Some((quote, released(quote)?)));
            if let Some((quote, (answer, place))) = found {
                action.source = Source::Comment {
                    answer,
                    campaign: match place {
                        Place::Campaign(campaign) => Some(campaign),
                        Place::Pool { .. } => None,
                    },
                    question: quote.question.clone(),
                    quote: quote.text.clone(),
                    place: self.name_of(&place),
                };
            }
            (demo.id, action)
        };
        self.plan.iter().map(with_source).collect()
    }

    /// A place in words: the session's title, or service and quarter.
    fn name_of(&self, place: &Place) -> String {
        match place {
            Place::Campaign(campaign) => {
                let campaign = self.campaigns.iter().find(|demo| demo.id == *campaign);
                let session = campaign.map(|demo| demo.campaign.session);
                let session = self.sessions.iter().find(|(id, _)| Some(*id) == session);
                session
                    .map(|(_, session)| session.title.clone())
                    .unwrap_or_default()
            }
            Place::Pool {
                service, quarter, ..
            } => {
                let service = self.services.iter().find(|(id, _)| id == service);
                let title = service.map_or("", |(_, service)| service.title.as_str());
                format!("{title}, {quarter}")
            }
        }
    }
}
