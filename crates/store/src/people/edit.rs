//! Changing what is kept of somebody, taking people out of sessions, and erasing them.

use super::{
    Known, People,
    contact::{AddressRow, CHUNK_ROWS, address_id},
    refusal::key_of,
    rows::ContactRow,
};
use crate::{
    StoreError,
    db::bound,
    error::MOVED,
    rows::{pair_id, uuid_id},
};
use domain::{
    Day,
    contact::{Contact, Lifted},
    day,
    ids::{ContactId, SessionId},
};
use surrealdb::types::{RecordId, SurrealValue, Uuid as RowUuid};

/// Attempts of an edit while its person keeps changing.
const ATTEMPTS_MAX: u32 = 5;

/// What a person's entry must still say for a change to be made.
#[derive(SurrealValue)]
struct SeenRow {
    email: String,
    opted_out: bool,
    bounced: bool,
}

impl People {
    /// Another name, address or wish, as [`Contact::edited`] joins it to what is kept.
    ///
    /// # Errors
    /// `Unmet` when there is no such person; `Exists` when the address is another's; `Conflict` when it changes all the time.
    pub async fn edit(
        &self,
        id: ContactId,
        edited: &Contact,
        lifted: Lifted,
    ) -> Result<(), StoreError> {
        let mut attempt = 0;
        loop {
            let before = self.contacts(&[id]).await?.pop();
            let before = before.ok_or(StoreError::Unmet)?.contact;
            let after = before.edited(edited.clone(), lifted);
            match self.replace(id, &before, after).await {
                Err(StoreError::Conflict) if attempt + 1 < ATTEMPTS_MAX => attempt += 1,
                other => return other,
            }
        }
    }

    async fn replace(
        &self,
        id: ContactId,
        before: &Contact,
        mut after: Contact,
    ) -> Result<(), StoreError> {
        let ids = [before.email.as_str(), after.email.as_str()];
        let [old, new] = <[RecordId; 2]>::try_from(self.refusal_ids(ids).await?)
            .map_err(|_| StoreError::Unmet)?;
        // The address was somebody's who refused and was erased.
        after.opted_out |= self
            .refused(std::slice::from_ref(&new))
            .await?
            .contains(key_of(&new)?);
        let left = before.leaves_refusal(Some(&after)).then_some(old);
        let text = "BEGIN;
            LET $before = (SELECT email, opted_out, bounced FROM ONLY $id);
            IF $before != $seen { THROW $moved };
            LET $old = type::record('address', string::lowercase($seen.email));
            IF $old != $address.id {
                DELETE $old RETURN NONE;
                INSERT INTO address $address RETURN NONE;
            };
            DELETE $new RETURN NONE;
            FOR $one IN $left { UPSERT $one RETURN NONE };
            UPDATE $id SET name = $row.name, email = $row.email, lang = $row.lang,
                stakeholder = $row.stakeholder, party = $row.party, opted_out = $row.opted_out,
                bounced = $row.bounced, refused_on = $row.refused_on, minor = $row.minor RETURN NONE;
            COMMIT;";
        let row = Known {
            id,
            contact: after.clone(),
            sessions: Vec::new(),
        };
        let bound = bound! {
            "id" = uuid_id("contact", id.0),
            "seen" = SeenRow {
                email: before.email.clone(),
                opted_out: before.opted_out,
                bounced: before.bounced,
            },
            "moved" = MOVED,
            "address" = AddressRow { id: address_id(&after.email), contact: id.0.into() },
            "new" = new,
            "left" = Vec::from_iter(left),
            "row" = ContactRow::of(&row),
        };
        self.db.run(text, bound).await.map(|_| ())
    }

    /// Mail to these people came back: nothing more is sent to them until they have another address.
    pub async fn bounce(&self, people: &[ContactId]) -> Result<(), StoreError> {
        let text = "UPDATE $ids SET bounced = true RETURN NONE";
        let run = self.db.run_again(text, || {
            let ids = people.iter().map(|id| uuid_id("contact", id.0));
            bound! { "ids" = ids.collect::<Vec<_>>() }
        });
        run.await.map(|_| ())
    }

    /// The mail server refused somebody's address for good: nothing more is sent there until it is another, or somebody says
    /// to try it again. Changes nothing when they have another one meanwhile.
    pub async fn refuse(&self, id: ContactId, email: &str, on: Day) -> Result<(), StoreError> {
        let text =
            "UPDATE $id SET bounced = true, refused_on = $on WHERE email = $email RETURN NONE";
        let run = self.db.run_again(text, || {
            bound! {
                "id" = uuid_id("contact", id.0),
                "email" = email.to_owned(),
                "on" = day::text(on),
            }
        });
        run.await.map(|_| ())
    }

    /// Takes people out of a session, or of all; who is then of none is erased, with their address, their seats and what
    /// was or would be sent to them. Of an address that refused mail a keyed hash stays. A long list goes in parts.
    ///
    /// # Errors
    /// `Conflict` when one of them refuses mail meanwhile: do it again.
    pub async fn remove(
        &self,
        session: Option<SessionId>,
        people: &[Known],
    ) -> Result<(), StoreError> {
        for part in people.chunks(CHUNK_ROWS) {
            self.remove_part(session, part).await?;
        }
        Ok(())
    }

    async fn remove_part(
        &self,
        session: Option<SessionId>,
        people: &[Known],
    ) -> Result<(), StoreError> {
        let (stay, go): (Vec<&Known>, Vec<&Known>) = people.iter().partition(|known| {
            session.is_some_and(|session| known.sessions.iter().any(|of| of.session != session))
        });
        let (refusing, others): (Vec<&Known>, Vec<&Known>) = go
            .iter()
            .partition(|known| known.contact.leaves_refusal(None));
        let addresses = refusing.iter().map(|known| known.contact.email.as_str());
        let refusals = self.refusal_ids(addresses).await?;
        let text = "BEGIN;
            IF array::len((SELECT VALUE id FROM $others WHERE opted_out)) > 0 { THROW $moved };
            FOR $one IN $refusals { UPSERT $one RETURN NONE };
            FOR $one IN $stay {
                UPDATE $one SET sessions = sessions[WHERE session != $left] RETURN NONE
            };
            FOR $one IN $rows { DELETE $one RETURN NONE };
            LET $tokens = array::flatten((SELECT VALUE tokens FROM seat WHERE contact IN $gone));
            FOR $hash IN $tokens { DELETE type::record('token', $hash) RETURN NONE };
            DELETE seat WHERE contact IN $gone RETURN NONE;
            DELETE job WHERE contact IN $gone RETURN NONE;
            DELETE mail WHERE contact IN $gone RETURN NONE;
            DELETE stop WHERE contact IN $gone RETURN NONE;
            COMMIT;";
        let run = self.db.run_again(text, || {
            let left = stay.iter().filter_map(|known| Some((known, session?)));
            let left = left.map(|(known, session)| pair_id("member", session.0, known.id.0));
            let of_gone = go.iter().flat_map(|known| memberships(known));
            let addresses = go.iter().map(|known| address_id(&known.contact.email));
            let rows = left.chain(of_gone).chain(addresses).chain(ids(&go));
            let gone = go.iter().map(|known| RowUuid::from(known.id.0));
            bound! {
                "moved" = MOVED,
                "others" = ids(&others),
                "refusals" = refusals.clone(),
                "stay" = ids(&stay),
                "left" = session.map(|session| RowUuid::from(session.0)),
                "rows" = rows.collect::<Vec<_>>(),
                "gone" = gone.collect::<Vec<_>>(),
            }
        });
        run.await.map(|_| ())
    }
}

fn ids(people: &[&Known]) -> Vec<RecordId> {
    people
        .iter()
        .map(|known| uuid_id("contact", known.id.0))
        .collect()
}

fn memberships(known: &Known) -> Vec<RecordId> {
    let sessions = known.sessions.iter();
    let ids = sessions.map(|of| pair_id("member", of.session.0, known.id.0));
    ids.collect()
}

/// Each row that somebody's name or address is in.
pub(super) fn rows_of(known: &Known) -> Vec<RecordId> {
    let mut rows = memberships(known);
    rows.push(address_id(&known.contact.email));
    rows.extend(ids(&[known]));
    rows
}
