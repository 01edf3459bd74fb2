//! Parts that any page may use; none knows where data comes from.

pub mod charts;
