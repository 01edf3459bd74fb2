//! Drawings of the screens (Lucide, ISC licence), one path each. Never alone: words stand beside them.

use leptos::prelude::*;

pub const ARROW_LEFT: &str = "m12 19-7-7 7-7M19 12H5";
pub const ARROW_RIGHT: &str = "M5 12h14m-7-7 7 7-7 7";
pub const CHECK: &str = "M20 6 9 17l-5-5";
pub const CLOCK: &str = "M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20m0-16v6l4 2";
pub const LOCK: &str = "M5 11h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2m2 0V7a5 5 0 0 1 10 0v4";
pub const MINUS: &str = "M5 12h14";
pub const PEOPLE: &str = "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2m14-17.9a4 4 0 0 1 0 7.8m6 10.1v-2a4 4 0 0 0-3-3.9M13 7a4 4 0 1 1-8 0 4 4 0 0 1 8 0";
pub const PLUS: &str = "M5 12h14m-7-7v14";
pub const SEND: &str = "M12 19V5m-7 7 7-7 7 7";
pub const TABLET: &str =
    "M6 2h12a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2m6 16h.01";
pub const TARGET: &str = "M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20m0-4a6 6 0 1 0 0-12 6 6 0 0 0 0 12m0-4a2 2 0 1 0 0-4 2 2 0 0 0 0 4";
pub const WARNING: &str =
    "m21.7 18-8-14a2 2 0 0 0-3.5 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.7-3M12 9v4m0 4h.01";

const ROUND: &str = "M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20M9 10V9m6 1V9";

pub fn icon(path: &'static str) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path />
        </svg>
    }
    .into_any()
}

/// A face for a step of a scale of so many, lowest first.
pub fn face(step: u32, of: u32) -> AnyView {
    // Of five moods the nearest.
    let mood = (8 * step.saturating_sub(1) / of.saturating_sub(1).max(1)).div_ceil(2);
    let mouth = match (mood, of) {
        (0, _) => "M9 17a5 5 0 0 1 6 0",
        (1, _) => "M9.5 16a6 6 0 0 1 5 0",
        (2, 3 | 5) => "M9 15.5h6",
        (2 | 3, _) => "M14.5 15a6 6 0 0 1-5 0",
        _ => "M16.5 15a6 6 0 0 1-9 0",
    };
    view! {
        <svg class="icon face" viewBox="0 0 24 24" aria-hidden="true">
            <path d=ROUND />
            <path d=mouth />
        </svg>
    }
    .into_any()
}
