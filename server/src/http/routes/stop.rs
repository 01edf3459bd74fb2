//! `/stop/<organisation>/<token>`: the page that a mail's last link opens. Plain HTML, so that it works in anything that
//! reads mail; looking changes nothing, for mail programs open links by themselves.

use crate::{http::state::AppState, service::Failure};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};

const ASK: &str = "<h1>Ne plus recevoir de courriel\u{202f}?</h1>\
    <p>L’organisme ne vous écrira plus pour demander votre avis.</p>\
    <p lang=\"en\">Get no more mail? The provider will not write to you again for your opinion.</p>\
    <form method=\"post\"><button>Ne plus recevoir – <span lang=\"en\">Get no more</span></button></form>";
const DONE: &str = "<h1>C’est noté.</h1><p>Vous ne recevrez plus de courriel.</p>\
    <p lang=\"en\">Done: you will get no more mail.</p>";
const UNKNOWN: &str = "<h1>Ce lien n’est plus valable.</h1>\
    <p>Répondez au courriel reçu pour dire que vous n’en voulez plus.</p>\
    <p lang=\"en\">This link is no longer good: answer the mail you got to say that you want no more.</p>";

pub(crate) async fn ask() -> Response {
    page(StatusCode::OK, ASK)
}

pub(crate) async fn stop(
    State(state): State<AppState>,
    Path((slug, token)): Path<(String, String)>,
) -> Response {
    match state.app.stop_mail(&slug, &token).await {
        Ok(()) => page(StatusCode::OK, DONE),
        Err(Failure::LinkUnknown) => page(StatusCode::NOT_FOUND, UNKNOWN),
        Err(failure) => crate::http::error::Problem::from(failure).into_response(),
    }
}

fn page(status: StatusCode, body: &str) -> Response {
    let page = format!(
        "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Boucle</title></head>\
         <body><main>{body}</main></body></html>"
    );
    (status, Html(page)).into_response()
}
