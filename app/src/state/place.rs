//! Where the server is: the address that other people's devices can open.

use super::remembered;
use leptos::prelude::*;

/// The address in front of public links, without a slash at the end.
pub fn public_base() -> String {
    configured().unwrap_or_else(own)
}

/// Whether other devices can open [`public_base`]: an address was set, or this page itself did not come from this
/// very computer.
pub fn is_public() -> bool {
    let host = window().location().hostname().unwrap_or_default();
    configured().is_some() || !(host == "localhost" || host == "[::1]" || host.starts_with("127."))
}

fn configured() -> Option<String> {
    let set = remembered::last()?.public_url?;
    Some(set.trim_end_matches('/').to_owned())
}

fn own() -> String {
    window().location().origin().unwrap_or_default()
}
