//! `boucle user …`

use super::{Admin, CliError, output};
use crate::{config::Config, http::admin::ResetPassword};
use axum::http::Method;
use clap::{Args, Subcommand};

#[derive(Subcommand, Debug)]
pub(super) enum User {
    /// Sets a new password and ends the person's sessions
    ResetPassword(Reset),
}

#[derive(Args, Debug)]
pub(super) struct Reset {
    email: String,
    /// Read the password from standard input instead of asking
    #[arg(long)]
    password_stdin: bool,
}

pub(super) async fn run(User::ResetPassword(reset): User, config: &Config) -> Result<(), CliError> {
    let admin = Admin::open(config).await?;
    let prompt = format!("New password for {}: ", reset.email);
    let ask =
        |prompt: &str| output::secret(prompt, reset.password_stdin).map_err(CliError::Password);
    let password = ask(&prompt)?;
    if !reset.password_stdin && ask("Once more: ")? != password {
        return Err(CliError::Usage("The two passwords differ.".to_owned()));
    }
    let call = ResetPassword {
        email: reset.email,
        password,
    };
    let body = serde_json::to_vec(&call).map_err(|_| CliError::Answer)?;
    let () = admin
        .json(Method::POST, "/admin/v1/reset-password", body.into())
        .await
        .map_err(|error: CliError| {
            error.explained(
                "not_found",
                "Nobody here has this address. Check how it is spelled under Settings, People.",
            )
        })?;
    output::say("Password changed. Earlier sessions of this person are closed.");
    Ok(())
}
