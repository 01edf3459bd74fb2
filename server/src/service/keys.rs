//! The organisation's private keys, for commands on the server's own machine: made anew, taken out, brought back.

use super::{App, Failure};
use crate::{
    auth::{Granted, People},
    keyfile::Bundle,
};
use ::sync::wire::Keys;
use domain::{Refusal, quarantine::Verdict};
use ledger::{ImportError, KEPT_PAGE, Purpose, Thing};

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

    /// Brings back keys, and counts what was sealed to them meanwhile; answers how many were missing.
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
        self.accept_sealed_to(actor, bundle).await?;
        Ok(brought)
    }

    /// Items that were kept because nothing opened them are counted, as far as they can be.
    async fn accept_sealed_to(
        &self,
        actor: &Granted<People>,
        bundle: &Bundle,
    ) -> Result<(), Failure> {
        let unknown = Refusal::UnknownReference.code();
        let mut after = None;
        loop {
            let page = actor.org.quarantined(after, false).await?;
            let held = page.iter().filter_map(|kept| match &kept.thing {
                Thing::Item { held, .. } => Some((held, kept.hindrance)),
                Thing::Op(_) => None,
            });
            after = held.clone().next_back().map(|(held, _)| held.subject());
            let sealed_to = |kid: &str| bundle.secrets.iter().any(|secret| secret.kid == kid);
            let ready = held.filter(|(held, hindrance)| {
                held.code == unknown && hindrance.is_none() && sealed_to(&held.kid)
            });
            let ready: Vec<_> = ready.map(|(held, _)| held.subject()).collect();
            let who = actor.who();
            actor.org.decide(who, &ready, &Verdict::Accepted).await?;
            if page.len() < KEPT_PAGE {
                return Ok(());
            }
        }
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
