//! Contacts: by session, by address, added in bulk, taken back, erased.

use super::{
    People,
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
const CHUNK_ROWS: usize = 500;

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

/// What adding people did, or would do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Added {
    pub new: u32,
    /// Of the session already.
    pub known: u32,
}

#[derive(SurrealValue)]
struct AddressRow {
    id: RecordId,
    contact: RowUuid,
}

fn address_id(email: &str) -> RecordId {
    RecordId::new("address", address_key(email))
}

fn last_import(session: SessionId) -> RecordId {
    uuid_id("last_import", session.0)
}

#[derive(SurrealValue)]
struct MemberRow {
    id: RecordId,
    contact: RecordId,
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

    /// Puts people into a session, each known by their address: who is there already stays as they are. Writes nothing
    /// unless `commit`. A long list is written in parts. `of` names the session and the import.
    ///
    /// # Errors
    /// `Exists` when another write has one of the addresses meanwhile: do it again.
    pub async fn add(
        &self,
        of: Membership,
        people: Vec<Known>,
        commit: bool,
    ) -> Result<Added, StoreError> {
        let here = self.members(of.session).await?;
        let mut owners = HashMap::new();
        for part in people.chunks(CHUNK_ROWS) {
            owners.extend(self.owners(part).await?);
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
        if commit {
            for part in fresh.chunks(CHUNK_ROWS) {
                self.join(of, part, &[]).await?;
            }
            for part in joining.chunks(CHUNK_ROWS) {
                self.join(of, &[], part).await?;
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
    async fn owners(&self, people: &[Known]) -> Result<HashMap<String, ContactId>, StoreError> {
        let ids: Vec<RecordId> = people
            .iter()
            .map(|person| address_id(&person.contact.email))
            .collect();
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

    async fn join(
        &self,
        of: Membership,
        fresh: &[Known],
        joining: &[ContactId],
    ) -> Result<(), StoreError> {
        let text = "BEGIN;
            INSERT INTO address $addresses RETURN NONE;
            INSERT INTO contact $fresh RETURN NONE;
            FOR $one IN $joining { UPDATE $one.contact SET sessions += $one.of RETURN NONE };
            INSERT INTO member $members RETURN NONE;
            IF $last.import != NONE { UPSERT $last.id SET import = $last.import RETURN NONE };
            COMMIT;";
        let all = fresh.iter().map(|person| person.id);
        let all: Vec<ContactId> = all.chain(joining.iter().copied()).collect();
        let run = self.db.run_again(text, || {
            let addresses = fresh.iter().map(|person| AddressRow {
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
                "fresh" = fresh.iter().map(ContactRow::of).collect::<Vec<_>>(),
                "joining" = joining.collect::<Vec<_>>(),
                "members" = members.collect::<Vec<_>>(),
                "last" = LastRow { id: last_import(of.session), import: of.import.map(RowUuid::from) },
            }
        });
        run.await.map(|_| ())
    }

    /// Another name, address or wish.
    ///
    /// # Errors
    /// `Unmet` when there is no such person; `Exists` when the address is another's.
    pub async fn edit(&self, id: ContactId, contact: &Contact) -> Result<(), StoreError> {
        let text = "BEGIN;
            LET $before = (SELECT * FROM ONLY $id);
            IF $before = NONE { THROW $unmet };
            LET $old = type::record('address', string::lowercase($before.email));
            IF $old != $address.id {
                DELETE $old RETURN NONE;
                INSERT INTO address $address RETURN NONE;
            };
            UPDATE $id SET name = $row.name, email = $row.email, lang = $row.lang,
                stakeholder = $row.stakeholder, party = $row.party, opted_out = $row.opted_out,
                bounced = $row.bounced, minor = $row.minor RETURN NONE;
            COMMIT;";
        let row = Known {
            id,
            contact: contact.clone(),
            sessions: Vec::new(),
        };
        let run = self.db.run_again(text, || {
            let address = AddressRow {
                id: address_id(&contact.email),
                contact: id.0.into(),
            };
            bound! {
                "id" = uuid_id("contact", id.0),
                "row" = ContactRow::of(&row),
                "address" = address,
                "unmet" = UNMET,
            }
        });
        run.await.map(|_| ())
    }

    /// Takes people out of a session, or of all; who is then of none is erased, with their address, their seats and what
    /// was or would be sent to them. The session's last import is no longer undone.
    pub async fn remove(
        &self,
        session: Option<SessionId>,
        people: &[Known],
    ) -> Result<(), StoreError> {
        let (stay, go): (Vec<&Known>, Vec<&Known>) = people.iter().partition(|known| {
            session.is_some_and(|session| known.sessions.iter().any(|of| of.session != session))
        });
        let text = "BEGIN;
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
            let rows = rows.chain(session.map(last_import));
            let gone = go.iter().map(|known| RowUuid::from(known.id.0));
            bound! {
                "stay" = ids(&stay),
                "left" = session.map(|session| RowUuid::from(session.0)),
                "rows" = rows.collect::<Vec<_>>(),
                "gone" = gone.collect::<Vec<_>>(),
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
