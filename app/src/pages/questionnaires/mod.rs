//! Questionnaires: the list with the library, one to read, one to write.

pub mod apart;
pub mod begin;
pub mod editor;
pub mod from_form;
pub mod keep_apart;
pub mod list;
pub mod reading;
pub mod select;
pub mod show;
pub mod use_it;
pub mod words;

pub use editor::DraftPage;
pub use list::QuestionnairesPage;
pub use show::{QuestionnairePage, TemplatePage};
