//! Comparing wording as people write it: case, accents, apostrophes, punctuation and invisible characters aside.

use std::collections::BTreeSet;

/// A cell without what surrounds it: blanks of any width, byte order marks, zero-width characters.
pub(super) fn clean(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}')
    })
}

/// Lower case, without accents, anything but letters and digits as single blanks: "L’écoute, S.V.P." is "l ecoute s v p".
pub(crate) fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        // Accents written as characters of their own, as on a Mac; zero-width characters inside words.
        if matches!(c, '\u{300}'..='\u{36f}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{ad}') {
            continue;
        }
        let plain = unaccented(c);
        if plain.is_empty() && !c.is_alphanumeric() {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(' ');
        }
        if plain.is_empty() {
            out.push(c);
        } else {
            out.push_str(plain);
        }
    }
    out
}

/// The letters a French or neighbouring letter stands for; empty for any other character.
fn unaccented(c: char) -> &'static str {
    match c {
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' => "a",
        'ç' => "c",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'í' | 'î' | 'ï' | 'ì' => "i",
        'ñ' => "n",
        'ó' | 'ô' | 'ö' | 'ò' | 'õ' => "o",
        'ú' | 'ù' | 'û' | 'ü' => "u",
        'ÿ' | 'ý' => "y",
        'œ' => "oe",
        'æ' => "ae",
        _ => "",
    }
}

/// A label for comparing: without one-letter words and endings of gender and number, so that "Très satisfait(e)s" is
/// "Très satisfait". Digits stay; letters alone are put together, so that "N/A" is "NA".
pub(super) fn label(text: &str) -> String {
    let text = normal(text);
    let words: Vec<&str> = text
        .split(' ')
        .filter(|word| word.len() > 1 || word.bytes().all(|byte| byte.is_ascii_digit()))
        .map(|word| word.trim_end_matches('s').trim_end_matches('e'))
        .collect();
    match words.join(" ") {
        none if none.is_empty() => text.replace(' ', ""),
        words => words,
    }
}

/// Words that say nothing about what is asked.
const EMPTY_WORDS: &str = " le la les un une de du des et ou a au aux en dans par pour sur avec ce cet cette ces que qu \
    qui quoi quel quelle est sont etait etaient ete ont avez avoir il ils elle elles on vous votre vos nous se lui t l d \
    s n c j y pas plus selon comment si oui non formation formations the of to and or in on for with this that these it \
    is are was were be did do does you your how what which training course a an ";

/// Longest wording that is compared, in characters; the rest is ignored.
const COMPARED: usize = 400;

/// The beginnings of the words that carry meaning: "objectifs atteints" and "atteinte de l’objectif" have the same.
pub(super) fn stems(text: &str) -> BTreeSet<String> {
    let start: String = text.chars().take(COMPARED).collect();
    normal(&start)
        .split(' ')
        .filter(|word| !word.is_empty() && !EMPTY_WORDS.contains(&format!(" {word} ")))
        .filter(|word| !word.contains(|c: char| c.is_ascii_digit()))
        .map(|word| word.chars().take(6).collect())
        .collect()
}

/// Shared stems against all of them, 0 to 1 (Dice).
pub(super) fn likeness(left: &BTreeSet<String>, right: &BTreeSet<String>) -> f64 {
    let all = left.len() + right.len();
    if all == 0 {
        return 0.0;
    }
    let shared = left.intersection(right).count();
    // Word counts of one wording: exact in a float.
    #[expect(clippy::cast_precision_loss, reason = "at most a few hundred words")]
    let share = 2.0 * shared as f64 / all as f64;
    share
}
