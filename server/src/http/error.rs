//! The one mapping of failures to HTTP: `{code, message}` with the right status. Codes are stable; messages are plain
//! English for whoever reads the wire. The front ends have their own sentence for each code.

use crate::{files::FileError, service::Failure};
use axum::{
    Json,
    extract::rejection::{BytesRejection, PathRejection, QueryRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

/// Why a request is not carried out.
#[derive(Debug)]
pub enum Problem {
    /// The request cannot be read; says where, never quotes it.
    Malformed(String),
    TooLarge,
    /// Expected content type.
    WrongContentType(&'static str),
    NotFound,
    MethodNotAllowed,
    /// A state-changing call that does not come from our own pages.
    CrossSite,
    TooManyRequests,
    /// The server is stopping, overloaded or too slow: the same call again later.
    Busy,
    File(FileError),
    /// A use case did not do its work.
    Failed(Failure),
}

/// A failure nobody foresaw: its cause is logged here, once, and told as an id only.
pub(super) fn unexpected(cause: impl std::fmt::Display) -> Problem {
    Problem::Failed(Failure::unexpected(cause))
}

#[derive(Serialize)]
struct Told<'a> {
    code: &'a str,
    message: &'a str,
    /// Of a gap: the last number the server has.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_cseq: Option<u64>,
    /// Of a chunk out of place: how much of the file the server has.
    #[serde(skip_serializing_if = "Option::is_none")]
    have: Option<u64>,
}

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Problem::Malformed(_) => StatusCode::BAD_REQUEST,
            Problem::TooLarge | Problem::File(FileError::TooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::WrongContentType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Problem::CrossSite => StatusCode::FORBIDDEN,
            Problem::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            Problem::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Problem::File(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::Failed(failure) => failure_status(failure),
        }
    }

    pub(super) fn code(&self) -> &'static str {
        match self {
            Problem::Malformed(_) => "malformed",
            Problem::TooLarge => "too_large",
            Problem::WrongContentType(_) => "unsupported_media_type",
            Problem::NotFound => "not_found",
            Problem::MethodNotAllowed => "method_not_allowed",
            Problem::CrossSite => "cross_site",
            Problem::TooManyRequests => "too_many_requests",
            Problem::Busy => "busy",
            Problem::File(error) => error.code(),
            Problem::Failed(failure) => failure.code(),
        }
    }

    pub(super) fn message(&self) -> String {
        match self {
            Problem::Malformed(place) => format!("The request cannot be read: {place}."),
            Problem::TooLarge => "The request is too large. Send it in smaller parts.".to_owned(),
            Problem::WrongContentType(expected) => format!("Send the body as {expected}."),
            Problem::NotFound => "There is nothing at this address.".to_owned(),
            Problem::MethodNotAllowed => "This address takes another method.".to_owned(),
            Problem::CrossSite => {
                "State-changing calls need an Origin or Sec-Fetch-Site of this site.".to_owned()
            }
            Problem::TooManyRequests => "Too many calls. Wait, then go on.".to_owned(),
            Problem::Busy => "The server cannot answer now. Send the same call again.".to_owned(),
            Problem::File(error) => error.to_string(),
            Problem::Failed(failure) => failure.to_string(),
        }
    }
}

impl Problem {
    /// An answer of the right status. `body` is JSON with the code and the message in it.
    pub(super) fn answer(&self, body: impl Serialize) -> Response {
        let status = self.status();
        let mut response = (status, Json(body)).into_response();
        let headers = response.headers_mut();
        if matches!(
            status,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
        ) {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.answer(Told {
            code: self.code(),
            message: &self.message(),
            last_cseq: match self {
                Problem::Failed(Failure::Gap { last_cseq }) => Some(last_cseq),
                _ => None,
            },
            have: match self {
                Problem::Failed(Failure::WrongOffset { have }) => Some(have),
                _ => None,
            },
        })
    }
}

fn failure_status(failure: &Failure) -> StatusCode {
    match failure {
        Failure::Malformed | Failure::WhichOrganisation { .. } => StatusCode::BAD_REQUEST,
        Failure::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Failure::SignInNeeded | Failure::WrongCredentials => StatusCode::UNAUTHORIZED,
        Failure::LinkUnknown | Failure::DeviceUnknown | Failure::DeviceRevoked => {
            StatusCode::UNAUTHORIZED
        }
        Failure::TooManyAttempts | Failure::TooManyUnfinished => StatusCode::TOO_MANY_REQUESTS,
        Failure::Forbidden | Failure::ScopeGone => StatusCode::FORBIDDEN,
        Failure::NotFound => StatusCode::NOT_FOUND,
        Failure::Expired | Failure::FileAltered | Failure::LinkSpent | Failure::CampaignClosed => {
            StatusCode::GONE
        }
        Failure::Gap { .. } | Failure::NumberTaken | Failure::WrongOffset { .. } => {
            StatusCode::CONFLICT
        }
        Failure::OtherAccount | Failure::SetUpNeeded => StatusCode::CONFLICT,
        Failure::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Failure::Refused { .. } | Failure::WrongHash => StatusCode::UNPROCESSABLE_ENTITY,
        Failure::UnknownMedia => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Failure::Unexpected { .. } => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        Problem::Failed(failure)
    }
}

impl From<FileError> for Problem {
    fn from(error: FileError) -> Self {
        Problem::File(error)
    }
}

impl From<BytesRejection> for Problem {
    fn from(rejection: BytesRejection) -> Self {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Problem::TooLarge
        } else {
            Problem::Malformed("the body ended too soon".to_owned())
        }
    }
}

impl From<QueryRejection> for Problem {
    fn from(_: QueryRejection) -> Self {
        Problem::Malformed("a query parameter is missing or wrong".to_owned())
    }
}

/// A path that does not fit its pattern is an address that does not exist.
impl From<PathRejection> for Problem {
    fn from(_: PathRejection) -> Self {
        Problem::NotFound
    }
}
