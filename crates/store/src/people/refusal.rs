//! Addresses that are not written to although nothing else is kept of them: as a keyed hash. The key lies in the same
//! database, so whoever has it can try addresses, not read them.

use super::People;
use crate::{StoreError, db::bound, rows::damaged};
use domain::contact::address_key;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::collections::HashSet;
use surrealdb::types::{RecordId, RecordIdKey};

impl People {
    /// The key, made when it is first needed.
    async fn pepper(&self) -> Result<&str, StoreError> {
        let read = self.pepper.get_or_try_init(async || {
            let text = "UPSERT ONLY $id SET key = key ?? rand::string(64) RETURN VALUE key";
            let run = self.db.run_again(
                text,
                || bound! { "id" = RecordId::new("pepper", "address") },
            );
            let key: Option<String> = run.await?.first(0)?;
            key.ok_or_else(|| damaged("the key of refusals"))
        });
        read.await.map(String::as_str)
    }

    /// What stands for the refusals of these addresses, in their order.
    pub(super) async fn refusal_ids<'a>(
        &self,
        addresses: impl IntoIterator<Item = &'a str>,
    ) -> Result<Vec<RecordId>, StoreError> {
        let pepper = self.pepper().await?;
        let id = |address| RecordId::new("refusal", hash(pepper, address));
        Ok(addresses.into_iter().map(id).collect())
    }

    /// Which of these are there, by their keys.
    pub(super) async fn refused(&self, ids: &[RecordId]) -> Result<HashSet<String>, StoreError> {
        let text = "SELECT VALUE id FROM $ids";
        let mut rows = self.db.run(text, bound! { "ids" = ids.to_vec() }).await?;
        let rows = rows.all::<RecordId>(0)?.into_iter();
        rows.map(|id| key_of(&id).map(str::to_owned)).collect()
    }
}

pub(super) fn key_of(id: &RecordId) -> Result<&str, StoreError> {
    match &id.key {
        RecordIdKey::String(key) => Ok(key),
        _ => Err(damaged("a refusal")),
    }
}

fn hash(pepper: &str, address: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(pepper.as_bytes());
    let mut mac = mac.expect("HMAC takes keys of any length");
    mac.update(address_key(address).as_bytes());
    sync::hash::hex(&mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn a_refusal_is_known_again_in_any_case_and_by_its_own_key_only() {
        let ana = hash("one", "ana@example.org");
        assert_eq!(ana, hash("one", " Ana@Example.org"));
        assert_ne!(ana, hash("other", "ana@example.org"));
        assert_ne!(ana, hash("one", "bo@example.org"));
        assert_eq!(ana.len(), 64);
    }
}
