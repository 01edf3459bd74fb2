//! One turn of the outbox: everything that waits goes out, door by door, until each item has a verified receipt; then
//! the kit comes in; then what another life of the server's database had goes out again.

use super::{
    Remote, Settled, Vault,
    door::Door,
    kit::{KeptKit, Label, Labels, Refused, Rested},
    rest::surplus,
};
use crate::{
    outbox::{BATCH_BYTES_MAX, Verdict, next_batch, verdict},
    wire::{BATCH_ITEMS_MAX, Batch, Item, Receipts},
};
use domain::{Day, ids::ItemId};

/// Items read from the device's storage at a time.
const READ_AT_ONCE: usize = 50;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;
const EPOCH: Day = Day::constant(1970, 1, 1);

/// Why the server did not do what it was asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// Nobody we know answered. Normal; tried again later.
    Offline,
    /// It has too much to do. Tried again later.
    Busy,
    /// With the server's stable code.
    Refused(String),
}

/// Why a turn stopped early; what was done until then is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Halt<E> {
    Remote(Trouble),
    Storage(E),
}

impl<E> From<Trouble> for Halt<E> {
    fn from(trouble: Trouble) -> Self {
        Halt::Remote(trouble)
    }
}

/// What a screen may show of a turn.
pub enum News<'a> {
    /// All that waits on the device.
    Waiting(Labels),
    /// How many of those that waited at the start have been answered.
    Sending { sent: u32, of: u32 },
    /// All that the server has and keeps apart. Told before it no longer waits: no screen says that it counts.
    Aside(Vec<Rested>),
    /// Kept here just now, for the server did not take it.
    Refused(Vec<Refused>),
    /// The kit of a door, counted on or new.
    Kit(&'a Door, &'a KeptKit),
}

/// Sends, then fetches the kit of `own`, the door this device was opened by.
///
/// # Errors
/// What stopped it, at this device's own door. An old link that no longer opens does not keep the others shut.
pub async fn exchange<V: Vault>(
    vault: &V,
    remote: &impl Remote,
    own: &Door,
    now_ms: u64,
    tell: &dyn Fn(News<'_>),
) -> Result<(), Halt<V::Error>> {
    let turn = Turn {
        vault,
        remote,
        tell,
        today: u32::try_from(now_ms / DAY_MS).unwrap_or(u32::MAX),
    };
    let labels = vault.labels().await.map_err(Halt::Storage)?;
    let doors = doors(own, &labels);
    // Read after what waits: another tab may deliver between the two.
    turn.tell_aside().await?;
    tell(News::Waiting(labels));
    let mut outcome = Ok(());
    for door in &doors {
        let drained = turn.drain(door).await;
        if door == own {
            outcome = drained;
        }
    }
    let before = vault.kit(own).await.map_err(Halt::Storage)?;
    let (known, delivered) = before.map_or_else(Default::default, |before| {
        (before.kit.epoch, before.delivered)
    });
    let kit = remote.kit(own, delivered.as_ref()).await?;
    // A tablet just enrolled has nothing to show, and may be enrolled because the server was put back to before it knew
    // the tablet: everything goes again, once.
    let another = kit.epoch != known;
    let mut kept = KeptKit {
        kit,
        fetched_ms: now_ms,
        delivered,
    };
    kept.vouched();
    let settled = Settled {
        doubted: another.then(|| kept.kit.org.clone()),
        kit: Some((own.clone(), kept.clone())),
        ..Settled::default()
    };
    turn.settle(settled).await?;
    outcome.and(turn.again(own, &kept).await)
}

/// The device's own door first, then the others that something waits behind.
fn doors<'a>(own: &Door, labels: impl IntoIterator<Item = &'a Label>) -> Vec<Door> {
    let mut doors = vec![own.clone()];
    for label in labels {
        if !doors.contains(&label.door) {
            doors.push(label.door.clone());
        }
    }
    doors
}

struct Turn<'a, V, R> {
    vault: &'a V,
    remote: &'a R,
    tell: &'a dyn Fn(News<'_>),
    today: u32,
}

impl<V: Vault, R: Remote> Turn<'_, V, R> {
    /// Sends what waits behind `door`.
    async fn drain(&self, door: &Door) -> Result<(), Halt<V::Error>> {
        let (mut sent, mut of) = (0, 0);
        loop {
            let mut labels = self.vault.labels().await.map_err(Halt::Storage)?;
            let kit = self.vault.kit(door).await.map_err(Halt::Storage)?;
            let org = kit.as_ref().map(|kept| &kept.kit.org);
            // A tablet enrolled elsewhere since keeps what it holds for the organisation that can open it.
            let leaves = |label: &&Label| {
                label.door == *door && (*door != Door::Tablet || Some(&label.org) == org)
            };
            let ids: Vec<ItemId> = labels.iter().filter(leaves).map(|label| label.id).collect();
            let waiting = u32::try_from(ids.len()).unwrap_or(u32::MAX);
            let items = self.first(&ids).await?;
            let aside = self.vault.aside(door).await.map_err(Halt::Storage)?;
            let Some(batch) = next_batch(&items, waiting + aside) else {
                return Ok(());
            };
            of = of.max(sent + waiting);
            (self.tell)(News::Sending { sent, of });
            let receipts = self.remote.send(door, &batch).await?;
            let mut settled = self.judge(&batch.items, &receipts, &labels, None)?;
            if let Some(mut kept) = kit {
                for one in &settled.delivered {
                    kept.absorb(&one.label.what);
                }
                settled.counts(receipts, door, kept);
            }
            sent += count(&settled);
            labels.retain(|label| !settled.speaks_of(label.id));
            self.settle(settled).await?;
            (self.tell)(News::Waiting(labels));
        }
    }

    /// Sends again what the server's database had in another life, then lets go what has been kept long enough: not
    /// before, for the server may have been put back on the last day.
    async fn again(&self, own: &Door, kept: &KeptKit) -> Result<(), Halt<V::Error>> {
        let sent_again = match &kept.kit.epoch {
            Some(epoch) => self.give_back(own, &kept.kit.org, epoch).await,
            None => Ok(()),
        };
        if sent_again.is_err() && !is_shut(&sent_again) {
            return sent_again;
        }
        let rested = self.vault.rested().await.map_err(Halt::Storage)?;
        let surplus = surplus(rested, self.day(kept.kit.today));
        if !surplus.is_empty() {
            let forgotten = self.vault.forget(&surplus).await;
            forgotten.map_err(Halt::Storage)?;
        }
        sent_again
    }

    async fn give_back(&self, own: &Door, org: &str, epoch: &str) -> Result<(), Halt<V::Error>> {
        let mut rested = self.vault.rested().await.map_err(Halt::Storage)?;
        rested.retain(|one| one.label.org == org && one.epoch.as_deref() != Some(epoch));
        let labels: Labels = rested.into_iter().map(|one| one.label).collect();
        let mut outcome = Ok(());
        if !labels.is_empty() {
            for door in &doors(own, &labels) {
                let sent = self.resend(door, &labels, epoch).await;
                if door == own || !is_shut(&sent) {
                    outcome = outcome.and(sent);
                }
            }
        }
        outcome
    }

    async fn resend(
        &self,
        door: &Door,
        labels: &[Label],
        epoch: &str,
    ) -> Result<(), Halt<V::Error>> {
        let behind = labels.iter().filter(|label| label.door == *door);
        let ids: Vec<ItemId> = behind.map(|label| label.id).collect();
        let mut left = &ids[..];
        while !left.is_empty() {
            let next = &left[..left.len().min(BATCH_ITEMS_MAX)];
            let items = self.first(next).await?;
            let Some(batch) = next_batch(&items, 0) else {
                return Ok(());
            };
            let waiting = self.vault.labels().await.map_err(Halt::Storage)?;
            let waiting = waiting.iter().filter(|label| label.door == *door).count();
            let aside = self.vault.aside(door).await.map_err(Halt::Storage)?;
            let unsent = u32::try_from(waiting).unwrap_or(u32::MAX) + aside;
            let batch = Batch { unsent, ..batch };
            let receipts = self.remote.send(door, &batch).await?;
            let mut settled = self.judge(&batch.items, &receipts, labels, Some(epoch))?;
            if let Some(kept) = self.vault.kit(door).await.map_err(Halt::Storage)? {
                settled.counts(receipts, door, kept);
            }
            self.settle(settled).await?;
            let last = batch.items.last().map(|item| item.id);
            let done = next.iter().position(|id| Some(*id) == last);
            left = &left[done.map_or(left.len(), |at| at + 1)..];
        }
        Ok(())
    }

    /// The first of these items, enough for a batch: an answer with photos is a thousand times the size of another.
    async fn first(&self, ids: &[ItemId]) -> Result<Vec<Item>, Halt<V::Error>> {
        let (mut items, mut bytes) = (Vec::new(), 0);
        for few in ids[..ids.len().min(BATCH_ITEMS_MAX)].chunks(READ_AT_ONCE) {
            let read = self.vault.items(few).await.map_err(Halt::Storage)?;
            bytes += read.iter().map(|item| item.sealed.len()).sum::<usize>();
            items.extend(read);
            if bytes >= BATCH_BYTES_MAX {
                break;
            }
        }
        Ok(items)
    }

    /// A day of the server, counted from 1970; of the device's clock where the server does not tell.
    fn day(&self, of_server: Option<Day>) -> u32 {
        let days = of_server.map(|day| day.duration_since(EPOCH).as_hours() / 24);
        days.and_then(|days| u32::try_from(days).ok())
            .unwrap_or(self.today)
    }

    async fn tell_aside(&self) -> Result<(), Halt<V::Error>> {
        let mut rested = self.vault.rested().await.map_err(Halt::Storage)?;
        rested.retain(|one| one.aside.is_some());
        (self.tell)(News::Aside(rested));
        Ok(())
    }

    async fn settle(&self, settled: Settled) -> Result<(), Halt<V::Error>> {
        self.vault.settle(&settled).await.map_err(Halt::Storage)?;
        if settled.delivered.iter().any(|one| one.aside.is_some()) {
            self.tell_aside().await?;
        }
        if let Some((door, kit)) = &settled.kit {
            (self.tell)(News::Kit(door, kit));
        }
        if !settled.refused.is_empty() {
            (self.tell)(News::Refused(settled.refused));
        }
        Ok(())
    }

    /// Which items the server verifiably holds, and which it refused; one without a receipt simply waits on. `epoch`
    /// stands in for a server that does not tell.
    fn judge(
        &self,
        items: &[Item],
        receipts: &Receipts,
        labels: &[Label],
        epoch: Option<&str>,
    ) -> Result<Settled, Trouble> {
        let told = receipts.epoch.clone().or(epoch.map(str::to_owned));
        let mut settled = Settled::default();
        for item in items {
            let mut given = receipts.receipts.iter();
            let receipt = given.find(|receipt| receipt.id == item.id);
            let label = labels.iter().find(|label| label.id == item.id);
            let (Some(receipt), Some(label)) = (receipt, label.cloned()) else {
                continue;
            };
            match verdict(item, receipt) {
                Verdict::Delivered(_) => settled.delivered.push(Rested {
                    label,
                    epoch: told.clone(),
                    day: self.day(receipts.today),
                    bytes: u32::try_from(item.sealed.len()).unwrap_or(u32::MAX),
                    aside: receipt.code.clone(),
                }),
                Verdict::Kept { code, .. } => settled.refused.push(Refused {
                    item: item.clone(),
                    label,
                    code,
                }),
            }
        }
        // An answer that speaks of none of it is not the server's.
        match count(&settled) {
            0 => Err(Trouble::Offline),
            _ => Ok(settled),
        }
    }
}

/// The server said no, which a wait does not change.
fn is_shut<E>(sent: &Result<(), Halt<E>>) -> bool {
    matches!(sent, Err(Halt::Remote(Trouble::Refused(_))))
}

fn count(settled: &Settled) -> u32 {
    u32::try_from(settled.delivered.len() + settled.refused.len()).unwrap_or(u32::MAX)
}

impl Settled {
    /// Takes the kit along, with what the receipts of a batch tell of the server.
    fn counts(&mut self, receipts: Receipts, door: &Door, mut kept: KeptKit) {
        if let Some(epoch) = receipts.epoch {
            let another = kept.answered(epoch, &receipts.receipts);
            self.doubted = another.then(|| kept.kit.org.clone());
        }
        self.kit = Some((door.clone(), kept));
    }

    fn speaks_of(&self, id: ItemId) -> bool {
        let delivered = self.delivered.iter().any(|one| one.label.id == id);
        delivered || self.refused.iter().any(|one| one.item.id == id)
    }
}
