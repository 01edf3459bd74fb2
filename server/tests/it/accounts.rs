//! People and tablets through the use cases: who gets in, once, until when, and what their role allows.

use ::intake::wire::Enrol;
use api::model::{Invite, Me, Setup};
use domain::{
    Refusal,
    ids::{DeviceId, OrgId},
    role::{Permission, Role},
};
use jiff::{SignedDuration, Timestamp};
use ledger::Pause;
use server::{
    auth::{Act, Actor, Answers, Devices, Need, People, Plan},
    blobs::Blobs,
    service::{App, Failure, Host, Settings, SignedIn, SystemHost},
};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use store::Store;
use uuid::Uuid;

const DIRECTION: &str = "direction@example.org";
const PASSWORD: &str = "une phrase de passe assez longue";
const OTHER: &str = "une autre phrase, longue aussi";

/// A server whose clock the test holds.
struct Server {
    app: Arc<App>,
    clock: Arc<Clock>,
}

struct Clock(Mutex<Timestamp>);

impl Host for Clock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn fill(&self, bytes: &mut [u8]) {
        SystemHost.fill(bytes);
    }

    fn pause(&self, time: Duration) -> Pause<'_> {
        SystemHost.pause(time)
    }
}

impl Server {
    async fn empty() -> Self {
        let start = "2026-11-21T09:00:00Z".parse().unwrap();
        let clock = Arc::new(Clock(Mutex::new(start)));
        let settings = Settings {
            version: "test".to_owned(),
            public_url: None,
            address: String::new(),
            mailer: None,
            checkpoints: None,
            timestamp_authority: None,
        };
        let store = Store::open("mem://").await.unwrap();
        let app = App::open(store, Blobs::memory(), clock.clone(), settings)
            .await
            .unwrap();
        Self { app, clock }
    }

    /// Set up, with its first person.
    async fn ready() -> (Self, SignedIn) {
        let server = Self::empty().await;
        let direction = server.app.set_up(setup(DIRECTION)).await.unwrap();
        (server, direction)
    }

    fn later(&self, by: SignedDuration) {
        *self.clock.0.lock().unwrap() += by;
    }

    async fn actor(&self, signed_in: &SignedIn) -> Actor {
        self.app.actor(Some(&signed_in.token)).await.unwrap()
    }

    async fn invite(&self, by: &SignedIn, email: &str, role: Role) -> Result<String, Failure> {
        let by = self.actor(by).await.granted()?;
        let invite = Invite {
            name: "Dominique Petit".to_owned(),
            email: email.to_owned(),
            role,
        };
        Ok(self.app.invite(&by, invite).await?.token)
    }

    async fn person(&self, by: &SignedIn, email: &str, role: Role) -> SignedIn {
        let token = self.invite(by, email, role).await.unwrap();
        let accepted = self.app.accept_invitation(&token, PASSWORD, None);
        accepted.await.unwrap()
    }

    async fn code(&self, by: &SignedIn) -> String {
        let by = self.actor(by).await.granted().unwrap();
        let others = self.app.tablets(&by).await.unwrap().len();
        self.app
            .enrol_code(&by, &format!("Salle {}", others + 2), None)
            .await
            .unwrap()
            .code
    }

    async fn enrol(&self, code: &str) -> Result<(DeviceId, String), Failure> {
        let code = code.to_owned();
        let enrolled = self.app.enrol(&Enrol { code }).await?;
        Ok((enrolled.device.id, enrolled.token))
    }

    async fn signs_in(&self, password: &str) -> Result<SignedIn, Failure> {
        self.app.sign_in(DIRECTION, password, None).await
    }
}

fn setup(email: &str) -> Setup {
    Setup {
        organisation: "Atelier des savoirs".to_owned(),
        contact: "contact@example.org".to_owned(),
        territory: domain::calendar::Territory::default(),
        name: "Camille Roche".to_owned(),
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
    }
}

fn refused<T>(field: &str, refusal: Refusal) -> Result<T, Failure> {
    Err(Failure::Refused {
        field: field.to_owned(),
        refusal,
    })
}

#[track_caller]
fn same<T>(got: Result<T, Failure>, expected: &Failure) {
    assert_eq!(got.err().as_ref(), Some(expected));
}

#[tokio::test]
async fn of_two_first_runs_one_wins() {
    let server = Server::empty().await;
    assert!(server.app.welcome().await.unwrap().needs_setup);
    let (one, two) = tokio::join!(
        server.app.set_up(setup("one@example.org")),
        server.app.set_up(setup("two@example.org"))
    );
    let (winner, loser) = if one.is_ok() { (one, two) } else { (two, one) };
    let winner: Me = winner.unwrap().me;
    same(loser, &Failure::Forbidden);
    assert_eq!(winner.role, Role::Direction);
    assert_eq!(winner.organisations, vec![winner.organisation.clone()]);
    assert!(!server.app.welcome().await.unwrap().needs_setup);
    same(
        server.app.set_up(setup("three@example.org")).await,
        &Failure::Forbidden,
    );
}

/// What is wrong with a form.
type Spoil = fn(&mut Setup);

#[tokio::test]
async fn a_first_run_names_the_field_to_mend() {
    let server = Server::empty().await;
    let cases: [(Spoil, &str, Refusal); 7] = [
        (
            |s| s.organisation = " ".to_owned(),
            "organisation",
            Refusal::Required,
        ),
        (
            |s| s.organisation = "Atelier\nProved. Atelier".to_owned(),
            "organisation",
            Refusal::NotOneLine,
        ),
        (|s| s.name = "x".repeat(10_000), "name", Refusal::TooLong),
        (
            |s| s.email = "camille".to_owned(),
            "email",
            Refusal::Malformed,
        ),
        (
            |s| s.password = "onze lettre".to_owned(),
            "password",
            Refusal::TooShort,
        ),
        (
            |s| s.password = "x".repeat(5_000),
            "password",
            Refusal::TooLong,
        ),
        (
            |s| s.password = "Direction@Example.org".to_owned(),
            "password",
            Refusal::TooEasy,
        ),
    ];
    for (spoil, field, refusal) in cases {
        let mut form = setup(DIRECTION);
        spoil(&mut form);
        assert_eq!(server.app.set_up(form).await, refused(field, refusal));
    }
    assert!(server.app.welcome().await.unwrap().needs_setup);
}

#[tokio::test]
async fn each_role_holds_its_permissions_and_no_other() {
    let (server, direction) = Server::ready().await;
    for role in Role::ALL {
        let email = format!("{role:?}@example.org");
        let actor = if role == Role::Direction {
            server.actor(&direction).await
        } else {
            let person = server.person(&direction, &email, role).await;
            server.actor(&person).await
        };
        assert_eq!(actor.role, role);
        holds::<Plan>(&actor, Permission::Plan);
        holds::<Act>(&actor, Permission::Act);
        holds::<Answers>(&actor, Permission::Answers);
        holds::<Devices>(&actor, Permission::Devices);
        holds::<People>(&actor, Permission::People);
    }
}

#[track_caller]
fn holds<P: Need>(actor: &Actor, permission: Permission) {
    assert_eq!(P::PERMISSION, permission);
    let granted = actor.granted::<P>();
    assert_eq!(granted.is_ok(), actor.role.may(permission));
    assert!(granted.is_ok() || granted.err() == Some(Failure::Forbidden));
}

#[tokio::test]
async fn signing_in_begins_a_new_session_and_ends_the_one_before() {
    let (server, first) = Server::ready().await;
    let previous = Some(first.token.as_str());
    let sign_in = server
        .app
        .sign_in(" Direction@Example.ORG", PASSWORD, previous);
    let second = sign_in.await.unwrap();
    assert_ne!(first.token, second.token);
    assert_eq!(first.me, second.me);
    same(server.app.actor(previous).await, &Failure::SignInNeeded);
    server.app.sign_out(&second.token).await.unwrap();
    for token in [Some(second.token.as_str()), Some(""), Some("x"), None] {
        same(server.app.actor(token).await, &Failure::SignInNeeded);
    }
}

#[tokio::test]
async fn a_session_lasts_thirty_days_after_its_last_use() {
    let (server, direction) = Server::ready().await;
    for _ in 0..3 {
        server.later(SignedDuration::from_hours(29 * 24));
        server.actor(&direction).await;
    }
    server.later(SignedDuration::from_hours(30 * 24 + 1));
    let token = Some(direction.token.as_str());
    same(server.app.actor(token).await, &Failure::SignInNeeded);
}

#[tokio::test]
async fn guessing_a_password_is_stopped_for_a_while() {
    let (server, _) = Server::ready().await;
    same(server.signs_in(OTHER).await, &Failure::WrongCredentials);
    let unknown = server.app.sign_in("nobody@example.org", PASSWORD, None);
    same(unknown.await, &Failure::WrongCredentials);
    for _ in 0..9 {
        same(server.signs_in(OTHER).await, &Failure::WrongCredentials);
    }
    same(server.signs_in(PASSWORD).await, &Failure::TooManyAttempts);
    server.later(SignedDuration::from_mins(15));
    assert!(server.signs_in(PASSWORD).await.is_ok());
}

#[tokio::test]
async fn guesses_sent_all_at_once_are_counted_too() {
    let (server, _) = Server::ready().await;
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..30 {
        let app = server.app.clone();
        guesses.spawn(async move { app.sign_in(DIRECTION, OTHER, None).await });
    }
    let tried = guesses.join_all().await.into_iter();
    let tried = tried.filter(|guess| guess.as_ref().err() == Some(&Failure::WrongCredentials));
    assert_eq!(tried.count(), 10);
}

#[tokio::test]
async fn an_invitation_opens_one_account_once() {
    let (server, direction) = Server::ready().await;
    let invited = server.invite(&direction, "petit@example.org", Role::Trainer);
    let token = invited.await.unwrap();
    let seen = server.app.invitation(&token).await.unwrap();
    assert_eq!(seen.organisation, "Atelier des savoirs");
    assert_eq!(seen.role, Role::Trainer);
    let people = || async {
        let actor = server.actor(&direction).await;
        let people = server.app.people(&actor).await.unwrap();
        let waiting = people.iter().filter(|person| person.invited).count();
        (people.len(), waiting)
    };
    assert_eq!(people().await, (2, 1));
    // Nobody signs in to an account that was never opened.
    let early = server.app.sign_in("petit@example.org", PASSWORD, None);
    same(early.await, &Failure::WrongCredentials);
    // A password that is refused does not spend the link.
    let short = server.app.accept_invitation(&token, "court", None);
    assert_eq!(short.await, refused("password", Refusal::TooShort));

    let accept = || server.app.accept_invitation(&token, PASSWORD, None);
    let (one, two) = tokio::join!(accept(), accept());
    let (accepted, late) = if one.is_ok() { (one, two) } else { (two, one) };
    assert_eq!(accepted.unwrap().me.email, "petit@example.org");
    same(late, &Failure::Expired);
    same(accept().await, &Failure::Expired);
    same(server.app.invitation(&token).await, &Failure::Expired);
    assert_eq!(people().await, (2, 0));
    // The account is in use now.
    let again = server.invite(&direction, "Petit@example.org", Role::Direction);
    assert_eq!(again.await, refused("email", Refusal::AlreadyExists));
}

#[tokio::test]
async fn an_invitation_ends_after_seven_days_or_with_the_next_one() {
    let (server, direction) = Server::ready().await;
    let invite = |role| server.invite(&direction, "petit@example.org", role);
    let first = invite(Role::Trainer).await.unwrap();
    let second = invite(Role::Team).await.unwrap();
    same(server.app.invitation(&first).await, &Failure::Expired);
    assert_eq!(
        server.app.invitation(&second).await.unwrap().role,
        Role::Team
    );
    server.later(SignedDuration::from_hours(7 * 24));
    let accept = server.app.accept_invitation(&second, PASSWORD, None);
    same(accept.await, &Failure::Expired);
}

#[tokio::test]
async fn whoever_accepts_in_another_persons_browser_ends_that_session() {
    let (server, direction) = Server::ready().await;
    let invited = server.invite(&direction, "petit@example.org", Role::Team);
    let token = invited.await.unwrap();
    let previous = Some(direction.token.as_str());
    let accept = server.app.accept_invitation(&token, PASSWORD, previous);
    accept.await.unwrap();
    same(server.app.actor(previous).await, &Failure::SignInNeeded);
}

#[tokio::test]
async fn a_new_password_ends_all_sessions_of_its_account_only() {
    let (server, direction) = Server::ready().await;
    let trainer = server.person(&direction, "petit@example.org", Role::Trainer);
    let trainer = trainer.await;
    for _ in 0..10 {
        same(server.signs_in(OTHER).await, &Failure::WrongCredentials);
    }
    let reset = |email, password| server.app.reset_password(email, password);
    same(reset("nobody@example.org", OTHER).await, &Failure::NotFound);
    assert_eq!(
        reset(DIRECTION, "court").await,
        refused("password", Refusal::TooShort)
    );
    server.actor(&direction).await;
    reset(DIRECTION, OTHER).await.unwrap();
    let token = Some(direction.token.as_str());
    same(server.app.actor(token).await, &Failure::SignInNeeded);
    server.actor(&trainer).await;
    // Whoever was shut out by too many tries gets in with the new one.
    assert!(server.signs_in(OTHER).await.is_ok());
    same(server.signs_in(PASSWORD).await, &Failure::WrongCredentials);
}

#[tokio::test]
async fn nobody_enters_an_organisation_they_do_not_belong_to() {
    let (server, direction) = Server::ready().await;
    let actor = server.actor(&direction).await;
    let own = direction.me.organisation.id;
    let stay = server.app.switch_organisation(&actor, own).await;
    assert_eq!(stay, Ok(direction.me));
    let elsewhere = OrgId(Uuid::from_u128(7));
    let switch = server.app.switch_organisation(&actor, elsewhere);
    same(switch.await, &Failure::NotFound);
}

#[tokio::test]
async fn a_code_enrols_one_tablet_once_however_it_is_typed() {
    let (server, direction) = Server::ready().await;
    let code = server.code(&direction).await;
    assert_eq!(code.len(), 10);
    let typed = format!(" {}-{}", code[..5].to_lowercase(), &code[5..]);
    let (one, two) = tokio::join!(server.enrol(&typed), server.enrol(&code));
    let (enrolled, late) = if one.is_ok() { (one, two) } else { (two, one) };
    let (tablet, token) = enrolled.unwrap();
    same(late, &Failure::Expired);
    same(server.enrol(&code).await, &Failure::Expired);
    same(server.enrol("").await, &Failure::Expired);

    let respondent = server.app.respondent(Some(&token), None).await.unwrap();
    assert_eq!(respondent.tablet(), Some(tablet));
    for unknown in [Some("x"), None] {
        let respondent = server.app.respondent(unknown, None);
        same(respondent.await, &Failure::DeviceUnknown);
    }
}

#[tokio::test]
async fn a_code_ends_after_a_quarter_of_an_hour() {
    let (server, direction) = Server::ready().await;
    let code = server.code(&direction).await;
    server.later(SignedDuration::from_mins(15));
    same(server.enrol(&code).await, &Failure::Expired);
}

#[tokio::test]
async fn the_team_sees_its_tablets_and_revokes_them() {
    let (server, direction) = Server::ready().await;
    let actor = server.actor(&direction).await;
    let unused = server.code(&direction).await;
    let (tablet, token) = server.enrol(&server.code(&direction).await).await.unwrap();
    let respondent = server.app.respondent(Some(&token), None).await.unwrap();
    server.later(SignedDuration::from_mins(5));
    server.app.kit(&respondent, None).await.unwrap();

    let tablets = server.app.tablets(&actor.granted().unwrap()).await.unwrap();
    assert_eq!(tablets.len(), 2);
    let known = |id| tablets.iter().find(|tablet| tablet.id == id).unwrap();
    let seen = known(tablet);
    let at = |text: &Option<String>| text.as_deref().unwrap().parse::<Timestamp>().unwrap();
    assert_eq!(
        at(&seen.last_contact).duration_since(at(&seen.enrolled)),
        SignedDuration::from_mins(5)
    );
    let waiting = tablets.iter().find(|tablet| tablet.enrolled.is_none());
    let waiting = waiting.unwrap().id;

    let devices = actor.granted().unwrap();
    for id in [tablet, waiting] {
        server.app.revoke_tablet(&devices, id).await.unwrap();
    }
    let respondent = server.app.respondent(Some(&token), None).await.unwrap();
    same(
        server.app.kit(&respondent, None).await,
        &Failure::DeviceRevoked,
    );
    same(server.enrol(&unused).await, &Failure::Expired);
    let unknown = DeviceId(Uuid::from_u128(7));
    let revoke = server.app.revoke_tablet(&devices, unknown);
    same(revoke.await, &Failure::NotFound);
}
