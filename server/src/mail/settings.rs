//! What the operator sets of mail.

use super::{MailUrl, Mailer};
use crate::config::ConfigError;
use clap::{Args, ValueEnum};

/// As given: flags win over the environment.
#[derive(Args, Clone, Debug, Default)]
pub struct MailSettings {
    /// Mail server, for example smtps://USER:PASSWORD@HOST or smtp://…:587?tls=required; without it no mail is sent
    #[arg(
        long,
        env = "BOUCLE_SMTP",
        global = true,
        hide_env_values = true,
        value_name = "URL"
    )]
    pub smtp: Option<String>,
    /// Whom mail is from, for example "Atelier <avis@example.org>"
    #[arg(long, env = "BOUCLE_MAIL_FROM", global = true, value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// When mail leaves
    #[arg(
        long,
        env = "BOUCLE_MAIL_HOURS",
        default_value = "office",
        global = true
    )]
    pub mail_hours: Hours,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum Hours {
    /// From 8 to 19 o'clock on working days, where the organisation is
    #[default]
    Office,
    /// At any time
    Always,
}

const SMTP: &str = "BOUCLE_SMTP";
const FROM: &str = "BOUCLE_MAIL_FROM";

impl MailSettings {
    /// What sends mail; none where nothing is set.
    ///
    /// # Errors
    /// The setting that cannot be used, with what to write instead.
    pub fn check(self) -> Result<Option<Mailer>, ConfigError> {
        let alone = |setting, other| ConfigError::Alone { setting, other };
        let (url, from) = match (self.smtp, self.mail_from) {
            (None, None) => return Ok(None),
            (Some(_), None) => return Err(alone(FROM, SMTP)),
            (None, Some(_)) => return Err(alone(SMTP, FROM)),
            (Some(url), Some(from)) => (url, from),
        };
        let server = MailUrl::read(&url).ok_or_else(|| ConfigError::Invalid {
            setting: SMTP,
            // May hold a password.
            value: url.split(':').next().unwrap_or_default().to_owned(),
            expected: "smtps://USER:PASSWORD@HOST, or smtp://USER:PASSWORD@HOST:587?tls=required",
        })?;
        let mailer = Mailer::new(&server, &from, self.mail_hours);
        let mailer = mailer.ok_or(ConfigError::Invalid {
            setting: FROM,
            value: from,
            expected: "an address, such as avis@example.org or \"Atelier <avis@example.org>\"",
        })?;
        Ok(Some(mailer))
    }
}

#[cfg(test)]
mod tests {
    use super::MailSettings;

    #[test]
    fn both_are_set_or_neither_and_no_password_is_repeated() {
        let set = |smtp: Option<&str>, from: Option<&str>| {
            let settings = MailSettings {
                smtp: smtp.map(str::to_owned),
                mail_from: from.map(str::to_owned),
                ..MailSettings::default()
            };
            settings.check()
        };
        let (url, from) = (Some("smtps://user:secret@host"), Some("avis@example.org"));
        assert!(set(None, None).unwrap().is_none());
        assert!(set(url, from).unwrap().is_some());
        for (smtp, from, named) in [
            (url, None, "BOUCLE_MAIL_FROM"),
            (None, from, "BOUCLE_SMTP"),
            (url, Some("nobody"), "BOUCLE_MAIL_FROM"),
            (Some("smtq://user:secret@host"), from, "BOUCLE_SMTP"),
        ] {
            let error = set(smtp, from).unwrap_err().to_string();
            assert!(
                error.contains(named) && !error.contains("secret"),
                "{error}"
            );
        }
    }
}
