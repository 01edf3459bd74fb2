//! Attached files in a real S3 server: `moto_server` of the Python registry, on this machine, in a folder of the cache.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use super::tests::tests;
use crate::kit::Kit;
use crate::process;
use crate::repo::{self, Repo};
use crate::setup;

const MOTO: &str = "moto[server]==5.2.5";
/// A minute until it answers.
const TRIES_MAX: u32 = 300;
const PAUSE: Duration = Duration::from_millis(200);

pub(super) fn run(_: &Repo, kit: &Kit) -> Result<()> {
    let server = Server::start(&installed()?)?;
    let mut tests = tests(kit, &["--lib"], &["blobs::"]);
    tests
        .env("AWS_ACCESS_KEY_ID", "test")
        .env("AWS_SECRET_ACCESS_KEY", "test")
        .env("AWS_REGION", "us-east-1")
        .env(
            "AWS_ENDPOINT_URL",
            format!("http://127.0.0.1:{}", server.port),
        )
        .env("AWS_ALLOW_HTTP", "true")
        .env("BOUCLE_TEST_BLOBS", "s3://boucle/test");
    process::run(&mut tests)
}

/// The program, fetched the first time.
fn installed() -> Result<PathBuf> {
    let folder = repo::cache()?.join(MOTO);
    let program = folder.join("bin/moto_server");
    if !program.exists() {
        println!("Fetching {MOTO} into {}", folder.display());
        setup::ensure_python()?;
        process::run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        let mut pip = Command::new(folder.join("bin/pip"));
        process::run(pip.args(["install", "--quiet", MOTO]))?;
    }
    Ok(program)
}

struct Server {
    child: Child,
    port: u16,
}

impl Server {
    /// Starts it with one empty bucket.
    fn start(program: &Path) -> Result<Server> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = Command::new(program)
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start moto_server")?;
        let server = Server { child, port };
        for _ in 0..TRIES_MAX {
            if server.make_bucket().is_ok() {
                return Ok(server);
            }
            thread::sleep(PAUSE);
        }
        bail!("moto_server does not answer")
    }

    /// It asks for no signature.
    fn make_bucket(&self) -> Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let head = "PUT /boucle HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        stream.write_all(head.as_bytes())?;
        let mut status = String::new();
        BufReader::new(stream).read_line(&mut status)?;
        if status.contains(" 200 ") {
            Ok(())
        } else {
            bail!("the bucket was not made: {status}")
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
