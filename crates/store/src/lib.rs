//! The only crate that names SurrealDB: migrations, rows, queries, the operation log.

/// An open database.
#[derive(Clone)]
pub struct Store {}

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database cannot be opened")]
    Open,
}

impl Store {
    /// Opens `url`: `mem://`, `surrealkv://./data`, `ws://…`, with the cargo features `rocksdb://…`, `tikv://…`.
    ///
    /// # Errors
    /// When the engine cannot open it or holds another program's data.
    pub async fn open(_url: &str) -> Result<Self, StoreError> {
        Ok(Self {})
    }
}
