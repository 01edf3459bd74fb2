//! Cells of a spreadsheet export.

/// A cell that no spreadsheet program takes for a formula: a leading `=`, `+`, `-`, `@`, tab or return gets an
/// apostrophe before it (OWASP, "CSV injection"). Plain numbers keep their sign.
pub fn safe_cell(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let number = text.parse().is_ok_and(f64::is_finite);
    if risky && !number {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::safe_cell;

    #[test]
    fn no_cell_is_a_formula_and_numbers_stay_numbers() {
        for formula in [
            "=1+1", "+33 6 12", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "=", "-inf",
        ] {
            assert_eq!(safe_cell(formula), format!("'{formula}"));
        }
        for plain in ["-12.5", "+3", "Très bien", "", "a=b", "'déjà"] {
            assert_eq!(safe_cell(plain), plain);
        }
    }
}
