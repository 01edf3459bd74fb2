//! Starting other programs: with their output shown, captured, or for a bounded time.

use std::env;
use std::ffi::OsStr;
use std::fmt;
use std::io::{BufRead as _, BufReader, Read};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::repo;
use crate::watch::Watch;

const POLL: Duration = Duration::from_millis(200);

/// A program that ran and failed.
#[derive(Debug)]
pub(crate) struct Failed {
    line: String,
    status: ExitStatus,
    /// Under CI, what it wrote to standard error.
    pub(crate) said: String,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` failed ({})", self.line, self.status)
    }
}

impl std::error::Error for Failed {}

/// Runs to the end with output shown; a failure names the command, so that it can be typed again.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = shown(command);
    let piped = repo::in_ci(); // a terminal shows colours and progress; a log is also read by us
    if piped {
        command.stderr(Stdio::piped());
    }
    let mut child = command
        .spawn()
        .with_context(|| format!("cannot start `{line}`"))?;
    let said = child.stderr.take().map(show_and_keep).unwrap_or_default();
    let status = child.wait()?;
    if !status.success() {
        return Err(Failed { line, status, said }.into());
    }
    Ok(())
}

fn show_and_keep(stderr: impl Read) -> String {
    let mut kept = String::new();
    for line in BufReader::new(stderr).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        eprintln!("{line}");
        kept.push_str(&line);
        kept.push('\n');
    }
    kept
}

/// Runs to the end and returns what it wrote to standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let line = shown(command);
    let output = command
        .output()
        .with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{line}` failed ({}): {}", output.status, said.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Standard output when the program exists and succeeds, else nothing.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    output(command.stdin(Stdio::null())).ok()
}

/// As `run`, but ends the program when it takes longer than `limit`.
pub(crate) fn run_within(command: &mut Command, limit: Duration) -> Result<()> {
    let line = shown(command);
    let child = started(command)?;
    match ended_within(child, limit)? {
        Some(status) if status.success() => Ok(()),
        Some(status) => bail!("`{line}` failed ({status})"),
        None => bail!("`{line}` took more than {} s", limit.as_secs()),
    }
}

/// Whether it succeeded and what it wrote to standard output; none when it was ended after `limit`.
pub(crate) fn told_within(
    command: &mut Command,
    limit: Duration,
) -> Result<Option<(bool, String)>> {
    let mut child = started(command.stdout(Stdio::piped()).stderr(Stdio::null()))?;
    let out = child.stdout.take();
    let reader = thread::spawn(move || {
        let mut said = String::new();
        out.map(|mut out| out.read_to_string(&mut said));
        said
    });
    let Some(status) = ended_within(child, limit)? else {
        return Ok(None);
    };
    let said = reader.join().unwrap_or_default();
    Ok(Some((status.success(), said)))
}

/// In a group of its own, so that what it starts can be ended with it.
fn started(command: &mut Command) -> Result<Child> {
    let line = shown(command);
    let child = command.process_group(0).spawn();
    child.with_context(|| format!("cannot start `{line}`"))
}

/// How it ended; none when it had to be, with everything it had started.
fn ended_within(mut child: Child, limit: Duration) -> Result<Option<ExitStatus>> {
    let watch = Watch::start();
    while watch.elapsed() < limit {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(POLL);
    }
    let group = format!("-{}", child.id());
    run(Command::new("kill").args(["-9", "--", &group]))?;
    child.wait()?;
    Ok(None)
}

/// First program of that name in the folders of `path`.
pub(crate) fn find(name: &str, path: &OsStr) -> Option<PathBuf> {
    env::split_paths(path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command() {
        let error = run(Command::new("false").arg("now")).unwrap_err();
        assert!(error.to_string().contains("`false now` failed"), "{error}");
    }

    #[test]
    fn a_slow_program_is_ended() {
        let error = run_within(Command::new("sleep").arg("60"), Duration::from_millis(1));
        assert!(error.unwrap_err().to_string().contains("took more than"));
    }
}
