//! The two built front ends, served from memory: read once at start, compressed forms chosen by what the browser takes.

use super::{error::Problem, pages};
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};
use sync::hash;

/// Everything a browser may get, by path (`/app/assets/boot-….js`). An `index.html` stands under its folder (`/app/`).
#[derive(Default)]
pub struct Assets {
    files: HashMap<String, Asset>,
}

struct Asset {
    content_type: &'static str,
    cache: &'static str,
    /// Best first.
    forms: Vec<Form>,
}

/// One encoding of a file.
struct Form {
    /// As in `Content-Encoding`.
    encoding: Encoding,
    etag: HeaderValue,
    bytes: Bytes,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    fn name(self) -> &'static str {
        match self {
            Encoding::Brotli => "br",
            Encoding::Gzip => "gzip",
            Encoding::Identity => "identity",
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("BOUCLE_DIST: no built front ends in {}: {cause}. Run `cargo xtask build`.", folder.display())]
pub struct NoFrontEnd {
    folder: PathBuf,
    cause: std::io::Error,
}

/// Files under `assets/` have a hash of their content in their name.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Kept, but asked about each time.
const ASK: &str = "no-cache";

impl Assets {
    /// Reads a folder as `cargo xtask build` leaves it: `app/` and `r/`, each with its `index.html`.
    ///
    /// # Errors
    /// When the folder cannot be read or holds no front end.
    pub fn from_folder(folder: &Path) -> Result<Assets, NoFrontEnd> {
        let mut files = Vec::new();
        for place in ["app", "r"] {
            collect(folder, Path::new(place), &mut files).map_err(|cause| NoFrontEnd {
                folder: folder.to_owned(),
                cause,
            })?;
        }
        Ok(Assets::from_files(files))
    }

    /// The front ends compiled into the program.
    #[cfg(feature = "embed")]
    pub fn embedded() -> Assets {
        #[derive(rust_embed::RustEmbed)]
        #[folder = "../dist"]
        struct Dist;
        use rust_embed::RustEmbed as _;

        let file = |name: std::borrow::Cow<'static, str>| {
            let bytes = Dist::get(&name)?.data;
            Some((name.into_owned(), Bytes::from(bytes.into_owned())))
        };
        Assets::from_files(Dist::iter().filter_map(file).collect())
    }

    /// From names such as `app/index.html`, compressed forms beside them (`.br`, `.gz`).
    pub fn from_files(files: Vec<(String, Bytes)>) -> Assets {
        let mut assets = Assets::default();
        for (name, bytes) in files {
            let (name, encoding) = match name.rsplit_once('.') {
                Some((base, "br")) => (base, Encoding::Brotli),
                Some((base, "gz")) => (base, Encoding::Gzip),
                _ => (name.as_str(), Encoding::Identity),
            };
            let asset = assets.files.entry(path(name)).or_insert_with(|| Asset {
                content_type: content_type(name),
                cache: if name.contains("/assets/") {
                    FOR_EVER
                } else {
                    ASK
                },
                forms: Vec::new(),
            });
            asset.forms.push(Form {
                etag: etag(&bytes, encoding),
                encoding,
                bytes,
            });
            asset.forms.sort_by_key(|form| form.encoding);
        }
        assets
    }

    /// A file, a page of a front end, or a 404 page.
    pub fn respond(&self, method: &Method, path: &str, headers: &HeaderMap) -> Response {
        let page = if path.starts_with("/r/") {
            "/r/"
        } else {
            "/app/"
        };
        let key = if api::paths::is_page(path) {
            page
        } else {
            path
        };
        let body_wanted = match *method {
            Method::GET => true,
            Method::HEAD => false,
            _ if self.files.contains_key(key) => return Problem::MethodNotAllowed.into_response(),
            _ => return Problem::NotFound.into_response(),
        };
        match self.files.get(key) {
            Some(asset) => asset.respond(headers, body_wanted),
            None => self.not_found(page, body_wanted),
        }
    }

    fn not_found(&self, page: &str, body_wanted: bool) -> Response {
        let style = self.stylesheet(page);
        let html = pages::NOT_FOUND.html(style.as_deref());
        let headers = [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store"),
        ];
        let body = if body_wanted {
            Body::from(html)
        } else {
            Body::empty()
        };
        (StatusCode::NOT_FOUND, headers, body).into_response()
    }

    /// The stylesheet of a front end, whose name changes with its content.
    pub(super) fn stylesheet(&self, page: &str) -> Option<String> {
        let mut styles = self.files.keys().filter(|path| path.ends_with(".css"));
        styles.find(|path| path.starts_with(page)).cloned()
    }
}

impl Asset {
    fn respond(&self, headers: &HeaderMap, body_wanted: bool) -> Response {
        let accepted = header_text(headers, header::ACCEPT_ENCODING.as_str());
        let Some(form) = choose(&self.forms, accepted) else {
            return Problem::NotFound.into_response();
        };
        let known = header_text(headers, header::IF_NONE_MATCH.as_str());
        let mut response = if etag_listed(known, &form.etag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let body = if body_wanted {
                form.bytes.clone()
            } else {
                Bytes::new()
            };
            let mut response = Body::from(body).into_response();
            let headers = response.headers_mut();
            headers.insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static(self.content_type),
            );
            headers.insert(header::CONTENT_LENGTH, form.bytes.len().into());
            if form.encoding != Encoding::Identity {
                let name = HeaderValue::from_static(form.encoding.name());
                headers.insert(header::CONTENT_ENCODING, name);
            }
            response
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.cache));
        headers.insert(header::ETAG, form.etag.clone());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        response
    }
}

/// The form the browser likes best; on a tie the smallest. Identity when it takes nothing we have.
fn choose<'a>(forms: &'a [Form], accepted: &str) -> Option<&'a Form> {
    let liked = forms
        .iter()
        .map(|form| (quality(accepted, form.encoding), form));
    // `max_by` takes the last of equals, and the best form comes first: hence the reverse.
    let best = liked.rev().max_by(|(a, _), (b, _)| a.total_cmp(b));
    match best {
        Some((quality, form)) if quality > 0.0 => Some(form),
        _ => forms.last(),
    }
}

/// How much an encoding is liked, 0 to 1, by an `Accept-Encoding` header (RFC 9110, 12.5.3).
fn quality(accepted: &str, encoding: Encoding) -> f32 {
    let mut any = None;
    for item in accepted.split(',') {
        let mut parts = item.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let given = parts.find_map(|part| part.strip_prefix("q="));
        let quality = given.map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0).clamp(0.0, 1.0));
        if name.eq_ignore_ascii_case(encoding.name()) {
            return quality;
        }
        if name == "*" {
            any = Some(quality);
        }
    }
    // Not named: identity is always taken, just less than anything asked for.
    let unnamed = if encoding == Encoding::Identity {
        0.001
    } else {
        0.0
    };
    any.unwrap_or(unnamed)
}

fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    let value = headers.get(name);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

fn etag_listed(known: &str, etag: &HeaderValue) -> bool {
    let own = etag.to_str().unwrap_or_default();
    let mut listed = known
        .split(',')
        .map(|tag| tag.trim().trim_start_matches("W/"));
    listed.any(|tag| tag == own || tag == "*")
}

/// Differs per encoding: each is a representation of its own.
fn etag(bytes: &[u8], encoding: Encoding) -> HeaderValue {
    let short = hash::hex(&Sha256::digest(bytes)[..12]);
    HeaderValue::try_from(format!("\"{short}-{}\"", encoding.name()))
        .unwrap_or(HeaderValue::from_static("\"\""))
}

fn path(name: &str) -> String {
    let name = name.strip_suffix("index.html").unwrap_or(name);
    format!("/{name}")
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn collect(
    root: &Path,
    folder: &Path,
    files: &mut Vec<(String, Bytes)>,
) -> Result<(), std::io::Error> {
    for entry in std::fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let name = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            collect(root, &name, files)?;
        } else {
            let bytes = std::fs::read(root.join(&name))?;
            let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
            files.push((parts.join("/"), bytes.into()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refused_encodings_are_not_sent() {
        let best = |accepted: &str| {
            let forms: Vec<Form> = [Encoding::Brotli, Encoding::Gzip, Encoding::Identity]
                .map(|encoding| Form {
                    encoding,
                    etag: etag(b"", encoding),
                    bytes: Bytes::new(),
                })
                .into();
            choose(&forms, accepted).unwrap().encoding
        };
        assert_eq!(best("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(best("gzip, br;q=0"), Encoding::Gzip);
        assert_eq!(best("br;q=0.2, gzip;q=0.8"), Encoding::Gzip);
        assert_eq!(best("*"), Encoding::Brotli);
        assert_eq!(best("*;q=0"), Encoding::Identity);
        assert_eq!(best("identity, br;q=0.5"), Encoding::Identity);
        assert_eq!(best(""), Encoding::Identity);
    }
}
