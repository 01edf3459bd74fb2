//! The `boucle` program: everything is in the library, so that tests can use it.

use clap::Parser as _;
use server::cli::{Cli, complain, run};
use std::process::ExitCode;

/// SurrealDB's parser and executor recurse deeply.
const STACK_BYTES: usize = 10 * 1024 * 1024;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK_BYTES)
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(cause) => {
            complain(format!("cannot start: {cause}"));
            return ExitCode::FAILURE;
        }
    };
    // The command runs on a worker, whose stack is the large one.
    let done = runtime.block_on(async { tokio::spawn(run(cli)).await });
    // The process ends with the command. Ending the runtime first would cancel the database's own tasks one by one while it
    // closes, which it reports as errors, and wait for an engine that hangs. All that counts is on disk: SIGKILL may end the
    // program at any moment too (`server/tests/it/hard`).
    std::mem::forget(runtime);
    match done {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            complain(error);
            ExitCode::FAILURE
        }
        Err(_) => ExitCode::FAILURE,
    }
}
