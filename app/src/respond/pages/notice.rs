//! A sentence that matters, and the line that says where the data is.

use crate::respond::icons::{WARNING, icon};
use leptos::prelude::*;

/// Said at once by screen readers.
pub(super) fn alert(
    text: impl IntoView + 'static,
    button: impl IntoView + 'static,
) -> impl IntoView {
    view! {
        <div class="notice late" role="alert">
            {icon(WARNING)} <div><p>{text}</p>{button}</div>
        </div>
    }
}

/// Needs someone, not at once.
pub(super) fn attention(
    text: impl IntoView + 'static,
    button: impl IntoView + 'static,
) -> impl IntoView {
    view! {
        <div class="notice attention">
            {icon(WARNING)} <div><p>{text}</p>{button}</div>
        </div>
    }
}

pub(super) fn whereabouts(mark: &'static str, words: impl IntoView + 'static) -> impl IntoView {
    view! { <p class="where" role="status">{icon(mark)}<span>{words}</span></p> }
}
