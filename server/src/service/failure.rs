//! Why a use case did not do its work. Codes are stable; the cause of an unexpected failure is logged once, here, and
//! leaves only as an id.

use api::ApiError;
use domain::Refusal;
use ledger::LogError;
use store::StoreError;

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Failure {
    #[error("the request could not be read")]
    Malformed,
    #[error("more than this call takes")]
    TooLarge,
    #[error("sign in first")]
    SignInNeeded,
    /// The caller works for another account than the one that is signed in.
    #[error("another account is signed in")]
    OtherAccount,
    #[error("this address and password do not go together")]
    WrongCredentials,
    #[error("too many attempts: wait a few minutes")]
    TooManyAttempts,
    #[error("your role does not allow this")]
    Forbidden,
    /// The device erases what it holds of the scope.
    #[error("your role does not hold this scope: push what waits in it, then erase it")]
    ScopeGone,
    #[error("no such thing")]
    NotFound,
    /// A chunk of a file that does not follow what the server has.
    #[error("the server has the first {have} bytes: go on from there")]
    WrongOffset { have: u64 },
    #[error("these bytes are not those of the name: send the file again from its beginning")]
    WrongHash,
    /// Nobody is shown bytes that are not those of the name.
    #[error("this file was altered on the server: a device that holds it gives it back")]
    FileAltered,
    #[error("only JPEG, PNG, WebP and PDF files are taken")]
    UnknownMedia,
    #[error("too many files are on their way: finish some first")]
    TooManyUnfinished,
    /// A link or code that was used or is too old.
    #[error("this link or code was used or has expired: ask for a new one")]
    Expired,
    #[error("this link is not known: check that it was copied whole")]
    LinkUnknown,
    #[error("this link was used")]
    LinkSpent,
    #[error("this campaign is closed")]
    CampaignClosed,
    #[error("this tablet is not enrolled: ask for a new code")]
    DeviceUnknown,
    #[error("this tablet was revoked: it gets no surveys; what it delivers goes to quarantine")]
    DeviceRevoked,
    /// The push does not follow what the server has of the device.
    #[error("operations are missing after number {last_cseq}")]
    Gap { last_cseq: u64 },
    /// The device is a copy of another, or was rolled back.
    #[error(
        "another copy of this device has used these numbers: take a new device id and number anew"
    )]
    NumberTaken,
    /// Too much at once, or the database cannot write now: the same call may be sent again.
    #[error("the server is busy: try again in a moment")]
    Busy,
    /// Nobody has gone through the first run.
    #[error("there is no organisation yet: create it on the first screen")]
    SetUpNeeded,
    /// A command did not say which organisation it is about, or named none that is here.
    #[error("say which organisation is meant: {choices}")]
    WhichOrganisation { choices: String },
    #[error("{field}: {refusal}")]
    Refused { field: String, refusal: Refusal },
    #[error("the server failed and logged why under {id}")]
    Unexpected { id: String },
}

impl Failure {
    /// The stable code of the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Failure::Malformed => "malformed",
            Failure::TooLarge => "too_large",
            Failure::SignInNeeded => "sign_in_needed",
            Failure::OtherAccount => "other_account",
            Failure::WrongCredentials => "wrong_credentials",
            Failure::TooManyAttempts => "too_many_attempts",
            Failure::Forbidden => "forbidden",
            Failure::ScopeGone => "scope_gone",
            Failure::NotFound => "not_found",
            Failure::Expired => "expired",
            Failure::LinkUnknown => "link_unknown",
            Failure::LinkSpent => "link_spent",
            Failure::CampaignClosed => "campaign_closed",
            Failure::DeviceUnknown => "device_unknown",
            Failure::DeviceRevoked => "device_revoked",
            Failure::WrongOffset { .. } => "wrong_offset",
            Failure::WrongHash => "wrong_hash",
            Failure::FileAltered => "file_altered",
            Failure::UnknownMedia => "unknown_media",
            Failure::TooManyUnfinished => "too_many_unfinished",
            Failure::Gap { .. } => "gap",
            Failure::NumberTaken => "number_taken",
            Failure::Busy => "busy",
            Failure::SetUpNeeded => "set_up_needed",
            Failure::WhichOrganisation { .. } => "which_organisation",
            Failure::Refused { refusal, .. } => refusal.code(),
            Failure::Unexpected { .. } => "unexpected",
        }
    }

    /// For what nobody foresaw: the cause is logged here, once, and told as an id only.
    pub(crate) fn unexpected(cause: impl std::fmt::Display) -> Self {
        let id = format!("{:08x}", getrandom::u32().unwrap_or_default());
        tracing::error!(id, %cause, "unexpected failure");
        Failure::Unexpected { id }
    }

    pub(crate) fn refused(field: &str, refusal: Refusal) -> Self {
        Failure::Refused {
            field: field.to_owned(),
            refusal,
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            // The server is about to stop.
            StoreError::Conflict | StoreError::Disk(_) => Failure::Busy,
            StoreError::Away(why) => {
                tracing::warn!(why, "the database does not answer");
                Failure::Busy
            }
            other => Failure::unexpected(other),
        }
    }
}

impl From<ledger::Error> for Failure {
    fn from(error: ledger::Error) -> Self {
        use ledger::Error;
        match error {
            Error::Gap { last_cseq } => Failure::Gap { last_cseq },
            Error::NumberTaken => Failure::NumberTaken,
            Error::TooLarge => Failure::TooLarge,
            Error::ScopeGone => Failure::ScopeGone,
            Error::Busy => Failure::Busy,
            Error::Closed => Failure::NotFound,
            Error::Log(error) => error.into(),
        }
    }
}

impl From<LogError> for Failure {
    fn from(error: LogError) -> Self {
        StoreError::from(error).into()
    }
}

impl From<object_store::Error> for Failure {
    fn from(error: object_store::Error) -> Self {
        Failure::unexpected(error)
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::SignInNeeded => ApiError::SignInNeeded,
            Failure::WrongCredentials => ApiError::WrongCredentials,
            Failure::TooManyAttempts => ApiError::TooManyAttempts,
            Failure::Forbidden => ApiError::Forbidden,
            Failure::NotFound => ApiError::NotFound,
            Failure::Expired => ApiError::Expired,
            Failure::Malformed => ApiError::Malformed,
            Failure::TooLarge => ApiError::TooLarge,
            Failure::Busy => ApiError::Busy,
            Failure::Refused { field, refusal } => ApiError::Refused { field, refusal },
            Failure::Unexpected { id } => ApiError::Unexpected { id },
            // Of intake, sync and commands: no server function meets these.
            Failure::SetUpNeeded
            | Failure::ScopeGone
            | Failure::WhichOrganisation { .. }
            | Failure::OtherAccount
            | Failure::LinkUnknown
            | Failure::LinkSpent
            | Failure::CampaignClosed
            | Failure::DeviceUnknown
            | Failure::DeviceRevoked
            | Failure::WrongOffset { .. }
            | Failure::FileAltered
            | Failure::WrongHash
            | Failure::UnknownMedia
            | Failure::TooManyUnfinished
            | Failure::Gap { .. }
            | Failure::NumberTaken => Failure::unexpected(failure.code()).into(),
        }
    }
}

/// The failure that a server function's answer was made from.
impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::SignInNeeded => Failure::SignInNeeded,
            ApiError::WrongCredentials => Failure::WrongCredentials,
            ApiError::TooManyAttempts => Failure::TooManyAttempts,
            ApiError::Forbidden => Failure::Forbidden,
            ApiError::NotFound => Failure::NotFound,
            ApiError::Expired => Failure::Expired,
            // What a browser takes for being offline is here a body that could not be read.
            ApiError::Malformed | ApiError::Offline => Failure::Malformed,
            ApiError::TooLarge => Failure::TooLarge,
            ApiError::Busy => Failure::Busy,
            ApiError::Refused { field, refusal } => Failure::Refused { field, refusal },
            ApiError::Unexpected { id } => Failure::Unexpected { id },
            unknown => Failure::unexpected(unknown),
        }
    }
}
