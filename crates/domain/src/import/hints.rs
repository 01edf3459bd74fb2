//! What people call questions and session fields in the headers of their own files. After `=`, only a header that is just
//! that.

/// What forms in the field call the questions of the dictionary, by question key.
pub(super) fn of_question(key: &str) -> &'static [&'static str] {
    named(QUESTIONS, key)
}

/// Headers of session tables in the field, by field name.
pub(super) fn of_session_field(field: &str) -> &'static [&'static str] {
    named(SESSION_FIELDS, field)
}

/// Headers of lists of people, by field name.
pub(super) fn of_contact_field(field: &str) -> &'static [&'static str] {
    named(CONTACT_FIELDS, field)
}

fn named(table: &'static [(&str, &[&str])], key: &str) -> &'static [&'static str] {
    let found = table.iter().find(|(name, _)| *name == key);
    found.map_or(&[], |(_, hints)| *hints)
}

const QUESTIONS: &[(&str, &[&str])] = &[
    (
        "objectives_met",
        &["objectifs atteints", "objectives met", "objectives reached"],
    ),
    (
        "content_fit",
        &[
            "contenu besoins",
            "contenu attentes",
            "contenu adapté",
            "=contenu",
            "=contenu de la formation",
            "content needs",
            "=content",
        ],
    ),
    ("pace", &["rythme", "pace"]),
    (
        "methods",
        &[
            "méthodes pédagogiques",
            "=méthodes",
            "pédagogie",
            "teaching methods",
            "=methods",
        ],
    ),
    (
        "trainer_clarity",
        &[
            "explications claires",
            "clarté formateur",
            "clarté explications",
            "formateur clair",
            "clear explanations",
            "trainer clear",
        ],
    ),
    (
        "trainer_listen",
        &[
            "écoute formateur",
            "disponibilité formateur",
            "formateur disponible",
            "écoute disponibilité",
            "trainer attentive",
            "trainer available",
            "trainer listen",
        ],
    ),
    (
        "org",
        &[
            "organisation",
            "logistique",
            "practical arrangements",
            "logistics",
        ],
    ),
    (
        "usefulness",
        &[
            "utile travail",
            "utile projet",
            "utilité",
            "useful work",
            "=usefulness",
        ],
    ),
    (
        "overall",
        &[
            "satisfaction globale",
            "satisfaction générale",
            "globalement satisfait",
            "dans l’ensemble satisfait",
            "=satisfaction",
            "overall satisfaction",
            "overall satisfied",
        ],
    ),
    ("nps", &["recommanderiez", "recommandation", "recommend"]),
    (
        "best",
        &[
            "points forts",
            "le plus apprécié",
            "le plus apporté",
            "avez apprécié",
            "best part",
            "most valuable",
            "strengths",
        ],
    ),
    (
        "improve",
        &[
            "améliorer",
            "amélioration",
            "suggestions",
            "points faibles",
            "improve",
            "improved",
            "weaknesses",
        ],
    ),
];

const SESSION_FIELDS: &[(&str, &[&str])] = &[
    (
        "service",
        &[
            "prestation",
            "=service",
            "=formation",
            "=intitulé de la formation",
            "=intitulé formation",
            "=nom de la formation",
            "=nom formation",
            "=titre de la formation",
            "=titre formation",
            "=libellé de la formation",
            "=libellé formation",
            "=action de formation",
            "=intitulé de l’action",
            "=intitulé action",
            "=intitulé du stage",
            "=intitulé stage",
            "=nom du stage",
            "=nom du programme",
            "=intitulé du programme",
            "=stage",
            "=programme",
            "=module",
            "=course",
            "=training",
        ],
    ),
    (
        "kind",
        &[
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
    ),
    (
        "title",
        &[
            "=titre",
            "=intitulé",
            "=libellé",
            "=session",
            "intitulé session",
            "titre session",
            "nom session",
            "libellé session",
            "=groupe",
            "=nom du groupe",
            "=nom groupe",
            "=libellé groupe",
            "=promotion",
            "session title",
            "session name",
        ],
    ),
    (
        "starts",
        &[
            "=du",
            "=date",
            "=dates",
            "=start",
            "=from",
            "=début",
            "date début",
            "start date",
        ],
    ),
    (
        "ends",
        &["=au", "=end", "=to", "=fin", "date fin", "end date"],
    ),
    (
        "site",
        &[
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
    ),
    (
        "trainer",
        &[
            "formateur",
            "formatrice",
            "intervenant",
            "animateur",
            "trainer",
        ],
    ),
    (
        "company",
        &[
            "entreprise",
            "=client",
            "=société",
            "commanditaire",
            "company",
            "customer",
        ],
    ),
    (
        "funder",
        &["financeur", "financement", "opco", "funder", "=funding"],
    ),
    (
        "subcontracted_for",
        &[
            "donneur ordres",
            "sous-traitance",
            "sous-traité",
            "compte de",
            "subcontracted",
            "subcontractor",
        ],
    ),
    (
        "headcount",
        &[
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
    ),
    ("absent", &["absents", "absences", "absentees", "=no-shows"]),
];

const CONTACT_FIELDS: &[(&str, &[&str])] = &[
    (
        "name",
        &[
            "=nom",
            "=name",
            "=noms",
            "nom famille",
            "nom participant",
            "nom stagiaire",
            "nom prénom",
            "prénom nom",
            "last name",
            "full name",
            "=stagiaire",
            "=participant",
            "=participants",
            "=apprenant",
        ],
    ),
    (
        "first_name",
        &[
            "=prénom",
            "=prénoms",
            "first name",
            "given name",
            "prénom participant",
            "prénom stagiaire",
        ],
    ),
    (
        "email",
        &[
            "email",
            "mail",
            "e mail",
            "courriel",
            "adresse électronique",
            "adresse mail",
            "=adresse email",
        ],
    ),
    (
        "party",
        &[
            "entreprise",
            "société",
            "employeur",
            "structure",
            "organisme",
            "financeur",
            "raison sociale",
            "company",
            "employer",
            "organisation",
        ],
    ),
    (
        "stakeholder",
        &[
            "=qualité",
            "=rôle",
            "=role",
            "=profil",
            "partie prenante",
            "=fonction",
            "=statut",
            "stakeholder",
        ],
    ),
    ("lang", &["langue", "language"]),
    (
        "minor",
        &["mineur", "=minor", "moins quinze ans", "under fifteen"],
    ),
];
