//! The pages of the workspace, one folder a room. They read `state` and give its commands.

pub mod import_answers;
pub mod plan;
pub mod record;
pub mod results;
pub mod verify;
