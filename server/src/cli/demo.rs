//! `boucle demo`

use super::{Admin, CliError, output};
use crate::config::Config;
use axum::{body::Bytes, http::Method};
use clap::Args;

#[derive(Args, Debug)]
pub(super) struct Demo {
    /// Drop the example organisation with everything in it
    #[arg(long)]
    drop: bool,
}

pub(super) async fn run(command: Demo, config: &Config) -> Result<(), CliError> {
    let admin = Admin::open(config).await?;
    const PATH: &str = "/admin/v1/demo";
    if command.drop {
        let () = admin
            .json(Method::DELETE, PATH, Bytes::new())
            .await
            .map_err(|error: CliError| {
                error.explained(
                    "not_found",
                    "There is no example organisation: nothing to drop.",
                )
            })?;
        output::say("The example organisation is gone.");
        return Ok(());
    }
    let () = admin.json(Method::POST, PATH, Bytes::new()).await?;
    output::say("The example organisation is there: choose it under the organisation's name.");
    Ok(())
}
