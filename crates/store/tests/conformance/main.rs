//! What the product needs of a database engine, asked of every engine: no lost update, no number given twice, no hole
//! for a reader, no write skew past the head, an unknown outcome that reading back settles, no half of a transaction,
//! and after a crash a whole prefix of the log or a loud refusal.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests; clippy knows them by `#[test]` alone; what an engine lost is printed"
)]

mod damaged;
mod log;
mod outcome;
mod places;
mod races;
mod reduced;
mod refilled;
mod torn;

use tempfile::TempDir;

/// An engine with a folder of its own, where it needs one.
pub(crate) struct Engine {
    pub(crate) url: String,
    _folder: Option<TempDir>,
}

impl Engine {
    fn memory() -> Self {
        Self {
            url: "mem://".to_owned(),
            _folder: None,
        }
    }

    fn on_disk(scheme: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            url: format!("{scheme}://{}", folder.path().join("db").display()),
            _folder: Some(folder),
        }
    }
}

/// Each property, a test on every engine.
macro_rules! on_every_engine {
    ($($module:ident::$property:ident),* $(,)?) => {
        mod memory {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $property() {
                crate::$module::$property(&crate::Engine::memory()).await;
            })*
        }
        mod surrealkv {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $property() {
                crate::$module::$property(&crate::Engine::on_disk("surrealkv")).await;
            })*
        }
        #[cfg(feature = "rocksdb")]
        mod rocksdb {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $property() {
                crate::$module::$property(&crate::Engine::on_disk("rocksdb")).await;
            })*
        }
    };
}

on_every_engine! {
    races::no_update_is_lost,
    reduced::a_row_and_the_record_of_it_are_written_together,
    races::one_number_is_given_once,
    races::a_reader_behind_the_head_sees_every_number,
    races::two_plans_from_one_state_do_not_both_pass,
    outcome::a_commit_given_up_is_whole_or_absent,
    outcome::half_of_a_transaction_is_never_seen,
}
