//! Signed heads, kept here or by somebody else: signed by a key of the organisation, and on the way this log has gone.

use super::{About, Finding};
use ledger::{Purpose, Secret, verify};
use std::collections::{HashMap, HashSet};
use sync::{
    hash,
    plan::Head,
    wire::{Checkpoint, SignedHead},
};

#[derive(Default)]
pub(super) struct Heads {
    /// Each with where it is from.
    kept: Vec<(Origin, String, Checkpoint)>,
    /// Chain and root at the numbers of those, once the log was there.
    passed: HashMap<u64, Option<(String, String)>>,
    /// Public keys that sign.
    keys: HashMap<String, Vec<u8>>,
}

/// Who kept a head.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Here,
    Outside,
}

/// What they were found to be.
#[derive(Default)]
pub(super) struct Compared {
    /// How many this log agrees with. One that is kept in several places is one.
    pub(super) signed: u64,
    /// Those of earlier lives that it has not gone through.
    pub(super) elsewhere: Vec<SignedHead>,
    /// Those with a token, each with where it is from.
    pub(super) stamped: Vec<(String, Checkpoint)>,
}

impl Heads {
    pub(super) fn keep(&mut self, origin: Origin, from: String, checkpoint: Checkpoint) {
        let seq = checkpoint.signed.seq;
        let begun = (seq == 0).then(|| at(&Head::EMPTY));
        self.passed.entry(seq).or_insert(begun);
        self.kept.push((origin, from, checkpoint));
    }

    /// The log is one operation further.
    pub(super) fn passed(&mut self, end: Option<&Head>) {
        let Some(end) = end else { return };
        if let Some(passed) = self.passed.get_mut(&end.seq) {
            *passed = Some(at(end));
        }
    }

    pub(super) fn key(&mut self, secret: Secret) {
        if let (Purpose::Sign, Some(public)) = (secret.purpose, secret.public()) {
            self.keys.insert(secret.kid, public);
        }
    }

    pub(super) fn finish(self, epoch: &str) -> Result<Compared, Finding> {
        let mut compared = Compared::default();
        let (mut known, mut stamps) = (HashSet::new(), HashSet::new());
        for (origin, from, checkpoint) in self.kept {
            let outside = origin == Origin::Outside;
            let about = |about| if outside { about } else { About::Database };
            let head = &checkpoint.signed;
            let key = self.keys.get(&head.kid);
            if !key.is_some_and(|key| verify(key, &head.text(), &head.sig)) {
                let what = format!("not signed by a key of the organisation ({})", head.kid);
                return Err(Finding::new(from, what).about(about(About::KeptHead)));
            }
            let said = (head.chain.clone(), head.root.clone());
            let new = known.insert((head.text(), head.sig.clone()));
            match self.passed.get(&head.seq).and_then(Option::as_ref) {
                Some(here) if *here == said => compared.signed += u64::from(new),
                _ if head.epoch != epoch && new => compared.elsewhere.push(head.clone()),
                _ if head.epoch != epoch => {}
                Some((_, root)) => {
                    let (seq, at, signed) = (head.seq, &head.at, &head.root);
                    let what = format!(
                        "the log was changed: at operation {seq} its root is {root}, on {at} it was signed as {signed}"
                    );
                    return Err(Finding::new(from, what));
                }
                None => {
                    let (seq, at) = (head.seq, &head.at);
                    let what = format!("the log was cut: on {at} it had {seq} operations");
                    return Err(Finding::new(from, what).about(about(About::Earlier)));
                }
            }
            let token = checkpoint.token.clone();
            // Its first place may have it from before the authority answered.
            if token.is_some_and(|token| stamps.insert((checkpoint.stamped(), token))) {
                compared.stamped.push((from, checkpoint));
            }
        }
        Ok(compared)
    }
}

fn at(end: &Head) -> (String, String) {
    (hash::hex(&end.chain), end.root())
}
