//! Routes of the command line. They are served on a loopback listener of their own and in process, never on the public
//! address; each call carries the token that only the data folder's owner can read.

mod backup;
mod keys;

use super::{
    error::Problem,
    limits::CALL_BYTES_MAX,
    router::follow_others,
    routes::import::{AnswersQuery, import_answers},
};
use crate::{
    auth::{Actor, Answers, People},
    files::FILE_BYTES_MAX,
    service::{App, Failure, Progress},
};
use api::model::{ImportReport, InviteLink, Person};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{
        DefaultBodyLimit, Query, Request, State,
        rejection::{BytesRejection, QueryRejection},
    },
    http::header::AUTHORIZATION,
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{contact::address_key, ids::PersonId, role::Role};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use sync::hash;

/// Sets a password; ends the account's sessions.
#[derive(Serialize, Deserialize)]
pub struct ResetPassword {
    pub email: String,
    pub password: String,
}

/// Another role for somebody.
#[derive(Serialize, Deserialize)]
pub struct SetRole {
    pub email: String,
    pub role: Role,
}

/// A link that opens somebody's account again, also one whose access was withdrawn.
#[derive(Serialize, Deserialize)]
pub struct NewLink {
    pub email: String,
}

/// Which organisation a command is about; the only one that is not a demo when absent.
#[derive(Deserialize)]
struct Organisation {
    organisation: Option<String>,
}

#[derive(Clone)]
struct AdminState {
    app: Arc<App>,
    token_hash: [u8; 32],
}

pub fn router(app: Arc<App>, token: &str) -> Router {
    let state = AdminState {
        app,
        token_hash: hash(token),
    };
    Router::new()
        .route("/admin/v1/ping", get(async || Json(())))
        .route("/admin/v1/reset-password", post(reset_password))
        .route("/admin/v1/people", get(people))
        .route("/admin/v1/set-role", post(set_role))
        .route("/admin/v1/new-link", post(new_link))
        .route("/admin/v1/demo", post(create_demo).delete(drop_demo))
        .route("/admin/v1/backup", get(backup::backup))
        .route("/admin/v1/keys", get(keys::export).post(keys::import))
        .route("/admin/v1/keys/rotate", post(keys::rotate))
        .layer(DefaultBodyLimit::max(CALL_BYTES_MAX))
        .route(
            "/admin/v1/import/answers",
            post(answers).layer(DefaultBodyLimit::max(FILE_BYTES_MAX)),
        )
        .route(
            "/admin/v1/verify",
            post(backup::verify).layer(DefaultBodyLimit::max(FILE_BYTES_MAX)),
        )
        .fallback(async || Problem::NotFound)
        .layer(from_fn_with_state(state.app.clone(), follow_others))
        .layer(from_fn_with_state(state.clone(), token_needed))
        .with_state(state)
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

/// Hashes are compared, so that the time taken tells nothing of the token.
async fn token_needed(State(state): State<AdminState>, request: Request, next: Next) -> Response {
    let given = request.headers().get(AUTHORIZATION);
    let given = given.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    if given.is_some_and(|token| hash(token) == state.token_hash) {
        next.run(request).await
    } else {
        Problem::Failed(Failure::Forbidden).into_response()
    }
}

async fn reset_password(
    State(state): State<AdminState>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<()>, Problem> {
    let call: ResetPassword = serde_json::from_slice(&body?)
        .map_err(|_| Problem::Malformed("not a reset-password call".to_owned()))?;
    state
        .app
        .reset_password(&call.email, &call.password)
        .await?;
    Ok(Json(()))
}

async fn people(
    State(state): State<AdminState>,
    query: Result<Query<Organisation>, QueryRejection>,
) -> Result<Json<Vec<Person>>, Problem> {
    let actor = operator(&state, query?.0).await?;
    Ok(Json(state.app.people(&actor).await?))
}

async fn set_role(
    State(state): State<AdminState>,
    query: Result<Query<Organisation>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<()>, Problem> {
    let call: SetRole = serde_json::from_slice(&body?)
        .map_err(|_| Problem::Malformed("not a set-role call".to_owned()))?;
    let actor = operator(&state, query?.0).await?;
    let person = with_address(&state, &actor, &call.email).await?;
    let actor = actor.granted::<People>()?;
    state.app.set_role(&actor, person, call.role).await?;
    Ok(Json(()))
}

async fn new_link(
    State(state): State<AdminState>,
    query: Result<Query<Organisation>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<InviteLink>, Problem> {
    let call: NewLink = serde_json::from_slice(&body?)
        .map_err(|_| Problem::Malformed("not a new-link call".to_owned()))?;
    let actor = operator(&state, query?.0).await?;
    let person = with_address(&state, &actor, &call.email).await?;
    let actor = actor.granted::<People>()?;
    Ok(Json(state.app.new_link(&actor, person).await?))
}

/// Somebody of the organisation, or who was.
async fn with_address(state: &AdminState, actor: &Actor, email: &str) -> Result<PersonId, Problem> {
    let people = state.app.people(actor).await?;
    let wanted = address_key(email);
    let found = people.iter().find(|one| address_key(&one.email) == wanted);
    Ok(found.ok_or(Failure::NotFound)?.id)
}

async fn create_demo(
    State(state): State<AdminState>,
    query: Result<Query<Organisation>, QueryRejection>,
) -> Result<Json<()>, Problem> {
    let actor = operator(&state, query?.0).await?.granted::<People>()?;
    state.app.create_demo(&actor).await?;
    Ok(Json(()))
}

async fn drop_demo(
    State(state): State<AdminState>,
    query: Result<Query<Organisation>, QueryRejection>,
) -> Result<Json<()>, Problem> {
    let actor = operator(&state, query?.0).await?;
    state.app.drop_demo(&actor).await?;
    Ok(Json(()))
}

async fn answers(
    State(state): State<AdminState>,
    organisation: Result<Query<Organisation>, QueryRejection>,
    query: Result<Query<AnswersQuery>, QueryRejection>,
    file: Result<Bytes, BytesRejection>,
) -> Result<Json<ImportReport>, Problem> {
    let Query(organisation) = organisation?;
    let named = organisation.organisation.is_some();
    let actor = operator(&state, organisation).await?;
    let actor = actor.granted::<Answers>()?;
    let report = {
        let query = query?.0;
        let progress = query.commit.then(Progress::nobody);
        import_answers(&state.app, &actor, query, file?, progress).await
    };
    match report {
        // The campaign may be the example organisation's.
        Err(Problem::Failed(Failure::NotFound)) if !named && state.app.orgs().len() > 1 => {
            Err(state.app.which_organisation().into())
        }
        report => Ok(Json(report?)),
    }
}

async fn operator(state: &AdminState, wanted: Organisation) -> Result<Actor, Problem> {
    Ok(state.app.operator(wanted.organisation.as_deref()).await?)
}

/// A fresh token: 32 random bytes in hexadecimal.
///
/// # Errors
/// When the operating system gives no random bytes.
pub fn fresh_token() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(hash::hex(&bytes))
}
