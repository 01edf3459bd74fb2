//! What the online-only calls carry.

use domain::{
    Refusal,
    calendar::Territory,
    custody,
    ids::{CampaignId, DeviceId, OrgId, PersonId, SessionId},
    quarantine::{Decision, Subject},
    questionnaire::Questionnaire,
    retention::Retention,
    role::Role,
    team::What,
};
use serde::{Deserialize, Serialize};
use sync::Op;

/// Shortest password, in characters; the forms say so before anybody types. No rule on kinds of characters.
pub const PASSWORD_MIN: usize = 12;

/// What the first screen must know before anybody signs in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Welcome {
    /// No organisation yet: show the first-run page.
    pub needs_setup: bool,
    pub version: String,
    /// The public address of QR codes and links, for example `https://boucle.example.org`; none when not configured.
    pub public_url: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Setup {
    pub organisation: String,
    /// Whom respondents write to about their data (address or mail).
    pub contact: String,
    #[serde(default)]
    pub territory: Territory,
    pub name: String,
    pub email: String,
    pub password: String,
}

/// Who is signed in, and in which organisation. Kept on the device for offline opening.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Me {
    pub person: PersonId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub organisation: Organisation,
    /// All organisations this account belongs to, the current one included.
    pub organisations: Vec<Organisation>,
    /// The access was withdrawn: all that this session can do is hand over what waits on the device.
    #[serde(default)]
    pub withdrawn: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Organisation {
    pub id: OrgId,
    pub name: String,
    pub contact: String,
    /// Example data, dropped in one click.
    pub demo: bool,
    /// First part of public link tokens.
    pub slug: String,
    /// Its holidays and its time zone; mainland France in what programs older than this field kept.
    #[serde(default)]
    pub territory: Territory,
    #[serde(default)]
    pub retention: Retention,
}

/// What people may change of their organisation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OrganisationEdit {
    pub name: String,
    /// Whom respondents write to about their data (address or mail).
    pub contact: String,
    /// None leaves it as it is, as programs older than this field do.
    #[serde(default)]
    pub territory: Option<Territory>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// Invited and not signed in yet.
    pub invited: bool,
    /// Has no access any more; the name stays for what the person wrote.
    #[serde(default)]
    pub withdrawn: bool,
}

/// Everybody with their access, for who may change it, and what happened to it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Team {
    /// By name.
    pub people: Vec<TeamMember>,
    /// The latest first, the last ones of very many.
    pub events: Vec<AccessEvent>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TeamMember {
    pub person: Person,
    /// RFC 3339; none before the first sign-in, and for sign-ins before servers kept it.
    pub signed_in: Option<String>,
    /// Until when a link opens the account; none where there is no such link.
    pub link: Option<String>,
    /// Whether the reader may change this person's access. The server decides again.
    pub changeable: bool,
}

/// Somebody gave or took access. `role` is what the person has from then on, or had until then.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AccessEvent {
    pub at: String,
    /// `PersonId::SERVER` for a command on the server's own machine.
    pub by: PersonId,
    pub person: PersonId,
    pub what: What,
    pub role: Role,
    pub was: Option<Role>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Invite {
    pub name: String,
    pub email: String,
    pub role: Role,
}

/// A link to hand over by any means; works once, until `expires` (RFC 3339).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InviteLink {
    pub token: String,
    pub expires: String,
}

/// What an invited person sees before choosing a password.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Invitation {
    pub organisation: String,
    pub name: String,
    pub email: String,
    pub role: Role,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Tablet {
    pub id: DeviceId,
    pub name: String,
    /// RFC 3339; none before the code was used.
    pub enrolled: Option<String>,
    pub last_contact: Option<String>,
    /// Items still on the tablet, as it said at the last contact.
    pub unsent: u32,
    pub revoked: bool,
    /// The campaigns it is limited to; none: every open one.
    #[serde(default)]
    pub only: Option<Vec<CampaignId>>,
    /// What it brought that waits in quarantine for somebody to decide.
    #[serde(default)]
    pub quarantined: u32,
}

/// A tablet as every member may know it: its name, and what it told that it holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TabletHolds {
    pub id: DeviceId,
    pub name: String,
    pub revoked: bool,
    pub last_contact: Option<String>,
    /// Items on it in all, as it said at its last delivery.
    pub unsent: u32,
    /// Survey by survey; none where nobody can say of which survey they are.
    pub held: Option<Vec<custody::Held>>,
    /// When it said so; none where it never did.
    pub told: Option<String>,
    /// The campaigns it is limited to; none: every open one.
    pub only: Option<Vec<CampaignId>>,
}

/// What may be changed of a tablet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TabletEdit {
    pub id: DeviceId,
    pub name: String,
    /// The campaigns it is limited to; none: every open one.
    pub only: Option<Vec<CampaignId>>,
}

/// Part of what the server did not take and keeps for somebody to decide on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Quarantine {
    pub held: Vec<Held>,
    /// Where to go on; none at the end.
    pub next: Option<Subject>,
}

/// One thing of the quarantine: an item of intake, whose content is nobody's to read, or an operation.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Held {
    pub subject: Subject,
    /// Why it was not taken.
    pub code: String,
    /// When it came, `2026-11-21`; none from older programs.
    pub day: Option<String>,
    /// The tablet that brought it.
    pub tablet: Option<String>,
    pub campaign: Option<CampaignId>,
    pub session: Option<SessionId>,
    /// An item that is sealed to a key the server does not have: it can be read once the key is imported.
    #[serde(default)]
    pub unopened: bool,
    pub op: Option<Op>,
    /// Why it cannot be accepted now; none when it can.
    pub hindrance: Option<Refusal>,
}

/// Part of what somebody decided to leave aside.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LeftAside {
    pub left: Vec<Left>,
    /// Where to go on; none at the end.
    pub next: Option<Subject>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Left {
    pub held: Held,
    /// The last one: who, on which day, and why.
    pub decision: Decision,
}

/// One-time code to type on a tablet, or to scan as `/r/#e=<code>`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EnrolCode {
    pub code: String,
    pub expires: String,
}

/// What importing a file would do, or did.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ImportReport {
    pub headers: Vec<String>,
    /// First rows as read, for choosing columns.
    pub sample: Vec<Vec<String>>,
    /// Field or question key to column number: as asked, or guessed when nothing was asked.
    pub mapping: std::collections::BTreeMap<String, u32>,
    pub rows: u32,
    /// Rows that can be (or were) taken.
    pub good: u32,
    /// Rows already taken from an earlier file.
    pub known: u32,
    pub bad: Vec<domain::import::BadCell>,
    /// Whether anything was written.
    pub committed: bool,
}

/// What the server says while it takes rows, one event each: how far it is, then how it ended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ImportEvent {
    Progress { done: u32, of: u32 },
    Done(ImportReport),
    Failed { code: String },
}

/// What a form in XLSForm would become. Nothing is written: whoever takes it makes a draft of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FormReport {
    /// Without what is refused; none when nothing is left to ask.
    pub questionnaire: Option<Questionnaire>,
    pub questions: Vec<FormQuestion>,
    /// In the order of the form, the first ones of very many.
    pub findings: Vec<FormFinding>,
    /// How many there are.
    pub found: u32,
}

/// A question of the form.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FormQuestion {
    /// In the sheet *survey*.
    pub row: u32,
    pub name: String,
    /// As the form writes it.
    #[serde(rename = "type")]
    pub kind: String,
    pub fate: FormFate,
    /// Of the question it becomes.
    #[serde(default)]
    pub key: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormFate {
    Accepted,
    /// With warnings.
    Degraded,
    /// With a warning: it asks nobody anything.
    LeftOut,
    Refused,
}

/// Rows and columns are counted from 1.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FormFinding {
    pub sheet: String,
    pub row: u32,
    pub column: u32,
    /// One of docs/xlsform.md.
    pub code: String,
    pub refused: bool,
    /// The word, column or key it is about.
    pub detail: String,
}
