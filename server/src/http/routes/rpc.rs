//! `/app/api`: the server functions of `api`.

use crate::{
    http::{
        cookies,
        error::{Problem, unexpected},
        state::AppState,
    },
    rpc::{CookieChange, Request as Call},
    service::Failure,
};
use api::{ApiError, ports::BackendContext};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequest as _, Request, State},
    http::header,
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

/// Server functions answer every failure with 500; this gives it the status every other route gives it, and a message
/// for people who read the wire.
async fn with_status(response: Response) -> Response {
    if !response.status().is_server_error() {
        return response;
    }
    let bytes = to_bytes(response.into_body(), ERROR_BYTES_MAX).await;
    let failure = match serde_json::from_slice::<ApiError>(&bytes.unwrap_or_default()) {
        Ok(error) => Failure::from(error),
        Err(cause) => return unexpected(cause).into_response(),
    };
    let error = ApiError::from(failure.clone());
    let problem = Problem::from(failure);
    let mut body = serde_json::to_value(&error).unwrap_or_default();
    if let Some(fields) = body.as_object_mut() {
        fields.insert("message".to_owned(), problem.message().into());
    }
    problem.answer(body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Json, http::StatusCode};
    use domain::Refusal;
    use serde_json::Value;

    #[tokio::test]
    async fn failures_are_told_as_on_every_other_route() {
        let refused = Failure::Refused {
            field: "email".to_owned(),
            refusal: Refusal::Required,
        };
        let failures = [
            Failure::Malformed,
            Failure::TooLarge,
            Failure::SignInNeeded,
            Failure::WrongCredentials,
            Failure::TooManyAttempts,
            Failure::Forbidden,
            Failure::NotFound,
            Failure::Expired,
            Failure::Busy,
            refused,
        ];
        for failure in failures {
            let code = failure.code();
            let elsewhere = Problem::from(failure.clone()).into_response();
            let made = (
                StatusCode::INTERNAL_SERVER_ERROR,
                Json(ApiError::from(failure)),
            );
            let told = with_status(made.into_response()).await;
            assert_eq!(told.status(), elsewhere.status(), "{code}");
            assert_eq!(
                told.headers().get(header::RETRY_AFTER),
                elsewhere.headers().get(header::RETRY_AFTER)
            );
            let body = to_bytes(told.into_body(), ERROR_BYTES_MAX).await.unwrap();
            let body: Value = serde_json::from_slice(&body).unwrap();
            // A refusal is told with its field.
            assert_eq!(body.get("refusal").unwrap_or(&body["code"]), code);
        }
        let busy = Problem::from(Failure::Busy).into_response();
        assert_eq!(busy.status(), StatusCode::SERVICE_UNAVAILABLE);
    }
}
