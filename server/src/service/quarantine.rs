//! What the server did not take and keeps: for direction and quality lead to look at, decide on, and take along.

use super::{App, Failure, apart};
use crate::auth::{Actor, Answers, Granted};
use api::model::{Held, Left, LeftAside, Quarantine};
use bytes::Bytes;
use domain::{
    Refusal,
    ids::{DeviceId, OpId},
    quarantine::{Subject, Verdict},
};
use futures_util::{Stream, StreamExt as _, stream};
use ledger::{Kept, Thing, instant};
use serde_json::{Value, json};
use std::{collections::HashMap, sync::Arc};

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
            items => {
                let org = actor.org.clone();
                (kept, next) = apart(async move { org.quarantined(items, false).await }).await?;
            }
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

    /// What somebody decided to leave aside, by the decisions after `after`: never an empty page before the last.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn left_aside(
        &self,
        actor: &Granted<Answers>,
        mut after: Option<Subject>,
    ) -> Result<LeftAside, Failure> {
        let names = self.tablet_names(actor).await?;
        loop {
            let (org, who, from) = (actor.org.clone(), actor.who(), after.take());
            let (left, next) = apart(async move { org.left_aside(who, from).await }).await?;
            if left.is_empty() && next.is_some() {
                after = next;
                continue;
            }
            let left = left.into_iter().map(|(kept, decision)| Left {
                held: told(kept, &names),
                decision,
            });
            let left = left.collect();
            return Ok(LeftAside { left, next });
        }
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
        let (org, who) = (actor.org.clone(), actor.who());
        let (these, this) = (subjects.to_vec(), verdict.clone());
        let refused = apart(async move { org.decide(who, &these, &this).await }).await?;
        let (asked, refused_count) = (subjects.len(), refused.len());
        let (by, verdict) = (actor.person, verdict.name());
        tracing::info!(%by, verdict, asked, refused = refused_count, "the quarantine was decided on");
        Ok(refused)
    }

    /// Everything of the quarantine that this person may see, what was dismissed and what was decided included: items sealed as
    /// they came, operations as they were made. JSON, a page at a time: the whole may be larger than memory should hold.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn quarantine_file(
        &self,
        actor: &Granted<Answers>,
    ) -> Result<impl Stream<Item = Result<Bytes, Failure>> + Send + use<>, Failure> {
        let names = Arc::new(self.tablet_names(actor).await?);
        let (org, who) = (actor.org.clone(), actor.who());
        let name = json!(org.info().name);
        let exported_at = json!(instant(self.host.now()));
        let items = list("items", {
            let (org, names) = (org.clone(), names.clone());
            move |after| {
                let (org, names) = (org.clone(), names.clone());
                apart(async move {
                    let (page, next) = org.quarantined(after, true).await?;
                    Ok::<_, Failure>((all_written(page, &names), next))
                })
            }
        });
        let operations = list("operations", {
            let org = org.clone();
            move |after| {
                let (org, names) = (org.clone(), names.clone());
                async move {
                    let (page, next) = org.set_aside(who, after, true).await?;
                    Ok((all_written(page, &names), next))
                }
            }
        });
        let decisions = list("decisions", move |after| {
            let org = org.clone();
            async move {
                let (page, next) = org.decisions(who, after).await?;
                let row = |(subject, made)| json!({ "subject": subject, "decisions": made });
                Ok((page.into_iter().map(row).collect(), next))
            }
        });
        let head = format!(
            r#"{{"format":"boucle.quarantine.v1","organisation":{name},"exported_at":{exported_at}"#
        );
        let lists = items.chain(operations).chain(decisions);
        Ok(text(head).chain(lists).chain(text("}")))
    }

    async fn tablet_names(&self, actor: &Actor) -> Result<Names, Failure> {
        let tablets = self
            .store
            .control()
            .tablets(actor.organisation(), self.now_ms())
            .await?;
        Ok(tablets.into_iter().map(|one| (one.id, one.name)).collect())
    }
}

/// A list of the file, a page at a time: what `page` reads after a key, until that gives none to go on with.
fn list<K, P>(
    name: &str,
    page: impl Fn(Option<K>) -> P + Send,
) -> impl Stream<Item = Result<Bytes, Failure>> + Send
where
    K: Send,
    P: Future<Output = Result<(Vec<Value>, Option<K>), Failure>> + Send,
{
    let pages = stream::try_unfold(Some((None, "")), move |at| {
        let read = at.map(|(after, comma)| (page(after), comma));
        async move {
            let Some((page, mut comma)) = read else {
                return Ok(None);
            };
            let (rows, next) = page.await?;
            let mut text = String::new();
            for row in rows {
                text.extend([comma, &row.to_string()]);
                comma = ",";
            }
            let then = next.map(|next| (Some(next), comma));
            Ok(Some((Bytes::from(text), then)))
        }
    });
    text(format!(",\"{name}\":[")).chain(pages).chain(text("]"))
}

fn text(text: impl Into<Bytes>) -> impl Stream<Item = Result<Bytes, Failure>> + Send {
    stream::iter([Ok(text.into())])
}

fn all_written(page: Vec<Kept>, names: &Names) -> Vec<Value> {
    page.into_iter().map(|one| written(one, names)).collect()
}

/// One thing as the screen shows it.
fn told(kept: Kept, names: &Names) -> Held {
    let hindrance = kept.hindrance;
    match kept.thing {
        Thing::Item {
            held,
            campaign,
            session,
            unopened,
        } => Held {
            subject: held.subject(),
            tablet: held.source.and_then(|id| names.get(&DeviceId(id)).cloned()),
            code: held.code,
            day: Some(held.day),
            campaign,
            session,
            unopened,
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
            unopened: false,
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
