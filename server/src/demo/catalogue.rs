//! What the demo's organisation sells and ran: services, people, forty sessions. All names are invented, but for the
//! public ones of funders.

use domain::{
    role::Role,
    service::ServiceKind::{self, Apprentissage, Bilan, Formation, Vae},
};

pub(super) const ORGANISATION: &str = "Atelier Confluence (démonstration)";
pub(super) const CONTACT: &str = "qualite@atelier-confluence.example";

pub(super) const REMOTE: &str = "À distance";

pub(super) struct ServiceRow {
    /// Names the service in the other tables and in the comments.
    pub key: &'static str,
    pub kind: ServiceKind,
    pub title: &'static str,
    /// How its sessions are called.
    pub short: &'static str,
}

const fn service(
    key: &'static str,
    kind: ServiceKind,
    title: &'static str,
    short: &'static str,
) -> ServiceRow {
    ServiceRow {
        key,
        kind,
        title,
        short,
    }
}

#[rustfmt::skip]
pub(super) const SERVICES: [ServiceRow; 12] = [
    service("excel", Formation, "Excel : analyser et présenter ses données", "Excel"),
    service("equipe", Formation, "Animer une équipe au quotidien", "Animer une équipe"),
    service("anglais", Formation, "Anglais professionnel, niveau B1", "Anglais B1"),
    service("gestes", Formation, "Gestes et postures au travail", "Gestes et postures"),
    service("cyber", Formation, "Cybersécurité : les bons réflexes", "Cybersécurité"),
    service("elec", Formation, "Habilitation électrique H0 B0", "Habilitation électrique"),
    service("parole", Formation, "Prendre la parole en public", "Prise de parole"),
    service("formateurs", Formation, "Formation de formateurs", "Formation de formateurs"),
    service("bilan", Bilan, "Bilan de compétences", "Bilan de compétences"),
    service("vae", Vae, "Accompagnement à la VAE", "VAE"),
    service("tai", Apprentissage, "Titre professionnel Technicien d’assistance en informatique", "TAI"),
    service("vente", Apprentissage, "Titre professionnel Conseiller de vente", "Conseiller de vente"),
];

pub(super) const PEOPLE: [(&str, &str, Role); 4] = [
    (
        "Hélène Vasseur",
        "helene.vasseur@atelier-confluence.example",
        Role::Direction,
    ),
    (
        "Samir Belkacem",
        "samir.belkacem@atelier-confluence.example",
        Role::QualityLead,
    ),
    (
        "Lucie Grondin",
        "lucie.grondin@atelier-confluence.example",
        Role::Team,
    ),
    (
        "Karim Haddad",
        "karim.haddad@atelier-confluence.example",
        Role::Trainer,
    ),
];

/// How much better or worse than others people are satisfied with a trainer, in steps of the scale.
pub(super) fn trainer_effect(trainer: &str) -> f64 {
    match trainer {
        "Claire Morvan" => 0.25,
        "Nadège Hoarau" => 0.2,
        "Inès Carpentier" => 0.3,
        "Julien Roussel" => -0.25,
        _ => 0.0,
    }
}

/// When a session ended.
#[derive(Clone, Copy)]
pub(super) enum End {
    /// So many days before today; below 0 after it. Moved to the working day before when it is past.
    DaysAgo(i32),
    /// In the quarter so many before this one, on its day: small groups of one service and quarter are pooled.
    Quarter { ago: i32, day: i32 },
}

/// What went wrong in a session.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    None,
    TooFast,
    TooSlow,
    /// Room, timetable, platform, papers.
    Org,
    Content,
    Trainer,
}

pub(super) struct SessionRow {
    pub service: &'static str,
    pub end: End,
    /// Working days.
    pub days: i32,
    pub site: &'static str,
    pub trainer: &'static str,
    pub company: &'static str,
    pub funder: &'static str,
    pub subcontracted_for: &'static str,
    pub people: u32,
    pub absent: u32,
    /// How satisfied people were, in steps of the scale around the usual.
    pub mood: f64,
    pub trouble: Trouble,
    /// Campaigns: 1, or one at the end of each term.
    pub terms: i32,
}

/// A session of one campaign, without company, funder or trouble.
const fn plain(
    service: &'static str,
    end: End,
    days: i32,
    site: &'static str,
    trainer: &'static str,
    people: (u32, u32),
    mood: f64,
) -> SessionRow {
    SessionRow {
        service,
        end,
        days,
        site,
        trainer,
        company: "",
        funder: "",
        subcontracted_for: "",
        people: people.0,
        absent: people.1,
        mood,
        trouble: Trouble::None,
        terms: 1,
    }
}

impl SessionRow {
    const fn paid(mut self, company: &'static str, funder: &'static str) -> SessionRow {
        self.company = company;
        self.funder = funder;
        self
    }

    const fn run_for(mut self, other: &'static str) -> SessionRow {
        self.subcontracted_for = other;
        self
    }

    const fn but(mut self, trouble: Trouble) -> SessionRow {
        self.trouble = trouble;
        self
    }

    const fn of_terms(mut self, terms: i32) -> SessionRow {
        self.terms = terms;
        self
    }
}

const fn ago(days: i32) -> End {
    End::DaysAgo(days)
}

const fn quarter(ago: i32, day: i32) -> End {
    End::Quarter { ago, day }
}

/// An apprenticeship of ten months, in working days.
const YEAR: i32 = 205;

#[rustfmt::skip]
pub(super) const SESSIONS: [SessionRow; 40] = [
    // Today and tomorrow.
    plain("excel", ago(0), 3, "Lyon", "Claire Morvan", (11, 0), 0.2).paid("", "France Travail"),
    plain("equipe", ago(0), 2, "Nantes", "Karim Haddad", (9, 1), 0.0).paid("Logis de l’Estuaire", "Uniformation"),
    plain("parole", ago(-1), 2, "Lyon", "Sophie Lebrun", (10, 0), 0.0).paid("", "AFDAS"),
    // Excel went too fast until a day was added.
    plain("excel", ago(475), 2, "Lyon", "Julien Roussel", (16, 1), -0.35).paid("", "OPCO Atlas").but(Trouble::TooFast),
    plain("excel", ago(398), 2, "Lyon", "Julien Roussel", (15, 1), -0.3).paid("Transports Bellecombe", "OPCO Mobilités").but(Trouble::TooFast),
    plain("excel", ago(241), 3, "Nantes", "Claire Morvan", (15, 0), 0.15).paid("", "OPCO Atlas"),
    plain("excel", ago(118), 3, "Lyon", "Claire Morvan", (16, 2), 0.2).paid("Menuiseries du Forez", "OPCO 2i"),
    plain("equipe", ago(430), 3, "Nantes", "Karim Haddad", (14, 1), 0.1).paid("Logis de l’Estuaire", "Uniformation"),
    plain("equipe", ago(287), 3, "Lyon", "Karim Haddad", (16, 1), 0.0).paid("", "OPCO EP"),
    plain("equipe", ago(66), 3, "Saint-Denis de La Réunion", "Nadège Hoarau", (15, 0), 0.2).paid("Résidence Les Flamboyants", "OPCO Santé"),
    plain("anglais", ago(364), 5, REMOTE, "Sophie Lebrun", (12, 1), -0.3).paid("", "Mon Compte Formation").but(Trouble::Org),
    plain("anglais", ago(143), 5, REMOTE, "Sophie Lebrun", (12, 0), 0.15).paid("", "Mon Compte Formation"),
    plain("gestes", ago(502), 2, "Lyon", "Mathieu Payet", (24, 2), -0.1).paid("Clinique des Tilleuls", "OPCO Santé").but(Trouble::Org),
    plain("gestes", ago(325), 2, "Lyon", "Mathieu Payet", (22, 1), 0.1).paid("Clinique des Tilleuls", "OPCO Santé"),
    plain("gestes", ago(92), 2, "Saint-Denis de La Réunion", "Nadège Hoarau", (20, 2), 0.15).paid("Résidence Les Flamboyants", "OPCO Santé"),
    plain("cyber", ago(447), 1, REMOTE, "Julien Roussel", (30, 2), -0.1).paid("Logis de l’Estuaire", "Uniformation").but(Trouble::Trainer),
    plain("cyber", ago(268), 1, "Lyon", "Julien Roussel", (32, 3), -0.05).paid("Transports Bellecombe", "OPCO Mobilités").but(Trouble::TooSlow),
    plain("cyber", ago(38), 1, REMOTE, "Karim Haddad", (28, 1), 0.15).paid("Mutuelle des Deux Rives", "Uniformation"),
    plain("elec", ago(343), 2, "Lille", "Mathieu Payet", (15, 1), 0.0).paid("", "Akto").run_for("Institut du Nord"),
    plain("elec", ago(171), 2, "Lille", "Mathieu Payet", (14, 0), -0.35).paid("", "Akto").run_for("Institut du Nord").but(Trouble::Content),
    plain("parole", ago(206), 2, "Lyon", "Sophie Lebrun", (12, 1), 0.3).paid("", "AFDAS"),
    plain("formateurs", ago(80), 4, "Nantes", "Claire Morvan", (12, 0), 0.25).paid("", "OPCO Atlas"),
    // One to three people at a time.
    plain("bilan", quarter(1, 34), 40, "Lyon", "Inès Carpentier", (2, 0), 0.3).paid("", "Mon Compte Formation"),
    plain("bilan", quarter(1, 52), 40, "Nantes", "Inès Carpentier", (3, 0), 0.2).paid("", "Mon Compte Formation"),
    plain("bilan", quarter(1, 68), 40, "Saint-Denis de La Réunion", "Nadège Hoarau", (2, 0), 0.1).paid("", "France Travail"),
    plain("bilan", quarter(2, 45), 40, "Lyon", "Inès Carpentier", (2, 0), 0.2).paid("", "Mon Compte Formation"),
    plain("bilan", quarter(3, 30), 40, "Lyon", "Inès Carpentier", (1, 0), 0.3).paid("", "Mon Compte Formation"),
    plain("bilan", quarter(4, 61), 40, "Nantes", "Inès Carpentier", (1, 0), 0.0).paid("", "Transitions Pro"),
    plain("bilan", quarter(5, 66), 40, "Lyon", "Inès Carpentier", (2, 1), 0.2).paid("", "Mon Compte Formation"),
    plain("vae", quarter(1, 40), 60, "Lyon", "Sophie Lebrun", (2, 0), 0.2).paid("", "France Travail"),
    plain("vae", quarter(1, 58), 60, "Nantes", "Claire Morvan", (2, 0), 0.1).paid("Clinique des Tilleuls", "OPCO Santé"),
    plain("vae", quarter(1, 73), 60, "Lille", "Sophie Lebrun", (3, 0), 0.1).paid("", "Transitions Pro"),
    plain("vae", quarter(3, 36), 60, "Lyon", "Sophie Lebrun", (3, 0), 0.2).paid("", "France Travail"),
    plain("vae", quarter(3, 50), 60, "Nantes", "Claire Morvan", (2, 0), 0.0).paid("", "Mon Compte Formation"),
    plain("vae", quarter(3, 71), 60, "Lyon", "Sophie Lebrun", (2, 0), 0.1).paid("Résidence Les Flamboyants", "OPCO Santé"),
    // Apprentices, asked at the end of each term.
    plain("tai", ago(222), YEAR, "Lyon", "Karim Haddad", (28, 1), 0.0).paid("", "OPCO Atlas").of_terms(3),
    plain("vente", ago(215), YEAR, "Nantes", "Julien Roussel", (29, 2), -0.25).paid("", "L’Opcommerce").but(Trouble::Org).of_terms(3),
    plain("vente", ago(131), YEAR, "Lyon", "Sophie Lebrun", (30, 2), 0.05).paid("", "L’Opcommerce").of_terms(3),
    plain("tai", ago(124), YEAR, "Nantes", "Karim Haddad", (27, 1), 0.1).paid("", "OPCO Atlas").of_terms(3),
    plain("vente", ago(52), YEAR, "Saint-Denis de La Réunion", "Nadège Hoarau", (28, 2), 0.05).paid("", "L’Opcommerce").of_terms(3),
];
