//! `boucle keys …`

use super::{Admin, CliError, import::percent_encoded, output};
use crate::{
    config::Config,
    draft,
    keyfile::{self, Bundle},
    service::SystemHost,
};
use axum::{body::Bytes, http::Method};
use clap::{Args, Subcommand, ValueEnum};
use ledger::{Host as _, Purpose, instant};
use std::path::PathBuf;
use sync::wire::Keys as Public;

#[derive(Subcommand, Debug)]
pub(super) enum Keys {
    /// Makes new keys and uses them from now on; what was sealed to the old ones still opens
    Rotate(Rotate),
    /// Writes the private keys to a file under a passphrase, to be kept elsewhere than backups
    Export(Transfer),
    /// Brings back keys from such a file; answers that waited for them are then counted
    Import(Transfer),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Only {
    /// What tablets and phones seal answers to
    Seal,
    /// What receipts and the log's ends are signed with
    Sign,
}

#[derive(Args, Debug)]
pub(super) struct Rotate {
    /// Leave the other key as it is
    #[arg(long)]
    only: Option<Only>,
    #[command(flatten)]
    of: Of,
}

#[derive(Args, Debug)]
pub(super) struct Transfer {
    file: PathBuf,
    /// Read the passphrase from standard input instead of asking
    #[arg(long)]
    passphrase_stdin: bool,
    #[command(flatten)]
    of: Of,
}

#[derive(Args, Debug)]
struct Of {
    /// Whose keys, by the start of its public links (Settings shows it); the only organisation that is no example when
    /// left out
    #[arg(long, value_name = "SLUG")]
    organisation: Option<String>,
}

impl Of {
    fn path(&self, path: &str) -> String {
        match &self.organisation {
            Some(slug) => format!("{path}?organisation={}", percent_encoded(slug)),
            None => path.to_owned(),
        }
    }
}

const PATH: &str = "/admin/v1/keys";

pub(super) async fn run(command: Keys, config: &Config) -> Result<(), CliError> {
    let admin = Admin::open(config).await?;
    match command {
        Keys::Rotate(command) => rotate(&admin, &command).await,
        Keys::Export(command) => export(&admin, &command).await,
        Keys::Import(command) => import(&admin, &command).await,
    }
}

async fn rotate(admin: &Admin, command: &Rotate) -> Result<(), CliError> {
    let purposes: &[Purpose] = match command.only {
        None => &[Purpose::Seal, Purpose::Sign],
        Some(Only::Seal) => &[Purpose::Seal],
        Some(Only::Sign) => &[Purpose::Sign],
    };
    let body = serde_json::to_vec(purposes).map_err(|_| CliError::Answer)?;
    let path = command.of.path("/admin/v1/keys/rotate");
    let Public { keys } = admin.json(Method::POST, &path, body.into()).await?;
    for (at, key) in keys.iter().enumerate() {
        let last = keys[at + 1..].iter().all(|later| later.alg != key.alg);
        let state = if last { "in use" } else { "kept" };
        output::say(format!("{}  {state:<6}  {}", key.kid, key.alg));
    }
    output::say(
        "Export the keys once more (`boucle keys export`): an older file lacks the new ones.",
    );
    Ok(())
}

async fn export(admin: &Admin, command: &Transfer) -> Result<(), CliError> {
    let file = &command.file;
    if file.exists() {
        return Err(CliError::Usage(format!(
            "{} is there already: give another name. (keys_exist)",
            file.display()
        )));
    }
    let passphrase = asked("Passphrase for the file: ", command)?;
    if !command.passphrase_stdin && asked("Once more: ", command)? != passphrase {
        return Err(CliError::Usage("The two passphrases differ.".to_owned()));
    }
    let path = command.of.path(PATH);
    let bundle: Bundle = admin.json(Method::GET, &path, Bytes::new()).await?;
    let made_at = instant(SystemHost.now());
    let sealed = keyfile::seal(&bundle, &passphrase, made_at, &SystemHost)?;
    // What cannot be opened is no copy.
    if keyfile::open(&sealed, &passphrase)? != bundle {
        return Err(CliError::Answer);
    }
    draft::write(file, &sealed).map_err(|cause| CliError::Unwritable {
        path: file.clone(),
        cause,
    })?;
    output::say(format!(
        "{} keys written to {}. Keep the file and the passphrase apart, and both elsewhere than on the server.",
        bundle.secrets.len(),
        file.display()
    ));
    Ok(())
}

async fn import(admin: &Admin, command: &Transfer) -> Result<(), CliError> {
    let sealed = std::fs::read(&command.file).map_err(|cause| CliError::File {
        path: command.file.clone(),
        cause,
    })?;
    let passphrase = asked("Passphrase of the file: ", command)?;
    let bundle = keyfile::open(&sealed, &passphrase)?;
    let body = serde_json::to_vec(&bundle).map_err(|_| CliError::Answer)?;
    let path = command.of.path(PATH);
    let brought: usize = admin
        .json(Method::POST, &path, body.into())
        .await
        .map_err(|error: CliError| {
            error
                .explained("unknown_reference", "These keys are another organisation's.")
                .explained(
                    "already_exists",
                    "Another key of the same name is here. Nothing was changed: is this the right organisation?",
                )
        })?;
    output::say(format!(
        "{brought} keys brought back, {} were here. What was sealed to them can be opened.",
        bundle.secrets.len().saturating_sub(brought)
    ));
    Ok(())
}

fn asked(prompt: &str, command: &Transfer) -> Result<String, CliError> {
    output::secret(prompt, command.passphrase_stdin).map_err(CliError::Password)
}
