//! A tablet in a classroom: people answer one after the other, each answer is sealed and kept, and the tablet delivers by
//! the product's own `intake::device`.

use crate::{
    Owner,
    desk::{Profile, Surroundings},
    line::Wire,
    server::org_id,
    stage::campaign_id,
    truth::received,
    vault::PageVault,
    watch::Doing,
};
use domain::{
    Lang,
    answer::Channel,
    ids::{DeviceId, ItemId},
};
use intake::{
    Payload, PublicKey,
    device::{Door, Label, Remote, Trouble, What, exchange},
    seal::{
        ALG,
        rand_core::{TryCryptoRng, TryRng},
        seal,
    },
    wire::{Batch, Delivered, ITEM_BYTES_MAX, Item, Kit, Receipts},
};
use ledger::{Org, Source};
use std::{convert::Infallible, rc::Rc, sync::Arc};

/// What every answer begins with, in its words.
pub(crate) const WORDS: &str = "réponse ";

/// Opens the respondents' page of a tablet: it takes answers and delivers them until it is killed.
pub(crate) fn open(number: u32, profile: &Rc<Profile>, around: &Surroundings) {
    around.watch.enter(number, Doing::Starting);
    let page = Rc::new(Tablet {
        number,
        vault: PageVault::new(number, Rc::clone(profile), around.clone()),
        profile: Rc::clone(profile),
        around: around.clone(),
    });
    let owner = Owner::Page(number);
    let driver = Rc::clone(&page);
    around
        .world
        .spawn(owner, async move { driver.drive().await });
    around
        .world
        .spawn(owner, async move { page.take_answers().await });
}

struct Tablet {
    number: u32,
    vault: PageVault,
    profile: Rc<Profile>,
    around: Surroundings,
}

impl Tablet {
    async fn drive(&self) {
        let around = &self.around;
        let remote = TabletRemote {
            page: self.number,
            device: DeviceId(testkit::id(500 + u128::from(self.profile.number))),
            around: around.clone(),
            wire: around.wire(&self.profile),
        };
        let mut failures = 0;
        loop {
            if self.profile.takes_lock(self.number, around.world.now_ms()) {
                let now = self.profile.now_ms(&around.world);
                let done = exchange(&self.vault, &remote, &Door::Tablet, now, &|_| {}).await;
                failures = if done.is_ok() { 0 } else { failures + 1 };
                self.profile.lock.set(None);
                around.watch.enter(self.number, Doing::Idle);
            }
            around.rest(failures).await;
        }
    }

    async fn take_answers(&self) {
        let around = &self.around;
        while around.truth.borrow().writes < around.pace.writes {
            let pause = around.chance.between(1, around.pace.between_writes_ms);
            around.world.clock().sleep(pause).await;
            if around.over.get() {
                return;
            }
            self.take_one().await;
        }
    }

    async fn take_one(&self) {
        let around = &self.around;
        let words = format!("{WORDS}{:016x}", u64::from_be_bytes(around.chance.bytes()));
        let Some((mut item, label)) = self.sealed(&words) else {
            return;
        };
        let id = item.id;
        let too_large = self.profile.poison.take();
        if too_large {
            item.sealed.resize(ITEM_BYTES_MAX + 1, 0);
            around.truth.borrow_mut().too_large.insert(id);
        } else {
            around.truth.borrow_mut().answered(id, words);
        }
        if self.vault.store(item, label).await.is_ok() {
            let (now, number) = (around.world.now_ms(), self.profile.number);
            around.truth.borrow_mut().answer_kept(number, now, id);
        }
    }

    fn sealed(&self, words: &str) -> Option<(Item, Label)> {
        let around = &self.around;
        let now = self.profile.now_ms(&around.world);
        let day = jiff::Timestamp::from_millisecond(now.cast_signed()).ok()?;
        let payload = Payload::Answers {
            campaign: campaign_id(),
            questionnaire: testkit::af_hot(),
            day: day.to_zoned(jiff::tz::TimeZone::UTC).date(),
            lang: Lang::Fr,
            channel: Channel::Tablet,
            answers: testkit::answers(3, words),
            token: None,
            photos: Vec::new(),
        };
        let id = ItemId(domain::ids::random_id(around.chance.bytes()));
        let key = PublicKey::from_bytes(&around.public_key).ok()?;
        let mut rng = Dice(around);
        let sealed = seal(&key, &org_id().to_string(), "k1", id, &payload, &mut rng).ok()?;
        let item = Item {
            id,
            alg: ALG.to_owned(),
            kid: "k1".to_owned(),
            sealed,
        };
        let label = Label {
            id,
            org: org_id().to_string(),
            door: Door::Tablet,
            what: What::Answer(campaign_id()),
            day: None,
            abandoned: false,
        };
        Some((item, label))
    }
}

struct Dice<'a>(&'a Surroundings);

impl TryRng for Dice<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(self.0.chance.bytes()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(self.0.chance.bytes()))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.chance.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Dice<'_> {}

struct TabletRemote {
    page: u32,
    device: DeviceId,
    around: Surroundings,
    wire: Wire,
}

impl Remote for TabletRemote {
    async fn send(&self, _door: &Door, batch: &Batch) -> Result<Receipts, Trouble> {
        self.around.watch.enter(self.page, Doing::Pushing);
        let source = Source::Tablet(self.device);
        let sent = serde_json::to_vec(batch).map_err(|_| Trouble::Offline)?;
        let around = self.around.clone();
        let answer = self.wire.call(move |org| {
            let batch = serde_json::from_slice::<Batch>(&sent);
            let (source, around) = (source.clone(), around.clone());
            async move {
                let receipts = take(&org, source, batch.ok()?).await?;
                around.acknowledging(received(&receipts).map(|id| id.0));
                Some(receipts)
            }
        });
        let receipts = answer.await.ok().flatten().ok_or(Trouble::Offline)?;
        let now = self.around.world.now_ms();
        self.around.truth.borrow_mut().receipts(&receipts, now);
        Ok(receipts)
    }

    async fn kit(&self, _door: &Door, delivered: Option<&Delivered>) -> Result<Kit, Trouble> {
        self.around.watch.enter(self.page, Doing::Pulling);
        let delivered = delivered.cloned();
        let answer = self.wire.call(move |org| {
            let delivered = delivered.clone();
            async move { kit(&org, delivered).await }
        });
        answer.await.ok().flatten().ok_or(Trouble::Offline)
    }
}

async fn take(org: &Arc<Org>, source: Source, batch: Batch) -> Option<Receipts> {
    if let Some(receipts) = org.again(&batch.items).await.ok()? {
        return Some(receipts);
    }
    let keys = org.keys().await.ok()?;
    let arrived = org.opened(&keys, batch.items).ok()?;
    org.take(&source, &arrived).await.ok()
}

/// As much of a kit as delivering needs.
async fn kit(org: &Arc<Org>, delivered: Option<Delivered>) -> Option<Kit> {
    if let Some(delivered) = delivered {
        org.witness_delivery(&delivered).await.ok()?;
    }
    let core = org.read().await.ok()?;
    let (kid, key) = core.keys.current()?;
    Some(Kit {
        organisation: "Atelier Confluence".to_owned(),
        org: org_id().to_string(),
        contact: String::new(),
        kid: kid.to_owned(),
        public_key: key.to_bytes(),
        device: None,
        sessions: Vec::new(),
        questionnaires: Vec::new(),
        epoch: Some(core.epoch.clone()),
        today: Some(org.today()),
    })
}
