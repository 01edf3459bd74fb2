//! Server functions. Endpoints are explicit: the default ones change with the build folder and would break installed
//! clients. Bodies only call the port.

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
use leptos::server;
use server_fn::codec::Json;
use uuid::Uuid;

#[cfg(feature = "ssr")]
fn backend() -> Result<std::sync::Arc<dyn crate::ports::Backend>, ApiError> {
    leptos::context::use_context::<crate::ports::BackendContext>()
        .map(|context| context.0)
        .ok_or(ApiError::Unexpected { id: String::new() })
}

macro_rules! calls {
    ($($endpoint:literal $call:ident $name:ident ($($arg:ident: $type:ty),*) -> $out:ty;)+) => {$(
        #[server(name = $call, prefix = "/app/api", endpoint = $endpoint, input = Json, output = Json)]
        pub async fn $name($($arg: $type),*) -> Result<$out, ApiError> {
            backend()?.$name($($arg),*).await
        }
    )+};
}

calls! {
    "welcome" WelcomeCall welcome() -> Welcome;
    "set-up" SetUpCall set_up(setup: Setup) -> Me;
    "sign-in" SignInCall sign_in(email: String, password: String) -> Me;
    "sign-out" SignOutCall sign_out() -> ();
    "me" MeCall me() -> Me;
    "switch-organisation" SwitchOrganisationCall switch_organisation(organisation: OrgId) -> Me;
    "edit-organisation" EditOrganisationCall edit_organisation(edit: OrganisationEdit) -> Me;
    "removals" RemovalsCall removals() -> Vec<Removed>;
    "would-remove" WouldRemoveCall would_remove(keep: Retention) -> Removal;
    "set-retention" SetRetentionCall set_retention(keep: Retention) -> Me;
    "people" PeopleCall people() -> Vec<Person>;
    "team" TeamCall team() -> Team;
    "set-role" SetRoleCall set_role(person: PersonId, role: Role) -> ();
    "withdraw" WithdrawCall withdraw(person: PersonId) -> ();
    "new-link" NewLinkCall new_link(person: PersonId) -> InviteLink;
    "end-link" EndLinkCall end_link(person: PersonId) -> ();
    "invite" InviteCall invite(invite: Invite) -> InviteLink;
    "invitation" InvitationCall invitation(token: String) -> Invitation;
    "accept-invitation" AcceptInvitationCall accept_invitation(token: String, password: String) -> Me;
    "tablets" TabletsCall tablets() -> Vec<Tablet>;
    "tablets-hold" TabletsHoldCall tablets_hold() -> Vec<TabletHolds>;
    "enrol-code" EnrolCodeCall enrol_code(name: String, only: Option<Vec<CampaignId>>) -> EnrolCode;
    "edit-tablet" EditTabletCall edit_tablet(edit: TabletEdit) -> ();
    "revoke-tablet" RevokeTabletCall revoke_tablet(tablet: DeviceId) -> ();
    "quarantine" QuarantineCall quarantine(after: Option<Subject>) -> Quarantine;
    "left-aside" LeftAsideCall left_aside(after: Option<Subject>) -> LeftAside;
    "decide" DecideCall decide(subjects: Vec<Subject>, verdict: Verdict) -> Vec<(Subject, Refusal)>;
    "contacts" ContactsCall contacts(session: SessionId) -> Contacts;
    "save-contact" SaveContactCall save_contact(edit: ContactEdit) -> ();
    "erase-contact" EraseContactCall erase_contact(contact: ContactId) -> ();
    "contact-file" ContactFileCall contact_file(contact: ContactId) -> ContactFile;
    "named-answers" NamedAnswersCall named_answers(campaign: CampaignId) -> NamedAnswers;
    "note-returned" NoteReturnedCall note_returned(people: Vec<ContactId>) -> u32;
    "undo-contacts" UndoContactsCall undo_contacts(session: SessionId, import: Option<Uuid>) -> u32;
    "personal-links" PersonalLinksCall personal_links(campaign: CampaignId) -> Vec<PersonalLink>;
    "strips" StripsCall strips(campaign: CampaignId, count: u32) -> Vec<Strip>;
    "typing-link" TypingLinkCall typing_link(campaign: CampaignId) -> String;
    "mailing" MailingCall mailing(campaign: CampaignId) -> Mailing;
    "mail-preview" MailPreviewCall mail_preview(campaign: CampaignId, lang: Lang, reminder: bool) -> Preview;
    "test-mail" TestMailCall test_mail(campaign: CampaignId, lang: Lang) -> ();
    "send-mail" SendMailCall send_mail(campaign: CampaignId) -> u32;
    "create-demo" CreateDemoCall create_demo() -> Me;
    "drop-demo" DropDemoCall drop_demo() -> Me;
}
