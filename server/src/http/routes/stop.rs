//! `/stop/<organisation>/<token>`: the page that a mail's last link opens. Plain HTML, so that it works in anything that
//! reads mail; looking changes nothing, for mail programs open links by themselves.

use crate::{http::state::AppState, service::Failure};
use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{StatusCode, header::RETRY_AFTER},
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

const LATER: &str = "<h1>Un instant…</h1>\
    <p>Le serveur ne peut pas répondre pour le moment. Ouvrez de nouveau ce lien dans quelques minutes.</p>\
    <p lang=\"en\">The server cannot answer now. Open this link again in a few minutes.</p>";

/// The organisation's slug and the token; whatever else stands there is no link of ours.
type Link = Result<Path<(String, String)>, PathRejection>;

pub(crate) async fn ask(link: Link) -> Response {
    match link {
        Ok(_) => page(StatusCode::OK, ASK),
        Err(_) => page(StatusCode::NOT_FOUND, UNKNOWN),
    }
}

pub(crate) async fn stop(State(state): State<AppState>, link: Link) -> Response {
    let Ok(Path((slug, token))) = link else {
        return page(StatusCode::NOT_FOUND, UNKNOWN);
    };
    match state.app.stop_mail(&slug, &token).await {
        Ok(()) => page(StatusCode::OK, DONE),
        Err(Failure::LinkUnknown) => page(StatusCode::NOT_FOUND, UNKNOWN),
        Err(failure) => crate::http::error::Problem::from(failure).into_response(),
    }
}

/// A person reads the answer: what went wrong on the server is a page too.
pub(crate) async fn failed(response: Response) -> Response {
    let status = response.status();
    if !status.is_server_error() {
        return response;
    }
    let mut page = page(status, LATER);
    if let Some(seconds) = response.headers().get(RETRY_AFTER) {
        page.headers_mut().insert(RETRY_AFTER, seconds.clone());
    }
    page
}

fn page(status: StatusCode, body: &str) -> Response {
    let page = format!(
        "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Boucle</title></head>\
         <body><main>{body}</main></body></html>"
    );
    (status, Html(page)).into_response()
}

#[cfg(test)]
mod tests {
    use super::{RETRY_AFTER, failed};
    use crate::http::error::Problem;
    use axum::{body::to_bytes, http::StatusCode, response::IntoResponse as _};

    #[tokio::test]
    async fn a_person_is_told_to_come_back_when_the_server_cannot_answer() {
        let told = failed(Problem::Busy.into_response()).await;
        assert_eq!(told.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(told.headers().contains_key(RETRY_AFTER));
        let page = to_bytes(told.into_body(), 10_000).await.unwrap();
        let page = String::from_utf8(page.to_vec()).unwrap();
        assert!(
            page.contains("<h1>Un instant") && !page.contains("busy"),
            "{page}"
        );
    }
}
