//! The program in its own place once more, as it was called: the only way to have all of its memory back.

use super::CliError;
use std::{env, io, process::Command};

/// Where only another start helps, begins it; comes back with the error when it is another one, or when this cannot be done.
pub fn start_again(error: CliError) -> CliError {
    if matches!(error, CliError::LogFull) {
        tracing::info!("the database's log is full: starting again to put it into tables");
        if let Err(cause) = replaced() {
            tracing::warn!(%cause, "cannot start again by itself");
        }
    }
    error
}

/// Files and sockets of this program are closed by it.
#[cfg(unix)]
fn replaced() -> io::Result<()> {
    use std::os::unix::process::CommandExt as _;
    let mut called = env::args_os();
    let mut program = Command::new(env::current_exe()?);
    if let Some(name) = called.next() {
        program.arg0(name);
    }
    Err(program.args(called).exec())
}

#[cfg(not(unix))]
fn replaced() -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
