//! The improvement plan: its list, an action's page, and the sheet that opens a new action.

pub mod action;
pub mod list;
pub mod new_action;
pub mod select;
pub mod source;
pub mod words;

pub use action::ActionPage;
pub use list::PlanPage;
pub use new_action::NewAction;
