//! The editor of questionnaires.

use super::one;
use crate::catalogue;
use domain::{
    Lang::{self, En, Fr},
    questionnaire::writing::Progress,
};

catalogue! {
    Editor {
        untitled: "Questionnaire sans titre", "Untitled questionnaire";
        saved: "Enregistré sur cet appareil.", "Saved on this device.";
        unsaved: "Gardé sur cet appareil, pas encore enregistré.", "Kept on this device, not saved yet.";
        undo: "Annuler", "Undo";
        redo: "Rétablir", "Redo";
        undo_keys: "Ctrl + Z", "Ctrl + Z";
        redo_keys: "Ctrl + Y", "Ctrl + Y";
        preview: "Aperçu", "Preview";
        publish: "Publier", "Publish";
        other: "Quelqu’un d’autre a enregistré ce brouillon pendant que vous écriviez. Les deux contenus seront gardés, à départager ici.", "Somebody else saved this draft while you were writing. Both contents will be kept, to be decided here.";
        continues: "Ce brouillon continue une version publiée\u{a0}: ses réponses et les prochaines se comptent ensemble.", "This draft continues a published version: its answers and the next ones count together.";

        about_title: "Présentation", "Introduction";
        title_fr: "Titre en français", "Title in French";
        title_en: "Titre en anglais", "Title in English";
        about_fr: "Ce qui est demandé, à qui et quand", "What is asked, of whom and when";
        about_en: "La même phrase en anglais", "The same sentence in English";
        minutes: "Durée annoncée, en minutes", "Duration told, in minutes";
        service: "Prestation", "Service";
        who: "Pour qui", "For whom";

        outline: "Questions et sections", "Questions and sections";
        empty_title: "Aucune question", "No question";
        empty_text: "Ajoutez la première\u{a0}; vous pourrez la déplacer ensuite.", "Add the first one; you can move it later.";
        add_question: "Ajouter une question", "Add a question";
        add_section: "Ajouter une section", "Add a section";
        up: "Monter", "Move up";
        down: "Descendre", "Move down";
        duplicate: "Dupliquer", "Duplicate";
        delete: "Supprimer", "Delete";
        question_deleted: "Question supprimée.", "Question deleted.";
        section_deleted: "Section supprimée, ses questions restent.", "Section deleted; its questions stay.";
        order_hint: "Au clavier\u{a0}: Alt + flèche haut ou bas déplace la question.", "By keyboard: Alt + arrow up or down moves the question.";

        conditional: "sous condition", "conditional";

        sheet_section: "Section", "Section";
        kind: "Type de réponse", "Type of answer";
        kind_signature:
            "Au doigt, au stylet, à la souris, ou en tapant son nom. Une signature dit qui a répondu\u{a0}: l’enquête ne pourra pas être anonyme.",
            "With a finger, a pen, the mouse, or by typing one’s name. A signature tells who answered: the survey cannot be anonymous.";
        kind_photo:
            "Trois par questionnaire au plus. Le lieu, l’heure et l’appareil ne sont pas gardés, mais on peut y reconnaître quelqu’un.",
            "Three a questionnaire at most. Place, time and device are not kept, but somebody may be recognised.";
        kind_frozen: "Des réponses existent sous cette clé\u{a0}: le type ne change plus. Pour changer, faites-en une autre question.", "Answers exist under this key: the type no longer changes. To change it, make it another question.";
        as_another: "En faire une autre question", "Make it another question";
        text_fr: "Question en français", "Question in French";
        text_en: "Question en anglais", "Question in English";
        help: "Aide sous la question", "Help under the question";
        help_fr: "Aide en français", "Help in French";
        help_en: "Aide en anglais", "Help in English";
        easy: "Mots simples (FALC)", "Easy words";
        easy_fr: "Question en mots simples, en français", "Question in easy words, in French";
        easy_en: "Question en mots simples, en anglais", "Question in easy words, in English";
        easy_help_fr: "Aide en mots simples, en français", "Help in easy words, in French";
        easy_help_en: "Aide en mots simples, en anglais", "Help in easy words, in English";
        options: "Réponses proposées", "Options";
        option_fr: "En français", "In French";
        option_en: "En anglais", "In English";
        option_easy_fr: "Mots simples, en français", "Easy words, in French";
        option_easy_en: "Mots simples, en anglais", "Easy words, in English";
        option_key: "Clé", "Key";
        option_columns: "Colonnes pour le filtre", "Columns for the filter";
        option_columns_hint: "Par exemple region=idf; niveau=2", "For example region=idf; level=2";
        option_more: "Clé, mots simples et filtre", "Key, easy words and filter";
        add_option: "Ajouter une réponse", "Add an option";
        min: "Le plus petit", "Least";
        max: "Le plus grand", "Most";
        places: "Chiffres après la virgule", "Digits after the point";
        not_concerned: "Proposer «\u{202f}Sans objet\u{202f}»", "Offer “Not concerned”";
        not_concerned_hint: "Ces réponses sortent des moyennes.", "These answers are left out of averages.";
        rules: "Conditions", "Conditions";
        relevant: "Posée seulement si", "Asked only if";
        required: "Réponse obligatoire si", "Must be answered if";
        required_always: "Réponse toujours obligatoire", "Must always be answered";
        constraint: "Réponse acceptée seulement si", "Answer accepted only if";
        constraint_hint: "it est la réponse donnée\u{a0}: it >= 1 and it <= 35", "it is the answer given: it >= 1 and it <= 35";
        message_fr: "Ce qui est dit sinon, en français", "What is said otherwise, in French";
        message_en: "Ce qui est dit sinon, en anglais", "What is said otherwise, in English";
        filter: "Une réponse est proposée seulement si", "An option is offered only if";
        filter_hint: "option.region est une colonne de la réponse\u{a0}: option.region = region", "option.region is a column of the option: option.region = region";
        value: "Calcul", "Calculation";
        key: "Clé", "Key";
        key_hint: "Les résultats se comptent par clé. Proposée d’après la question\u{a0}; les conditions suivent si vous la changez.", "Results are counted by key. Proposed from the question; conditions follow when you change it.";
        key_frozen: "Publiée\u{a0}: cette clé ne change plus.", "Published: this key no longer changes.";
        section_key: "Clé de la section", "Key of the section";
        table: "Imprimer ses questions comme un tableau", "Print its questions as one table";
        table_hint: "Toutes du même type. À l’écran, elles sont posées une par une.", "All of one type. On screens they are asked one by one.";
        seen: "Ce que la personne verra", "What the person will see";
        phone: "Téléphone", "Phone";
        question: "Question", "Question";
        order: "Ordre des questions", "Order of the questions";
        not_there: "n’y est pas", "is not there";
        keep_apart_hint: "Le contenu affiché reste ici\u{202f}; l’autre devient un brouillon à part, à relire, à fondre ou à supprimer.", "The content shown stays here; the other becomes a draft of its own, to read, to take from or to delete.";
        kept_apart: "C’est réglé\u{a0}: le contenu affiché reste, l’autre est un brouillon à part.", "Settled: the content shown remains, the other is a draft of its own.";
        tablet: "Tablette", "Tablet";
        device: "Appareil", "Device";
        preview_none: "Rien à montrer encore.", "Nothing to show yet.";
        preview_hidden: "Aucune question ne serait posée\u{a0}: chacune est sous une condition qui n’est pas remplie.", "No question would be asked: each is under a condition that does not hold.";
        preview_calculated: "Rien\u{a0}: un calcul n’est jamais montré.", "Nothing: what is worked out is never shown.";
        preview_note: "Essai\u{a0}: rien n’est gardé ni envoyé.", "A try: nothing is kept or sent.";

        language_help: "Écrire une condition", "Writing a condition";
        names: "Clés des questions", "Keys of the questions";
        guide: "Ce qui peut s’écrire", "What can be written";

        to_mend: "À corriger avant de publier", "To mend before publishing";
        nothing_to_mend: "Rien à corriger.", "Nothing to mend.";
        publish_text: "Une version publiée ne change plus\u{a0}: une correction est une nouvelle version.", "A published version never changes: a correction is a new version.";
        publish_go: "Publier cette version", "Publish this version";
        published: "Version publiée.", "Version published.";
        missing_english: "L’anglais n’est pas complet\u{a0}: le français sera montré à sa place.", "English is not complete: French is shown in its place.";

        no_overall: "Aucune question n’a la clé «\u{202f}overall\u{202f}»\u{a0}: cette enquête n’aura pas de taux de satisfaction.", "No question has the key “overall”: this survey will have no satisfaction rate.";
        no_nps: "La question de recommandation n’a pas la clé «\u{202f}nps\u{202f}»\u{a0}: elle ne comptera pas dans la recommandation de l’ensemble.", "The question of recommendation does not have the key “nps”: it will not count in the recommendation of all surveys.";

        clash_type: "Cette clé a déjà des réponses d’un autre type\u{a0}: les résultats ne se compareraient plus.", "This key already has answers of another type: results could no longer be compared.";
        clash_options: "Une réponse proposée dans une version publiée manque ici, ou sa clé a changé\u{a0}: les résultats ne se compareraient plus.", "An option of a published version is missing here, or its key has changed: results could no longer be compared.";
        nothing_asked: "Aucune question n’est posée.", "Nothing is asked.";
        nothing_at_first: "Personne ne verrait de question\u{a0}: chacune dépend d’une réponse que rien ne permet de donner.", "Nobody would see a question: each hangs on an answer that nothing lets them give.";
        empty_section: "Cette section n’a pas de question\u{a0}: ajoutez-en une, ou supprimez la section.", "This section has no question: add one, or delete the section.";
        message_missing: "Il manque ce qui est dit quand la réponse n’est pas acceptée.", "What is said when the answer is not accepted is missing.";
        value_empty: "Le calcul est vide.", "The calculation is empty.";
        too_many: "Il y en a trop.", "There are too many.";
        too_many_photos: "Trois questions au plus demandent une photo.", "Three questions at most ask for a photo.";
        key_form: "Une clé commence par une lettre, puis des lettres sans accent, des chiffres ou _.", "A key is a letter, then letters without accents, figures or _.";
        key_twice: "Cette clé est prise.", "This key is taken.";
        not_worded: "Il manque le texte.", "The words are missing.";
        too_long: "C’est trop long.", "This is too long.";
        no_option: "Aucune réponse n’est proposée.", "There is nothing to choose from.";
        bounds_reversed: "Le plus petit dépasse le plus grand.", "The least is more than the most.";
        too_many_places: "Six chiffres après la virgule au plus.", "Six digits after the point at most.";
        unknown_section: "Cette section n’existe pas.", "There is no such section.";
        scattered: "Les questions d’une section doivent se suivre, dans l’ordre des sections.", "The questions of a section must follow each other, in the order of the sections.";
        table_mixed: "Les questions d’un tableau doivent être du même type.", "The questions of a table must be of one type.";
        circle: "Cette question dépend d’elle-même.", "This question hangs on itself.";

        fault_empty: "La condition est vide.", "The condition is empty.";
        fault_too_long: "La condition est trop longue.", "The condition is too long.";
        fault_too_deep: "Il y a trop de parenthèses imbriquées.", "It is nested too deep.";
        fault_end: "Il manque la fin.", "The end is missing.";
        fault_unclosed: "Un guillemet n’est pas refermé.", "A quotation mark is not closed.";
        fault_number: "Ce nombre est trop grand ou a plus de six décimales.", "This number is too large or has more than six decimals.";
        fault_day: "Une date s’écrit day('2026-11-21').", "A date is written day('2026-11-21').";
        fault_dot: "Le point de XLSForm ne s’écrit pas ici. Dans une contrainte, la réponse s’appelle it\u{a0}; ailleurs, écrivez la clé de la question.", "XLSForm’s dot is not written here. In a constraint the answer is called it; elsewhere, write the key of the question.";
        fault_not_here: "it et option n’ont pas de sens ici.", "it and option have no meaning here.";
    }
    with {
        named: fn(&str, &str) -> String =
            |what, name| format!("{what} «\u{202f}{name}\u{202f}»"),
            |what, name| format!("{what} “{name}”");
        keep_apart: fn(usize) -> String =
            |others| match others {
                0 | 1 => "Garder les deux, l’autre dans un brouillon à part".to_owned(),
                _ => "Garder tous les contenus, chacun dans son brouillon".to_owned(),
            },
            |others| match others {
                0 | 1 => "Keep both, the other as a draft of its own".to_owned(),
                _ => "Keep all, each as a draft of its own".to_owned(),
            };
        question_of: fn(usize, usize) -> String =
            |n, of| format!("Question {n} sur {of}"), |n, of| format!("Question {n} of {of}");
        option_n: fn(usize) -> String = |n| format!("Réponse {n}"), |n| format!("Option {n}");
        // Version, questions gone, questions new.
        since: fn(u32, usize, usize) -> String =
            |version, gone, new| format!("Depuis la version\u{a0}{version}\u{a0}: {gone} question{} en moins, {new} en plus. Celles qui restent se comparent d’une version à l’autre.", plural(Fr, gone)),
            |version, gone, new| format!("Since version {version}: {gone} question{} fewer, {new} more. Those that stay can be compared between versions.", plural(En, gone));
        issues: fn(usize) -> String =
            |n| format!("{n} à corriger"), |n| format!("{n} to mend");
        written: fn(&Progress) -> String =
            |Progress { of, french, english, easy_french, easy_english }| if *of == 0 { "Aucune question pour l’instant.".to_owned() } else { format!("Français\u{a0}: {french} sur {of}. Anglais\u{a0}: {english} sur {of}. Mots simples\u{a0}: {easy_french} sur {of} en français, {easy_english} en anglais.") },
            |Progress { of, french, english, easy_french, easy_english }| if *of == 0 { "No question yet.".to_owned() } else { format!("French: {french} of {of}. English: {english} of {of}. Easy words: {easy_french} of {of} in French, {easy_english} in English.") };
        fault_unexpected: fn(&str) -> String =
            |sign| format!("«\u{202f}{sign}\u{202f}» n’est pas attendu ici."), |sign| format!("“{sign}” is not expected here.");
        fault_function: fn(&str) -> String =
            |name| format!("Aucune fonction ne s’appelle «\u{202f}{name}\u{202f}»."), |name| format!("No function is called “{name}”.");
        fault_parts: fn(&str, usize, usize) -> String =
            |name, least, most| if least == most { format!("{name} demande {least} élément{} entre parenthèses.", plural(Fr, least)) } else { format!("{name} demande de {least} à {most} éléments entre parenthèses.") },
            |name, least, most| if least == most { format!("{name} takes {least} part{} in parentheses.", plural(En, least)) } else { format!("{name} takes {least} to {most} parts in parentheses.") };
        fault_answer: fn(&str) -> String =
            |key| format!("Aucune question n’a la clé «\u{202f}{key}\u{202f}»."), |key| format!("No question has the key “{key}”.");
        // The question, what was written, what can be.
        fault_option: fn(&str, &str, &str) -> String =
            |key, option, options| format!("La question «\u{202f}{key}\u{202f}» n’a pas de réponse «\u{202f}{option}\u{202f}». Écrivez une de ses clés, avec les apostrophes\u{a0}: {options}."),
            |key, option, options| format!("Question “{key}” has no option “{option}”. Write one of its keys, with the quotation marks: {options}.");
        fault_column: fn(&str) -> String =
            |column| format!("Aucune réponse n’a de colonne «\u{202f}{column}\u{202f}»."), |column| format!("No option has a column “{column}”.");
        fault_type: fn(&str, &str) -> String =
            |expected, found| format!("Il faut {} ici, pas {}.", type_fr(expected), type_fr(found)),
            |expected, found| format!("This needs {}, not {}.", type_en(expected), type_en(found));
        type_name: fn(&str) -> &'static str = type_fr, type_en;
    }
}

fn plural(lang: Lang, n: usize) -> &'static str {
    if one(lang, n) { "" } else { "s" }
}

fn type_fr(name: &str) -> &'static str {
    match name {
        "yes or no" => "un oui ou non",
        "number" => "un nombre",
        "text" => "un texte",
        "day" => "une date",
        "option" => "une réponse proposée",
        "options" => "plusieurs réponses proposées",
        "mark" => "une signature ou une photo (seul answered(…) la regarde)",
        "value" => "une valeur",
        _ => "une question",
    }
}

fn type_en(name: &str) -> &'static str {
    match name {
        "yes or no" => "yes or no",
        "number" => "a number",
        "text" => "a text",
        "day" => "a date",
        "option" => "an option",
        "options" => "several options",
        "mark" => "a signature or a photo (only answered(…) looks at it)",
        "value" => "a value",
        _ => "a question",
    }
}
