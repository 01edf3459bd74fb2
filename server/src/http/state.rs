//! What every handler reaches, and the extractors that say who asks.

use super::{assets::Assets, cookies, error::Problem, limits::Limits, routes::live::LISTENERS_MAX};
use crate::{
    auth::{Actor, Respondent},
    config::Config,
    service::{App, Failure},
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};
use intake::wire::{DEVICE_HEADER, LINK_HEADER};
use std::sync::Arc;
use tokio::sync::{Semaphore, watch};

#[derive(Clone)]
pub struct AppState {
    pub app: Arc<App>,
    pub assets: Arc<Assets>,
    pub limits: Arc<Limits>,
    /// Chunks of files are counted apart: the team's work never waits for a photo.
    pub chunks: Arc<Limits>,
    /// Browsers come over HTTPS.
    pub secure: bool,
    pub public_url: Option<Arc<str>>,
    /// Places for those who listen for changes.
    pub listeners: Arc<Semaphore>,
    /// Told once, when the server begins to stop.
    pub stopping: watch::Sender<bool>,
}

impl AppState {
    pub fn new(app: Arc<App>, assets: Assets, config: &Config) -> Self {
        Self {
            app,
            assets: Arc::new(assets),
            limits: Arc::default(),
            chunks: Arc::default(),
            secure: config.secure(),
            public_url: config.public_url.as_deref().map(Arc::from),
            listeners: Arc::new(Semaphore::new(LISTENERS_MAX)),
            stopping: watch::Sender::new(false),
        }
    }
}

/// A signed-in person, within their rate limit.
pub struct SignedIn(pub Actor);

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let actor = actor(parts, state).await?;
        state.limits.count(actor.person.0)?;
        Ok(SignedIn(actor))
    }
}

/// The same, or somebody whose access was withdrawn: for what hands work over.
pub struct Leaving(pub Actor);

impl FromRequestParts<AppState> for Leaving {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let actor = session(parts, state).await?;
        state.limits.count(actor.person.0)?;
        Ok(Leaving(actor))
    }
}

/// A signed-in person who sends a file.
pub struct Uploading(pub Actor);

impl FromRequestParts<AppState> for Uploading {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let actor = actor(parts, state).await?;
        state.chunks.count(actor.person.0)?;
        Ok(Uploading(actor))
    }
}

async fn actor(parts: &Parts, state: &AppState) -> Result<Actor, Problem> {
    let actor = session(parts, state).await?;
    if actor.withdrawn {
        return Err(Failure::SignInNeeded.into());
    }
    Ok(actor)
}

async fn session(parts: &Parts, state: &AppState) -> Result<Actor, Problem> {
    let token = cookies::SESSION.read(&parts.headers);
    let actor = state.app.session(token.as_deref()).await?;
    if let Some(account) = parts.headers.get(sync::wire::ACCOUNT_HEADER) {
        // What is not text is nobody's account.
        actor.is(account.to_str().unwrap_or_default())?;
    }
    Ok(actor)
}

/// An enrolled tablet within its rate limit, or whoever holds a public link.
pub struct Responding(pub Respondent);

impl FromRequestParts<AppState> for Responding {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let cookie = cookies::DEVICE.read(&parts.headers);
        let device = header(&parts.headers, DEVICE_HEADER).or(cookie.as_deref());
        let link = header(&parts.headers, LINK_HEADER);
        let respondent = state.app.respondent(device, link).await?;
        // A whole room shares one link: only tablets are counted.
        if let Some(tablet) = respondent.tablet() {
            state.limits.count(tablet.0)?;
        }
        Ok(Responding(respondent))
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let value = headers.get(name)?;
    // What is not text is no link and no token either: it is then unknown.
    Some(value.to_str().unwrap_or(""))
}
