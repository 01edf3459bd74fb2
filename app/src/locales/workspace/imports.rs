//! Importing a spreadsheet: the assistant that sessions and answers share.

use super::one;
use crate::{catalogue, locales::numbers::whole};
use domain::Lang::{self, En, Fr};

/// How many, and what is said of one or of several.
fn rows(lang: Lang, n: u32, one_row: &str, several: &str) -> String {
    let n = n as usize;
    let words = if one(lang, n) { one_row } else { several };
    format!("{} {words}", whole(n, lang))
}

catalogue! {
    Imports {
        steps: "Étapes", "Steps";
        step_file: "Fichier", "File";
        step_columns: "Colonnes", "Columns";
        step_check: "Vérification", "Check";
        step_done: "Import", "Import";
        drop: "Déposez un fichier CSV ou XLSX ici, ou", "Drop a CSV or XLSX file here, or";
        choose: "Choisir un fichier", "Choose a file";
        other_file: "Choisir un autre fichier", "Choose another file";
        reading: "Lecture du fichier…", "Reading the file…";
        nothing_yet: "Rien n’est enregistré avant la dernière étape.", "Nothing is saved before the last step.";
        offline: "L’import demande le serveur. Revenez ici quand le réseau sera là.", "Importing needs the server. Come back here once the network is there.";
        columns_lead: "Dites quelle colonne du fichier va où. Les propositions viennent des titres.", "Say which column of the file goes where. Suggestions come from the headers.";
        field: "Champ", "Field";
        column: "Colonne du fichier", "Column of the file";
        first_row: "Première ligne", "First row";
        no_column: "Ne pas importer", "Do not import";
        needed: "nécessaire", "needed";
        nothing_mapped: "Choisissez au moins une colonne.", "Choose at least one column.";
        check: "Vérifier les lignes", "Check the rows";
        back_to_columns: "Revoir les colonnes", "Back to the columns";
        bad_title: "Lignes à corriger", "Rows to mend";
        bad_lead: "Ces lignes ne seront pas importées. Corrigez-les dans le fichier, puis importez-le à nouveau\u{a0}: ce qui est déjà entré ne sera pas doublé.", "These rows will not be imported. Mend them in the file, then import it again: what is already in will not be doubled.";
        row: "Ligne", "Row";
        value: "Valeur", "Value";
        reason: "Raison", "Reason";
        whole_row: "Ligne entière", "Whole row";
        nothing_to_import: "Il n’y a rien de nouveau à importer.", "There is nothing new to import.";
        importing: "Import en cours…", "Importing…";
        stopped: "Import arrêté. Les lignes déjà entrées le restent\u{a0}; reprendre le même fichier ne les double pas.", "Import stopped. Rows already taken stay; taking the same file again does not double them.";
        again: "Importer un autre fichier", "Import another file";
    }
    with {
        taken: fn(u32) -> String =
            |n| rows(Fr, n, "ligne prête à importer.", "lignes prêtes à importer."),
            |n| rows(En, n, "row ready to import.", "rows ready to import.");
        known: fn(u32) -> String =
            |n| rows(Fr, n, "ligne déjà importée\u{a0}: elle ne sera pas doublée.", "lignes déjà importées\u{a0}: elles ne seront pas doublées."),
            |n| rows(En, n, "row already imported: it will not be doubled.", "rows already imported: they will not be doubled.");
        bad: fn(u32, u32) -> String =
            |n, of| format!("{}, sur {}.", rows(Fr, n, "ligne à corriger", "lignes à corriger"), whole(of as usize, Fr)),
            |n, of| format!("{}, of {}.", rows(En, n, "row to mend", "rows to mend"), whole(of as usize, En));
        import: fn(u32) -> String =
            |n| format!("Importer {}", rows(Fr, n, "ligne", "lignes")),
            |n| format!("Import {}", rows(En, n, "row", "rows"));
        progress: fn(u32, u32) -> String =
            |done, of| format!("{} lignes importées sur {}.", whole(done as usize, Fr), whole(of as usize, Fr)),
            |done, of| format!("{} of {} rows imported.", whole(done as usize, En), whole(of as usize, En));
        done: fn(u32) -> String =
            |n| rows(Fr, n, "ligne importée.", "lignes importées."),
            |n| rows(En, n, "row imported.", "rows imported.");
        sample: fn(&str) -> String =
            |file| format!("Premières lignes de {file}"),
            |file| format!("First rows of {file}");
        // A field's select, for screen readers.
        column_for: fn(&str) -> String =
            |field| format!("Colonne pour «\u{202f}{field}\u{202f}»"),
            |field| format!("Column for “{field}”");
        more_bad: fn(usize) -> String =
            |n| format!("Et {} autres.", whole(n, Fr)),
            |n| format!("And {} more.", whole(n, En));
    }
}
