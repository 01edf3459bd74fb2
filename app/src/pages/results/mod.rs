//! Results: the list of surveys, one survey's figures with its comments and single answers, and the pooled small groups.

pub mod answers;
pub mod campaign;
pub mod comments;
pub mod exclude;
pub mod few;
pub mod figures;
pub mod fresh;
pub mod list;
pub mod pools;
pub mod select;
pub mod sheet;

pub use campaign::CampaignResultsPage;
pub use list::ResultsPage;
