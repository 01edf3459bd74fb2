//! Couverture: who was asked of all who must be, and what proves it.

use super::one;
use crate::catalogue;
use domain::{
    Lang::{En, Fr},
    coverage::{Reason, State},
};

catalogue! {
    Coverage {
        tab: "Couverture", "Coverage";
        lead: "Indicateur 30\u{a0}: chaque partie prenante doit être sollicitée. Ce qui compte est d’avoir demandé, pas le nombre de réponses.", "Indicator 30: every stakeholder must be asked. What counts is having asked, not the number of answers.";
        period: "Période", "Period";
        whole_year: "l’année entière", "the whole year";
        print: "Imprimer", "Print";
        board: "Qui a été sollicité, par prestation", "Who was asked, by service";
        who: "Partie prenante", "Stakeholder";
        see: "Voir la preuve", "See the proof";
        no_proof: "Rien pour l’instant.", "Nothing yet.";
        heard: "Entendu sans enquête", "Heard without a survey";
        instead: "Remplacée par un retour", "Feedback instead";
        without_campaign: "pas encore mise en place", "not set up yet";
        never_set_up: "jamais mise en place", "never set up";
        to_calendar: "Voir le calendrier", "See the calendar";
        rates: "Taux de réponse", "Response rates";
        rates_text: "Réponses reçues, rapportées aux personnes sollicitées\u{a0}: présentes pour les bénéficiaires, comptées dans le journal des sollicitations pour les autres. Les réponses s’additionnent, les taux ne sont jamais moyennés.", "Answers received out of the people asked: those present for beneficiaries, those counted in the log for others. Answers are added up; rates are never averaged.";
        rate: "Taux", "Rate";
        answers: "Réponses", "Answers";
        no_rates: "Aucune enquête commencée dans cette période.", "No survey begun in this period.";
        printed: "Édité le", "Printed on";
        too_many: "Plus de réponses que de personnes attendues\u{a0}: corrigez l’effectif des sessions.", "More answers than people expected: correct the head-counts of the sessions.";
        none_planned: "Aucune enquête prévue dans cette période.", "No survey planned in this period.";
    }
    with {
        state: fn(State) -> &'static str =
            |state| match state {
                State::NotRequired(_) => "Non requis",
                State::ToCome => "À venir",
                State::Due => "À faire",
                State::Late => "En retard",
                State::Done => "Fait",
                State::NoAnswer => "Fait, sans réponse",
            },
            |state| match state {
                State::NotRequired(_) => "Not required",
                State::ToCome => "To come",
                State::Due => "To do",
                State::Late => "Late",
                State::Done => "Done",
                State::NoAnswer => "Done, no answer",
            };
        reason: fn(Reason) -> &'static str =
            |reason| match reason {
                Reason::Bilan => "Un bilan n’interroge que les bénéficiaires et l’équipe.",
                Reason::NoSession => "Aucune session dans la période.",
                Reason::NoParty => "Aucune session n’en nomme.",
                Reason::NotSubcontracted => "Aucune session sous-traitée.",
                Reason::NotApprenticeship => "Réservé à l’apprentissage.",
                Reason::CalledOff => "Enquêtes annulées, avec leur raison.",
            },
            |reason| match reason {
                Reason::Bilan => "A skills review asks beneficiaries and the team only.",
                Reason::NoSession => "No session in the period.",
                Reason::NoParty => "No session names any.",
                Reason::NotSubcontracted => "No subcontracted session.",
                Reason::NotApprenticeship => "For apprenticeships only.",
                Reason::CalledOff => "Surveys called off, with their reason.",
            };
        quarter: fn(usize) -> String =
            |n| format!("trimestre {n}"),
            |n| format!("quarter {n}");
        // Surveys whose people were asked, of those that were to be asked so far.
        done_of: fn(usize, usize) -> String =
            |n, of| if one(Fr, of) { format!("{n} sur {of} faite") } else { format!("{n} sur {of} faites") },
            |n, of| format!("{n} of {of} done");
        asked: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} sollicitation") } else { format!("{n} sollicitations") },
            |n| if one(En, n) { format!("asked {n} time") } else { format!("asked {n} times") };
        unknown: fn(u32) -> String =
            |n| if one(Fr, n as usize) { format!("{n} enquête sans effectif compté") } else { format!("{n} enquêtes sans effectif compté") },
            |n| if one(En, n as usize) { format!("{n} survey without a count of people") } else { format!("{n} surveys without a count of people") };
    }
}
