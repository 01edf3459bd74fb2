//! `boucle repair`: goes on with what stands before damage in the midst of the log, when there is no backup to restore.
//!
//! It works on a copy. Only when that is proved and somebody said yes does it take the database's place.

use super::{
    Admin, CliError,
    backup::{blocking, there, told},
    output,
};
use crate::{
    backup::{self, BackupError},
    config::Config,
    service::SystemHost,
};
use clap::Args;
use ledger::Host;
use store::{Copy, Gap, Store, StoreError};

#[derive(Args, Debug)]
pub(super) struct Repair {
    /// Does it without asking
    #[arg(long)]
    yes: bool,
}

pub(super) async fn run(command: Repair, config: &Config) -> Result<(), CliError> {
    if Admin::running(&config.data).await.is_some() {
        let data = config.data.display();
        return Err(CliError::Usage(format!(
            "A server runs on {data}: what it has open is whole. (log_whole)"
        )));
    }
    there(config)?;
    let copy = Copy::of(config.database.expose())?;
    let Some((copy, gap)) = copy.and_then(|copy| copy.gap.clone().map(|gap| (copy, gap))) else {
        output::say("The log of the database is not damaged before its end: nothing was changed.");
        return Ok(());
    };
    foretell(&gap);
    let store = left(&copy).await?;
    if !command.yes && !output::confirm("Go on with this?") {
        store.close().await?;
        return Err(CliError::Usage(
            "Nothing was changed. `boucle repair --yes` goes on without asking. (not_confirmed)"
                .to_owned(),
        ));
    }
    let lived = store.clone();
    blocking(move || {
        let host: &dyn Host = &SystemHost;
        backup::begin_other_lives(&lived, || host.random_id().to_string())
    })
    .await?;
    store.close().await?;
    let kept = copy.put_in_place()?;
    output::say(format!(
        "Done. The database as it was is kept in {}: to put it back, stop the server, move the new one away and rename \
         that folder to its name.",
        kept.display()
    ));
    output::say(
        "Start the server (`boucle serve`): devices notice the new epoch and give back what they still hold. People and \
         tablets are as they were at that moment: withdraw again under Settings, People, and under Tablets, whom and what \
         you have withdrawn since.",
    );
    Ok(())
}

fn foretell(gap: &Gap) {
    output::say(format!(
        "The log {} is damaged at byte {}. Before it stand {} whole entries; behind it {} whole entries in {} bytes, which \
         would be lost but for what devices give back. A backup is better: `boucle restore`.",
        gap.segment.display(),
        gap.at,
        gap.entries_before,
        gap.entries_behind,
        gap.behind
    ));
}

/// Opens the copy and says what is left in it.
async fn left(copy: &Copy) -> Result<Store, CliError> {
    let store = match Store::open(&copy.url).await {
        Err(StoreError::FilesDamaged(_)) => return Err(nothing()),
        opened => opened?,
    };
    let read = store.clone();
    let proved = match blocking(move || backup::verify(&read, None, &[])).await {
        Err(CliError::Backup(BackupError::Empty)) => Err(nothing()),
        Err(error) => Err(error),
        Ok(reports) => {
            output::say("This would be left:");
            told(&reports)
        }
    };
    if let Err(error) = proved {
        // Before its files go.
        store.close().await?;
        return Err(error);
    }
    Ok(store)
}

fn nothing() -> CliError {
    CliError::Usage(
        "No organisation would be left: nothing was changed. Restore a backup (`boucle restore`) into a new folder, or begin \
         anew there. (nothing_left)"
            .to_owned(),
    )
}
