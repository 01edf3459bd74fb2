//! What goes wrong, each at a chosen moment of a page. A fault that destroys a disk says what it took with it: that is the
//! only loss a seed forgives.

use crate::world::{DAY_MS, HOUR_MS, MINUTE_MS};
use crate::{desk::Profile, line::Line, stage::Stage, watch::Doing};
use domain::role::Role;
use std::{collections::BTreeMap, rc::Rc};

/// Copies of profiles included.
const PROFILES_MAX: usize = 7;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Fault {
    /// The page dies where it stands; another is opened later.
    KillPage,
    /// All pages of the profile die.
    KillBrowser,
    /// No network, for minutes or up to 30 days.
    Cut,
    /// Requests and answers are lost.
    Lossy,
    /// Requests arrive a second time, up to 30 days later.
    Doubling,
    /// A captive portal answers in the server's place.
    Portal,
    /// The device's clock jumps to 2099, to 2001, or by some hours.
    ClockJump,
    /// The device's disk takes nothing for a while.
    FullDisk,
    /// The browser's storage is emptied.
    EmptyDisk,
    /// The profile is copied to another machine; both go on.
    CloneProfile,
    /// The profile is put back to an earlier day.
    RollBackProfile,
    /// The lock that lets one tab exchange does not hold.
    TwoLeaders,
    /// The server is killed; it starts again soon.
    ServerCrash,
    /// The database does not say whether it wrote.
    UnknownCommit,
    /// A backup is restored, with a new epoch.
    Restore,
    /// The server's disk is put back to an earlier day and nobody says so.
    RollBackServer,
    /// The person loses the right to plan, for a while.
    Demotion,
    /// An operation that no server can read gets into the outbox.
    Poison,
}

impl Fault {
    pub(crate) const ALL: [Fault; 18] = [
        Fault::KillPage,
        Fault::KillBrowser,
        Fault::Cut,
        Fault::Lossy,
        Fault::Doubling,
        Fault::Portal,
        Fault::ClockJump,
        Fault::FullDisk,
        Fault::EmptyDisk,
        Fault::CloneProfile,
        Fault::RollBackProfile,
        Fault::TwoLeaders,
        Fault::ServerCrash,
        Fault::UnknownCommit,
        Fault::Restore,
        Fault::RollBackServer,
        Fault::Demotion,
        Fault::Poison,
    ];
}

/// How often each fault struck in each state.
pub(crate) type Histogram = BTreeMap<(Fault, Doing), u64>;

impl Stage {
    /// Strikes the page that just began to do something.
    pub(crate) fn strike(self: &Rc<Self>, fault: Fault, page: u32) {
        let Some(profile) = self.profile_of(page) else {
            return;
        };
        if let Some(doing) = self.around.watch.doing(page) {
            *self
                .histogram
                .borrow_mut()
                .entry((fault, doing))
                .or_default() += 1;
        }
        let now = self.around.world.now_ms();
        let told = format!("{fault:?} of {} at {} min", profile.number, now / MINUTE_MS);
        self.struck.borrow_mut().push(told);
        let chance = &self.around.chance;
        let until = now + chance.between(MINUTE_MS, self.around.pace.whole_ms / 4);
        let line: &Line = &profile.line;
        match fault {
            Fault::KillPage => self.kill_page(page, &profile),
            Fault::KillBrowser => self.kill_browser(&profile),
            Fault::Cut => line
                .cut_until
                .set(now + chance.between(1, self.longest_cut())),
            Fault::Lossy => line.lossy_until.set(until),
            Fault::Doubling => {
                line.doubling_until.set(until);
                line.late_ms.set(self.longest_cut());
            }
            Fault::Portal => line.portal_until.set(until),
            Fault::ClockJump => profile.skew_ms.set(self.skew()),
            Fault::FullDisk => profile.full_until.set(until),
            Fault::EmptyDisk => self.empty_disk(&profile),
            Fault::CloneProfile => self.clone_profile(&profile),
            Fault::RollBackProfile => self.roll_back_profile(&profile),
            Fault::TwoLeaders => profile.lockless_until.set(until),
            Fault::ServerCrash => self.crash_server(),
            Fault::UnknownCommit => self.around.server.shelf().lose_outcomes(3),
            Fault::Restore => self.restore(true),
            Fault::RollBackServer => self.restore(false),
            Fault::Demotion => self.demote(&profile, until),
            Fault::Poison => profile.poison.set(true),
        }
    }

    fn longest_cut(&self) -> u64 {
        (30 * DAY_MS).min(self.around.pace.whole_ms)
    }

    /// A wrong clock: 73 years ahead, 25 behind, or some hours off.
    fn skew(&self) -> i64 {
        let hours = HOUR_MS.cast_signed();
        match self.around.chance.below(3) {
            0 => 73 * 365 * 24 * hours,
            1 => -25 * 365 * 24 * hours,
            _ => self.around.chance.between(0, 48).cast_signed() * hours - 24 * hours,
        }
    }

    fn kill_page(self: &Rc<Self>, page: u32, profile: &Rc<Profile>) {
        self.close(page);
        self.open_later(profile);
    }

    fn kill_browser(self: &Rc<Self>, profile: &Rc<Profile>) {
        self.close_all(profile);
        self.open_later(profile);
    }

    fn empty_disk(self: &Rc<Self>, profile: &Rc<Profile>) {
        self.close_all(profile);
        self.destroying(profile, || profile.put_back(self.emptied(profile)));
        self.open_later(profile);
    }

    fn clone_profile(self: &Rc<Self>, profile: &Rc<Profile>) {
        if self.profiles.borrow().len() < PROFILES_MAX {
            let copy = self.add_profile(profile.copy(self.next_profile()));
            self.open_later(&copy);
        }
    }

    fn roll_back_profile(self: &Rc<Self>, profile: &Rc<Profile>) {
        let Some(saved) = profile.saved.borrow_mut().take() else {
            return;
        };
        self.close_all(profile);
        self.destroying(profile, || profile.put_back(saved));
        self.open_later(profile);
    }

    fn crash_server(&self) {
        let chance = &self.around.chance;
        let servers = self.around.server.count() as u64;
        let number = usize::try_from(chance.below(servers)).unwrap_or_default();
        let down = chance.between(1, 10 * MINUTE_MS);
        self.around.server.crash(number, down);
    }

    fn restore(&self, new_epoch: bool) {
        let Some(backup) = self.a_backup() else {
            return;
        };
        let server = &self.around.server;
        let down = self.around.chance.between(1, 10 * MINUTE_MS);
        (0..server.count()).for_each(|number| server.crash(number, down));
        let epoch = new_epoch.then(|| self.new_epoch());
        self.losing(|| server.shelf().restore(backup, epoch));
    }

    fn demote(self: &Rc<Self>, profile: &Rc<Profile>, until: u64) {
        profile.role.set(Role::Trainer);
        self.around
            .truth
            .borrow_mut()
            .demoted
            .insert(profile.number);
        let profile = Rc::clone(profile);
        self.after(until - self.around.world.now_ms(), move || {
            profile.role.set(Role::QualityLead);
        });
    }
}
