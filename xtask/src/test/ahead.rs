//! The front ends, built beside the steps before theirs: their last part, linking and making small, is minutes on one core.

use std::env;
use std::fs::{self, File};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command};

use anyhow::{Context, Result};

use crate::kit::Kit;
use crate::process;

/// `cargo xtask build` at work; ended with all it started when this goes.
pub(super) struct Ahead {
    build: Child,
    said: PathBuf,
}

impl Ahead {
    pub(super) fn start(kit: &Kit) -> Result<Self> {
        fs::create_dir_all(kit.target())?;
        let said = kit.target().join("front.log");
        let log = File::create(&said).context("cannot write front.log")?;
        let build = Command::new(env::current_exe()?)
            .arg("build")
            .stdout(log.try_clone()?)
            .stderr(log)
            .process_group(0)
            .spawn()
            .context("cannot start building the front ends")?;
        Ok(Self { build, said })
    }

    /// Waits for its end and shows what it said. Whether it succeeded is told by the step, which finds all built or builds.
    pub(super) fn wait(mut self) -> Result<()> {
        self.build.wait()?;
        print!("{}", fs::read_to_string(&self.said)?);
        Ok(())
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        if matches!(self.build.try_wait(), Ok(None)) {
            let group = format!("-{}", self.build.id());
            // Nobody is left to be told.
            let _ = process::run(Command::new("kill").args(["-9", "--", &group]));
            let _ = self.build.wait();
        }
    }
}
