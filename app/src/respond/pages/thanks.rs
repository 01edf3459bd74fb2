//! The last screen: thanks, what happens next, where the answer is. In kiosk mode it goes by itself.

use super::bar;
use crate::{
    components::ARCS,
    locales::dates,
    respond::{
        Respond,
        icons::{ARROW_RIGHT, CHECK, TABLET},
        idle::Idle,
        parts::{attention, body, button, heading, label, live, stage, steps, whereabouts, words},
        state::Ending,
    },
};
use domain::ids::ItemId;
use intake::device::What;
use leptos::prelude::*;

pub(super) fn page(app: Respond, ending: Ending, leaving: RwSignal<bool>) -> AnyView {
    let end = &app.t().end;
    let mut parts = match ending {
        Ending::Answered(item) => {
            let place = live(move || place(app, item));
            vec![heading(None, end.thanks), place]
        }
        Ending::Declined => vec![heading(None, end.declined), words("", end.declined_text)],
    };
    let kiosk = app.in_kiosk().is_some();
    parts.push(if kiosk {
        live(move || countdown(app))
    } else {
        words("", end.close_page)
    });
    let mut screen = vec![bar::bar_with_door(app, leaving), body("calm thanks", parts)];
    if kiosk {
        let next = label(None, end.next_person, Some(ARROW_RIGHT));
        screen.push(steps(vec![button("button primary", next, move || {
            app.next_person();
        })]));
    }
    stage(screen)
}

/// Kept here, or with the server, which may keep it apart; and what happens next.
fn place(app: Respond, item: ItemId) -> AnyView {
    if let Some(said) = aside(app, Some(item)) {
        return said;
    }
    let next = words("", app.t().end.what_next);
    vec![next, whereabouts_of(app, item)].into_any()
}

/// What is said of this answer, or of any given by the way this page was opened, when the server keeps it apart.
pub(super) fn aside(app: Respond, item: Option<ItemId>) -> Option<AnyView> {
    let (door, device) = (app.door(), app.device.read());
    let mut all = device.aside.iter();
    let one = all.find(|one| match item {
        Some(item) => one.label.id == item,
        None => one.label.door == door && matches!(one.label.what, What::Answer(_)),
    })?;
    let late = one.aside.as_deref() == Some("campaign_closed");
    Some(attention((app.t().end.aside)(late), None))
}

fn whereabouts_of(app: Respond, item: ItemId) -> AnyView {
    let words = app.t();
    let device = app.device.read();
    let waits = device.labels.iter().any(|label| label.id == item);
    let refused = device.refused.iter().any(|refused| refused.item.id == item);
    if !waits && !refused {
        let time = dates::time(device.last_contact.unwrap_or_default());
        return whereabouts(CHECK, (words.end.received)(&time));
    }
    let kept = if app.is_tablet() {
        words.frame.kept_tablet
    } else {
        words.frame.kept_device
    };
    whereabouts(TABLET, [kept, "\u{a0}: ", words.end.waiting, "."].concat())
}

/// The ring empties, one arc after the other, while the seconds are told in words.
fn countdown(app: Respond) -> AnyView {
    let Idle::Warned(seconds) = app.person.read().idle else {
        return ().into_any();
    };
    let words_here = app.t();
    let arcs: Vec<_> = (0_u32..)
        .zip(ARCS)
        .map(|(index, arc)| {
            let class = if seconds * 6 <= index * 10 {
                "arc is-todo"
            } else {
                "arc"
            };
            view! { <path class=class d=arc></path> }
        })
        .collect();
    let stay = label(None, words_here.frame.stay, None);
    view! {
        <div class="left">
            <svg class="ring" viewBox="0 0 100 100" aria-hidden="true">
                {arcs}
            </svg>
            {words("", (words_here.end.returns_in)(seconds))}
            {button("button", stay, move || app.stay())}
        </div>
    }
    .into_any()
}
