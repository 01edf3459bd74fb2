//! How the page was opened, from the fragment of its address. Fragments never reach a server's logs.

use intake::wire::{DEVICE_HEADER, LINK_HEADER};
use serde::{Deserialize, Serialize};

/// The way this device is known to the server.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// An enrolled tablet, by the token it was given.
    Tablet,
    /// A public link, `<organisation>.<secret>`.
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

    /// Key of what is kept for this door.
    pub fn key(&self) -> &str {
        match self {
            Door::Tablet => "tablet",
            Door::Link(link) => link,
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    /// `/r/`: the tablet's own page.
    Tablet,
    /// `/r/#e=<code>`: become a tablet.
    Enrol(String),
    /// `/r/#c=<organisation>.<secret>`: one campaign.
    Link(String),
}

/// Reads a fragment, with or without its `#`. Anything unknown is the tablet's page.
pub fn read(fragment: &str) -> Entry {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    match fragment.split_once('=') {
        Some(("e", code)) if !code.is_empty() => Entry::Enrol(code.to_owned()),
        Some(("c", link)) if !link.is_empty() => Entry::Link(link.to_owned()),
        _ => Entry::Tablet,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn fragments_say_how_the_page_was_opened() {
        assert_eq!(read(""), Entry::Tablet);
        assert_eq!(read("#e=K7M4QX2P"), Entry::Enrol("K7M4QX2P".to_owned()));
        assert_eq!(
            read("#c=atelier.0123"),
            Entry::Link("atelier.0123".to_owned())
        );
        assert_eq!(read("#c="), Entry::Tablet);
        assert_eq!(read("#other"), Entry::Tablet);
    }
}
