//! Debian packages: as root directly, else through `sudo -n`, else the command to type.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

pub(super) fn is_installed(package: &str) -> bool {
    let mut query = Command::new("dpkg-query");
    query.args(["--show", "--showformat=${db:Status-Abbrev}", package]);
    process::ask(&mut query).is_some_and(|status| status.starts_with("ii"))
}

/// Installs what is missing of `packages`. `why` ends the sentence "installing … ".
pub(super) fn ensure(packages: &[&str], why: &str) -> Result<()> {
    let missing: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|name| !is_installed(name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = format!("apt-get update && apt-get install -y {}", missing.join(" "));
    println!("set-up: installing {} {why}", missing.join(", "));
    let advice = || format!("as root, type: {by_hand}");
    if process::ask(Command::new("apt-get").arg("--version")).is_none() {
        bail!(
            "this system has no apt-get; install these yourself: {}",
            missing.join(" ")
        );
    }
    process::run(
        as_root("apt-get")
            .with_context(advice)?
            .args(["update", "-q"]),
    )
    .with_context(advice)?;
    let mut install = as_root("apt-get")?;
    install
        .args(["install", "-y", "-q", "--no-install-recommends"])
        .args(&missing);
    process::run(&mut install).with_context(advice)
}

/// A command that runs as root, without ever asking for a password.
pub(super) fn as_root(program: &str) -> Result<Command> {
    let id = process::output(Command::new("id").arg("-u"))?;
    let mut command = if id.trim() == "0" {
        Command::new(program)
    } else if process::ask(Command::new("sudo").args(["-n", "true"])).is_some() {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "--preserve-env=DEBIAN_FRONTEND", program]);
        sudo
    } else {
        bail!("root is needed for `{program}`, and sudo would ask for a password");
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}
