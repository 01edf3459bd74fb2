//! People who are asked: the list of a session, imports and taking them back, erasing somebody and what is held on them.

use super::{App, Failure, Org, Progress, Taken, named};
use crate::{
    auth::{Granted, Plan},
    files::Returned,
};
use api::outreach::{
    ContactEdit, ContactFile, Contacts, KnownContact, RETURNED_MAX, ReturnedFile, ReturnedRow,
    SurveyOf,
};
use domain::{
    Refusal,
    contact::{Contact, address_key},
    ids::{CampaignId, ContactId, SessionId},
    returned::Report,
};
use std::collections::BTreeMap;
use store::{
    StoreError,
    people::{Known, Membership, Outcome},
};
use uuid::Uuid;

impl App {
    /// # Errors
    /// `NotFound` for an unknown session.
    pub async fn contacts(
        &self,
        actor: &Granted<Plan>,
        session: SessionId,
    ) -> Result<Contacts, Failure> {
        is_there(&actor.org, session).await?;
        let people = actor.org.people.of_session(session).await?;
        let import = actor.org.people.last_import(session).await?;
        let brought = people
            .iter()
            .filter(|known| brought(known, session, import));
        let undo = u32::try_from(brought.count()).unwrap_or(u32::MAX);
        Ok(Contacts {
            people: people.into_iter().map(shown).collect(),
            undo,
            import,
        })
    }

    /// Adds somebody to a session, or changes what is kept of them. Somebody of another session joins as they are.
    ///
    /// # Errors
    /// `NotFound`; `Refused` when it cannot be kept, or the address is another's.
    pub async fn save_contact(
        &self,
        actor: &Granted<Plan>,
        edit: ContactEdit,
    ) -> Result<(), Failure> {
        is_there(&actor.org, edit.session).await?;
        let contact = edit.contact.tidy();
        contact
            .check()
            .map_err(|(field, refusal)| Failure::refused(field, refusal))?;
        let people = &actor.org.people;
        let Some(id) = edit.id else {
            let of = Membership {
                session: edit.session,
                import: None,
            };
            let added = people
                .add(of, vec![self.known(of, contact)], Some(&mut |_| {}))
                .await;
            return match taken(added)?.new {
                0 => Err(already_there()),
                _ => Ok(()),
            };
        };
        match people.edit(id, &contact, edit.lifted).await {
            Err(StoreError::Unmet) => Err(Failure::NotFound),
            Err(StoreError::Exists) => Err(already_there()),
            other => Ok(other?),
        }
    }

    /// Puts people into a session, part by part: whoever drops this leaves whole parts behind, which are one import to be taken
    /// back. Writes nothing without `progress`, which is told of it.
    ///
    /// # Errors
    /// `NotFound`; `Busy` when somebody else adds the same people: ask again.
    pub async fn import_contacts(
        &self,
        actor: &Granted<Plan>,
        session: SessionId,
        people: Vec<Contact>,
        progress: Option<Progress>,
    ) -> Result<Taken, Failure> {
        is_there(&actor.org, session).await?;
        let of = Membership {
            session,
            import: Some(self.host.random_id()),
        };
        let people = people.into_iter().map(|one| self.known(of, one)).collect();
        let Some(mut progress) = progress else {
            return taken(actor.org.people.add(of, people, None).await);
        };
        progress.of(people.len());
        let mut written = |more| progress.more(more);
        taken(actor.org.people.add(of, people, Some(&mut written)).await)
    }

    /// Takes a part of the session's last import back and answers how many went: none once there is nothing left, or when
    /// the last import is not the one meant. Whoever stops on the way, or comes back, goes on with the rest.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn undo_contacts(
        &self,
        actor: &Granted<Plan>,
        session: SessionId,
        meant: Option<Uuid>,
    ) -> Result<u32, Failure> {
        let people = &actor.org.people;
        let last = people.last_import(session).await?;
        let Some(last) = last.filter(|last| meant.is_none_or(|meant| meant == *last)) else {
            return Ok(0);
        };
        let part = people.of_import(session, last).await?;
        if part.is_empty() {
            people.forget_import(session).await?;
        }
        people.remove(Some(session), &part).await?;
        Ok(u32::try_from(part.len()).unwrap_or(u32::MAX))
    }

    /// Nothing is kept of the person; what was counted stays counted.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn erase_contact(
        &self,
        actor: &Granted<Plan>,
        contact: ContactId,
    ) -> Result<(), Failure> {
        let known = actor.org.people.contacts(&[contact]).await?;
        if known.is_empty() {
            return Err(Failure::NotFound);
        }
        Ok(actor.org.people.remove(None, &known).await?)
    }

    /// Whom a file of returned mail is about. Changes nothing.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn returned(
        &self,
        actor: &Granted<Plan>,
        read: Returned,
    ) -> Result<ReturnedFile, Failure> {
        let Returned {
            messages,
            cut,
            rest,
        } = read;
        let addresses = messages.iter().flatten().flat_map(|one| &one.addresses);
        let addresses: Vec<&str> = addresses.map(String::as_str).collect();
        let known = actor.org.people.of_addresses(&addresses).await?;
        let row = |message, report: &Report| {
            let theirs = |address: &&String| known.contains_key(&address_key(address));
            let recipient = report.addresses.iter().find(theirs);
            let recipient = recipient.or_else(|| report.addresses.last());
            let person = recipient.and_then(|address| known.get(&address_key(address)));
            ReturnedRow {
                message,
                recipient: recipient.cloned().unwrap_or_default(),
                status: report.status.clone(),
                fate: report.fate,
                person: person.cloned().map(shown),
            }
        };
        let mut rows = Vec::new();
        for (message, reports) in (1..).zip(&messages) {
            rows.extend(reports.iter().map(|report| row(message, report)));
            if reports.is_empty() {
                let nothing = Report {
                    addresses: Vec::new(),
                    status: String::new(),
                    fate: None,
                };
                rows.push(row(message, &nothing));
            }
        }
        Ok(ReturnedFile { rows, cut, rest })
    }

    /// Mail to these people came back: nothing more is sent to them until they have another address. Answers how many of them
    /// there are.
    ///
    /// # Errors
    /// `Refused` for too many at once; `Busy`.
    pub async fn note_returned(
        &self,
        actor: &Granted<Plan>,
        people: Vec<ContactId>,
    ) -> Result<u32, Failure> {
        if people.len() > RETURNED_MAX {
            return Err(Failure::refused("people", Refusal::TooLong));
        }
        let known = actor.org.people.contacts(&people).await?;
        let ids: Vec<ContactId> = known.iter().map(|known| known.id).collect();
        actor.org.people.bounce(&ids).await?;
        Ok(u32::try_from(ids.len()).unwrap_or(u32::MAX))
    }

    /// Everything that is held on a person.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn contact_file(
        &self,
        actor: &Granted<Plan>,
        contact: ContactId,
    ) -> Result<ContactFile, Failure> {
        let people = &actor.org.people;
        let known = people.contacts(&[contact]).await?.pop();
        let known = known.ok_or(Failure::NotFound)?;
        let mut surveys: BTreeMap<CampaignId, SurveyOf> = BTreeMap::new();
        for (campaign, answered) in people.seats_of(contact).await? {
            surveys.entry(campaign).or_default().answered = answered;
        }
        for mail in people.mails_to(contact).await? {
            let survey = surveys.entry(mail.key.campaign).or_default();
            match mail.outcome {
                Outcome::Sent => survey.mailed.push(mail.day),
                Outcome::Failed | Outcome::Dropped => survey.given_up.push(mail.day),
            }
        }
        for job in people.jobs_to(contact).await? {
            let survey = surveys.entry(job.key.campaign).or_default();
            let day = self.day_of(&actor.org, job.due);
            survey.waiting.push(day.to_string());
        }
        let core = actor.org.read().await?;
        let title = |session| core.session(session).map(|known| known.title);
        let survey = |(campaign, survey)| {
            let session = title(core.campaign(campaign)?.session)?;
            Some(SurveyOf { session, ..survey })
        };
        Ok(ContactFile {
            contact: known.contact,
            sessions: known
                .sessions
                .iter()
                .filter_map(|of| title(of.session))
                .collect(),
            surveys: surveys.into_iter().filter_map(survey).collect(),
            answers: named::said_by(&core, contact),
        })
    }

    fn known(&self, of: Membership, contact: Contact) -> Known {
        Known {
            id: ContactId(self.host.random_id()),
            contact,
            sessions: vec![of],
        }
    }
}

async fn is_there(org: &Org, session: SessionId) -> Result<(), Failure> {
    let session = org.read().await?.session(session);
    session.map(|_| ()).ok_or(Failure::NotFound)
}

/// Whether somebody is of a session by this import.
fn brought(known: &Known, session: SessionId, import: Option<Uuid>) -> bool {
    let mut of = known.sessions.iter();
    import.is_some() && of.any(|of| of.session == session && of.import == import)
}

pub(super) fn shown(known: Known) -> KnownContact {
    KnownContact {
        id: known.id,
        contact: known.contact,
    }
}

fn already_there() -> Failure {
    Failure::refused("email", Refusal::AlreadyExists)
}

fn taken(added: Result<store::people::Added, StoreError>) -> Result<Taken, Failure> {
    match added {
        Ok(added) => Ok(Taken {
            new: added.new,
            known: added.known,
        }),
        // Another write has one of the addresses meanwhile.
        Err(StoreError::Exists | StoreError::Unmet) => Err(Failure::Busy),
        Err(error) => Err(error.into()),
    }
}
