//! The respondent's front end: a tablet that goes round, or a phone that opened a link. One URL, a small state machine of
//! screens, no router.
//!
//! - `entry`, `idle`, `rounds`, `pace`, `draft`, `typing` are pure, and so is what a device knows and sends (`intake::device`); `state`
//!   holds the signals.
//! - Commands are methods of [`Respond`]: `enrolment` (start of the page, becoming a tablet), `answering`, `asking`, `photos`,
//!   `kiosk`, `desk` (the trainer), `custody` (where a session's people are), `carry` (files between tablets), `driver` (the outbox), `worker` (updates). `typist` has
//!   those of who types in sheets of paper.
//! - `vault` is the device's database; `sealing` turns a finished payload into a frozen item in it.
//! - `preview` puts a questionnaire that is being written into the workspace, on the same screens.
//! - `pages` draw the screens and `questions` the kinds of question; they call commands, never storage or network.

pub mod answering;
mod asking;
pub mod carry;
pub mod custody;
pub mod desk;
pub mod draft;
pub mod driver;
pub mod enrolment;
pub mod entry;
pub mod icons;
pub mod idle;
pub mod kiosk;
pub mod pace;
pub mod pages;
pub mod parts;
mod photos;
pub mod preview;
pub mod questions;
pub mod rounds;
pub mod sealing;
pub mod state;
pub mod typing;
pub mod typist;
pub mod vault;
pub mod worker;

pub use state::Respond;

use entry::Entry;
use intake::device::Door;
use leptos::prelude::*;

/// Mounts the front end in the page and starts it.
pub fn mount(load: pages::Load) {
    let entry = enrolment::opened_by();
    let door = match &entry {
        Entry::Link(link) | Entry::Typing(link) => Door::Link(link.clone()),
        Entry::Tablet | Entry::Enrol(_) => Door::Tablet,
    };
    mount_to_body(move || {
        let code = match &entry {
            Entry::Enrol(code) => code.clone(),
            _ => String::new(),
        };
        let app = Respond::new(door);
        app.register_worker();
        app.start(entry);
        pages::stage(app, code, load)
    });
}
