//! Commands of somebody of the team who types in sheets of paper, or asks by telephone. What they type is kept as a
//! respondent's draft is, and a finished sheet leaves as any other answer does.

use super::{
    draft::{Draft, DraftKey},
    sealing::freeze,
    state::{Respond, Screen},
    typing::{self, Reading},
    vault::{Vault, sheets::SheetRow},
};
use crate::{
    clock, random,
    storage::{StorageError, local, lock, quota},
};
use domain::{Day, Lang, answer::Channel, ids::CampaignId, questionnaire::check_answers};
use intake::{Payload, device::Asked};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// A sheet nobody went on with for so long is dropped: the paper is still there.
const STALE_MS: u64 = 12 * 60 * 60 * 1000;

/// Local storage: what is typed of a campaign's sheet so far, encrypted.
fn slot(campaign: CampaignId) -> String {
    ["boucle.r.sheet.", &campaign.to_string()].concat()
}

/// What became of the last command.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Said {
    #[default]
    Nothing,
    /// How many of the stack are kept now.
    Kept(u32),
    /// With what stood there.
    Cleared(Vec<String>),
    /// A sheet begun before the page was opened is here again.
    Restored,
    /// Sheets of this campaign are being typed in another tab.
    Elsewhere,
    NothingTyped,
    /// Nothing can be written: no room.
    Full,
    NotStored,
}

#[derive(Default)]
pub struct OnSheet {
    /// None until this device can keep what is typed.
    pub row: Option<SheetRow>,
    /// One for each question.
    pub texts: Vec<String>,
    pub said: Said,
    /// The field that has the focus, or had it last.
    pub at: usize,
    /// The field that is wrong even if more typing could make it right: somebody wants to go on from it.
    pub insisted: Option<usize>,
}

/// The newest copy of the sheet that is not on the disk yet, with whether local storage has it.
#[derive(Default)]
struct Mirror {
    newest: Option<(SheetRow, bool)>,
    running: bool,
}

/// One tab at a time types in a campaign's sheets: two would write over each other's.
#[derive(Default)]
enum Turn {
    #[default]
    Away,
    Asked,
    Mine(#[expect(dead_code, reason = "held, and let go when dropped")] lock::Held),
}

#[derive(Clone, Copy)]
pub struct Typist {
    pub app: Respond,
    pub sheet: RwSignal<OnSheet>,
    pub reading: Memo<Reading>,
    pub channel: Memo<Channel>,
    mirror: StoredValue<Mirror, LocalStorage>,
    turn: StoredValue<Turn, LocalStorage>,
}

impl Typist {
    pub fn new(app: Respond) -> Typist {
        let sheet = RwSignal::new(OnSheet::default());
        let reading = Memo::new(move |_| {
            let (person, sheet) = (app.person.read(), sheet.read());
            let asked = person.asked.as_ref().zip(person.rules.as_ref());
            asked.map_or_else(Reading::default, |(asked, rules)| {
                typing::read(&asked.questionnaire, rules, &sheet.texts, day(&sheet))
            })
        });
        let channel = Memo::new(move |_| {
            let sheet = sheet.read();
            sheet.row.as_ref().map_or(Channel::Paper, |row| row.channel)
        });
        Typist {
            app,
            sheet,
            reading,
            channel,
            mirror: StoredValue::new_local(Mirror::default()),
            turn: StoredValue::new_local(Turn::default()),
        }
    }

    /// Takes up the sheet that was begun here, or begins one; `ready` comes when it can be typed in. While another tab types in
    /// sheets of this campaign, that is said, and this one waits for it to end.
    pub fn start(self, ready: impl FnOnce() + 'static) {
        if matches!(*self.turn.read_value(), Turn::Asked) {
            return;
        }
        let Some((vault, asked)) = self.app.vault().zip(self.app.asked()) else {
            return;
        };
        spawn_local(async move {
            if !self.is_our_turn(asked.session.campaign).await {
                return;
            }
            let begun = self.take_up(&vault, &asked).await;
            let mut sheet = self.sheet.write();
            sheet.said = match &begun {
                Err(error) => trouble(error),
                Ok((_, Some(_))) => Said::Restored,
                Ok((_, None)) => Said::Nothing,
            };
            let (row, texts) = begun.ok().unzip();
            sheet.texts = texts.flatten().unwrap_or_else(|| blank(&asked));
            sheet.row = row;
            drop(sheet);
            // Another language draws the page again.
            request_animation_frame(ready);
            _ = quota::persist().await;
        });
    }

    /// The page is for something else now: another tab may go on with the sheet.
    pub fn leave(self) {
        if matches!(*self.turn.read_value(), Turn::Mine(_)) {
            self.turn.set_value(Turn::Away);
        }
    }

    /// Resolves when no other tab types in these sheets; false when the page is for something else by then.
    async fn is_our_turn(self, campaign: CampaignId) -> bool {
        if matches!(*self.turn.read_value(), Turn::Away) {
            self.turn.set_value(Turn::Asked);
            let held = lock::hold(&slot(campaign), || self.stand_by()).await;
            let wanted = self.app.screen.get_untracked() == Screen::Typing;
            let held = held.filter(|_| wanted);
            self.turn.set_value(held.map_or(Turn::Away, Turn::Mine));
        }
        matches!(*self.turn.read_value(), Turn::Mine(_))
    }

    /// An empty sheet that nothing can be typed in.
    fn stand_by(self) {
        let texts = self.app.asked().as_ref().map(blank).unwrap_or_default();
        self.sheet.set(OnSheet {
            texts,
            said: Said::Elsewhere,
            ..OnSheet::default()
        });
    }

    /// The sheet of this campaign, begun if there is none, with what was typed of it.
    async fn take_up(
        self,
        vault: &Vault,
        asked: &Asked,
    ) -> Result<(SheetRow, Option<Vec<String>>), StorageError> {
        let campaign = asked.session.campaign;
        let found = self.found(vault, campaign).await?;
        let begun = found.is_some();
        let (row, draft) = found.unwrap_or_else(|| (fresh(campaign), None));
        if !begun {
            vault.begin_sheet(&row).await?;
        }
        self.sheet.write().at = draft.as_ref().map_or(0, |draft| draft.at as usize);
        let texts = draft.map(|draft| {
            self.read_in(draft.lang);
            typing::texts(&asked.questionnaire, &draft.answers)
        });
        Ok((row, texts))
    }

    fn read_in(self, lang: Lang) {
        if self.app.lang.get_untracked() != lang {
            self.app.lang.set(lang);
        }
    }

    /// The sheet of this campaign, with its draft if that opens; not if it was left too long ago.
    async fn found(
        self,
        vault: &Vault,
        campaign: CampaignId,
    ) -> Result<Option<(SheetRow, Option<Draft>)>, StorageError> {
        drop_stale(vault).await;
        let row = vault.sheet(campaign).await?;
        let Some(row) = row.filter(|row| !is_stale(row)) else {
            return Ok(None);
        };
        let here: Option<String> = local::get(&slot(campaign));
        let copies = [here, row.locked.clone()].into_iter().flatten();
        let draft = copies
            .filter_map(|locked| row.key.open(campaign, &locked))
            .max_by_key(|draft| draft.saved_ms);
        let draft = draft.filter(|draft| !draft.answers.is_empty());
        Ok(Some((row, draft)))
    }

    pub fn day(self) -> Day {
        day(&self.sheet.read())
    }

    /// The focus is in this field: after a reload it is there again.
    pub fn stand(self, place: usize) {
        let moved = self.sheet.read_untracked().at != place;
        if moved {
            self.sheet.write().at = place;
            self.record();
        }
    }

    pub fn write(self, place: usize, text: String) {
        let mut sheet = self.sheet.write();
        if let Some(field) = sheet.texts.get_mut(place) {
            *field = text;
        }
        sheet.insisted = None;
        sheet.said = Said::Nothing;
        drop(sheet);
        self.record();
    }

    /// Somebody wants to go on from a field that is wrong, or begun.
    pub fn insist(self, place: usize) {
        self.sheet.write().insisted = Some(place);
    }

    /// Of this sheet and those that follow. A call is always of today.
    pub fn come_by(self, channel: Channel) {
        self.set(|row| {
            row.channel = channel;
            row.day = None;
        });
    }

    pub fn filled_in_on(self, day: Day) {
        self.set(|row| row.day = (day != clock::today()).then_some(day));
    }

    fn set(self, change: impl FnOnce(&mut SheetRow)) {
        if let Some(row) = &mut self.sheet.write().row {
            change(row);
        }
        self.record();
    }

    /// Empties the sheet.
    pub fn clear(self) {
        let begun = self.sheet.read_untracked().row.is_some();
        let Some(asked) = self.app.asked().filter(|_| begun) else {
            return;
        };
        let mut sheet = self.sheet.write();
        let before = std::mem::replace(&mut sheet.texts, blank(&asked));
        sheet.said = Said::Cleared(before);
        sheet.insisted = None;
        drop(sheet);
        self.record();
    }

    pub fn undo_clear(self) {
        let mut sheet = self.sheet.write();
        if let Said::Cleared(before) = std::mem::take(&mut sheet.said) {
            sheet.texts = before;
        }
        drop(sheet);
        self.record();
    }

    /// Seals and stores the sheet; `done` comes when it is on disk and the next can be typed.
    pub fn keep(self, done: impl FnOnce() + 'static) {
        let app = self.app;
        let finished = self.reading.read_untracked().finished.clone();
        let Some(row) = self.sheet.read_untracked().row.clone() else {
            return;
        };
        let Some((vault, asked)) = app.ready() else {
            return;
        };
        if check_answers(&asked.questionnaire, &finished).is_err() {
            app.person.write().busy = false;
            self.sheet.write().said = Said::NothingTyped;
            return;
        }
        let payload = Payload::Answers {
            campaign: row.campaign,
            questionnaire: asked.session.questionnaire.clone(),
            day: row.day.unwrap_or_else(clock::today),
            lang: app.lang.get_untracked(),
            channel: row.channel,
            answers: finished,
            // None is on paper.
            photos: Vec::new(),
            token: app.door().token(),
        };
        let key = row.key.clone();
        let next = SheetRow {
            key: DraftKey::new(random::bytes()),
            kept: row.kept + 1,
            touched_ms: clock::now_ms(),
            locked: None,
            ..row
        };
        spawn_local(async move {
            let stored = match freeze(&asked.kit, app.door(), &payload) {
                Err(error) => Err(StorageError::Other(error.to_string())),
                Ok((item, label)) => {
                    let store = async || vault.keep_sheet(&item, &label, &key, &next).await;
                    let kept = vault.fit(store).await;
                    kept.map(|kept| kept.then_some(label))
                }
            };
            app.person.write().busy = false;
            match stored {
                Err(error) => self.sheet.write().said = trouble(&error),
                Ok(None) => self.stand_by(),
                Ok(Some(label)) => {
                    local::delete(&slot(next.campaign));
                    let mut sheet = self.sheet.write();
                    *sheet = OnSheet {
                        texts: blank(&asked),
                        said: Said::Kept(next.kept),
                        row: Some(next),
                        ..OnSheet::default()
                    };
                    drop(sheet);
                    app.stored(label, &[]);
                    app.kick();
                    done();
                }
            }
        });
    }

    fn types_in(self, key: &DraftKey) -> bool {
        let sheet = self.sheet.try_read_untracked();
        let row = sheet.as_ref().and_then(|sheet| sheet.row.as_ref());
        row.is_some_and(|row| row.key == *key)
    }

    /// Writes the draft: at once to local storage, and right after to the disk.
    fn record(self) {
        let sheet = self.sheet.read_untracked();
        let Some(mut row) = sheet.row.clone() else {
            return;
        };
        let draft = Draft {
            campaign: row.campaign,
            lang: self.app.lang.get_untracked(),
            at: u32::try_from(sheet.at).unwrap_or_default(),
            answers: self.reading.read_untracked().answers.clone(),
            saved_ms: clock::now_ms(),
            turn: 0,
        };
        drop(sheet);
        let locked = row.key.lock(random::bytes(), &draft);
        let kept = local::set(&slot(row.campaign), &locked).is_ok();
        row.locked = Some(locked);
        row.touched_ms = draft.saved_ms;
        self.mirror.write_value().newest = Some((row, kept));
        self.write_mirror();
    }

    /// One copy is written at a time, always of the newest; only when neither could be written does the person hear of it.
    fn write_mirror(self) {
        let Some(vault) = self.app.vault() else {
            return;
        };
        if std::mem::replace(&mut self.mirror.write_value().running, true) {
            return;
        }
        spawn_local(async move {
            loop {
                // The page may be left while a copy is written.
                let Some(mut mirror) = self.mirror.try_write_value() else {
                    return;
                };
                let Some((row, kept)) = mirror.newest.take() else {
                    mirror.running = false;
                    return;
                };
                drop(mirror);
                let mirrored = vault.mirror_sheet(&row).await;
                match mirrored {
                    // A browser without locks: it was kept in another tab.
                    Ok(false) if self.types_in(&row.key) => self.stand_by(),
                    Err(error) if !kept => {
                        self.sheet.update(|sheet| sheet.said = trouble(&error));
                    }
                    _ => {}
                }
            }
        });
    }
}

/// What was left too long ago goes, of any campaign. Where it does not, it is tried again at the next start.
async fn drop_stale(vault: &Vault) {
    let rows = vault.sheets().await.unwrap_or_default();
    let stale = rows.iter().filter(|row| is_stale(row));
    let stale: Vec<CampaignId> = stale.map(|row| row.campaign).collect();
    for campaign in &stale {
        local::delete(&slot(*campaign));
    }
    _ = vault.drop_sheets(&stale).await;
}

fn is_stale(row: &SheetRow) -> bool {
    row.touched_ms.abs_diff(clock::now_ms()) >= STALE_MS
}

fn fresh(campaign: CampaignId) -> SheetRow {
    SheetRow {
        campaign,
        key: DraftKey::new(random::bytes()),
        kept: 0,
        channel: Channel::Paper,
        day: None,
        touched_ms: clock::now_ms(),
        locked: None,
    }
}

fn blank(asked: &Arc<Asked>) -> Vec<String> {
    vec![String::new(); asked.questionnaire.questions.len()]
}

fn day(sheet: &OnSheet) -> Day {
    let day = sheet.row.as_ref().and_then(|row| row.day);
    day.unwrap_or_else(clock::today)
}

fn trouble(error: &StorageError) -> Said {
    if *error == StorageError::Quota {
        Said::Full
    } else {
        Said::NotStored
    }
}
