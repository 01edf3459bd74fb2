//! Remarks that the program itself words: as many as it takes, none longer than a remark may be.

use crate::entity::NOTE_MAX;

/// Between two parts of one remark.
const BETWEEN: &str = "\n\n";

/// `parts` in their order, as many in each remark as fit, a blank line between them. A part that is longer than a remark
/// goes on in the next one: no character of it is lost.
pub fn remarks(parts: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for part in parts.iter().flat_map(|part| cut(part)) {
        let fits = |last: &&mut String| length(last) + length(BETWEEN) + length(&part) <= NOTE_MAX;
        match all.last_mut().filter(fits) {
            Some(last) => {
                last.push_str(BETWEEN);
                last.push_str(&part);
            }
            None => all.push(part),
        }
    }
    all
}

/// A part in pieces of at most the length of a remark; none of a blank one.
fn cut(part: &str) -> Vec<String> {
    let letters: Vec<char> = part.trim().chars().collect();
    letters
        .chunks(NOTE_MAX)
        .map(|piece| piece.iter().collect())
        .collect()
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(letter: char, count: usize) -> String {
        std::iter::repeat_n(letter, count).collect()
    }

    #[test]
    fn short_parts_share_a_remark() {
        let parts = [
            "Deux valeurs".to_owned(),
            "  ".to_owned(),
            "15/12".to_owned(),
        ];
        assert_eq!(remarks(&parts), ["Deux valeurs\n\n15/12"]);
        assert!(remarks(&[]).is_empty());
    }

    #[test]
    fn two_long_texts_are_kept_whole_in_remarks_of_their_own() {
        let parts = [
            "Conflit".to_owned(),
            long('é', NOTE_MAX),
            long('ù', NOTE_MAX - 2),
        ];
        let made = remarks(&parts);
        assert_eq!(made, parts);
    }

    #[test]
    fn a_part_over_the_limit_goes_on_in_the_next() {
        let text = format!("{}{}", long('é', NOTE_MAX), long('à', 12));
        let made = remarks(&["Conflit".to_owned(), text.clone(), "Fin".to_owned()]);
        assert!(made.iter().all(|one| one.chars().count() <= NOTE_MAX));
        let [first, start, rest] = made.as_slice() else {
            panic!("three remarks, not {}", made.len());
        };
        assert_eq!(first, "Conflit");
        assert_eq!(format!("{start}{rest}"), format!("{text}\n\nFin"));
    }
}
