//! The tablet going round: entering and leaving, starting over for the next person, time limits, browser history.

use super::{
    idle::{Idle, Limits},
    parts::happened_in,
    rounds::Rounds,
    state::{Respond, Screen, Stop, Trouble},
};
use crate::clock;
use domain::ids::CampaignId;
use leptos::{ev, prelude::*, task::spawn_local};
use std::time::Duration;
use wasm_bindgen::JsValue;

/// Longest time at the camera.
const AWAY_MS: u64 = 3 * 60 * 1000;

impl Respond {
    /// "Hand the tablet round": from here on only the questionnaire is shown, also after a restart.
    pub fn hand_over(self, campaign: CampaignId) {
        let Some(vault) = self.vault() else { return };
        spawn_local(async move {
            match vault.set_kiosk(Some(campaign)).await {
                Ok(()) => {
                    self.device.write().kiosk = Some(campaign);
                    self.hold_history();
                    self.invite(campaign);
                }
                Err(_) => self.device.write().full = true,
            }
        });
    }

    /// Seconds before another code may be tried.
    pub fn code_wait_s(self) -> u32 {
        let since_ms = clock::since_opened_ms() - self.host.read_value().tried_ms;
        let device = self.device.read_untracked();
        device.rounds.wait_s((since_ms / 1000.0) as u32)
    }

    /// Whether `digits` open the trainer's door; a wrong code is counted, and so is an end of them.
    pub fn may_leave(self, digits: &str) -> bool {
        let rounds = self.device.read_untracked().rounds.clone();
        let Some(pin) = &rounds.pin else { return true };
        if digits.is_empty() || self.code_wait_s() > 0 {
            return false;
        }
        let right = pin.is(digits);
        let wrong = if right {
            0
        } else {
            rounds.wrong.saturating_add(1)
        };
        self.host.write_value().tried_ms = clock::since_opened_ms();
        // It counts at once, and without room on the disk until the page is closed.
        self.device.write().rounds.wrong = wrong;
        if let Some(vault) = self.vault() {
            let rounds = Rounds { wrong, ..rounds };
            spawn_local(async move { _ = vault.set_rounds(&rounds).await });
        }
        right
    }

    /// Back to the trainer; confirmed on the screen.
    pub fn leave_kiosk(self) {
        let Some(vault) = self.vault() else { return };
        let unfinished = matches!(self.screen.get_untracked(), Screen::Resume(_));
        if unfinished {
            self.abandon();
        }
        self.device.write().kiosk = None;
        self.forget_person();
        self.go(Screen::Trainer);
        spawn_local(async move { _ = vault.set_kiosk(None).await });
    }

    /// The thanks are over, or somebody comes: they find the trainer's language and the ordinary text size.
    pub fn next_person(self) {
        if let Some(asked) = self.asked() {
            self.invite(asked.session.campaign);
        }
    }

    /// A person wants to go on reading the thanks.
    pub fn stay(self) {
        self.host.write_value().staying = true;
        self.touch();
    }

    /// A person asks for more time, until they have finished.
    pub fn slow_down(self) {
        self.host.write_value().slower = true;
        self.touch();
    }

    fn limits(self) -> Limits {
        let limits = self.device.read_untracked().rounds.limits;
        if self.host.read_value().slower {
            limits.longer()
        } else {
            limits
        }
    }

    /// Somebody is there.
    pub fn touch(self) {
        self.host.write_value().touched_ms = clock::now_ms();
        if !matches!(self.screen.get_untracked(), Screen::Thanks(_)) {
            self.show_idle(Idle::No);
        }
    }

    /// Somebody is at the camera, which is another program: no gesture is seen until they are back.
    pub fn away(self) {
        self.touch();
        self.host.write_value().touched_ms += AWAY_MS;
    }

    /// A dialog says itself what its buttons do: it must not be gone before they are let go.
    fn notice(self, gesture: &web_sys::Event) {
        if !happened_in(gesture, "dialog") {
            self.touch();
        }
    }

    /// Every second, and when the tablet wakes up.
    pub(super) fn tick(self) {
        if self.in_kiosk().is_none() {
            return;
        }
        let now = clock::now_ms();
        let seconds =
            |since: u64| u32::try_from(now.saturating_sub(since) / 1000).unwrap_or(u32::MAX);
        let host = self.host.read_value();
        let (idle_s, shown_s) = (seconds(host.touched_ms), seconds(host.shown_ms));
        let staying = host.staying;
        drop(host);
        let limits = self.limits();
        match self.screen.get_untracked() {
            Screen::Question(_) if !self.must_wait() => match limits.answering(idle_s) {
                Idle::Over => self.abandon(),
                idle => self.show_idle(idle),
            },
            Screen::Thanks(_) => match limits.thanking(shown_s, idle_s, staying) {
                Idle::Over => self.next_person(),
                idle => self.show_idle(idle),
            },
            Screen::Invite if limits.is_deserted(shown_s, idle_s) => {
                self.forget_person();
                self.go(Screen::Attract);
            }
            _ => {}
        }
    }

    /// A finished answer that could not be written stays on the screen until someone helps.
    fn must_wait(self) -> bool {
        let stuck = matches!(self.trouble(), Some(Trouble::Full | Trouble::NotStored));
        stuck || self.person.read_untracked().busy
    }

    fn show_idle(self, idle: Idle) {
        let changed = self.person.read_untracked().idle != idle;
        if changed {
            self.person.write().idle = idle;
        }
    }

    /// The browser's Back is the questionnaire's, and never leads out of the kiosk: there is always one entry to go
    /// back from. Browsers count it only after a gesture, so each person's first one asks for it again.
    pub(super) fn hold_history(self) {
        let Ok(history) = window().history() else {
            return;
        };
        let held = JsValue::from_str("held");
        if history.state().is_ok_and(|state| state != held) {
            let _ = history.push_state(&held, "");
        }
    }

    /// The gestures and moments the kiosk listens to, for as long as the page lives.
    pub(super) fn listen(self) {
        set_interval(move || self.tick(), Duration::from_secs(1));
        window_event_listener(ev::pointerdown, move |ev| self.notice(&ev));
        window_event_listener(ev::keydown, move |ev| self.notice(&ev));
        window_event_listener(ev::input, move |ev| self.notice(&ev));
        window_event_listener(ev::popstate, move |_| {
            let asking = matches!(self.screen.get_untracked(), Screen::Question(_));
            if asking || self.in_kiosk().is_some() {
                self.hold_history();
                self.back();
            }
        });
        // Another link typed over this one: start again from what is stored.
        window_event_listener(ev::hashchange, move |_| {
            let _ = window().location().reload();
        });
    }

    /// After a new kit: the invitation is for a campaign that is still in it.
    pub(super) fn check_invitation(self) {
        match (self.screen.get_untracked(), self.in_kiosk()) {
            (Screen::Stop(Stop::Gone), Some(campaign)) => self.invite(campaign),
            (Screen::Stop(Stop::Offline), _) => {
                if let Some(campaign) = self.only_campaign() {
                    self.invite(campaign);
                }
            }
            (Screen::Invite | Screen::Attract, Some(campaign)) => {
                let device = self.device.read_untracked();
                let kit = device.kit.as_ref();
                let known = kit.is_some_and(|kept| kept.session(campaign).is_some());
                drop(device);
                if !known {
                    self.go(Screen::Stop(Stop::Gone));
                }
            }
            _ => {}
        }
    }
}
