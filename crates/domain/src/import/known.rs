//! What other tools and other people call things: scale labels, "not concerned", headers.

use super::words::label;
use std::{collections::HashMap, sync::LazyLock};

/// Labels of a four-step scale, from 1 to 4. Compared as [`label`]s.
const LIKERT4: [&[&str]; 4] = [
    &[
        "Pas du tout",
        "Non, pas du tout",
        "Pas du tout satisfait",
        "Pas du tout d’accord",
        "Très insatisfait",
        "Not at all",
        "Very dissatisfied",
        "Strongly disagree",
    ],
    &[
        "Plutôt non",
        "Non, plutôt pas",
        "Plutôt pas",
        "Pas vraiment",
        "Peu satisfait",
        "Plutôt insatisfait",
        "Plutôt pas satisfait",
        "Plutôt pas d’accord",
        "Insatisfait",
        "Rather not",
        "Rather no",
        "Mostly no",
        "Not really",
        "Dissatisfied",
        "Disagree",
    ],
    &[
        "Plutôt oui",
        "Oui, plutôt",
        "Plutôt",
        "Satisfait",
        "Plutôt satisfait",
        "Plutôt d’accord",
        "D’accord",
        "Rather yes",
        "Mostly yes",
        "Mostly",
        "Satisfied",
        "Agree",
    ],
    &[
        "Tout à fait",
        "Oui, tout à fait",
        "Très satisfait",
        "Tout à fait satisfait",
        "Tout à fait d’accord",
        "Totalement",
        "Completely",
        "Fully",
        "Yes, fully",
        "Very satisfied",
        "Strongly agree",
    ],
];

/// The middle of a five-step scale: no step of ours.
const MIDDLE: &[&str] = &[
    "Neutre",
    "Ni satisfait ni insatisfait",
    "Ni d’accord ni pas d’accord",
    "Moyennement satisfait",
    "Neutral",
    "Neither satisfied nor dissatisfied",
    "Neither agree nor disagree",
];

const NOT_CONCERNED: &[&str] = &[
    "N/A",
    "NA",
    "NC",
    "NSP",
    "Sans objet",
    "Non concerné",
    "Pas concerné",
    "Non applicable",
    "Ne se prononce pas",
    "Ne sait pas",
    "Not applicable",
    "Not concerned",
    "Does not apply",
];

/// What a label stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Meaning {
    Step(u32),
    Middle,
    NotConcerned,
}

static MEANINGS: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let steps = (1..)
        .zip(LIKERT4)
        .flat_map(|(step, labels)| labels.iter().map(move |text| (text, Meaning::Step(step))));
    let middle = MIDDLE.iter().map(|text| (text, Meaning::Middle));
    let none = NOT_CONCERNED
        .iter()
        .map(|text| (text, Meaning::NotConcerned));
    let all = steps.chain(middle).chain(none);
    all.map(|(text, meaning)| (label(text), meaning)).collect()
});

/// Longest text that can be a label, in bytes.
const LABEL_MAX: usize = 80;

fn meaning(text: &str) -> Option<Meaning> {
    if text.len() > LABEL_MAX {
        return None;
    }
    MEANINGS.get(&label(text)).copied()
}

pub(super) fn likert4_step(text: &str) -> Option<u32> {
    match meaning(text) {
        Some(Meaning::Step(step)) => Some(step),
        _ => None,
    }
}

pub(super) fn is_middle(text: &str) -> bool {
    meaning(text) == Some(Meaning::Middle)
}

pub(super) fn is_not_concerned(text: &str) -> bool {
    meaning(text) == Some(Meaning::NotConcerned)
}

/// Time stamps of Google Forms, LimeSurvey and Microsoft Forms; the first that is found is taken.
pub(super) const DAY_HEADERS: [&str; 16] = [
    "submitdate",
    "Horodateur",
    "Horodatage",
    "Timestamp",
    "Date de soumission",
    "Date submitted",
    "Heure de fin",
    "Completion time",
    "datestamp",
    "Date de la dernière action",
    "Heure de début",
    "Start time",
    "Date de réponse",
    "Date de la réponse",
    "Date",
    "Jour",
];

/// What forms in the field call the questions of the dictionary, by question key.
pub(super) fn question_hints(key: &str) -> &'static [&'static str] {
    match key {
        "objectives_met" => &["objectifs atteints", "objectives met", "objectives reached"],
        "content_fit" => &[
            "contenu besoins",
            "contenu attentes",
            "contenu adapté",
            "=contenu",
            "=contenu de la formation",
            "content needs",
            "=content",
        ],
        "pace" => &["rythme", "pace"],
        "methods" => &[
            "méthodes pédagogiques",
            "=méthodes",
            "pédagogie",
            "teaching methods",
            "=methods",
        ],
        "trainer_clarity" => &[
            "explications claires",
            "clarté formateur",
            "clarté explications",
            "formateur clair",
            "clear explanations",
            "trainer clear",
        ],
        "trainer_listen" => &[
            "écoute formateur",
            "disponibilité formateur",
            "formateur disponible",
            "écoute disponibilité",
            "trainer attentive",
            "trainer available",
            "trainer listen",
        ],
        "org" => &[
            "organisation",
            "logistique",
            "practical arrangements",
            "logistics",
        ],
        "usefulness" => &[
            "utile travail",
            "utile projet",
            "utilité",
            "useful work",
            "=usefulness",
        ],
        "overall" => &[
            "satisfaction globale",
            "satisfaction générale",
            "globalement satisfait",
            "dans l’ensemble satisfait",
            "=satisfaction",
            "overall satisfaction",
            "overall satisfied",
        ],
        "nps" => &["recommanderiez", "recommandation", "recommend"],
        "best" => &[
            "points forts",
            "le plus apprécié",
            "le plus apporté",
            "avez apprécié",
            "best part",
            "most valuable",
            "strengths",
        ],
        "improve" => &[
            "améliorer",
            "amélioration",
            "suggestions",
            "points faibles",
            "improve",
            "improved",
            "weaknesses",
        ],
        _ => &[],
    }
}

/// Headers of session tables in the field, by field name.
pub(super) fn session_hints(field: &str) -> &'static [&'static str] {
    match field {
        "service" => &[
            "prestation",
            "=service",
            "=formation",
            "=intitulé de la formation",
            "=nom de la formation",
            "=titre de la formation",
            "=stage",
            "=programme",
            "=module",
            "=course",
            "=training",
        ],
        "kind" => &[
            "=type",
            "=nature",
            "=catégorie",
            "=type de formation",
            "type prestation",
            "type action",
            "nature prestation",
            "catégorie prestation",
            "kind service",
            "type service",
        ],
        "title" => &[
            "=titre",
            "=intitulé",
            "=libellé",
            "=session",
            "intitulé session",
            "titre session",
            "nom session",
            "libellé session",
            "session title",
            "session name",
        ],
        "starts" => &[
            "=du",
            "=date",
            "=dates",
            "=start",
            "=from",
            "=début",
            "date début",
            "start date",
        ],
        "ends" => &["=au", "=end", "=to", "=fin", "date fin", "end date"],
        "site" => &[
            "=lieu",
            "=site",
            "=ville",
            "=centre",
            "=salle",
            "=location",
            "=place",
            "=venue",
            "lieu formation",
        ],
        "trainer" => &[
            "formateur",
            "formatrice",
            "intervenant",
            "animateur",
            "trainer",
        ],
        "company" => &[
            "entreprise",
            "=client",
            "=société",
            "commanditaire",
            "company",
            "customer",
        ],
        "funder" => &["financeur", "financement", "opco", "funder", "=funding"],
        "subcontracted_for" => &[
            "donneur ordres",
            "sous-traitance",
            "sous-traité",
            "compte de",
            "subcontracted",
            "subcontractor",
        ],
        "headcount" => &[
            "effectif",
            "participants",
            "stagiaires",
            "apprenants",
            "inscrits",
            "bénéficiaires",
            "headcount",
            "attendees",
            "learners",
        ],
        "absent" => &["absents", "absences", "absentees", "=no-shows"],
        _ => &[],
    }
}
