//! What commands print. One place, so that nothing else writes to standard output.

use domain::line::is_stray;
use std::{
    fmt::Display,
    io::{self, BufRead as _, IsTerminal as _, Write as _},
};

/// One line on standard output. A closed pipe (`boucle … | head`) is no failure.
pub(super) fn say(line: impl Display) {
    let _ = writeln!(io::stdout(), "{}", plain(&line.to_string()));
}

/// Why the program ends, on standard error.
pub fn complain(error: impl Display) {
    let _ = writeln!(io::stderr(), "boucle: {}", plain(&error.to_string()));
}

/// On one line, whatever names and files hold: none of them can look like a line of ours, or have a terminal do anything.
fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for sign in text.chars() {
        if is_stray(sign) {
            shown.extend(sign.escape_default());
        } else {
            shown.push(sign);
        }
    }
    shown
}

/// Asks a question that is answered with yes or no; no when nobody can answer.
pub(super) fn confirm(question: &str) -> bool {
    if !io::stdin().is_terminal() {
        return false;
    }
    let mut out = io::stdout();
    let _ = write!(out, "{question} [y/N] ");
    let _ = out.flush();
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    let answer = answer.trim().to_lowercase();
    read.is_ok() && ["y", "yes", "o", "oui"].contains(&answer.as_str())
}

/// A secret, typed without echo, or the first line of standard input.
///
/// # Errors
/// When it cannot be read.
pub(super) fn secret(prompt: &str, from_stdin: bool) -> io::Result<String> {
    if from_stdin {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    rpassword::prompt_password(prompt)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_is_printed_stays_on_its_line() {
        assert_eq!(plain("Proved. Atelier «é»: 3"), "Proved. Atelier «é»: 3");
        assert_eq!(plain("A\nProved. B"), "A\\nProved. B");
        assert_eq!(plain("A\r\u{1b}[2K\u{202e}"), "A\\r\\u{1b}[2K\\u{202e}");
    }
}
