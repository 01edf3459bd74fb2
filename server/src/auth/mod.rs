//! Who asks, and what they may do. Authentication yields an [`Actor`] or a [`Respondent`]; authorisation is a
//! [`Granted`] value that the use cases demand in their signatures and only [`Actor::granted`] makes.

mod actor;

pub use actor::{Act, Actor, Answers, Devices, Granted, Need, People, Plan, Respondent};
