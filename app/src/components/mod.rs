//! Parts that screens of the workspace share. Classes are those of `style/`; words come in from the catalogue.

pub mod charts;
pub mod copy;
pub mod dialog;
pub mod download;
pub mod filters;
pub mod form;
pub mod icon;
pub mod import_wizard;
pub mod pager;
pub mod picture;
pub mod qr;
pub mod ring;
pub mod say;
pub mod territory;

pub use copy::{CopyLines, CopyLink};
pub use dialog::{Confirm, Dialog};
pub use download::{csv, save_blob, save_file};
pub use filters::{FilterBar, FilterSelect, Filters, SortHead};
pub use form::{
    Choices, DAYS, ErrorSummary, LANGUAGES, LangSwitch, Problems, SelectField, Switch, TextArea,
    TextField, Tick,
};
pub use icon::{Icon, icon};
pub use import_wizard::{ImportField, ImportWizard};
pub use pager::{More, PAGE};
pub use picture::{Held, Picture};
pub use qr::Qr;
pub use ring::{ARCS, Ring};
pub use say::{Empty, Notice, PageHead, ToastRegion, Toasts, Tone, Visits, badge, use_toasts};
pub use territory::{TerritoryField, territory_key, territory_of};

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Moves the focus to an element by id.
pub fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) =
        element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = element.focus();
    }
}

/// Opens the browser's own sheet for printing.
pub fn print() {
    // Fails only where the browser forbids printing.
    let _ = window().print();
}

/// What stands at the foot of each printed page beside its number, for as long as what is on the screen. Style sheets know it
/// as `--foot`.
pub fn foot_of_pages(words: &str) {
    let words = words.replace('\\', "\\\\").replace('"', "\\\"");
    let quoted = ["\"", &words.replace('\n', " "), "\""].concat();
    set_foot(Some(&quoted));
    on_cleanup(|| set_foot(None));
}

/// `quoted`: a string as style sheets write them.
fn set_foot(quoted: Option<&str>) {
    let root = document().document_element();
    let root = root.and_then(|root| root.dyn_into::<web_sys::HtmlElement>().ok());
    let Some(style) = root.map(|root| root.style()) else {
        return;
    };
    // A name and a string are always taken.
    let _ = match quoted {
        Some(quoted) => style.set_property("--foot", quoted),
        None => style.remove_property("--foot").map(|_| ()),
    };
}
