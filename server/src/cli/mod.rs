//! `boucle`: the server and the commands around it.

mod admin;
mod again;
mod backup;
mod demo;
mod import;
mod keys;
mod output;
mod repair;
mod serve;
mod user;

pub use admin::AdminNote;
pub use again::start_again;
pub use output::complain;

use crate::{
    backup::BackupError,
    config::{Config, ConfigError, LogFormat, Settings},
    http::{assets::NoFrontEnd, serve::ServeError},
    keyfile::KeyFileError,
    telemetry,
};
use admin::Admin;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use store::StoreError;

/// Continuous improvement for training providers: collect, analyse, decide, act, verify, inform.
#[derive(Parser, Debug)]
#[command(name = "boucle", version, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Runs the server until Ctrl-C or SIGTERM
    Serve(serve::Serve),
    /// Accounts
    #[command(subcommand)]
    User(user::User),
    /// Takes answers from another tool's file
    #[command(subcommand)]
    Import(import::Import),
    /// Makes the example organisation, or drops it
    Demo(demo::Demo),
    /// The keys that open answers and sign receipts
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Saves everything to one file, while the server runs or without it. The file holds private keys: keep it encrypted
    Backup(backup::Save),
    /// Restores a backup into an empty database, such as `--data` of a new folder
    Restore(backup::Restore),
    /// Proves the log and the counts of the database, or of a backup, and names the first row that is wrong
    Verify(backup::Verify),
    /// Goes on with what stands before damage in the midst of the database's log; keeps the database as it was
    Repair(repair::Repair),
}

#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Backup(BackupError),
    #[error(transparent)]
    KeyFile(#[from] KeyFileError),
    #[error("cannot write {}: {cause}", path.display())]
    Unwritable {
        path: PathBuf,
        cause: std::io::Error,
    },
    #[error(
        "{0} organisation(s) cannot be proved. Keep this database as it is and restore a backup. (unproved)"
    )]
    Unproved(usize),
    #[error(
        "Attached files of {0} organisation(s) are altered or missing; the log is proved. Put the named file back from your copy of the folder of files, or open Boucle on the device it comes from, which gives it back for a month after it was sent. Then run this again for the next one. (files_wrong)"
    )]
    FilesWrong(usize),
    #[error(
        "The log ends before a head that was kept. A backup made before that head was signed is simply older: compare it with an older head, or take a newer backup. If this is the database in use, operations are missing at its end: keep it as it is and restore a backup; devices give back what they hold. (older_than_head)"
    )]
    Earlier,
    #[error(
        "A head file is damaged, or of another organisation's key: no key of this organisation signed it. It says nothing of the database: run this without that file, or with another copy of it. (head_wrong)"
    )]
    HeadWrong,
    #[error(transparent)]
    FrontEnd(#[from] NoFrontEnd),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error(
        "cannot open the database: {0}. If a server of another data folder setting holds it, stop it first."
    )]
    Store(String),
    #[error(
        "{0}. Opening it would lose them: nothing was changed. Copy the data folder, then restore the last backup into a new one (`boucle restore`): devices give back what it lacks. Without a backup, `boucle repair` goes on with what stands before the damage. (log_damaged)"
    )]
    LogDamaged(StoreError),
    #[error("{0}: devices give back what it lacks. (database_damaged)")]
    FilesDamaged(StoreError),
    #[error("there is no database at {0}: is --data the right folder? (database_absent)")]
    Absent(String),
    #[error(
        "The disk of the database is full or failed: the server has stopped, so that nothing is called received that is not on disk. Free space or replace the disk, then start it again. (disk_failed)"
    )]
    DiskFailed,
    #[error(
        "The database's log is full: the server has stopped, to put it into tables. Start it again; nothing is lost. (log_full)"
    )]
    LogFull,
    #[error("cannot read {}: {cause}", path.display())]
    File {
        path: PathBuf,
        cause: std::io::Error,
    },
    #[error("cannot write to the data folder {}: {cause}", path.display())]
    Data {
        path: PathBuf,
        cause: std::io::Error,
    },
    #[error(
        "cannot read the password: {0}. Without a terminal, give it as the first line of standard input, with --passphrase-stdin or --password-stdin (see --help). (password_unread)"
    )]
    Password(std::io::Error),
    #[error("the running server does not answer: {0}")]
    Server(reqwest::Error),
    #[error("the running server answers with something else; is it another version?")]
    Answer,
    #[error("`{0}` cannot be part of an address")]
    Address(String),
    #[error("{message} ({code})")]
    Refused { code: String, message: String },
    #[error(
        "There is no organisation yet. Start the server (`boucle serve`), open {address} and create yours there, then run this command again. (set_up_needed)"
    )]
    SetUpNeeded { address: String },
    #[error("{0}")]
    Usage(String),
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::LogDamaged(_) => CliError::LogDamaged(error),
            StoreError::FilesDamaged(_) => CliError::FilesDamaged(error),
            error => CliError::Store(error.to_string()),
        }
    }
}

impl From<BackupError> for CliError {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Store(error @ StoreError::FilesDamaged(_)) => error.into(),
            error => CliError::Backup(error),
        }
    }
}

impl CliError {
    /// With the sentence that says what to do next, when the server refused with `code`.
    fn explained(self, code: &str, sentence: &str) -> CliError {
        match self {
            CliError::Refused { code: found, .. } if found == code => CliError::Refused {
                code: found,
                message: sentence.to_owned(),
            },
            other => other,
        }
    }
}

/// Carries out the command.
pub async fn run(cli: Cli) -> Result<(), CliError> {
    let log = match cli.command {
        Command::Serve(_) => cli.settings.log,
        // Commands talk to a person; only trouble is logged.
        _ => LogFormat::Text,
    };
    telemetry::start(log);
    let config = Config::check(cli.settings)?;
    let address = format!("{}/app/", config.address());
    let done = match cli.command {
        Command::Serve(command) => serve::run(command, config).await,
        Command::User(command) => user::run(command, &config).await,
        Command::Import(command) => import::run(command, &config).await,
        Command::Demo(command) => demo::run(command, &config).await,
        Command::Keys(command) => keys::run(command, &config).await,
        Command::Backup(command) => backup::save(command, &config).await,
        Command::Restore(command) => backup::restore(command, &config).await,
        Command::Verify(command) => backup::verify(command, &config).await,
        Command::Repair(command) => repair::run(command, &config).await,
    };
    match done {
        Err(CliError::Refused { code, .. }) if code == "set_up_needed" => {
            Err(CliError::SetUpNeeded { address })
        }
        done => done,
    }
}
