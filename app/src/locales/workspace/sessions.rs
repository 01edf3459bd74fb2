//! Sessions: the list, one session, its form, and starting a survey from it.

use super::{one, s};
use crate::catalogue;
use domain::{
    Lang::{En, Fr},
    service::ServiceKind,
};

catalogue! {
    Sessions {
        lead: "Chaque date d’une prestation, et ce qu’en disent les personnes.", "Every dated run of a service, and what people say of it.";
        tabs: "Recueil", "Collect";
        tab_sessions: "Sessions", "Sessions";
        tab_questionnaires: "Questionnaires", "Questionnaires";
        tab_tablets: "Tablettes", "Tablets";
        new: "Préparer une session", "Prepare a session";
        import: "Importer", "Import";
        export: "Exporter en CSV", "Export as CSV";
        file: "sessions", "sessions";
        search: "Chercher une session", "Search sessions";
        filter_year: "Année", "Year";
        any_year: "de toutes les années", "of every year";
        filter_kind: "Prestation", "Service";
        any_kind: "toutes prestations", "every service";
        filter_state: "Enquête", "Survey";
        any_state: "avec ou sans enquête", "with or without a survey";
        state_open: "enquête ouverte", "survey open";
        state_none: "sans enquête", "without a survey";
        state_closed: "enquête close", "survey closed";
        not_allowed: "Votre rôle ne permet pas de préparer une session. Demandez à la direction, au référent qualité ou à l’équipe.", "Your role does not allow preparing a session. Ask the management, the quality lead or the team.";
        empty_title: "Aucune session pour l’instant", "No session yet";
        empty_text: "Une session est une date, un groupe, un effectif. C’est d’elle que part une enquête.", "A session is a date, a group, a head-count. Surveys start from it.";
        no_match_title: "Aucune session ne correspond", "No session matches";
        no_match_text: "Élargissez les filtres ou cherchez un autre mot.", "Widen the filters or try another word.";
        clear: "Tout afficher", "Show all";
        see_list: "Voir les sessions", "See the sessions";
        more: "Afficher la suite", "Show more";

        service: "Prestation", "Service";
        service_hint: "Ce que vous vendez\u{202f}; une session en est une date.", "What you sell; a session is one date of it.";
        service_choose: "Choisir…", "Choose…";
        service_new: "Nouvelle prestation…", "New service…";
        service_kind: "Nature de la prestation", "Kind of service";
        service_title: "Intitulé de la prestation", "Title of the service";
        title: "Nom de la session", "Name of the session";
        title_hint: "Par exemple\u{a0}: Excel avancé, Lyon, novembre.", "For example: Advanced Excel, Lyon, November.";
        dates: "Dates", "Dates";
        starts: "Premier jour", "First day";
        ends: "Dernier jour", "Last day";
        headcount: "Effectif attendu", "People expected";
        headcount_hint: "Le taux de réponse se compte sur lui.", "The response rate is counted against it.";
        absent: "Absents", "Absent";
        minors: "Des personnes de moins de 18\u{a0}ans y participent", "Some of them are under 18";
        minors_fact: "Moins de 18\u{a0}ans", "Under 18";
        minors_yes: "Oui, l’information des répondants en tient compte", "Yes, what respondents are told says so";
        minors_hint: "L’information sur les données leur parle alors aussi, en mots simples. Pour l’apprentissage, c’est toujours le cas.", "What people are told of their data then speaks to them too, in plain words. For apprenticeships it always does.";
        site: "Lieu (facultatif)", "Place (optional)";
        trainer: "Formateur (facultatif)", "Trainer (optional)";
        company: "Entreprise (facultatif)", "Company (optional)";
        funder: "Financeur (facultatif)", "Funder (optional)";
        subcontracted_for: "Sous-traitée pour (facultatif)", "Subcontracted for (optional)";
        subcontracted_hint: "L’organisme donneur d’ordres, si la session est sous-traitée.", "The provider it is run for, when subcontracted.";
        who_where: "Où et avec qui", "Where and with whom";
        place: "Lieu", "Place";
        trainer_short: "Formateur", "Trainer";
        company_short: "Entreprise", "Company";
        funder_short: "Financeur", "Funder";
        subcontracted_short: "Sous-traitée pour", "Subcontracted for";
        people: "Effectif", "People";
        answers: "Réponses", "Answers";
        created: "Session enregistrée sur cet appareil.", "Session saved on this device.";
        changed: "Session modifiée.", "Session changed.";
        edit: "Modifier", "Edit";
        campaigns: "Enquêtes", "Surveys";
        no_campaign_title: "Pas encore d’enquête", "No survey yet";
        no_campaign_text: "L’enquête à chaud se remplit le dernier jour, sur tablette ou par QR code.", "The end-of-session survey is answered on the last day, on a tablet or by QR code.";
        facts: "La session", "The session";
        runs: "Ses sessions", "Its sessions";
        no_run: "Aucune session pour l’instant.", "No session yet.";
        service_facts: "La prestation", "The service";
        kind_hint: "Décide du calendrier des enquêtes à venir. Celles déjà en place ne bougent pas.", "Decides the calendar of surveys to come. Those already set up do not move.";
        remarks: "Remarques", "Remarks";
        history: "Historique", "History";
        import_lead: "Depuis un tableau CSV ou XLSX\u{a0}: une ligne par session. Rien n’est enregistré avant la dernière étape.", "From a CSV or XLSX table: one row per session. Nothing is saved before the last step.";
        import_next: "Mettre en place leurs enquêtes", "Set up their surveys";
        field_service: "Prestation", "Service";
        field_kind: "Nature (formation, bilan, VAE, apprentissage)", "Kind (training, skills review, VAE, apprenticeship)";
    }
    with {
        // Surveys that the calendar plans for a session without any.
        to_planned: fn(usize) -> String =
            |n| if one(Fr, n) { "Voir l’enquête prévue au calendrier".to_owned() } else { format!("Voir les {n} enquêtes prévues au calendrier") },
            |n| if one(En, n) { "See the survey the calendar plans".to_owned() } else { format!("See the {n} surveys the calendar plans") };
        kind: fn(ServiceKind) -> &'static str =
            |kind| match kind {
                ServiceKind::Formation => "Formation",
                ServiceKind::Bilan => "Bilan de compétences",
                ServiceKind::Vae => "VAE",
                ServiceKind::Apprentissage => "Apprentissage",
            },
            |kind| match kind {
                ServiceKind::Formation => "Training",
                ServiceKind::Bilan => "Skills review (bilan)",
                ServiceKind::Vae => "Prior learning (VAE)",
                ServiceKind::Apprentissage => "Apprenticeship",
            };
        count: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} session") } else { format!("{n} sessions") },
            |n| if one(En, n) { format!("{n} session") } else { format!("{n} sessions") };
        of_year: fn(&str) -> String =
            |year| format!("de {year}"),
            |year| format!("of {year}");
        n_of: fn(u32, u32) -> String =
            |n, of| format!("{n} sur {of}"),
            |n, of| format!("{n} of {of}");
        people_present: fn(u32, u32) -> String =
            |headcount, absent| match absent {
                0 => format!("{headcount} attendu{}", s(Fr, headcount)),
                _ => format!("{headcount} attendu{}, dont {absent} absent{}", s(Fr, headcount), s(Fr, absent)),
            },
            |headcount, absent| match absent {
                0 => format!("{headcount} expected"),
                _ => format!("{headcount} expected, {absent} of them absent"),
            };
    }
}
