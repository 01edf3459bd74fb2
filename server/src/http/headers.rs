//! Headers of every response.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header::CACHE_CONTROL},
    middleware::Next,
    response::Response,
};

/// Scripts, styles, pictures and calls from our own origin only; nothing inline; no frame around us. WebAssembly needs
/// its own word.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
    manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";

/// The same, and frames around bytes that the page itself holds: the browser's own reader shows an attached PDF in one. No
/// address can be framed.
const WITH_FRAMES: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
    frame-src blob:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";

/// Where attached files are shown.
const FRAMES_UNDER: &str = "/app/";

const ALWAYS: [(&str, &str); 6] = [
    // Service workers tell by it a page of ours from what a captive portal or a filter answers (public/worker.js).
    ("x-boucle", "1"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Two years; without subdomains, which may not be ours.
const STRICT_TRANSPORT: &str = "max-age=63072000";

/// Adds the security headers. The state is whether browsers come over HTTPS.
pub(super) async fn add(State(secure): State<bool>, request: Request, next: Next) -> Response {
    let policy = if request.uri().path().starts_with(FRAMES_UNDER) {
        WITH_FRAMES
    } else {
        CONTENT_SECURITY_POLICY
    };
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS
        .into_iter()
        .chain([("content-security-policy", policy)])
    {
        // A handler may be stricter.
        headers
            .entry(HeaderName::from_static(name))
            .or_insert(HeaderValue::from_static(value));
    }
    if secure {
        headers.insert(
            HeaderName::from_static("strict-transport-security"),
            HeaderValue::from_static(STRICT_TRANSPORT),
        );
    }
    response
}

/// Answers of calls are for whoever called, now: no cache keeps them.
pub(crate) async fn not_stored(mut response: Response) -> Response {
    let no_store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(CACHE_CONTROL, no_store);
    response
}
