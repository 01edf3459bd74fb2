//! Files of this device: a text or bytes become a download.

use domain::{Lang, export::safe_cell};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Offers `text` as a file. Nothing leaves the device.
pub fn save_file(name: &str, kind: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&text.into());
    if let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) {
        save_blob(name, &blob);
    }
}

/// Offers bytes as a file.
pub fn save_blob(name: &str, blob: &Blob) {
    let Ok(url) = Url::create_object_url_with_blob(blob) else {
        return;
    };
    let link = document().create_element("a").ok();
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The browser took its own copy at the click.
    let _ = Url::revoke_object_url(&url);
}

/// Rows as CSV for the spreadsheets of a language: semicolons and decimal commas in French, a byte order mark, no formula.
pub fn csv(rows: &[Vec<String>], lang: Lang) -> String {
    let separator = match lang {
        Lang::Fr => ";",
        Lang::En => ",",
    };
    let mut text = String::from("\u{feff}");
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| written(cell, lang)).collect();
        text.push_str(&cells.join(separator));
        text.push_str("\r\n");
    }
    text
}

/// Numbers stand bare, every text is quoted: whatever the separator a program guesses, a text stays in its cell.
fn written(cell: &str, lang: Lang) -> String {
    let number = match lang {
        Lang::Fr => cell.replace(',', "."),
        Lang::En => cell.to_owned(),
    };
    if cell.is_empty() || number.parse().is_ok_and(f64::is_finite) {
        return cell.to_owned();
    }
    format!("\"{}\"", safe_cell(cell).replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_taken_for_a_formula_and_every_text_is_quoted() {
        let cells = ["=HYPERLINK(\"x\")", "a;b", "c,d", "é", ""];
        let rows = vec![cells.map(str::to_owned).to_vec()];
        let quoted = [
            "\"'=HYPERLINK(\"\"x\"\")\"",
            "\"a;b\"",
            "\"c,d\"",
            "\"é\"",
            "",
        ];
        let line = |separator| format!("\u{feff}{}\r\n", quoted.join(separator));
        assert_eq!(csv(&rows, Lang::Fr), line(";"));
        assert_eq!(csv(&rows, Lang::En), line(","));
    }

    #[test]
    fn numbers_of_the_language_stay_numbers() {
        let rows = vec![vec!["-12,5".to_owned(), "8".to_owned()]];
        assert_eq!(csv(&rows, Lang::Fr), "\u{feff}-12,5;8\r\n");
        assert_eq!(csv(&rows, Lang::En), "\u{feff}\"'-12,5\",8\r\n");
    }
}
