//! Who asks, and what they may do. Authentication yields an [`Actor`] or a [`Respondent`]; authorisation is a
//! [`Granted`] value that the use cases demand in their signatures and only [`Actor::granted`] makes.

mod actor;
mod attempts;
mod password;
mod token;

pub(crate) use actor::Via;
pub(crate) use actor::tablet_source;
pub use actor::{Act, Actor, Answers, Devices, Granted, Need, People, Plan, Respondent};
pub(crate) use attempts::Attempts;
pub(crate) use password::{Passwords, check_password};
pub(crate) use token::{crockford, fresh_token, hash, tidy_code};
