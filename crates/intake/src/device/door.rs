//! The ways in which a device is known to the server.

use crate::wire::{DEVICE_HEADER, LINK_HEADER};
use serde::{Deserialize, Serialize};

/// Stands in a link before what only the server makes: the link is for typing in sheets then.
pub const TYPING_SIGN: char = '-';

/// The way this device is known to the server.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// An enrolled tablet, by the token it was given.
    Tablet,
    /// A link, `<organisation>.<secret>`; one that counts once ends in `.<token>`, one to type in sheets in `-<token>`.
    Link(String),
}

impl Door {
    /// Headers that a call through this door carries; `token` is this device's own. A tablet enrolled before it kept its
    /// token still has its cookie.
    pub fn headers<'a>(&'a self, token: Option<&'a str>) -> Vec<(&'static str, &'a str)> {
        match self {
            Door::Tablet => token
                .map(|token| (DEVICE_HEADER, token))
                .into_iter()
                .collect(),
            Door::Link(link) => vec![(LINK_HEADER, link)],
        }
    }

    /// The token of a link that counts once.
    pub fn token(&self) -> Option<String> {
        match self {
            Door::Tablet => None,
            Door::Link(link) => link.splitn(3, '.').nth(2).map(str::to_owned),
        }
    }

    /// Whether sheets may be typed in behind it. Programs before this took the shared link for that: the server sets
    /// aside what is typed behind it.
    pub fn is_for_typing(&self) -> bool {
        match self {
            Door::Tablet => true,
            Door::Link(link) => link.contains(TYPING_SIGN),
        }
    }

    /// Key of what is kept for this door.
    pub fn key(&self) -> &str {
        match self {
            Door::Tablet => "tablet",
            Door::Link(link) => link,
        }
    }
}
