//! `/app/api`: the server functions of `api`.

use crate::{
    http::{
        cookies,
        error::{Problem, told, unexpected},
        state::AppState,
    },
    rpc::{CookieChange, Request as Call},
};
use api::{ApiError, ports::BackendContext};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequest as _, Request, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use leptos::context::provide_context;

/// Largest answer of a failed call, in bytes.
const ERROR_BYTES_MAX: usize = 64 * 1024;

pub(crate) async fn call(
    State(state): State<AppState>,
    request: Request,
) -> Result<Response, Problem> {
    let path = request.uri().path();
    if server_fn::axum::get_server_fn_service(path, request.method().clone()).is_none() {
        return Err(Problem::NotFound);
    }
    let (mut head, body) = request.into_parts();
    // With `text/html` in it every answer would become a redirection.
    head.headers.remove(header::ACCEPT);
    let token = cookies::SESSION.read(&head.headers);
    if let Some(token) = &token {
        state.limits.count_secret(token)?;
    }
    let call = Call::new(state.app.clone(), token);
    // Server functions read their body without a limit of their own.
    let bytes = Bytes::from_request(Request::from_parts(head.clone(), body), &()).await?;
    let request = Request::from_parts(head, Body::from(bytes));

    let context = BackendContext(call.clone());
    let provide = move || provide_context(context.clone());
    let response = leptos_axum::handle_server_fns_with_context(provide, request).await;
    let mut response = with_status(response.into_response()).await;

    let headers = response.headers_mut();
    let cookie = match call.cookie() {
        Some(CookieChange::Set(token)) => cookies::SESSION.set(&token, state.secure),
        Some(CookieChange::Clear) => cookies::SESSION.clear(state.secure),
        None => None,
    };
    if let Some(cookie) = cookie {
        headers.insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Server functions answer every failure with 500; this sets the status that fits and adds a message for people who
/// read the wire.
async fn with_status(response: Response) -> Response {
    if !response.status().is_server_error() {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let bytes = to_bytes(body, ERROR_BYTES_MAX).await.unwrap_or_default();
    let error = match serde_json::from_slice(&bytes) {
        // What a browser takes for being offline is here a body that could not be read.
        Ok(ApiError::Offline) => ApiError::Malformed,
        Ok(error) => error,
        Err(cause) => return unexpected(cause).into_response(),
    };
    let (status, message) = told(&error);
    let mut body = serde_json::to_value(&error).unwrap_or_default();
    if let Some(fields) = body.as_object_mut() {
        fields.insert("message".to_owned(), message.into());
    }
    head.status = status;
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    Response::from_parts(head, Body::from(body.to_string()))
}
