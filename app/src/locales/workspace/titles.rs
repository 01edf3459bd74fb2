//! Names of rooms and titles of pages.

use crate::catalogue;

catalogue! {
    Titles {
        rooms: "Pièces", "Rooms";
        room_home: "Accueil", "Home";
        room_collect: "Recueil", "Collect";
        room_analyse: "Analyse", "Analyse";
        room_plan: "Plan", "Plan";
        room_settings: "Réglages", "Settings";
        home: "Accueil", "Home";
        setup: "Première ouverture", "First run";
        sign_in: "Se connecter", "Sign in";
        invitation: "Invitation", "Invitation";
        sessions: "Sessions", "Sessions";
        new_session: "Préparer une session", "Prepare a session";
        import_sessions: "Importer des sessions", "Import sessions";
        session: "Session", "Session";
        edit_session: "Modifier la session", "Edit the session";
        contacts: "Personnes à interroger", "People to ask";
        import_contacts: "Importer des personnes", "Import people";
        service: "Prestation", "Service";
        campaign: "Enquête", "Survey";
        calendar: "Calendrier", "Calendar";
        calendar_rules: "Régler le calendrier", "Set the calendar";
        coverage: "Couverture", "Coverage";
        feedback: "Retours", "Feedback";
        poster: "Affiche", "Poster";
        paper: "Questionnaire papier", "Paper questionnaire";
        mail: "Envoyer par courriel", "Send by mail";
        strips: "Bandelettes", "Strips";
        campaign_results: "Résultats de l’enquête", "Survey results";
        import_answers: "Importer des réponses", "Import answers";
        questionnaires: "Questionnaires", "Questionnaires";
        template: "Modèle de questionnaire", "Template";
        draft: "Brouillon de questionnaire", "Draft questionnaire";
        questionnaire: "Questionnaire", "Questionnaire";
        tablets: "Tablettes", "Tablets";
        results: "Résultats", "Results";
        plan: "Plan d’amélioration", "Improvement plan";
        action: "Action", "Action";
        verify: "À vérifier", "To check";
        settings: "Réglages", "Settings";
        people: "Personnes", "People";
        device: "Cet appareil", "This device";
        not_found: "Page introuvable", "Page not found";
    }
}
