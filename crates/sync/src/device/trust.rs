//! The organisation's signed word for its log, as this device was given it, and where the server contradicts it. What it
//! contradicts is shown and kept for others to look at; nothing is dropped and nothing stops for it.

use super::{
    remote::{Remote, Trouble},
    steps::Device,
};
use crate::wire::{Key, Page, SIGN_ALG, SignedHead};
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Trust {
    /// The last head that was signed for this device.
    pub head: Option<SignedHead>,
    /// Whether this device could check the signature.
    pub checked: bool,
    /// Keys as they were first told: another one of the same name is not believed.
    keys: Vec<Key>,
    /// The first contradiction.
    pub doubt: Option<Box<Doubt>>,
}

/// What the server says against what was signed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Doubt {
    pub kind: Contradiction,
    /// As the server shows it now.
    pub shown: SignedHead,
    /// As it was signed before.
    pub before: Option<SignedHead>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contradiction {
    /// No key of the organisation signed it.
    Signature,
    /// In the same life of the database the log was longer before, or another one.
    Rewritten,
    /// What was sent is not what was signed.
    Answer,
}

impl Trust {
    /// In another life of the server's database.
    pub(super) fn anew(&self) -> Trust {
        Trust {
            head: None,
            checked: false,
            ..self.clone()
        }
    }

    fn key(&self, kid: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.kid == kid)
    }

    fn learn(&mut self, told: Vec<Key>) {
        for key in told {
            if key.alg == SIGN_ALG && self.key(&key.kid).is_none() {
                self.keys.push(key);
            }
        }
    }

    fn says_otherwise(&self, signed: &SignedHead, page: &Page) -> Option<Contradiction> {
        let of_page = signed.epoch == page.epoch
            && signed.seq == page.head
            && signed.chain == page.chain
            && Some(&signed.root) == page.root.as_ref();
        let genuine = |stored: &crate::Stored| stored.proven_leaf().is_some();
        if !of_page || !page.ops.iter().all(genuine) {
            return Some(Contradiction::Answer);
        }
        let known = self.head.as_ref()?;
        let earlier = known.epoch == signed.epoch
            && (signed.seq < known.seq || (signed.seq == known.seq && !same_log(known, signed)));
        earlier.then_some(Contradiction::Rewritten)
    }
}

fn same_log(one: &SignedHead, other: &SignedHead) -> bool {
    one.org == other.org
        && one.epoch == other.epoch
        && one.seq == other.seq
        && one.root == other.root
        && one.chain == other.chain
}

/// What is known after a page: its head is checked when it is news.
pub(super) async fn heard<D: Device>(
    device: &D,
    remote: &(impl Remote + ?Sized),
    known: &Trust,
    page: &Page,
) -> Result<Trust, Trouble> {
    let mut trust = known.clone();
    let Some(signed) = &page.signed else {
        return Ok(trust);
    };
    let mut contradiction = trust.says_otherwise(signed, page);
    let news = trust
        .head
        .as_ref()
        .is_none_or(|head| !same_log(head, signed));
    if contradiction.is_none() && news {
        if trust.key(&signed.kid).is_none() {
            trust.learn(remote.keys().await?.keys);
        }
        let checked = match trust.key(&signed.kid) {
            Some(key) => {
                device
                    .verifies(&key.public, &signed.text(), &signed.sig)
                    .await
            }
            None => Some(false),
        };
        if checked == Some(false) {
            contradiction = Some(Contradiction::Signature);
        } else {
            trust.head = Some(signed.clone());
            trust.checked = checked.is_some();
        }
    }
    if let (Some(kind), None) = (contradiction, &trust.doubt) {
        trust.doubt = Some(Box::new(Doubt {
            kind,
            shown: signed.clone(),
            before: known.head.clone(),
        }));
    }
    Ok(trust)
}
