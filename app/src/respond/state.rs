//! What the screens show, as signals. Commands that change it are in `answering`, `kiosk`, `enrolment`, `desk`; the
//! outbox driver is `driver`.

use super::{
    draft::Draft,
    idle::Idle,
    pages::Open,
    rounds::Rounds,
    vault::{DraftRow, Vault},
};
use crate::{
    clock,
    later::Later,
    locales::respond::{StaffTexts, Texts, staff_texts, texts},
    storage::{local, lock::Held, quota::Storage},
};
use domain::{
    Day, Lang,
    answer::Answers,
    ids::{CampaignId, ItemId},
    questionnaire::Rules,
};
use intake::device::{Asked, Door, KeptKit, Labels, Refused, Rested};
use leptos::prelude::*;
use std::sync::Arc;

/// Local storage: items a tablet has not sent yet. Tells a new database from an emptied one.
pub const UNSENT_KEY: &str = "boucle.r.unsent";
/// Local storage: the trainer's language.
const LANG_KEY: &str = "boucle.r.lang";

/// One URL, one screen at a time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Screen {
    Opening,
    Enrol,
    /// Today's sessions.
    Trainer,
    /// "Cette tablette".
    Device,
    /// One session, before the tablet goes round.
    Session(CampaignId),
    /// Sheets of paper are typed in.
    Typing,
    /// Nobody is there: it asks people to come.
    Attract,
    /// Who asks, why, how long, which privacy.
    Invite,
    /// A draft was found: the number of the question it stopped at, among those that person was asked, from 0.
    Resume(u32),
    /// A question, by its place in the questionnaire.
    Question(u32),
    Thanks(Ending),
    Stop(Stop),
}

impl Screen {
    pub fn is_for_staff(&self) -> bool {
        use Screen::{Device, Enrol, Session, Trainer, Typing};
        matches!(self, Enrol | Trainer | Device | Session(_) | Typing)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    Answered(ItemId),
    Declined,
}

/// Why nothing can be answered here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    LinkUnknown,
    LinkSpent,
    Closed,
    NotYet(Day),
    /// Never opened with a network.
    Offline,
    NoStorage,
    /// The kiosk's session is no longer in the kit.
    Gone,
}

/// What the person must know now; the answers stay on the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// The draft could not be written.
    DraftNotKept,
    /// The finished answer could not be written: no room.
    Full,
    /// The finished answer could not be written.
    NotStored,
    NothingAnswered,
    /// The field holds what cannot be an answer.
    Invalid,
    /// The question must be answered.
    Missing,
    /// The answer does not meet the question's own test, which has a sentence of its own.
    Unmet,
    /// The answer was ended in another tab, or goes on there.
    Elsewhere,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Exchange {
    #[default]
    Resting,
    /// How many of those that waited have been answered.
    Sending {
        sent: u32,
        of: u32,
    },
    Offline,
    /// This device's storage does not answer.
    Broken,
    /// The server has too much to do.
    Busy,
    /// A stable code of the server.
    Refused(String),
}

/// What became of a file: another tablet's, or this one's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// How many items were not here yet.
    In(u32),
    Unreadable,
    OtherOrganisation,
    NoRoom,
    /// The storage did not do what it was asked, in either direction.
    Failed,
}

/// What this device is and holds.
#[derive(Default)]
pub struct Device {
    pub kit: Option<KeptKit>,
    pub labels: Labels,
    pub refused: Vec<Refused>,
    /// What the server has and keeps apart.
    pub aside: Vec<Rested>,
    pub exchange: Exchange,
    /// Unix milliseconds of the server's last answer.
    pub last_contact: Option<u64>,
    /// The campaign the tablet goes round for.
    pub kiosk: Option<CampaignId>,
    pub rounds: Rounds,
    pub storage: Storage,
    pub full: bool,
    /// Items that an emptied storage took with it; 0 when nobody can tell how many.
    pub lost: Option<u32>,
    /// A new version of the program waits.
    pub update: bool,
    /// What became of the last file.
    pub taken: Option<Taken>,
}

/// The person in front of the screen; all of it goes with them.
#[derive(Default)]
pub struct Person {
    pub asked: Option<Arc<Asked>>,
    /// Of what is asked.
    pub rules: Option<Arc<Rules>>,
    pub answers: Answers,
    pub trouble: Option<Trouble>,
    /// The field on the screen holds what cannot be an answer.
    pub invalid: bool,
    pub idle: Idle,
    /// Something is being written: buttons wait.
    pub busy: bool,
}

/// What is not shown.
pub(super) struct Host {
    pub vault: Option<Vault>,
    pub door: Door,
    /// Opened to type in sheets.
    pub types: bool,
    /// What an enrolled tablet calls with.
    pub token: Option<String>,
    /// The answer being given.
    pub draft: Option<DraftRow>,
    /// Tells other tabs that the answer being given, or offered, is under way here.
    pub under_way: Option<Held>,
    /// The draft found at the start.
    pub found: Option<(DraftRow, Draft)>,
    /// The newest draft not yet mirrored, with whether local storage has it; and whether a mirror is being written.
    pub mirror: Option<(DraftRow, String, bool)>,
    pub mirroring: bool,
    /// Unix milliseconds of the last gesture, and of the arrival on the screen.
    pub touched_ms: u64,
    pub shown_ms: u64,
    /// On the thanks screen: asked to stay.
    pub staying: bool,
    /// Asked for more time.
    pub slower: bool,
    /// When a wrong code was last typed, or the page was opened: by a clock that nobody sets.
    pub tried_ms: f64,
    pub driver: super::driver::Driver,
}

/// Everything a screen or a command needs; copied freely. Few signals of few types: each type is another copy of the
/// machinery in the page.
#[derive(Clone, Copy)]
pub struct Respond {
    pub screen: RwSignal<Screen>,
    pub lang: RwSignal<Lang>,
    pub large: RwSignal<bool>,
    /// Questions are read in easy words, where they have some.
    pub easy: RwSignal<bool>,
    /// The answer as it is on the screen has reached the disk.
    pub kept: RwSignal<bool>,
    pub device: RwSignal<Device>,
    pub person: RwSignal<Person>,
    /// What comes later: the screens for staff, and what is signed or photographed.
    pub later: RwSignal<Later<Open>>,
    /// Somebody wants to leave the kiosk.
    pub leaving: RwSignal<bool>,
    pub(super) host: StoredValue<Host, LocalStorage>,
}

impl Respond {
    pub fn new(door: Door) -> Self {
        Self {
            screen: RwSignal::new(Screen::Opening),
            lang: RwSignal::new(default_lang()),
            large: RwSignal::new(false),
            easy: RwSignal::new(false),
            kept: RwSignal::new(false),
            device: RwSignal::new(Device::default()),
            person: RwSignal::new(Person::default()),
            later: RwSignal::new(Later::Away),
            leaving: RwSignal::new(false),
            host: StoredValue::new_local(Host::new(door)),
        }
    }

    /// The sentences in the language of the screen.
    pub fn t(self) -> &'static Texts {
        texts(self.lang.get())
    }

    /// Those of the screens for staff.
    pub fn staff(self) -> &'static StaffTexts {
        staff_texts(self.lang.get())
    }

    pub fn go(self, screen: Screen) {
        self.host.write_value().shown_ms = clock::now_ms();
        self.screen.set(screen);
    }

    pub fn door(self) -> Door {
        self.host.read_value().door.clone()
    }

    pub fn is_tablet(self) -> bool {
        self.host.read_value().door == Door::Tablet
    }

    /// Whether the page was opened to type in sheets.
    pub fn types(self) -> bool {
        self.host.read_value().types
    }

    /// The page is for typing in sheets, from here on.
    pub fn open_to_type(self) {
        self.host.write_value().types = true;
    }

    /// The device's database, from here on.
    pub fn use_vault(self, vault: Vault) {
        self.host.write_value().vault = Some(vault);
    }

    pub(super) fn vault(self) -> Option<Vault> {
        self.host.read_value().vault.clone()
    }

    pub(super) fn token(self) -> Option<String> {
        self.host.read_value().token.clone()
    }

    /// Changes the language of the screen. A trainer's choice stays; a respondent's goes with them.
    pub fn speak(self, lang: Lang) {
        self.lang.set(lang);
        if self.screen.read_untracked().is_for_staff() {
            // Without room the choice lasts until the page is closed.
            let _ = local::set(LANG_KEY, &lang);
        }
    }

    /// Nothing of the person before is left but what they were asked.
    pub fn forget_person(self) {
        let mut host = self.host.write_value();
        host.draft = None;
        host.under_way = None;
        host.found = None;
        host.mirror = None;
        host.staying = false;
        host.slower = false;
        drop(host);
        let person = self.person.read_untracked();
        let (asked, rules) = (person.asked.clone(), person.rules.clone());
        drop(person);
        self.person.set(Person {
            asked,
            rules,
            ..Person::default()
        });
        self.large.set(false);
        self.easy.set(false);
        self.kept.set(false);
        self.lang.set(default_lang());
    }

    /// What the person is asked.
    pub fn asked(self) -> Option<Arc<Asked>> {
        self.person.read_untracked().asked.clone()
    }

    pub fn in_kiosk(self) -> Option<CampaignId> {
        self.device.read_untracked().kiosk
    }

    pub(super) fn trouble(self) -> Option<Trouble> {
        self.person.read_untracked().trouble
    }

    /// Items waiting in this device's outbox for its own door.
    pub fn unsent(self) -> u32 {
        let door = self.door();
        let device = self.device.read();
        let waiting = device.labels.iter().filter(|label| label.door == door);
        u32::try_from(waiting.count()).unwrap_or(u32::MAX)
    }

    /// Shows what waits and mirrors the tablet's count to local storage, as a canary.
    pub(super) fn show_labels(self, labels: Labels) {
        // Screens are drawn again only when something changed.
        let changed = self.device.read_untracked().labels != labels;
        if changed {
            self.device.write().labels = labels;
        }
        if self.is_tablet() {
            // If even this does not fit, the screen has said that storage is full.
            let _ = local::set(UNSENT_KEY, &untrack(|| self.unsent()));
        }
    }
}

impl Host {
    fn new(door: Door) -> Self {
        Self {
            vault: None,
            door,
            types: false,
            token: None,
            draft: None,
            under_way: None,
            found: None,
            mirror: None,
            mirroring: false,
            touched_ms: clock::now_ms(),
            shown_ms: clock::now_ms(),
            staying: false,
            slower: false,
            tried_ms: clock::since_opened_ms(),
            driver: super::driver::Driver::default(),
        }
    }
}

/// The trainer's choice, else the browser's language: English where it says so, French otherwise.
fn default_lang() -> Lang {
    local::get(LANG_KEY).unwrap_or_else(|| {
        let english = window()
            .navigator()
            .language()
            .is_some_and(|language| language.starts_with("en"));
        if english { Lang::En } else { Lang::Fr }
    })
}
