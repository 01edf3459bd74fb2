//! The real program, on a port and a data folder of its own.

use crate::app::Caller;
use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

/// Longest wait for the program to listen: a debug build on a busy machine, with a full log to put into tables.
const START_MAX: Duration = Duration::from_secs(180);

pub(crate) struct Process {
    child: Child,
    pub url: String,
}

impl Process {
    /// Starts `boucle serve` and waits until it says that it listens.
    pub(crate) fn start(data: &Path) -> Process {
        Self::start_with(data, &[])
    }

    pub(crate) fn start_with(data: &Path, args: &[&str]) -> Process {
        let mut command = boucle(data);
        command.args(["serve", "--listen", "127.0.0.1:0", "--log", "json"]);
        command.args(args);
        Self::wait_for(command, data)
    }

    /// At a known address, and with what only this program is to find in its environment.
    pub(crate) fn start_at(data: &Path, address: &str, env: &[(&str, &str)]) -> Process {
        let mut command = boucle(data);
        command.args(["serve", "--listen", address, "--log", "json"]);
        command.envs(env.iter().copied());
        Self::wait_for(command, data)
    }

    fn wait_for(mut command: Command, data: &Path) -> Process {
        let mut child = command
            .env("BOUCLE_DIST", dist(data))
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = child.stderr.take().unwrap();
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let mut lines = BufReader::new(stderr);
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|read| read > 0) {
                let event: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
                if event["message"] == "listening" {
                    let _ = tell.send(event["address"].as_str().unwrap_or_default().to_owned());
                }
                line.clear();
            }
            // The pipe must not fill up.
            let _ = lines.read_to_end(&mut Vec::new());
        });
        let url = told.recv_timeout(START_MAX).expect("the server starts");
        Process { child, url }
    }

    /// Where it listens, to start it there again.
    pub(crate) fn address(&self) -> String {
        let address = self.url.trim_start_matches("http://");
        address.trim_end_matches('/').to_owned()
    }

    pub(crate) fn browser(&self) -> Caller {
        Caller::at(&self.url)
    }

    /// SIGKILL: nothing is flushed, nothing is told.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it has ended by itself.
    pub(crate) fn fell(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits until it has ended by itself, and whether well.
    pub(crate) fn ended(mut self) -> bool {
        self.child.wait().unwrap().success()
    }

    /// SIGTERM, and whether it ended well.
    pub(crate) fn stop(mut self) -> bool {
        let id = self.child.id().to_string();
        Command::new("kill").arg(id).status().unwrap();
        self.child.wait().unwrap().success()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Built front ends, in the data folder.
pub(crate) fn dist(data: &Path) -> PathBuf {
    let dist = data.join("dist");
    for (name, bytes) in crate::app::dist() {
        let path = dist.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    dist
}

/// The program with this data folder and none of the machine's own settings.
pub(crate) fn boucle(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_boucle"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("BOUCLE_")) {
        command.env_remove(name);
    }
    command.env("BOUCLE_DATA", data).stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub(crate) fn run(data: &Path, args: &[&str]) -> Output {
    boucle(data).args(args).output().unwrap()
}

/// The same, with a line on standard input.
pub(crate) fn run_with_input(data: &Path, args: &[&str], line: &str) -> Output {
    let mut command = boucle(data);
    command.args(args).stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{line}").unwrap();
    child.wait_with_output().unwrap()
}
