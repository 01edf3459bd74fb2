//! How old the figures on the screen are, in words.

use crate::{
    locales::{
        dates,
        workspace::{lang, t},
    },
    state::{Contact, use_sync_status},
};
use leptos::prelude::*;

pub fn freshness() -> Signal<String> {
    let (status, lang, words) = (use_sync_status(), lang(), &t().results);
    Signal::derive(move || match (status.contact(), status.last_contact()) {
        (_, None) => words.fresh_never.to_owned(),
        (Contact::Fine | Contact::Unknown, Some(at)) => (words.fresh)(&dates::moment(at, lang)),
        (_, Some(at)) => (words.fresh_old)(&dates::moment(at, lang)),
    })
}
