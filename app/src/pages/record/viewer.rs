//! Attached files, looked at over the page: pictures, and PDFs in the browser's own reader. Where a browser has none (most
//! phones) a PDF opens in a tab, or is saved. All from this device's bytes: nothing of it needs a network.

use crate::{
    components::{Dialog, Held, Picture, save_blob},
    locales::workspace::t,
};
use domain::attachment::Media;
use leptos::prelude::*;
use web_sys::{Blob, Url};

/// What was opened last.
#[derive(Clone, Copy)]
pub struct Viewer {
    shown: RwSignal<Option<Shown>>,
    /// Whether it is over the page.
    open: RwSignal<bool>,
    /// Address of the bytes that the browser shows in a tab of its own.
    apart: StoredValue<Option<String>>,
}

#[derive(Clone)]
struct Shown {
    name: String,
    held: Held,
    is_image: bool,
}

impl Viewer {
    pub fn new() -> Viewer {
        let viewer = Viewer {
            shown: RwSignal::new(None),
            open: RwSignal::new(false),
            apart: StoredValue::default(),
        };
        on_cleanup(move || viewer.let_go());
        viewer
    }

    /// A picture or a PDF.
    pub fn show(self, name: String, blob: Blob, is_image: bool) {
        if !is_image && !reads_pdf() {
            return self.open_apart(&name, &blob);
        }
        let held = Held::new(blob);
        self.shown.set(Some(Shown {
            name,
            held,
            is_image,
        }));
        self.open.set(true);
    }

    /// In a tab of its own, as the browser shows such a file; where it opens none, saved.
    fn open_apart(self, name: &str, blob: &Blob) {
        self.let_go();
        let Ok(address) = Url::create_object_url_with_blob(blob) else {
            return save_blob(name, blob);
        };
        let tab = window().open_with_url_and_target(&address, "_blank");
        if !matches!(tab, Ok(Some(_))) {
            save_blob(name, blob);
        }
        self.apart.set_value(Some(address));
    }

    /// The tab has read the bytes long since.
    fn let_go(self) {
        if let Some(address) = self.apart.try_update_value(Option::take).flatten() {
            let _ = Url::revoke_object_url(&address);
        }
    }
}

impl Default for Viewer {
    fn default() -> Viewer {
        Viewer::new()
    }
}

/// Whether the browser says that it shows PDFs in a page.
fn reads_pdf() -> bool {
    let told = js_sys::Reflect::get(&window().navigator(), &"pdfViewerEnabled".into());
    told.is_ok_and(|told| told.is_truthy())
}

#[component]
pub fn Enlarged(viewer: Viewer) -> impl IntoView {
    let Viewer { shown, open, .. } = viewer;
    let title = move || shown.get().map(|shown| shown.name).unwrap_or_default();
    let drawn = move || {
        shown.get().map(|shown| match shown.is_image {
            true => view! { <Picture blob=shown.held.blob() alt=shown.name/> }.into_any(),
            false => view! { <Pdf viewer shown/> }.into_any(),
        })
    };
    view! { <Dialog title=Signal::derive(title) open>{drawn}</Dialog> }
}

/// Over the page; a reader that shows nothing after all, or too little, is one button from a tab.
#[component]
fn Pdf(viewer: Viewer, shown: Shown) -> impl IntoView {
    let t = &t().attachments;
    // Whoever sent it said that it is a PDF: nothing but the reader gets it.
    let whole = shown.held.blob();
    let blob = whole.slice_with_f64_and_f64_and_content_type(0.0, whole.size(), Media::Pdf.mime());
    let address = blob.and_then(|blob| Url::create_object_url_with_blob(&blob));
    let address = address.unwrap_or_default();
    // Without the list of small pages that takes half of the room.
    let source = format!("{address}#navpanes=0");
    on_cleanup(move || {
        let _ = Url::revoke_object_url(&address);
    });
    let (name, held) = (shown.name.clone(), shown.held);
    let apart = move |_| viewer.open_apart(&name, &held.blob());
    let (name, held) = (shown.name.clone(), shown.held);
    let save = move |_| save_blob(&name, &held.blob());
    view! {
        <iframe class="pdf" src=source title=shown.name></iframe>
        <div class="form-actions">
            <button type="button" class="button" on:click=apart>{t.in_a_tab}</button>
            <button type="button" class="button" on:click=save>{t.save_copy}</button>
        </div>
    }
}
