//! The SurrealDB server as its makers ship it, without what Boucle does not use.

fn main() -> std::process::ExitCode {
    surrealdb_server::init(surrealdb_server::core::CommunityComposer())
}
