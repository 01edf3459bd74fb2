//! Retours: what was heard without a survey.

use super::one;
use crate::catalogue;
use domain::{
    Lang::{En, Fr},
    feedback::Form,
};

catalogue! {
    Feedback {
        tab: "Retours", "Feedback";
        lead: "Ce que l’on vous dit en dehors des enquêtes\u{a0}: entretiens, réunions, comités, appels, webinaires et contrôles de financeurs, avis publics.", "What you are told outside of surveys: interviews, meetings, committees, calls, funders’ webinars and controls, public reviews.";
        new: "Noter un retour", "Note feedback";
        new_title: "Noter un retour", "Note feedback";
        empty_title: "Aucun retour noté", "No feedback noted";
        empty_text: "Un entretien, une réunion d’équipe ou le webinaire d’un financeur compte aussi pour l’indicateur 30.", "An interview, a team meeting or a funder’s webinar counts for indicator 30, too.";
        form_label: "Sous quelle forme\u{202f}?", "In which form?";
        who: "De qui\u{202f}?", "From whom?";
        party: "Entreprise, financeur ou donneur d’ordres (facultatif)", "Company, funder or principal (optional)";
        day: "Jour", "Day";
        people: "Personnes présentes (facultatif)", "People there (optional)";
        people_hint: "Leur rôle suffit.", "Their role is enough.";
        channel: "Lieu ou moyen (facultatif)", "Place or means (optional)";
        summary: "Ce qui a été dit", "What was said";
        summary_hint: "N’écrivez ni santé ni vie privée.", "Write nothing about health or private life.";
        service: "Prestation (facultatif)", "Service (optional)";
        any_service: "Toutes les prestations", "Every service";
        session: "Session (facultatif)", "Session (optional)";
        no_session: "Aucune en particulier", "None in particular";
        created: "Retour enregistré sur cet appareil.", "Feedback saved on this device.";
        search: "Chercher dans les retours", "Search feedback";
        any_form: "de toutes les formes", "in every form";
        no_match_title: "Aucun retour ne correspond", "No feedback matches";
        no_match_text: "Élargissez les filtres ou cherchez un autre mot.", "Widen the filters or try another word.";
        pick_text: "Sélectionnez un passage, puis créez une action\u{a0}: elle garde ces mots et le lien.", "Select a passage, then create an action: it keeps these words and the link.";
        make_action: "Créer une action", "Create an action";
        whole: "Sans sélection, l’action reprend tout le texte.", "Without a selection the action takes the whole text.";
        read: "Le texte", "The text";
        actions: "Actions nées de ce retour", "Actions from this feedback";
        no_action: "Aucune pour l’instant.", "None yet.";
        edit: "Modifier ce retour", "Change this feedback";
        gone_title: "Retour introuvable", "Feedback not found";
        gone_text: "Il a été supprimé, ou n’est pas encore arrivé sur cet appareil.", "It was deleted, or has not reached this device yet.";
        to_list: "Voir les retours", "See the feedback";
    }
    with {
        form: fn(Form) -> &'static str =
            |form| match form {
                Form::Interview => "Entretien",
                Form::Meeting => "Réunion",
                Form::Committee => "Comité",
                Form::Call => "Appel",
                Form::Webinar => "Webinaire",
                Form::Control => "Contrôle",
                Form::Review => "Avis public",
            },
            |form| match form {
                Form::Interview => "Interview",
                Form::Meeting => "Meeting",
                Form::Committee => "Committee",
                Form::Call => "Call",
                Form::Webinar => "Webinar",
                Form::Control => "Control",
                Form::Review => "Public review",
            };
        title: fn(&str, &str) -> String =
            |form, who| format!("{form}, {who}"),
            |form, who| format!("{form}, {who}");
        count: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} retour") } else { format!("{n} retours") },
            |n| if one(En, n) { format!("{n} item") } else { format!("{n} items") };
    }
}
