//! A picture from bytes of this device. Its address lasts as long as it is shown.

use leptos::prelude::*;
use web_sys::{Blob, Url};

/// Bytes that a signal can hold.
#[derive(Clone, Copy)]
pub struct Held(StoredValue<Blob, LocalStorage>);

impl Held {
    pub fn new(blob: Blob) -> Held {
        Held(StoredValue::new_local(blob))
    }

    pub fn blob(self) -> Blob {
        self.0.get_value()
    }
}

#[component]
pub fn Picture(blob: Blob, #[prop(into)] alt: String) -> impl IntoView {
    let address = Url::create_object_url_with_blob(&blob).unwrap_or_default();
    let shown = address.clone();
    on_cleanup(move || {
        let _ = Url::revoke_object_url(&address);
    });
    view! { <img src=shown alt=alt /> }
}
