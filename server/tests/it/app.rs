//! The server in memory behind a facade, and those who use it: anonymous, a person by role, a tablet, a link. Tests
//! speak in these terms; what a call looks like on the wire stands here once.

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header},
};
use domain::role::Role;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use server::{
    blobs::Blobs,
    config::{Config, Settings},
    http::{assets::Assets, router::router, state::AppState},
    service::{self, App, SystemHost},
};
use std::sync::Arc;
use tower::ServiceExt as _;

pub(crate) const PASSWORD: &str = "une phrase de passe assez longue";

pub(crate) struct TestApp {
    router: Router,
}

impl TestApp {
    /// An empty server: nobody has set it up.
    pub(crate) async fn empty() -> TestApp {
        Self::with(Settings::default()).await
    }

    /// With settings of the test's own; the database is always in memory.
    pub(crate) async fn with(settings: Settings) -> TestApp {
        let config = Config::check(Settings {
            database: Some("mem://".to_owned()),
            listen: "127.0.0.1:3000".to_owned(),
            ..settings
        })
        .unwrap();
        let store = store::Store::open(config.database.expose()).await.unwrap();
        let settings = service::Settings {
            version: "test".to_owned(),
            public_url: config.public_url.clone(),
            address: config.address(),
            mailer: config.mailer.clone(),
            checkpoints: None,
            timestamp_authority: None,
        };
        let app = App::open(store, Blobs::memory(), Arc::new(SystemHost), settings)
            .await
            .unwrap();
        let state = AppState::new(app, Assets::from_files(dist()), &config);
        TestApp {
            router: router(state),
        }
    }

    /// Set up, with its first person: the direction.
    pub(crate) async fn ready() -> (TestApp, Caller) {
        let app = Self::empty().await;
        let mut direction = app.anonymous();
        direction.set_up().await;
        (app, direction)
    }

    pub(crate) fn anonymous(&self) -> Caller {
        Caller {
            server: Server::Here(self.router.clone()),
            cookies: Vec::new(),
            headers: vec![("sec-fetch-site".to_owned(), "same-origin".to_owned())],
        }
    }

    /// A second person, invited by `by` and signed in.
    pub(crate) async fn person(&self, by: &mut Caller, role: Role) -> Caller {
        let email = format!(
            "{}@example.org",
            serde_json::to_value(role).unwrap().as_str().unwrap()
        );
        self.anonymous().invited(by, &email, role).await
    }

    /// A tablet, enrolled with a code that `by` made.
    pub(crate) async fn tablet(&self, by: &mut Caller) -> Caller {
        let code = by.enrol_code().await;
        let mut tablet = self.anonymous();
        let enrol = json!({ "code": code["code"] });
        tablet.post("/r/intake/v1/enrol", &enrol).await.ok();
        tablet
    }

    /// Whoever scanned the QR code of a campaign.
    pub(crate) fn link(&self, token: &str) -> Caller {
        self.anonymous().with_header("x-boucle-link", token)
    }
}

/// Somebody with a browser: keeps cookies, by path, as a browser does.
#[derive(Clone)]
pub(crate) struct Caller {
    server: Server,
    cookies: Vec<Cookie>,
    headers: Vec<(String, String)>,
}

/// Where calls go: a router in this process, or a program at an address such as `http://127.0.0.1:40123`.
#[derive(Clone)]
enum Server {
    Here(Router),
    There(String, reqwest::Client),
}

#[derive(Clone)]
struct Cookie {
    name: String,
    value: String,
    path: String,
}

impl Caller {
    /// A browser at a running program.
    pub(crate) fn at(url: &str) -> Caller {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Caller {
            server: Server::There(url.trim_end_matches('/').to_owned(), http),
            cookies: Vec::new(),
            headers: vec![("sec-fetch-site".to_owned(), "same-origin".to_owned())],
        }
    }

    /// The program was started again, at another address; the browser has kept its cookies.
    pub(crate) fn moved_to(&mut self, url: &str) {
        self.server = Self::at(url).server;
    }

    /// Invited by `by`, and signed in.
    pub(crate) async fn invited(mut self, by: &mut Caller, email: &str, role: Role) -> Caller {
        let invite =
            json!({ "invite": { "name": "Dominique Petit", "email": email, "role": role } });
        let link: Value = by.api("invite", invite).await.json();
        let accept = json!({ "token": link["token"], "password": PASSWORD });
        self.api("accept-invitation", accept).await.ok();
        self
    }

    /// First run: this caller becomes the direction of a new organisation.
    pub(crate) async fn set_up(&mut self) {
        let setup = json!({ "setup": {
            "organisation": "Atelier des savoirs",
            "contact": "contact@example.org",
            "name": "Camille Roche",
            "email": "direction@example.org",
            "password": PASSWORD,
        }});
        self.api("set-up", setup).await.ok();
    }

    pub(crate) fn with_header(mut self, name: &str, value: &str) -> Caller {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn without_header(mut self, name: &str) -> Caller {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    pub(crate) async fn get(&mut self, path: &str) -> Reply {
        self.send(Method::GET, path, None, Bytes::new()).await
    }

    pub(crate) async fn post(&mut self, path: &str, body: &impl Serialize) -> Reply {
        let json = serde_json::to_vec(body).unwrap();
        self.send(Method::POST, path, Some("application/json"), json.into())
            .await
    }

    pub(crate) async fn post_bytes(&mut self, path: &str, body: impl Into<Bytes>) -> Reply {
        let kind = Some("application/octet-stream");
        self.send(Method::POST, path, kind, body.into()).await
    }

    /// A chunk of a file.
    pub(crate) async fn put_bytes(&mut self, path: &str, body: impl Into<Bytes>) -> Reply {
        let kind = Some("application/octet-stream");
        self.send(Method::PUT, path, kind, body.into()).await
    }

    /// A server function; `arguments` is the object of its arguments.
    pub(crate) async fn api(&mut self, endpoint: &str, arguments: Value) -> Reply {
        self.post(&format!("/app/api/{endpoint}"), &arguments).await
    }

    /// A code for another tablet, under a name that none has.
    pub(crate) async fn enrol_code(&mut self) -> Value {
        let all: Vec<Value> = self.api("tablets", json!({})).await.json();
        let name = format!("Salle {}", all.len() + 2);
        self.api("enrol-code", json!({ "name": name })).await.json()
    }

    /// The same, of a program that may die over it: none then.
    pub(crate) async fn attempt(&mut self, path: &str, body: &impl Serialize) -> Option<Reply> {
        let json = serde_json::to_vec(body).unwrap();
        self.try_send(Method::POST, path, Some("application/json"), json.into())
            .await
            .ok()
    }

    pub(crate) async fn send(
        &mut self,
        method: Method,
        path: &str,
        content_type: Option<&str>,
        body: Bytes,
    ) -> Reply {
        let sent = self.try_send(method, path, content_type, body).await;
        sent.unwrap()
    }

    async fn try_send(
        &mut self,
        method: Method,
        path: &str,
        content_type: Option<&str>,
        body: Bytes,
    ) -> reqwest::Result<Reply> {
        let headers = self.headers(path, content_type);
        let reply = match &self.server {
            Server::Here(router) => here(router.clone(), method, path, headers, body).await,
            Server::There(url, http) => {
                let request = http
                    .request(method, format!("{url}{path}"))
                    .headers(headers);
                let response = request.body(body).send().await?;
                Reply {
                    status: response.status(),
                    headers: response.headers().clone(),
                    body: response.bytes().await?,
                }
            }
        };
        self.keep(&reply.headers);
        Ok(reply)
    }

    /// What a running program answers, as it comes.
    pub(crate) async fn open(&self, path: &str) -> reqwest::Response {
        let Server::There(url, http) = &self.server else {
            panic!("a router in this process has no connections");
        };
        let request = http.get(format!("{url}{path}"));
        let request = request.headers(self.headers(path, None));
        request.send().await.unwrap()
    }

    fn headers(&self, path: &str, content_type: Option<&str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let mut add = |name: &str, value: &str| {
            let name: HeaderName = name.parse().unwrap();
            headers.append(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        };
        for (name, value) in &self.headers {
            add(name, value);
        }
        for cookie in self
            .cookies
            .iter()
            .filter(|cookie| path.starts_with(&cookie.path))
        {
            add("cookie", &format!("{}={}", cookie.name, cookie.value));
        }
        if let Some(kind) = content_type {
            add("content-type", kind);
        }
        headers
    }

    fn keep(&mut self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE) {
            let mut parts = line.to_str().unwrap().split("; ");
            let (name, value) = parts.next().unwrap().split_once('=').unwrap();
            let path = parts.find_map(|part| part.strip_prefix("Path=")).unwrap();
            self.cookies.retain(|cookie| cookie.name != name);
            if !value.is_empty() {
                self.cookies.push(Cookie {
                    name: name.to_owned(),
                    value: value.to_owned(),
                    path: path.to_owned(),
                });
            }
        }
    }
}

async fn here(
    router: Router,
    method: Method,
    path: &str,
    headers: HeaderMap,
    body: Bytes,
) -> Reply {
    let request = Request::builder().method(method).uri(path);
    let mut request = request.body(Body::from(body)).unwrap();
    *request.headers_mut() = headers;
    let host = HeaderValue::from_static("127.0.0.1:3000");
    request.headers_mut().insert(header::HOST, host);
    let response = router.oneshot(request).await.unwrap();
    let (head, body) = response.into_parts();
    Reply {
        status: head.status,
        headers: head.headers,
        body: to_bytes(body, usize::MAX).await.unwrap(),
    }
}

/// What came back.
pub(crate) struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Reply {
    /// Fails the test unless the call was carried out.
    #[track_caller]
    pub(crate) fn ok(&self) {
        assert!(self.status.is_success(), "{} {}", self.status, self.text());
    }

    #[track_caller]
    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        self.ok();
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Fails the test unless the call was refused with this status and stable code, and a sentence beside it.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) {
        let body: Value = serde_json::from_slice(&self.body).unwrap_or_default();
        let got = (
            self.status.as_u16(),
            body["code"].as_str().unwrap_or("no code"),
        );
        assert_eq!(got, (status, code), "{}", self.text());
        assert!(
            body["message"]
                .as_str()
                .is_some_and(|message| !message.is_empty())
        );
        assert_eq!(self.header("content-type"), "application/json");
    }
}

/// A front end as `cargo xtask build` leaves it.
pub(crate) fn dist() -> Vec<(String, Bytes)> {
    let file =
        |name: &str, text: &'static str| (name.to_owned(), Bytes::from_static(text.as_bytes()));
    vec![
        file("app/index.html", "<!doctype html><title>workspace</title>"),
        file("app/index.html.br", "workspace, brotli"),
        file("app/index.html.gz", "workspace, gzip"),
        file("app/assets/boot-FBWTLIVY.js", "start()"),
        file("app/assets/boot-FBWTLIVY.js.br", "start, brotli"),
        file("app/assets/boot-FBWTLIVY.js.gz", "start, gzip"),
        file("app/assets/workspace-GLGNWMXW.css", "body{}"),
        file("app/assets/workspace-a8f1561a3237275e.wasm", "\0asm"),
        file("app/sw.js", "worker"),
        file("app/manifest.webmanifest", "{}"),
        file("r/index.html", "<!doctype html><title>respond</title>"),
    ]
}
