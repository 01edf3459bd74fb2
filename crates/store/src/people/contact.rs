//! Contacts: by session, by address, added in bulk. Changing and erasing them is in `edit`.

use super::{
    People,
    refusal::key_of,
    rows::{ContactRow, MembershipRow, range_of},
};
use crate::{
    StoreError,
    db::bound,
    error::UNMET,
    rows::{damaged, pair_id, uuid_id, uuid_of},
};
use domain::{
    contact::{Contact, address_key},
    ids::{ContactId, SessionId},
};
use std::collections::{HashMap, HashSet};
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue, Uuid as RowUuid};
use uuid::Uuid;

/// People written in one transaction.
pub(super) const CHUNK_ROWS: usize = 500;

/// Somebody who is asked, and of which sessions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    pub id: ContactId,
    pub contact: Contact,
    pub sessions: Vec<Membership>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Membership {
    pub session: SessionId,
    /// The import that put them there.
    pub import: Option<Uuid>,
}

impl Known {
    pub fn is_of(&self, session: SessionId) -> bool {
        self.sessions.iter().any(|of| of.session == session)
    }
}

/// Hears how many people more are seen to.
pub type Written<'a> = &'a mut (dyn FnMut(usize) + Send);

/// What adding people did, or would do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Added {
    pub new: u32,
    /// Of the session already.
    pub known: u32,
}

#[derive(SurrealValue)]
pub(super) struct AddressRow {
    pub(super) id: RecordId,
    pub(super) contact: RowUuid,
}

pub(super) fn address_id(email: &str) -> RecordId {
    RecordId::new("address", address_key(email))
}

pub(super) fn last_import(session: SessionId) -> RecordId {
    uuid_id("last_import", session.0)
}

#[derive(SurrealValue)]
struct MemberRow {
    id: RecordId,
    contact: RecordId,
}

/// People to be kept, and what stands for the refusals of their addresses: those that are there, which their own entry tells
/// from now on, and those that are not.
#[derive(Default)]
struct Fresh {
    people: Vec<Known>,
    refused: Vec<RecordId>,
    free: Vec<RecordId>,
}

/// A person more of a session.
#[derive(SurrealValue)]
struct JoinRow {
    contact: RecordId,
    of: MembershipRow,
}

impl People {
    /// The people of a session, by name.
    pub async fn of_session(&self, session: SessionId) -> Result<Vec<Known>, StoreError> {
        let text = "LET $ids = (SELECT VALUE contact FROM $range);
                    SELECT * FROM $ids ORDER BY name;";
        let bound = bound! { "range" = range_of("member", session.0) };
        let mut rows = self.db.run(text, bound).await?;
        let rows = rows.all::<ContactRow>(1)?.into_iter();
        rows.map(ContactRow::read).collect()
    }

    pub async fn contacts(&self, ids: &[ContactId]) -> Result<Vec<Known>, StoreError> {
        let ids: Vec<RecordId> = ids.iter().map(|id| uuid_id("contact", id.0)).collect();
        let mut rows = self
            .db
            .run("SELECT * FROM $ids", bound! { "ids" = ids })
            .await?;
        let rows = rows.all::<ContactRow>(0)?.into_iter();
        rows.map(ContactRow::read).collect()
    }

    /// Whose these addresses are, by their keys.
    pub async fn of_addresses(
        &self,
        addresses: &[&str],
    ) -> Result<HashMap<String, Known>, StoreError> {
        let mut known = HashMap::new();
        for part in addresses.chunks(CHUNK_ROWS) {
            let owners = self.owners(part.iter().copied()).await?;
            let ids: Vec<ContactId> = owners.into_values().collect();
            let people = self.contacts(&ids).await?.into_iter();
            known.extend(people.map(|one| (address_key(&one.contact.email), one)));
        }
        Ok(known)
    }

    /// The import that can be taken back.
    pub async fn last_import(&self, session: SessionId) -> Result<Option<Uuid>, StoreError> {
        let text = "SELECT VALUE import FROM ONLY $id";
        let mut rows = self
            .db
            .run(text, bound! { "id" = last_import(session) })
            .await?;
        let import: Option<RowUuid> = rows.first(0)?;
        Ok(import.map(Uuid::from))
    }

    /// Some of those whom an import put into a session, at most a part of a long list.
    pub async fn of_import(
        &self,
        session: SessionId,
        import: Uuid,
    ) -> Result<Vec<Known>, StoreError> {
        let text = "LET $ids = (SELECT VALUE contact FROM $range);
                    SELECT * FROM $ids
                        WHERE array::len(sessions[WHERE session = $of AND import = $by]) > 0
                        LIMIT $most;";
        let bound = bound! {
            "range" = range_of("member", session.0),
            "of" = RowUuid::from(session.0),
            "by" = RowUuid::from(import),
            "most" = CHUNK_ROWS as u64,
        };
        let mut rows = self.db.run(text, bound).await?;
        let rows = rows.all::<ContactRow>(1)?.into_iter();
        rows.map(ContactRow::read).collect()
    }

    /// The session's last import is no longer undone.
    pub async fn forget_import(&self, session: SessionId) -> Result<(), StoreError> {
        let text = "DELETE $last RETURN NONE";
        let run = self
            .db
            .run_again(text, || bound! { "last" = last_import(session) });
        run.await.map(|_| ())
    }

    /// Puts people into a session, each known by their address: who is there already stays as they are, and whose address
    /// once refused mail is not written to. Writes nothing without `written`, which hears how many more are
    /// seen to: a long list is written in parts. `of` names the session and the import.
    ///
    /// # Errors
    /// `Exists` or `Unmet` when another write has one of the addresses meanwhile: do it again.
    pub async fn add(
        &self,
        of: Membership,
        people: Vec<Known>,
        written: Option<Written<'_>>,
    ) -> Result<Added, StoreError> {
        let here = self.members(of.session).await?;
        let mut owners = HashMap::new();
        for part in people.chunks(CHUNK_ROWS) {
            let addresses = part.iter().map(|one| one.contact.email.as_str());
            owners.extend(self.owners(addresses).await?);
        }
        let (mut added, mut fresh, mut joining) = (Added::default(), Vec::new(), Vec::new());
        for person in people {
            match owners.get(&address_key(&person.contact.email)) {
                Some(owner) if here.contains(owner) => {
                    added.known += 1;
                    continue;
                }
                Some(owner) => joining.push(*owner),
                None => fresh.push(person),
            }
            added.new += 1;
        }
        if let Some(written) = written {
            written(usize::try_from(added.known).unwrap_or_default());
            for part in fresh.chunks(CHUNK_ROWS) {
                self.join(of, self.as_refused(part).await?, &[]).await?;
                written(part.len());
            }
            for part in joining.chunks(CHUNK_ROWS) {
                self.join(of, Fresh::default(), part).await?;
                written(part.len());
            }
        }
        Ok(added)
    }

    async fn members(&self, session: SessionId) -> Result<HashSet<ContactId>, StoreError> {
        let text = "SELECT VALUE contact FROM $range";
        let bound = bound! { "range" = range_of("member", session.0) };
        let ids = self.db.run(text, bound).await?.all::<RecordId>(0)?;
        ids.iter().map(|id| Ok(ContactId(uuid_of(id)?))).collect()
    }

    /// Whose the addresses are.
    async fn owners<'a>(
        &self,
        addresses: impl Iterator<Item = &'a str>,
    ) -> Result<HashMap<String, ContactId>, StoreError> {
        let ids: Vec<RecordId> = addresses.map(address_id).collect();
        let mut rows = self
            .db
            .run("SELECT * FROM $ids", bound! { "ids" = ids })
            .await?;
        let rows = rows.all::<AddressRow>(0)?.into_iter();
        let owner = |row: AddressRow| match row.id.key {
            RecordIdKey::String(key) => Ok((key, ContactId(row.contact.into()))),
            _ => Err(damaged("an address")),
        };
        rows.map(owner).collect()
    }

    /// New people, with what their addresses refused.
    async fn as_refused(&self, people: &[Known]) -> Result<Fresh, StoreError> {
        let addresses = people.iter().map(|one| one.contact.email.as_str());
        let ids = self.refusal_ids(addresses).await?;
        let known = self.refused(&ids).await?;
        let mut fresh = Fresh::default();
        for (person, id) in people.iter().zip(ids) {
            let mut person = person.clone();
            if known.contains(key_of(&id)?) {
                person.contact.opted_out = true;
                fresh.refused.push(id);
            } else {
                fresh.free.push(id);
            }
            fresh.people.push(person);
        }
        Ok(fresh)
    }

    async fn join(
        &self,
        of: Membership,
        fresh: Fresh,
        joining: &[ContactId],
    ) -> Result<(), StoreError> {
        let text = "BEGIN;
            IF array::len((SELECT VALUE id FROM $free)) > 0 { THROW $unmet };
            DELETE $refused RETURN NONE;
            INSERT INTO address $addresses RETURN NONE;
            INSERT INTO contact $fresh RETURN NONE;
            FOR $one IN $joining { UPDATE $one.contact SET sessions += $one.of RETURN NONE };
            INSERT INTO member $members RETURN NONE;
            IF $last.import != NONE { UPSERT $last.id SET import = $last.import RETURN NONE };
            COMMIT;";
        let all = fresh.people.iter().map(|person| person.id);
        let all: Vec<ContactId> = all.chain(joining.iter().copied()).collect();
        let run = self.db.run_again(text, || {
            let addresses = fresh.people.iter().map(|person| AddressRow {
                id: address_id(&person.contact.email),
                contact: person.id.0.into(),
            });
            let joining = joining.iter().map(|id| JoinRow {
                contact: uuid_id("contact", id.0),
                of: MembershipRow::of(&of),
            });
            let members = all.iter().map(|id| MemberRow {
                id: pair_id("member", of.session.0, id.0),
                contact: uuid_id("contact", id.0),
            });
            bound! {
                "addresses" = addresses.collect::<Vec<_>>(),
                "fresh" = fresh.people.iter().map(ContactRow::of).collect::<Vec<_>>(),
                "free" = fresh.free.clone(),
                "refused" = fresh.refused.clone(),
                "unmet" = UNMET,
                "joining" = joining.collect::<Vec<_>>(),
                "members" = members.collect::<Vec<_>>(),
                "last" = LastRow { id: last_import(of.session), import: of.import.map(RowUuid::from) },
            }
        });
        run.await.map(|_| ())
    }
}

#[derive(SurrealValue)]
struct LastRow {
    id: RecordId,
    import: Option<RowUuid>,
}
