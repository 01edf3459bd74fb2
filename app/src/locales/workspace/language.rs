//! What can be written in a condition or a calculation, by the names of `domain::expression::GUIDE`: the editor's help,
//! and in English docs/expressions.md.

use crate::catalogue;

catalogue! {
    Language {
        example: "Par exemple\u{a0}:", "For example:";
    }
    with {
        means: fn(&str) -> &'static str =
            |name| match name {
                "key" => "La réponse à la question qui a cette clé.",
                "it" => "Dans «\u{202f}Réponse acceptée seulement si\u{202f}»\u{a0}: la réponse donnée.",
                "option" => "Dans «\u{202f}Une réponse est proposée seulement si\u{202f}»\u{a0}: une colonne de cette réponse.",
                "number" => "Un nombre, avec un point et six décimales au plus\u{a0}; neuf mille milliards au plus.",
                "text" => "Un texte, ou la clé d’une réponse proposée, entre apostrophes ou guillemets droits.",
                "day" => "Un jour\u{a0}: année, mois, jour.",
                "true" => "Toujours, jamais.",
                "or" => "Vrai quand l’un des deux l’est.",
                "and" => "Vrai quand les deux le sont.",
                "not" => "Vrai quand la comparaison qui suit est fausse.",
                "=" => "Égaux, différents\u{a0}: deux nombres, textes, jours, ou une réponse proposée et sa clé.",
                "<" => "Plus petit ou plus grand, égal compris avec =\u{a0}: deux nombres ou deux jours.",
                "+" => "Calcule avec des nombres. Diviser par zéro ne donne pas de valeur.",
                "if" => "Donne a quand la condition est remplie, sinon b\u{a0}; les deux sont du même type.",
                "answered" => "Vrai quand la personne a répondu. Rien d’autre ne se demande d’une signature ou d’une photo.",
                "selected" => "Vrai quand cette réponse proposée est choisie.",
                "count" => "Combien de réponses sont cochées.",
                "first" => "La première valeur qui ne manque pas\u{a0}; toutes sont du même type.",
                "min" => "Le plus petit nombre ou le premier jour de ceux qui ne manquent pas.",
                "max" => "Le plus grand nombre ou le dernier jour de ceux qui ne manquent pas.",
                "sum" => "La somme des nombres qui ne manquent pas.",
                "mean" => "La moyenne des nombres qui ne manquent pas.",
                "round" => "Arrondit à un nombre entier, ou à tant de décimales\u{a0}; la moitié s’éloigne de zéro.",
                "length" => "Le nombre de caractères du texte.",
                "contains" => "Vrai quand le texte contient cette partie.",
                "join" => "Met des valeurs de tout type bout à bout, en un texte.",
                "today" => "Le jour de la réponse.",
                "days" => "Le nombre de jours du premier au second.",
                "years" => "Le nombre d’anniversaires passés du premier jour au second.",
                _ => "",
            },
            |name| match name {
                "key" => "The answer to the question with this key.",
                "it" => "In “Answer accepted only if”: the answer given.",
                "option" => "In “An option is offered only if”: a column of that option.",
                "number" => "A number up to 9,000,000,000,000, with six digits behind the point at most.",
                "text" => "A text, or the key of an option, in single or double quotation marks.",
                "day" => "A day: year, month, day.",
                "true" => "Always, never.",
                "or" => "True when one of the two is.",
                "and" => "True when both are.",
                "not" => "True when the comparison that follows is false.",
                "=" => "Equal, different: two numbers, texts, days, or an option and its key.",
                "<" => "Less or more, equal included with =: two numbers or two days.",
                "+" => "Counts with numbers. Dividing by zero gives no value.",
                "if" => "Gives a when the test holds, else b; both are of one type.",
                "answered" => "True when the person has answered. Of a signature or a photo nothing else can be asked.",
                "selected" => "True when this option is chosen.",
                "count" => "How many options are ticked.",
                "first" => "The first value that is not missing; all are of one type.",
                "min" => "The least number or the first day of those that are not missing.",
                "max" => "The greatest number or the last day of those that are not missing.",
                "sum" => "The sum of the numbers that are not missing.",
                "mean" => "The mean of the numbers that are not missing.",
                "round" => "Rounds to a whole number, or to so many places; half goes away from zero.",
                "length" => "How many characters the text has.",
                "contains" => "True when the text contains this part.",
                "join" => "Puts values of any type behind one another, as one text.",
                "today" => "The day of the answer.",
                "days" => "How many days there are from the first to the second.",
                "years" => "How many birthdays pass from the first day to the second.",
                _ => "",
            };
    }
}

#[cfg(test)]
mod tests {
    use super::{EN, FR};
    use domain::expression::GUIDE;
    use std::{env, fs, path::Path};

    #[test]
    fn all_that_can_be_written_is_told_in_both_languages() {
        for one in GUIDE {
            let (fr, en) = ((FR.means)(one.name), (EN.means)(one.name));
            assert!(!fr.is_empty() && !en.is_empty() && fr != en, "{}", one.name);
        }
    }

    /// To write the table anew: `BOUCLE_WRITE_DOCS=1 cargo test -p app --lib language`
    #[test]
    fn the_table_of_the_docs_is_the_help_of_the_editor() {
        let mut table = "| Written | Is | Example |\n|---|---|---|\n".to_owned();
        for one in GUIDE {
            let means = (EN.means)(one.name);
            table += &format!("| `{}` | {means} | `{}` |\n", one.written, one.example);
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/expressions.md");
        let is = fs::read_to_string(&path).unwrap();
        let (before, rest) = is.split_once("<!-- guide -->\n").expect("its beginning");
        let (_, after) = rest.split_once("<!-- end -->").expect("its end");
        let text = format!("{before}<!-- guide -->\n{table}<!-- end -->{after}");
        if env::var_os("BOUCLE_WRITE_DOCS").is_some() {
            fs::write(&path, &text).unwrap();
        } else {
            assert!(is == text, "docs/expressions.md is not what the editor tells");
        }
    }
}
