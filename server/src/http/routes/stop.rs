//! `/stop/<organisation>/<token>`: the page that a mail's last link opens. It needs no script, so that it works in anything
//! that reads mail; looking changes nothing, for mail programs open links by themselves.

use crate::{
    http::{assets::Assets, pages::Page, state::AppState},
    service::Failure,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
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

pub(crate) async fn ask(State(state): State<AppState>) -> Response {
    page(&state.assets, StatusCode::OK, &ASK)
}

pub(crate) async fn stop(
    State(state): State<AppState>,
    Path((slug, token)): Path<(String, String)>,
) -> Response {
    match state.app.stop_mail(&slug, &token).await {
        Ok(()) => page(&state.assets, StatusCode::OK, &DONE),
        Err(Failure::LinkUnknown) => page(&state.assets, StatusCode::NOT_FOUND, &UNKNOWN),
        Err(failure) => crate::http::error::Problem::from(failure).into_response(),
    }
}

fn page(assets: &Assets, status: StatusCode, page: &Page) -> Response {
    let style = assets.stylesheet("/app/");
    (status, Html(page.html(style.as_deref()))).into_response()
}
