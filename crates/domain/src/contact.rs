//! Somebody who is asked, as the server keeps them: no more than it takes to write to them. Never in the log.

use crate::{Day, Lang, Refusal, calendar::cadence::Stakeholder, day, line};
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contact {
    pub name: String,
    pub email: String,
    /// The language of what is written to them.
    #[serde(default)]
    pub lang: Lang,
    pub stakeholder: Stakeholder,
    /// Whom they stand for: their company, their funder; may be empty.
    #[serde(default)]
    pub party: String,
    /// They asked not to be written to.
    #[serde(default)]
    pub opted_out: bool,
    /// Mail to them came back, or the mail server has no such address.
    #[serde(default)]
    pub bounced: bool,
    /// The day on which the mail server said so; none where somebody noted it.
    #[serde(default, with = "day::wire::maybe")]
    pub refused_on: Option<Day>,
    /// Under fifteen: the notice is worded for them and says whom to ask.
    #[serde(default)]
    pub minor: bool,
}

/// What whoever edits an entry says is over, having seen it: the person takes mail again, the address works again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Lifted {
    #[serde(default)]
    pub opted_out: bool,
    #[serde(default)]
    pub bounced: bool,
}

impl Contact {
    /// Each text on one line: a cell of a spreadsheet may hold several, a header of a mail may not.
    #[must_use]
    pub fn tidy(self) -> Self {
        let tidy = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            name: tidy(self.name),
            email: tidy(self.email),
            party: tidy(self.party),
            ..self
        }
    }

    /// # Errors
    /// The field that cannot be kept, and why.
    pub fn check(&self) -> Result<(), (&'static str, Refusal)> {
        let lines = [
            ("name", &self.name),
            ("email", &self.email),
            ("party", &self.party),
        ];
        for (field, text) in lines {
            line::fits(text).map_err(|refusal| (field, refusal))?;
        }
        if self.name.is_empty() {
            return Err(("name", Refusal::Required));
        }
        check_address(&self.email).map_err(|refusal| ("email", refusal))
    }

    /// As it is kept once `edited` is saved over it. Somebody may have refused, or mail come back, after the editor's page
    /// was opened: only saying so ends a refusal, and a return ends with another address or by saying so.
    #[must_use]
    pub fn edited(&self, edited: Contact, lifted: Lifted) -> Contact {
        let bounced = !self.moves(&edited) && (edited.bounced || self.bounced && !lifted.bounced);
        Contact {
            opted_out: edited.opted_out || self.opted_out && !lifted.opted_out,
            bounced,
            refused_on: self.refused_on.filter(|_| bounced),
            ..edited
        }
    }

    /// Whether a refusal outlives what is kept of its address, because the person goes (`then` is none) or has another
    /// one: then, and in no other case, a keyed hash of the address stays, so that a list imported later does not have them
    /// written to again.
    pub fn leaves_refusal(&self, then: Option<&Contact>) -> bool {
        self.opted_out && then.is_none_or(|then| then.opted_out && self.moves(then))
    }

    fn moves(&self, then: &Contact) -> bool {
        address_key(&self.email) != address_key(&then.email)
    }

    /// Whether anything is sent to them.
    pub fn is_written_to(&self) -> bool {
        !self.opted_out && !self.bounced
    }
}

/// Whether a text has the form of an e-mail address. Whether mail arrives there only sending tells.
///
/// # Errors
/// `Required`, `Malformed`.
pub fn check_address(address: &str) -> Result<(), Refusal> {
    if address.is_empty() {
        return Err(Refusal::Required);
    }
    let whole = address.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@') && !host.starts_with('.')
    });
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>,;:\"()[]\\".contains(c);
    if whole && address.chars().all(plain) {
        Ok(())
    } else {
        Err(Refusal::Malformed)
    }
}

/// By what an address is known again: people write it in any case.
pub fn address_key(address: &str) -> String {
    address.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{Contact, Lifted, check_address};
    use crate::{Day, Lang, Refusal, calendar::cadence::Stakeholder};

    #[test]
    fn an_address_has_a_name_and_a_host_and_nothing_that_mail_reads() {
        for good in ["a@b.fr", "Jeanne.O'Neil+of@mail.example.org"] {
            assert_eq!(check_address(good), Ok(()), "{good}");
        }
        assert_eq!(check_address(""), Err(Refusal::Required));
        let wrong = [
            "a",
            "a@b",
            "@b.fr",
            "a@b@c.fr",
            "a b@c.fr",
            "a@.fr",
            "a@b.fr,c@d.fr",
            "a@b.fr\r\nBcc: c@d.fr",
            "<a@b.fr>",
        ];
        for wrong in wrong {
            assert_eq!(check_address(wrong), Err(Refusal::Malformed), "{wrong}");
        }
    }

    fn ana() -> Contact {
        Contact {
            name: "Ana".to_owned(),
            email: "ana@example.org".to_owned(),
            lang: Lang::Fr,
            stakeholder: Stakeholder::Beneficiary,
            party: String::new(),
            opted_out: false,
            bounced: false,
            refused_on: None,
            minor: false,
        }
    }

    fn moved(contact: Contact) -> Contact {
        let email = "ana@new.example.org".to_owned();
        Contact { email, ..contact }
    }

    fn refusing(contact: Contact) -> Contact {
        let opted_out = true;
        Contact {
            opted_out,
            ..contact
        }
    }

    #[test]
    fn an_edit_ends_no_refusal_that_its_author_did_not_see() {
        let seen = Lifted {
            opted_out: true,
            bounced: true,
        };
        let kept = refusing(ana());
        assert!(kept.edited(ana(), Lifted::default()).opted_out);
        assert!(kept.edited(moved(ana()), Lifted::default()).opted_out);
        assert!(!kept.edited(ana(), seen).opted_out);
        assert!(ana().edited(refusing(ana()), seen).opted_out, "it is new");
    }

    #[test]
    fn returned_mail_is_forgotten_with_the_address() {
        let bounced = true;
        let kept = Contact { bounced, ..ana() };
        let none = Lifted::default();
        assert!(kept.edited(ana(), none).bounced);
        assert!(
            kept.edited(
                Contact {
                    email: "ANA@example.org".to_owned(),
                    ..ana()
                },
                none
            )
            .bounced
        );
        assert!(!kept.edited(moved(kept.clone()), none).bounced);
        assert!(!kept.edited(ana(), Lifted { bounced, ..none }).bounced);
    }

    #[test]
    fn the_day_of_a_refused_address_stays_as_long_as_nothing_is_sent_there() {
        let refused_on = Some(Day::constant(2026, 11, 20));
        let kept = Contact {
            bounced: true,
            refused_on,
            ..ana()
        };
        let none = Lifted::default();
        let seen = Lifted {
            bounced: true,
            ..none
        };
        assert_eq!(kept.edited(ana(), none).refused_on, refused_on);
        assert_eq!(kept.edited(kept.clone(), none).refused_on, refused_on);
        assert_eq!(kept.edited(moved(kept.clone()), none).refused_on, None);
        assert_eq!(kept.edited(ana(), seen).refused_on, None, "tried again");
        assert_eq!(ana().edited(kept, none).refused_on, None, "no day of ours");
    }

    #[test]
    fn of_an_address_only_a_refusal_stays() {
        assert!(!ana().leaves_refusal(None));
        assert!(refusing(ana()).leaves_refusal(None));
        assert!(
            !refusing(ana()).leaves_refusal(Some(&refusing(ana()))),
            "still hers"
        );
        assert!(refusing(ana()).leaves_refusal(Some(&refusing(moved(ana())))));
        assert!(
            !refusing(ana()).leaves_refusal(Some(&moved(ana()))),
            "taken back"
        );
    }

    #[test]
    fn a_contact_needs_a_name_and_an_address() {
        let contact = Contact {
            name: " Ana\r\nDurand ".to_owned(),
            email: " ana@example.org ".to_owned(),
            ..ana()
        };
        assert_eq!(contact.check(), Err(("name", Refusal::NotOneLine)));
        let named = Contact {
            name: "Ana Durand".to_owned(),
            ..contact.clone()
        };
        assert_eq!(named.check().unwrap_err().0, "email", "blanks around it");
        let tidy = contact.tidy();
        assert_eq!(tidy.name, "Ana Durand", "a cell of two lines");
        assert_eq!(tidy.check(), Ok(()));
        let nameless = Contact {
            name: String::new(),
            ..tidy
        };
        assert_eq!(nameless.check(), Err(("name", Refusal::Required)));
    }
}
