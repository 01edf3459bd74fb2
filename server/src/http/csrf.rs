//! Cross-site request forgery: a call that changes something must say that it comes from our own pages.
//!
//! Browsers set `Sec-Fetch-Site` and `Origin` themselves, no page can forge them. Programs that are not browsers send
//! `Origin` with the server's address. Who wants no more mail is not asked: mail programs post there by themselves (RFC 8058),
//! and only the token in the address counts.

use super::error::Problem;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// Refuses state-changing calls of other sites. The state is the public address, if one is set.
pub(super) async fn guard(
    State(public_url): State<Option<Arc<str>>>,
    request: Request,
    next: Next,
) -> Response {
    let harmless = matches!(*request.method(), Method::GET | Method::HEAD);
    let stop = request.uri().path().starts_with("/stop/");
    if harmless || stop || same_origin(request.headers(), request.uri(), public_url.as_deref()) {
        next.run(request).await
    } else {
        Problem::CrossSite.into_response()
    }
}

fn same_origin(headers: &HeaderMap, uri: &Uri, public_url: Option<&str>) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or(""));
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    let Some(origin) = text("origin") else {
        return false;
    };
    if public_url == Some(origin) {
        return true;
    }
    // HTTP/2 carries the host in the request's own address.
    let host = text(header::HOST.as_str()).or(uri.authority().map(|authority| authority.as_str()));
    let sender = origin.split_once("://").map(|(_, host)| host);
    sender.is_some() && sender == host
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(headers: &[(&'static str, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        same_origin(
            &map,
            &Uri::from_static("/"),
            Some("https://boucle.example.org"),
        )
    }

    #[test]
    fn only_our_own_pages_may_change_things() {
        assert!(allowed(&[("sec-fetch-site", "same-origin")]));
        assert!(allowed(&[
            ("origin", "http://127.0.0.1:3000"),
            ("host", "127.0.0.1:3000")
        ]));
        assert!(allowed(&[
            ("origin", "https://boucle.example.org"),
            ("host", "inner:80")
        ]));

        assert!(!allowed(&[]));
        assert!(!allowed(&[("sec-fetch-site", "cross-site")]));
        assert!(!allowed(&[("sec-fetch-site", "same-site")]));
        assert!(!allowed(&[
            ("origin", "https://evil.example"),
            ("host", "127.0.0.1:3000")
        ]));
        assert!(!allowed(&[("origin", "null"), ("host", "127.0.0.1:3000")]));
        let forged = [
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://boucle.example.org"),
        ];
        assert!(!allowed(&forged));
    }
}
