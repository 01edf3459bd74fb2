//! Becoming a tablet, and the start of the page.

use super::{
    answering::draft_slot,
    draft::Draft,
    entry::{self, Entry},
    rounds::Rounds,
    state::{Respond, Screen, Stop, UNSENT_KEY},
    vault::{DraftRow, FoundDraft, Start, Vault},
};
use crate::{
    clock,
    net::{self, NetError},
    storage::{
        StorageError, local,
        lock::{self, Held},
    },
};
use intake::{
    device::{Door, Vault as _},
    wire::{Enrol, Enrolled},
};
use leptos::{ev, prelude::*, task::spawn_local};

const ENROL_URL: &str = "/r/intake/v1/enrol";

/// Why an enrolment did not happen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EnrolTrouble {
    /// Unknown, spent or expired.
    CodeRefused,
    /// Too many tries, or too much to do.
    Busy,
    Offline,
}

/// How the page was opened.
pub fn opened_by() -> Entry {
    entry::read(&window().location().hash().unwrap_or_default())
}

/// Whether the browser lets this address work offline.
pub fn is_secure() -> bool {
    window().is_secure_context()
}

/// Takes the code out of the address, so that a reload or a shared address does not hold it.
fn clear_fragment() {
    let window = window();
    if let (Ok(history), Ok(path)) = (window.history(), window.location().pathname()) {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
    }
}

/// An interrupted answer, before anything of it is shown.
struct Offer {
    row: DraftRow,
    draft: Draft,
    held: Option<Held>,
}

impl Respond {
    /// Opens the device's database and finds the screen to begin with.
    pub fn start(self, entry: Entry) {
        if matches!(entry, Entry::Enrol(_)) {
            clear_fragment();
        }
        if matches!(entry, Entry::Typing(_)) {
            self.open_to_type();
        }
        self.listen();
        window_event_listener(ev::online, move |_| self.kick());
        window_event_listener(ev::visibilitychange, move |_| {
            if !document().hidden() {
                self.kick();
            }
        });
        spawn_local(async move {
            match self.open().await {
                Ok(start) => self.first_screen(&entry, start).await,
                Err(_) => self.go(Screen::Stop(Stop::NoStorage)),
            }
        });
    }

    async fn open(self) -> Result<Start, StorageError> {
        let door = self.door();
        let canary = match door {
            Door::Tablet => local::get(UNSENT_KEY).unwrap_or_default(),
            // None on personal phones.
            Door::Link(_) => 0,
        };
        let vault = Vault::open(canary).await?;
        let mut start = vault.start(&door).await?;
        self.use_vault(vault);
        self.host.write_value().token = start.token.take();
        let mut device = self.device.write();
        device.lost = start.lost;
        device.refused = std::mem::take(&mut start.refused);
        device.last_contact = start.kit.as_ref().map(|kept| kept.fetched_ms);
        device.kit = start.kit.take();
        device.rounds = std::mem::take(&mut start.rounds);
        drop(device);
        self.show_labels(std::mem::take(&mut start.labels));
        self.weigh();
        Ok(start)
    }

    async fn first_screen(self, entry: &Entry, start: Start) {
        let kiosk = match entry {
            Entry::Tablet => start.kiosk,
            Entry::Enrol(_) => return self.go(Screen::Enrol),
            Entry::Link(_) | Entry::Typing(_) => self.only_campaign(),
        };
        if self.is_tablet() {
            self.device.write().kiosk = kiosk;
        }
        let unknown = self.device.read_untracked().kit.is_none();
        if unknown {
            return self.first_contact().await;
        }
        // Before the first screen: nobody begins anew on their way to what is offered.
        let drafts = with_locks(start.drafts).await;
        if let Some(campaign) = kiosk {
            self.invite(campaign);
        } else {
            self.go(Screen::Trainer);
        }
        if !self.types() {
            self.sort_drafts(drafts).await;
        }
        self.kick();
    }

    /// A link's kit holds one campaign.
    pub(super) fn only_campaign(self) -> Option<domain::ids::CampaignId> {
        let device = self.device.read_untracked();
        let sessions = &device.kit.as_ref()?.kit.sessions;
        sessions.first().map(|session| session.campaign)
    }

    /// Nothing is known yet on this device: the server must answer once.
    async fn first_contact(self) {
        self.turn().await;
        if self.screen.get_untracked() != Screen::Opening {
            return;
        }
        let known = self.device.read_untracked().kit.is_some();
        if known && self.is_tablet() && self.token().is_none() {
            self.note_emptied().await;
        }
        match (self.is_tablet(), self.only_campaign()) {
            (true, _) if known => self.show_trainer(),
            (true, _) => self.go(Screen::Enrol),
            (false, Some(campaign)) => self.invite(campaign),
            (false, None) => self.go(Screen::Stop(Stop::Offline)),
        }
        self.rest();
    }

    /// The server knows this tablet by its cookie alone: all that was stored beside it is gone.
    async fn note_emptied(self) {
        let lost = *self.device.write().lost.get_or_insert(0);
        if let (0, Some(vault)) = (lost, self.vault()) {
            // The screen says it now; the next start, if this could be written.
            let _ = vault.note_emptied().await;
        }
    }

    /// The newest draft of the screen's campaign is offered before anything else is shown. Of the others, those nobody came
    /// back for in time are counted and dropped. What somebody answers in another tab of a tablet is theirs; on a phone it
    /// is the same person, who goes on here. The offer is made at once.
    pub async fn sort_drafts(self, drafts: Vec<(FoundDraft, Option<Held>)>) {
        let (now, door) = (clock::now_ms(), self.door());
        let shown = self.asked();
        let (mut offered, mut left) = (None::<Offer>, Vec::new());
        for (found, held) in drafts {
            let draft = newest(&found).filter(|draft| !draft.expired(now));
            let own = found.row.door == door;
            let here = own
                && shown
                    .as_ref()
                    .is_some_and(|asked| asked.session.campaign == found.row.campaign);
            match draft {
                Some(draft) if here && (held.is_some() || door != Door::Tablet) => {
                    let older = |offered: &Offer| offered.draft.saved_ms < draft.saved_ms;
                    if offered.as_ref().is_none_or(older) {
                        let row = found.row;
                        offered = Some(Offer { row, draft, held });
                    }
                }
                // Another link on the same phone.
                Some(_) if !own => {}
                _ if held.is_none() => {}
                _ => left.push(found.row),
            }
        }
        if let Some(offered) = offered {
            self.offer(offered);
        }
        for row in left {
            self.drop_found(row).await;
        }
    }

    fn offer(self, Offer { row, draft, held }: Offer) {
        let person = self.person.read_untracked();
        let sheet = person.asked.as_ref().zip(person.rules.as_ref());
        let number = sheet.map_or(0, |(asked, rules)| {
            let sheet = rules.sheet(&asked.questionnaire, &draft.answers, clock::today());
            sheet
                .shown()
                .filter(|place| *place < draft.at as usize)
                .count()
        });
        drop(person);
        let mut host = self.host.write_value();
        host.found = Some((row, draft));
        host.under_way = held;
        drop(host);
        self.go(Screen::Resume(number as u32));
    }

    async fn drop_found(self, row: DraftRow) {
        let Some(vault) = self.vault() else { return };
        let kit = vault.kit(&row.door).await.ok().flatten();
        match kit.and_then(|kept| kept.asked(row.campaign)) {
            Some(asked) => self.count_abandoned(&asked, &row).await,
            None => _ = vault.drop_draft(&row).await,
        }
    }

    /// The server forgot this tablet: another code makes it known again; what waits here stays.
    pub fn enrol_again(self) {
        self.go(Screen::Enrol);
    }

    pub fn reload(self) {
        let _ = window().location().reload();
    }

    /// Trades a code for this device's token; `failed` hears why it did not work.
    pub fn enrol(self, code: &str, failed: impl Fn(EnrolTrouble) + 'static) {
        let code = Enrol {
            code: code.trim().to_ascii_uppercase(),
        };
        let busy = self.person.read_untracked().busy;
        if busy || code.code.is_empty() {
            return;
        }
        self.person.write().busy = true;
        spawn_local(async move {
            let outcome = net::post::<_, Enrolled>(ENROL_URL, &[], &code).await;
            match outcome {
                Ok(enrolled) => {
                    self.keep_token(enrolled.token).await;
                    self.turn().await;
                    self.show_trainer();
                    self.kick();
                }
                Err(busy) if busy.is_busy() => failed(EnrolTrouble::Busy),
                Err(NetError::Refused { status, .. }) if status < 500 => {
                    failed(EnrolTrouble::CodeRefused);
                }
                Err(_) => failed(EnrolTrouble::Offline),
            }
            self.person.write().busy = false;
        });
    }

    /// A cookie of the same value came along; it reaches the disk seconds later, and not at all in a browser that dies.
    async fn keep_token(self, token: String) {
        if let Some(vault) = self.vault() {
            let kept = vault.keep_token(&token).await;
            let mut device = self.device.write();
            device.full |= kept.is_err();
            device.kit = None;
            device.rounds = Rounds::default();
        }
        self.host.write_value().token = Some(token);
    }
}

/// Each with its lock, unless it is under way in another tab.
pub async fn with_locks(drafts: Vec<FoundDraft>) -> Vec<(FoundDraft, Option<Held>)> {
    let mut locked = Vec::with_capacity(drafts.len());
    for found in drafts {
        let held = lock::hold_if_free(&draft_slot(&found.row)).await;
        locked.push((found, held));
    }
    locked
}

/// Local storage may be ahead of the disk's copy, or behind it after a crash; what a tab that had lost the answer wrote
/// there is neither.
pub(super) fn newest(found: &FoundDraft) -> Option<Draft> {
    let row = &found.row;
    let here: Option<String> = local::get(&draft_slot(row));
    [here, found.locked.clone()]
        .into_iter()
        .flatten()
        .filter_map(|locked| row.key.open(row.campaign, &locked))
        .max_by_key(|draft| (draft.turn, draft.saved_ms))
}
