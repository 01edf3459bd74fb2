//! The trainer's commands: head-count, what was refused, what was lost, updates, how the tablet goes round.

use super::{
    rounds::Rounds,
    state::{Respond, Screen},
};
use crate::{
    clock,
    storage::{StorageError, quota},
};
use domain::{Refusal, ids::CampaignId, session::HEADCOUNT_MAX};
use intake::{Note, Payload, Seen};
use leptos::{prelude::*, task::spawn_local};

/// A session's figures as the trainer says they are.
#[derive(Clone, Copy)]
pub struct Corrected {
    pub headcount: u32,
    pub absent: u32,
    pub refused: u32,
    /// Of the refusals, those told just now: what was counted before is not taken back.
    pub more_refused: u32,
}

impl Respond {
    pub fn open_session(self, campaign: CampaignId) {
        self.go(Screen::Session(campaign));
    }

    /// "Cette tablette".
    pub fn show_device(self) {
        self.device.write().taken = None;
        self.go(Screen::Device);
        self.weigh();
    }

    /// Asks the browser to keep everything, and shows what it said.
    pub fn ask_to_persist(self) {
        spawn_local(async move {
            _ = quota::persist().await;
            self.weigh();
        });
    }

    pub fn show_trainer(self) {
        self.go(Screen::Trainer);
        self.weigh();
    }

    /// Sends the corrected head-count as a sealed note, and refusals told to the trainer as those on a screen; `done` hears how
    /// it went.
    ///
    /// # Errors
    /// `OutOfRange` when more people are absent or refuse than expected, or the number is beyond belief.
    pub fn correct(
        self,
        campaign: CampaignId,
        Corrected {
            headcount,
            absent,
            refused,
            more_refused,
        }: Corrected,
        done: impl Fn(bool) + 'static,
    ) -> Result<(), Refusal> {
        if headcount > HEADCOUNT_MAX
            || absent > headcount
            || (more_refused > 0 && refused > headcount - absent)
        {
            return Err(Refusal::OutOfRange);
        }
        let device = self.device.read_untracked();
        let asked = device.kit.as_ref().and_then(|kept| kept.asked(campaign));
        drop(device);
        let Some((vault, asked)) = self.vault().zip(asked) else {
            return Err(Refusal::UnknownReference);
        };
        let note = Payload::Note(Note {
            session: asked.session.session,
            day: clock::today(),
            headcount,
            absent,
            seen: Some(Seen {
                headcount: asked.session.detail.headcount,
                absent: asked.session.detail.absent,
            }),
        });
        let declined = Payload::Declined {
            campaign,
            day: clock::today(),
            abandoned: false,
        };
        let mut payloads = vec![note];
        payloads.resize(1 + more_refused as usize, declined);
        spawn_local(async move {
            let mut stored = Ok(());
            for payload in &payloads {
                stored = self
                    .store(&vault, &asked.kit, payload, None)
                    .await
                    .map(|_| ());
                if stored.is_err() {
                    break;
                }
            }
            if stored == Err(StorageError::Quota) {
                self.device.write().full = true;
            }
            done(stored.is_ok());
            self.kick();
        });
        Ok(())
    }

    /// Keeps how the tablet goes round; `done` hears whether it is on disk.
    pub fn set_rounds(self, rounds: Rounds, done: impl Fn(bool) + 'static) {
        let Some(vault) = self.vault() else { return };
        spawn_local(async move {
            let kept = vault.set_rounds(&rounds).await.is_ok();
            if kept {
                self.device.write().rounds = rounds;
            }
            done(kept);
        });
    }

    /// Sends again what the server refused.
    pub fn retry_refused(self) {
        let Some(vault) = self.vault() else { return };
        let refused = self.device.read_untracked().refused.clone();
        spawn_local(async move {
            match vault.fit(async || vault.retry(&refused).await).await {
                Ok(()) => {
                    self.device.write().refused = Vec::new();
                    self.kick();
                }
                Err(_) => self.device.write().full = true,
            }
        });
    }

    /// Someone was told that items were lost.
    pub fn acknowledge_lost(self) {
        let Some(vault) = self.vault() else { return };
        self.device.write().lost = None;
        spawn_local(async move { _ = vault.forget_lost().await });
    }

    /// Someone was told what the server keeps apart.
    pub fn acknowledge_aside(self) {
        let Some(vault) = self.vault() else { return };
        let seen = std::mem::take(&mut self.device.write().aside);
        spawn_local(async move { _ = vault.see_aside(&seen).await });
    }

    /// Looks how much room is left.
    pub(super) fn weigh(self) {
        spawn_local(async move {
            let storage = quota::storage().await;
            self.device.write().storage = storage;
        });
    }
}
