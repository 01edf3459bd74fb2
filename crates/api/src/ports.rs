//! What the bodies of the server functions need; the server implements it and puts it in context.

use crate::{
    error::ApiError,
    model::{
        EnrolCode, Invitation, Invite, InviteLink, LeftAside, Me, OrganisationEdit, Person,
        Quarantine, Setup, Tablet, TabletEdit, TabletHolds, Team, Welcome,
    },
    outreach::{
        ContactEdit, ContactFile, Contacts, Mailing, NamedAnswers, PersonalLink, Preview, Strip,
    },
};
use domain::{
    Lang, Refusal,
    ids::{CampaignId, ContactId, DeviceId, OrgId, PersonId, SessionId},
    quarantine::{Subject, Verdict},
    retention::{Removal, Removed, Retention},
    role::Role,
};
use std::{future::Future, pin::Pin, sync::Arc};
use uuid::Uuid;

pub type Call<'a, T> = Pin<Box<dyn Future<Output = Result<T, ApiError>> + Send + 'a>>;

/// One request's view of the server: who asks is already known, cookies to set are collected by the implementation.
pub trait Backend: Send + Sync {
    fn welcome(&self) -> Call<'_, Welcome>;
    fn set_up(&self, setup: Setup) -> Call<'_, Me>;
    fn sign_in(&self, email: String, password: String) -> Call<'_, Me>;
    fn sign_out(&self) -> Call<'_, ()>;
    fn me(&self) -> Call<'_, Me>;
    fn switch_organisation(&self, organisation: OrgId) -> Call<'_, Me>;
    fn edit_organisation(&self, edit: OrganisationEdit) -> Call<'_, Me>;
    /// What was removed because its time was over, the latest day first.
    fn removals(&self) -> Call<'_, Vec<Removed>>;
    /// What these periods would remove today.
    fn would_remove(&self, keep: Retention) -> Call<'_, Removal>;
    fn set_retention(&self, keep: Retention) -> Call<'_, Me>;
    fn people(&self) -> Call<'_, Vec<Person>>;
    fn team(&self) -> Call<'_, Team>;
    fn set_role(&self, person: PersonId, role: Role) -> Call<'_, ()>;
    /// Ends a person's access, or takes an invitation back.
    fn withdraw(&self, person: PersonId) -> Call<'_, ()>;
    /// A link that opens the account again, with a new password; earlier ones end.
    fn new_link(&self, person: PersonId) -> Call<'_, InviteLink>;
    fn end_link(&self, person: PersonId) -> Call<'_, ()>;
    fn invite(&self, invite: Invite) -> Call<'_, InviteLink>;
    fn invitation(&self, token: String) -> Call<'_, Invitation>;
    fn accept_invitation(&self, token: String, password: String) -> Call<'_, Me>;
    fn tablets(&self) -> Call<'_, Vec<Tablet>>;
    /// Every tablet by name, with what it holds.
    fn tablets_hold(&self) -> Call<'_, Vec<TabletHolds>>;
    fn enrol_code(&self, name: String, only: Option<Vec<CampaignId>>) -> Call<'_, EnrolCode>;
    fn edit_tablet(&self, edit: TabletEdit) -> Call<'_, ()>;
    fn revoke_tablet(&self, tablet: DeviceId) -> Call<'_, ()>;
    fn quarantine(&self, after: Option<Subject>) -> Call<'_, Quarantine>;
    /// What somebody decided to leave aside.
    fn left_aside(&self, after: Option<Subject>) -> Call<'_, LeftAside>;
    /// Answers what could not be accepted, and why.
    fn decide(&self, subjects: Vec<Subject>, verdict: Verdict)
    -> Call<'_, Vec<(Subject, Refusal)>>;
    fn contacts(&self, session: SessionId) -> Call<'_, Contacts>;
    fn save_contact(&self, edit: ContactEdit) -> Call<'_, ()>;
    fn erase_contact(&self, contact: ContactId) -> Call<'_, ()>;
    fn contact_file(&self, contact: ContactId) -> Call<'_, ContactFile>;
    /// Who said what in a nominative survey.
    fn named_answers(&self, campaign: CampaignId) -> Call<'_, NamedAnswers>;
    /// Mail to these people came back; answers how many there are.
    fn note_returned(&self, people: Vec<ContactId>) -> Call<'_, u32>;
    /// Takes a part of the last import of a session back, if it is the one meant; answers how many people went: ask again
    /// until nobody does.
    fn undo_contacts(&self, session: SessionId, import: Option<Uuid>) -> Call<'_, u32>;
    /// Fresh links for everybody of the campaign's session who has not answered.
    fn personal_links(&self, campaign: CampaignId) -> Call<'_, Vec<PersonalLink>>;
    fn strips(&self, campaign: CampaignId, count: u32) -> Call<'_, Vec<Strip>>;
    /// The address where sheets of the campaign are typed in: what follows `/r/#p=`.
    fn typing_link(&self, campaign: CampaignId) -> Call<'_, String>;
    fn mailing(&self, campaign: CampaignId) -> Call<'_, Mailing>;
    fn mail_preview(&self, campaign: CampaignId, lang: Lang, reminder: bool) -> Call<'_, Preview>;
    /// Sends the invitation to whoever asks.
    fn test_mail(&self, campaign: CampaignId, lang: Lang) -> Call<'_, ()>;
    /// Answers how many people are written to, now or on their days.
    fn send_mail(&self, campaign: CampaignId) -> Call<'_, u32>;
    /// Creates the demo organisation (unless there is one) and moves this session there.
    fn create_demo(&self) -> Call<'_, Me>;
    /// Drops the demo organisation and moves this session back.
    fn drop_demo(&self) -> Call<'_, Me>;
}

/// What handlers put in context under its own type.
#[derive(Clone)]
pub struct BackendContext(pub Arc<dyn Backend>);
