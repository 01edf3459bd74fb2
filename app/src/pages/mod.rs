//! The pages of the workspace, one folder a room. They read `state` and give its commands.

pub mod calendar;
pub mod campaigns;
pub mod coverage;
pub mod feedback;
pub mod gate;
pub mod home;
pub mod import_answers;
pub mod not_found;
pub mod people;
pub mod plan;
pub mod questionnaires;
pub mod record;
pub mod results;
pub mod sessions;
pub mod settings;
pub mod tablets;
pub mod verify;
