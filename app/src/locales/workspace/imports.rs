//! Importing a spreadsheet: the assistant that sessions and answers share.

use super::one;
use crate::catalogue;
use domain::Lang::{En, Fr};

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
            |n| if one(Fr, n as usize) { format!("{n} ligne prête à importer.") } else { format!("{n} lignes prêtes à importer.") },
            |n| if one(En, n as usize) { format!("{n} row ready to import.") } else { format!("{n} rows ready to import.") };
        known: fn(u32) -> String =
            |n| if one(Fr, n as usize) { format!("{n} ligne déjà importée\u{a0}: elle ne sera pas doublée.") } else { format!("{n} lignes déjà importées\u{a0}: elles ne seront pas doublées.") },
            |n| if one(En, n as usize) { format!("{n} row already imported: it will not be doubled.") } else { format!("{n} rows already imported: they will not be doubled.") };
        bad: fn(u32, u32) -> String =
            |n, of| if one(Fr, n as usize) { format!("{n} ligne sur {of} est à corriger.") } else { format!("{n} lignes sur {of} sont à corriger.") },
            |n, of| if one(En, n as usize) { format!("{n} row of {of} needs mending.") } else { format!("{n} rows of {of} need mending.") };
        import: fn(u32) -> String =
            |n| if one(Fr, n as usize) { format!("Importer {n} ligne") } else { format!("Importer {n} lignes") },
            |n| if one(En, n as usize) { format!("Import {n} row") } else { format!("Import {n} rows") };
        progress: fn(u32, u32) -> String =
            |done, of| format!("{done} lignes importées sur {of}."),
            |done, of| format!("{done} of {of} rows imported.");
        done: fn(u32) -> String =
            |n| if one(Fr, n as usize) { format!("{n} ligne importée.") } else { format!("{n} lignes importées.") },
            |n| if one(En, n as usize) { format!("{n} row imported.") } else { format!("{n} rows imported.") };
        sample: fn(&str) -> String =
            |file| format!("Premières lignes de {file}"),
            |file| format!("First rows of {file}");
        // A field's select, for screen readers.
        column_for: fn(&str) -> String =
            |field| format!("Colonne pour «\u{202f}{field}\u{202f}»"),
            |field| format!("Column for “{field}”");
        more_bad: fn(usize) -> String =
            |n| format!("Et {n} autres."),
            |n| format!("And {n} more.");
    }
}
