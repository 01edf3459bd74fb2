//! How mail leaves: by one SMTP server, over TLS unless its address says otherwise.

use super::{Hours, Letter};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
};
use std::{fmt, time::Duration};

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

/// Why a mail did not leave.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The same mail will never be taken: the address, or what the server thinks of it.
    #[error("refused: {0}")]
    Refused(String),
    /// Try again later.
    #[error("not taken: {0}")]
    Later(String),
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

    /// Answers go to `reply_to`, if that is an address.
    ///
    /// # Errors
    /// Whether trying again makes sense.
    pub async fn send(
        &self,
        to: (&str, &str),
        reply_to: &str,
        letter: &Letter,
    ) -> Result<(), MailError> {
        let refused = |error: &dyn fmt::Display| MailError::Refused(error.to_string());
        let (name, address) = to;
        let address = address.parse().map_err(|error| refused(&error))?;
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(name.to_owned()), address))
            .subject(&letter.subject);
        if let Ok(reply_to) = reply_to.parse() {
            message = message.reply_to(reply_to);
        }
        let body = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
        let message = message.multipart(body).map_err(|error| refused(&error))?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(refused(&error)),
            Err(error) => Err(MailError::Later(error.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Hours, MailUrl, Mailer};

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
