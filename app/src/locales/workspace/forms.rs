//! Questionnaires from and to XLSForm, and what the server has to say of a form.

use super::{one, texts};
use crate::catalogue;
use domain::Lang::{self, En, Fr};

catalogue! {
    Forms {
        import: "Importer un XLSForm", "Import an XLSForm";
        title: "Importer un questionnaire", "Import a questionnaire";
        lead: "Un fichier d’ODK, de KoboToolbox ou d’un autre outil\u{a0}: .xlsx, .xls, .csv ou Markdown, 10\u{a0}Mo au plus. Rien n’est écrit avant votre accord.", "A file of ODK, KoboToolbox or another tool: .xlsx, .xls, .csv or Markdown, 10\u{a0}MB at most. Nothing is written before you agree.";
        file: "Fichier", "File";
        reading: "Lecture du fichier…", "Reading the file…";
        nothing: "Aucune question de ce fichier ne peut être posée.", "No question of this file can be asked.";
        take: "Créer le brouillon", "Create the draft";
        findings: "À savoir avant d’accepter", "To know before you accept";
        place: "Où", "Where";
        what: "Quoi", "What";
        outcome: "Suite", "Outcome";
        warning: "Repris autrement", "Taken otherwise";
        refused: "Pas repris", "Not taken";
        export: "Télécharger en XLSForm", "Download as XLSForm";

        limit: "Il y en a trop\u{a0}: coupez le formulaire en deux.", "There are too many: split the form.";
        no_survey: "Il manque la feuille «\u{202f}survey\u{202f}» ou sa colonne «\u{202f}type\u{202f}».", "The sheet “survey” or its column “type” is missing.";
        twice: "Ce nom est là deux fois.", "This name is there twice.";
        type_degraded: "Ce type devient un type plus simple.", "This type becomes a simpler one.";
        type_left_out: "Cette ligne ne demande rien à personne\u{a0}: elle est laissée.", "This row asks nobody anything: it is left out.";
        type_refused: "Ce type de question n’existe pas ici.", "There is no such type of question here.";
        appearance: "Cette présentation n’est pas suivie.", "This appearance is not followed.";
        ignored: "Ceci n’est pas repris.", "This is not taken over.";
        wording: "Ce texte citait une réponse\u{a0}: elle est remplacée par des points.", "This wording quoted an answer: dots stand in for it.";
        label: "Il n’y a pas de texte\u{a0}: le nom le remplace.", "There is no wording: the name stands in.";
        missing: "Il manque quelque chose ici.", "Something is missing here.";
        key: "Le nom change pour pouvoir servir de clé.", "The name changes, so that it can be a key.";
        message: "La contrainte n’a pas de message\u{a0}: le nôtre la remplace.", "The constraint has no message: ours stands in.";
        shown: "La personne ne verra plus ceci sous cette forme.", "The person will no longer see this in this form.";
        group: "Les groupes sont mis l’un derrière l’autre.", "Groups are put behind one another.";
        group_wrong: "Les débuts et les fins de groupes ne vont pas ensemble.", "Beginnings and ends of groups do not match.";
        table: "Ces questions ne forment pas un tableau.", "These questions make no table.";
        repeat_bounded: "Cette répétition est posée cinq fois au plus.", "This repeat is asked five times at most.";
        repeat_not_asked: "De cette répétition, rien ne peut être demandé\u{a0}: elle n’est pas reprise.", "Of this repeat nothing can be asked: it is not taken over.";
        in_repeat: "Cette répétition est trop longue ou dans une autre.", "This repeat is too long, or within another.";
        day: "Les jours remplacent ici les heures ou les années exactes.", "Days stand in for times or exact years here.";
        list: "Cette liste de choix ne convient pas.", "This list of options does not fit.";
        range: "Cet intervalle ne se lit pas.", "This range cannot be read.";
        unreadable: "Cette condition ne se lit pas.", "This condition cannot be read.";
        function: "Cette fonction n’existe pas ici.", "There is no such function here.";
        name_unknown: "La condition cite une question absente ou pas reprise.", "The condition names a question that is not there or not taken.";
        option_unknown: "La condition cite un choix ou une colonne absents.", "The condition names an option or a column that is not there.";
        types: "La condition compare ce qui ne se compare pas.", "The condition compares what cannot be compared.";
        circle: "Cette question dépend d’elle-même.", "This question hangs on itself.";
    }
    with {
        ready: fn(u32, u32) -> String =
            |taken, all| format!("{taken} question{} sur {all} {}.", if one(Fr, taken as usize) { "" } else { "s" }, if one(Fr, taken as usize) { "est reprise" } else { "sont reprises" }),
            |taken, all| format!("{taken} question{} of {all} can be taken over.", if one(En, taken as usize) { "" } else { "s" });
        otherwise: fn(usize) -> String =
            |many| if one(Fr, many) { format!("{many} l’est autrement que le fichier ne le dit.") } else { format!("{many} le sont autrement que le fichier ne le dit.") },
            |many| format!("{many} of them otherwise than the file says.");
        left_out: fn(usize) -> String =
            |many| if one(Fr, many) { format!("{many} ligne ne demande rien à personne et est laissée.") } else { format!("{many} lignes ne demandent rien à personne et sont laissées.") },
            |many| if one(En, many) { format!("{many} row asks nobody anything and is left out.") } else { format!("{many} rows ask nobody anything and are left out.") };
        not_taken: fn(usize) -> String =
            |many| if one(Fr, many) { format!("{many} n’est pas reprise\u{a0}: voyez pourquoi ci-dessous avant d’accepter.") } else { format!("{many} ne sont pas reprises\u{a0}: voyez pourquoi ci-dessous avant d’accepter.") },
            |many| if one(En, many) { format!("{many} is not taken over: see why below before you accept.") } else { format!("{many} are not taken over: see why below before you accept.") };
        at: fn(&str, u32, &str) -> String =
            |sheet, row, column| format!("{sheet}, ligne {row}, colonne {column}"),
            |sheet, row, column| format!("{sheet}, row {row}, column {column}");
        more: fn(u32) -> String =
            |more| format!("… et {more} autres."),
            |more| format!("… and {more} more.");
    }
}

/// The sentence of a code of docs/xlsform.md.
pub fn sentence(lang: Lang, code: &str) -> &'static str {
    let t = &texts(lang).forms;
    match code {
        "too_many_rows" | "too_many_columns" | "cell_too_long" | "too_many_questions"
        | "too_many_options" | "too_many_photos" | "wording_too_long" | "expression_too_long" | "group_too_deep" => {
            t.limit
        }
        "no_survey" | "no_type_column" | "nothing_asked" => t.no_survey,
        "column_twice" | "name_twice" | "option_twice" => t.twice,
        "type_degraded" => t.type_degraded,
        "type_left_out" | "table_head_left_out" | "comment_row" | "row_disabled" => t.type_left_out,
        "type_refused" | "type_unknown" | "appearance_refused" => t.type_refused,
        "appearance_ignored" => t.appearance,
        "wording_reads_answer" => t.wording,
        "label_missing" | "option_not_worded" => t.label,
        "type_missing" | "name_missing" | "calculation_missing" => t.missing,
        "key_changed" => t.key,
        "constraint_message_missing" => t.message,
        "read_only_degraded" | "guidance_joined" => t.shown,
        "group_flattened" | "group_title_ignored" => t.group,
        "group_not_closed" | "group_not_opened" => t.group_wrong,
        "table_mixed" => t.table,
        "repeat_bounded" => t.repeat_bounded,
        "in_repeat" => t.in_repeat,
        "repeat_not_asked" => t.repeat_not_asked,
        "years_by_birthday" | "now_is_today" => t.day,
        "list_missing" | "list_unknown" | "option_not_named" => t.list,
        "range_not_understood" => t.range,
        "expression_unreadable" => t.unreadable,
        "function_unknown" | "path_unknown" => t.function,
        "name_unknown" | "name_ambiguous" => t.name_unknown,
        "option_unknown" | "column_unknown" => t.option_unknown,
        "types_differ" => t.types,
        "circle" => t.circle,
        _ => t.ignored,
    }
}
