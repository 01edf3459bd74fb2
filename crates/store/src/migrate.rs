//! Numbered, forward-only migrations, each in one transaction with its line in the ledger. A file that was ever released
//! is never edited: a change is a new file.

use crate::{
    StoreError,
    db::{Db, bound},
};
use surrealdb::types::{RecordId, SurrealValue};

/// Name and text, numbered from 1 by their place.
pub(crate) type Migrations = &'static [(&'static str, &'static str)];

pub(crate) const CONTROL: Migrations = &[
    (
        "001_accounts",
        include_str!("../schema/control/001_accounts.surql"),
    ),
    (
        "002_tablet_campaigns",
        include_str!("../schema/control/002_tablet_campaigns.surql"),
    ),
    (
        "003_settings",
        include_str!("../schema/control/003_settings.surql"),
    ),
    (
        "004_access",
        include_str!("../schema/control/004_access.surql"),
    ),
    (
        "005_keeping",
        include_str!("../schema/control/005_keeping.surql"),
    ),
    ("006_held", include_str!("../schema/control/006_held.surql")),
];

pub(crate) const ORG: Migrations = &[
    (
        "001_log_and_intake",
        include_str!("../schema/org/001_log_and_intake.surql"),
    ),
    ("002_aside", include_str!("../schema/org/002_aside.surql")),
    ("003_prev", include_str!("../schema/org/003_prev.surql")),
    ("004_merkle", include_str!("../schema/org/004_merkle.surql")),
    (
        "005_quarantine",
        include_str!("../schema/org/005_quarantine.surql"),
    ),
    ("006_keys", include_str!("../schema/org/006_keys.surql")),
    (
        "007_checkpoint",
        include_str!("../schema/org/007_checkpoint.surql"),
    ),
    ("008_people", include_str!("../schema/org/008_people.surql")),
    (
        "009_retention",
        include_str!("../schema/org/009_retention.surql"),
    ),
    ("010_asked", include_str!("../schema/org/010_asked.surql")),
    (
        "011_of_contact",
        include_str!("../schema/org/011_of_contact.surql"),
    ),
    ("012_file", include_str!("../schema/org/012_file.surql")),
    (
        "013_keeping",
        include_str!("../schema/org/013_keeping.surql"),
    ),
    (
        "014_refused",
        include_str!("../schema/org/014_refused.surql"),
    ),
];

const LEDGER: &str = "
    DEFINE TABLE IF NOT EXISTS migration SCHEMAFULL;
    DEFINE FIELD IF NOT EXISTS name ON migration TYPE string;
    DEFINE FIELD IF NOT EXISTS at ON migration TYPE datetime VALUE time::now();
";

#[derive(SurrealValue)]
struct Applied {
    name: String,
}

/// Brings the database up to the last migration.
///
/// # Errors
/// `NewerSchema` when the database has one this program does not know; `Damaged` when the ledger has other names.
pub(crate) async fn migrate(
    db: &Db,
    database: &str,
    migrations: Migrations,
) -> Result<(), StoreError> {
    db.run_again(LEDGER, || bound!()).await?;
    let mut rows = db
        .run("SELECT name, id FROM migration ORDER BY id", bound!())
        .await?;
    let applied: Vec<Applied> = rows.all(0)?;
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    if applied.len() > migrations.len() {
        return Err(StoreError::NewerSchema {
            database: database.to_owned(),
            found: number(applied.len()),
            known: number(migrations.len()),
        });
    }
    for (done, (name, _)) in applied.iter().zip(migrations) {
        if done.name != *name {
            return Err(StoreError::Damaged(format!(
                "{database} was migrated by {}, this program has {name} in its place",
                done.name
            )));
        }
    }
    for (index, (name, text)) in migrations.iter().enumerate().skip(applied.len()) {
        let id = RecordId::new("migration", i64::from(number(index + 1)));
        let text = format!("BEGIN; {text} CREATE $id SET name = $name RETURN NONE; COMMIT;");
        match db.run(&text, bound! { "id" = id, "name" = *name }).await {
            Ok(_) => {}
            // Another process of the same cluster was first with the same migration.
            Err(StoreError::Exists | StoreError::Conflict) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{CONTROL, Migrations, ORG};

    fn numbered(migrations: Migrations) -> usize {
        for (index, (name, _)) in migrations.iter().enumerate() {
            assert!(name.starts_with(&format!("{:03}_", index + 1)), "{name}");
        }
        migrations.len()
    }

    /// Raise the counts with each new file; never lower them.
    #[test]
    fn migrations_are_numbered_and_only_ever_added() {
        assert_eq!((numbered(CONTROL), numbered(ORG)), (6, 14));
    }
}
