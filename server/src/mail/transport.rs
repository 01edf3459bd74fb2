//! How mail leaves: by one SMTP server, over TLS unless its address says otherwise.

use super::{Hours, Letter};
use domain::returned::refuses_address;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    address::AddressError,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
    transport::smtp::{self, response::Category},
};
use std::{error::Error, fmt, time::Duration};
use uuid::Uuid;

/// The longest that one mail may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// `smtps://user:password@host`, `smtp://host:587?tls=required`. Holds a password; printed without it.
#[derive(Clone)]
pub struct MailUrl(String);

impl MailUrl {
    /// None when it is no address of a mail server.
    pub fn read(url: &str) -> Option<Self> {
        AsyncSmtpTransport::<Tokio1Executor>::from_url(url).ok()?;
        Some(Self(url.to_owned()))
    }
}

impl fmt::Debug for MailUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.0.split("://").next().unwrap_or_default();
        write!(f, "{scheme}://…")
    }
}

/// Why a mail did not leave. Never in the server's words, which may hold names and addresses.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// No mail will ever be taken for this address.
    #[error("address refused: {0}")]
    Address(String),
    /// The same mail will never be taken, for what the server thinks of it.
    #[error("refused: {0}")]
    Refused(String),
    /// Try again later.
    #[error("not taken: {0}")]
    Later(String),
}

impl From<smtp::Error> for MailError {
    fn from(error: smtp::Error) -> Self {
        let Some(code) = error.status() else {
            return MailError::Later(error.to_string());
        };
        // Others, such as a password that is wrong, are not about this mail.
        let about_mail = code.category == Category::MailSystem;
        if !(error.is_permanent() && about_mail) {
            return MailError::Later(code.to_string());
        }
        let answer = error.source().map(ToString::to_string).unwrap_or_default();
        match refuses_address(u16::from(code), &answer) {
            true => MailError::Address(code.to_string()),
            false => MailError::Refused(code.to_string()),
        }
    }
}

/// Sends mail from one address.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    pub hours: Hours,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "mail from {}", self.from.email)
    }
}

impl Mailer {
    /// None when the address of the server or of the sender is not one.
    pub fn new(url: &MailUrl, from: &str, hours: Hours) -> Option<Self> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url.0).ok()?;
        Some(Self {
            transport: transport.timeout(Some(TIMEOUT)).build(),
            from: from.parse().ok()?,
            hours,
        })
    }

    /// Whom mail is from.
    pub fn sender(&self) -> String {
        self.from.to_string()
    }

    /// Answers go to `reply_to`, if that is an address. Mail programs offer `stop`, the address of a page, to whoever wants no
    /// more. The mail is known by `id` at the sender's domain: the name of this machine is nobody's business.
    ///
    /// # Errors
    /// Whether trying again makes sense.
    pub async fn send(
        &self,
        id: Uuid,
        to: (&str, &str),
        reply_to: &str,
        stop: Option<&str>,
        letter: &Letter,
    ) -> Result<(), MailError> {
        let message = message(id, self.from.clone(), to, reply_to, stop, letter)?;
        self.transport.send(message).await?;
        Ok(())
    }
}

/// Where mail programs send those who want no more (RFC 2369).
#[derive(Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// That a post there is enough, without a page (RFC 8058).
#[derive(Clone)]
struct ListUnsubscribePost;

impl Header for ListUnsubscribePost {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

/// On one line: a cell of a file may have several, and no name with a line end can be written.
fn line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

fn message(
    id: Uuid,
    from: Mailbox,
    (name, address): (&str, &str),
    reply_to: &str,
    stop: Option<&str>,
    letter: &Letter,
) -> Result<Message, MailError> {
    let refused = |error: &dyn fmt::Display| MailError::Refused(error.to_string());
    let address: Address = address
        .parse()
        .map_err(|error: AddressError| MailError::Address(error.to_string()))?;
    let mut message = Message::builder()
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .from(from)
        .to(Mailbox::new(Some(line(name)), address))
        .subject(line(&letter.subject));
    if let Ok(reply_to) = line(reply_to).parse() {
        message = message.reply_to(reply_to);
    }
    if let Some(stop) = stop {
        message = message.header(ListUnsubscribe(format!("<{stop}>")));
        // One click is for addresses that nobody on the way can read (RFC 8058).
        if stop.starts_with("https://") {
            message = message.header(ListUnsubscribePost);
        }
    }
    let body = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
    message.multipart(body).map_err(|error| refused(&error))
}

#[cfg(test)]
mod tests {
    use super::{Hours, Letter, MailUrl, Mailer, message};
    use uuid::Uuid;

    const ID: Uuid = Uuid::from_u128(7);

    #[test]
    fn no_name_and_no_title_brings_a_header_of_its_own() {
        let evil = "Ana\r\nBcc: eve@example.org\r\n\r\n<b>";
        let letter = Letter {
            subject: evil.to_owned(),
            text: "avis".to_owned(),
            html: "<p>avis</p>".to_owned(),
        };
        let from = "avis@example.org".parse().unwrap();
        let made = message(ID, from, (evil, "ana@example.org"), evil, None, &letter).unwrap();
        let to: Vec<String> = made
            .envelope()
            .to()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(to, ["ana@example.org"]);
        let text = String::from_utf8(made.formatted()).unwrap();
        let head = text.split("\r\n\r\n").next().unwrap();
        assert!(
            !head.contains("\nBcc") && head.contains("\nMIME-Version"),
            "{text}"
        );
    }

    #[test]
    fn one_click_is_offered_where_nobody_on_the_way_reads_the_address() {
        let letter = Letter {
            subject: "avis".to_owned(),
            text: "avis".to_owned(),
            html: "<p>avis</p>".to_owned(),
        };
        let with = |stop| {
            let from = "avis@example.org".parse().unwrap();
            let made = message(ID, from, ("Ana", "ana@example.org"), "", stop, &letter).unwrap();
            String::from_utf8(made.formatted()).unwrap()
        };
        let safe = with(Some("https://b.example.org/stop/a/d"));
        assert!(
            safe.contains("\r\nList-Unsubscribe: <https://b.example.org/stop/a/d>\r\n"),
            "{safe}"
        );
        assert!(
            safe.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"),
            "{safe}"
        );
        let open = with(Some("http://127.0.0.1:3000/stop/a/d"));
        assert!(
            open.contains("\r\nList-Unsubscribe: <http://127.0.0.1:3000/stop/a/d>\r\n"),
            "{open}"
        );
        assert!(!open.contains("One-Click") && !with(None).contains("List-Unsubscribe"));
    }

    #[test]
    fn an_address_of_a_mail_server_hides_its_password() {
        let url = MailUrl::read("smtps://boucle:secret@mail.example.org").unwrap();
        assert!(!format!("{url:?}").contains("secret"));
        assert!(Mailer::new(&url, "Qualité <qualite@example.org>", Hours::Office).is_some());
        assert!(Mailer::new(&url, "nobody", Hours::Office).is_none());
        for wrong in ["", "mail.example.org", "http://mail.example.org"] {
            assert!(MailUrl::read(wrong).is_none(), "{wrong}");
        }
    }
}
