//! One seed from morning to evening: a server, desks and tablets, people at work, faults, and at the end quiet, in which
//! everything promised must be found.

use crate::world::{DAY_MS, HOUR_MS};
use crate::{
    Chance, Owner, World,
    desk::{Image, Page, Profile, Surroundings},
    disk::Full,
    faults::{Fault, Histogram},
    server::Server,
    shelf::{Shelf, Tables},
    vault::Drawer,
    watch::{Doing, Watch},
};
use domain::{
    campaign::Privacy,
    entity::{self, EntityKind},
    ids::{CampaignId, DeviceId, PersonId, ServiceId, SessionId},
    role::Role,
};
use ledger::{OwnOp, Purpose, Secret, Wanted};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};
use sync::{
    Body, EntityRef,
    device::{Kept, MemoryDisk},
};

/// How long a seed lasts and how much happens in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    /// Virtual time in which people work and things go wrong.
    pub whole_ms: u64,
    /// Between two exchanges of a quiet page.
    pub idle_ms: u64,
    /// Longest pause between two operations of one page.
    pub between_writes_ms: u64,
    /// Operations of all devices together.
    pub writes: u32,
    pub faults: u64,
}

impl Pace {
    /// An afternoon, a week, or six weeks.
    fn by_chance(chance: &Chance) -> Self {
        let whole_ms = [5 * HOUR_MS, 7 * DAY_MS, 42 * DAY_MS][chance.below(3) as usize];
        Self {
            whole_ms,
            idle_ms: (whole_ms / 150).max(30_000),
            between_writes_ms: whole_ms / 40,
            writes: 200,
            faults: chance.between(10, 16),
        }
    }
}

pub(crate) struct Stage {
    pub(crate) around: Surroundings,
    pub(crate) profiles: RefCell<Vec<Rc<Profile>>>,
    pub(crate) histogram: RefCell<Histogram>,
    /// Faults in their order, with their minute.
    pub(crate) struck: RefCell<Vec<String>>,
    pages: RefCell<BTreeMap<u32, Rc<Profile>>>,
    next_page: Cell<u32>,
    backups: RefCell<Vec<Tables>>,
}

impl Stage {
    pub(crate) fn new(seed: u64) -> Rc<Self> {
        let (world, chance) = (World::default(), Chance::new(seed));
        let secret = intake::PrivateKey::derive(&chance.bytes());
        let public_key = secret.public().to_bytes();
        let key = |kid: &str, purpose, private: Vec<u8>| Secret {
            kid: kid.to_owned(),
            purpose,
            since: 0,
            private,
        };
        let processes = if chance.one_in(4) { 2 } else { 1 };
        let shelf = Shelf::new(
            world.clock().clone(),
            chance.clone(),
            vec![
                key("k1", Purpose::Seal, secret.to_bytes()),
                key("s1", Purpose::Sign, vec![7; 32]),
            ],
            processes > 1,
        );
        let server = Server::start(&world, &chance, shelf, processes);
        let pace = Pace::by_chance(&chance);
        let around = Surroundings {
            world,
            chance,
            server,
            pace,
            watch: Watch::default(),
            truth: Rc::default(),
            over: Rc::default(),
            public_key,
        };
        Rc::new(Self {
            around,
            profiles: RefCell::default(),
            histogram: RefCell::default(),
            struck: RefCell::default(),
            pages: RefCell::default(),
            next_page: Cell::new(0),
            backups: RefCell::default(),
        })
    }

    /// Plays the seed up to the evening, in which everything has had time to settle.
    pub(crate) fn play(self: &Rc<Self>) {
        let (world, chance, pace) = (&self.around.world, &self.around.chance, self.around.pace);
        self.set_up();
        world.run_until(2_000);
        if chance.one_in(2) {
            self.around.server.shelf().slow_down();
        }
        for number in 0..chance.between(2, 3) {
            let person = PersonId(testkit::id(100 + u128::from(number)));
            let image = Image::Desk(self.new_disk());
            let old = chance.one_in(6);
            let profile = Profile::new(self.next_profile(), person, Role::QualityLead, old, image);
            let profile = self.add_profile(profile);
            (0..chance.between(1, 3)).for_each(|_| self.open(&profile));
        }
        for _ in 0..chance.between(1, 2) {
            let image = Image::Tablet(Drawer::default());
            let nobody = PersonId(testkit::id(99));
            let profile = Profile::new(self.next_profile(), nobody, Role::Trainer, false, image);
            self.open(&self.add_profile(profile));
        }
        self.plan_faults();
        self.plan_copies();
        world.run_until(pace.whole_ms);
        self.calm();
        // Long enough for the longest back-off, an exchange of every page, and then another.
        world.run_until(pace.whole_ms + 70 * pace.idle_ms);
    }

    /// A service, a session and its survey, made by the server; and its daily work.
    fn set_up(self: &Rc<Self>) {
        let stage = Rc::clone(self);
        self.around.world.spawn(Owner::Scenario, async move {
            let around = &stage.around;
            around.world.clock().sleep(200).await;
            let alive = around.server.reach(&around.chance);
            let org = alive.expect("nothing has gone wrong yet").org;
            let nothing = Wanted::default();
            let written = org.write(&nothing, |draft, _| {
                draft.own(records(&around.chance));
                Ok::<_, ledger::Error>(())
            });
            written.await.expect("nothing has gone wrong yet");
            loop {
                around.world.clock().sleep(DAY_MS / 2).await;
                if let Some(alive) = around.server.reach(&around.chance) {
                    around.world.spawn(alive.owner, async move {
                        // What was not closed today is tomorrow.
                        let _ = alive.org.close_due().await;
                    });
                }
            }
        });
    }

    /// At random times, each waiting for a page that begins to do a chosen thing.
    fn plan_faults(self: &Rc<Self>) {
        let (chance, pace) = (&self.around.chance, self.around.pace);
        for _ in 0..pace.faults {
            let fault = *chance.pick(&Fault::ALL).unwrap_or(&Fault::KillPage);
            let doing = *chance.pick(&Doing::ALL).unwrap_or(&Doing::Idle);
            let stage = Rc::clone(self);
            self.after(chance.below(pace.whole_ms * 9 / 10), move || {
                if matches!(fault, Fault::Restore | Fault::RollBackServer) {
                    // Of a moment before the one that is waited for.
                    let backup = stage.around.server.shelf().backup();
                    stage.backups.borrow_mut().push(backup);
                }
                let (watch, struck) = (stage.around.watch.clone(), Rc::clone(&stage));
                watch.when(
                    doing,
                    Box::new(move |page| struck.strike_within(fault, page)),
                );
            });
        }
    }

    /// A moment into what the page just began: most of its steps take some milliseconds.
    fn strike_within(self: &Rc<Self>, fault: Fault, page: u32) {
        let stage = Rc::clone(self);
        let delay = self.around.chance.below(12);
        self.after(delay, move || stage.strike(fault, page));
    }

    /// Copies of profiles and backups of the server, for the faults that put them back.
    fn plan_copies(self: &Rc<Self>) {
        let (chance, pace) = (&self.around.chance, self.around.pace);
        for _ in 0..6 {
            let stage = Rc::clone(self);
            self.after(chance.below(pace.whole_ms), move || {
                let backup = stage.around.server.shelf().backup();
                stage.backups.borrow_mut().push(backup);
                for profile in stage.profiles.borrow().iter() {
                    *profile.saved.borrow_mut() = Some(profile.image());
                }
            });
        }
    }

    pub(crate) fn after(&self, ms: u64, then: impl FnOnce() + 'static) {
        let clock = self.around.world.clock().clone();
        self.around.world.spawn(Owner::Scenario, async move {
            clock.sleep(ms).await;
            then();
        });
    }

    /// Faults stop, and every profile has a page open.
    fn calm(self: &Rc<Self>) {
        self.around.over.set(true);
        self.around.watch.disarm();
        self.around.server.shelf().calm();
        for profile in self.profiles.borrow().iter() {
            profile.calm();
            if !self
                .pages
                .borrow()
                .values()
                .any(|open| Rc::ptr_eq(open, profile))
            {
                self.open(profile);
            }
        }
    }

    pub(crate) fn next_profile(&self) -> u32 {
        u32::try_from(self.profiles.borrow().len()).unwrap_or(u32::MAX)
    }

    /// What is left of a profile whose storage was emptied. A tablet is enrolled again.
    pub(crate) fn emptied(&self, profile: &Profile) -> Image {
        match profile.is_tablet() {
            true => Image::Tablet(Drawer::default()),
            false => Image::Desk(self.new_disk()),
        }
    }

    /// An empty disk.
    pub(crate) fn new_disk(&self) -> Kept {
        let id = DeviceId(domain::ids::random_id(self.around.chance.bytes()));
        MemoryDisk::<Full>::new(id).kept()
    }

    pub(crate) fn new_epoch(&self) -> String {
        format!("e{:08x}", u32::from_be_bytes(self.around.chance.bytes()))
    }

    /// The last one, which lacks the least, or any.
    pub(crate) fn a_backup(&self) -> Option<Tables> {
        let backups = self.backups.borrow();
        match self.around.chance.one_in(2) {
            true => backups.last().cloned(),
            false => self.around.chance.pick(&backups).cloned(),
        }
    }

    pub(crate) fn profile_of(&self, page: u32) -> Option<Rc<Profile>> {
        self.pages.borrow().get(&page).cloned()
    }

    pub(crate) fn add_profile(&self, profile: Profile) -> Rc<Profile> {
        let profile = Rc::new(profile);
        self.profiles.borrow_mut().push(Rc::clone(&profile));
        profile
    }

    pub(crate) fn open(&self, profile: &Rc<Profile>) {
        let number = self.next_page.get();
        self.next_page.set(number + 1);
        self.pages.borrow_mut().insert(number, Rc::clone(profile));
        Page::open(number, Rc::clone(profile), self.around.clone());
    }

    pub(crate) fn open_later(self: &Rc<Self>, profile: &Rc<Profile>) {
        let (stage, profile) = (Rc::clone(self), Rc::clone(profile));
        let pause = self.around.chance.below(self.around.pace.whole_ms / 20);
        self.after(pause, move || stage.open(&profile));
    }

    /// Kills a page; what it held in memory is gone, and the lock with it.
    pub(crate) fn close(&self, page: u32) {
        self.around.world.kill(Owner::Page(page));
        self.around.watch.gone(page);
        if let Some(profile) = self.pages.borrow_mut().remove(&page)
            && profile.lock.get() == Some(page)
        {
            profile.lock.set(None);
        }
    }

    pub(crate) fn close_all(&self, profile: &Rc<Profile>) {
        let pages = self.pages.borrow();
        let open = pages.iter().filter(|(_, of)| Rc::ptr_eq(of, profile));
        let open: Vec<u32> = open.map(|(page, _)| *page).collect();
        drop(pages);
        open.into_iter().for_each(|page| self.close(page));
    }
}

pub(crate) fn campaign_id() -> CampaignId {
    CampaignId(testkit::id(12))
}

/// What the seed's people work on.
fn records(chance: &Chance) -> Vec<OwnOp> {
    let (service, session) = (ServiceId(testkit::id(10)), SessionId(testkit::id(11)));
    let mut campaign = testkit::campaign(session);
    if chance.one_in(2) {
        campaign.privacy = Privacy::Confidentiel;
    }
    let records = [
        (
            EntityKind::Service,
            service.0,
            entity::fields(&testkit::service()),
        ),
        (
            EntityKind::Session,
            session.0,
            entity::fields(&testkit::session(service)),
        ),
        (
            EntityKind::Campaign,
            campaign_id().0,
            entity::fields(&campaign),
        ),
    ];
    let op = |(kind, id, fields)| OwnOp {
        device: DeviceId::SERVER,
        actor: PersonId::SERVER,
        entity: EntityRef { kind, id },
        base: None,
        body: Body::Create { fields },
        received_at: "2026-11-20T07:00:00.000Z".to_owned(),
    };
    records.into_iter().map(op).collect()
}
