//! The outbox driver: sends what waits, in batches, until each item has a verified receipt; then asks for the kit. It
//! runs at the start, when the network or the screen comes back, after each stored item, and on a timer; never on the
//! screen's time. One tab at a time drives.

use super::{
    entry::Door,
    kit::{KeptKit, Label, Labels},
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
        let outcome = self.exchange(&vault).await;
        let refusal = match &outcome {
            Err(Halt::Net(NetError::Refused { status, code, .. })) if *status < 500 => {
                Some(code.clone())
            }
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
        device.exchange = match &refusal {
            Some(code) => Exchange::Refused(code.clone()),
            None if answered => Exchange::Resting,
            None => Exchange::Offline,
        };
        drop(device);
        if let Some(code) = refusal {
            self.refused_by_server(&code);
        }
    }

    /// Everything that waits, door by door, then the kit of this device's own door.
    async fn exchange(self, vault: &Vault) -> Result<(), Halt> {
        let own = self.door();
        let labels = vault.labels().await?;
        let mut doors: Vec<Door> = vec![own.clone()];
        for label in &labels {
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
        let token = self.token();
        let kit: Kit = net::get(KIT_URL, &own.headers(token.as_deref())).await?;
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
            self.device.write().exchange = Exchange::Sending;
            let token = self.token();
            let headers = door.headers(token.as_deref());
            let receipts: Receipts = net::post(ITEMS_URL, &headers, &batch).await?;
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
        labels: &[Label],
    ) -> Result<Option<Batch>, Halt> {
        let device = self.device.read_untracked();
        let org = device.kit.as_ref().map(|kept| kept.kit.org.clone());
        drop(device);
        // A tablet enrolled elsewhere since keeps what it holds for the organisation that can open it.
        let leaves = |label: &Label| *door != Door::Tablet || Some(&label.org) == org.as_ref();
        let own = labels
            .iter()
            .filter(|label| label.door == *door && leaves(label));
        let ids: Vec<ItemId> = own.map(|label| label.id).collect();
        let device = self.device.read_untracked();
        let refused = device.refused.iter();
        let aside = refused
            .filter(|refused| refused.label.door == *door)
            .count();
        drop(device);
        let total = u32::try_from(ids.len() + aside).unwrap_or(u32::MAX);
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
            let gone = labels.iter().filter(|label| delivered.contains(&label.id));
            gone.for_each(|label| kit.absorb(&label.what));
        }
        let kept = kit.as_ref().map(|kit| (door, kit));
        vault.settle(delivered, &refused, kept).await?;
        labels.retain(|label| {
            let aside = refused.iter().any(|refused| refused.item.id == label.id);
            !aside && !delivered.contains(&label.id)
        });
        let mut device = self.device.write();
        device.last_contact = Some(clock::now_ms());
        device.refused.extend(refused);
        if *door == self.door() {
            device.kit = kit;
        }
        drop(device);
        self.show_labels(labels);
        Ok(())
    }

    async fn take_kit(self, vault: &Vault, door: &Door, kit: Kit) -> Result<(), Halt> {
        let kept = KeptKit {
            kit,
            fetched_ms: clock::now_ms(),
        };
        vault.keep_kit(door, &kept).await?;
        // Screens are drawn again only when something in it changed.
        let shown = self.device.read_untracked();
        let same = shown
            .kit
            .as_ref()
            .is_some_and(|shown| shown.kit == kept.kit);
        drop(shown);
        if !same {
            self.device.write().kit = Some(kept);
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
fn judge(items: &[Item], receipts: &Receipts, labels: &[Label]) -> (Vec<ItemId>, Vec<Refused>) {
    let (mut delivered, mut refused) = (Vec::new(), Vec::new());
    for item in items {
        let mut receipts = receipts.receipts.iter();
        let Some(receipt) = receipts.find(|receipt| receipt.id == item.id) else {
            continue;
        };
        let label = labels.iter().find(|label| label.id == item.id);
        match (verdict(item, receipt), label) {
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
