//! The two cookies. People's goes to the workspace only, a tablet's to the respondents' place only.

use axum::http::{HeaderMap, HeaderValue, header};

#[derive(Clone, Copy, Debug)]
pub(super) struct Cookie {
    name: &'static str,
    path: &'static str,
    same_site: &'static str,
}

/// A person's sign-in session. Lax, so that a link in a mail opens signed in.
pub(super) const SESSION: Cookie = Cookie {
    name: "boucle_session",
    path: "/app",
    same_site: "Lax",
};

/// An enrolled tablet.
pub(super) const DEVICE: Cookie = Cookie {
    name: "boucle_device",
    path: "/r",
    same_site: "Strict",
};

/// As long as browsers keep any cookie (400 days); the server ends sessions sooner.
const AGE_MAX_SECONDS: u32 = 400 * 24 * 3600;

impl Cookie {
    /// The value that came with a request.
    pub(super) fn read(self, headers: &HeaderMap) -> Option<String> {
        let sent = headers.get_all(header::COOKIE).iter();
        let mut pairs = sent
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let (_, value) = pairs.find(|(name, _)| *name == self.name)?;
        Some(value.to_owned())
    }

    /// Sets it; `secure` when browsers come over HTTPS.
    pub(super) fn set(self, value: &str, secure: bool) -> Option<HeaderValue> {
        self.header(value, AGE_MAX_SECONDS, secure)
    }

    pub(super) fn clear(self, secure: bool) -> Option<HeaderValue> {
        self.header("", 0, secure)
    }

    fn header(self, value: &str, age: u32, secure: bool) -> Option<HeaderValue> {
        let Cookie {
            name,
            path,
            same_site,
        } = self;
        let secure = if secure { "; Secure" } else { "" };
        let text = format!(
            "{name}={value}; Path={path}; Max-Age={age}; HttpOnly; SameSite={same_site}{secure}"
        );
        HeaderValue::try_from(text).ok()
    }
}
