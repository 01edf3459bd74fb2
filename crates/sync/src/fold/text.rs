//! Three-way merge of prose. Its units are sentences and the space between them: two people who change different
//! sentences of a paragraph are both heard, two who change the same one have to decide. Smaller units would put together
//! sentences that nobody wrote.
//!
//! Every replica must merge alike for ever: `diffy` is pinned, and `tests/log/text.rs` fixes its answers.

/// What both made of `from`; none when they changed the same place.
pub(super) fn merge(from: &str, one: &str, other: &str) -> Option<String> {
    let merged = diffy::merge(&lines(from), &lines(one), &lines(other)).ok()?;
    Some(text(&merged))
}

/// One unit a line, as the library wants it.
fn lines(text: &str) -> String {
    let mut lines = String::with_capacity(text.len() + text.len() / 8);
    for unit in units(text) {
        for char in unit.chars() {
            match char {
                '\n' => lines.push_str("\\n"),
                '\r' => lines.push_str("\\r"),
                '\\' => lines.push_str("\\\\"),
                other => lines.push(other),
            }
        }
        lines.push('\n');
    }
    lines
}

fn text(lines: &str) -> String {
    let mut text = String::with_capacity(lines.len());
    let mut chars = lines.chars();
    while let Some(char) = chars.next() {
        match char {
            '\n' => {}
            '\\' => match chars.next() {
                Some('n') => text.push('\n'),
                Some('r') => text.push('\r'),
                other => text.extend(other),
            },
            other => text.push(other),
        }
    }
    text
}

/// Sentences, and the runs of white space after them. Line breaks end a sentence too.
fn units(text: &str) -> Vec<&str> {
    let mut units = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (unit, after) = rest.split_at(end_of_unit(rest));
        units.push(unit);
        rest = after;
    }
    units
}

/// Only ASCII white space parts: no-break spaces belong to the word and the mark they stand between.
fn end_of_unit(text: &str) -> usize {
    let is_space = |char: char| matches!(char, ' ' | '\t' | '\n' | '\r');
    if text.starts_with(is_space) {
        return text.find(|char| !is_space(char)).unwrap_or(text.len());
    }
    let mut ended = false;
    for (at, char) in text.char_indices() {
        match char {
            '\n' | '\r' => return at,
            char if is_space(char) && ended => return at,
            '.' | '!' | '?' | '…' | ';' => ended = true,
            // What may follow the mark that ends a sentence.
            '»' | '”' | '"' | ')' | ']' | '\u{a0}' | '\u{202f}' => {}
            _ => ended = false,
        }
    }
    text.len()
}
