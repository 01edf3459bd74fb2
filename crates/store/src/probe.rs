//! The write-conflict probe: before serving, several writers increment one counter in the engine's own transactions. An
//! engine that loses one increment would lose answers. The result is kept per engine version, so that later starts are
//! quick.

use crate::{
    StoreError,
    db::{Db, backoff, bound},
};
use surrealdb::types::{RecordId, SurrealValue};

const WRITERS: u32 = 4;
/// Increments of each writer.
const ROUNDS: u32 = 50;
/// What passed, in words that change with the engine: raise when the probe itself changes.
const PROBED: &str = "surrealdb 3.3.5, probe 1";

#[derive(SurrealValue)]
struct ProbeRow {
    passed: Option<String>,
    count: i64,
}

/// # Errors
/// `Damaged` when the engine lost a write: nothing may be served from it.
pub(crate) async fn probe(control: &Db) -> Result<(), StoreError> {
    let id = RecordId::new("engine", "probe");
    let read = "SELECT passed, count FROM ONLY $id";
    let mut rows = control
        .run(
            "INSERT IGNORE INTO engine { id: $id } RETURN NONE; SELECT passed, count FROM ONLY $id",
            bound! { "id" = id.clone() },
        )
        .await?;
    let before: ProbeRow = one(rows.first(1)?)?;
    if before.passed.as_deref() == Some(PROBED) {
        return Ok(());
    }
    let writers: Vec<_> = (0..WRITERS)
        .map(|_| tokio::spawn(increment(control.clone(), id.clone())))
        .collect();
    let mut acknowledged = 0;
    for writer in writers {
        acknowledged += writer
            .await
            .map_err(|error| StoreError::Engine(error.to_string()))??;
    }
    let mut rows = control.run(read, bound! { "id" = id.clone() }).await?;
    let after: ProbeRow = one(rows.first(0)?)?;
    if after.count - before.count != i64::from(acknowledged) {
        return Err(StoreError::Damaged(format!(
            "the database engine lost writes: {acknowledged} increments acknowledged, {} stored",
            after.count - before.count
        )));
    }
    control
        .run_again(
            "UPDATE $id SET passed = $passed RETURN NONE",
            || bound! { "id" = id.clone(), "passed" = PROBED },
        )
        .await?;
    Ok(())
}

/// Reads and writes in one transaction; answers how many were acknowledged.
async fn increment(db: Db, id: RecordId) -> Result<u32, StoreError> {
    let text = "BEGIN; LET $now = (SELECT VALUE count FROM ONLY $id);
                UPDATE $id SET count = $now + 1 RETURN NONE; COMMIT;";
    let mut done = 0;
    let mut attempt = 0;
    while done < ROUNDS {
        match db.run(text, bound! { "id" = id.clone() }).await {
            Ok(_) => {
                done += 1;
                attempt = 0;
            }
            Err(StoreError::Conflict) if attempt < 1_000 => {
                attempt += 1;
                tokio::time::sleep(backoff(0)).await;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}

fn one<T>(row: Option<T>) -> Result<T, StoreError> {
    row.ok_or_else(|| StoreError::Damaged("the probe's record is missing".to_owned()))
}
