//! `boucle user …`: accounts, also for an organisation that nobody can manage any more.

use super::{Admin, CliError, output};
use crate::{
    config::Config,
    http::admin::{NewLink, ResetPassword, SetRole},
};
use api::model::{InviteLink, Person};
use axum::http::Method;
use clap::{Args, Subcommand, ValueEnum};
use domain::role::Role;
use serde::{Serialize, de::DeserializeOwned};

#[derive(Subcommand, Debug)]
pub(super) enum User {
    /// Sets a new password and ends the person's sessions
    ResetPassword(Reset),
    /// Lists everybody with role and access
    List(Of),
    /// Gives a person another role
    SetRole(Give),
    /// Makes a link of seven days with which a person chooses a password; gives access back to whoever it was withdrawn from
    Link(Link),
}

#[derive(Args, Debug)]
pub(super) struct Reset {
    email: String,
    /// Read the password from standard input instead of asking
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Args, Debug)]
pub(super) struct Of {
    /// Slug of the organisation, where there are several
    #[arg(long)]
    organisation: Option<String>,
}

#[derive(Args, Debug)]
pub(super) struct Give {
    email: String,
    #[arg(value_enum)]
    role: Named,
    #[command(flatten)]
    of: Of,
}

#[derive(Args, Debug)]
pub(super) struct Link {
    email: String,
    #[command(flatten)]
    of: Of,
}

/// Roles as the command line names them.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Named {
    Direction,
    QualityLead,
    Team,
    Trainer,
}

impl From<Named> for Role {
    fn from(named: Named) -> Role {
        match named {
            Named::Direction => Role::Direction,
            Named::QualityLead => Role::QualityLead,
            Named::Team => Role::Team,
            Named::Trainer => Role::Trainer,
        }
    }
}

pub(super) async fn run(command: User, config: &Config) -> Result<(), CliError> {
    let admin = Admin::open(config).await?;
    match command {
        User::ResetPassword(reset) => reset_password(&admin, reset).await,
        User::List(of) => list(&admin, &of).await,
        User::SetRole(give) => {
            let call = SetRole {
                email: give.email,
                role: give.role.into(),
            };
            let () = post(&admin, &give.of.path("set-role")?, &call).await?;
            output::say("Role changed. It counts from now on.");
            Ok(())
        }
        User::Link(link) => {
            let call = NewLink { email: link.email };
            let made: InviteLink = post(&admin, &link.of.path("new-link")?, &call).await?;
            let address = config.address();
            output::say(format!(
                "{address}/app/invitation#{}\nWorks once, until {}.",
                made.token, made.expires
            ));
            Ok(())
        }
    }
}

impl Of {
    fn path(&self, call: &str) -> Result<String, CliError> {
        let path = format!("/admin/v1/{call}");
        match &self.organisation {
            None => Ok(path),
            Some(slug) if slug.chars().all(|c| c.is_ascii_alphanumeric()) => {
                Ok(format!("{path}?organisation={slug}"))
            }
            Some(other) => Err(CliError::Address(other.clone())),
        }
    }
}

async fn list(admin: &Admin, of: &Of) -> Result<(), CliError> {
    let path = of.path("people")?;
    let people: Vec<Person> = admin
        .json(Method::GET, &path, axum::body::Bytes::new())
        .await?;
    for one in people {
        let state = match (one.withdrawn, one.invited) {
            (true, _) => "withdrawn",
            (false, true) => "invited",
            (false, false) => "active",
        };
        // As the command takes it.
        let role = match one.role {
            Role::Direction => "direction",
            Role::QualityLead => "quality-lead",
            Role::Team => "team",
            Role::Trainer => "trainer",
        };
        output::say(format!("{role}\t{state}\t{}\t{}", one.email, one.name));
    }
    Ok(())
}

async fn reset_password(admin: &Admin, reset: Reset) -> Result<(), CliError> {
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
    let () = post(admin, "/admin/v1/reset-password", &call).await?;
    output::say("Password changed. Earlier sessions of this person are closed.");
    Ok(())
}

async fn post<T: DeserializeOwned>(
    admin: &Admin,
    path: &str,
    call: &impl Serialize,
) -> Result<T, CliError> {
    let body = serde_json::to_vec(call).map_err(|_| CliError::Answer)?;
    let answer = admin.json(Method::POST, path, body.into()).await;
    answer.map_err(|error: CliError| {
        error.explained(
            "not_found",
            "Nobody here has this address. Check how it is spelled under Settings, People.",
        )
    })
}
