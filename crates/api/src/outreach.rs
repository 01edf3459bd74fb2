//! What the calls about people who are asked carry: contacts, links and strips that count once, mail.

use domain::{
    Day,
    contact::{Contact, Lifted},
    ids::{ContactId, SessionId},
    questionnaire::Said,
    returned::Fate,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The people of a session.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contacts {
    pub people: Vec<KnownContact>,
    /// How many of them the last import brought, which can be taken back.
    pub undo: u32,
    /// That import. None from servers older than this field.
    #[serde(default)]
    pub import: Option<Uuid>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KnownContact {
    pub id: ContactId,
    pub contact: Contact,
}

/// A person to add to a session, or to change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ContactEdit {
    pub session: SessionId,
    /// None for somebody new.
    pub id: Option<ContactId>,
    pub contact: Contact,
    /// What kept from writing to them, and is over.
    #[serde(default)]
    pub lifted: Lifted,
}

/// Everything that is held on a person, for them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ContactFile {
    pub contact: Contact,
    pub sessions: Vec<String>,
    pub surveys: Vec<SurveyOf>,
    /// What they said in nominative surveys.
    #[serde(default)]
    pub answers: Vec<OwnAnswer>,
}

/// What somebody said in a nominative survey, for them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OwnAnswer {
    pub session: String,
    #[serde(with = "domain::day::wire")]
    pub day: Day,
    pub said: Vec<Said>,
}

/// The answers of a nominative survey.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NamedAnswers {
    /// By name.
    pub answers: Vec<NamedAnswer>,
    /// Those that came by a tablet, paper or the shared link, which bear no name.
    pub unnamed: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NamedAnswer {
    /// None once the person was erased.
    pub name: Option<String>,
    #[serde(with = "domain::day::wire")]
    pub day: Day,
    pub excluded: bool,
    pub said: Vec<Said>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SurveyOf {
    pub session: String,
    /// They answered by a personal link; what they said is known to be theirs in nominative surveys alone.
    pub answered: bool,
    /// Days on which mail was sent to them.
    pub mailed: Vec<String>,
    /// Days on which mail to them was given up: refused, or no longer wanted.
    #[serde(default)]
    pub given_up: Vec<String>,
    /// Days from which mail to them waits to be sent.
    #[serde(default)]
    pub waiting: Vec<String>,
}

/// What a file of returned mail says; nothing is changed by reading it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ReturnedFile {
    pub rows: Vec<ReturnedRow>,
    /// Messages that have more recipients than are read of one.
    #[serde(default)]
    pub cut: Vec<u32>,
    /// The first message that was not read, where recipients are too many in all.
    #[serde(default)]
    pub rest: Option<u32>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReturnedRow {
    /// Which message of the file, from 1.
    pub message: u32,
    /// Empty when the message is no notice that names one.
    pub recipient: String,
    /// `5.1.1`.
    pub status: String,
    /// None when it is not understood.
    pub fate: Option<Fate>,
    /// Who has that address.
    pub person: Option<KnownContact>,
}

/// People noted at once whose mail came back: as many as fit into a call.
pub const RETURNED_MAX: usize = 1_000;

/// A link that counts once, to be handed over by any means: what follows `/r/#c=` in its address.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PersonalLink {
    pub contact: KnownContact,
    pub link: String,
    /// What can be written to them, in their language, with that link in it. Empty from servers older than this field.
    #[serde(default)]
    pub letter: Preview,
}

/// A strip to be printed, likewise.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Strip {
    pub number: u32,
    pub link: String,
}

/// Strips made at once, at most.
pub const STRIPS_MAX: u32 = 200;

/// Who was and will be written to for a campaign.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mailing {
    /// Whom mail is from; none where the server sends none.
    pub sender: Option<String>,
    /// When the next reminder of the campaign's calendar leaves.
    #[serde(default, with = "domain::day::wire::maybe")]
    pub reminder: Option<Day>,
    /// People of the session whom this campaign does not ask.
    #[serde(default)]
    pub others: u32,
    pub people: Vec<Asked>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Asked {
    pub person: KnownContact,
    /// Mails that left.
    pub sent: u32,
    /// The day of the last.
    #[serde(with = "domain::day::wire::maybe")]
    pub last: Option<Day>,
    /// The mail server refused one.
    pub failed: bool,
    /// When the next is due.
    #[serde(with = "domain::day::wire::maybe")]
    pub next: Option<Day>,
    /// None in an anonymous campaign, where nobody knows.
    pub answered: Option<bool>,
}

/// A letter to be looked at, or copied.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Preview {
    pub subject: String,
    pub text: String,
}
