//! `/stop/<organisation>/<token>`: the page that a mail's last link opens. It needs no script, so that it works in anything
//! that reads mail; looking changes nothing, for mail programs open links by themselves.

use crate::{
    http::{assets::Assets, pages::Page, state::AppState},
    service::Failure,
};
use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{StatusCode, header::RETRY_AFTER},
    response::{Html, IntoResponse, Response},
};

const ASK: Page = Page {
    title: "Ne plus recevoir de courriel",
    french: "<h1>Ne plus recevoir de courriel\u{202f}?</h1>\
        <p>L’organisme ne vous écrira plus pour demander votre avis.</p>\
        <form method=\"post\"><button class=\"button primary\">Ne plus recevoir de courriel</button></form>",
    english: "<h2>Get no more mail?</h2>\
        <p>The provider will not write to you again for your opinion.</p>\
        <form method=\"post\"><button class=\"button\">Get no more mail</button></form>",
};

const DONE: Page = Page {
    title: "C’est noté",
    french: "<h1>C’est noté</h1>\
        <p>Vous ne recevrez plus de courriel pour demander votre avis. Vous pouvez fermer cette page.</p>",
    english: "<h2>Done</h2>\
        <p>You will get no more mail that asks for your opinion. You can close this page.</p>",
};

const UNKNOWN: Page = Page {
    title: "Lien non valable",
    french: "<h1>Ce lien n’est plus valable</h1>\
        <p>Pour ne plus recevoir de courriel, répondez à celui que vous avez reçu.</p>",
    english: "<h2>This link is no longer valid</h2>\
        <p>To get no more mail, answer the one you got.</p>",
};

const LATER: Page = Page {
    title: "Un instant",
    french: "<h1>Un instant…</h1>\
        <p>Le serveur ne peut pas répondre pour le moment. Ouvrez de nouveau ce lien dans quelques minutes.</p>",
    english: "<h2>One moment…</h2>\
        <p>The server cannot answer now. Open this link again in a few minutes.</p>",
};

/// The organisation's slug and the token; whatever else stands there is no link of ours.
type Link = Result<Path<(String, String)>, PathRejection>;

pub(crate) async fn ask(State(state): State<AppState>, link: Link) -> Response {
    match link {
        Ok(_) => page(&state.assets, StatusCode::OK, &ASK),
        Err(_) => page(&state.assets, StatusCode::NOT_FOUND, &UNKNOWN),
    }
}

pub(crate) async fn stop(State(state): State<AppState>, link: Link) -> Response {
    let Ok(Path((slug, token))) = link else {
        return page(&state.assets, StatusCode::NOT_FOUND, &UNKNOWN);
    };
    match state.app.stop_mail(&slug, &token).await {
        Ok(()) => page(&state.assets, StatusCode::OK, &DONE),
        Err(Failure::LinkUnknown) => page(&state.assets, StatusCode::NOT_FOUND, &UNKNOWN),
        Err(failure) => crate::http::error::Problem::from(failure).into_response(),
    }
}

/// A person reads the answer: what went wrong on the server is a page too.
pub(crate) async fn failed(State(state): State<AppState>, response: Response) -> Response {
    later(state.assets.stylesheet("/app/").as_deref(), response)
}

fn later(style: Option<&str>, response: Response) -> Response {
    let status = response.status();
    if !status.is_server_error() {
        return response;
    }
    let mut page = (status, Html(LATER.html(style))).into_response();
    if let Some(seconds) = response.headers().get(RETRY_AFTER) {
        page.headers_mut().insert(RETRY_AFTER, seconds.clone());
    }
    page
}

fn page(assets: &Assets, status: StatusCode, page: &Page) -> Response {
    let style = assets.stylesheet("/app/");
    (status, Html(page.html(style.as_deref()))).into_response()
}

#[cfg(test)]
mod tests {
    use super::{RETRY_AFTER, later};
    use crate::http::error::Problem;
    use axum::{body::to_bytes, http::StatusCode, response::IntoResponse as _};

    #[tokio::test]
    async fn a_person_is_told_to_come_back_when_the_server_cannot_answer() {
        let told = later(None, Problem::Busy.into_response());
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
