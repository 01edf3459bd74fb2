//! What every record's page has: fields that save one by one, values in conflict side by side, files, remarks and
//! history.
//! Each part reads only its own record, so that a sync arriving elsewhere redraws nothing under the reader's fingers.

pub mod attachments;
pub mod conflict;
pub mod control;
pub mod deleted;
pub mod edit;
pub mod history;
pub mod keep_both;
pub mod named;
pub mod remarks;
pub mod viewer;
pub mod words;

pub use attachments::Attachments;
pub use conflict::Conflicts;
pub use control::Control;
pub use deleted::{Delete, Deleted};
pub use edit::EditField;
pub use history::History;
pub use remarks::Remarks;
