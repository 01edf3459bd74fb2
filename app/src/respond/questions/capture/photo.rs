//! A photo: taken or chosen, looked at, described, taken again or removed.

use super::{super::current, drawing};
use crate::{
    locales::respond::capture::{Capture, texts},
    respond::{
        Respond,
        parts::{alert, button, group, label, live, words},
    },
    storage::StorageError,
};
use domain::{
    Lang,
    answer::Answer,
    photo::{ABOUT_MAX, Photo},
};
use js_sys::{Array, Uint8Array};
use leptos::{ev, html, prelude::*, task::spawn_local};
use web_sys::{Blob, BlobPropertyBag, Url};

/// What stands in the way of the last photo.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Unreadable,
    Full,
    NotStored,
}

/// A photo being taken.
#[derive(Clone, Copy)]
struct Desk {
    app: Respond,
    key: StoredValue<String>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    /// The address of the picture in this page.
    shown: RwSignal<Option<String>>,
}

pub(super) fn controls(app: Respond, key: &str, lang: Lang) -> AnyView {
    let t = texts(lang);
    let desk = Desk {
        app,
        key: StoredValue::new(key.to_owned()),
        busy: RwSignal::new(false),
        trouble: RwSignal::new(None),
        shown: RwSignal::new(None),
    };
    on_cleanup(move || desk.forget());
    desk.look();
    // Typing a description must not draw its field again.
    let taken = Memo::new(move |_| desk.photo().is_some());
    group(
        "photo",
        vec![
            words("hint", t.photo_care),
            live(move || {
                if taken.get() {
                    seen(desk, t)
                } else {
                    ().into_any()
                }
            }),
            live(move || ways(desk, t, taken.get())),
            live(move || news(desk, t)),
        ],
    )
}

fn seen(desk: Desk, t: &'static Capture) -> AnyView {
    let about = move || desk.photo().map(|photo| photo.about).unwrap_or_default();
    let alt = move || match about() {
        about if about.is_empty() => t.your_photo.to_owned(),
        about => about,
    };
    let picture = move || {
        desk.shown
            .get()
            .map(|address| view! { <img src=address alt=alt /> })
    };
    view! {
        <figure>{picture}</figure>
        <label class="field">
            <span>{t.about}</span>
            <input
                class="input"
                type="text"
                autocomplete="off"
                maxlength=ABOUT_MAX.to_string()
                prop:value=untrack(about)
                on:input=move |ev| desk.describe(event_target_value(&ev))
            />
        </label>
    }
    .into_any()
}

/// The buttons: a shared tablet shows nobody what pictures it holds.
fn ways(desk: Desk, t: &'static Capture, taken: bool) -> AnyView {
    let first = if taken { t.take_again } else { t.take };
    let mut parts = vec![source(desk, first, Some("environment"))];
    if !desk.app.is_tablet() {
        parts.push(source(desk, t.choose, None));
    }
    if taken {
        let remove = label(None, t.remove, None);
        parts.push(button("button", remove, move || desk.remove()));
    }
    group("sign-tools", parts)
}

fn source(desk: Desk, text: &'static str, capture: Option<&'static str>) -> AnyView {
    let input: NodeRef<html::Input> = NodeRef::new();
    let chosen = move |_: ev::Event| {
        // Back from the camera.
        desk.app.touch();
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            desk.take(file);
        }
        // The same file again counts as a choice.
        input.set_value("");
    };
    view! {
        <label class="button" class:primary=capture.is_some()>
            <input
                node_ref=input
                type="file"
                class="visually-hidden"
                accept="image/*"
                capture=capture
                on:click=move |_| desk.app.away()
                on:change=chosen
            />
            {text}
        </label>
    }
    .into_any()
}

fn news(desk: Desk, t: &'static Capture) -> AnyView {
    if desk.busy.get() {
        return view! { <p class="hint" role="status">{t.preparing}</p> }.into_any();
    }
    match desk.trouble.get() {
        None => ().into_any(),
        Some(Trouble::Unreadable) => alert(t.unreadable, None),
        Some(Trouble::Full) => alert(t.no_room, None),
        Some(Trouble::NotStored) => alert(t.not_stored, None),
    }
}

impl Desk {
    fn photo(self) -> Option<Photo> {
        match self.key.with_value(|key| current(self.app, key)) {
            Some(Answer::Photo(photo)) => Some(photo),
            _ => None,
        }
    }

    /// Shows what was taken before; one whose bytes are gone was not taken.
    fn look(self) {
        if untrack(|| self.photo()).is_none() || !self.app.keeps() {
            return;
        }
        let key = self.key.get_value();
        spawn_local(async move {
            match self.app.photo(&key).await {
                Ok(Some(bytes)) => self.show(&bytes),
                Ok(None) => self.app.answer(&key, None),
                Err(_) => _ = self.trouble.try_set(Some(Trouble::NotStored)),
            }
        });
    }

    fn take(self, file: web_sys::File) {
        let key = self.key.get_value();
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let kept = match drawing::photo(&file).await {
                Err(_) => Err(Trouble::Unreadable),
                Ok((photo, bytes)) => {
                    let kept = self.app.keep_photo(&key, photo, &bytes).await;
                    kept.map(|()| bytes).map_err(|error| match error {
                        StorageError::Quota => Trouble::Full,
                        _ => Trouble::NotStored,
                    })
                }
            };
            // The question may be off the screen by now.
            let _ = self.busy.try_set(false);
            match kept {
                Ok(bytes) => self.show(&bytes),
                Err(trouble) => _ = self.trouble.try_set(Some(trouble)),
            }
        });
    }

    fn describe(self, about: String) {
        if let Some(photo) = untrack(|| self.photo()) {
            let key = self.key.get_value();
            let answer = Answer::Photo(Photo { about, ..photo });
            self.app.answer(&key, Some(answer));
        }
    }

    fn remove(self) {
        let key = self.key.get_value();
        self.forget();
        self.app.answer(&key, None);
        spawn_local(async move { self.app.drop_photo(&key).await });
    }

    fn show(self, bytes: &[u8]) {
        let kind = BlobPropertyBag::new();
        kind.set_type("image/jpeg");
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind);
        let address = blob.and_then(|blob| Url::create_object_url_with_blob(&blob));
        if let Ok(address) = address {
            self.forget();
            let _ = self.shown.try_set(Some(address));
        }
    }

    /// The picture's address ends with it.
    fn forget(self) {
        if let Some(Some(address)) = self.shown.try_update(Option::take) {
            let _ = Url::revoke_object_url(&address);
        }
    }
}
