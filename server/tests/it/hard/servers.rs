//! Two servers on one SurrealDB server over `ws://`: pushes split between them, and each of the three is killed.

use super::crowd::{Crowd, kill_time, until_the_next_kill};
use crate::process::{Process, boucle};
use std::{
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};
use tokio::{task::block_in_place, time::Instant};

/// SurrealDB's server, which syncs every commit before it answers.
struct Database {
    program: String,
    folder: tempfile::TempDir,
    address: String,
    child: Child,
}

impl Database {
    async fn start() -> Database {
        let program =
            std::env::var("SURREALDB").expect("cargo xtask long servers says where it is");
        let folder = tempfile::tempdir().unwrap();
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap().to_string();
        drop(free);
        let child = Self::started(&program, folder.path(), &address).await;
        Database {
            program,
            folder,
            address,
            child,
        }
    }

    async fn started(program: &str, folder: &Path, address: &str) -> Child {
        let child = Command::new(program)
            .args(["start", "--no-banner", "--log", "error"])
            .args(["--bind", address, "--user", "root", "--pass", "root"])
            .arg(format!("surrealkv://{}", folder.join("db").display()))
            .env("SURREAL_DATASTORE_SYNC", "every")
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        while TcpStream::connect(address).is_err() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        child
    }

    fn url(&self) -> String {
        format!("ws://root:root@{}", self.address)
    }

    async fn killed(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.child = Self::started(&self.program, self.folder.path(), &self.address).await;
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs SurrealDB's server: cargo xtask long servers"]
#[allow(clippy::print_stdout, reason = "the figures of a long run")]
async fn two_servers_of_one_database_keep_what_each_acknowledged() {
    let mut database = Database::start().await;
    let url = database.url();
    let env = [("BOUCLE_DATABASE", &*url)];
    let data = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let start = |of: usize, address: &str| {
        block_in_place(|| Process::start_at(data[of].path(), address, &env))
    };
    let mut servers = vec![start(0, "127.0.0.1:0"), start(1, "127.0.0.1:0")];
    let mut direction = servers[0].browser();
    let crowd = Crowd::at_work(&[&servers[0], &servers[1]], &mut direction).await;
    let (begun, time) = (Instant::now(), kill_time());
    let (mut kills, mut fallen) = (0, 0);
    while begun.elapsed() < time {
        until_the_next_kill().await;
        match (kills + fallen) % 3 {
            2 => {
                database.killed().await;
                fallen += 1;
            }
            of => {
                let server = servers.remove(of);
                let address = server.address();
                server.kill();
                servers.insert(of, start(of, &address));
                kills += 1;
            }
        }
    }
    let figures = crowd.honoured(&mut direction).await;
    println!("{kills} kills of two servers and {fallen} of their database in {time:?}: {figures}");
    assert!(servers.into_iter().all(Process::stop));
    let mut verify = boucle(data[0].path());
    let proved = verify.arg("verify").envs(env).output().unwrap();
    assert!(proved.status.success(), "{proved:?}");
}
