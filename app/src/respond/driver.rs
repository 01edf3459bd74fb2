//! The outbox driver: when the turns of `intake::device` are, what they reach the server with, and what they show. It
//! runs at the start, when the network or the screen comes back, after each stored item, and on a timer; never on the
//! screen's time. One tab at a time drives.

use super::{
    pace,
    state::{Exchange, Respond, Screen, Stop},
};
use crate::{
    clock,
    net::{self, NetError},
    random,
    storage::{StorageError, lock},
};
use intake::{
    device::{self, Door, Halt, News, Trouble, exchange},
    wire::{Batch, DELIVERED_HEADER, Delivered, Kit, Receipts},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::time::Duration;

const KIT_URL: &str = "/r/intake/v1/kit";
const ITEMS_URL: &str = "/r/intake/v1/items";
const LOCK: &str = "boucle.r.driver";

/// Where the driver stands.
#[derive(Default)]
pub(super) struct Driver {
    running: bool,
    /// Asked for while running.
    again: bool,
    /// Turns in a row without an answer.
    failures: u32,
    timer: Option<TimeoutHandle>,
}

impl Driver {
    /// Asked for a turn: whether to start, or to note that one more is wanted.
    fn starts(&mut self) -> bool {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
        self.again = self.running;
        !std::mem::replace(&mut self.running, true)
    }

    /// After a turn: whether another was asked for meanwhile.
    fn goes_on(&mut self) -> bool {
        self.running = std::mem::take(&mut self.again);
        self.running
    }
}

/// The server this page came from.
struct Http {
    token: Option<String>,
}

impl device::Remote for Http {
    async fn send(&self, door: &Door, batch: &Batch) -> Result<Receipts, Trouble> {
        let headers = door.headers(self.token.as_deref());
        net::post(ITEMS_URL, &headers, batch).await.map_err(trouble)
    }

    async fn kit(&self, door: &Door, delivered: Option<&Delivered>) -> Result<Kit, Trouble> {
        let delivered = delivered.map(Delivered::to_string);
        let mut headers = door.headers(self.token.as_deref());
        headers.extend(delivered.as_deref().map(|last| (DELIVERED_HEADER, last)));
        net::get(KIT_URL, &headers).await.map_err(trouble)
    }
}

/// A server that fails is as good as none: it is asked again.
fn trouble(error: NetError) -> Trouble {
    match error {
        busy if busy.is_busy() => Trouble::Busy,
        NetError::Refused { status, code, .. } if status < 500 => Trouble::Refused(code),
        _ => Trouble::Offline,
    }
}

impl Respond {
    /// Runs a turn now, or right after the one that is running.
    pub fn kick(self) {
        if !self.host.write_value().driver.starts() {
            return;
        }
        spawn_local(async move {
            loop {
                lock::if_free(LOCK, self.turn()).await;
                if !self.host.write_value().driver.goes_on() {
                    break;
                }
            }
            self.rest();
        });
    }

    /// Sets the timer of the next turn.
    pub(super) fn rest(self) {
        let [random] = random::bytes();
        let mut host = self.host.write_value();
        let delay = pace::next_turn_ms(&host.door, host.driver.failures, random);
        let delay = Duration::from_millis(delay.into());
        host.driver.timer = set_timeout_with_handle(move || self.kick(), delay).ok();
    }

    /// Sends, then fetches the kit, and shows how it went.
    pub(super) async fn turn(self) {
        let Some(vault) = self.vault() else { return };
        let remote = Http {
            token: self.token(),
        };
        let door = self.door();
        let show = |news: News<'_>| self.show(news);
        let outcome = exchange(&vault, &remote, &door, clock::now_ms(), &show).await;
        let refusal = match &outcome {
            Err(Halt::Remote(Trouble::Refused(code))) => Some(code.clone()),
            _ => None,
        };
        let answered = outcome.is_ok() || refusal.is_some();
        let mut host = self.host.write_value();
        host.driver.failures = if answered {
            0
        } else {
            host.driver.failures + 1
        };
        drop(host);
        let mut device = self.device.write();
        if answered {
            device.last_contact = Some(clock::now_ms());
        }
        device.full |= matches!(outcome, Err(Halt::Storage(StorageError::Quota)));
        device.exchange = match (&refusal, &outcome) {
            (Some(code), _) => Exchange::Refused(code.clone()),
            (None, Err(Halt::Remote(Trouble::Busy))) => Exchange::Busy,
            (None, Err(Halt::Storage(StorageError::Quota))) => Exchange::Resting,
            (None, Err(Halt::Storage(_))) => Exchange::Broken,
            (None, Err(Halt::Remote(_))) => Exchange::Offline,
            (None, Ok(())) => Exchange::Resting,
        };
        drop(device);
        if let Some(code) = refusal {
            self.refused_by_server(&code);
        }
    }

    /// Shows what a turn has done so far.
    fn show(self, news: News<'_>) {
        match news {
            News::Waiting(labels) => self.show_labels(labels),
            News::Sending { sent, of } => {
                self.device.write().exchange = Exchange::Sending { sent, of };
            }
            News::Aside(aside) => {
                let changed = self.device.read_untracked().aside != aside;
                if changed {
                    self.device.write().aside = aside;
                }
            }
            News::Refused(refused) => self.device.write().refused.extend(refused),
            News::Kit(door, kept) if *door == self.door() => {
                // Screens are drawn again only when something in it changed.
                let shown = self.device.read_untracked();
                let same = shown
                    .kit
                    .as_ref()
                    .is_some_and(|shown| shown.kit == kept.kit);
                drop(shown);
                if !same {
                    self.device.write().kit = Some(kept.clone());
                }
                self.check_invitation();
            }
            News::Kit(..) => {}
        }
    }

    /// Nothing on the device changes when the server refuses: only an idle screen says so.
    fn refused_by_server(self, code: &str) {
        let stop = match code {
            "campaign_closed" => Stop::Closed,
            "link_spent" => Stop::LinkSpent,
            "link_unknown" | "not_found" => Stop::LinkUnknown,
            _ => return,
        };
        let idle = matches!(
            self.screen.get_untracked(),
            Screen::Invite | Screen::Opening
        );
        if !self.is_tablet() && idle {
            self.go(Screen::Stop(stop));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_with_too_much_to_do_neither_refuses_nor_is_away() {
        let answer = |status, code: &str| NetError::Refused {
            status,
            code: code.to_owned(),
            message: String::new(),
            body: String::new(),
        };
        for busy in [answer(429, "too_many_requests"), answer(503, "busy")] {
            assert_eq!(trouble(busy), Trouble::Busy);
        }
        let revoked = "device_revoked".to_owned();
        assert_eq!(trouble(answer(401, &revoked)), Trouble::Refused(revoked));
        for away in [answer(500, "unexpected"), NetError::Offline] {
            assert_eq!(trouble(away), Trouble::Offline);
        }
    }
}
