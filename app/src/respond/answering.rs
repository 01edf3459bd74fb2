//! Commands of the person who answers: begin, answer, go on and back, decline, finish, resume.

use super::{
    draft::{Draft, DraftKey},
    entry::Door,
    kit::Asked,
    state::{Ending, Respond, Screen, Stop, Trouble},
    vault::DraftRow,
};
use crate::{
    clock, random,
    storage::{StorageError, local, quota},
};
use domain::{
    answer::{Answer, Answers, Channel},
    ids::CampaignId,
    questionnaire::check_answers,
};
use intake::Payload;
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// Local storage: the encrypted draft of a campaign.
pub(super) fn draft_slot(campaign: CampaignId) -> String {
    ["boucle.r.draft.", &campaign.to_string()].concat()
}

impl Respond {
    /// The first screen of `campaign`, for a new person.
    pub fn invite(self, campaign: CampaignId) {
        self.forget_person();
        let asked = self
            .device
            .kit
            .with_untracked(|kit| kit.as_ref().and_then(|kept| kept.asked(campaign)));
        let screen = match &asked {
            None => Screen::Stop(Stop::Gone),
            Some(asked) => self.link_stop(asked).map_or(Screen::Invite, Screen::Stop),
        };
        self.person.asked.set(asked.map(Arc::new));
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
        let Some((vault, asked)) = self.ready() else {
            return;
        };
        self.hold_history();
        let row = DraftRow {
            campaign: asked.session.campaign,
            door: self.door(),
            key: DraftKey::new(random::bytes()),
        };
        spawn_local(async move {
            let begun = vault.begin_draft(&row).await;
            self.person.busy.set(false);
            match begun {
                Ok(()) => {
                    self.host.update_value(|host| host.key = Some(row.key));
                    self.turn_to(0);
                }
                Err(error) => self.fail(&error),
            }
        });
    }

    /// Keeps the answer to a question; none takes it back.
    pub fn answer(self, key: &str, answer: Option<Answer>) {
        self.person.answers.update(|answers| {
            match answer {
                Some(answer) => answers.insert(key.to_owned(), answer),
                None => answers.remove(key),
            };
        });
        let mended = [Trouble::NothingAnswered, Trouble::Invalid];
        if self
            .person
            .trouble
            .get_untracked()
            .is_some_and(|trouble| mended.contains(&trouble))
        {
            self.person.trouble.set(None);
        }
        self.record();
    }

    /// The field on the screen holds what cannot be an answer, or no longer does.
    pub fn mark_invalid(self, invalid: bool) {
        self.person.invalid.set(invalid);
    }

    /// On to the next question, or to the end.
    pub fn next(self) {
        let (Screen::Question(at), Some(asked)) = (
            self.screen.get_untracked(),
            self.person.asked.get_untracked(),
        ) else {
            return;
        };
        if (at as usize) + 1 < asked.questionnaire.questions.len() {
            self.turn_to(at + 1);
        } else {
            self.finish();
        }
    }

    pub fn back(self) {
        if let Screen::Question(at @ 1..) = self.screen.get_untracked() {
            self.turn_to(at - 1);
        }
    }

    fn turn_to(self, at: u32) {
        self.person.trouble.set(None);
        self.person.invalid.set(false);
        self.go(Screen::Question(at));
        self.record();
    }

    /// "I would rather not answer": a count, no words.
    pub fn decline(self) {
        let Some((vault, asked)) = self.ready() else {
            return;
        };
        let campaign = asked.session.campaign;
        let payload = Payload::Declined {
            campaign,
            day: clock::today(),
            abandoned: false,
        };
        spawn_local(async move {
            let stored = self
                .store(&vault, &asked.kit, &payload, Some(campaign))
                .await;
            self.end(campaign, stored.map(|_| Ending::Declined));
        });
    }

    /// Seals and stores the answers; the thanks come only when they are on disk.
    fn finish(self) {
        let answers = trimmed(self.person.answers.get_untracked());
        let Some((vault, asked)) = self.ready() else {
            return;
        };
        if let Err((key, _)) = check_answers(&asked.questionnaire, &answers) {
            self.person.busy.set(false);
            return match asked
                .questionnaire
                .questions
                .iter()
                .position(|q| q.key == key)
            {
                Some(at) => self.turn_to(at as u32),
                None => self.person.trouble.set(Some(Trouble::NothingAnswered)),
            };
        }
        let campaign = asked.session.campaign;
        let payload = Payload::Answers {
            campaign,
            questionnaire: asked.session.questionnaire.clone(),
            day: clock::today(),
            lang: self.lang.get_untracked(),
            channel: match self.door() {
                Door::Tablet => Channel::Tablet,
                Door::Link(_) => Channel::Link,
            },
            answers,
        };
        spawn_local(async move {
            let stored = self
                .store(&vault, &asked.kit, &payload, Some(campaign))
                .await;
            self.end(campaign, stored.map(Ending::Answered));
        });
    }

    /// After the item was stored, or not.
    fn end(self, campaign: CampaignId, stored: Result<Ending, StorageError>) {
        self.person.busy.set(false);
        match stored {
            Ok(ending) => {
                local::delete(&draft_slot(campaign));
                let (lang, large) = (self.lang.get_untracked(), self.large.get_untracked());
                self.forget_person();
                // The thanks are still for the same person.
                self.lang.set(lang);
                self.large.set(large);
                self.go(Screen::Thanks(ending));
                self.tick();
                self.kick();
                spawn_local(async { _ = quota::persist().await });
            }
            Err(error) => self.fail(&error),
        }
    }

    fn fail(self, error: &StorageError) {
        let full = *error == StorageError::Quota;
        self.device.full.set(full);
        self.person.trouble.set(Some(if full {
            Trouble::Full
        } else {
            Trouble::NotStored
        }));
    }

    /// Takes up the draft found at the start.
    pub fn resume(self) {
        let Some((row, draft)) = self
            .host
            .try_update_value(|host| host.found.take())
            .flatten()
        else {
            return;
        };
        self.host.update_value(|host| host.key = Some(row.key));
        self.lang.set(draft.lang);
        self.person.answers.set(draft.answers);
        self.turn_to(draft.at);
    }

    /// Drops the answer being given, or found, and counts it; the screen shows nothing of it from here on.
    pub fn abandon(self) {
        let Some(asked) = self.person.asked.get_untracked() else {
            return;
        };
        let campaign = asked.session.campaign;
        self.invite(campaign);
        spawn_local(async move { self.count_abandoned(&asked).await });
    }

    /// Deletes the draft of `asked` and puts its count in the outbox.
    pub(super) async fn count_abandoned(self, asked: &Asked) {
        let campaign = asked.session.campaign;
        local::delete(&draft_slot(campaign));
        let Some(vault) = self.vault() else { return };
        let payload = Payload::Declined {
            campaign,
            day: clock::today(),
            abandoned: true,
        };
        match self
            .store(&vault, &asked.kit, &payload, Some(campaign))
            .await
        {
            Ok(_) => self.kick(),
            // Better an uncounted draft than one that stays.
            Err(_) => _ = vault.drop_draft(campaign).await,
        }
    }

    /// Writes the draft: at once to local storage, and right after to the disk.
    fn record(self) {
        let (Screen::Question(at), Some(asked)) = (
            self.screen.get_untracked(),
            self.person.asked.get_untracked(),
        ) else {
            return;
        };
        let Some(key) = self.host.with_value(|host| host.key.clone()) else {
            return;
        };
        let campaign = asked.session.campaign;
        let draft = Draft {
            campaign,
            lang: self.lang.get_untracked(),
            at,
            answers: self.person.answers.get_untracked(),
            saved_ms: clock::now_ms(),
        };
        let locked = key.lock(random::bytes(), &draft);
        let kept = local::set(&draft_slot(campaign), &locked).is_ok();
        self.mirror(campaign, locked, kept);
    }

    /// Local storage reaches the disk some seconds later, this copy now. One is written at a time, always of the newest
    /// draft; only when neither could be written does the person hear of it.
    fn mirror(self, campaign: CampaignId, locked: String, kept: bool) {
        let Some(vault) = self.vault() else { return };
        let busy = self.host.try_update_value(|host| {
            host.mirror = Some((campaign, locked));
            std::mem::replace(&mut host.mirroring, true)
        });
        if busy != Some(false) {
            return;
        }
        spawn_local(async move {
            let newest = || self.host.try_update_value(|host| host.mirror.take());
            while let Some(Some((campaign, locked))) = newest() {
                let mirrored = vault.mirror_draft(campaign, &locked).await.is_ok();
                if !kept && !mirrored {
                    self.person.trouble.set(Some(Trouble::DraftNotKept));
                }
            }
            self.host.update_value(|host| host.mirroring = false);
        });
    }
}

/// Texts without the blanks around them.
fn trimmed(mut answers: Answers) -> Answers {
    for answer in answers.values_mut() {
        if let Answer::Text(text) = answer {
            *text = text.trim().to_owned();
        }
    }
    answers
}
