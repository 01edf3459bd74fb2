//! `boucle backup FILE`, `boucle restore FILE`, `boucle verify [FILE]`

use super::{Admin, CliError, output, serve::open_store};
use crate::blobs::{Blobs, BlobsUrl, Unusable};
use crate::{
    backup::{self, Backup, BackupError, Files, Kept, Report},
    config::Config,
    draft::Draft,
    service::SystemHost,
};
use axum::http::Method;
use clap::Args;
use ledger::{Host, instant};
use std::{io::BufWriter, path::PathBuf};
use store::{Store, StoreError, verify::About};

#[derive(Args, Debug)]
pub(super) struct Save {
    /// Where to; must not be there yet
    file: PathBuf,
    /// Leaves out the attached files and the photos of answers: where they lie in an S3 store that is backed up itself
    #[arg(long)]
    without_files: bool,
}

#[derive(Args, Debug)]
pub(super) struct Restore {
    file: PathBuf,
}

#[derive(Args, Debug)]
pub(super) struct Verify {
    /// A backup; the database when left out
    file: Option<PathBuf>,
    /// A signed head that somebody kept, such as a checkpoint: the log must agree with it. May be given again
    #[arg(long = "head", value_name = "FILE")]
    heads: Vec<PathBuf>,
    /// Leaves out the attached files, which are otherwise all read: long where they lie in an S3 store
    #[arg(long)]
    without_files: bool,
}

pub(super) async fn save(command: Save, config: &Config) -> Result<(), CliError> {
    let file = command.file;
    if file.exists() {
        return Err(CliError::Usage(format!(
            "{} is there already: give another name. (backup_exists)",
            file.display()
        )));
    }
    let draft = Draft::new(&file);
    let mut out = draft.create().map_err(BackupError::Write)?;
    match Admin::running(&config.data).await {
        Some(server) => {
            let path = asking("/admin/v1/backup", command.without_files);
            server.download(&path, &mut out).await?;
        }
        None => {
            there(config)?;
            let store = open_store(config).await?;
            let blobs = files_of(config, command.without_files).await?;
            let out = BufWriter::new(out.try_clone().map_err(BackupError::Write)?);
            let now = instant(SystemHost.now());
            let version = env!("CARGO_PKG_VERSION");
            blocking(move || backup::write(&store, blobs.as_ref(), version, now, out)).await?;
        }
    }
    out.sync_all().map_err(BackupError::Write)?;
    let path = draft.path.clone();
    let reports = blocking(move || Backup::open(&path)?.check()).await?;
    draft.keep(&file).map_err(BackupError::Write)?;
    output::say(format!("Saved to {}:", file.display()));
    told(&reports)
}

pub(super) async fn restore(command: Restore, config: &Config) -> Result<(), CliError> {
    if Admin::running(&config.data).await.is_some() {
        let data = config.data.display();
        return Err(CliError::Usage(format!(
            "A server runs on {data}: give the folder of a new database with --data. (database_not_empty)"
        )));
    }
    // Before the database: a wrong file leaves no empty one behind.
    let file = command.file.clone();
    let mut saved = blocking(move || Backup::open(&file)).await?;
    let mut store = open_store(config).await?;
    let blobs = open_blobs(&config.blobs).await?;
    let reports = blocking(move || {
        let host: &dyn Host = &SystemHost;
        backup::restore(&mut store, &blobs, &mut saved, || {
            host.random_id().to_string()
        })
    });
    let proved = told(&reports.await?);
    output::say(
        "Restored. Start the server (`boucle serve`) on this data folder: devices notice the new epoch and give back \
         what they still hold. People and tablets are as they were when the backup was made: withdraw again under \
         Settings, People, and under Tablets, whom and what you have withdrawn since.",
    );
    proved
}

pub(super) async fn verify(command: Verify, config: &Config) -> Result<(), CliError> {
    let mut kept = Vec::new();
    for head in &command.heads {
        kept.push(Kept::read(head)?);
    }
    if let Some(folder) = &config.checkpoints {
        kept.extend(Kept::folder(folder)?);
    }
    let asked: Vec<_> = kept.iter().take(command.heads.len()).cloned().collect();
    let reports: Vec<Report> = match (command.file, Admin::running(&config.data).await) {
        (Some(file), _) => {
            let both = move || {
                let mut saved = Backup::open(&file)?;
                saved.check()?;
                saved.compare(&kept)
            };
            blocking(both).await?
        }
        (None, Some(server)) => {
            let body = serde_json::to_vec(&kept).map_err(|_| CliError::Answer)?;
            let path = asking("/admin/v1/verify", command.without_files);
            let call = server.json(Method::POST, &path, body.into());
            call.await?
        }
        (None, None) => {
            let blobs = files_of(config, command.without_files).await?;
            in_a_copy(config, blobs, kept).await?
        }
    };
    for Kept { from, checkpoint } in asked {
        if reports
            .iter()
            .all(|report| report.id != checkpoint.signed.org)
        {
            return Err(CliError::Usage(format!(
                "{from} is of an organisation that is not here. (organisation_unknown)"
            )));
        }
    }
    told(&reports)
}

/// Proving is reading: where opening would tidy, write or make anything, a copy is opened.
async fn in_a_copy(
    config: &Config,
    blobs: Option<Blobs>,
    kept: Vec<Kept>,
) -> Result<Vec<Report>, CliError> {
    there(config)?;
    let copy = store::Copy::of(config.database.expose())?;
    if let Some(gap) = copy.as_ref().and_then(|copy| copy.gap.clone()) {
        return Err(StoreError::LogDamaged(gap).into());
    }
    let store = match &copy {
        Some(copy) => Store::open(&copy.url).await?,
        None => open_store(config).await?,
    };
    let read = store.clone();
    let reports = blocking(move || backup::verify(&read, blobs.as_ref(), &kept)).await;
    // Before its files go.
    store.close().await?;
    match copy.map_or(0, |copy| copy.torn_bytes) {
        0 => {}
        bytes => output::say(format!(
            "The log ends in {bytes} bytes that hold no whole entry: the next start takes them away and keeps them."
        )),
    }
    reports
}

/// A route, with what was asked of it.
fn asking(path: &str, without_files: bool) -> String {
    format!("{path}?without_files={without_files}")
}

/// The attached files, unless they are left out. A folder that is not there is not made: every file that came is then
/// missing.
async fn files_of(config: &Config, without: bool) -> Result<Option<Blobs>, CliError> {
    if without {
        return Ok(None);
    }
    let url = match &config.blobs {
        BlobsUrl::Folder(folder) if !folder.exists() => &BlobsUrl::Memory,
        url => url,
    };
    open_blobs(url).await.map(Some)
}

async fn open_blobs(url: &BlobsUrl) -> Result<Blobs, CliError> {
    let unusable = |error: Unusable| CliError::Usage(format!("{error} (files_unreadable)"));
    Blobs::open(url).await.map_err(unusable)
}

/// Nothing but a server and a restore begins a new database.
pub(super) fn there(config: &Config) -> Result<(), CliError> {
    let url = config.database.expose();
    if store::is_absent(url) {
        return Err(CliError::Absent(url.to_owned()));
    }
    Ok(())
}

/// One line for each organisation, with its remarks; an error when one cannot be proved, or the first thing that does not
/// fit.
pub(super) fn told(reports: &[Report]) -> Result<(), CliError> {
    let mut found = Vec::new();
    for report in reports {
        let said = judged(report);
        output::say(format!("{}. {report}", said.map_or("Proved", word)));
        if let (Ok(_), Files::Wrong(_)) = (&report.proven, &report.files) {
            output::say("  The log itself is proved.");
        }
        for remark in report.remarks() {
            output::say(format!("  {remark}"));
        }
        found.extend(said);
    }
    let count = |wanted| found.iter().filter(|one| **one == wanted).count();
    // What is worst of the database first.
    match found.iter().min() {
        None => Ok(()),
        Some(Wrong::Database) => Err(CliError::Unproved(count(Wrong::Database))),
        Some(Wrong::Files) => Err(CliError::FilesWrong(count(Wrong::Files))),
        Some(Wrong::Earlier) => Err(CliError::Earlier),
        Some(Wrong::Head) => Err(CliError::HeadWrong),
    }
}

/// What does not fit, the worst first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wrong {
    Database,
    Files,
    Earlier,
    Head,
}

fn judged(report: &Report) -> Option<Wrong> {
    match (&report.proven, &report.files) {
        (Err(finding), _) => Some(match finding.about {
            About::Database => Wrong::Database,
            About::Earlier => Wrong::Earlier,
            About::KeptHead => Wrong::Head,
        }),
        (Ok(_), Files::Wrong(_)) => Some(Wrong::Files),
        (Ok(_), _) => None,
    }
}

fn word(wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::Database => "DAMAGED",
        Wrong::Files => "FILES DAMAGED",
        Wrong::Earlier => "OLDER THAN THE HEAD",
        Wrong::Head => "HEAD NOT USABLE",
    }
}

pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BackupError> + Send + 'static,
) -> Result<T, CliError> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|_| CliError::Answer)??)
}
