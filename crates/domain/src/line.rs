//! What is written on one line: names of people, of organisations and of tablets, parties, contacts. They are shown among
//! other text, on terminals too, and must not look like more than themselves.

use crate::{Refusal, entity::LINE_MAX};

/// Whether a sign ends a line or changes how the rest of it is shown: control characters, separators of lines and
/// paragraphs, and those that turn the direction of writing.
pub fn is_stray(sign: char) -> bool {
    sign.is_control() || matches!(sign, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// # Errors
/// `TooLong`, `NotOneLine`.
pub fn fits(text: &str) -> Result<(), Refusal> {
    if text.chars().count() > LINE_MAX {
        return Err(Refusal::TooLong);
    }
    if text.contains(is_stray) {
        return Err(Refusal::NotOneLine);
    }
    Ok(())
}

/// # Errors
/// As [`fits`], and `Required` when there is nothing but blanks.
pub fn is_filled(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Required);
    }
    fits(text)
}

#[cfg(test)]
mod tests {
    use super::{LINE_MAX, fits, is_filled};
    use crate::Refusal;

    #[test]
    fn a_line_is_one_line_and_reads_one_way() {
        for good in [
            "Atelier des savoirs",
            "L’écoute\u{a0}: n° 1",
            "مركز",
            "👩\u{200d}🏫",
        ] {
            assert_eq!(is_filled(good), Ok(()), "{good}");
        }
        for bad in [
            "Atelier\nProved. Atelier",
            "Atelier\r",
            "Atelier\u{1b}[2K",
            "Atelier\u{2028}Proved.",
            "Atelier\u{202e}.devorP",
            "Atelier\u{85}",
            "Atelier\tdes savoirs",
        ] {
            assert_eq!(is_filled(bad), Err(Refusal::NotOneLine), "{bad:?}");
        }
        assert_eq!(is_filled(" \u{a0}"), Err(Refusal::Required));
        assert_eq!(fits(""), Ok(()));
        assert_eq!(fits(&"é".repeat(LINE_MAX)), Ok(()));
        assert_eq!(fits(&"é".repeat(LINE_MAX + 1)), Err(Refusal::TooLong));
    }
}
