//! The mark: an open ring of six arcs, one per stage of the loop. Logo, loading mark and, large, the head of Accueil.

use leptos::prelude::*;

/// The arcs in the order of the loop, with the gap at the upper left.
pub const ARCS: [&str; 6] = [
    "M50 10A40 40 0 0 1 78.77 22.21",
    "M82.77 27.06A40 40 0 0 1 89.27 57.63",
    "M87.59 63.68A40 40 0 0 1 66.27 86.54",
    "M60.35 88.64A40 40 0 0 1 29.4 84.29",
    "M24.29 80.64A40 40 0 0 1 10.1 52.79",
    "M10.15 46.51A40 40 0 0 1 24.83 18.91",
];

/// Decorative; `busy` makes it the loading mark, which needs words beside it.
#[component]
pub fn Ring(#[prop(optional)] busy: bool) -> impl IntoView {
    let arcs = ARCS.map(|d| view! { <path class="arc" d=d></path> });
    view! {
        <svg class="ring" class:busy=busy viewBox="0 0 100 100" aria-hidden="true">
            {arcs}
        </svg>
    }
}
