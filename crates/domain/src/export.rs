//! Cells of a spreadsheet export.

/// A cell that no spreadsheet program takes for a formula: a leading `=`, `+`, `-`, `@`, tab or return gets an
/// apostrophe before it (OWASP, "CSV injection"). Plain numbers keep their sign.
pub fn safe_cell(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if risky && text.parse::<f64>().is_err() {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
