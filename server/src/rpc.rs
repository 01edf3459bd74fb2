//! The online-only calls of `api` for one request: who asks comes from the cookie, cookies to set are collected.

use crate::{
    auth::Actor,
    service::{App, Failure, SignedIn},
};
use api::{
    ApiError,
    model::{
        EnrolCode, Invitation, Invite, InviteLink, LeftAside, Me, OrganisationEdit, Person,
        Quarantine, Setup, Tablet, TabletEdit, TabletHolds, Team, Welcome,
    },
    outreach::{
        ContactEdit, ContactFile, Contacts, Mailing, NamedAnswers, PersonalLink, Preview, Strip,
    },
    ports::{Backend, Call},
};
use domain::{
    Lang, Refusal,
    ids::{CampaignId, ContactId, DeviceId, OrgId, PersonId, SessionId},
    quarantine::{Subject, Verdict},
    retention::{Removal, Removed, Retention},
    role::Role,
};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// What happens to the `boucle_session` cookie after the call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CookieChange {
    Set(String),
    Clear,
}

/// One request. Put it in context as `BackendContext(request.clone())`, then look at [`Request::cookie`].
pub struct Request {
    app: Arc<App>,
    token: Option<String>,
    cookie: Mutex<Option<CookieChange>>,
}

impl Request {
    /// `token` is the value of the session cookie that came in.
    pub fn new(app: Arc<App>, token: Option<String>) -> Arc<Self> {
        Arc::new(Self {
            app,
            token,
            cookie: Mutex::new(None),
        })
    }

    /// The change of the session cookie to send with the answer.
    pub fn cookie(&self) -> Option<CookieChange> {
        self.cookie.lock().ok()?.take()
    }

    async fn actor(&self) -> Result<Actor, Failure> {
        self.app.actor(self.token.as_deref()).await
    }

    fn change(&self, change: CookieChange) {
        if let Ok(mut cookie) = self.cookie.lock() {
            *cookie = Some(change);
        }
    }

    fn signed_in(&self, signed_in: SignedIn) -> Me {
        self.change(CookieChange::Set(signed_in.token));
        signed_in.me
    }
}

/// One call: its future, with the failure told as the front end knows it.
fn call<'a, T>(work: impl Future<Output = Result<T, Failure>> + Send + 'a) -> Call<'a, T> {
    Box::pin(async { work.await.map_err(ApiError::from) })
}

impl Backend for Request {
    fn welcome(&self) -> Call<'_, Welcome> {
        call(self.app.welcome())
    }

    fn set_up(&self, setup: Setup) -> Call<'_, Me> {
        call(async { Ok(self.signed_in(self.app.set_up(setup).await?)) })
    }

    fn sign_in(&self, email: String, password: String) -> Call<'_, Me> {
        call(async move {
            let previous = self.token.as_deref();
            let signed_in = self.app.sign_in(&email, &password, previous).await?;
            Ok(self.signed_in(signed_in))
        })
    }

    fn sign_out(&self) -> Call<'_, ()> {
        call(async {
            if let Some(token) = &self.token {
                self.app.sign_out(token).await?;
            }
            self.change(CookieChange::Clear);
            Ok(())
        })
    }

    fn me(&self) -> Call<'_, Me> {
        call(async {
            // Who is gone still learns that they are.
            let actor = self.app.session(self.token.as_deref()).await?;
            if let (true, Some(token)) = (actor.renewed, &self.token) {
                self.change(CookieChange::Set(token.clone()));
            }
            self.app.me(&actor).await
        })
    }

    fn switch_organisation(&self, organisation: OrgId) -> Call<'_, Me> {
        call(async move {
            let actor = self.actor().await?;
            self.app.switch_organisation(&actor, organisation).await
        })
    }

    fn edit_organisation(&self, edit: OrganisationEdit) -> Call<'_, Me> {
        call(async move {
            let actor = self.actor().await?;
            self.app.edit_organisation(&actor.granted()?, edit).await?;
            self.app.me(&actor).await
        })
    }

    fn removals(&self) -> Call<'_, Vec<Removed>> {
        call(async { self.app.removals(&self.actor().await?.granted()?).await })
    }

    fn would_remove(&self, keep: Retention) -> Call<'_, Removal> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.would_remove(&actor, keep).await
        })
    }

    fn set_retention(&self, keep: Retention) -> Call<'_, Me> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.set_retention(&actor, keep).await
        })
    }

    fn people(&self) -> Call<'_, Vec<Person>> {
        call(async { self.app.people(&self.actor().await?).await })
    }

    fn team(&self) -> Call<'_, Team> {
        call(async { self.app.team(&self.actor().await?.granted()?).await })
    }

    fn set_role(&self, person: PersonId, role: Role) -> Call<'_, ()> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.set_role(&actor, person, role).await
        })
    }

    fn withdraw(&self, person: PersonId) -> Call<'_, ()> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.withdraw(&actor, person).await
        })
    }

    fn new_link(&self, person: PersonId) -> Call<'_, InviteLink> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.new_link(&actor, person).await
        })
    }

    fn end_link(&self, person: PersonId) -> Call<'_, ()> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.end_link(&actor, person).await
        })
    }

    fn invite(&self, invite: Invite) -> Call<'_, InviteLink> {
        call(async {
            self.app
                .invite(&self.actor().await?.granted()?, invite)
                .await
        })
    }

    fn invitation(&self, token: String) -> Call<'_, Invitation> {
        call(async move { self.app.invitation(&token).await })
    }

    fn accept_invitation(&self, token: String, password: String) -> Call<'_, Me> {
        call(async move {
            let previous = self.token.as_deref();
            let accepted = self.app.accept_invitation(&token, &password, previous);
            let signed_in = accepted.await?;
            Ok(self.signed_in(signed_in))
        })
    }

    fn tablets(&self) -> Call<'_, Vec<Tablet>> {
        call(async { self.app.tablets(&self.actor().await?.granted()?).await })
    }

    fn tablets_hold(&self) -> Call<'_, Vec<TabletHolds>> {
        call(async { self.app.tablets_hold(&self.actor().await?).await })
    }

    fn enrol_code(&self, name: String, only: Option<Vec<CampaignId>>) -> Call<'_, EnrolCode> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.enrol_code(&actor, &name, only).await
        })
    }

    fn edit_tablet(&self, edit: TabletEdit) -> Call<'_, ()> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.edit_tablet(&actor, edit).await
        })
    }

    fn revoke_tablet(&self, tablet: DeviceId) -> Call<'_, ()> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.revoke_tablet(&actor, tablet).await
        })
    }

    fn quarantine(&self, after: Option<Subject>) -> Call<'_, Quarantine> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.quarantine(&actor, after).await
        })
    }

    fn left_aside(&self, after: Option<Subject>) -> Call<'_, LeftAside> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.left_aside(&actor, after).await
        })
    }

    fn decide(
        &self,
        subjects: Vec<Subject>,
        verdict: Verdict,
    ) -> Call<'_, Vec<(Subject, Refusal)>> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.decide(&actor, &subjects, &verdict).await
        })
    }

    fn contacts(&self, session: SessionId) -> Call<'_, Contacts> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.contacts(&actor, session).await
        })
    }

    fn save_contact(&self, edit: ContactEdit) -> Call<'_, ()> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.save_contact(&actor, edit).await
        })
    }

    fn erase_contact(&self, contact: ContactId) -> Call<'_, ()> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.erase_contact(&actor, contact).await
        })
    }

    fn contact_file(&self, contact: ContactId) -> Call<'_, ContactFile> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.contact_file(&actor, contact).await
        })
    }

    fn named_answers(&self, campaign: CampaignId) -> Call<'_, NamedAnswers> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.named_answers(&actor, campaign).await
        })
    }

    fn note_returned(&self, people: Vec<ContactId>) -> Call<'_, u32> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.note_returned(&actor, people).await
        })
    }

    fn undo_contacts(&self, session: SessionId, import: Option<Uuid>) -> Call<'_, u32> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.undo_contacts(&actor, session, import).await
        })
    }

    fn personal_links(&self, campaign: CampaignId) -> Call<'_, Vec<PersonalLink>> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.personal_links(&actor, campaign).await
        })
    }

    fn strips(&self, campaign: CampaignId, count: u32) -> Call<'_, Vec<Strip>> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.strips(&actor, campaign, count).await
        })
    }

    fn typing_link(&self, campaign: CampaignId) -> Call<'_, String> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.typing_link(&actor, campaign).await
        })
    }

    fn mailing(&self, campaign: CampaignId) -> Call<'_, Mailing> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.mailing(&actor, campaign).await
        })
    }

    fn mail_preview(&self, campaign: CampaignId, lang: Lang, reminder: bool) -> Call<'_, Preview> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app
                .mail_preview(&actor, campaign, lang, reminder)
                .await
        })
    }

    fn test_mail(&self, campaign: CampaignId, lang: Lang) -> Call<'_, ()> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.test_mail(&actor, campaign, lang).await
        })
    }

    fn send_mail(&self, campaign: CampaignId) -> Call<'_, u32> {
        call(async move {
            let actor = self.actor().await?.granted()?;
            self.app.send_mail(&actor, campaign).await
        })
    }

    fn create_demo(&self) -> Call<'_, Me> {
        call(async {
            let actor = self.actor().await?;
            let demo = self.app.create_demo(&actor.granted()?).await?;
            self.app.switch_organisation(&actor, demo).await
        })
    }

    fn drop_demo(&self) -> Call<'_, Me> {
        call(async {
            self.app.drop_demo(&self.actor().await?).await?;
            // The session has moved: who asks is looked up anew.
            self.app.me(&self.actor().await?).await
        })
    }
}
