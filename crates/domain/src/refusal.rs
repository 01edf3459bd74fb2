//! Why a command is not accepted: stable codes, never sentences. The front ends hold the sentence of each code in both
//! languages; the wire and the log hold the code.

use serde::{Deserialize, Serialize};

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)+) => {
        #[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error, Serialize, Deserialize)]
        pub enum Refusal {$(
            $(#[$doc])*
            #[error($code)]
            #[serde(rename = $code)]
            $name,
        )+}

        impl Refusal {
            pub const ALL: &'static [Refusal] = &[$(Refusal::$name),+];
            pub const fn code(self) -> &'static str {
                match self { $(Refusal::$name => $code),+ }
            }
        }
    };
}

refusals! {
    /// A field that must be filled is empty.
    Required = "required",
    TooLong = "too_long",
    TooShort = "too_short",
    /// A line break, or another sign that is not shown, where one line is written.
    NotOneLine = "not_one_line",
    /// A password that others would try first.
    TooEasy = "too_easy",
    NotANumber = "not_a_number",
    OutOfRange = "out_of_range",
    NotADate = "not_a_date",
    /// A year that nobody can mean.
    DayOutOfRange = "day_out_of_range",
    /// The end lies before the start.
    DatesReversed = "dates_reversed",
    /// What happened cannot have happened on a day to come.
    DayToCome = "day_to_come",
    /// The last day lies in the past: the survey would be closed at once.
    DayGone = "day_gone",
    /// The value is none of those the field knows.
    UnknownChoice = "unknown_choice",
    UnknownField = "unknown_field",
    UnknownKind = "unknown_kind",
    UnknownQuestion = "unknown_question",
    /// The record that this one refers to does not exist (yet).
    UnknownReference = "unknown_reference",
    AlreadyExists = "already_exists",
    /// The value cannot change any more (a campaign's privacy mode, a published questionnaire).
    Frozen = "frozen",
    /// The status machine knows no such move.
    IllegalMove = "illegal_move",
    /// An action is called effective or not without a criterion to tell by.
    CriterionNeeded = "criterion_needed",
    /// No question was answered.
    NothingAnswered = "nothing_answered",
    CampaignClosed = "campaign_closed",
    /// The tablet was revoked before it delivered.
    DeviceRevoked = "device_revoked",
    /// The tablet is limited to other campaigns.
    NotForThisTablet = "not_for_this_tablet",
    /// A personal link or a strip that was not made for this campaign.
    LinkUnknown = "link_unknown",
    /// A personal link or a strip that has counted already.
    LinkSpent = "link_spent",
    /// Answers said to be from paper or a call, brought by a way that is not for typing in.
    TypedByLink = "typed_by_link",
    /// Anonymous campaigns have no personal links.
    Anonymous = "anonymous",
    /// A signature says who answered: no anonymous campaign asks for one.
    SignatureNames = "signature_names",
    /// A photo that is missing, is no picture of the size it is said to be, or holds more than a picture.
    NotAPhoto = "not_a_photo",
    /// No mail server is set.
    NoMailer = "no_mailer",
    /// The mail server did not take a mail.
    NotSent = "not_sent",
    /// The server keeps no more of what it refuses: the device keeps it.
    QuarantineFull = "quarantine_full",
    /// The person's role does not allow it.
    Forbidden = "forbidden",
    /// One's own access is changed by somebody else.
    Oneself = "oneself",
    /// The organisation keeps one person of the direction.
    LastDirection = "last_direction",
    /// The person's access was withdrawn before this came.
    AccessWithdrawn = "access_withdrawn",
    /// The body could not be read in the version it names.
    Malformed = "malformed",
}
