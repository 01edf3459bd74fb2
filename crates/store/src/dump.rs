//! A database row by row: all its tables at one moment, a line of JSON each, and back into an empty database.
//!
//! SurrealDB's own export is of one moment too and keeps types, but it does not go over `ws://`, and its import executes
//! whatever the file says. Here a line is data, and a row of a table that no migration made is refused.

use crate::{
    CONTROL, Store, StoreError,
    control::{account::Org, organisation},
    database,
    db::{Db, Snapshot, bound},
    migrate::{self, Migrations},
    remove,
};
use domain::ids::OrgId;
use std::ops::Bound;
use surrealdb::types::{Object, RecordId, RecordIdKey, RecordIdKeyRange, Table, Value};

/// Rows read at once. The largest are a quarter of a MiB.
const PAGE_ROWS: i64 = 200;
/// What a database knows of this machine's engine, and its own ledger of migrations: neither is data.
const ENGINE: &str = "engine";
/// The ledger of migrations: its rows are counted, and made again by migrating.
pub const MIGRATION: &str = "migration";

/// One database of a server.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Control,
    Org(OrgId),
}

impl Part {
    fn database(self) -> String {
        match self {
            Part::Control => CONTROL.to_owned(),
            Part::Org(org) => database(org),
        }
    }

    fn migrations(self) -> Migrations {
        match self {
            Part::Control => migrate::CONTROL,
            Part::Org(_) => migrate::ORG,
        }
    }
}

/// One row of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    pub(crate) id: RecordId,
    pub(crate) fields: Value,
}

impl Row {
    fn of(fields: Value) -> Result<Self, StoreError> {
        let id = match &fields {
            Value::Object(object) => object.get("id").cloned(),
            _ => None,
        };
        match id {
            Some(Value::RecordId(id)) => Ok(Self { id, fields }),
            _ => Err(StoreError::Damaged("a row has no record id".to_owned())),
        }
    }

    /// Without line breaks.
    ///
    /// # Errors
    /// `Engine`: a value that JSON cannot hold, which no table of ours has.
    pub fn to_line(&self) -> Result<String, StoreError> {
        serde_json::to_string(&self.fields).map_err(|error| StoreError::Engine(error.to_string()))
    }

    /// # Errors
    /// `Damaged` when it is no row.
    pub fn of_line(line: &str) -> Result<Self, StoreError> {
        let fields = serde_json::from_str(line)
            .map_err(|error| StoreError::Damaged(format!("a line is no row: {error}")))?;
        Self::of(fields)
    }

    pub fn table(&self) -> &str {
        self.id.table.as_str()
    }

    /// The organisation that a row of the control database is.
    ///
    /// # Errors
    /// `Damaged` when its fields are not an organisation's.
    pub fn organisation(&self) -> Result<Option<Org>, StoreError> {
        (self.table() == "org")
            .then(|| organisation(self.fields.clone()))
            .transpose()
    }
}

/// A database at one moment, read in pages.
pub struct Dump {
    pub(crate) at: Snapshot,
    /// Left to read, the next one last.
    tables: Vec<String>,
    /// The last row read of that one.
    after: Bound<RecordIdKey>,
}

impl Dump {
    async fn begin(db: &Db) -> Result<Self, StoreError> {
        let at = db.snapshot().await?;
        let mut tables = tables(at.run("INFO FOR DB", bound!()).await?.first(0)?)?;
        tables.reverse();
        Ok(Self {
            at,
            tables,
            after: Bound::Unbounded,
        })
    }

    /// Some rows of one table, tables by name and rows by key; none after the last. End the dump then.
    ///
    /// # Errors
    /// `Engine`, `Damaged`.
    pub async fn next(&mut self) -> Result<Option<Vec<Row>>, StoreError> {
        while let Some(table) = self.tables.last() {
            let range = RecordIdKeyRange {
                start: self.after.clone(),
                end: Bound::Unbounded,
            };
            let bound = bound! {
                "range" = RecordId::new(table.clone(), range),
                "limit" = PAGE_ROWS,
            };
            let text = "SELECT * FROM $range LIMIT $limit";
            let page = self.at.run(text, bound).await?.all::<Value>(0)?;
            let rows: Vec<Row> = page.into_iter().map(Row::of).collect::<Result<_, _>>()?;
            if let Some(last) = rows.last() {
                self.after = Bound::Excluded(last.id.key.clone());
                return Ok(Some(rows));
            }
            self.tables.pop();
            self.after = Bound::Unbounded;
        }
        Ok(None)
    }

    /// # Errors
    /// `Engine`.
    pub async fn end(self) -> Result<(), StoreError> {
        self.at.end().await
    }
}

/// Names of the tables that hold data.
fn tables(info: Option<Object>) -> Result<Vec<String>, StoreError> {
    match info.and_then(|mut info| info.remove("tables")) {
        Some(Value::Object(tables)) => Ok(tables
            .into_inner()
            .into_keys()
            .filter(|name| name != ENGINE)
            .collect()),
        _ => Err(StoreError::Engine(
            "the database does not tell its tables".to_owned(),
        )),
    }
}

/// A database that is being restored. Nothing leads to it until the control database, restored last, names it.
pub struct Fill {
    db: Db,
    part: Part,
    tables: Vec<String>,
}

impl Fill {
    /// Writes rows in one transaction.
    ///
    /// # Errors
    /// `Damaged` for a row of a table that the migrations did not make; `Engine`, `Exists`.
    pub async fn write(&self, rows: Vec<Row>) -> Result<(), StoreError> {
        let mut text = "BEGIN;".to_owned();
        let mut values = surrealdb::types::Variables::new();
        let rows = rows.into_iter().filter(|row| row.table() != MIGRATION);
        let mut by_table: std::collections::BTreeMap<String, Vec<Value>> = Default::default();
        for row in rows {
            if !self.tables.iter().any(|table| table == row.table()) {
                return Err(StoreError::Damaged(format!(
                    "there is no table {}",
                    row.table()
                )));
            }
            by_table
                .entry(row.table().to_owned())
                .or_default()
                .push(row.fields);
        }
        for (index, (table, rows)) in by_table.into_iter().enumerate() {
            text.push_str(&format!(
                "INSERT INTO $table{index} $rows{index} RETURN NONE;"
            ));
            values.insert(format!("table{index}"), Table::new(table));
            values.insert(format!("rows{index}"), rows);
        }
        text.push_str("COMMIT;");
        self.db.run(&text, values.into()).await.map(|_| ())
    }

    /// Brings what an older program saved up to date.
    ///
    /// # Errors
    /// `Engine`.
    pub async fn finish(self) -> Result<(), StoreError> {
        migrate::migrate(&self.db, &self.part.database(), self.part.migrations()).await
    }

    /// Another life of an organisation's database begins.
    ///
    /// # Errors
    /// `Damaged` when it has no head.
    pub async fn new_epoch(&self, epoch: &str) -> Result<(), StoreError> {
        name_life(&self.db, epoch).await
    }
}

pub(crate) async fn name_life(db: &Db, epoch: &str) -> Result<(), StoreError> {
    let text = "UPDATE head:main SET epoch = $epoch RETURN VALUE epoch";
    let mut rows = db.run(text, bound! { "epoch" = epoch }).await?;
    match rows.all::<String>(0)?.is_empty() {
        true => Err(StoreError::Damaged("the head record is missing".to_owned())),
        false => Ok(()),
    }
}

impl Store {
    /// All rows of a database, at this moment.
    ///
    /// # Errors
    /// `Engine`.
    pub async fn dump(&self, part: Part) -> Result<Dump, StoreError> {
        Dump::begin(&self.client.session(&part.database()).await?).await
    }

    /// Whether nobody has set this server up.
    ///
    /// # Errors
    /// `Engine`.
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        let mut dump = self.dump(Part::Control).await?;
        let mut empty = true;
        while let Some(rows) = dump.next().await? {
            empty &= rows.iter().all(|row| row.table() == MIGRATION);
        }
        dump.end().await?;
        Ok(empty)
    }

    /// Makes the database of `part` anew, as it was after its first `migrations` migrations.
    ///
    /// # Errors
    /// `NewerSchema`, `Engine`.
    pub async fn fill(&self, part: Part, migrations: u32) -> Result<Fill, StoreError> {
        let (database, known) = (part.database(), part.migrations());
        let first = usize::try_from(migrations)
            .ok()
            .and_then(|count| known.get(..count));
        let first = first.ok_or_else(|| StoreError::NewerSchema {
            database: database.clone(),
            found: migrations,
            known: u32::try_from(known.len()).unwrap_or(u32::MAX),
        })?;
        let control = self.client.session(CONTROL).await?;
        remove(&control, &database).await?;
        let db = self.client.session(&database).await?;
        migrate::migrate(&db, &database, first).await?;
        self.fill_on(part).await
    }

    /// Goes on with a part that [`Store::fill`] began.
    ///
    /// # Errors
    /// `Engine`.
    pub async fn fill_on(&self, part: Part) -> Result<Fill, StoreError> {
        let db = self.client.session(&part.database()).await?;
        let tables = tables(db.run("INFO FOR DB", bound!()).await?.first(0)?)?;
        Ok(Fill { db, part, tables })
    }
}
