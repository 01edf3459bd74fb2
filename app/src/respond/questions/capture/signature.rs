//! Signing: strokes of a finger, a pen or a mouse, or one's name typed for whoever cannot draw.

use super::super::{HEADING, HINT, current};
use crate::{
    locales::respond::capture::{Capture, texts},
    respond::{
        Respond,
        parts::{button, group, label, live, words},
    },
};
use domain::{
    Lang,
    answer::Answer,
    signature::{HEIGHT, NAME_MAX, Point, Signature, Strokes, WIDTH},
};
use leptos::{ev::PointerEvent, html, prelude::*, svg};
use std::fmt::Write as _;

/// What is being signed.
#[derive(Clone, Copy)]
struct Desk {
    app: Respond,
    key: StoredValue<String>,
    /// The stroke under the pointer, and its line.
    stroke: StoredValue<Vec<Point>>,
    line: RwSignal<String>,
    /// Nothing more goes in.
    full: RwSignal<bool>,
}

pub(super) fn controls(app: Respond, key: &str, lang: Lang) -> AnyView {
    let t = texts(lang);
    let desk = Desk {
        app,
        key: StoredValue::new(key.to_owned()),
        stroke: StoredValue::new(Vec::new()),
        line: RwSignal::new(String::new()),
        full: RwSignal::new(false),
    };
    group(
        "sign",
        vec![
            words("hint", t.sign_here),
            pad(desk, t),
            live(move || buttons(desk, t)),
            keyboard(desk, t),
        ],
    )
}

/// Where it is drawn. Screen readers hear whether something is; they sign with the field below.
fn pad(desk: Desk, t: &'static Capture) -> AnyView {
    let place: NodeRef<svg::Svg> = NodeRef::new();
    let path = move || desk.strokes().map(|strokes| strokes.path());
    let told = move || {
        let drawn = desk.strokes().is_some();
        if drawn { t.is_drawn } else { t.not_drawn }
    };
    let down = move |ev: PointerEvent| {
        let Some(at) = place.get_untracked().and_then(|place| point(&ev, &place)) else {
            return;
        };
        if let Some(place) = place.get_untracked() {
            // A pointer that is gone cannot be held.
            let _ = place.set_pointer_capture(ev.pointer_id());
        }
        desk.begin(at);
    };
    let moved = move |ev: PointerEvent| {
        let at = place.get_untracked().and_then(|place| point(&ev, &place));
        if let Some(at) = at {
            desk.draw(at);
        }
    };
    let (low, line) = (u32::from(HEIGHT) * 3 / 4, u32::from(WIDTH) - 60);
    view! {
        <svg
            class="sign-pad"
            node_ref=place
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            role="img"
            aria-label=told
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=move |_| desk.lift()
            on:pointercancel=move |_| desk.lift()
        >
            <path class="sign-line" d=format!("M60 {low}H{line}") />
            <path class="stroke" d=path />
            <path class="stroke" d=move || desk.line.get() />
        </svg>
    }
    .into_any()
}

/// Undo and clear, once there is something to undo.
fn buttons(desk: Desk, t: &'static Capture) -> AnyView {
    if desk.strokes().is_none() {
        return ().into_any();
    }
    let full = desk.full.get();
    let plain = |text| label(None, text, None);
    let mut parts = vec![
        button("button", plain(t.undo), move || desk.undo()),
        button("button", plain(t.clear), move || desk.keep(None)),
    ];
    if full {
        parts.push(view! { <p class="hint" role="status">{t.no_more_room}</p> }.into_any());
    }
    group("sign-tools", parts)
}

fn keyboard(desk: Desk, t: &'static Capture) -> AnyView {
    let name = move || match desk.signature() {
        Some(Signature::Typed(name)) => name,
        _ => String::new(),
    };
    let typed = move |name: String| {
        let some = !name.trim().is_empty();
        desk.keep(some.then_some(Signature::Typed(name)));
    };
    let field: NodeRef<html::Input> = NodeRef::new();
    view! {
        <label class="field">
            <span id=HINT>{t.by_keyboard}</span>
            <input
                class="input"
                type="text"
                node_ref=field
                autocomplete="off"
                maxlength=NAME_MAX.to_string()
                aria-labelledby=format!("{HEADING} {HINT}")
                prop:value=name
                on:input=move |ev| typed(event_target_value(&ev))
            />
        </label>
    }
    .into_any()
}

impl Desk {
    fn signature(self) -> Option<Signature> {
        match self.key.with_value(|key| current(self.app, key)) {
            Some(Answer::Signature(signature)) => Some(signature),
            _ => None,
        }
    }

    fn strokes(self) -> Option<Strokes> {
        match self.signature() {
            Some(Signature::Drawn(strokes)) => Some(strokes),
            _ => None,
        }
    }

    fn keep(self, signature: Option<Signature>) {
        self.full.set(false);
        let key = self.key.get_value();
        self.app.answer(&key, signature.map(Answer::Signature));
    }

    fn begin(self, at: Point) {
        self.stroke.set_value(vec![at]);
        self.line.set(format!("M{} {}h0", at.0, at.1));
    }

    fn draw(self, at: Point) {
        let new = self.stroke.try_update_value(|stroke| {
            let new = stroke.last().is_some_and(|last| *last != at);
            if new {
                stroke.push(at);
            }
            new
        });
        if new == Some(true) {
            self.line.update(|line| {
                // Writing into a string cannot fail.
                let _ = write!(line, "L{} {}", at.0, at.1);
            });
        }
    }

    /// The pointer left the box: what it drew is kept.
    fn lift(self) {
        let stroke = self.stroke.try_update_value(std::mem::take);
        self.line.set(String::new());
        let Some(stroke) = stroke.filter(|stroke| !stroke.is_empty()) else {
            return;
        };
        let before = untrack(|| self.strokes());
        match Strokes::with(before.as_ref(), &stroke) {
            Some(strokes) => self.keep(Some(Signature::Drawn(strokes))),
            None => self.full.set(true),
        }
    }

    fn undo(self) {
        let left = untrack(|| self.strokes()).and_then(|strokes| strokes.without_last());
        self.keep(left.map(Signature::Drawn));
    }
}

/// Where in the box a pointer is; its edge where it is outside.
fn point(ev: &PointerEvent, place: &web_sys::Element) -> Option<Point> {
    let shown = place.get_bounding_client_rect();
    let within = |at: f64, start: f64, length: f64, units: u16| {
        let share = ((at - start) / length).clamp(0.0, 1.0);
        (share * f64::from(units)).round() as u16
    };
    (shown.width() > 0.0 && shown.height() > 0.0).then(|| {
        let (x, y) = (f64::from(ev.client_x()), f64::from(ev.client_y()));
        (
            within(x, shown.left(), shown.width(), WIDTH),
            within(y, shown.top(), shown.height(), HEIGHT),
        )
    })
}
