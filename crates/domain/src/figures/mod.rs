//! Figures. Each carries numerator, denominator and n; rates of groups are pooled, never averaged.

mod nps;
mod rate;
mod results;
#[cfg(test)]
mod tests;

pub use nps::Nps;
pub use rate::{Interval, Rate};
pub use results::{
    AnswerLine, Bar, Came, CampaignResults, Comment, Counts, Detail, ExcludedAnswer, PHOTO,
    PhotoLine, Pool, QuestionResult, Released, SIGNED, SMALL_GROUP, compute, compute_pool,
};
