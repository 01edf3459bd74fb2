//! Calendrier: the year's surveys, and the rules they come from.

use super::one;
use crate::catalogue;
use domain::{
    Lang::{self, En, Fr},
    calendar::cadence::{Anchor, Rule},
    campaign::Privacy,
};

catalogue! {
    Calendar {
        lead: "Qui est interrogé, et quand\u{a0}: toutes les enquêtes de l’année, d’après vos sessions.", "Who is asked, and when: all surveys of the year, from your sessions.";
        tab: "Calendrier", "Calendar";
        to_rules: "Régler le calendrier", "Set the calendar";
        year: "Année", "Year";
        state: "État", "State";
        any_state: "de tous les états", "in every state";
        any_who: "toutes parties prenantes", "every stakeholder";
        search: "Chercher une enquête", "Search surveys";
        opens: "Ouverture", "Opens";
        survey: "Enquête", "Survey";
        session: "Session", "Session";
        empty_title: "Rien de prévu cette année", "Nothing planned this year";
        empty_text: "Préparez ou importez vos sessions\u{a0}: leurs enquêtes s’affichent ici d’elles-mêmes.", "Prepare or import your sessions: their surveys show here by themselves.";
        no_match_title: "Aucune enquête ne correspond", "No survey matches";
        no_match_text: "Élargissez les filtres.", "Widen the filters.";

        preview_text: "Chaque enquête aura ses dates, ses relances et son lien. Elle reste fermée jusqu’à son ouverture\u{a0}: vous pouvez encore changer ses dates ou l’annuler.", "Each survey gets its dates, reminders and link. It stays closed until it opens: you can still change its dates or call it off.";
        again: "Remettre aussi en place les enquêtes annulées", "Set up the ones called off again, too";
        set_up: "Mettre en place", "Set up";
        called_off_one: "Voir l’enquête annulée", "See the survey that was called off";
        number: "Nombre", "Number";
        unknown_template: "Questionnaire introuvable sur cet appareil", "Questionnaire not found on this device";
        undone: "Mise en place annulée", "Setting up undone";
        change: "Changer les dates", "Change the dates";
        change_title: "Changer les dates de l’enquête", "Change the survey’s dates";
        change_text: "Les relances suivent l’ouverture.", "Reminders follow the opening.";
        changed: "Dates changées.", "Dates changed.";
        left_behind: "La session a changé de dates\u{a0}: des enquêtes sont restées à leurs anciens jours.", "The session has other dates: surveys have stayed on their former days.";
        colon: "\u{a0}: ", ": ";
        call_off: "Annuler l’enquête", "Call the survey off";
        call_off_title: "Annuler cette enquête prévue\u{202f}?", "Call this planned survey off?";
        call_off_text: "Elle n’ouvrira pas. La raison reste lisible dans le calendrier et dans la couverture.", "It will not open. The reason stays readable in the calendar and in the coverage.";
        call_off_done: "Enquête annulée.", "Survey called off.";
        keep: "La garder", "Keep it";

        rules_title: "Régler le calendrier", "Set the calendar";
        rules_lead: "Pour chaque nature de prestation\u{a0}: qui est interrogé, combien de jours avant ou après, avec quelles relances. Les enquêtes déjà en place ne bougent pas.", "For each kind of service: who is asked, how many days before or after, with which reminders. Surveys already set up do not move.";
        rules: "Règles", "Rules";
        usual: "Ce sont les règles d’origine\u{a0}: personne ne les a changées.", "These are the original rules: nobody has changed them.";
        doubled: "Réglé deux fois, sans réseau\u{a0}: ces règles-ci ne s’appliquent pas", "Set twice, without a network: these rules do not apply";
        service: "Prestation", "Service";
        rule_on: "Active", "On";
        rule_offset: "Jours", "Days";
        rule_offset_hint: "Un nombre de jours négatif veut dire avant. Plusieurs relances s’écrivent 3, 7.", "A negative number of days means before. Several reminders are written 3, 7.";
        rule_reminders: "Relances (jours après l’ouverture)", "Reminders (days after it opens)";
        rule_closes: "Clôture (jours après l’ouverture)", "Closes (days after it opens)";
        save: "Enregistrer ce calendrier", "Save this calendar";
        saved: "Calendrier enregistré sur cet appareil.", "Calendar saved on this device.";
        unsaved: "Ces réglages ne sont pas encore enregistrés\u{a0}: ce que vous avez tapé reste sur cet appareil, et rien ne s’applique avant.", "These settings are not saved yet: what you typed stays on this device, and nothing applies before.";
        drop_unsaved: "Abandonner ces changements", "Drop these changes";
        defaults: "Reprendre les réglages d’origine", "Back to the original settings";
        signed: "Ce questionnaire demande une signature\u{a0}: ses enquêtes seront confidentielles.", "This questionnaire asks for a signature: its surveys will be confidential.";
        rules_wrong: "Un nombre n’est pas lisible, ou sort de ce qui est possible.", "A number cannot be read, or is out of what is possible.";
    }
    with {
        no_reason: fn(&str) -> String =
            |name| format!("{name}\u{a0}: dites pourquoi les réponses portent un nom, ou choisissez un autre mode."),
            |name| format!("{name}: say why answers carry a name, or choose another mode.");
        late_reminder: fn(&str) -> String =
            |name| format!("{name}\u{a0}: une relance tombe le dernier jour de l’enquête ou après. Avancez-la, ou laissez l’enquête ouverte plus longtemps."),
            |name| format!("{name}: a reminder falls on the last day of the survey or after it. Have it earlier, or leave the survey open longer.");
        month: fn(i8) -> &'static str =
            |month| ["Janvier", "Février", "Mars", "Avril", "Mai", "Juin", "Juillet", "Août", "Septembre", "Octobre", "Novembre", "Décembre"]
                .get(usize::try_from(month - 1).unwrap_or(0)).copied().unwrap_or(""),
            |month| ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
                .get(usize::try_from(month - 1).unwrap_or(0)).copied().unwrap_or("");
        count: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} enquête") } else { format!("{n} enquêtes") },
            |n| if one(En, n) { format!("{n} survey") } else { format!("{n} surveys") };
        set_up_all: fn(usize, i16) -> String =
            |n, year| if one(Fr, n) { format!("Mettre en place l’enquête de {year}") } else { format!("Mettre en place les {n} enquêtes de {year}") },
            |n, year| if one(En, n) { format!("Set up the survey of {year}") } else { format!("Set up the {n} surveys of {year}") };
        // Those called off, when there are no others.
        set_up_again: fn(usize, i16) -> String =
            |n, year| if one(Fr, n) { format!("Remettre en place l’enquête annulée de {year}") } else { format!("Remettre en place les {n} enquêtes annulées de {year}") },
            |n, year| if one(En, n) { format!("Set up again the survey called off in {year}") } else { format!("Set up again the {n} surveys called off in {year}") };
        set_up_done: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} enquête mise en place.") } else { format!("{n} enquêtes mises en place.") },
            |n| if one(En, n) { format!("{n} survey set up.") } else { format!("{n} surveys set up.") };
        set_up_n: fn(usize) -> String =
            |n| if one(Fr, n) { format!("Mettre en place {n} enquête") } else { format!("Mettre en place {n} enquêtes") },
            |n| if one(En, n) { format!("Set up {n} survey") } else { format!("Set up {n} surveys") };
        // A survey that stayed behind: the day it opens so far, and the one the rules give now.
        moves: fn(&str, &str) -> String =
            |from, to| format!("ouverture du {from} au {to}"),
            |from, to| format!("opening from {from} to {to}");
        begun: fn(&str) -> String =
            |from| format!("ouverte depuis le {from}, elle ne bouge pas"),
            |from| format!("open since {from}, it stays");
        not_due: fn(&str) -> String =
            |from| format!("prévue le {from}, le calendrier ne la demande plus\u{a0}: à annuler, ou à dater vous-même"),
            |from| format!("planned for {from}, the calendar no longer asks for it: call it off, or give it a date");
        move_n: fn(usize) -> String =
            |n| if one(Fr, n) { format!("Déplacer {n} enquête") } else { format!("Déplacer {n} enquêtes") },
            |n| if one(En, n) { format!("Move {n} survey") } else { format!("Move {n} surveys") };
        moved_done: fn(usize) -> String =
            |n| if one(Fr, n) { format!("{n} enquête déplacée.") } else { format!("{n} enquêtes déplacées.") },
            |n| if one(En, n) { format!("{n} survey moved.") } else { format!("{n} surveys moved.") };
        // What a rule does, by the names of its survey and its questionnaire.
        rule: fn(&Rule, &str, &str) -> String =
            |rule, name, template| if rule.off {
                format!("{name}\u{a0}: non")
            } else {
                let (opens, closes) = (when(Fr, rule), days(Fr, rule.closes.into()));
                format!("{name}\u{a0}: ouvre {opens}\u{202f}; {}\u{202f}; clôture {closes} après\u{202f}; «\u{202f}{template}\u{202f}»{}", reminders(Fr, rule), mode(Fr, rule))
            },
            |rule, name, template| if rule.off {
                format!("{name}: off")
            } else {
                let (opens, closes) = (when(En, rule), days(En, rule.closes.into()));
                format!("{name}: opens {opens}; {}; closes {closes} later; “{template}”{}", reminders(En, rule), mode(En, rule))
            };
        // The day a rule counts from.
        anchor: fn(&Rule) -> &'static str =
            |rule| match rule.anchor {
                Anchor::Start => "après le premier jour",
                Anchor::Middle => "après le milieu",
                Anchor::End => "après le dernier jour",
                Anchor::EachTerm => "après la fin de chaque trimestre",
                Anchor::January => "après le 1er janvier",
            },
            |rule| match rule.anchor {
                Anchor::Start => "after the first day",
                Anchor::Middle => "after the middle",
                Anchor::End => "after the last day",
                Anchor::EachTerm => "after the end of each term",
                Anchor::January => "after 1 January",
            };
    }
}

fn days(lang: Lang, n: usize) -> String {
    let word = match (lang, one(lang, n)) {
        (Fr, true) => "jour",
        (Fr, false) => "jours",
        (En, true) => "day",
        (En, false) => "days",
    };
    format!("{n}\u{a0}{word}")
}

/// `7 jours avant le premier jour`, `le dernier jour`.
fn when(lang: Lang, rule: &Rule) -> String {
    let anchor = match (lang, rule.anchor) {
        (Fr, Anchor::Start) => "le premier jour",
        (Fr, Anchor::Middle) => "le milieu",
        (Fr, Anchor::End) => "le dernier jour",
        (Fr, Anchor::EachTerm) => "la fin de chaque trimestre",
        (Fr, Anchor::January) => "le 1er\u{a0}janvier",
        (En, Anchor::Start) => "the first day",
        (En, Anchor::Middle) => "the middle",
        (En, Anchor::End) => "the last day",
        (En, Anchor::EachTerm) => "the end of each term",
        (En, Anchor::January) => "1\u{a0}January",
    };
    let side = match (lang, rule.offset) {
        (_, 0) => return anchor.to_owned(),
        (Fr, ..0) => "avant",
        (Fr, _) => "après",
        (En, ..0) => "before",
        (En, _) => "after",
    };
    let days = days(lang, rule.offset.unsigned_abs().into());
    format!("{days} {side} {anchor}")
}

/// `; mode nominatif (suivi de chacun)`; nothing of the usual one.
fn mode(lang: Lang, rule: &Rule) -> String {
    if rule.privacy == Privacy::Anonyme {
        return String::new();
    }
    let word = (super::texts(lang).waves.mode)(rule.privacy).to_lowercase();
    let reason = match rule.privacy_reason.as_str() {
        "" => String::new(),
        reason => format!(" ({reason})"),
    };
    match lang {
        Fr => format!("\u{202f}; {word}{reason}"),
        En => format!("; {word}{reason}"),
    }
}

/// `relances 3, 7 jours après`.
fn reminders(lang: Lang, rule: &Rule) -> String {
    let [before @ .., last] = rule.reminders.as_slice() else {
        return match lang {
            Fr => "sans relance",
            En => "no reminder",
        }
        .to_owned();
    };
    let after = days(lang, (*last).into());
    let after = before.iter().rev().fold(after, |list, days| format!("{days}, {list}"));
    match (lang, before) {
        (Fr, []) => format!("relance {after} après"),
        (Fr, _) => format!("relances {after} après"),
        (En, []) => format!("reminder {after} later"),
        (En, _) => format!("reminders {after} later"),
    }
}
