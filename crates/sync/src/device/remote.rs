//! The port to the server's log. The browser's speaks HTTP; tests and the simulator answer from memory.

use super::position::Position;
use crate::{
    op::Scope,
    wire::{Keys, Page, Push, Pushed},
};
use std::{future::Future, pin::Pin};

pub type Call<'a, T> = Pin<Box<dyn Future<Output = Result<T, Trouble>> + 'a>>;

/// Why the server's answer is not the one asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    Offline,
    SignInNeeded,
    /// This browser is signed in as somebody else, or in another organisation.
    OtherAccount,
    /// The server has the device's operations up to this number only.
    Gap {
        last_cseq: u64,
    },
    /// Another copy of this profile has used the numbers of the push.
    NumberTaken,
    /// The person may not read the scope, or not any more.
    ScopeGone,
    Refused {
        code: String,
    },
}

pub trait Remote {
    fn push(&self, push: Push) -> Call<'_, Pushed>;
    /// The next page of a scope of the log.
    fn pull(&self, scope: Scope, from: Position) -> Call<'_, Page>;
    /// The keys the server signs with.
    fn keys(&self) -> Call<'_, Keys>;
}
