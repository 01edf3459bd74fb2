//! The outbox driver: sends what waits, in batches, until each item has a verified receipt; then asks for the kit. It
//! runs at the start, when the network or the screen comes back, after each stored item, and on a timer; never on the
//! screen's time. One tab at a time drives.

use super::{
    entry::Door,
    kit::{KeptKit, Labels},
    pace,
    state::{Exchange, Respond, Screen, Stop},
    vault::{Refused, Vault},
};
use crate::{
    clock,
    net::{self, NetError},
    random,
    storage::{StorageError, lock},
};
use domain::ids::ItemId;
use intake::{
    outbox::{Verdict, next_batch, verdict},
    wire::{BATCH_ITEMS_MAX, Batch, Item, Kit, Receipts},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::{collections::BTreeSet, time::Duration};

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

/// Why a turn stopped early.
enum Halt {
    Net(NetError),
    Storage(StorageError),
}

impl From<NetError> for Halt {
    fn from(error: NetError) -> Self {
        Halt::Net(error)
    }
}

impl From<StorageError> for Halt {
    fn from(error: StorageError) -> Self {
        Halt::Storage(error)
    }
}

impl Respond {
    /// Runs a turn now, or right after the one that is running.
    pub fn kick(self) {
        let started = self.host.try_update_value(|host| {
            let driver = &mut host.driver;
            if let Some(timer) = driver.timer.take() {
                timer.clear();
            }
            driver.again = driver.running;
            !std::mem::replace(&mut driver.running, true)
        });
        if started != Some(true) {
            return;
        }
        spawn_local(async move {
            loop {
                lock::if_free(LOCK, self.turn()).await;
                let again = self.host.try_update_value(|host| {
                    host.driver.running = std::mem::take(&mut host.driver.again);
                    host.driver.running
                });
                if again != Some(true) {
                    break;
                }
            }
            self.rest();
        });
    }

    /// Sets the timer of the next turn.
    fn rest(self) {
        self.host.update_value(|host| {
            let [random] = random::bytes();
            let delay = pace::next_turn_ms(&host.door, host.driver.failures, random);
            let delay = Duration::from_millis(delay.into());
            host.driver.timer = set_timeout_with_handle(move || self.kick(), delay).ok();
        });
    }

    /// Sends, then fetches the kit, and shows how it went.
    pub(super) async fn turn(self) {
        let Some(vault) = self.vault() else { return };
        let outcome = self.exchange(&vault).await;
        let answered = match &outcome {
            Ok(()) => true,
            Err(Halt::Net(NetError::Refused { status, .. })) => *status < 500,
            Err(_) => false,
        };
        self.host.update_value(|host| {
            host.driver.failures = if answered {
                0
            } else {
                host.driver.failures + 1
            };
        });
        if answered {
            self.device.last_contact.set(Some(clock::now_ms()));
        }
        self.device.exchange.set(match outcome {
            Ok(()) => Exchange::Resting,
            Err(Halt::Net(NetError::Refused { status, code, .. })) if status < 500 => {
                self.refused_by_server(&code);
                Exchange::Refused(code)
            }
            Err(Halt::Storage(StorageError::Quota)) => {
                self.device.full.set(true);
                Exchange::Offline
            }
            Err(_) => Exchange::Offline,
        });
    }

    /// Everything that waits, door by door, then the kit of this device's own door.
    async fn exchange(self, vault: &Vault) -> Result<(), Halt> {
        let own = self.door();
        let labels = vault.labels().await?;
        let mut doors: Vec<Door> = vec![own.clone()];
        for label in labels.values() {
            if !doors.contains(&label.door) {
                doors.push(label.door.clone());
            }
        }
        self.show_labels(labels);
        let mut own_outcome = Ok(());
        for door in &doors {
            let outcome = self.drain(vault, door).await;
            // An old link that no longer opens must not keep the others shut.
            if *door == own {
                own_outcome = outcome;
            }
        }
        let kit: Kit = net::get(KIT_URL, &own.headers()).await?;
        self.take_kit(vault, &own, kit).await?;
        own_outcome
    }

    /// Sends what waits behind `door`.
    async fn drain(self, vault: &Vault, door: &Door) -> Result<(), Halt> {
        loop {
            let labels = vault.labels().await?;
            let Some(batch) = self.batch(vault, door, &labels).await? else {
                return Ok(());
            };
            self.device.exchange.set(Exchange::Sending);
            let receipts: Receipts = net::post(ITEMS_URL, &door.headers(), &batch).await?;
            let (delivered, refused) = judge(&batch.items, &receipts, &labels);
            if delivered.is_empty() && refused.is_empty() {
                return Err(NetError::Offline.into());
            }
            self.settle(vault, door, labels, &delivered, refused)
                .await?;
        }
    }

    async fn batch(
        self,
        vault: &Vault,
        door: &Door,
        labels: &Labels,
    ) -> Result<Option<Batch>, Halt> {
        let ids: Vec<ItemId> = labels
            .values()
            .filter(|label| label.door == *door)
            .map(|label| label.id)
            .collect();
        let kept_aside = self.device.refused.with_untracked(|refused| {
            refused
                .iter()
                .filter(|refused| refused.label.door == *door)
                .count()
        });
        let total = u32::try_from(ids.len() + kept_aside).unwrap_or(u32::MAX);
        let items = vault.items(&ids[..ids.len().min(BATCH_ITEMS_MAX)]).await?;
        Ok(next_batch(&items, total))
    }

    /// Applies a batch's receipts to the device, then to the screen.
    async fn settle(
        self,
        vault: &Vault,
        door: &Door,
        mut labels: Labels,
        delivered: &[ItemId],
        refused: Vec<Refused>,
    ) -> Result<(), Halt> {
        let mut kit = vault.kit(door).await?;
        if let Some(kit) = &mut kit {
            for label in delivered.iter().filter_map(|id| labels.get(id)) {
                kit.absorb(&label.what);
            }
        }
        let kept = kit.as_ref().map(|kit| (door, kit));
        vault.settle(delivered, &refused, kept).await?;
        let gone: BTreeSet<ItemId> = refused
            .iter()
            .map(|refused| refused.item.id)
            .chain(delivered.iter().copied())
            .collect();
        labels.retain(|id, _| !gone.contains(id));
        self.device.last_contact.set(Some(clock::now_ms()));
        self.device.refused.update(|all| all.extend(refused));
        self.show_labels(labels);
        if *door == self.door() {
            self.device.kit.set(kit);
        }
        Ok(())
    }

    async fn take_kit(self, vault: &Vault, door: &Door, kit: Kit) -> Result<(), Halt> {
        let kept = KeptKit {
            kit,
            fetched_ms: clock::now_ms(),
        };
        vault.keep_kit(door, &kept).await?;
        // Screens are drawn again only when something in it changed.
        let same = self
            .device
            .kit
            .with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.kit == kept.kit));
        if !same {
            self.device.kit.set(Some(kept));
        }
        self.check_invitation();
        Ok(())
    }

    /// Nothing on the device changes when the server refuses: only an idle screen says so.
    fn refused_by_server(self, code: &str) {
        let stop = match code {
            "campaign_closed" => Stop::Closed,
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

/// Which items the server verifiably holds, and which it refused; an item without a receipt simply waits on.
fn judge(items: &[Item], receipts: &Receipts, labels: &Labels) -> (Vec<ItemId>, Vec<Refused>) {
    let (mut delivered, mut refused) = (Vec::new(), Vec::new());
    for item in items {
        let Some(receipt) = receipts
            .receipts
            .iter()
            .find(|receipt| receipt.id == item.id)
        else {
            continue;
        };
        match (verdict(item, receipt), labels.get(&item.id)) {
            (Verdict::Delivered(id), _) => delivered.push(id),
            (Verdict::Kept { code, .. }, Some(label)) => refused.push(Refused {
                item: item.clone(),
                label: label.clone(),
                code,
            }),
            (Verdict::Kept { .. }, None) => {}
        }
    }
    (delivered, refused)
}
