//! Files made on this device: a text becomes a download.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Offers `text` as a file. Nothing leaves the device.
pub fn save_file(name: &str, kind: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&text.into());
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else {
        return;
    };
    let Ok(url) = Url::create_object_url_with_blob(&blob) else {
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

/// Rows as CSV for the spreadsheets of a language: semicolons in French, a byte order mark, no formula.
pub fn csv(rows: &[Vec<String>], lang: domain::Lang) -> String {
    let separator = match lang {
        domain::Lang::Fr => ";",
        domain::Lang::En => ",",
    };
    let mut text = String::from("\u{feff}");
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell, separator)).collect();
        text.push_str(&cells.join(separator));
        text.push_str("\r\n");
    }
    text
}

fn quoted(cell: &str, separator: &str) -> String {
    let cell = domain::export::safe_cell(cell);
    let plain = !cell.contains(['"', '\r', '\n']) && !cell.contains(separator);
    if plain {
        cell
    } else {
        format!("\"{}\"", cell.replace('"', "\"\""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Lang;

    #[test]
    fn no_cell_is_taken_for_a_formula_and_quotes_are_doubled() {
        let rows = vec![vec![
            "=HYPERLINK(\"x\")".to_owned(),
            "a;b".to_owned(),
            "c,d".to_owned(),
        ]];
        let french = csv(&rows, Lang::Fr);
        assert_eq!(french, "\u{feff}\"'=HYPERLINK(\"\"x\"\")\";\"a;b\";c,d\r\n");
        assert!(csv(&rows, Lang::En).contains(",a;b,\"c,d\"\r\n"));
    }
}
