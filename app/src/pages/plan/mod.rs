//! The improvement plan: its list, an action's page, and the sheet that opens a new action.

mod select;
pub mod words;
