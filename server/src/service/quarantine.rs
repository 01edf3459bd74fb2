//! What the server did not take and keeps: for direction and quality lead to look at, decide on, and take along.

use super::{App, Failure};
use crate::auth::{Actor, Answers, Granted};
use api::model::{Held, Quarantine};
use domain::{
    Refusal,
    ids::{DeviceId, OpId},
    quarantine::{Subject, Verdict},
};
use ledger::{Kept, Thing, instant};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Names of the organisation's tablets.
type Names = HashMap<DeviceId, String>;

impl App {
    /// What waits for a decision after `after`: items first, then operations, whose subjects as a cursor have no hash.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn quarantine(
        &self,
        actor: &Granted<Answers>,
        after: Option<Subject>,
    ) -> Result<Quarantine, Failure> {
        let names = self.tablet_names(actor).await?;
        let (mut kept, mut next, mut op) = (Vec::new(), None, None);
        match after {
            Some(after) if after.sha.is_empty() => op = Some(OpId(after.id)),
            items => (kept, next) = actor.org.quarantined(items, false).await?,
        }
        if next.is_none() {
            let (ops, more) = actor.org.set_aside(actor.who(), op, false).await?;
            kept.extend(ops);
            next = more.map(|id| Subject {
                id: id.0,
                sha: String::new(),
            });
        }
        let held = kept.into_iter().map(|one| told(one, &names)).collect();
        Ok(Quarantine { held, next })
    }

    /// Carries out a decision; answers what could not be accepted, and why.
    ///
    /// # Errors
    /// `Refused` for a reason that is empty or too long; `TooLarge`, `Busy`: nothing was done.
    pub async fn decide(
        &self,
        actor: &Granted<Answers>,
        subjects: &[Subject],
        verdict: &Verdict,
    ) -> Result<Vec<(Subject, Refusal)>, Failure> {
        let checked = verdict.check();
        checked.map_err(|refusal| Failure::refused("reason", refusal))?;
        let refused = actor.org.decide(actor.who(), subjects, verdict).await?;
        let (asked, refused_count) = (subjects.len(), refused.len());
        let (by, verdict) = (actor.person, verdict.name());
        tracing::info!(%by, verdict, asked, refused = refused_count, "the quarantine was decided on");
        Ok(refused)
    }

    /// Everything of the quarantine that this person may see, what was dismissed and what was decided included: items sealed as
    /// they came, operations as they were made.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn quarantine_file(&self, actor: &Granted<Answers>) -> Result<Value, Failure> {
        let names = self.tablet_names(actor).await?;
        let (org, who) = (&actor.org, actor.who());
        let (mut items, mut operations, mut decisions) = (Vec::new(), Vec::new(), Vec::new());
        let mut after = None;
        loop {
            let (page, next) = org.quarantined(after, true).await?;
            items.extend(page.into_iter().map(|one| written(one, &names)));
            if next.is_none() {
                break;
            }
            after = next;
        }
        let mut after = None;
        loop {
            let (page, next) = org.set_aside(who, after, true).await?;
            operations.extend(page.into_iter().map(|one| written(one, &names)));
            if next.is_none() {
                break;
            }
            after = next;
        }
        let mut after = None;
        loop {
            let (page, next) = org.decisions(who, after).await?;
            let written = page
                .into_iter()
                .map(|(subject, made)| json!({ "subject": subject, "decisions": made }));
            decisions.extend(written);
            if next.is_none() {
                break;
            }
            after = next;
        }
        Ok(json!({
            "format": "boucle.quarantine.v1",
            "organisation": org.info().name,
            "exported_at": instant(self.host.now()),
            "items": items,
            "operations": operations,
            "decisions": decisions,
        }))
    }

    async fn tablet_names(&self, actor: &Actor) -> Result<Names, Failure> {
        let tablets = self.store.control().tablets(actor.organisation()).await?;
        Ok(tablets.into_iter().map(|one| (one.id, one.name)).collect())
    }
}

/// One thing as the screen shows it.
fn told(kept: Kept, names: &Names) -> Held {
    let hindrance = kept.hindrance;
    match kept.thing {
        Thing::Item {
            held,
            campaign,
            session,
        } => Held {
            subject: held.subject(),
            tablet: held.source.and_then(|id| names.get(&DeviceId(id)).cloned()),
            code: held.code,
            day: Some(held.day),
            campaign,
            session,
            op: None,
            hindrance,
        },
        Thing::Op(held) => Held {
            subject: held.subject(),
            code: held.code,
            day: held.pushed.map(|by| by.day),
            tablet: None,
            campaign: None,
            session: None,
            op: Some(held.op),
            hindrance,
        },
    }
}

/// One thing as the file holds it: everything needed to read it elsewhere, with the key.
fn written(kept: Kept, names: &Names) -> Value {
    let (sealed, dismissed, pushed, source) = match &kept.thing {
        Thing::Item { held, .. } => (Some(held.item()), held.dismissed, None, held.source),
        Thing::Op(held) => {
            let pushed = held.pushed.as_ref();
            let pushed = pushed.map(|by| json!({ "device": by.device, "person": by.person }));
            (None, held.dismissed, pushed, None)
        }
    };
    let mut value = serde_json::to_value(told(kept, names)).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        fields.insert("item".to_owned(), json!(sealed));
        fields.insert("source".to_owned(), json!(source));
        fields.insert("pushed".to_owned(), json!(pushed));
        fields.insert("dismissed".to_owned(), json!(dismissed));
    }
    value
}
