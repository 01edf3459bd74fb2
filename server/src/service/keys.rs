//! The organisation's private keys, for commands on the server's own machine: made anew, taken out, brought back.

use super::{App, Failure, apart};
use crate::{
    auth::{Granted, People, tablet_source},
    keyfile::Bundle,
};
use ::sync::wire::Keys;
use domain::Refusal;
use ledger::{ImportError, Purpose};

impl App {
    /// New keys come into use; the old ones stay for what was sealed to them or signed with them. Answers all of them.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn rotate_keys(
        &self,
        actor: &Granted<People>,
        purposes: &[Purpose],
    ) -> Result<Keys, Failure> {
        actor.org.rotate(purposes).await?;
        self.keys(actor).await
    }

    /// # Errors
    /// `Busy`.
    pub async fn private_keys(&self, actor: &Granted<People>) -> Result<Bundle, Failure> {
        Ok(Bundle {
            organisation: actor.organisation(),
            secrets: actor.org.secrets().await?,
        })
    }

    /// Brings back keys, and counts what was kept unopened for want of them, unless somebody must decide on it; answers how
    /// many were missing.
    ///
    /// # Errors
    /// `Refused`: keys of another organisation, unusable ones, or other keys of the same name.
    pub async fn bring_keys(
        &self,
        actor: &Granted<People>,
        bundle: &Bundle,
    ) -> Result<usize, Failure> {
        if bundle.organisation != actor.organisation() {
            return Err(Failure::refused("organisation", Refusal::UnknownReference));
        }
        let brought = actor.org.bring_keys(&bundle.secrets).await?;
        let tablets = self
            .store
            .control()
            .tablets(actor.organisation(), self.now_ms())
            .await?;
        let tablets = tablets.iter().map(|one| (one.id, tablet_source(one)));
        let kids = bundle.secrets.iter().map(|secret| secret.kid.clone());
        let (tablets, kids) = (tablets.collect(), kids.collect());
        let (org, who) = (actor.org.clone(), actor.who());
        apart(async move { org.take_opened(who, &tablets, &kids).await }).await?;
        Ok(brought)
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Unusable { kid } => Failure::refused(&kid, Refusal::Malformed),
            ImportError::Differs { kid } => Failure::refused(&kid, Refusal::AlreadyExists),
            ImportError::Ledger(error) => error.into(),
        }
    }
}
