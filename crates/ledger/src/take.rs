//! Planning a batch: what each item is, whether it counts, and its receipt. Nothing is ever dropped: what cannot be
//! counted is kept in quarantine with the reason.

use crate::{
    Draft, Error, Found, ItemTrace, Keys, Org, Quarantined, Source, Wanted, handed,
    judge::{Asked, Counted, Judge, campaign_of, count},
    release::settle,
    ticket::hashes,
};
use domain::{
    Day, Refusal,
    ids::{CampaignId, ItemId},
};
use intake::{
    Payload,
    outbox::sha256_hex,
    wire::{BATCH_ITEMS_MAX, Item, ItemStatus, Receipt, Receipts},
};
use std::collections::{BTreeSet, HashMap};

/// An item with what opening it gave.
pub struct Arrived {
    pub item: Item,
    /// SHA-256 (hex) of the sealed bytes.
    pub sha: String,
    pub content: Result<Payload, Refusal>,
}

impl Org {
    /// Receipts for a batch of which every item was taken before with these very bytes, as when the first receipts were
    /// lost on the way: nothing of it needs to be opened, and no write is waited for. None when something is new.
    ///
    /// # Errors
    /// `TooLarge`, `Log`, `Closed`.
    pub async fn again(&self, items: &[Item]) -> Result<Option<Receipts>, Error> {
        if items.len() > BATCH_ITEMS_MAX {
            return Err(Error::TooLarge);
        }
        let wanted = Wanted {
            items: items.iter().map(|item| item.id).collect(),
            ..Wanted::default()
        };
        let found = self.log().look_up(&wanted).await?;
        let taken = |item: &Item| {
            let trace = found.items.get(&item.id)?;
            let sha = sha256_hex(&item.sealed);
            Some(receipt_again(item.id, &sha, trace.of(&sha)?))
        };
        let Some(receipts) = items.iter().map(taken).collect::<Option<Vec<Receipt>>>() else {
            return Ok(None);
        };
        let core = self.read().await?;
        let (epoch, keys) = (core.epoch.clone(), core.keys.clone());
        drop(core);
        Ok(Some(self.signed(receipts, epoch, &keys)))
    }

    /// Opens what a device delivered, about a tenth of a millisecond an item, with the keys of [`Org::keys`].
    ///
    /// # Errors
    /// `TooLarge`.
    pub fn opened(&self, keys: &Keys, items: Vec<Item>) -> Result<Vec<Arrived>, Error> {
        if items.len() > BATCH_ITEMS_MAX {
            return Err(Error::TooLarge);
        }
        Ok(keys.open(self.id, items))
    }

    /// Takes a batch; one receipt per item, in order, given and signed once all of it is on disk.
    ///
    /// # Errors
    /// `Busy`, `Closed`: nothing of the batch was taken.
    pub async fn take(&self, source: &Source, arrived: &[Arrived]) -> Result<Receipts, Error> {
        let wanted = Wanted {
            items: arrived.iter().map(|arrived| arrived.item.id).collect(),
            tickets: hashes(
                arrived
                    .iter()
                    .filter_map(|arrived| arrived.content.as_ref().ok()),
            ),
            ..Wanted::default()
        };
        let write = self.write(&wanted, |draft, found| {
            let receipts = take(draft, found, arrived, source);
            let (epoch, keys) = (draft.core.epoch.clone(), draft.core.keys.clone());
            Ok::<_, Error>((receipts, epoch, keys))
        });
        let (receipts, epoch, keys) = write.await?;
        Ok(self.signed(receipts, epoch, &keys))
    }

    fn signed(&self, mut receipts: Vec<Receipt>, epoch: String, keys: &Keys) -> Receipts {
        for receipt in &mut receipts {
            if receipt.status != ItemStatus::Rejected {
                receipt.sig = keys.sign_receipt(self.id, &epoch, receipt);
            }
        }
        Receipts {
            receipts,
            epoch: Some(epoch),
            today: Some(self.today()),
        }
    }
}

/// The state of one batch while it is planned.
struct Batch<'a, 'd> {
    draft: &'a mut Draft<'d>,
    judge: Judge<'a>,
    traces: HashMap<ItemId, ItemTrace>,
    /// Campaigns that got something.
    campaigns: BTreeSet<CampaignId>,
    /// Surveys and days on which a tablet was handed round.
    rounds: BTreeSet<(CampaignId, Day)>,
}

/// Plans the whole batch.
fn take(
    draft: &mut Draft<'_>,
    found: &Found,
    arrived: &[Arrived],
    source: &Source,
) -> Vec<Receipt> {
    let mut asked = Asked::with(found.tickets.clone());
    let mut batch = Batch {
        draft,
        judge: Judge::new(source, &mut asked),
        traces: found.items.clone(),
        campaigns: BTreeSet::new(),
        rounds: BTreeSet::new(),
    };
    let receipts = arrived.iter().map(|arrived| batch.take(arrived)).collect();
    let Batch {
        draft,
        campaigns,
        rounds,
        ..
    } = batch;
    for round in rounds {
        handed::tell(draft, round);
    }
    for campaign in campaigns {
        settle(draft, campaign);
    }
    receipts
}

impl Batch<'_, '_> {
    fn take(&mut self, arrived: &Arrived) -> Receipt {
        if arrived.content == Err(Refusal::TooLong) {
            return receipt(arrived, ItemStatus::Rejected, Some(Refusal::TooLong.code()));
        }
        let Some(trace) = self.traces.get(&arrived.item.id) else {
            return self.first(arrived);
        };
        if let Some(code) = trace.of(&arrived.sha) {
            return receipt_again(arrived.item.id, &arrived.sha, code);
        }
        let trace = trace.clone();
        if trace.is_unreadable()
            && let Some(receipt) = self.instead(arrived, &trace)
        {
            return receipt;
        }
        self.other_bytes(arrived, trace)
    }

    fn first(&mut self, arrived: &Arrived) -> Receipt {
        let content = || arrived.content.clone();
        let judged = self.judge.judge(self.draft.core, self.draft.today, content);
        let (status, code) = match judged {
            Ok(counted) => {
                self.count(counted);
                (ItemStatus::Received, None)
            }
            Err(refusal) if self.set_aside(arrived, refusal) => {
                (ItemStatus::Quarantined, Some(refusal.code()))
            }
            Err(_) => return no_room(arrived),
        };
        let trace = ItemTrace {
            sha: arrived.sha.clone(),
            code: code.map(str::to_owned),
            others: Vec::new(),
            counted: None,
        };
        self.remember(arrived.item.id, trace);
        receipt(arrived, status, code)
    }

    /// What came first under this id cannot be opened: these bytes count, if they may, and those stay in quarantine.
    fn instead(&mut self, arrived: &Arrived, trace: &ItemTrace) -> Option<Receipt> {
        if trace.others.contains(&arrived.sha) {
            return None;
        }
        let content = || arrived.content.clone();
        let judged = self.judge.judge(self.draft.core, self.draft.today, content);
        self.count(judged.ok()?);
        let trace = ItemTrace {
            counted: Some(arrived.sha.clone()),
            ..trace.clone()
        };
        self.remember(arrived.item.id, trace);
        Some(receipt(arrived, ItemStatus::Received, None))
    }

    fn count(&mut self, counted: Counted) {
        self.rounds
            .extend(handed::round(self.judge.source, &counted));
        self.campaigns.extend(count(self.draft, counted));
    }

    /// The same id with other bytes: both are kept, and somebody must look.
    fn other_bytes(&mut self, arrived: &Arrived, mut trace: ItemTrace) -> Receipt {
        let refusal = Refusal::AlreadyExists;
        if !trace.others.contains(&arrived.sha) {
            tracing::error!(item = %arrived.item.id, "an item came again with other bytes");
            if !self.set_aside(arrived, refusal) {
                return no_room(arrived);
            }
            trace.others.push(arrived.sha.clone());
            self.remember(arrived.item.id, trace);
        }
        receipt(arrived, ItemStatus::Quarantined, Some(refusal.code()))
    }

    fn remember(&mut self, item: ItemId, trace: ItemTrace) {
        self.traces.insert(item, trace.clone());
        self.draft.trace(item, trace);
    }

    /// Keeps an item that is not counted; false when there is no room: it stays on its device.
    fn set_aside(&mut self, arrived: &Arrived, refusal: Refusal) -> bool {
        let campaign = arrived.content.as_ref().ok().and_then(campaign_of);
        let campaign = campaign.filter(|id| self.judge.knows(self.draft.core, *id));
        let source = self.judge.source.id();
        let held = Quarantined {
            item: arrived.item.id,
            sha: arrived.sha.clone(),
            alg: arrived.item.alg.clone(),
            kid: arrived.item.kid.clone(),
            sealed: arrived.item.sealed.clone(),
            code: refusal.code().to_owned(),
            day: self.draft.today.to_string(),
            source: Some(source),
            campaign,
            dismissed: false,
        };
        if !self.draft.quarantine(source, held) {
            return false;
        }
        tracing::warn!(code = refusal.code(), ?campaign, "an item was set aside");
        if let Some(campaign) = campaign {
            self.draft.count(campaign, |tally| tally.quarantined += 1);
        }
        true
    }
}

fn no_room(arrived: &Arrived) -> Receipt {
    let code = Refusal::QuarantineFull.code();
    receipt(arrived, ItemStatus::Rejected, Some(code))
}

fn receipt(arrived: &Arrived, status: ItemStatus, code: Option<&str>) -> Receipt {
    receipt_of(arrived.item.id, &arrived.sha, status, code)
}

/// For bytes that are on disk already.
fn receipt_again(id: ItemId, sha: &str, code: Option<&str>) -> Receipt {
    match code {
        None => receipt_of(id, sha, ItemStatus::Duplicate, None),
        Some(code) => receipt_of(id, sha, ItemStatus::Quarantined, Some(code)),
    }
}

fn receipt_of(id: ItemId, sha: &str, status: ItemStatus, code: Option<&str>) -> Receipt {
    Receipt {
        id,
        status,
        sha256: sha.to_owned(),
        code: code.map(str::to_owned),
        sig: None,
    }
}
