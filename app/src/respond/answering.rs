//! Commands of the person who answers: begin, answer, go on and back, decline, finish, resume.

use super::{
    draft::{Draft, DraftKey},
    enrolment::newest,
    photos::Lost,
    state::{Ending, Respond, Screen, Stop, Trouble},
    vault::{DraftRow, Vault},
};
use crate::{
    clock, random,
    storage::{StorageError, local, lock, quota},
};
use domain::{
    answer::{Answer, Answers, Channel},
    ids::CampaignId,
    questionnaire::{Rules, check_answers},
};
use intake::{
    Payload,
    device::{Asked, Door},
};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// Local storage: an encrypted draft. And the lock of the tab in which it is under way.
pub(super) fn draft_slot(row: &DraftRow) -> String {
    ["boucle.r.draft.", &row.slot()].concat()
}

impl Respond {
    /// The first screen of `campaign`, for a new person.
    pub fn invite(self, campaign: CampaignId) {
        self.forget_person();
        let kit = self.device.read_untracked();
        let asked = kit.kit.as_ref().and_then(|kept| kept.asked(campaign));
        drop(kit);
        let first = if self.types() {
            Screen::Typing
        } else {
            Screen::Invite
        };
        let screen = match &asked {
            None => Screen::Stop(Stop::Gone),
            Some(asked) => self.link_stop(asked).map_or(first, Screen::Stop),
        };
        let rules = asked.as_ref().map(|asked| Rules::of(&asked.questionnaire));
        let mut person = self.person.write();
        person.asked = asked.map(Arc::new);
        person.rules = rules.map(Arc::new);
        drop(person);
        self.go(screen);
    }

    /// A link is good from its campaign's first to its last day; on a tablet the trainer decides.
    fn link_stop(self, asked: &Asked) -> Option<Stop> {
        let today = clock::today();
        match self.door() {
            Door::Tablet => None,
            Door::Link(_) if asked.session.closes < today => Some(Stop::Closed),
            Door::Link(_) if today < asked.session.opens => Some(Stop::NotYet(asked.session.opens)),
            Door::Link(_) => None,
        }
    }

    /// Makes the draft's key durable, then shows the first question: from there on every tap can be kept.
    pub fn begin(self) {
        if self.shown_from(0).is_none() {
            self.person.write().trouble = Some(Trouble::NothingAnswered);
            return;
        }
        let Some((vault, asked)) = self.ready() else {
            return;
        };
        self.hold_history();
        let row = DraftRow {
            campaign: asked.session.campaign,
            door: self.door(),
            key: DraftKey::new(random::bytes()),
            turn: 0,
            place: 0,
        };
        spawn_local(async move {
            let begun = self.begin_beside(&vault, row).await;
            self.person.write().busy = false;
            match begun {
                Ok(()) => self.turn_to(self.shown_from(0).unwrap_or(0)),
                Err(error) => self.fail(&error),
            }
        });
    }

    /// At the first place that no other tab has: people may answer in several. The lock comes first: a tab that opens takes
    /// a draft without one for interrupted.
    async fn begin_beside(self, vault: &Vault, mut row: DraftRow) -> Result<(), StorageError> {
        loop {
            let held = lock::hold_if_free(&draft_slot(&row)).await;
            if held.is_some() && vault.begin_draft(&row).await? {
                let mut host = self.host.write_value();
                host.under_way = held;
                host.draft = Some(row);
                return Ok(());
            }
            row.place += 1;
        }
    }

    /// Keeps the answer to a question; none takes it back.
    pub fn answer(self, key: &str, answer: Option<Answer>) {
        let mut person = self.person.write();
        match answer {
            Some(answer) => person.answers.insert(key.to_owned(), answer),
            None => person.answers.remove(key),
        };
        use Trouble::{Invalid, Missing, NothingAnswered, Unmet};
        if let Some(NothingAnswered | Invalid | Missing | Unmet) = person.trouble {
            person.trouble = None;
        }
        drop(person);
        self.record();
    }

    /// The field on the screen holds what cannot be an answer, or no longer does.
    pub fn mark_invalid(self, invalid: bool) {
        self.person.write().invalid = invalid;
    }

    /// On to the next question, or to the end. False when there is something to mend on the screen first.
    pub fn next(self) -> bool {
        let Screen::Question(at) = self.screen.get_untracked() else {
            return true;
        };
        let invalid = self.person.read_untracked().invalid;
        let trouble = invalid
            .then_some(Trouble::Invalid)
            .or_else(|| self.lack(at));
        if trouble.is_some() {
            self.person.write().trouble = trouble;
            return false;
        }
        match self.shown_from(at + 1) {
            Some(next) => self.turn_to(next),
            None => self.finish(),
        }
        true
    }

    pub fn back(self) {
        if let Screen::Question(at) = self.screen.get_untracked()
            && let Some(before) = self.shown_before(at)
        {
            self.turn_to(before);
        }
    }

    fn turn_to(self, at: u32) {
        let mut person = self.person.write();
        person.trouble = None;
        person.invalid = false;
        drop(person);
        self.go(Screen::Question(at));
        self.record();
    }

    /// "I would rather not answer": a count, no words.
    pub fn decline(self) {
        let Some((vault, asked)) = self.ready() else {
            return;
        };
        let payload = Payload::Declined {
            campaign: asked.session.campaign,
            day: clock::today(),
            abandoned: false,
        };
        self.conclude(vault, asked, payload);
    }

    /// Seals and stores the answers; the thanks come only when they are on disk.
    fn finish(self) {
        trim(&mut self.person.write().answers);
        if let Some((at, trouble)) = self.first_lack() {
            self.turn_to(at);
            self.person.write().trouble = Some(trouble);
            return;
        }
        let Some(answers) = self.on_sheet(|sheet, answers| sheet.finished(answers)) else {
            return;
        };
        let Some((vault, asked)) = self.ready() else {
            return;
        };
        if let Err((key, _)) = check_answers(&asked.questionnaire, &answers) {
            self.person.write().busy = false;
            let questions = &asked.questionnaire.questions;
            match questions.iter().position(|question| question.key == key) {
                Some(at) => self.turn_to(at as u32),
                None => self.person.write().trouble = Some(Trouble::NothingAnswered),
            }
            return;
        }
        let payload = Payload::Answers {
            campaign: asked.session.campaign,
            questionnaire: asked.session.questionnaire.clone(),
            day: clock::today(),
            lang: self.lang.get_untracked(),
            channel: match self.door() {
                Door::Tablet => Channel::Tablet,
                Door::Link(_) => Channel::Link,
            },
            answers,
            token: self.door().token(),
            photos: Vec::new(),
        };
        self.conclude(vault, asked, payload);
    }

    /// Stores what a person leaves, then thanks them; or says that it could not be stored, with everything as it was.
    fn conclude(self, vault: Vault, asked: Arc<Asked>, mut payload: Payload) {
        let row = self.host.read_value().draft.clone();
        spawn_local(async move {
            if let Payload::Answers {
                answers, photos, ..
            } = &mut payload
            {
                match self.photos(answers).await {
                    Ok(found) => *photos = found,
                    Err(lost) => return self.without(&asked, lost),
                }
            }
            let stored = self.store(&vault, &asked.kit, &payload, row.as_ref()).await;
            self.person.write().busy = false;
            match (stored, payload) {
                (Ok(Some(item)), Payload::Answers { .. }) => {
                    self.thank(row, Ending::Answered(item));
                }
                (Ok(Some(_)), _) => self.thank(row, Ending::Declined),
                (Ok(None), _) => row.iter().for_each(|row| self.lose(row)),
                (Err(error), _) => self.fail(&error),
            }
            _ = quota::persist().await;
        });
    }

    /// A photo is not there any more: its question is put again, without it.
    fn without(self, asked: &Asked, lost: Lost) {
        self.person.write().busy = false;
        let key = match lost {
            Lost::Photo(key) => key,
            Lost::Storage(error) => return self.fail(&error),
        };
        self.person.write().answers.remove(&key);
        let mut questions = asked.questionnaire.questions.iter();
        if let Some(at) = questions.position(|question| question.key == key) {
            self.turn_to(at as u32);
        }
    }

    fn thank(self, row: Option<DraftRow>, ending: Ending) {
        row.iter().for_each(clear_slot);
        let (lang, large, easy) = (
            self.lang.get_untracked(),
            self.large.get_untracked(),
            self.easy.get_untracked(),
        );
        self.forget_person();
        // The thanks are still for the same person.
        self.lang.set(lang);
        self.large.set(large);
        self.easy.set(easy);
        self.go(Screen::Thanks(ending));
        self.tick();
        self.kick();
    }

    fn fail(self, error: &StorageError) {
        let full = *error == StorageError::Quota;
        self.device.write().full = full;
        self.person.write().trouble = Some(if full {
            Trouble::Full
        } else {
            Trouble::NotStored
        });
    }

    /// Whether the answer on the screen is of this draft.
    pub(super) fn has(self, row: &DraftRow) -> bool {
        self.host.read_value().draft.as_ref() == Some(row)
    }

    /// Another tab has ended the answer on the screen, or taken it up: this one says so at its start.
    pub(super) fn lose(self, row: &DraftRow) {
        if self.has(row) {
            clear_slot(row);
            self.next_person();
            self.person.write().trouble = Some(Trouble::Elsewhere);
        }
    }

    /// Takes up the draft that was found, as whoever has it left it.
    pub fn resume(self) {
        let found = self.host.write_value().found.take();
        let Some(((row, draft), vault)) = found.zip(self.vault()) else {
            return;
        };
        spawn_local(async move {
            let taken = vault.take_up(&row).await;
            if !matches!(self.screen.get_untracked(), Screen::Resume(_)) {
                return;
            }
            let ended = matches!(taken, Ok(None));
            let (draft, row) = match taken {
                Ok(Some(now)) => (newest(&now).unwrap_or(draft), now.row),
                // Where that cannot be written they can go on all the same: the end says whether it was theirs.
                _ => (draft, row),
            };
            self.host.write_value().draft = Some(row.clone());
            if ended {
                return self.lose(&row);
            }
            self.lang.set(draft.lang);
            self.person.write().answers = draft.answers;
            self.turn_to(self.shown_from(draft.at).unwrap_or(draft.at));
        });
    }

    /// Drops the answer being given, or found, and counts it; the screen shows nothing of it from here on.
    pub fn abandon(self) {
        let Some(asked) = self.asked() else {
            return;
        };
        let mut host = self.host.write_value();
        let found = host.found.take().map(|(row, _)| row);
        let row = host.draft.take().or(found);
        drop(host);
        self.invite(asked.session.campaign);
        if let Some(row) = row {
            spawn_local(async move { self.count_abandoned(&asked, &row).await });
        }
    }

    /// Deletes a draft and puts its count in the outbox; not that of one which another tab has ended, or has.
    pub(super) async fn count_abandoned(self, asked: &Asked, row: &DraftRow) {
        clear_slot(row);
        let Some(vault) = self.vault() else { return };
        let payload = Payload::Declined {
            campaign: row.campaign,
            day: clock::today(),
            abandoned: true,
        };
        let stored = self.store(&vault, &asked.kit, &payload, Some(row));
        match stored.await {
            Ok(_) => self.kick(),
            // Better an uncounted draft than one that stays.
            Err(_) => _ = vault.drop_draft(row).await,
        }
    }

    /// Writes the draft: at once to local storage, and right after to the disk.
    fn record(self) {
        let row = self.host.read_value().draft.clone();
        let (Screen::Question(at), Some(row)) = (self.screen.get_untracked(), row) else {
            return;
        };
        let draft = Draft {
            campaign: row.campaign,
            turn: row.turn,
            lang: self.lang.get_untracked(),
            at,
            answers: self.person.read_untracked().answers.clone(),
            saved_ms: clock::now_ms(),
        };
        self.kept.set(false);
        let locked = row.key.lock(random::bytes(), &draft);
        let kept = local::set(&draft_slot(&row), &locked).is_ok();
        self.mirror(row, locked, kept);
    }

    /// Local storage reaches the disk some seconds later, this copy now: only then does the screen say "kept". One is
    /// written at a time, always of the newest draft; only when neither could be written does the person hear of it.
    fn mirror(self, row: DraftRow, locked: String, kept: bool) {
        let Some(vault) = self.vault() else { return };
        let mut host = self.host.write_value();
        host.mirror = Some((row, locked, kept));
        if std::mem::replace(&mut host.mirroring, true) {
            return;
        }
        drop(host);
        spawn_local(async move {
            loop {
                let newest = self.host.write_value().mirror.take();
                let Some((row, locked, kept)) = newest else {
                    break;
                };
                let mirrored = vault.mirror_draft(&row, &locked).await;
                if mirrored == Ok(false) {
                    self.lose(&row);
                    continue;
                }
                let mirrored = mirrored.is_ok();
                if mirrored && self.host.read_value().mirror.is_none() {
                    self.kept.set(true);
                }
                if !kept && !mirrored {
                    self.person.write().trouble = Some(Trouble::DraftNotKept);
                }
            }
            self.host.write_value().mirroring = false;
        });
    }
}

/// Deletes the copy in local storage, unless a tab has written it that has the draft, or another, since.
fn clear_slot(row: &DraftRow) {
    let slot = draft_slot(row);
    let copy = local::get(&slot).and_then(|locked: String| row.key.open(row.campaign, &locked));
    if copy.is_some_and(|draft| draft.turn <= row.turn) {
        local::delete(&slot);
    }
}

/// Texts without the blanks around them.
fn trim(answers: &mut Answers) {
    for answer in answers.values_mut() {
        if let Answer::Text(text) = answer {
            *text = text.trim().to_owned();
        }
    }
}
