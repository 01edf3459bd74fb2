//! IndexedDB, thinly. Values are JSON text, or bytes as they are; keys text or whole numbers. Every write is one transaction in *strict*
//! durability, and has succeeded when the browser fires `complete`, not before.
//!
//! Inside a transaction await nothing but the transaction's own requests: the browser commits it as soon as it has
//! none to do.

use super::StorageError;
use js_sys::{Array, ArrayBuffer, Function, Promise, Reflect};
use serde::{Serialize, de::DeserializeOwned};
use std::{borrow::Cow, cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

/// A database and its stores. A new store needs a higher version; stores are created, never dropped.
#[derive(Clone, Debug)]
pub struct Schema {
    pub name: Cow<'static, str>,
    pub version: u32,
    pub stores: &'static [&'static str],
}

/// A key: text sorts after numbers.
#[derive(Clone, PartialEq, Debug)]
pub enum Key {
    Text(String),
    /// A whole number up to 2^53.
    Number(u64),
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Key::Text(text.to_owned())
    }
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        Key::Text(text)
    }
}

impl From<u64> for Key {
    fn from(number: u64) -> Self {
        Key::Number(number)
    }
}

impl From<Key> for JsValue {
    fn from(key: Key) -> Self {
        match key {
            Key::Text(text) => JsValue::from(text),
            Key::Number(number) => JsValue::from(number as f64),
        }
    }
}

/// One line of [`Database::apply`].
pub struct Change {
    store: &'static str,
    key: Key,
    /// JSON; none deletes.
    value: Option<String>,
}

impl Change {
    /// # Errors
    /// `Unreadable` when the value has no JSON form.
    pub fn put<T: Serialize>(
        store: &'static str,
        key: impl Into<Key>,
        value: &T,
    ) -> Result<Self, StorageError> {
        Ok(Self::put_text(store, key, encode(value)?))
    }

    /// `json` as it is.
    pub fn put_text(store: &'static str, key: impl Into<Key>, json: String) -> Self {
        Self {
            store,
            key: key.into(),
            value: Some(json),
        }
    }

    pub fn delete(store: &'static str, key: impl Into<Key>) -> Self {
        Self {
            store,
            key: key.into(),
            value: None,
        }
    }
}

/// An open database; clones share the connection.
#[derive(Clone)]
pub struct Database {
    schema: Schema,
    connection: Rc<RefCell<IdbDatabase>>,
}

impl Database {
    /// # Errors
    /// `Quota`, or `Unavailable` when the browser opens no database here.
    pub async fn open(schema: Schema) -> Result<Self, StorageError> {
        let connection = connect(&schema).await?;
        Ok(Self {
            schema,
            connection: Rc::new(RefCell::new(connection)),
        })
    }

    /// Reads `stores` at one point in time.
    ///
    /// # Errors
    /// Those of the body, or of the transaction.
    pub async fn read<T>(
        &self,
        stores: &[&str],
        body: impl AsyncFnOnce(&Transaction) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        self.begin(stores, "readonly").await?.run(body).await
    }

    /// Changes `stores` in one strict transaction: all of it is on disk when this returns `Ok`, none of it otherwise.
    ///
    /// # Errors
    /// Those of the body, or of the transaction. Nothing is retried here: after `Closed` in the middle of a commit
    /// only the caller can tell whether doing it again is harmless.
    pub async fn write<T>(
        &self,
        stores: &[&str],
        body: impl AsyncFnOnce(&Transaction) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        self.begin(stores, "readwrite").await?.run(body).await
    }

    /// One value by key.
    ///
    /// # Errors
    /// As [`Database::read`].
    pub async fn get<T: DeserializeOwned>(
        &self,
        store: &str,
        key: impl Into<Key>,
    ) -> Result<Option<T>, StorageError> {
        let json = self.text(store, key).await?;
        json.as_deref().map(decode).transpose()
    }

    /// The JSON under a key.
    ///
    /// # Errors
    /// As [`Database::read`].
    pub async fn text(
        &self,
        store: &str,
        key: impl Into<Key>,
    ) -> Result<Option<String>, StorageError> {
        let key = key.into();
        self.read(&[store], async |tx| tx.text(store, key).await)
            .await
    }

    /// All of the changes, or none. For what needs no reading in between.
    ///
    /// # Errors
    /// As [`Database::write`].
    pub async fn apply(&self, changes: Vec<Change>) -> Result<(), StorageError> {
        let tx = self.begin(&stores_of(&changes, &[]), "readwrite").await?;
        let issued = tx.issue(&changes);
        let ended = tx.end(issued.is_err()).await;
        issued.and(ended)
    }

    /// Begins a transaction; a connection closed under us is reopened once.
    async fn begin(&self, stores: &[&str], mode: &str) -> Result<Transaction, StorageError> {
        let first = Transaction::begin(&self.connection.borrow(), stores, mode);
        match first {
            Err(StorageError::Closed) => {
                let fresh = connect(&self.schema).await?;
                let second = Transaction::begin(&fresh, stores, mode);
                self.connection.replace(fresh);
                second
            }
            other => other,
        }
    }
}

/// The stores that changes are made in, after `others`.
pub fn stores_of(changes: &[Change], others: &[&'static str]) -> Vec<&'static str> {
    let mut stores = others.to_vec();
    for change in changes {
        if !stores.contains(&change.store) {
            stores.push(change.store);
        }
    }
    stores
}

/// A transaction that has begun.
pub struct Transaction {
    inner: IdbTransaction,
    /// Settles on `complete` or `abort`.
    done: Promise,
}

impl Transaction {
    fn begin(db: &IdbDatabase, stores: &[&str], mode: &str) -> Result<Self, StorageError> {
        let names: Array = stores.iter().map(|name| JsValue::from(*name)).collect();
        let options = js_sys::Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        // web-sys has the options behind an unstable flag, so the method is called by name.
        let method: Function = Reflect::get(db, &"transaction".into())?.unchecked_into();
        let inner: IdbTransaction = method
            .call3(db, &names, &mode.into(), &options)?
            .unchecked_into();
        let done = Promise::new(&mut |resolve, reject| {
            inner.set_oncomplete(Some(&resolve));
            inner.set_onabort(Some(&reject));
        });
        Ok(Self { inner, done })
    }

    async fn run<T>(
        self,
        body: impl AsyncFnOnce(&Transaction) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        let result = body(&self).await;
        match self.end(result.is_err()).await {
            // The body's own error says more than that its transaction was aborted.
            Err(StorageError::Other(_)) if result.is_err() => result,
            ended => ended.and(result),
        }
    }

    /// # Errors
    /// As [`Transaction::put`].
    pub fn issue(&self, changes: &[Change]) -> Result<(), StorageError> {
        for change in changes {
            let store = self.store(change.store)?;
            let key = change.key.clone().into();
            match &change.value {
                Some(json) => store.put_with_key(&json.into(), &key)?,
                None => store.delete(&key)?,
            };
        }
        Ok(())
    }

    /// Waits until it is on disk; a failed one is aborted first.
    async fn end(self, failed: bool) -> Result<(), StorageError> {
        if failed {
            // Throws when a failed request has aborted it already.
            let _ = self.inner.abort();
        }
        match (JsFuture::from(self.done).await, self.inner.error()) {
            (Ok(_), _) => Ok(()),
            (Err(_), Some(cause)) => Err(JsValue::from(cause).into()),
            (Err(_), None) => Err(StorageError::Other("AbortError".to_owned())),
        }
    }

    /// One value by key.
    ///
    /// # Errors
    /// `Unreadable`, or what the browser says.
    pub async fn get<T: DeserializeOwned>(
        &self,
        store: &str,
        key: impl Into<Key>,
    ) -> Result<Option<T>, StorageError> {
        let json = self.text(store, key.into()).await?;
        json.as_deref().map(decode).transpose()
    }

    async fn text(&self, store: &str, key: Key) -> Result<Option<String>, StorageError> {
        let request = self.store(store)?.get(&key.into())?;
        Ok(settled(&request).await?.as_string())
    }

    /// The first `limit` values in key order, or the first after `after`.
    ///
    /// # Errors
    /// `Unreadable`, or what the browser says.
    pub async fn page<T: DeserializeOwned>(
        &self,
        store: &str,
        after: Option<Key>,
        limit: u32,
    ) -> Result<Vec<T>, StorageError> {
        let values = self.values(store, after, limit).await?;
        values
            .iter()
            .map(|value| decode(&value.as_string().unwrap_or_default()))
            .collect()
    }

    async fn values(
        &self,
        store: &str,
        after: Option<Key>,
        limit: u32,
    ) -> Result<Array, StorageError> {
        let range = match after {
            Some(key) => IdbKeyRange::lower_bound_with_open(&key.into(), true)?.into(),
            None => JsValue::UNDEFINED,
        };
        let request = self
            .store(store)?
            .get_all_with_key_and_limit(&range, limit)?;
        Ok(settled(&request).await?.unchecked_into())
    }

    /// How many values the store holds.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn count(&self, store: &str) -> Result<u32, StorageError> {
        let request = self.store(store)?.count()?;
        let count = settled(&request).await?.as_f64().unwrap_or_default();
        Ok(count as u32)
    }

    /// Puts a value. A failure aborts the transaction and is reported by its end.
    ///
    /// # Errors
    /// What the browser says at once.
    pub fn put<T: Serialize>(
        &self,
        store: &str,
        key: impl Into<Key>,
        value: &T,
    ) -> Result<(), StorageError> {
        let json = encode(value)?;
        self.store(store)?
            .put_with_key(&json.into(), &key.into().into())?;
        Ok(())
    }

    /// Puts bytes as they are. A failure aborts the transaction and is reported by its end.
    ///
    /// # Errors
    /// What the browser says at once.
    pub fn put_bytes(
        &self,
        store: &str,
        key: impl Into<Key>,
        bytes: &ArrayBuffer,
    ) -> Result<(), StorageError> {
        self.store(store)?.put_with_key(bytes, &key.into().into())?;
        Ok(())
    }

    /// The bytes under a key.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn bytes(
        &self,
        store: &str,
        key: impl Into<Key>,
    ) -> Result<Option<ArrayBuffer>, StorageError> {
        let request = self.store(store)?.get(&key.into().into())?;
        Ok(settled(&request).await?.dyn_into().ok())
    }

    /// Deletes what is under `key`, if anything.
    ///
    /// # Errors
    /// What the browser says at once.
    pub fn delete(&self, store: &str, key: impl Into<Key>) -> Result<(), StorageError> {
        self.store(store)?.delete(&key.into().into())?;
        Ok(())
    }

    /// Empties a store.
    ///
    /// # Errors
    /// What the browser says at once.
    pub fn clear(&self, store: &str) -> Result<(), StorageError> {
        self.store(store)?.clear()?;
        Ok(())
    }

    fn store(&self, name: &str) -> Result<IdbObjectStore, StorageError> {
        Ok(self.inner.object_store(name)?)
    }
}

fn encode<T: Serialize>(value: &T) -> Result<String, StorageError> {
    serde_json::to_string(value).map_err(|_| StorageError::Unreadable)
}

fn decode<T: DeserializeOwned>(json: &str) -> Result<T, StorageError> {
    serde_json::from_str(json).map_err(|_| StorageError::Unreadable)
}

/// Opens, creating the stores that are missing.
async fn connect(schema: &Schema) -> Result<IdbDatabase, StorageError> {
    let factory = web_sys::window()
        .and_then(|window| window.indexed_db().ok().flatten())
        .ok_or(StorageError::Unavailable)?;
    let request = factory.open_with_u32(&schema.name, schema.version)?;
    let upgraded = request.clone();
    let stores = schema.stores;
    let upgrade = Closure::once_into_js(move || create_missing(&upgraded, stores));
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let opened = match settled(&request).await {
        // A newer version of the program was here: its database holds every store of ours.
        Err(StorageError::Other(name)) if name == "VersionError" => {
            settled(&factory.open(&schema.name)?.into()).await
        }
        other => other,
    };
    let db: IdbDatabase = match opened {
        Ok(value) => value.unchecked_into(),
        Err(StorageError::Quota) => return Err(StorageError::Quota),
        Err(_) => return Err(StorageError::Unavailable),
    };
    // Another tab wants to upgrade: give way; the next transaction finds the connection closed and reopens.
    let close: Function = Reflect::get(&db, &"close".into())?.unchecked_into();
    db.set_onversionchange(Some(&close.bind0(&db)));
    Ok(db)
}

fn create_missing(request: &IdbRequest, stores: &[&str]) {
    let Ok(db) = request.result().map(JsCast::unchecked_into::<IdbDatabase>) else {
        return;
    };
    let existing = db.object_store_names();
    for name in stores {
        if !existing.contains(name) {
            // A failure here fails the upgrade, which `connect` reports.
            let _ = db.create_object_store(name);
        }
    }
}

/// Waits for a request. Nothing else may be awaited in a transaction.
async fn settled(request: &IdbRequest) -> Result<JsValue, StorageError> {
    let done = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(done).await {
        Ok(_) => Ok(request.result()?),
        Err(_) => match request.error()? {
            Some(cause) => Err(JsValue::from(cause).into()),
            None => Err(StorageError::Other(String::new())),
        },
    }
}
