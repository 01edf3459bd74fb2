//! Records from spreadsheets, already read and mapped.

use super::{App, Failure};
use crate::auth::{Answers, Granted, Plan};
use domain::{
    ids::CampaignId,
    import::{ImportedAnswer, ImportedSession},
};

/// Rows written (or that would be), and rows already there from an earlier file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Taken {
    pub new: u32,
    pub known: u32,
}

impl App {
    /// Writes nothing unless `commit`.
    ///
    /// # Errors
    /// `NotFound` for an unknown campaign, `Busy`.
    pub async fn import_answers(
        &self,
        _actor: &Granted<Answers>,
        _campaign: CampaignId,
        _rows: Vec<ImportedAnswer>,
        _commit: bool,
    ) -> Result<Taken, Failure> {
        Err(Failure::Busy)
    }

    /// Creates missing services too. Writes nothing unless `commit`.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn import_sessions(
        &self,
        _actor: &Granted<Plan>,
        _rows: Vec<ImportedSession>,
        _commit: bool,
    ) -> Result<Taken, Failure> {
        Err(Failure::Busy)
    }
}
