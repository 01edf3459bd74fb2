//! How the page was opened, from the fragment of its address. Fragments never reach a server's logs.

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    /// `/r/`: the tablet's own page.
    Tablet,
    /// `/r/#e=<code>`: become a tablet.
    Enrol(String),
    /// `/r/#c=<organisation>.<secret>`: one campaign.
    Link(String),
    /// `/r/#p=<organisation>.<secret>-<token>`: the same campaign, to type in what was answered on paper or by telephone.
    Typing(String),
}

/// Reads a fragment, with or without its `#`. Anything unknown is the tablet's page.
pub fn read(fragment: &str) -> Entry {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    match fragment.split_once('=') {
        Some(("e", code)) if !code.is_empty() => Entry::Enrol(code.to_owned()),
        Some(("c", link)) if !link.is_empty() => Entry::Link(link.to_owned()),
        Some(("p", link)) if !link.is_empty() => Entry::Typing(link.to_owned()),
        _ => Entry::Tablet,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_say_how_the_page_was_opened() {
        assert_eq!(read(""), Entry::Tablet);
        assert_eq!(read("#e=K7M4QX2P"), Entry::Enrol("K7M4QX2P".to_owned()));
        assert_eq!(
            read("#c=atelier.0123"),
            Entry::Link("atelier.0123".to_owned())
        );
        assert_eq!(
            read("#p=atelier.0123-4567"),
            Entry::Typing("atelier.0123-4567".to_owned())
        );
        assert_eq!(read("#c="), Entry::Tablet);
        assert_eq!(read("#other"), Entry::Tablet);
    }
}
